import type { BlockNode } from "./block/node.ts";

/** What ends raw HTML, by its kind in CommonMark; the first kind ends with its own tag. Others end at a blank line. */
const htmlClosers: readonly (string | null)[] = [null, null, "-->", "?>", ">", "]]>"];

/** The line that would close a block that ran to the end of its container unclosed, else null. */
export function closerOf(text: string, node: BlockNode): string | null {
  if (node.closed) return null;
  if (node.kind === "fence") return node.mark.repeat(node.fenceLength);
  if (node.kind === "fenced-quote") return ">".repeat(node.fenceLength);
  if (node.kind !== "html") return null;
  if (node.level !== 1) return htmlClosers[node.level] ?? null;
  return `</${/^[a-z]+/i.exec(text.slice(node.start + 1, node.start + 10))?.[0].toLowerCase() ?? "pre"}>`;
}
