import { advance, advanceColumns, charAt, isBlankAt, skipBlank } from "./line.ts";
import type { BlockNode } from "./node.ts";
import { detach } from "./node.ts";
import { type BlockReading, openNode } from "./reading.ts";
import { detailsLength, footnoteStart, listMarker } from "./scan.ts";

/** Opens a list item, and a list around it where none of its kind goes on. */
export function openItem(reading: BlockReading, container: BlockNode): BlockNode | null {
  const { line } = reading;
  const marker = listMarker(line, container.kind === "paragraph");
  if (marker === null) return null;
  const start = line.firstNonspace;
  advance(line, start + marker.length - line.offset);
  const { offset, column, partialTab } = line;
  while (line.column - column <= 5 && isBlankAt(line, line.offset)) advanceColumns(line, 1);
  let width = line.column - column;
  if (width < 1 || width >= 5 || charAt(line, line.offset) === "") {
    line.offset = offset;
    line.column = column;
    line.partialTab = partialTab;
    if (width > 0) advanceColumns(line, 1);
    width = 1;
  }
  const continues = container.kind === "list" && container.mark === marker.mark;
  const list = continues ? container : openNode(reading, container, "list", start);
  list.mark = marker.mark;
  const item = openNode(reading, list, "item", start);
  item.padding = line.indent + marker.length + width;
  return item;
}

/** Opens a footnote, whose text may go on in indented lines. */
export function openFootnote(reading: BlockReading, container: BlockNode): BlockNode | null {
  const { line } = reading;
  const footnote = footnoteStart(line);
  if (footnote === null) return null;
  const start = line.firstNonspace;
  advance(line, start + footnote.length - line.offset);
  const node = openNode(reading, container, "footnote", start);
  node.mark = footnote.label;
  reading.hasFootnotes = true;
  return node;
}

/** Opens the details of a term, `: ` below the paragraph that is the term or below other details of it. */
export function openDetails(reading: BlockReading, container: BlockNode): BlockNode | null {
  const { line } = reading;
  const length = detailsLength(line);
  if (length === 0) return null;
  // Without a blank line between, the term is the paragraph itself.
  const holder = container.children.length === 0 && container.kind === "paragraph" ? container.parent : container;
  const last = holder?.children.at(-1);
  if (holder === null || last === undefined) return null;
  const padding = line.indent + length;
  const details = openBelow(reading, holder, last, padding);
  if (details === null) return null;
  advance(line, line.firstNonspace + length - line.offset);
  skipBlank(line);
  return details;
}

function openBelow(reading: BlockReading, holder: BlockNode, last: BlockNode, padding: number): BlockNode | null {
  const { line } = reading;
  const start = line.firstNonspace;
  if (last.kind === "paragraph") {
    detach(last);
    const before = holder.children.at(-1);
    const goesOn = before?.kind === "terms";
    const list = goesOn ? before : openNode(reading, holder, "terms", last.start);
    if (goesOn) for (let node: BlockNode | null = list; node !== null; node = node.parent) node.open = true;
    const entry = openNode(reading, list, "term-entry", last.start);
    entry.padding = padding;
    const term = openNode(reading, entry, "term", last.start);
    term.end = last.end;
    last.parent = term;
    term.children = [last];
    return openNode(reading, entry, "details", start);
  }
  if (last.kind !== "term-entry") return null;
  const entry = openNode(reading, last.parent as BlockNode, "term-entry", start);
  entry.padding = padding;
  return openNode(reading, entry, "details", start);
}
