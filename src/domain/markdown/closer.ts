import type { Tree } from "@lezer/common";

/** What opens a block of raw HTML, what ends it, and a line that does. Other HTML blocks end at a blank line. */
const rawHtml: readonly (readonly [RegExp, RegExp, string])[] = [
  [/^<script/i, /<\/(?:script|pre|style|textarea)>/i, "</script>"],
  [/^<pre/i, /<\/(?:script|pre|style|textarea)>/i, "</pre>"],
  [/^<style/i, /<\/(?:script|pre|style|textarea)>/i, "</style>"],
  [/^<textarea/i, /<\/(?:script|pre|style|textarea)>/i, "</textarea>"],
  [/^<!--/, /-->/, "-->"],
  [/^<\?/, /\?>/, "?>"],
  [/^<!\[CDATA\[/, /\]\]>/, "]]>"],
  [/^<![a-z]/i, />/, ">"],
];

/** The line that would close a block that ran to the end of its container unclosed, else null. `text` is its source. */
export function closerOf(text: string, tree: Tree): string | null {
  const { name } = tree.type;
  const last = tree.topNode.lastChild;
  if (name === "FencedCode") {
    const isClosed = last?.name === "CodeMark" && last.from > 0;
    return isClosed ? null : (/^(?:`+|~+)/.exec(text)?.[0] ?? null);
  }
  if (name === "FencedQuote") return last?.name === "FencedQuoteEnd" ? null : (/^>+/.exec(text)?.[0] ?? null);
  if (!name.endsWith("Block") || name === "CodeBlock") return null;
  const raw = rawHtml.find(([opening]) => opening.test(text));
  return raw === undefined || raw[1].test(text) ? null : raw[2];
}
