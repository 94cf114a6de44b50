import { renderItemMarker } from "../marker/item-marker.ts";

/** What the bot says about a carried item at the end of its line. */
export interface Trailer {
  readonly id: string;
  readonly origin: number;
  readonly carries: number;
  readonly needsDecision: boolean;
  /** A nested item whose parent says the same shows its marker only. */
  readonly quiet: boolean;
}

const ORIGIN = String.raw`\(from #\d+[^()\n]*\)`;
const BARE_ORIGIN = new RegExp(String.raw`[ \t]*${ORIGIN}[ \t]*$`);
const TRAILER = new RegExp(String.raw`[ \t]*(?:${ORIGIN}[ \t]*)?<!--\s*c:[^>\n]*-->`, "gi");

/**
 * Renders ` (from #12, carried 3 times) <!--c:12-k3f-->`. The question of handbook rows E49 and E50 (still needed, own
 * issue, drop) stands inside the parenthesis, so that the next carry takes it off with the rest.
 */
export function renderTrailer(trailer: Trailer): string {
  const marker = renderItemMarker(trailer.id);
  if (trailer.quiet) return ` ${marker}`;
  const parts = [`from #${trailer.origin}`];
  if (trailer.carries > 1) parts.push(`carried ${trailer.carries} times`);
  const decision = trailer.needsDecision ? "; to decide: still needed, own issue, or drop?" : "";
  return ` (${parts.join(", ")}${decision}) ${marker}`;
}

/** Takes off the origin that is left when a person deleted the hidden marker behind it. */
export function stripBareOrigin(text: string): string {
  return text.replace(BARE_ORIGIN, "");
}

/** Takes the bot's origin and marker off an item's text, wherever on the line people left them. */
export function stripTrailer(text: string): string {
  return text.replace(TRAILER, "").trimEnd();
}
