import { type AST, parseMarkdown } from "comrak";
import { comrakOptions } from "../witness/comrak.ts";

/** A command that GitLab finds: its name in lower case and, where there is one, its argument. */
export type Command = readonly [name: string, argument?: string];

interface Paragraph {
  /** Lines from 0, the last one included. */
  readonly first: number;
  readonly last: number;
}

type Node = NonNullable<AST["nodes"]>[number];

/**
 * What GitLab's own rules take out of a text: paragraphs at the top by comrak, the lines by the pattern of its extractor
 * (lib/gitlab/quick_actions/extractor.rb, stored id 111216485; lib/banzai/filter/quick_action_filter.rb, 5278864915).
 */
export function gitlabExtract(
  source: string,
  names: ReadonlySet<string>,
): { readonly text: string; readonly commands: readonly Command[] } {
  const clean = source.replaceAll("\r", "");
  const lines = clean.split(/(?<=\n)/);
  const commands: Command[] = [];
  const pattern = new RegExp(
    `\`[^]+?\`|(?<![^\\n])<[^>]+?>\\n[^]+?\\n</[^>]+?>(?![^\\n])|(?<![^\\n])/(?<name>${[...names].join("|")})(?: (?<argument>[^\\n]*))?(?:[ \\t\\f\\v\\n]*\\n|(?![^\\n]))`,
    "giu",
  );
  for (const { first, last } of slashParagraphs(clean)) {
    const end = lines[last + 1] === "\n" ? last + 1 : last;
    const text = lines.slice(first, end + 1).join("");
    const left = text.replace(pattern, (match, ...rest) => {
      const { name, argument = "" } = rest.at(-1) as { readonly name?: string; readonly argument?: string };
      if (name === undefined) return match;
      commands.push(argument.trim() === "" ? [name.toLowerCase()] : [name.toLowerCase(), argument.trim()]);
      return /^(?:shrug|tableflip)$/i.test(name) ? match : "";
    });
    lines.fill("", first, end + 1);
    lines[first] = left;
  }
  return { text: lines.join("").replace(/[\0\t\n\v\f\r ]+$/, ""), commands };
}

/** Paragraphs that stand in nothing else and show a line that begins with a slash. */
function slashParagraphs(text: string): readonly Paragraph[] {
  const { nodes } = parseMarkdown(text, comrakOptions) as AST;
  const found: Paragraph[] = [];
  for (let at = nodes[0]?.first_child; at !== undefined; at = nodes[at]?.next_sibling) {
    const node = nodes[at];
    if (node === undefined || (node.data.value as unknown) !== "Paragraph" || !/^\//m.test(shown(nodes, node)))
      continue;
    const { start, end } = node.data.sourcepos ?? { start: { line: 1 }, end: { line: 1 } };
    found.push({ first: start.line - 1, last: end.line - 1 });
  }
  return found;
}

/** The text of a node as a browser's `textContent` has it. */
function shown(nodes: readonly Node[], node: Node): string {
  const value = node.data.value as string | Readonly<Record<string, unknown>>;
  let text = typeof value === "string" ? (/^(?:SoftBreak|LineBreak)$/.test(value) ? "\n" : "") : "";
  if (typeof value === "object") {
    if ("Image" in value || "HtmlInline" in value) return "";
    if ("Text" in value) text = String(value["Text"]);
    for (const kind of ["Code", "Math"]) {
      if (kind in value) text = String((value[kind] as { readonly literal: string }).literal);
    }
  }
  for (let at = node.first_child; at !== undefined; at = nodes[at]?.next_sibling) {
    const child = nodes[at];
    if (child !== undefined) text += shown(nodes, child);
  }
  return text;
}
