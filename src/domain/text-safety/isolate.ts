import { type Block, parseBlocks } from "../markdown/blocks.ts";
import { preambleLength } from "../markdown/front-matter.ts";
import { lineStartAt } from "../markdown/source.ts";

/** Raw HTML that holds no tags: text, code and declarations. */
const WITHOUT_TAGS = /^<(?:[!?]|(?:script|pre|style|textarea)(?=[\s>]|$))/i;
const CONTAINER_TAG =
  /<(\/?)(details|div|table|thead|tbody|tr|td|th|ul|ol|li|blockquote|center|section)(?=[\s>/])[^<>]*>/gi;

/** Container tags that are open, outermost first, and how many there are of each name. */
interface OpenTags {
  readonly names: string[];
  readonly counts: Map<string, number>;
}

/** Follows the container tags in a text: an end tag closes what was opened within as well, and nothing where none is open. */
function followTags(text: string, { names, counts }: OpenTags): void {
  const count = (name: string, by: number): void => void counts.set(name, (counts.get(name) ?? 0) + by);
  for (const [, slash, tag = ""] of text.replace(/`[^`\n]*`/g, "").matchAll(CONTAINER_TAG)) {
    const name = tag.toLowerCase();
    if (slash === "") {
      names.push(name);
      count(name, 1);
    } else if ((counts.get(name) ?? 0) > 0) {
      let closed: string | undefined;
      do {
        closed = names.pop();
        count(closed ?? name, -1);
      } while (closed !== name);
    }
  }
}

/** The container tags of a document that are not closed, outermost first. */
function openTags(source: string, root: Block): readonly string[] {
  const open: OpenTags = { names: [], counts: new Map() };
  const pending = [root];
  for (let block = pending.pop(); block !== undefined; block = pending.pop()) {
    const { kind, start, end, children } = block;
    const isText = kind === "paragraph" || kind === "heading" || kind === "table" || kind === "html";
    const text = isText ? source.slice(start, end) : "";
    if (kind !== "html" || !WITHOUT_TAGS.test(text)) followTags(text, open);
    for (let at = children.length - 1; at >= 0; at--) pending.push(children[at] as Block);
  }
  return open.names;
}

/**
 * The lines that close what is open at the end of a document, inner ones first. What is open in a list item, a quote or a
 * footnote ends with it, at the next line that is not part of it; a quote between `>>>` is none of these.
 */
function openEnds(source: string, root: Block): readonly string[] {
  const closers: string[] = [];
  for (let last = root.children.at(-1); last?.closer != null; last = last.children.at(-1)) {
    const lead = source.slice(lineStartAt(source, last.start), last.start);
    closers.unshift(last.kind === "fence" && lead.trim() === "" ? lead + last.closer : last.closer);
  }
  return closers;
}

/**
 * Closes what a document leaves open at its end, so that it can't swallow what is put below it: code fences, comments and
 * other raw HTML blocks, container tags such as `<details>`, GitLab's `>>>` quotes. The text itself stays byte for byte.
 */
export function isolate(markdown: string): string {
  const root = parseBlocks(markdown, preambleLength(markdown));
  const tags = openTags(markdown, root).map((name) => `</${name}>`);
  const closers = [...openEnds(markdown, root), ...(tags.length > 0 ? [`\n${tags.reverse().join("")}`] : [])];
  if (closers.length === 0) return markdown;
  return `${markdown}${markdown.endsWith("\n") ? "" : "\n"}${closers.join("\n")}\n`;
}
