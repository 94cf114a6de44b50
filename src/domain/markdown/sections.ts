import type { Block } from "./blocks.ts";
import { findComments } from "./comments.ts";
import { lineStartAt, splitLines } from "./source.ts";
import type { Heading, Section } from "./types.ts";

/** Splits a document at its top-level headings; the first section stands before them all. */
export function readSections(source: string, root: Block): readonly Section[] {
  const parts: { readonly heading: Heading | null; readonly start: number; readonly blocks: Block[] }[] = [
    { heading: null, start: root.start, blocks: [] },
  ];
  for (const block of root.children) {
    if (block.kind === "heading") {
      parts.push({ heading: readHeading(source, block), start: lineStartAt(source, block.start), blocks: [] });
    } else parts.at(-1)?.blocks.push(block);
  }
  let path: readonly Heading[] = [];
  return parts.map(({ heading, start, blocks }, at) => {
    if (heading !== null) path = [...path.filter((above) => above.level < heading.level), heading];
    return {
      heading,
      path,
      range: { start, end: parts[at + 1]?.start ?? root.end },
      comments: blocks.flatMap((block) => commentsOf(source, block)),
      openEnded: blocks.at(-1)?.closer != null,
      endsInList: blocks.at(-1)?.kind === "item",
    };
  });
}

function commentsOf(source: string, block: Block) {
  return block.kind === "comment" ? findComments(source, block.start, block.end) : [];
}

function readHeading(source: string, block: Block): Heading {
  return { level: block.level, text: headingText(source, block), range: { start: block.start, end: block.end } };
}

/** The Markdown source of a heading without its marks; lines of a setext heading as they are. */
export function headingText(source: string, { start, end }: Block): string {
  const raw = source.slice(start, end);
  if (raw.startsWith("#")) return atxText(raw);
  return splitLines(raw)
    .slice(0, -1)
    .map((line) => line.trim())
    .join("\n");
}

function atxText(raw: string): string {
  return raw
    .replace(/^#+/, "")
    .replace(/(?:^|[ \t])#+[ \t]*$/, "")
    .trim();
}
