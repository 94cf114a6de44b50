import { stripMarkers } from "../marker/strip-markers.ts";
import { cleanCharacters } from "./characters.ts";
import { cutGraphemes } from "./cut.ts";
import { inertLines } from "./inline.ts";
import type { InertOptions } from "./make-item-inert.ts";
import type { Dollars } from "./scan.ts";

export interface InlineOptions extends InertOptions {
  /** Characters of the text that are kept at most; the cut comes before the escaping, so it can't undo it. */
  readonly maxLength?: number;
}

/**
 * Makes a text inert on one line, for a heading, the text of a parent shown as context, a reason (law 4): as
 * `makeItemInert`, with every line end a blank and nothing at its start that could begin a block.
 */
export function makeInlineInert(text: string, options: InlineOptions): string {
  const line = stripMarkers(cleanCharacters(text)).replace(/\s+/g, " ").trim();
  const cut = options.maxLength === undefined ? line : cutGraphemes(line, options.maxLength);
  const walk = (escapeDollars: boolean, dollars: Dollars): string =>
    inertLines(cut, { mentions: options.mentions, escapeDollars, as: "text", firstLine: "start", atMargin: true }, dollars);
  const dollars: Dollars = { outside: false, inCode: false };
  const inert = walk(false, dollars);
  return (dollars.outside && dollars.inCode ? walk(true, dollars) : inert).trim();
}
