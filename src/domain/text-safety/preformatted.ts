import { longestRun } from "../markdown/backticks.ts";
import { withoutLayout } from "../markdown/html-elements.ts";
import { contentAt, lineAt, settle, type Walk } from "./block-walk.ts";
import { blankPrefix } from "./lines.ts";

const START = /^ {0,3}<pre(?:[ \t][^<>]*)?>/i;
const END = /<\/pre[ \t]*>/i;
const ENTITY = /&(lt|gt|amp|quot|apos|nbsp|#39|#34);/g;
const CHARACTERS: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  "#34": '"',
  apos: "'",
  "#39": "'",
  nbsp: " ",
};

/** Whether a line begins text that keeps its line breaks in HTML, where tags are taken out. */
export function isPreformatted({ options }: Walk, line: string): boolean {
  return options.tags === "drop" && START.test(line);
}

/** Text between `<pre>` and `</pre>`. */
interface Preformatted {
  /** What it shows, by the number of the line from the first; blank ones at its ends are left out. */
  readonly lines: readonly { readonly at: number; readonly text: string }[];
  /** How many lines it takes, and what stands behind its end on the last one. */
  readonly length: number;
  readonly behind: string;
}

/**
 * Reads text that keeps its line breaks. It ends with the lines where nothing else ends it.
 *
 * @param lineAt the lines from the one where it begins; null behind the last
 */
function readPreformatted(lineAt: (at: number) => string | null): Preformatted {
  const found: { at: number; text: string }[] = [];
  let behind = "";
  let length = 0;
  for (let line = lineAt(0); line !== null; line = lineAt(length)) {
    const text = length === 0 ? line.replace(START, "") : line;
    const end = text.search(END);
    const shown = withoutLayout(end < 0 ? text : text.slice(0, end), "");
    found.push({ at: length, text: shown.replace(ENTITY, (_all, name: string) => CHARACTERS[name] ?? "") });
    length += 1;
    if (end < 0) continue;
    behind = text.slice(end).replace(END, "").trim();
    break;
  }
  const first = found.findIndex(({ text }) => text.trim() !== "");
  const last = found.findLastIndex(({ text }) => text.trim() !== "");
  return { lines: first < 0 ? [] : found.slice(first, last + 1), length, behind };
}

/** Makes code of text between `<pre>` and `</pre>` that has several lines; false for less. */
export function takePreformatted(walk: Walk): boolean {
  const { lines, length, behind } = readPreformatted((at) =>
    walk.at + at < walk.lines.length ? contentAt(walk, walk.at + at) : null,
  );
  if (lines.length < 2) return false;
  const { prefix } = lineAt(walk, walk.at);
  const inner = blankPrefix(prefix);
  const marks = "`".repeat(lines.reduce((most, { text }) => longestRun(text, most), 2) + 1);
  walk.out.push({ prefix, content: marks });
  for (const { at, text } of lines) {
    walk.out.push({ prefix: at === 0 ? inner : lineAt(walk, walk.at + at).prefix, content: text });
  }
  walk.out.push({ prefix: inner, content: marks });
  if (behind !== "") walk.out.push({ prefix: inner, content: behind });
  walk.at += length;
  settle(walk, {});
  return true;
}
