import type { Block } from "../markdown/blocks.ts";
import { splitLines } from "../markdown/source.ts";
import { literal } from "./block-text.ts";

/** Quotes in quotes deeper than this are not read. */
export const MAX_QUOTES = 3;

/** The title that an alert begins with: `[!note] Decision`. */
const ALERT = /^\[!\p{L}+\][ \t]*([^\n]*)/u;

/** What stands in a quote or alert, without the marks of it. */
export function unquoted(source: string, block: Block): string {
  const lines = splitLines(literal(source, block)).map((line) =>
    line.replace(/^ {0,3}>{3,}[ \t]*$/, "").replace(/^ {0,3}> ?/, ""),
  );
  return lines.join("\n").replace(ALERT, (_, title: string) => (title.trim() === "" ? "" : `**${title.trim()}**\n`));
}
