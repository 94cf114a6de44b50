import { asIssueIid, type IssueIid } from "../../ids.ts";
import type { Labels } from "../../markdown/inline/inline-nodes.ts";
import { maskHidden } from "../../markdown/mask-hidden.ts";
import { originOfItem, parseItemMarkers, renderItemMarker } from "../../marker/item-marker.ts";

/** What the bot says about a carried item at the end of its line. */
export interface CarryNote {
  readonly id: string;
  readonly origin: IssueIid;
  readonly carries: number;
  readonly needsDecision: boolean;
  /** The issue of its own, or null. */
  readonly issue: IssueIid | null;
  /** A nested item whose parent says the same shows its marker only. */
  readonly quiet: boolean;
}

const ORIGIN = String.raw`\(from #\d[^()\n]*\)`;
const BARE_ORIGIN = new RegExp(String.raw`(?<![ \t])[ \t]*${ORIGIN}[ \t]*$`);
const ORIGINS = /(?<![ \t])[ \t]*\(from #(\d{1,10})(?!\d)[^()\n]*\)/g;
const BARE_POINTER = /(?<![ \t])[ \t]*\(issue #(\d{1,9})\)(?=[ \t]*$)/gm;
/** The marker, with what the bot says before it. */
const CARRY_NOTE = new RegExp(
  String.raw`(?<![ \t])[ \t]*(?:(?:${ORIGIN}|\(issue #\d{1,9}\))[ \t]*)?<!--\s*c:[^<>\n]*-->`,
  "gi",
);
/** A parenthesis of the bot's, and whether a marker follows. */
const SAID = /\(((?:from|issue) #\d[^()\n]*)\)[ \t]*(<!--\s*c:|$)/gim;

/**
 * Renders ` (from #12, carried 3 times) <!--c:12-k3f-->`. The question of handbook rows E49 and E50 (still needed, own
 * issue, drop) stands inside the parenthesis, so that the next carry takes it off with the rest.
 */
export function renderCarryNote(note: CarryNote): string {
  const marker = renderItemMarker(note.id);
  if (note.quiet) return `${renderPointer(note.issue)} ${marker}`;
  const parts = [`from #${note.origin}`];
  if (note.carries > 1) parts.push(`carried ${note.carries} times`);
  if (note.issue !== null) parts.push(`issue #${note.issue}`);
  const decision = note.needsDecision && note.issue === null ? "; to decide: still needed, own issue, or drop?" : "";
  return ` (${parts.join(", ")}${decision}) ${marker}`;
}

/** ` (issue #45)`: what is put on an item that was given an issue of its own; the empty string without one. */
export function renderPointer(issue: IssueIid | null): string {
  return issue === null ? "" : ` (issue #${issue})`;
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
  return origins.size === 0 ? bare : cut(bare, ORIGINS, labels, ([, origin]) => origins.has(Number(origin))).trim();
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
  return [...text.matchAll(/issue #(\d+)\b/g)].some(([, number]) => number === `${issue}`);
}

/**
 * The issue that the bot's pointer on an item's line names: before its marker, or at the end of a line without one where
 * the bot made that issue for an item. What people type themselves, `(issue #3)`, is none.
 */
export function issueInPointer(text: string, itemIssues: ReadonlySet<IssueIid>, labels?: Labels): IssueIid | null {
  for (const [, said = "", marker] of maskHidden(text, labels).matchAll(SAID)) {
    const iid = asIssueIid(Number(/(?:^|, )issue #(\d{1,9})(?!\d)/i.exec(said)?.[1] ?? 0));
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
    .map((line) => (line.includes("<!--c:") ? stripCarryNote(line) : line))
    .join("\n");
}
