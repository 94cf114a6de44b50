// A lone carriage return ends no line in GitLab.
const lineEnd = "\\r?\\n";
const opening = new RegExp(`(?:[ \\t]*${lineEnd})*(?:---|\\+\\+\\+|;;;)[ \\t]*\\S*${lineEnd}`, "y");
const closing = new RegExp(`(?<=\\n)(?:---|\\+\\+\\+|;;;|\\.\\.\\.)[ \\t]*(?:${lineEnd}|$)`, "g");
const encodingLine = new RegExp(`[^\\n]*\\n`, "y");

function matchAt(pattern: RegExp, source: string, at: number): number | null {
  pattern.lastIndex = at;
  const match = pattern.exec(source);
  return match === null ? null : match.index + match[0].length;
}

/**
 * Length of what stands before the Markdown: a byte order mark and front matter (YAML, TOML or JSON between lines of
 * `---`, `+++` or `;;;`, an encoding line may precede), which GitLab renders as code.
 * Rule: GitLab Flavored Markdown, "Front matter".
 */
export function preambleLength(source: string): number {
  const mark = source.startsWith("\uFEFF") ? 1 : 0;
  const firstLineEnd = matchAt(encodingLine, source, mark) ?? mark;
  const start = source.slice(mark, firstLineEnd).includes("coding:") ? firstLineEnd : mark;
  const body = matchAt(opening, source, start);
  return body === null ? mark : (matchAt(closing, source, body) ?? mark);
}
