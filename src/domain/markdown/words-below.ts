import { withoutLayout } from "./html-elements.ts";

const WORD = /[\p{L}\p{N}]/u;
/** A line of a list, a quote, a table, a heading, code: it can't be taken from the lines around it. */
const OF_A_BLOCK = /^(?: {4}|\t|\s*(?:[-+*>#|`~]|\d+[.)]))/;

/** Whether a text holds tags and nothing that they show: `<details>`. */
function isOnlyTags(text: string): boolean {
  return text.includes("<") && withoutLayout(text).trim() === "";
}

/**
 * Text and notes of an item. Where its own line is nothing but a tag, as in `- [ ] <details>` above a `<summary>`, the first
 * line below that has words is what people read beside the box.
 */
export function withWordsBelow(text: string, notes: string): { readonly text: string; readonly notes: string } {
  if (notes === "" || !isOnlyTags(text)) return { text, notes };
  const lines = notes.split("\n");
  const at = lines.findIndex((line) => WORD.test(withoutLayout(line)));
  const line = lines[at];
  if (line === undefined) return { text, notes };
  if (OF_A_BLOCK.test(line)) return { text: `${text}\n${line.replace(/^[^\p{L}\p{N}<]+/u, "")}`, notes };
  return {
    text: [text, ...lines.slice(0, at + 1)].join("\n"),
    notes: lines
      .slice(at + 1)
      .join("\n")
      .replace(/^\n+/, ""),
  };
}
