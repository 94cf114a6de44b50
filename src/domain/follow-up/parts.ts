import { type Block, parseBlocks } from "../markdown/blocks.ts";
import { sectionDirectives } from "../markdown/directives.ts";
import { preambleLength } from "../markdown/front-matter.ts";
import { readSections } from "../markdown/sections.ts";
import type { Heading, Range, Section } from "../markdown/types.ts";
import { type PartKind, partKindOf } from "./part-names.ts";

/** Blocks that stand under one heading. */
export interface AgendaPart {
  readonly kind: PartKind;
  /** Text of its own heading when that only divides a part of the same kind, else null. */
  readonly subheading: string | null;
  readonly blocks: readonly Block[];
  /** The headings that lead to it, the title of the issue not among them. */
  readonly path: readonly Heading[];
  /** Whole lines, its heading's included. */
  readonly range: Range;
}

/** The first heading, where it is the only one of level 1, is the title of the issue and says nothing of a part. */
function titleOf(sections: readonly Section[]): Section | null {
  const first = sections[1];
  const tops = sections.filter((section) => section.heading?.level === 1).length;
  return first?.heading?.level === 1 && tops === 1 ? first : null;
}

function pathBelow(section: Section, title: Section | null): readonly Heading[] {
  return title === null ? section.path : section.path.filter((heading) => heading !== title.heading);
}

function readKind(path: readonly Heading[]): { readonly kind: PartKind; readonly own: boolean } {
  for (let at = path.length - 1; at >= 0; at--) {
    const kind = partKindOf(path[at]?.text ?? "");
    if (kind !== null) return { kind, own: at === path.length - 1 };
  }
  return { kind: "other", own: true };
}

/** Reads the parts of an agenda by their headings; the innermost heading that says something decides. */
export function readParts(source: string): readonly AgendaPart[] {
  const root = parseBlocks(source, preambleLength(source));
  const sections = readSections(source, root);
  const title = titleOf(sections);
  const checklists = new Set(
    sections
      .filter((one) => sectionDirectives({ source }, one).includes("cadence:checklist"))
      .map((one) => one.heading),
  );
  const blocks = root.children.filter((block) => block.kind !== "heading");
  let next = 0;
  return sections.map((section): AgendaPart => {
    const first = next;
    while (next < blocks.length && (blocks[next] as Block).start < section.range.end) next++;
    const path = pathBelow(section, title);
    const { kind, own } = readKind(path);
    const isChecklist = section.path.some((heading) => checklists.has(heading));
    return {
      kind: isChecklist ? "ignored" : kind,
      subheading: own ? null : (section.heading?.text ?? null),
      blocks: blocks.slice(first, next),
      path,
      range: section.range,
    };
  });
}
