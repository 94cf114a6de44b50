import type { IssueState } from "../../../src/sandbox/index.ts";

/** What people want of an item, as their last act on it says. */
export type ExpectedState =
  | "open"
  | "resolved"
  /** A person took it off the newest agenda. */
  | "removed"
  /** What people did can be read in more than one way: its copies have to agree, no more. */
  | "unsure";

export interface ModelItem {
  /** The word by which it is known wherever its text goes. */
  readonly key: string;
  readonly raisedIn: number;
  /** Written in a confidential issue. */
  readonly secret: boolean;
  expected: ExpectedState;
  /** People asked for an issue of its own. */
  asked: boolean;
  /** The task that people made of it, and the agenda where; null for none. */
  task: { readonly iid: number; readonly in: number } | null;
}

/** An item as it stands on one line of one issue. */
export interface Copy {
  readonly key: string;
  readonly iid: number;
  /** Index of the line. */
  readonly line: number;
  readonly box: " " | "x" | "~";
  readonly resolved: boolean;
  /** Resolved by the word before its text alone, which no bot takes away. */
  readonly byWord: boolean;
  /** Such a word stands before its text, whatever its box says. */
  readonly worded: boolean;
  /** Id of the bot's marker on the line, or null. */
  readonly id: string | null;
  readonly indent: number;
}

/** What an issue is, by its marker and its author, else by its label. */
export interface Seen {
  readonly issue: IssueState;
  readonly kind: "agenda" | "follow-up" | "item" | "other";
  /** `2026-01-13`, the day it was planned for; null for what belongs to no call. */
  readonly occurrence: string | null;
  /** The id of a series in its marker, or null. */
  readonly series: string | null;
  /** The day that the bot gave it last, by its marker. */
  readonly madeFor: string | null;
  readonly byBot: boolean;
  /** A twin that the bot ended. */
  readonly ended: boolean;
  readonly copies: readonly Copy[];
}

export const BOT = "cadence-bot";

/** One of the bot's accounts: the first, and those of tokens that were made anew. */
export function isBot(username: string | null): boolean {
  return username === BOT || /^(?:project|group)_\d+_bot_/.test(username ?? "");
}

const TASK = /^((?:>[ \t]*)*[ \t]*)(?:[-*+]|\d+[.)])[ \t]+\[([ xX~])\][ \t]+(.*)$/;
const MARKER = /^\s*<!-- cadence:v1 (agenda|follow-up|item) ([a-z0-9-]+)\/(\d{4}-\d\d-\d\d)(?: date=(\S+))?/;
const DONE_WORD = /^(?:\*\*)?(?:DONE|WONT|DUPLICATE)\b/;

/** The key of the item a text is about: the last part counts, since a child may go with its parent's words before it. */
function keyIn(text: string, keys: ReadonlySet<string>): string | null {
  const own = text.slice(text.lastIndexOf("›") + 1);
  return own.match(/[a-z]{8,}/g)?.find((word) => keys.has(word)) ?? null;
}

/** The copies of known items in a description, read without the product's Markdown. */
function readCopies(iid: number, description: string, keys: ReadonlySet<string>): readonly Copy[] {
  return description.split("\n").flatMap((text, line): readonly Copy[] => {
    const match = TASK.exec(text);
    if (match === null) return [];
    const [, before = "", box = " ", rest = ""] = match;
    if (rest.includes("<!--c:issue-")) return [];
    const key = keyIn(rest, keys);
    if (key === null) return [];
    const state = box === " " ? " " : box === "~" ? "~" : "x";
    const id = /<!--c:([1-9]\d*-[0-9a-z]+)-->/.exec(rest)?.[1] ?? null;
    const worded = DONE_WORD.test(rest);
    const byWord = state === " " && worded;
    return [
      { key, iid, line, box: state, resolved: state !== " " || byWord, byWord, worded, id, indent: before.length },
    ];
  });
}

/** Reads every issue of the project as what it is. */
export function seeAll(
  issues: readonly IssueState[],
  keys: ReadonlySet<string>,
  hand: ReadonlyMap<number, string>,
): readonly Seen[] {
  return issues.map((issue): Seen => {
    const byBot = isBot(issue.author);
    const marker = byBot ? MARKER.exec(issue.description) : null;
    const labelled = issue.labels.includes("meeting-agenda");
    const kind = marker === null ? (labelled ? "agenda" : "other") : (marker[1] as Seen["kind"]);
    const label = kind === "follow-up" ? "meeting-follow-up" : "meeting-agenda";
    const ended = byBot && isBot(issue.closedBy) && (kind === "item" || !issue.labels.includes(label));
    const copies = kind === "agenda" || kind === "follow-up" ? readCopies(issue.iid, issue.description, keys) : [];
    const occurrence = marker?.[3] ?? hand.get(issue.iid) ?? null;
    return { issue, kind, occurrence, series: marker?.[2] ?? null, madeFor: marker?.[4] ?? null, byBot, ended, copies };
  });
}
