import { lineKinds } from "./clear-fences.ts";

/**
 * A slash and a word at column 0, in letters of any kind, since GitLab takes a long s for an s. Characters without width may
 * stand before it in case a reader drops them.
 */
const COMMAND = /^([\u00AD\u200B-\u200F\u2060\uFEFF]*)(?=\/[\p{L}_])/u;

/**
 * Puts a backslash before everything in a document that GitLab could take for a quick action: a slash and a word at
 * column 0 of a line outside clear code fences (lib/gitlab/quick_actions/extractor.rb, also its form before GitLab 16,
 * which knew no paragraphs). It looks the same. `\r` is dropped, as GitLab does before it looks for commands. In doubt
 * the line is escaped, if need be in code, where the backslash shows.
 */
export function neutraliseQuickActions(markdown: string): string {
  const lines = markdown.replaceAll("\r", "").split("\n");
  const kinds = lineKinds(lines);
  return lines.map((line, index) => (kinds[index] === "code" ? line : line.replace(COMMAND, "$1\\"))).join("\n");
}
