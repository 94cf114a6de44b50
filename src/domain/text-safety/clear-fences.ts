/** What a line of a document is, as far as quick actions care. */
export type LineKind = "text" | "code";

const CLEAR_FENCE = /^```[^`]*$/;
const CLEAR_END = /^```[ \t]*$/;
/** Fences that readers may disagree about: indented, in a list or quote, of tildes, longer than three. */
const OTHER_FENCE = /^(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*(?:`{3}|~{3})/;
const HTML = /^(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*<[A-Za-z/!?]/;
const WHOLE_COMMENT = /^[ \t]*<!--(?!-?>)(?:(?!-->)[^])*-->[ \t]*$/;
const LINK = /^[ \t>*+-]*<(?:https?:|mailto:)/i;
const OTHER_BLOCK = /^[ \t]*(?:>{3,}[ \t]*$|\$\$)/;

function isDoubtful(line: string, index: number): boolean {
  if (index === 0 && /^-{3}[ \t]*$/.test(line)) return true;
  if (WHOLE_COMMENT.test(line) || LINK.test(line)) return false;
  return OTHER_FENCE.test(line) || HTML.test(line) || OTHER_BLOCK.test(line) || leavesComment(line);
}

function leavesComment(line: string): boolean {
  const begins = line.lastIndexOf("<!--");
  return begins >= 0 && !line.includes("-->", begins);
}

/**
 * Tells which lines of a document are code for every version of GitLab: in a fence of exactly three backticks at column
 * 0 that is closed in the same way. After the first construct that versions read differently (raw HTML, `>>>`, `$$`,
 * front matter, any other fence) nothing is code any more.
 */
export function lineKinds(lines: readonly string[]): readonly LineKind[] {
  const kinds: LineKind[] = lines.map(() => "text");
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (CLEAR_FENCE.test(line)) {
      let end = at + 1;
      while (end < lines.length && !(lines[end] ?? "").startsWith("```") && !OTHER_BLOCK.test(lines[end] ?? ""))
        end += 1;
      if (!CLEAR_END.test(lines[end] ?? "")) break;
      kinds.fill("code", at, end + 1);
      at = end;
    } else if (isDoubtful(line, at)) break;
  }
  return kinds;
}
