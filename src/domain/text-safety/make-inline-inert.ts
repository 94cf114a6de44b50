import { cutGraphemes } from "../text/cut.ts";
import { cleanCharacters } from "./characters.ts";
import { walkWithoutTags } from "./drop-tags.ts";
import { inertLines } from "./inline.ts";
import type { InertOptions } from "./make-item-inert.ts";
import { traitsOf } from "./scan.ts";

export interface InlineOptions extends InertOptions {
  /** Characters of the text that are kept at most; the cut comes before the escaping, so it can't undo it. */
  readonly maxLength?: number;
}

/**
 * Makes a text inert on one line, for a heading, the text of a parent shown as context, a reason (law 4): as
 * `makeItemInert`, with every line end a blank and nothing at its start that could begin a block.
 */
export function makeInlineInert(text: string, options: InlineOptions): string {
  const line = cleanCharacters(text).replace(/\s+/g, " ").trim();
  const cut = options.maxLength === undefined ? line : cutGraphemes(line, options.maxLength);
  return walkWithoutTags(cut, (tags) => (part, escapeDollars, learned) => {
    const place = {
      mentions: options.mentions,
      project: options.project ?? null,
      item: traitsOf(part),
      tags,
      escapeDollars,
      as: "text",
      firstLine: "start",
      atMargin: true,
    } as const;
    return inertLines(part, place, learned)
      .replace(/[\s\0]+/g, " ")
      .trim();
  });
}
