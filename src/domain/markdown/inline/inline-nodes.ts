/** A part of a paragraph: text as it stands or, where `text` is null, something that is none (code, a link, a tag). */
export interface InlineNode {
  text: string | null;
  readonly start: number;
  readonly end: number;
  /** Raw HTML, which the name of a footnote may hold. */
  readonly html: boolean;
  /** Name of the footnote that it refers to; where there is no such footnote it is text after all. */
  readonly footnote: string | null;
  /** Emphasis begins behind what is left of its text. */
  opens: boolean;
  /** Of a link: the parts of its text, which people read; null for everything else. */
  readonly inner: readonly InlineNode[] | null;
}

export interface Bracket {
  /** Its place among the pieces. */
  readonly nodeIndex: number;
  readonly position: number;
  readonly image: boolean;
  bracketAfter: boolean;
}

export interface Delimiter {
  readonly node: InlineNode;
  readonly char: string;
  readonly position: number;
  readonly length: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
  previous: Delimiter | null;
  next: Delimiter | null;
}

/** The normalised labels of link definitions. */
export type Labels = Pick<ReadonlyMap<string, unknown>, "has" | "size">;

/**
 * A link or image by reference, with what stands behind its text (`[label]`, `[]` or nothing), or the whole mark of a
 * footnote. Labels and names are normalised.
 */
export interface Reference {
  readonly kind: "link" | "footnote";
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

/** A paragraph while its parts are read. */
export interface Inlines {
  readonly text: string;
  /** Labels of link definitions, normalised. */
  readonly labels: Labels;
  at: number;
  readonly nodes: InlineNode[];
  readonly brackets: Bracket[];
  lastDelimiter: Delimiter | null;
  withinBrackets: boolean;
  noLinkOpeners: boolean;
  /** Names of footnotes that are referred to. */
  readonly footnotes: string[];
  /** What refers to a definition that stands elsewhere, inner ones first. */
  readonly references: Reference[];
  /** Kinds of raw HTML and code that are not closed any more behind the place that was looked at; hyphens by their place. */
  readonly unclosed: Set<string>;
}

/** Adds what stands from `start` to the place that was read to. */
export function addNode(
  inlines: Inlines,
  start: number,
  text: string | null,
  { html = false, footnote = null, inner = null }: Partial<Pick<InlineNode, "html" | "footnote" | "inner">> = {},
): InlineNode {
  const node = { text, start, end: inlines.at, html, footnote, opens: false, inner };
  inlines.nodes.push(node);
  return node;
}
