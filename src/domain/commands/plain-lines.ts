import { parseBlocks } from "../markdown/blocks.ts";
import { lineEndAt, nextLineStart } from "../markdown/source.ts";
import type { Range } from "../markdown/types.ts";

/**
 * The lines that people wrote as plain text: lines of top-level paragraphs, as GitLab reads its own quick actions (docs,
 * "Quick actions"); not in lists, quotes, code, comments, headings, tables. A line that begins inside inline code or a
 * comment is none. Whole lines without their ends, in order.
 */
export function plainLines(markdown: string): readonly Range[] {
  return parseBlocks(markdown, 0)
    .children.filter((block) => block.kind === "paragraph")
    .flatMap((block) => paragraphLines(markdown, block));
}

/** The same for a text that is one paragraph, such as that of an item. */
export function paragraphLines(source: string, { start, end }: Range): readonly Range[] {
  const hidden = hiddenRanges(source.slice(start, end));
  const lines: Range[] = [];
  let next = 0;
  for (let at = start; at < end; ) {
    const lineEnd = Math.min(lineEndAt(source, at), end);
    while ((hidden[next]?.end ?? Number.POSITIVE_INFINITY) <= at - start) next++;
    const isHidden = (hidden[next]?.start ?? Number.POSITIVE_INFINITY) < at - start;
    if (!isHidden) lines.push({ start: at, end: lineEnd });
    at = Math.max(nextLineStart(source, lineEnd), at + 1);
  }
  return lines;
}

/** Code spans and comments of a paragraph, in order. Time is linear. */
function hiddenRanges(text: string): readonly Range[] {
  const found: Range[] = [];
  const runs = backtickRuns(text);
  const tokens = /\\.|`+|<!--/gs;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    const start = token.index;
    if (token[0].startsWith("\\")) continue;
    const end = token[0] === "<!--" ? text.indexOf("-->", start + 2) + 3 : closingRun(runs, token[0].length, start);
    if (token[0] === "<!--" && end === 2) return found;
    if (end === null) continue;
    found.push({ start, end });
    tokens.lastIndex = end;
  }
  return found;
}

/** Ends of the runs of backticks by their length, last first. */
function backtickRuns(text: string): ReadonlyMap<number, number[]> {
  const runs = new Map<number, number[]>();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const ends = runs.get(run.length) ?? [];
    runs.set(run.length, ends);
    ends.push(index + run.length);
  }
  for (const ends of runs.values()) ends.reverse();
  return runs;
}

function closingRun(runs: ReadonlyMap<number, number[]>, length: number, opening: number): number | null {
  const ends = runs.get(length) ?? [];
  while ((ends.at(-1) ?? Number.POSITIVE_INFINITY) <= opening + length) ends.pop();
  return ends.at(-1) ?? null;
}
