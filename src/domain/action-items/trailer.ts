import { renderItemMarker } from "../marker/item-marker.ts";

/** What the bot says about a carried item at the end of its line. */
export interface Trailer {
  readonly id: string;
  readonly origin: number;
  readonly carries: number;
  readonly needsDecision: boolean;
  /** The issue of its own, or null. */
  readonly issue: number | null;
  /** A nested item whose parent says the same shows its marker only. */
  readonly quiet: boolean;
}

const ORIGIN = String.raw`\(from #\d[^()\n]*\)`;
const BARE_ORIGIN = new RegExp(String.raw`(?<![ \t])[ \t]*${ORIGIN}[ \t]*$`);
const POINTER = /(?<![ \t])[ \t]*\(issue #(\d+)\)[ \t]*$/;
const TRAILER = new RegExp(String.raw`(?<![ \t])[ \t]*(?:${ORIGIN}[ \t]*)?<!--\s*c:[^<>\n]*-->`, "gi");

/**
 * Renders ` (from #12, carried 3 times) <!--c:12-k3f-->`. The question of handbook rows E49 and E50 (still needed, own
 * issue, drop) stands inside the parenthesis, so that the next carry takes it off with the rest.
 */
export function renderTrailer(trailer: Trailer): string {
  const marker = renderItemMarker(trailer.id);
  if (trailer.quiet) return `${renderPointer(trailer.issue)} ${marker}`;
  const parts = [`from #${trailer.origin}`];
  if (trailer.carries > 1) parts.push(`carried ${trailer.carries} times`);
  if (trailer.issue !== null) parts.push(`issue #${trailer.issue}`);
  const decision =
    trailer.needsDecision && trailer.issue === null ? "; to decide: still needed, own issue, or drop?" : "";
  return ` (${parts.join(", ")}${decision}) ${marker}`;
}

/** Takes off the origin that is left when a person deleted the hidden marker behind it. */
export function stripBareOrigin(text: string): string {
  return text.replace(BARE_ORIGIN, "");
}

/** ` (issue #45)`: what is put on an item that was given an issue of its own; the empty string without one. */
export function renderPointer(issue: number | null): string {
  return issue === null ? "" : ` (issue #${issue})`;
}

/** Takes the bot's origin, pointer and marker off an item's text, wherever on the line people left them. */
export function stripTrailer(text: string): string {
  return text.replace(TRAILER, "").trimEnd().replace(POINTER, "");
}

/** Whether a text says `issue #45` anywhere. */
export function namesIssue(text: string, issue: number): boolean {
  return [...text.matchAll(/issue #(\d+)\b/g)].some(([, number]) => number === `${issue}`);
}

/** The issue that the first parenthesis naming one names, at its beginning or behind an origin. */
function issueSaid(text: string): string | undefined {
  for (const [, inside = ""] of text.matchAll(/\(([^()\n]*)\)/g)) {
    const issue = /^(?:from #\d.*, )?issue #(\d{1,9})\b/s.exec(inside)?.[1];
    if (issue !== undefined) return issue;
  }
  return undefined;
}

/** The issue an item was given, as the bot's trailer or pointer on its line says, or the one that is its whole subject. */
export function issueOfItem(text: string): number | null {
  const said = issueSaid(text);
  const whole = /^(?:\\?@[\w.-]+[:,]?\s+)?#(\d{1,9})\+?s?(?:[,:]?\s+due:?\s+\d{4}-\d{2}-\d{2})?\s*$/.exec(
    stripTrailer(text).trim(),
  )?.[1];
  const iid = Number(said ?? whole ?? 0);
  return iid > 0 ? iid : null;
}
