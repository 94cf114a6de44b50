import { parseBlocks } from "../../markdown/blocks.ts";
import { sectionDirectives } from "../../markdown/directives.ts";
import { preambleLength } from "../../markdown/front-matter.ts";
import { labelAfter } from "../../markdown/labels.ts";
import { lineStartAt } from "../../markdown/source.ts";
import type { LabelLine, MarkdownDocument, Section } from "../../markdown/types.ts";
import { isForCarriedItems, namesActionItems } from "../../text/section-names.ts";

/** The part of a text that is there for action items. */
export interface OwnSection {
  readonly section: Section;
  /** Level of its heading, or null where a bold line or a line with a colon acts as one. */
  readonly level: number | null;
}

interface Named extends OwnSection {
  readonly text: string;
}

function isChecklist(document: MarkdownDocument, { path }: Section): boolean {
  const marked = document.sections.filter((one) => sectionDirectives(document, one).includes("cadence:checklist"));
  return marked.some(({ heading }) => heading !== null && path.includes(heading));
}

/** Sections whose heading names action items. */
function byHeading(document: MarkdownDocument): readonly Named[] {
  return document.sections.flatMap((section) => {
    const { heading } = section;
    if (heading === null || !namesActionItems(heading.text) || isChecklist(document, section)) return [];
    return [{ section, level: heading.level, text: heading.text }];
  });
}

/** Whether a line is written as a heading, though it is none: `**Action items**`, `Action items:`. In italics it is a hint. */
function actsAsHeading({ kind, text }: LabelLine): boolean {
  return (kind === "emphasis" && /^(?:\*\*|__|<)/.test(text)) || (kind !== "heading" && text.endsWith(":"));
}

/** What stands below a line that acts as a heading, up to the next one. */
function byLine({ source }: MarkdownDocument): readonly Named[] {
  const { children } = parseBlocks(source, preambleLength(source));
  const labels = children.map((block) => labelAfter(source, block, { depth: 0, box: null, before: null }));
  const ends = (label: LabelLine | null): boolean =>
    label !== null && (label.kind === "heading" || label.text === "" || actsAsHeading(label));
  return labels.flatMap((label, at) => {
    const block = children[at];
    if (block === undefined || label === null || !actsAsHeading(label) || !namesActionItems(label.text)) return [];
    const next = labels.findIndex((one, behind) => behind > at && ends(one));
    const following = next < 0 ? undefined : children[next];
    const last = children[(next < 0 ? children.length : next) - 1] ?? block;
    const end = following === undefined ? source.length : lineStartAt(source, following.start);
    const range = { start: lineStartAt(source, block.start), end };
    const ending = { openEnded: last.closer !== null, endsInList: last.kind === "item" };
    return [{ section: { heading: null, path: [], range, comments: [], ...ending }, level: null, text: label.text }];
  });
}

/**
 * Where a text that people wrote has a place for action items of its own, below a heading or a line that acts as one; of
 * several the one for those of earlier calls. Null where it has none; checklists are none.
 */
export function ownSection(document: MarkdownDocument): OwnSection | null {
  const found = [...byHeading(document), ...byLine(document)];
  return found.find(({ text }) => isForCarriedItems(text)) ?? found[0] ?? null;
}
