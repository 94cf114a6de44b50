import { asCode } from "./backticks.ts";
import { type BlockNode, contentOf } from "./block/node.ts";
import { readCells } from "./block/table.ts";

const BOX = /^\[[ xX~]\][ \t]+/;
const FENCE = /^[^\n]*\n?|\n[ \t>]*(?:`{3,}|~{3,})[ \t]*$/g;
const TAG = /<[^<>]*>/g;
const COMMENT_KIND = 2;
/** What sets a text off from the next one by itself. */
const ENDS = /(?:^|[:;,.!?…–—-])$/;

function inlineCode(code: string): string {
  const line = code.trim();
  return line === "" ? "" : asCode(line);
}

/** What one block says by itself, the blocks in it left out. */
function ownText(text: string, node: BlockNode, inline: (content: string) => string): string {
  switch (node.kind) {
    case "paragraph":
    case "heading":
      return inline(contentOf(text, node)).replace(BOX, "");
    case "fence":
      // The first line says what code it is.
      return inlineCode(text.slice(node.start, node.end).replace(FENCE, ""));
    case "code":
      return inlineCode(text.slice(node.start, node.end));
    case "html":
      return node.level === COMMENT_KIND ? "" : text.slice(node.start, node.end).replace(TAG, " ");
    case "row": {
      const row = contentOf(text, node);
      return (readCells(row) ?? []).map(({ from, to }) => inline(row.slice(from, to))).join(", ");
    }
    default:
      return "";
  }
}

/**
 * What a footnote says on one line: its blocks one after the other, items of lists and rows of tables set off. Empty where it
 * shows nothing; read no further than the block in which it becomes longer than `most` characters.
 *
 * @param inline what becomes of the source of a paragraph, a heading or a cell
 */
export function textOfFootnote(
  text: string,
  footnote: BlockNode,
  inline: (content: string) => string,
  most: number,
): string {
  let line = "";
  let apart = false;
  const pending = footnote.children.toReversed();
  for (let node = pending.pop(); node !== undefined && line.length <= most; node = pending.pop()) {
    apart ||= node.kind === "item" || node.kind === "row";
    const own = ownText(text, node, inline).replace(/\s+/g, " ").trim();
    if (own !== "") {
      line += (apart && !ENDS.test(line) ? "; " : " ") + own;
      apart = false;
    }
    for (const child of node.children.toReversed()) pending.push(child);
  }
  return line.trim();
}
