import { groupOf } from "../../src/domain/action-items/read/group.ts";
import { readEntries } from "../../src/domain/action-items/read/read.ts";
import type { AgendaText } from "../../src/domain/action-items/read/types.ts";
import { readTimelines } from "../../src/domain/action-items/timeline/timelines.ts";
import { buildAgenda } from "../../src/domain/agenda/build.ts";
import { buildFollowUp } from "../../src/domain/follow-up/build.ts";
import type { FollowUpItem } from "../../src/domain/follow-up/types.ts";
import { asIssueIid } from "../../src/domain/ids.ts";
import { renderIssueMarker } from "../../src/domain/marker/issue-marker.ts";
import type { Texts } from "../../src/domain/texts/texts.ts";
import { addDays } from "../../src/domain/time/dates.ts";
import { input, only } from "../domain/follow-up/follow-ups.ts";
import { oldAgenda, oldFollowUp } from "./old-form.ts";
import { agendaInput } from "./state/agenda-input.ts";
import { RULES, SIDES } from "./state/agendas.ts";

/** What may not be lost of an item. */
export interface Kept {
  readonly key: string;
  readonly owner: string | null;
  readonly due: string | null;
  readonly state: string;
  /** The issue of its own, or null. */
  readonly issue: number | null;
  readonly children: readonly Kept[];
}

const WORDS = [
  "send",
  "the diagram",
  "`code`",
  "C++ & Go",
  "a < b",
  "50 % of it",
  "“quotes”",
  "Größe prüfen",
  "日本語の資料",
  "تحديث الخطة",
  "see #45",
  "[guide](https://docs.example/g)",
  "*now*",
  "1. first",
  "x_y_z",
  "Äpfel, Birnen und (Nüsse)",
  "owner of the table",
  "fällig",
  "from #3",
];
const PEOPLE = ["bob", "jane", "sam", "lee"];
const BOXES = { open: " ", done: "x", inapplicable: "~" } as const;
const DATE = "2026-11-17";

/** Numbers by chance, the same ones for a seed (mulberry32). */
function chanceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Chance = (below: number) => number;
/** Gives every sixth item an issue of its own. */
type NextIssue = () => number | null;

function issuesOf(seed: number): NextIssue {
  // Numbers of its own: a seed stands for the same items as before there were issues.
  const chance = chanceOf(seed + 1_000_000_000);
  let last = 40;
  return () => (chance(6) === 0 ? ++last : null);
}

interface Line {
  readonly item: Kept;
  readonly lines: readonly string[];
}

/** An item as a person writes it, with what stands below it. */
function lineOf(
  [chance, nextIssue]: readonly [Chance, NextIssue],
  key: string,
  depth: number,
  isBelowClosed = false,
): Line {
  // What is left of a parent that is done with takes from its words what it does not say itself.
  const lacks = (): boolean => !isBelowClosed && chance(3) === 0;
  const owner = lacks() ? null : (PEOPLE[chance(PEOPLE.length)] ?? null);
  const due = lacks() ? null : addDays(DATE, chance(200) - 40);
  const state = chance(4) === 0 ? (["done", "inapplicable"] as const)[chance(2)] : "open";
  const words = Array.from({ length: 1 + chance(4) }, () => WORDS[chance(WORDS.length)]).join(" ");
  const text = `${owner === null ? "" : `@${owner} `}${key} ${words}${due === null ? "" : `${[", due ", " bis ", " (fällig am "][chance(3)]}${due}`}`;
  const closed = text.includes("(fällig am ") ? `${text})` : text;
  const below = depth >= 2 || chance(4) > 0 ? 0 : 1 + chance(2);
  const children = Array.from({ length: below }, (_, at) =>
    lineOf([chance, nextIssue], `${key}c${at}`, depth + 1, isBelowClosed || state !== "open"),
  );
  const issue = nextIssue();
  const pointer = issue === null ? "" : ` (${issue % 2 === 0 ? "issue" : "Issue"} #${issue})`;
  const line = `${"  ".repeat(depth)}- [${BOXES[state ?? "open"]}] ${closed}${pointer}`;
  return {
    item: { key, owner, due, state: state ?? "open", issue, children: children.map(({ item }) => item) },
    lines: [line, ...children.flatMap(({ lines }) => lines)],
  };
}

function flat(items: readonly Kept[]): readonly Kept[] {
  return items.flatMap((item) => [item, ...flat(item.children)]);
}

function agendaText(iid: number, date: string, description: string, kind: "agenda" | "follow-up"): AgendaText {
  return { iid: asIssueIid(iid), date, description, confidential: false, byBot: true, kind };
}

/** What is lost of the items that `written` should show, in words; every item stands once in it and is known again. */
function lossIn(source: AgendaText, written: AgendaText, expected: readonly Kept[]): readonly string[] {
  const entries = readEntries(written, RULES);
  const timelines = readTimelines([source, written], RULES).timelines;
  return expected.flatMap(({ key, owner, due, state, issue }): readonly string[] => {
    const pattern = new RegExp(`\\b${key}\\b`);
    const found = entries.filter(({ item }) => pattern.test(item.text));
    const [one] = found;
    if (one === undefined || found.length > 1) return [`${key}: stands ${found.length} times`];
    const { details } = one;
    const lives = timelines.filter(({ appearances }) => appearances.some(({ item }) => pattern.test(item.text)));
    return [
      ...(one.claimed === null ? [`${key}: no id`] : []),
      ...(lives.length === 1 && (lives[0]?.appearances.length ?? 0) === 2 ? [] : [`${key}: ${lives.length} lives`]),
      ...(details.unclearDue === null ? [] : [`${key}: an unclear date, ${details.unclearDue}, came out of nothing`]),
      ...(details.owner === owner ? [] : [`${key}: owner ${owner} became ${details.owner}`]),
      ...(details.due === due ? [] : [`${key}: due ${due} became ${details.due}`]),
      ...(one.issue === issue ? [] : [`${key}: issue ${issue} became ${one.issue}`]),
      ...(one.state === state ? [] : [`${key}: ${state} became ${one.state}`]),
    ];
  });
}

function followUpItems(source: AgendaText): readonly FollowUpItem[] {
  const { timelines } = readTimelines([source], RULES);
  const places = timelines.flatMap((timeline) => {
    const place = timeline.appearances.at(-1);
    return place === undefined ? [] : [{ timeline, place }];
  });
  const toItem = ({ timeline, place }: (typeof places)[number]): FollowUpItem => ({
    id: timeline.id,
    origin: timeline.origin,
    text: place.text,
    state: place.state,
    ...place.details,
    group: groupOf(null, place.details.owner, SIDES),
    issue: timeline.issue,
    children: places.filter((one) => one.place.item.parent === place.item.index).map(toItem),
  });
  return places.filter(({ place }) => place.item.parent === null).map(toItem);
}

/** Writes a list of items in every form, reads it again, and answers what was lost; `old`: as earlier versions wrote it. */
export function lostOnTheWay(seed: number, texts: Texts | "old"): readonly string[] {
  const chance = chanceOf(seed);
  const nextIssue = issuesOf(seed);
  const lines = Array.from({ length: 1 + chance(6) }, (_, at) => lineOf([chance, nextIssue], `k${at}`, 0));
  const marker = renderIssueMarker({
    kind: "agenda",
    series: "cadence-call",
    occurrence: DATE,
    date: DATE,
    carried: [],
  });
  const list = lines.flatMap((one) => one.lines).join("\n");
  const items = flat(lines.map(({ item }) => item));
  const itemIssues = new Set(items.flatMap(({ issue }) => (issue === null ? [] : [asIssueIid(issue)])));
  const description = `${marker}\n\n## Action items\n\n${list}\n`;
  const source = { ...agendaText(12, DATE, description, "agenda"), itemIssues };
  const shown = followUpItems(source);
  const followUp =
    texts === "old"
      ? oldFollowUp(shown)
      : buildFollowUp({ ...input(source.description, only("action_items"), { items: shown }), texts }).description;
  const open = readTimelines([source], RULES).timelines;
  const agenda =
    texts === "old"
      ? oldAgenda(shown)
      : buildAgenda({ ...agendaInput("{{action_items}}", { agendas: [source] }), texts }).description;
  // An open item below one that is done with is carried without that.
  const carried = items.filter(
    ({ key, state }) => state === "open" && open.some(({ appearances }) => appearances[0]?.text.includes(key)),
  );
  return [
    ...lossIn(source, agendaText(13, DATE, followUp, "follow-up"), items),
    ...lossIn(source, agendaText(14, "2026-12-01", agenda, "agenda"), carried),
  ].map((lost) => `seed ${seed}, ${texts === "old" ? "old" : texts.language}: ${lost}`);
}
