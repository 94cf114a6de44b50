import { lineKinds } from "./clear-fences.ts";
import { isMention, type WordMemory } from "./mentions.ts";

const CODE_SPAN = /(`+)(?:(?!\1).)*\1/g;

function codeRanges(line: string): readonly (readonly [number, number])[] {
  return [...line.matchAll(CODE_SPAN)].map((match) => [match.index, match.index + match[0].length]);
}

function quietLine(line: string): string {
  if (!line.includes("@")) return line;
  const code = codeRanges(line);
  const memory: WordMemory = { end: 0, urlStart: 0, urlEnd: 0 };
  return line.replace(/(\\*)@/g, (found, slashes: string, offset: number) => {
    const at = offset + slashes.length;
    const inCode = code.some(([start, end]) => at >= start && at < end);
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
