import type { IssueIid } from "../ids.ts";
import { cutGraphemes } from "../text/cut.ts";
import { makeInlineInert, type OwnProject } from "../text-safety/index.ts";
import type { Gap } from "./types.ts";

/** More texts than this are counted instead of named. */
const MOST_NAMED = 5;
const LONGEST_TEXT = 80;

const quiet = { mentions: "quiet" } as const;

function lines(marker: string, text: readonly (string | null)[]): string {
  return [marker, ...text.filter((line) => line !== null && line !== "")].join("\n\n");
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function quoted(texts: readonly string[], project: OwnProject | null): string {
  const named = texts
    .slice(0, MOST_NAMED)
    .map((text) => `“${makeInlineInert(cutGraphemes(text, LONGEST_TEXT), { ...quiet, project })}”`);
  const more = texts.length - named.length;
  return list(more > 0 ? [...named, `${more} more`] : named);
}

function itemsOfKind(gaps: readonly Gap[], kind: Gap["kind"]): readonly string[] {
  return gaps.flatMap((gap) => (gap.kind === kind ? gap.items : []));
}

/** The text of an item as the gap of dates has it: with the day that is not clear. */
function isSameItem(text: string, dated: string): boolean {
  return dated === text || (dated.startsWith(`${text} (`) && dated.endsWith(" is unclear)"));
}

/** One sentence for what the same is missing of, each item in one only: `“X” has no owner and no date yet.` */
function itemSentences(gaps: readonly Gap[], project: OwnProject | null): readonly string[] {
  const dates = itemsOfKind(gaps, "no-date");
  const owners = itemsOfKind(gaps, "no-owner");
  const both = dates.filter((dated) => owners.some((text) => isSameItem(text, dated)));
  const isInBoth = (text: string): boolean => both.some((dated) => isSameItem(text, dated));
  const sentences: readonly (readonly [readonly string[], string])[] = [
    [both, "no owner and no date"],
    [owners.filter((text) => !isInBoth(text)), "no owner"],
    [dates.filter((dated) => !both.includes(dated)), "no date"],
    [itemsOfKind(gaps, "no-box"), "no box (`- [ ]`)"],
  ];
  return sentences.flatMap(([texts, lack]) =>
    texts.length === 0 ? [] : [`${quoted(texts, project)} ${texts.length === 1 ? "has" : "have"} ${lack} yet.`],
  );
}

/** What the agenda as a whole does not say yet. */
function missing(gaps: readonly Gap[], project: OwnProject | null): readonly string[] {
  const links = itemsOfKind(gaps, "bare-link");
  return [
    ...(gaps.some(({ kind }) => kind === "empty-recap") ? ["a recap"] : []),
    ...(links.length === 0
      ? []
      : [`a word on what ${quoted(links, project)} ${links.length === 1 ? "holds" : "hold"}`]),
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
): string {
  const sentences = itemSentences(gaps, project);
  const lacks = missing(gaps, project);
  const noItems = gaps.some(({ kind }) => kind === "no-action-items");
  return lines(marker, [
    noItems ? `#${agendaIid} has no action items.` : null,
    sentences.join(" "),
    lacks.length === 0 ? null : `Not in #${agendaIid} yet: ${list(lacks)}.`,
    until === null || gaps.length === 0
      ? null
      : `What is added to #${agendaIid} before ${makeInlineInert(until, quiet)} goes into the follow-up.`,
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

function count(number: number, one: string, many: string): string {
  return number === 1 ? `1 ${one}` : `${number} ${many}`;
}

/** The first comment on a follow-up, which tells its participants (handbook A67, B16, E42). */
export function participantsNote(marker: string, facts: ParticipantsFacts): string {
  const { agendaIid, nextUpdate, openItems, questions = 0, nextCall = null } = facts;
  const people = peopleWords(facts.people, facts.mentions);
  const open = [
    ...(openItems === null || openItems === 0
      ? []
      : [count(openItems, "action item is open", "action items are open")]),
    ...(questions === 0
      ? []
      : [count(questions, "question is still to be answered", "questions are still to be answered")]),
  ];
  const update = nextUpdate === null ? "" : ` The next update comes by ${nextUpdate}.`;
  const isAllDone = open.length === 0 && openItems !== null;
  const said = isAllDone ? "Nothing is left open." : open.length === 0 ? "" : `${list(open)}.`;
  const state = `${said}${update}`.trim();
  return lines(marker, [
    `${people === "" ? "This" : `${people}: this`} is the follow-up to our call (#${agendaIid}).`,
    nextCall === null ? state : `${state} Next call: ${nextCall}.`.trim(),
    "Is something missing or not quite right? Please say so below.",
  ]);
}

/** Said on a follow-up that is closed because its agenda was opened again before participants were told. */
export function takenBackNote(marker: string, agendaIid: IssueIid): string {
  return lines(marker, [
    `#${agendaIid} is open again, so this follow-up is closed for now. It comes back, brought up to date, when #${agendaIid} is closed.`,
  ]);
}

/**
 * Said on a follow-up that people have edited when its agenda was closed anew: which action items are new since. The text
 * of the follow-up is theirs and stays.
 */
export function updatedNote(
  marker: string,
  agendaIid: IssueIid,
  texts: readonly string[],
  project: OwnProject | null,
): string {
  const items = texts
    .slice(0, 4 * MOST_NAMED)
    .map((text) => `- ${makeInlineInert(text, { ...quiet, project, maxLength: 200 })}`);
  const more = texts.length - items.length;
  const rest = more > 0 ? [`- … (${more} more in #${agendaIid})`] : [];
  if (items.length === 0) return lines(marker, [`#${agendaIid} was updated since; no action item is new.`]);
  return lines(marker, [`New in #${agendaIid} since this follow-up was written:`, [...items, ...rest].join("\n")]);
}
