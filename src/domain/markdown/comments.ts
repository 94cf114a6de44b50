import { withoutLayout } from "./html-elements.ts";
import { readInlines } from "./inline/inline.ts";
import type { InlineNode } from "./inline/inline-nodes.ts";
import type { Range } from "./types.ts";

const NO_LABELS: ReadonlySet<string> = new Set();

/** Comments `<!-- ... -->` in raw HTML between two offsets; one that never closes runs to `end`. */
export function findComments(source: string, start: number, end: number): readonly Range[] {
  const text = source.slice(start, end);
  const found: Range[] = [];
  for (let at = text.indexOf("<!--"); at >= 0; ) {
    const close = closeOf(text, at);
    const stop = close ?? text.length;
    found.push({ start: start + at, end: start + stop });
    at = text.indexOf("<!--", stop);
  }
  return found;
}

/** Comments in a paragraph that GitLab takes for such: none of code, of addresses and of images, and only closed ones. */
export function findInlineComments(source: string, start: number, end: number): readonly Range[] {
  const text = source.slice(start, end);
  if (!text.includes("<!--")) return [];
  const found: Range[] = [];
  const find = (nodes: readonly InlineNode[]): void => {
    for (const node of nodes) {
      if (node.inner !== null) find(node.inner);
      else if (node.html && text.startsWith("<!--", node.start))
        found.push({ start: start + node.start, end: start + node.end });
    }
  };
  find(readInlines(text, NO_LABELS).nodes);
  return found;
}

/** True for a paragraph that holds nothing but comments, of which GitLab shows nothing. */
function isOnlyComments(text: string): boolean {
  let from = 0;
  for (const { start, end } of findInlineComments(text, 0, text.length)) {
    if (text.slice(from, start).trim() !== "") return false;
    from = end;
  }
  return text.slice(from).trim() === "";
}

/** True for a paragraph that shows nothing: comments, and tags with nothing in them. */
export function showsNothing(text: string): boolean {
  return isOnlyComments(text) || isOnlyComments(withoutLayout(text));
}

/** `<!-->` and `<!--->` are whole comments too. */
function closeOf(text: string, opening: number): number | null {
  const close = text.indexOf("-->", opening + 2);
  return close < 0 ? null : close + 3;
}
