import { type AST, parseMarkdown } from "comrak";
import { comrakOptions } from "./comrak.ts";

/** A box of a list as GitLab's newer notes quote it. */
export interface Quote {
  /** Line and column from 0 of the item's marker; the column in bytes of UTF-8. */
  readonly line: number;
  readonly column: number;
  /** The text of its paragraph as rendered, hidden comments with what they hold. */
  readonly text: string;
}

type Nodes = AST["nodes"];

function textOfNode(nodes: Nodes, at: number): string {
  const value: unknown = nodes[at]?.data.value;
  if (value === "SoftBreak" || value === "LineBreak") return "\n";
  const [[kind = "", content] = []] = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (kind === "Text") return String(content);
  if (kind === "Code" || kind === "Math") return (content as { readonly literal: string }).literal;
  if (kind === "HtmlInline") return /^<!--([^]*)-->$/.exec(String(content))?.[1] ?? "";
  if (kind === "Image") return "";
  if (kind === "FootnoteReference") return "1";
  return textOfAll(nodes, nodes[at]?.first_child);
}

function textOfAll(nodes: Nodes, first: number | undefined): string {
  let text = "";
  for (let at = first; at !== undefined; at = nodes[at]?.next_sibling) text += textOfNode(nodes, at);
  return text;
}

/** The boxes of a document's lists with the text that GitLab takes from what it renders (Taskable, newer versions). */
export function comrakQuotes(source: string): readonly Quote[] {
  const { nodes } = parseMarkdown(source.replaceAll("\r", ""), comrakOptions) as AST;
  return nodes.flatMap((node): readonly Quote[] => {
    const { value, sourcepos } = node.data;
    if (typeof value !== "object" || !("TaskItem" in value) || sourcepos === undefined) return [];
    // The package's types leave out the nodes that are only a name.
    const paragraph = node.first_child === undefined ? undefined : nodes[node.first_child];
    const parent = nodes[node.parent ?? 0]?.data.value;
    if (
      (parent as unknown) === "TableCell" ||
      paragraph === undefined ||
      (paragraph.data.value as unknown) !== "Paragraph"
    )
      return [];
    const { line, column } = sourcepos.start;
    return [{ line: line - 1, column: column - 1, text: textOfAll(nodes, paragraph.first_child).trim() }];
  });
}

/** A text in the note of a box, as comrak escapes what goes into Markdown. */
export function escapedInNote(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!=|~<>"$^&]/g, "\\$&").replaceAll("\n", "&#10;");
}
