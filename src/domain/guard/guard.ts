import { plainLetters, shownViews } from "./shown-views.ts";
import type { Guard, GuardRules } from "./types.ts";

/** One word of an entry. */
interface Piece {
  readonly text: string;
  /** Letters may stand before it, behind it. */
  readonly openBefore: boolean;
  readonly openBehind: boolean;
}

interface Phrase {
  readonly entry: string;
  readonly pieces: readonly Piece[];
  /** `ARR` and `arr` are two words. */
  readonly inCapitals: boolean;
}

interface ShownWord {
  readonly written: string;
  readonly folded: string;
}

/** Scripts that put no blanks between words: an entry in one of them is found anywhere. */
const WITHOUT_BLANKS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;
/** Blanks and line ends between letters of such a script, which are no end of a word. */
const BETWEEN =
  /(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}ー])\s+(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}ー])/gu;
/** Letters and figures apart, so that `ARR120k` holds ARR. */
const TOKENS = /[\p{L}\p{M}]+|\p{N}+/gu;
const PIECES = /\*?[\p{L}\p{M}]+\*?|\p{N}+/gu;
const HOSTS = /[\p{L}\p{N}._-]+/gu;
/** Of a word by which it is looked up. */
const HEAD = 2;

function folded(text: string): string {
  return text.toLowerCase().replaceAll("ß", "ss");
}

function phraseOf(entry: string, spelling: string): Phrase | null {
  const text = plainLetters(spelling);
  const inCapitals = /\p{Lu}{2}/u.test(text) && !/^\p{Ll}|(?<!\p{Lu})\p{Ll}/u.test(text);
  const pieces = (text.match(PIECES) ?? []).map((word) => ({
    text: inCapitals ? word.replaceAll("*", "") : folded(word.replaceAll("*", "")),
    openBefore: word.startsWith("*"),
    openBehind: word.endsWith("*"),
  }));
  return pieces.length === 0 ? null : { entry, pieces, inCapitals };
}

function fits({ text, openBefore, openBehind }: Piece, token: string): boolean {
  if (openBefore) return openBehind ? token.includes(text) : token.endsWith(text);
  return openBehind ? token.startsWith(text) : token === text;
}

function fitsAt({ pieces, inCapitals }: Phrase, tokens: readonly ShownWord[], at: number): boolean {
  return pieces.every((piece, index) => {
    const token = tokens[at + index];
    return token !== undefined && fits(piece, inCapitals ? token.written : token.folded);
  });
}

/** The words of a list by how they begin; `anywhere` those of which that is not known. */
interface Lookup {
  readonly byHead: ReadonlyMap<string, readonly Phrase[]>;
  readonly anywhere: readonly Phrase[];
  /** As written in the list, and folded. */
  readonly parts: readonly (readonly [string, string])[];
  readonly hosts: readonly (readonly [string, string])[];
}

/** `Kündigung` is typed as `Kuendigung` where a keyboard has no umlauts. */
function spellings(entry: string): readonly string[] {
  const typed = entry.normalize("NFC").replace(/[äöü]/g, (letter) => ({ ä: "ae", ö: "oe", ü: "ue" })[letter] ?? letter);
  return typed === entry ? [entry] : [entry, typed];
}

function compile({ words, addresses }: GuardRules): Lookup {
  const parts = words.flatMap((entry): readonly (readonly [string, string])[] =>
    WITHOUT_BLANKS.test(entry) ? [[entry, folded(plainLetters(entry)).replaceAll("*", "")]] : [],
  );
  const phrases = words.flatMap((entry) =>
    WITHOUT_BLANKS.test(entry) ? [] : spellings(entry).flatMap((one) => phraseOf(entry, one) ?? []),
  );
  const byHead = new Map<string, Phrase[]>();
  const anywhere: Phrase[] = [];
  for (const phrase of phrases) {
    const [first] = phrase.pieces;
    if (first === undefined || first.openBefore || first.text.length < HEAD) anywhere.push(phrase);
    else {
      const head = folded(first.text).slice(0, HEAD);
      byHead.set(head, [...(byHead.get(head) ?? []), phrase]);
    }
  }
  return { byHead, anywhere, parts, hosts: addresses.map((entry) => [entry, folded(entry)]) };
}

function isHost(host: string, entry: string): boolean {
  if (!entry.startsWith("*.")) return host === entry;
  return host === entry.slice(2) || host.endsWith(entry.slice(1));
}

function findIn(view: string, lookup: Lookup, found: Set<string>): void {
  const tokens = (view.match(TOKENS) ?? []).map((written) => ({ written, folded: folded(written) }));
  tokens.forEach((token, at) => {
    const phrases = lookup.byHead.get(token.folded.slice(0, HEAD)) ?? [];
    for (const one of phrases) if (fitsAt(one, tokens, at)) found.add(one.entry);
    for (const one of lookup.anywhere) if (fitsAt(one, tokens, at)) found.add(one.entry);
  });
  const all = folded(view);
  const unspaced = all.replace(BETWEEN, "");
  for (const [entry, part] of lookup.parts) if (unspaced.includes(part)) found.add(entry);
  if (lookup.hosts.length === 0 || !all.includes(".")) return;
  const hosts = new Set(
    (all.match(HOSTS) ?? []).filter((one) => one.includes(".")).map((one) => one.replace(/^\.+|(?<!\.)\.+$/g, "")),
  );
  for (const host of hosts) for (const [entry, name] of lookup.hosts) if (isHost(host, name)) found.add(entry);
}

/**
 * Makes what finds words and addresses that a customer should not read. What a reader sees counts: `ch**urn**`, entities, soft
 * hyphens and accents make no difference, a blank of an entry stands for any blanks, line ends and hyphens.
 */
export function createGuard(rules: GuardRules): Guard {
  let lookup: Lookup | null = null;
  const isEmpty = rules.words.length === 0 && rules.addresses.length === 0;
  return (text) => {
    if (isEmpty || text === "") return [];
    lookup ??= compile(rules);
    const found = new Set<string>();
    for (const view of shownViews(text)) findIn(view, lookup, found);
    return [...found];
  };
}
