import { asIssueIid, type IssueIid } from "../../ids.ts";
import type { Labels } from "../../markdown/inline/inline-nodes.ts";
import { maskHidden } from "../../markdown/mask-hidden.ts";
import { NO_TEXT } from "../../markdown/shown-text.ts";
import type { Range } from "../../markdown/types.ts";
import { originOfItem, parseItemMarkers, renderItemMarker } from "../../marker/item-marker.ts";
import { OWN_WORDS } from "../../marker/own-words.ts";
import { dayNear } from "../../texts/formats.ts";
import type { Texts } from "../../texts/texts.ts";
import type { PlainDate } from "../../time/types.ts";

/** What the bot says of an item's past at the end of its line. */
export interface CarriedPast {
  readonly origin: IssueIid;
  readonly carries: number;
  /** The issue of its own, or null. */
  readonly issue: IssueIid | null;
  /** Its due date where that was over when the line was written, else null. */
  readonly overdueSince: PlainDate | null;
  /** The day that the line is written. */
  readonly today: PlainDate;
}

const OPEN = "<sub>";
const CLOSE = "</sub>";
/** Between two of the things that a trailer says. */
export const BETWEEN = " · ";
/** Tags are blotted out where words are looked for. */
const HIDDEN_OPEN = NO_TEXT.repeat(OPEN.length);
const HIDDEN_CLOSE = NO_TEXT.repeat(CLOSE.length);
/** What the bot writes behind an item: `<sub>#12 · 3rd time</sub>`, in whatever language. */
const TRAILER = String.raw`${HIDDEN_OPEN}#\d{1,10}(?!\d)[^${NO_TEXT}<>\n]{0,400}${HIDDEN_CLOSE}`;
/** What version 0.1 and 0.2 wrote there: `(from #12, carried 3 times; to decide: ...)`. */
const ORIGIN = String.raw`\(from #\d[^()\n]*\)`;
const BARE_ORIGIN = new RegExp(
  String.raw`(?<![ \t])[ \t]*(?:${ORIGIN}|<sub>#\d{1,10}(?!\d)[^<>\n]{0,400}</sub>)[ \t]*$`,
);
const ORIGINS = new RegExp(
  String.raw`(?<![ \t])[ \t]*(?:\(from #(\d{1,10})(?!\d)[^()\n]*\)|${TRAILER.replace(String.raw`\d{1,10}`, String.raw`(\d{1,10})`)})`,
  "g",
);
const TRAILERS = new RegExp(TRAILER, "g");
/** In every language of the catalogue (`ownIssue`): that word is GitLab's own. */
const BARE_POINTER = /(?<![ \t])[ \t]*\(issue #(\d{1,9})\)(?=[ \t]*$)/gim;
/** The marker, with what the bot says before it. */
const CARRY_NOTE = new RegExp(
  String.raw`(?<![ \t])[ \t]*(?:(?:${ORIGIN}|\(issue #\d{1,9}\)|${TRAILER})[ \t]*)?<!--\s*c:[^<>\n]*-->`,
  "gi",
);
/** A parenthesis or trailer of the bot's, and whether a marker follows. */
const SAID = new RegExp(String.raw`(?:\(((?:from|issue) #\d[^()\n]*)\)|(${TRAILER}))[ \t]*(<!--\s*c:|$)`, "gim");
/** The issue of its own in what the bot says: the second number of a trailer, whatever the words before it. */
const OWN_ISSUE = /(?:^|, )issue #(\d{1,9})(?!\d)/i;
const SECOND_NUMBER = /^[^#]*#\d[^#]*#(\d{1,9})(?!\d)/;

/**
 * `<sub>#12 · 3rd time · overdue since Tue 20 Jan</sub>`: what a reader is told of an item's past, so as it was on the day
 * that it is written: since when, how often; never for how long. The tags end it: what people write behind it stays theirs.
 */
export function renderTrailer(
  { origin, carries, issue, overdueSince, today }: CarriedPast,
  { agenda, format }: Texts,
): string {
  const words = [
    `#${origin}`,
    ...(carries > 1 ? [agenda.nthTime({ count: carries })] : []),
    ...(issue === null ? [] : [agenda.ownIssue({ own: issue })]),
    ...(overdueSince === null ? [] : [agenda.overdueSince({ day: dayNear(format, overdueSince, today) })]),
  ];
  return OPEN + words.join(BETWEEN) + CLOSE;
}

/** A trailer that says something more at its end; nothing more with the empty string. */
export function withWords(trailer: string, words: string): string {
  return words === "" ? trailer : trailer.slice(0, -CLOSE.length) + BETWEEN + words + CLOSE;
}

/** Whether a trailer says all that another one says. */
export function saysAll(outer: string, inner: string): boolean {
  return outer === inner || outer.startsWith(inner.slice(0, -CLOSE.length) + BETWEEN);
}

/** Renders ` <sub>#12 · 3rd time</sub> <!--c:12-k3f-->`; a nested item whose parent says the same shows its marker only, unless an issue is its own. */
export function renderCarryNote(
  item: { readonly id: string; readonly trailer: string; readonly issue: IssueIid | null },
  isSaid: boolean,
): string {
  return `${isSaid && item.issue === null ? "" : ` ${item.trailer}`} ${renderItemMarker(item.id)}`;
}

/** Where the trailer of the bot's stands in the line of an item, between its tags; null for none. */
export function trailerWords(line: string, labels?: Labels): Range | null {
  const found = [...maskHidden(line, labels).matchAll(TRAILERS)].find(({ index }) => line.startsWith(OPEN, index));
  if (found === undefined) return null;
  return { start: found.index + OPEN.length, end: found.index + found[0].length - CLOSE.length };
}

/** ` (issue #45)`: what is put on an item that was given an issue of its own; the empty string without one. */
export function renderPointer(issue: IssueIid | null, { agenda }: Texts): string {
  return issue === null ? "" : ` (${agenda.ownIssue({ own: issue })})`;
}

/** A text without what a pattern finds in its words and comments. */
function cut(
  text: string,
  pattern: RegExp,
  labels?: Labels,
  isOurs: (match: RegExpExecArray) => boolean = () => true,
): string {
  const parts: string[] = [];
  let from = 0;
  for (const match of maskHidden(text, labels).matchAll(pattern)) {
    if (!isOurs(match)) continue;
    parts.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  return parts.join("") + text.slice(from);
}

/**
 * Takes the bot's marker off an item's text with what it says before it, wherever on the line people left them: the
 * origin that the marker names is the bot's word in any place.
 */
export function stripCarryNote(text: string, labels?: Labels): string {
  if (!text.includes("<!--")) return text.trimEnd();
  const origins = new Set<number>(parseItemMarkers(text, labels).map(originOfItem));
  const bare = cut(text, CARRY_NOTE, labels).trimEnd();
  if (origins.size === 0) return bare;
  return cut(bare, ORIGINS, labels, ([, said, trailed]) => origins.has(Number(said ?? trailed))).trim();
}

/** Takes off the origin that is left when a person deleted the hidden marker behind it. */
export function stripBareOrigin(text: string): string {
  return text.replace(BARE_ORIGIN, "");
}

/** Takes pointers without a marker off the ends of lines, or those to one issue only: people may have typed them as well. */
export function stripBarePointer(text: string, issue: IssueIid | null = null): string {
  return text.replace(BARE_POINTER, (all, iid) => (issue === null || issue === Number(iid) ? "" : all));
}

/** Whether a text says `issue #45` anywhere. */
export function namesIssue(text: string, issue: IssueIid): boolean {
  const trailer = trailerWords(text);
  const said = trailer === null ? undefined : SECOND_NUMBER.exec(text.slice(trailer.start, trailer.end))?.[1];
  return said === `${issue}` || [...text.matchAll(/issue #(\d+)\b/gi)].some(([, number]) => number === `${issue}`);
}

/**
 * The issue that the bot's pointer on an item's line names: before its marker, or at the end of a line without one where
 * the bot made that issue for an item. What people type themselves, `(issue #3)`, is none.
 */
export function issueInPointer(text: string, itemIssues: ReadonlySet<IssueIid>, labels?: Labels): IssueIid | null {
  for (const [, said = "", trailer = "", marker] of maskHidden(text, labels).matchAll(SAID)) {
    const iid = asIssueIid(Number((OWN_ISSUE.exec(said) ?? SECOND_NUMBER.exec(trailer))?.[1] ?? 0));
    if (iid > 0 && (marker !== "" || itemIssues.has(iid))) return iid;
  }
  return null;
}

/** The issue that is the whole subject of an item, `#45`; null where its text says anything else. */
export function issueAsSubject(text: string): IssueIid | null {
  const iid = asIssueIid(Number(/^#(\d{1,9})\+?s?$/.exec(text.trim())?.[1] ?? 0));
  return iid > 0 ? iid : null;
}

/** A description without what the bot says behind carried items: that is no word of the people. */
export function withoutCarryNotes(description: string): string {
  return description
    .split("\n")
    .map((line) => (line.includes("<!--c:") && !line.includes(OWN_WORDS) ? stripCarryNote(line) : line))
    .join("\n");
}
