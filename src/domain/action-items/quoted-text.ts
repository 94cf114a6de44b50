import type { MarkdownDocument } from "../markdown/types.ts";
import { stripTrailer } from "./trailer.ts";

const COMMENT_MARKS = /<!--|-->/g;
const IMAGE = /!\[[^[\]]*\]\([^()]*\)/g;
/** Address and title of a link, with one pair of brackets within. */
const TARGET = /\]\((?:[^()]|\([^()]*\))*\)/g;
const REFERENCE = /\]\[[^[\]]*\]/g;
/** A tag, and no address in angle brackets. */
const TAG = /<\/?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]*>/g;
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

/** What is left of a text to compare by: no marks, no blanks, no punctuation of ASCII, one case. */
function key(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{Cc}!-/:-@[-`{-~]/gu, "");
}

/** The text as it is shown, near enough: tags, images and addresses of links away, what hidden comments hold kept. */
function shown(text: string): string {
  return text
    .replace(COMMENT_MARKS, " ")
    .replace(IMAGE, " ")
    .replace(TARGET, "] ")
    .replace(TAG, " ")
    .replace(ENTITY, characterOf);
}

/**
 * The forms in which GitLab may quote a text in the note of a box, to be compared by: its source (before 18.6) or what is
 * shown of it. Whether a reference is one depends on definitions elsewhere.
 */
function formsOf(text: string): readonly string[] {
  const own = stripTrailer(text);
  const visible = shown(own);
  return [...new Set([own, visible, visible.replace(REFERENCE, "] ")].map(key))];
}

interface Quotable {
  /** Indexes of items by each form of their paragraph, and of its first line. */
  readonly whole: ReadonlyMap<string, ReadonlySet<number>>;
  readonly first: ReadonlyMap<string, ReadonlySet<number>>;
}

const known = new WeakMap<MarkdownDocument, Quotable>();

function quotableIn(document: MarkdownDocument): Quotable {
  const before = known.get(document);
  if (before !== undefined) return before;
  const whole = new Map<string, Set<number>>();
  const first = new Map<string, Set<number>>();
  for (const { index, text } of document.items) {
    const [line = ""] = text.split("\n", 1);
    for (const form of formsOf(text)) whole.set(form, (whole.get(form) ?? new Set()).add(index));
    for (const form of formsOf(line)) first.set(form, (first.get(form) ?? new Set()).add(index));
  }
  const found = { whole, first };
  known.set(document, found);
  return found;
}

/**
 * The items of a document that a note of GitLab may quote, by their indexes: those with the same words, else those whose
 * first line has those of the first line quoted, since lines below may have come or gone. Time is linear.
 */
export function itemsQuoted(document: MarkdownDocument, quote: string): ReadonlySet<number> {
  const { whole, first } = quotableIn(document);
  const found = (forms: readonly string[], index: Quotable["whole"]): ReadonlySet<number> =>
    new Set(forms.flatMap((form) => [...(index.get(form) ?? [])]));
  const same = found(formsOf(quote), whole);
  const [line = ""] = quote.split("\n", 1);
  return same.size > 0 ? same : found(formsOf(line), first);
}
