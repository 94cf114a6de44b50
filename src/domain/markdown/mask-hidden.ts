import { NO_LABELS } from "./defined-labels.ts";
import { readInlines } from "./inline/inline.ts";
import type { InlineNode, Labels } from "./inline/inline-nodes.ts";
import { NO_TEXT } from "./shown-text.ts";

/** What follows the text of a link by reference that is its label as well. */
const NO_OTHER_LABEL = /^\](?:\[[ \t\n]*\])?$/;

/** Whether a piece stays as it is written: words, line ends, and a comment that holds no other one. */
function staysIn({ text, start, end, html }: InlineNode, source: string): boolean {
  if (text !== null || source[start] === "\n") return true;
  return html && source.startsWith("<!--", start) && source.lastIndexOf("<!--", end - 1) === start;
}

/** Tells what of the pieces is blotted out; the text of a link is words, its address and title are none. */
function eachHidden(nodes: readonly InlineNode[], source: string, tell: (start: number, end: number) => void): void {
  for (const node of nodes) {
    if (node.inner !== null) {
      const end = node.inner.at(-1)?.end ?? node.start;
      const isLabel = NO_OTHER_LABEL.test(source.slice(end, node.end));
      eachHidden(isLabel ? node.inner.map((one) => ({ ...one, html: false })) : node.inner, source, tell);
      tell(end, node.end);
    } else if (!staysIn(node, source)) tell(node.start, node.end);
  }
}

/**
 * A paragraph in which only its words and its own comments are left, and all else is blotted out: code, escaped characters,
 * addresses and titles of links, images, tags, formulas. What is left stands where it stood, lines stay lines: what a
 * pattern finds in it people see as words, or GitLab as a comment. Time is linear.
 *
 * @param labels those that the document defines: what stands in the label of a link by reference is no comment
 */
export function maskHidden(source: string, labels: Labels = NO_LABELS): string {
  if (!/[`\\<[$]|:\/\/|www\./i.test(source)) return source;
  const parts: string[] = [];
  let from = 0;
  eachHidden(readInlines(source, labels).nodes, source, (start, end) => {
    parts.push(source.slice(from, start), source.slice(start, end).replace(/[^\n]/g, NO_TEXT));
    from = end;
  });
  return parts.join("") + source.slice(from);
}
