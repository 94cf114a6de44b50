import type { Range } from "../markdown/types.ts";
import { lineKinds } from "./clear-fences.ts";
import { isMention, type WordMemory } from "./mentions.ts";

interface Run {
  readonly start: number;
  readonly length: number;
}

/** Runs of backticks, and the longest one of each and those after it. */
function backtickRuns(text: string): { readonly runs: readonly Run[]; readonly longest: readonly number[] } {
  const runs = [...text.matchAll(/`+/g)].map(({ 0: run, index }) => ({ start: index, length: run.length }));
  const longest: number[] = [];
  for (let at = runs.length - 1, most = 0; at >= 0; at -= 1) {
    most = Math.max(most, runs[at]?.length ?? 0);
    longest[at] = most;
  }
  return { runs, longest };
}

/**
 * Stretches between backticks, each from as many of them as any later run has, at most its own; where none is as long as
 * half of the run, the run itself is one. It steps from run to run, so that time is linear.
 */
function codeRanges(line: string): readonly Range[] {
  const { runs, longest } = backtickRuns(line);
  const ranges: Range[] = [];
  let [at, used] = [0, 0];
  for (let run = runs[at]; run !== undefined; run = runs[at]) {
    const length = run.length - used;
    const start = run.start + used;
    const later = Math.min(length, longest[at + 1] ?? 0);
    const half = Math.floor(length / 2);
    if (later > half) {
      do at += 1;
      while ((runs[at]?.length ?? 0) < later);
      used = later;
      ranges.push({ start, end: (runs[at]?.start ?? 0) + later });
    } else if (half > 0) {
      ranges.push({ start, end: start + 2 * half });
      used += 2 * half;
    }
    if ((later <= half && half === 0) || used === runs[at]?.length) {
      at += 1;
      used = 0;
    }
  }
  return ranges;
}

/** Code does not reach over a line end of any kind. */
function rangesIn(line: string): readonly Range[] {
  let offset = 0;
  return line.split(/[\r\u2028\u2029]/).flatMap((part) => {
    const start = offset;
    offset += part.length + 1;
    return codeRanges(part).map((range) => ({ start: range.start + start, end: range.end + start }));
  });
}

function quietLine(line: string): string {
  if (!line.includes("@")) return line;
  const memory: WordMemory = { end: 0, urlStart: 0, urlEnd: 0 };
  const code = rangesIn(line);
  let next = 0;
  return line.replace(/(?<!\\)(\\*)@/g, (found, slashes: string, offset: number) => {
    const at = offset + slashes.length;
    while ((code[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const inCode = at >= (code[next]?.start ?? Number.POSITIVE_INFINITY);
    const escaped = slashes.length % 2 === 1;
    return inCode || escaped || !isMention(line, at, memory) ? found : `${slashes}\\@`;
  });
}

/**
 * Puts a backslash before every mention of a document outside code, so that it shows the name and notifies nobody (GitLab:
 * backslash-escaped references). For texts of which the rest may do what it says, such as templates.
 */
export function quietMentions(markdown: string): string {
  const lines = markdown.split("\n");
  const kinds = lineKinds(lines);
  return lines.map((line, index) => (kinds[index] === "code" ? line : quietLine(line))).join("\n");
}
