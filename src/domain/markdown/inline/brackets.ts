import { addressEnd, labelEnd, normaliseLabel, titleEnd } from "../block/definitions.ts";
import { matchEmphasis } from "./emphasis.ts";
import { addNode, type Bracket, type Inlines } from "./inline-nodes.ts";

const blanks = /[ \t\v\f\n]*/y;

/** Reads `[` or `![`. */
export function openBracket(inlines: Inlines, image: boolean): void {
  const start = inlines.at;
  inlines.at += image ? 2 : 1;
  addNode(inlines, start, inlines.text.slice(start, inlines.at));
  const last = inlines.brackets.at(-1);
  if (last !== undefined) last.bracketAfter = true;
  inlines.brackets.push({ nodeIndex: inlines.nodes.length - 1, position: inlines.at, image, bracketAfter: false });
  inlines.withinBrackets = true;
  if (!image) inlines.noLinkOpeners = false;
}

/** Reads `]`: the end of a link, of a reference to a footnote, or text. */
export function closeBracket(inlines: Inlines): void {
  const { brackets, text } = inlines;
  const start = inlines.at;
  inlines.withinBrackets = false;
  inlines.at += 1;
  const last = brackets.at(-1);
  if (last !== undefined && (last.image || !inlines.noLinkOpeners)) {
    const end = destinationEnd(text, inlines.at) ?? takeReference(inlines, last, start);
    if (end !== null) {
      becomes(inlines, last, end, null);
      if (!last.image) inlines.noLinkOpeners = true;
      return;
    }
    const name = footnoteName(inlines, last);
    if (name !== null) {
      inlines.footnotes.push(name);
      const from = inlines.nodes[last.nodeIndex]?.start ?? last.position;
      inlines.references.push({ kind: "footnote", label: normaliseLabel(name), start: from, end: inlines.at });
      becomes(inlines, last, inlines.at, name);
      return;
    }
  }
  brackets.pop();
  addNode(inlines, start, "]");
}

/** What stands from the bracket on is one thing and no text; of a link, people read the text within. */
function becomes(inlines: Inlines, bracket: Bracket, end: number, footnote: string | null): void {
  const { nodes, brackets } = inlines;
  const start = nodes[bracket.nodeIndex]?.start ?? bracket.position;
  matchEmphasis(inlines, bracket.position);
  const inner = nodes.splice(bracket.nodeIndex).slice(1);
  brackets.pop();
  inlines.at = end;
  addNode(inlines, start, null, { footnote, inner: bracket.image || footnote !== null ? null : inner });
}

function skipBlanks(text: string, at: number): number {
  blanks.lastIndex = at;
  return at + (blanks.exec(text)?.[0].length ?? 0);
}

/** End of `(address "title")` at an offset, or null. */
function destinationEnd(text: string, start: number): number | null {
  if (text[start] !== "(") return null;
  const from = skipBlanks(text, start + 1);
  const address = from < text.length ? addressEnd(text, from) : null;
  if (address === null) return null;
  const beforeTitle = skipBlanks(text, address);
  const title = beforeTitle === address ? null : titleEnd(text, beforeTitle);
  const end = skipBlanks(text, title ?? beforeTitle);
  return text[end] === ")" ? end + 1 : null;
}

/** End of a link by reference whose text ends before the bracket at `close`, or null when its label is not defined. */
function takeReference(inlines: Inlines, bracket: Bracket, close: number): number | null {
  const { text, labels, at } = inlines;
  if (labels.size === 0) return null;
  const end = labelEnd(text, at);
  const written = end === null ? "" : text.slice(at + 1, end - 1);
  const isEmpty = /^[ \t\n]*$/.test(written);
  if (isEmpty && bracket.bracketAfter) return null;
  const label = normaliseLabel(isEmpty ? text.slice(bracket.position, close) : written);
  if (!labels.has(label)) return null;
  inlines.references.push({ kind: "link", label, start: at, end: end ?? at });
  return end ?? at;
}

/** Names of footnotes in more parts than this are none, so that brackets within brackets are not read again and again. */
const maxNameParts = 100;

/** The name of the footnote that the bracket refers to, `[^name]`, or null. */
function footnoteName({ nodes, text }: Inlines, bracket: Bracket): string | null {
  const first = nodes[bracket.nodeIndex + 1];
  if (first?.text?.startsWith("^") !== true || nodes.length - bracket.nodeIndex > maxNameParts) return null;
  const inner = nodes.slice(bracket.nodeIndex + 1);
  const isName = inner.every((node) => node.text !== null || node.html);
  const name = inner.map((node) => node.text ?? text.slice(node.start, node.end)).join("");
  return !isName || name.length < 2 || name.includes("\n") ? null : name.slice(1);
}
