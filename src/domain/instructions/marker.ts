import { contentHash } from "../marker/content-hash.ts";

/** First line of the page: the hash of what stands below it, as it was written. */
const MARKER = /^<!-- cadence:v1 instructions body=([0-9a-z]{1,10}) -->[ \t]*\n/;

/** Puts the first line on a page, by which an edit of it shows. */
export function withInstructionsMarker(body: string): string {
  return `<!-- cadence:v1 instructions body=${contentHash(body)} -->\n${body}`;
}

/** How a page stands beside what would be written now. */
export type InstructionsState = "current" | "stale" | "changed";

/**
 * Tells whether a page is as it would be written now, an older one that nobody changed, or one that people changed or wrote.
 * Line ends, and blanks at its end, are no change.
 */
export function judgeInstructions(present: string, wanted: string): InstructionsState {
  const text = present.replace(/\r\n?/g, "\n");
  if (contentHash(text) === contentHash(wanted)) return "current";
  return MARKER.exec(text)?.[1] === contentHash(text) ? "stale" : "changed";
}
