import type { DoneItem } from "../action-items/carry/done-since.ts";
import { withWords } from "../action-items/read/carry-note.ts";
import type { CarriedItem } from "../action-items/read/types.ts";
import { makeInlineInert, type OwnProject } from "../text-safety/index.ts";
import { dayNear } from "../texts/formats.ts";
import type { Texts } from "../texts/texts.ts";
import { addDays } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import { ownList } from "./own-list.ts";

const MAX_TEXT = 160;

/** What an agenda says of its items at its top; each is written once, and stays true since it says its day. */
export interface Overview {
  /** How many are open, overdue, to decide, done, on which day; the empty string where nothing is known. */
  readonly summary: string;
  /** Items that people should decide about, as a list; the empty string for none. */
  readonly toDecide: string;
  readonly overdue: string;
  readonly done: string;
  readonly doneCount: number;
}

interface OverviewFacts {
  readonly items: readonly CarriedItem[];
  readonly done: readonly DoneItem[];
  /** The day that the agenda is made, and that of its call. */
  readonly today: PlainDate;
  readonly date: PlainDate;
  /** Whether there was a call before this one, whose items would be told. */
  readonly isFirst: boolean;
  readonly mentions: "quiet" | "notify";
  readonly project: OwnProject | null;
  readonly texts: Texts;
}

function all(items: readonly CarriedItem[]): readonly CarriedItem[] {
  return items.flatMap((item) => [item, ...all(item.children)]);
}

/** The outermost items of which people should say whether they are still needed: one with an issue of its own goes on there. */
function undecided(items: readonly CarriedItem[]): readonly CarriedItem[] {
  return items.flatMap((item) => (item.needsDecision && item.issue === null ? [item] : undecided(item.children)));
}

/** Returns what an agenda tells of its items before it lists them. */
export function overviewOf(facts: OverviewFacts): Overview {
  const { items, done, mentions, project, texts } = facts;
  const overdue = all(items).filter((item) => item.overdue);
  const decide = undecided(items);
  const inertLine = (text: string): string => makeInlineInert(text, { mentions, project, maxLength: MAX_TEXT });
  const line = (item: CarriedItem, said: string): string => `${inertLine(item.text)} ${withWords(item.trailer, said)}`;
  const since = ({ ageDays }: CarriedItem): string =>
    texts.agenda.openSince({ day: dayNear(texts.format, addDays(facts.today, -ageDays), facts.date) });
  return {
    summary: summaryOf(facts, {
      open: items.length,
      overdue: items.filter((item) => all([item]).some((one) => one.overdue)).length,
      decide: decide.length,
    }),
    toDecide: ownList(
      decide.map((item) => line(item, since(item))),
      texts,
    ),
    overdue: ownList(
      overdue.map((item) => line(item, "")),
      texts,
    ),
    done: ownList(
      done.map(({ text }) => inertLine(text)),
      texts,
    ),
    doneCount: done.length,
  };
}

function summaryOf(
  { done, today, date, isFirst, texts }: OverviewFacts,
  counts: { readonly open: number; readonly overdue: number; readonly decide: number },
): string {
  const { agenda, format } = texts;
  if (isFirst && counts.open === 0 && done.length === 0) return "";
  const urgent = [
    counts.open === 0 ? agenda.noneOpen : agenda.open({ count: counts.open }),
    ...(counts.overdue === 0 ? [] : [agenda.overdue({ count: counts.overdue })]),
  ];
  const parts = [
    `**${urgent.join(", ")}**`,
    ...(counts.decide === 0 ? [] : [agenda.toDecide({ count: counts.decide })]),
    ...(done.length === 0 ? [] : [agenda.doneSince({ count: done.length })]),
  ];
  return agenda.onDay({ day: dayNear(format, today, date), counts: parts.join(", ") });
}
