import MarkdownIt, { type Token } from "markdown-it";

/** What GitLab would act on in a document, seen by another Markdown reader than ours. */
export interface Witness {
  /** `@name` in text that is not code and not part of a link GitLab makes of a bare URL or address. */
  readonly mentions: readonly string[];
  /** Raw HTML, inline and as blocks, apart from tags that only change how words look. */
  readonly html: readonly string[];
  /** Lines of top-level paragraphs that begin with a slash and a word at column 0. */
  readonly commands: readonly string[];
  /** The text of every top-level paragraph. */
  readonly paragraphs: readonly string[];
  /** For each item of each top-level list: the text of its first inline content. */
  readonly items: readonly string[];
  /** Labels of link reference definitions. */
  readonly definitions: readonly string[];
}

const HARMLESS_TAG = /^<\/?(?:abbr|b|br|code|del|em|i|ins|kbd|mark|q|s|samp|small|strong|sub|sup|u|var) ?\/?>$/i;
const REFERENCE = /(?<![A-Za-z0-9_])@[A-Za-z0-9_.][A-Za-z0-9_.-]*/g;

/** GitLab looks at one text node after the other: a mark, a tag or an escaped character ends a node. */
function mentionsIn(tokens: readonly Token[]): readonly string[] {
  const found: string[] = [];
  let links = 0;
  let node = "";
  const flush = (): void => {
    if (links === 0) found.push(...(node.match(REFERENCE) ?? []));
    node = "";
  };
  for (const token of tokens) {
    // An escaped character stands in a node of its own; an entity is part of the text around it.
    if (token.type === "text" || (token.type === "text_special" && token.info === "entity")) node += token.content;
    else {
      flush();
      if (token.type === "link_open") {
        links += 1;
        const address = decodeURIComponent(String(token.attrGet("href") ?? "").replace(/%(?![0-9a-f]{2})/gi, "%25"));
        if (/^@[A-Za-z0-9_.]/.test(address)) found.push(address);
      }
      if (token.type === "link_close") links -= 1;
      if (token.type === "image" && token.children !== null) found.push(...mentionsIn(token.children));
    }
  }
  flush();
  return found;
}

function createReader() {
  const reader = new MarkdownIt({ html: true, linkify: true });
  reader.set({ maxNesting: 1_000 });
  // Keeps escaped characters and entities apart from the text around them.
  reader.core.ruler.disable("text_join");
  return reader;
}

/** Reads a document as an independent witness. */
export function witness(markdown: string): Witness {
  const environment: Parameters<ReturnType<typeof createReader>["parse"]>[1] = {};
  const tokens = createReader().parse(markdown, environment);
  const lines = markdown.split("\n");
  const inline = tokens.filter((token) => token.type === "inline");
  const html = [
    ...tokens.filter((token) => token.type === "html_block").map((token) => token.content),
    ...inline
      .flatMap((token) => token.children ?? [])
      .filter((token) => token.type === "html_inline")
      .map((token) => token.content),
  ];
  const items: string[] = [];
  const paragraphs: string[] = [];
  const commands: string[] = [];
  tokens.forEach((token, index) => {
    if (token.type === "list_item_open" && token.level === 1) {
      items.push(tokens.slice(index, index + 3).find((one) => one.type === "inline")?.content ?? "");
    }
    if (token.type === "paragraph_open" && token.level === 0 && token.map !== null) {
      paragraphs.push(tokens[index + 1]?.content ?? "");
      commands.push(...lines.slice(...token.map).filter((line) => /^\/[a-z_]/i.test(line)));
    }
  });
  return {
    mentions: inline.flatMap((token) => [...mentionsIn(token.children ?? [])]),
    html: html.filter((tag) => !HARMLESS_TAG.test(tag)),
    commands,
    paragraphs,
    items,
    definitions: Object.keys(environment.references ?? {}),
  };
}
