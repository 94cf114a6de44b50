import { type AST, type Options, parseMarkdown } from "comrak";

/** A box as GitLab's own parser shows it. */
export interface ComrakTask {
  /** Line from 0 of the list item, or of the table row. */
  readonly line: number;
  /** Column from 0, in bytes of UTF-8: of the item's marker, or of the box in its cell. */
  readonly column: number;
  readonly state: "open" | "done" | "inapplicable";
  readonly cell: boolean;
}

/** The options that GitLab gives comrak (tests/fixtures/gitlab-verdicts/README.md). */
export const comrakOptions: Options = {
  extension: {
    tasklist: true,
    table: true,
    strikethrough: true,
    autolink: true,
    footnotes: true,
    descriptionLists: true,
    mathCode: true,
    mathDollars: true,
    multilineBlockQuotes: true,
    alerts: true,
    wikilinksTitleBeforePipe: true,
    cjkFriendlyEmphasis: true,
    tagfilter: false,
  },
  parse: { relaxedTasklistMatching: true, relaxedAutolinks: true, tasklistInTable: true, smart: false },
  render: {
    sourcepos: true,
    tasklistClasses: true,
    githubPreLang: true,
    escapedCharSpans: true,
    fullInfoString: true,
    hardbreaks: false,
  },
};

/** Any blank of Unicode is an open box, other symbols are none (GitLab's task list filter). */
function stateOf(symbol: string | undefined): ComrakTask["state"] | null {
  if (symbol === undefined || /^[\t-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]$/.test(symbol)) {
    return "open";
  }
  if (symbol === "x" || symbol === "X") return "done";
  return symbol === "~" ? "inapplicable" : null;
}

/** The boxes of a document in the order of the source. GitLab deletes carriage returns first. Throws where comrak does. */
export function comrakTasks(source: string): readonly ComrakTask[] {
  const { nodes } = parseMarkdown(source.replaceAll("\r", ""), comrakOptions) as AST;
  const tasks: ComrakTask[] = [];
  const pending = nodes.length === 0 ? [] : [0];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = nodes[next];
    if (node === undefined) continue;
    const { value, sourcepos } = node.data;
    if (typeof value === "object" && "TaskItem" in value) {
      const state = stateOf(value.TaskItem as string | undefined);
      const parent: unknown = nodes[node.parent ?? 0]?.data.value;
      const cell = parent === "TableCell";
      const { line, column } = sourcepos?.start ?? { line: 0, column: 0 };
      if (state !== null) tasks.push({ line: line - 1, column: column - 1, state, cell });
    }
    if (node.next_sibling !== undefined) pending.push(node.next_sibling);
    if (node.first_child !== undefined) pending.push(node.first_child);
  }
  return tasks.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** The outermost blocks of a document, `kind line`, footnotes (which it puts last) left out, as GitLab's own parser reads it; null where that gives up. */
export function comrakBlocks(source: string): readonly string[] | null {
  let ast: AST;
  try {
    ast = parseMarkdown(source.replaceAll("\r", ""), comrakOptions) as AST;
  } catch {
    return null;
  }
  const blocks: string[] = [];
  for (let next = ast.nodes[0]?.first_child; next !== undefined; ) {
    const node = ast.nodes[next];
    if (node === undefined) break;
    const { value, sourcepos } = node.data;
    const kind = typeof value === "string" ? value : Object.keys(value)[0];
    if (kind !== "FootnoteDefinition") blocks.push(`${kind} ${sourcepos?.start.line}`);
    next = node.next_sibling;
  }
  return blocks;
}

/** Addresses of the links and images of a document, in the order of the source. */
export function comrakLinks(source: string): readonly string[] {
  const { nodes } = parseMarkdown(source.replaceAll("\r", ""), comrakOptions) as AST;
  const links: string[] = [];
  const pending = nodes.length === 0 ? [] : [0];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = nodes[next];
    if (node === undefined) continue;
    const { value } = node.data;
    if (typeof value === "object" && "Link" in value) links.push(value.Link.url);
    if (typeof value === "object" && "Image" in value) links.push(value.Image.url);
    if (typeof value === "object" && "WikiLink" in value) links.push(String((value.WikiLink as { url: string }).url));
    if (node.next_sibling !== undefined) pending.push(node.next_sibling);
    if (node.first_child !== undefined) pending.push(node.first_child);
  }
  return links;
}

/** The comments that GitLab's own parser sees in the text of a document, as written; none of what describes an image. */
export function comrakComments(source: string): readonly string[] {
  const { nodes } = parseMarkdown(source.replaceAll("\r", ""), comrakOptions) as AST;
  const comments: string[] = [];
  const pending = nodes.length === 0 ? [] : [0];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = nodes[next];
    if (node === undefined) continue;
    const { value } = node.data;
    const isHtml = typeof value === "object" && "HtmlInline" in value;
    if (isHtml && value.HtmlInline.startsWith("<!--")) comments.push(value.HtmlInline);
    if (node.next_sibling !== undefined) pending.push(node.next_sibling);
    const isImage = typeof value === "object" && "Image" in value;
    if (node.first_child !== undefined && !isImage) pending.push(node.first_child);
  }
  return comments;
}

const DESCENDS: ReadonlySet<string> = new Set(["Emph", "Strong", "Escaped", "Link", "Underline"]);

/** What a node shows by itself: its text, a blank for tags and line ends, a sign for what is no text; null for its children. */
function shownBy(value: unknown, text: string): string | null {
  if (value === "SoftBreak" || value === "LineBreak") return " ";
  if (value === "Strikethrough") return "";
  if (typeof value === "string") return DESCENDS.has(value) ? null : "\uFFFC";
  const [[kind, content] = ["", ""]] = Object.entries(value as Record<string, unknown>);
  if (kind === "Text") return content as string;
  if (kind === "HtmlInline") return " ";
  const isAddress = kind === "Link" && !text.startsWith("[") && !JSON.stringify(content).includes("mailto:");
  return DESCENDS.has(kind) && !isAddress ? null : "\uFFFC";
}

/** The text that GitLab's own parser shows of one line of ASCII. */
export function comrakShown(source: string): string {
  const { nodes } = parseMarkdown(source, comrakOptions) as AST;
  const sourceOf = (start: { column: number }, end: { column: number }): string =>
    source.slice(start.column - 1, end.column);
  let shown = "";
  const show = (at: number | undefined): void => {
    for (let next = at; next !== undefined; ) {
      const node = nodes[next];
      if (node === undefined) return;
      const { value, sourcepos } = node.data;
      const own = shownBy(value, sourcepos === undefined ? "" : sourceOf(sourcepos.start, sourcepos.end));
      if (own === null) show(node.first_child);
      else shown += own;
      next = node.next_sibling;
    }
  };
  const block = nodes[0]?.first_child;
  show(block === undefined ? undefined : nodes[block]?.first_child);
  return shown;
}

/** What a document shows where it is plain text and nothing else; null where something in it is marked up. */
export function comrakPlainText(source: string): string | null {
  const { nodes } = parseMarkdown(source, comrakOptions) as AST;
  let text = "";
  for (const { data } of nodes) {
    const value: unknown = data.value;
    if (typeof value === "object" && value !== null && "Text" in value) text += String(value.Text);
    else if (value !== "Document" && value !== "Paragraph" && value !== "Escaped") return null;
  }
  return text;
}
