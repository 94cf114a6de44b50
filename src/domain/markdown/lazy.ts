import type { BlockContext, Line } from "@lezer/markdown";

/**
 * True when the line has left a container that the block being read stands in: it may go on with a paragraph (lazy
 * continuation), with nothing else.
 */
export function isLazy(context: BlockContext, line: Line): boolean {
  // Number of containers that go on in this line; the library keeps it out of its types.
  const { depth } = line as Line & { readonly depth: number };
  return depth < context.depth;
}
