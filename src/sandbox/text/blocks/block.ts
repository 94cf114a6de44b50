export type TextBlockKind =
  | "document"
  | "quote"
  | "fenced-quote"
  | "footnote"
  | "list"
  | "item"
  | "terms"
  | "term"
  | "code"
  | "fence"
  | "html"
  | "paragraph"
  | "heading"
  | "rule"
  | "table";

/** One block of a document; lines are counted from 0. */
export interface TextBlock {
  kind: TextBlockKind;
  parent: TextBlock | null;
  children: TextBlock[];
  open: boolean;
  readonly depth: number;
  first: number;
  last: number;
  /** What stands in a paragraph, line by line and with line ends, without marks and indentation. */
  lines: string[];
  /** A line below looked like delimiters of a table and did not fit the line above it. */
  isNoTable: boolean;
  /** Columns that a line must be indented by to belong to an item, a term or a footnote; taken off lines in a fence. */
  indent: number;
  /** The bullet or delimiter of a list, the character of a fence. */
  mark: string;
  /** Length of a fence; kind of raw HTML, 1 to 7. */
  size: number;
}

export function makeBlock(kind: TextBlockKind, parent: TextBlock | null, line: number): TextBlock {
  return {
    kind,
    parent,
    children: [],
    open: true,
    depth: (parent?.depth ?? 0) + 1,
    first: line,
    last: line,
    lines: [],
    isNoTable: false,
    indent: 0,
    mark: "",
    size: 0,
  };
}

const containers: ReadonlySet<TextBlockKind> = new Set([
  "document",
  "quote",
  "fenced-quote",
  "footnote",
  "item",
  "term",
]);

/** Whether a block of one kind may stand directly in one of another. */
export function holds(parent: TextBlockKind, child: TextBlockKind): boolean {
  if (parent === "list") return child === "item";
  if (parent === "terms") return child === "term";
  return containers.has(parent) && child !== "item" && child !== "term";
}
