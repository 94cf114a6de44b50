import type { IssueIid } from "../ids.ts";
import { cutGraphemes } from "../text/cut.ts";
import { makeInlineInert, type OwnProject } from "../text-safety/index.ts";
import type { Texts } from "../texts/texts.ts";
import type { Gap } from "./types.ts";

/** More texts than this are counted instead of named. */
const MOST_NAMED = 5;
const LONGEST_TEXT = 80;

const quiet = { mentions: "quiet" } as const;

function lines(marker: string, text: readonly (string | null)[]): string {
  return [marker, ...text.filter((line) => line !== null && line !== "")].join("\n\n");
}

function quoted(items: readonly string[], project: OwnProject | null, { comments, format }: Texts): string {
  const named = items
    .slice(0, MOST_NAMED)
    .map((text) => comments.quoted({ text: makeInlineInert(cutGraphemes(text, LONGEST_TEXT), { ...quiet, project }) }));
  const more = items.length - named.length;
  return format.list(more > 0 ? [...named, comments.more({ count: more })] : named);
}

function gapsOfKind(gaps: readonly Gap[], kind: Gap["kind"]): readonly Gap[] {
  return gaps.filter((gap) => gap.kind === kind);
}

function itemsOfKind(gaps: readonly Gap[], kind: Gap["kind"]): readonly string[] {
  return gapsOfKind(gaps, kind).flatMap(({ items }) => items);
}

/** The texts of items without a date, each with the day that is not clear. */
function undated(gaps: readonly Gap[], { comments }: Texts): readonly (readonly [text: string, dated: string])[] {
  return gapsOfKind(gaps, "no-date").flatMap(({ items, unclear = [] }) =>
    items.map((text, at) => {
      const day = unclear[at] ?? null;
      return [text, day === null ? text : comments.dayUnclear({ text, day })] as const;
    }),
  );
}

/** One sentence for what the same is missing of, each item in one only: `“X” has no owner and no date yet.` */
function itemSentences(gaps: readonly Gap[], project: OwnProject | null, texts: Texts): readonly string[] {
  const dates = undated(gaps, texts);
  const owners = itemsOfKind(gaps, "no-owner");
  const both = dates.filter(([text]) => owners.includes(text));
  const isInBoth = (text: string): boolean => both.some(([one]) => one === text);
  const { lackOwnerAndDate, lackOwner, lackDate, lackBox } = texts.comments;
  const sentences = [
    [both.map(([, dated]) => dated), lackOwnerAndDate],
    [owners.filter((text) => !isInBoth(text)), lackOwner],
    [dates.filter(([text]) => !isInBoth(text)).map(([, dated]) => dated), lackDate],
    [itemsOfKind(gaps, "no-box"), lackBox],
  ] as const;
  return sentences.flatMap(([items, say]) =>
    items.length === 0 ? [] : [say({ items: quoted(items, project, texts), count: items.length })],
  );
}

/** What the agenda as a whole does not say yet. */
function missing(gaps: readonly Gap[], project: OwnProject | null, texts: Texts): readonly string[] {
  const { aRecap, wordOnLinks } = texts.comments;
  const links = itemsOfKind(gaps, "bare-link");
  return [
    ...(gaps.some(({ kind }) => kind === "empty-recap") ? [aRecap] : []),
    ...(links.length === 0 ? [] : [wordOnLinks({ links: quoted(links, project, texts), count: links.length })]),
  ];
}

/**
 * The note for the CSM before anybody else is told of a follow-up: what the agenda does not say yet. Customers can read
 * it, so it blames nobody and mentions nobody, names an item once, and goes when participants are told.
 *
 * @param marker the hidden line it begins with
 * @param project the project it is said in
 * @param until until when changes of the agenda go into the follow-up, in words; null when participants have been told
 */
export function gapNote(
  marker: string,
  gaps: readonly Gap[],
  agendaIid: IssueIid,
  until: string | null,
  project: OwnProject | null,
  texts: Texts,
): string {
  const { comments, format } = texts;
  const agenda = agendaIid;
  const sentences = itemSentences(gaps, project, texts);
  const lacks = missing(gaps, project, texts);
  const noItems = gaps.some(({ kind }) => kind === "no-action-items");
  return lines(marker, [
    noItems ? comments.noActionItems({ agenda }) : null,
    sentences.join(" "),
    lacks.length === 0 ? null : comments.notInYet({ agenda, lacks: format.list(lacks) }),
    until === null || gaps.length === 0 ? null : comments.whatIsAdded({ agenda, until: makeInlineInert(until, quiet) }),
  ]);
}

export interface ParticipantsFacts {
  /** As configured; only those of the form `@username` are named. */
  readonly people: readonly string[];
  readonly mentions: "notify" | "quiet";
  readonly agendaIid: IssueIid;
  /** The day that somebody promised the next update for, in words; null where nobody did. */
  readonly nextUpdate: string | null;
  /** null: there are open ones, and how many is not said. */
  readonly openItems: number | null;
  readonly questions?: number;
  /** In words; null or left out when there is none. */
  readonly nextCall?: string | null;
}

/** Every person once, whatever the case of the name; nobody who is a group or everybody. */
function peopleWords(people: readonly string[], mentions: "notify" | "quiet"): string {
  const names = new Map<string, string>();
  for (const person of people) {
    const key = person.toLowerCase();
    if (/^@[a-z0-9_][\w.-]*$/.test(key) && key !== "@all" && !names.has(key)) names.set(key, person);
  }
  return [...names.values()].map((name) => (mentions === "quiet" ? `\\${name}` : name)).join(" ");
}

/** The first comment on a follow-up, which tells its participants (handbook A67, B16, E42). */
export function participantsNote(marker: string, facts: ParticipantsFacts, { comments, format }: Texts): string {
  const { agendaIid: agenda, nextUpdate, openItems, questions = 0, nextCall = null } = facts;
  const people = peopleWords(facts.people, facts.mentions);
  const open = [
    ...(openItems === null || openItems === 0 ? [] : [comments.itemsOpen({ count: openItems })]),
    ...(questions === 0 ? [] : [comments.questionsOpen({ count: questions })]),
  ];
  const isAllDone = open.length === 0 && openItems !== null;
  const state = [
    ...(isAllDone
      ? [comments.nothingOpen]
      : open.length === 0
        ? []
        : [comments.stillOpen({ what: format.list(open) })]),
    ...(nextUpdate === null ? [] : [comments.nextUpdate({ day: nextUpdate })]),
    ...(nextCall === null ? [] : [comments.nextCall({ call: nextCall })]),
  ];
  return lines(marker, [
    people === "" ? comments.thisIsFollowUp({ agenda }) : comments.peopleThisIsFollowUp({ people, agenda }),
    state.join(" "),
    comments.anythingMissing,
  ]);
}

/** Said on a follow-up that is closed because its agenda was opened again before participants were told. */
export function takenBackNote(marker: string, agenda: IssueIid, { comments }: Texts): string {
  return lines(marker, [comments.takenBack({ agenda })]);
}

/**
 * Said on a follow-up that people have edited when its agenda was closed anew: which action items are new since. The text
 * of the follow-up is theirs and stays.
 */
export function updatedNote(
  marker: string,
  agenda: IssueIid,
  news: readonly string[],
  project: OwnProject | null,
  { comments }: Texts,
): string {
  const items = news
    .slice(0, 4 * MOST_NAMED)
    .map((text) => `- ${makeInlineInert(text, { ...quiet, project, maxLength: 200 })}`);
  const more = news.length - items.length;
  const rest = more > 0 ? [`- ${comments.moreIn({ count: more, agenda })}`] : [];
  if (items.length === 0) return lines(marker, [comments.nothingNew({ agenda })]);
  return lines(marker, [comments.newSince({ agenda }), [...items, ...rest].join("\n")]);
}
