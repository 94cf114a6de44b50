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

function endsFence(line: string): boolean {
  return line.startsWith("```") || OTHER_BLOCK.test(line);
}

/**
 * Tells which lines of a document are code for every version of GitLab: in a fence of exactly three backticks at column
 * 0 that is closed in the same way. After the first construct that versions read differently (raw HTML, `>>>`, `$$`,
 * front matter, any other fence) nothing is code any more.
 */
export function lineKinds(lines: readonly string[]): readonly LineKind[] {
  const kinds: LineKind[] = [];
  const inFence: string[] = [];
  let sure = true;
  const settle = (kind: LineKind): void => {
    for (const _ of inFence) kinds.push(kind);
    inFence.length = 0;
  };
  for (const [index, line] of lines.entries()) {
    if (inFence.length > 0) {
      inFence.push(line);
      if (!endsFence(line)) continue;
      sure = CLEAR_END.test(line);
      settle(sure ? "code" : "text");
    } else if (sure && CLEAR_FENCE.test(line)) inFence.push(line);
    else {
      kinds.push("text");
      sure &&= !isDoubtful(line, index);
    }
  }
  settle("text");
  return kinds;
}
