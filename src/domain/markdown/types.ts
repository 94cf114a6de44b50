import type { Findings } from "./findings.ts";

/** Half-open range of UTF-16 offsets into the document: `text.slice(start, end)`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A replacement of one range; the empty range inserts. */
export interface Splice extends Range {
  readonly text: string;
}

/** State of a GitLab task-list box: `[ ]`, `[x]` or `[X]`, `[~]`. */
export type BoxState = "open" | "done" | "inapplicable";

/** A heading that stands above something, outermost first in a path. */
export interface Heading {
  readonly level: number;
  /** Its Markdown source without the marks. */
  readonly text: string;
  readonly range: Range;
}

/** One task-list item of a document, by source position. */
/**
 * A line that says what stands below it: a heading, a paragraph that is one emphasis, the last line of another paragraph,
 * the head of a table.
 */
export interface LabelLine {
  readonly kind: "heading" | "emphasis" | "line" | "table";
  /**
   * How far down it stands: a label holds until one of the same or a lower level. Within one container headings come
   * before emphasis and that before other lines; what stands in a list item or quote comes after what stands around it.
   */
  readonly level: number;
  /** Its source, marks of emphasis included; the cells of a table joined with ` | `; empty for a rule. At most 200 characters. */
  readonly text: string;
  /** The label before it at its place, those around its list item or quote included, or null. */
  readonly before: LabelLine | null;
}

export interface TaskItem {
  /** Its place among all task items of the document, from 0, in source order. */
  readonly index: number;
  readonly state: BoxState;
  /** The box, `[ ]`: three characters unless its blank is written as an entity. */
  readonly box: Range;
  /** From its list marker to the end of its last line that is not blank, without the line end; children and notes included. */
  readonly range: Range;
  /** Its first paragraph after the box, raw source; may span lines. Empty range for an empty box. */
  readonly textRange: Range;
  /**
   * Its first paragraph after the box, continuation lines stripped of their indentation and joined with `\n`. Where that is
   * only a tag (`<details>`), with the first words below it, which are none of the notes then.
   */
  readonly text: string;
  /**
   * Everything else in the item that is not a task item or the list around task items: further paragraphs, code,
   * quotes, plain list items. Dedented to column 0, line ends `\n`, blocks separated by a blank line where the source
   * has one; what was left open to the end of the item (a fence, a comment) is closed. Empty string when none, and for
   * quoted items.
   */
  readonly notes: string;
  /** The task item this one is nested in, by index, or null. A block quote is a wall: what is quoted in an item is notes. */
  readonly parent: number | null;
  /** Task items nested directly in this one (or in plain list items of it), by index. */
  readonly children: readonly number[];
  /**
   * Texts of the plain (not task) list items around it, outermost first, up to `parent`: lists that group tasks under
   * a bullet. Plain items without a text of their own are left out.
   */
  readonly groups: readonly string[];
  /** Headings above it, outermost first. */
  readonly headings: readonly Heading[];
  /** The last label before it, at its place or around it; null where nothing but lists stands before it. */
  readonly label: LabelLine | null;
  /** True inside a block quote: quoted from somewhere, not written as a task of this issue. */
  readonly quoted: boolean;
  /** True for a box in a table cell: `text` is what the other cells of its row say, `range` the row. */
  readonly cell: boolean;
  readonly ordered: boolean;
  /** The comments `<!-- ... -->` that stand in the item's own lines (not its children's). */
  readonly comments: readonly Range[];
}

/**
 * A part of the document under one heading, its sub-headings not included. Only headings at the top level count, not
 * those in quotes and list items.
 */
export interface Section {
  /** null for what stands before the first heading; that section always comes first, empty where there is nothing. */
  readonly heading: Heading | null;
  /** Path of headings that lead here, this one included. */
  readonly path: readonly Heading[];
  /** Whole lines, from the heading's to the next heading's. Front matter and a byte order mark belong to no section. */
  readonly range: Range;
  /** HTML comments that stand at block level in this section (template directives live there). */
  readonly comments: readonly Range[];
  /** True when it ends in a fence, comment or other block that never closes: what is appended would be swallowed. */
  readonly openEnded: boolean;
  /** True when its last block is a list: an item appended there needs no blank line before it. */
  readonly endsInList: boolean;
}

/** A parsed GitLab Markdown document. */
export interface MarkdownDocument {
  readonly source: string;
  readonly items: readonly TaskItem[];
  readonly sections: readonly Section[];
  readonly findings: Findings;
}
