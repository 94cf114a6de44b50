import { readInlines } from "../../markdown/inline/inline.ts";
import type { InlineNode } from "../../markdown/inline/inline-nodes.ts";
import type { MarkdownDocument } from "../../markdown/types.ts";
import { stripBarePointer, stripCarryNote } from "./carry-note.ts";

/** A link by reference, where its label is defined. */
const REFERENCE = /\]\[[^[\]]*\]/g;
const ACCENTS: Readonly<Record<string, string>> = {
  grave: "\u0300",
  acute: "\u0301",
  circ: "\u0302",
  tilde: "\u0303",
  uml: "\u0308",
  ring: "\u030A",
  cedil: "\u0327",
};
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z])(grave|acute|circ|tilde|uml|ring|cedil)|\w{2,31});/g;

function characterOf(all: string, decimal?: string, hex?: string, letter?: string, accent?: string): string {
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  if (code > 0 && code < 0x110000) return String.fromCodePoint(code);
  if (letter !== undefined) return `${letter}${ACCENTS[accent ?? ""] ?? ""}`;
  return all === "&szlig;" ? "ß" : " ";
}

/** What is left of a text to compare by: letters and digits in one case. */
function key(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{Z}\p{C}\p{P}\p{S}]/gu, "");
}

/** Parts of a text as GitLab shows them, and whether each is plain text: of a comment what it hides, nothing of tags and images. */
function* partsOf(
  nodes: readonly InlineNode[],
  source: string,
): Generator<{ readonly text: string; readonly plain: boolean }> {
  for (const { text, start, end, html, inner } of nodes) {
    const written = source.slice(start, end);
    if (inner !== null) yield* partsOf(inner, source);
    else if (text !== null) yield { text, plain: true };
    else if (html ? written.startsWith("<!--") : !written.startsWith("![")) {
      const title = written.startsWith("[[") ? written.slice(2, written.search(/\||\]\]/)) : written;
      yield { text: title, plain: false };
    }
  }
}

/** What is shown of a source, with its entities as characters and as they are written: only some names are entities. */
function shown(source: string): readonly string[] {
  const runs: { text: string; readonly plain: boolean }[] = [];
  for (const part of partsOf(readInlines(source, NO_LABELS).nodes, source)) {
    const last = runs.at(-1);
    if (last?.plain === true && part.plain) last.text += part.text;
    else runs.push({ ...part });
  }
  const decoded = runs.map(({ text, plain }) => (plain ? text.replace(ENTITY, characterOf) : text));
  return [decoded.join(""), runs.map(({ text }) => text).join("")];
}

/**
 * What a text says where GitLab quotes it in the note of a box, as it is compared: the words of the text as it is shown.
 * Before 18.6 GitLab quoted the source, which shows the same. Whether a reference is a link depends on what is defined; the
 * bot's words at the end may have come since.
 */
function formsOf(source: string): readonly string[] {
  const bare = stripCarryNote(source);
  const sources = [source, bare, stripBarePointer(bare)];
  const texts = [...sources, ...sources.map((text) => text.replace(REFERENCE, "] "))].flatMap(shown);
  return [...new Set(texts.flatMap((text) => [key(text), key(text.replace(REFERENCE, "] "))]))];
}

interface Quotable {
  /** Indexes of items by each form of their paragraph, and of its first line. */
  readonly whole: ReadonlyMap<string, ReadonlySet<number>>;
  readonly first: ReadonlyMap<string, ReadonlySet<number>>;
}

const NO_LABELS: ReadonlySet<string> = new Set();

function quotableIn(document: MarkdownDocument): Quotable {
  const whole = new Map<string, Set<number>>();
  const first = new Map<string, Set<number>>();
  for (const { index, text } of document.items) {
    const [line = ""] = text.split("\n", 1);
    for (const form of formsOf(text)) whole.set(form, (whole.get(form) ?? new Set()).add(index));
    for (const form of formsOf(line)) first.set(form, (first.get(form) ?? new Set()).add(index));
  }
  return { whole, first };
}

/**
 * The items of a document that a note of GitLab may quote, by their indexes: those with the same words, else those whose
 * first line has those of the first line quoted, since lines below may have come or gone. Time is linear.
 */
export function itemsQuoted(document: MarkdownDocument, quote: string): ReadonlySet<number> {
  const { whole, first } = document.findings.of(document, quotableIn);
  const found = (forms: readonly string[], index: Quotable["whole"]): ReadonlySet<number> =>
    new Set(forms.flatMap((form) => [...(index.get(form) ?? [])]));
  // Newer GitLab quotes what is shown: marks in that are text.
  const same = found([key(quote), key(stripCarryNote(quote)), ...formsOf(quote)], whole);
  const [line = ""] = quote.split("\n", 1);
  return same.size > 0 ? same : found([key(line), key(stripCarryNote(line)), ...formsOf(line)], first);
}
