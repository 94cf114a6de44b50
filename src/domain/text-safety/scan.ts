import type { WordMemory } from "./mentions.ts";
import type { OwnProject } from "./own-project.ts";
import { APART } from "./shown-line.ts";

/** How people named in a text are told: not at all, or as GitLab does. */
export type MentionStyle = "quiet" | "notify";

export type Tags = "drop" | "escape";

/** What a part of an item must know of the whole. */
export interface ItemTraits {
  /** There is a backtick somewhere, so what could hide one matters. */
  readonly hasBackticks: boolean;
  /** A line begins with `[`: a `]:` further on could make a definition of what is between them. */
  readonly opensLabel: boolean;
}

const LABEL_START = /^(?:[ \t>]|[-+*:~][ \t]|\d{1,9}[.)][ \t]|\[[ xX~]\][ \t])*\[(?![ xX~]\][ \t])/m;

export function traitsOf(text: string): ItemTraits {
  return { hasBackticks: text.includes("`"), opensLabel: text.includes("]:") && LABEL_START.test(text) };
}

/** Where a run of lines stands, which decides what begins a block. */
export interface Place {
  readonly mentions: MentionStyle;
  readonly project: OwnProject | null;
  /** `text`: the paragraph of an item, nothing begins a block. `blocks`: notes, where lists and headings are meant. */
  readonly as: "text" | "blocks";
  /** Whether the first line begins the paragraph, so that a block could begin there. */
  readonly firstLine: "inside" | "start";
  /** Whether the lines begin at column 0, where GitLab looks for quick actions. */
  readonly atMargin: boolean;
  readonly item: ItemTraits;
  /** Whether tags of elements that GitLab shows are taken out, or become text. What comes out of `drop` is not inert yet. */
  readonly tags: Tags;
  /** Whether `$` is escaped: code with `$` in it and a `$` outside it could be one formula. */
  readonly escapeDollars: boolean;
}

/** What a walk over a text learned. */
export interface Learned {
  dollarOutside: boolean;
  dollarInCode: boolean;
  /** Something was taken out or put in: what stands side by side now has to be looked at once more. */
  again: boolean;
}

/** A bare URL: where its `:` or `www.` stands in `out`, where it ends in the text, and in `out` once that is known. */
export interface BareUrl {
  readonly out: number;
  readonly end: number;
  outEnd: number | null;
  /** Which one it is in its word, from 1. */
  readonly nth: number;
}

interface OpenTag {
  readonly name: string;
  readonly out: number;
  /** Where a link leads that becomes Markdown. */
  readonly address?: string | null;
}

/** The walk over one run of lines without a blank line between them. */
export interface Scan {
  readonly text: string;
  readonly place: Place;
  readonly learned: Learned;
  readonly out: string[];
  at: number;
  /** Offset where the content of the current line begins, after list and quote marks. */
  lineStart: number;
  /** Index in `out` where the current line begins. */
  lineOut: number;
  /** A comment or a tag was taken off the current line. */
  lostMarkup: boolean;
  openTags: OpenTag[];
  /** Offset of the `](` of a link of plain text, of the last one that was begun; -1 before. */
  plainTail: number;
  /** Indices in `out` of what holds no text, code, addresses and tags, and the character that stands for it. */
  readonly opaque: Map<number, string>;
  /** Of the current line. */
  urls: BareUrl[];
  readonly memory: WordMemory;
  readonly lastCommentEnd: number;
  /** The lines could be a table, whose cells end at every `|`. */
  readonly tabular: boolean;
  /** Offsets of the runs of backticks, ascending, by length; those that are behind are dropped on the way. */
  readonly backticks: ReadonlyMap<number, { readonly starts: number[]; next: number }>;
}

/** Stands for a line end that was taken out, so that lines can be told apart afterwards; it is never in clean text. */
export const DROPPED_LINE_END = "\0";

const TABLE_RULE = /^[ \t|:>-]*$/;

export function startScan(text: string, place: Place, learned: Learned): Scan {
  const backticks = new Map<number, { starts: number[]; next: number }>();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const known = backticks.get(run.length);
    if (known === undefined) backticks.set(run.length, { starts: [index], next: 0 });
    else known.starts.push(index);
  }
  return {
    text,
    place,
    learned,
    out: [],
    at: 0,
    lineStart: 0,
    lineOut: 0,
    lostMarkup: false,
    openTags: [],
    plainTail: -1,
    opaque: new Map(),
    urls: [],
    memory: { end: 0, urlStart: 0, urlEnd: 0 },
    lastCommentEnd: text.lastIndexOf("-->"),
    tabular: text.includes("|") && text.split("\n").some((line) => line.includes("-") && TABLE_RULE.test(line)),
    backticks,
  };
}

/** What a sticky pattern finds at the place of the scan. */
export function matchAt(pattern: RegExp, scan: Scan): RegExpExecArray | null {
  pattern.lastIndex = scan.at;
  return pattern.exec(scan.text);
}

/** Writes `text` in place of the next `length` characters. */
export function put(scan: Scan, text: string, length: number): void {
  scan.out.push(text);
  scan.at += length;
}

/** The same for what holds no text; `seenAs` stands for it where references are looked for. */
export function putOpaque(scan: Scan, text: string, length: number, seenAs = APART): void {
  scan.opaque.set(scan.out.length, seenAs);
  put(scan, text, length);
}

/** Parts a character from the next one and shows nothing (U+2060). */
export const JOINER = "\u2060";

/** What goes before a backslash: glued to `[x]`, which is text, it would make a box of that. */
export function beforeBackslash({ text, at, lineStart, place }: Scan): string {
  const isBox = at - lineStart === 3 && text[lineStart] === "[" && text[at - 1] === "]";
  return isBox && place.as === "blocks" ? JOINER : "";
}

/** Writes the next character with a backslash before it. */
export function putEscaped(scan: Scan): void {
  put(scan, `\\${scan.text[scan.at]}`, 1);
}

const LIST_OR_OTHER_MARK = /[ \t]*(?:[-+*#>|=:~`$<[\\_]|\d+[.)]|\n|$)/y;

/**
 * Whether the line ends between two offsets are surely inside one paragraph. In notes a line that begins with a mark of
 * any kind is doubted; cells of a table never join.
 */
export function isOneParagraph(scan: Scan, from: number, to: number): boolean {
  if (scan.tabular) return false;
  if (scan.place.as === "text") return true;
  for (let end = scan.text.indexOf("\n", from); end >= 0 && end < to; end = scan.text.indexOf("\n", end + 1)) {
    LIST_OR_OTHER_MARK.lastIndex = end + 1;
    if (LIST_OR_OTHER_MARK.test(scan.text)) return false;
  }
  return true;
}
