import MarkdownIt, { type Token } from "markdown-it";
import { addInlineRules } from "./inline-rules.ts";

export type MarkdownToken = Token;

// text_join would merge escaped characters into their surroundings; mentions must still see that they were escaped.
const parser = new MarkdownIt({ html: true, linkify: false, maxNesting: 1000 }).disable("text_join");
addInlineRules(parser);

/** Tokens of GitLab Flavored Markdown as far as quick actions and references need it: `>>>` blocks count as quotes. */
export function tokensOf(text: string): readonly MarkdownToken[] {
  return parser.parse(quoteFencedQuotes(text), {});
}

/** What a browser shows of inline Markdown, line by line: the text, without pictures and tags. */
export function shownText(inline: string): string {
  const [token] = parser.parseInline(inline, {});
  return (token?.children ?? []).map(shownOf).join("");
}

function shownOf({ type, content }: MarkdownToken): string {
  if (type === "softbreak" || type === "hardbreak") return "\n";
  return type === "image" || type === "html_inline" ? "" : content;
}

/** Rewrites `>>>` ... `>>>` as `>` lines, keeping the number of lines, as GitLab's blockquote fence filter does. */
function quoteFencedQuotes(text: string): string {
  const lines = text.split("\n");
  let fence: string | null = null;
  let opening: number | null = null;
  const pairs: (readonly [number, number])[] = [];
  lines.forEach((line, index) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === null && mark !== undefined) fence = mark;
    else if (fence !== null && mark !== undefined && mark.startsWith(fence) && line.trim() === mark) fence = null;
    if (fence !== null || !/^>>> *$/.test(line)) return;
    if (opening === null) opening = index;
    else {
      pairs.push([opening, index]);
      opening = null;
    }
  });
  for (const [from, to] of pairs) {
    for (let index = from; index <= to; index += 1) {
      lines[index] = index === from || index === to ? ">" : `> ${lines[index] ?? ""}`;
    }
  }
  return lines.join("\n");
}
