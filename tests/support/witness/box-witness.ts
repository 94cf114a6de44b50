import { setBox } from "../../../src/domain/markdown/edit.ts";
import { preambleLength } from "../../../src/domain/markdown/front-matter.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { applySplices } from "../../../src/domain/markdown/splice.ts";
import type { TaskItem } from "../../../src/domain/markdown/types.ts";
import { comrakTasks } from "./comrak.ts";

/**
 * Boxes in the order of the source, `line:column state`, as both parsers are compared. Columns of cells are left out:
 * comrak counts them from where the head of the table stands, however the row itself is indented.
 */
export type Boxes = readonly string[];

function show(line: number, column: number, state: string, cell: boolean): string {
  return cell ? `${line} ${state} in a cell` : `${line}:${column} ${state}`;
}

/** GitLab takes front matter off before it parses a text; comrak is given blank lines in its place. */
function withoutPreamble(source: string): string {
  const length = preambleLength(source);
  return source.slice(0, length).replaceAll(/[^\n]/g, "") + source.slice(length);
}

function placeOf(source: string, item: TaskItem): readonly [number, number] {
  const before = source.slice(0, item.cell ? item.box.start : item.range.start).replaceAll(/[\r\uFEFF]/g, "");
  const lineStart = before.lastIndexOf("\n") + 1;
  return [before.split("\n").length - 1, Buffer.byteLength(before.slice(lineStart))];
}

function inOrder(source: string, items: readonly TaskItem[]) {
  return items
    .map((item) => ({ place: placeOf(source, item), item }))
    .sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]);
}

/** The boxes that the product sees. */
export function ourBoxes(source: string): Boxes {
  const { items } = parseMarkdown(source);
  return inOrder(source, items).map(({ place, item }) => show(...place, item.state, item.cell));
}

/** The boxes that GitLab shows; null where its parser gives up. */
export function gitlabBoxes(source: string): Boxes | null {
  try {
    return comrakTasks(withoutPreamble(source)).map(({ line, column, state, cell }) => show(line, column, state, cell));
  } catch {
    return null;
  }
}

/** Whether both see the same boxes, or GitLab's parser gives up. */
export function agrees(source: string): boolean {
  const gitlab = gitlabBoxes(source);
  return gitlab === null || gitlab.join("\n") === ourBoxes(source).join("\n");
}

/**
 * The ticks and unticks that land elsewhere: after one, GitLab must show that box in its new state and all others as
 * before. Where `[x]` is the name of a link GitLab has no way to tick a box, so such documents are passed over.
 */
export function strayTicks(source: string): readonly string[] {
  if (/\[x\]:/i.test(source)) return [];
  const document = parseMarkdown(source);
  const all = inOrder(source, document.items);
  return document.items.flatMap((item) => {
    const to = item.state === "done" ? "open" : "done";
    const splice = setBox(document, item, to);
    const after = splice === null ? null : gitlabBoxes(applySplices(source, [splice]));
    if (after === null) return [];
    const expected = all.map((one) => show(...one.place, one.item === item ? to : one.item.state, one.item.cell));
    return after.join("\n") === expected.join("\n") ? [] : [`item ${item.index} to ${to}: ${after.join(", ")}`];
  });
}

/** The smallest part of a document, by lines and then by characters, for which something still holds. */
export function shrink(source: string, holds: (source: string) => boolean): string {
  const smaller = (parts: readonly string[], join: string): string | null => {
    for (let at = 0; at < parts.length; at++) {
      const candidate = parts.filter((_, other) => other !== at).join(join);
      if (holds(candidate)) return candidate;
    }
    return null;
  };
  const next = smaller(source.split("\n"), "\n") ?? smaller([...source], "");
  return next === null ? source : shrink(next, holds);
}
