import { type Corpus, corpusOf, dataLengths } from "./data.ts";
import { catalogues, type Pattern, shippedItems, shippedTemplates } from "./patterns.ts";
import { shownLines, type Token, tokensOf } from "./tokens.ts";
import type { Gathered } from "./written.ts";

/** An owner stands before an item who stood behind it, or in another cell, in people's own text. */
const OWNER_BEFORE = /^(\s*- \[[ x~]\] )\\?@[\w.-]+ /;

/** What a text consists of: the keys of its sentences, and lines in which something is neither a sentence nor a person's. */
export interface Explained {
  readonly keys: ReadonlySet<string>;
  readonly strange: readonly string[];
}

interface Search {
  readonly tokens: readonly Token[];
  readonly byFirst: ReadonlyMap<string | null, readonly Pattern[]>;
  /** For each word how many from there on are people's, or a value. */
  readonly data: readonly number[];
  readonly known: Map<string, readonly string[] | null>;
}

function isData({ data }: Search, from: number, to: number): boolean {
  return to - from <= (data[from] ?? 0);
}

/** The keys that some words consist of; null where they are not explained. */
function cover(search: Search, from: number, to: number): readonly string[] | null {
  const place = `${from} ${to}`;
  const before = search.known.get(place);
  if (before !== undefined) return before;
  // While it is looked for, it explains nothing of itself.
  search.known.set(place, null);
  const found = coverAnew(search, from, to);
  search.known.set(place, found);
  return found;
}

/** Step by step from the left: at each word a sentence begins, or what people wrote, but not twice in a row. */
function coverAnew(search: Search, from: number, to: number): readonly string[] | null {
  const reached = new Map<string, readonly string[]>([[`${from} sentence`, []]]);
  for (let at = from; at < to; at++) {
    for (const kind of ["sentence", "data"]) {
      const keys = reached.get(`${at} ${kind}`);
      if (keys === undefined) continue;
      for (const [key, end, within] of sentencesAt(search, at, to)) {
        const next = `${end} sentence`;
        if (!reached.has(next)) reached.set(next, [...keys, key, ...within]);
      }
      if (kind === "data" && search.tokens[at]?.apart !== true) continue;
      for (let end = Math.min(to, at + (search.data[at] ?? 0)); end > at; end--) {
        if (!reached.has(`${end} data`)) reached.set(`${end} data`, keys);
      }
    }
  }
  return reached.get(`${to} sentence`) ?? reached.get(`${to} data`) ?? null;
}

function* sentencesAt(
  search: Search,
  at: number,
  to: number,
): Generator<readonly [key: string, end: number, within: readonly string[]]> {
  const word = search.tokens[at]?.word ?? "";
  for (const first of [word, null]) {
    for (const pattern of search.byFirst.get(first) ?? []) {
      for (const [end, within] of endsOf(search, pattern.parts, 0, at, to)) yield [pattern.key, end, within];
    }
  }
}

/** Where a sentence that begins at a word may end, and the keys of what is put into it. */
function* endsOf(
  search: Search,
  parts: Pattern["parts"],
  part: number,
  at: number,
  to: number,
): Generator<readonly [end: number, within: readonly string[]]> {
  if (part === parts.length) {
    yield [at, []];
    return;
  }
  const wanted = parts[part];
  if (wanted !== null) {
    if (at < to && search.tokens[at]?.word === wanted) yield* endsOf(search, parts, part + 1, at + 1, to);
    return;
  }
  const following = parts[part + 1];
  for (let end = at; end <= to; end++) {
    if (typeof following === "string" && search.tokens[end]?.word !== following) continue;
    const within = end === at ? [] : cover(search, at, end);
    if (within === null) continue;
    for (const [last, more] of endsOf(search, parts, part + 1, end, to)) yield [last, [...within, ...more]];
  }
}

/** Whether a whole line is the values of a sentence that has no words of its own, such as a title, divided as they are there. */
function isValuesOf(search: Search, { apart }: Pattern, at = 0, place = 0): boolean {
  const { tokens } = search;
  if (place === apart.length) return at < tokens.length && isData(search, at, tokens.length);
  for (let end = at + 1; end < tokens.length; end++) {
    if (!isData(search, at, end)) return false;
    if (tokens[end]?.apart === apart[place] && isValuesOf(search, { apart } as Pattern, end, place + 1)) return true;
  }
  return false;
}

function hasWords({ parts }: Pattern): boolean {
  return parts.some((part) => part !== null);
}

function byFirstPart(patterns: readonly Pattern[]): ReadonlyMap<string | null, readonly Pattern[]> {
  const byFirst = new Map<string | null, Pattern[]>();
  for (const pattern of patterns) {
    const first = pattern.parts[0] ?? null;
    const alike = byFirst.get(first);
    if (alike === undefined) byFirst.set(first, [pattern]);
    else alike.push(pattern);
  }
  return byFirst;
}

/** The keys that a line consists of; null where something in it is not explained. */
function explainLine(tokens: readonly Token[], patterns: readonly Pattern[], corpus: Corpus): readonly string[] | null {
  const words = tokens.map(({ word }) => word);
  const there = new Set(words);
  const fitting = patterns.filter(({ parts }) => parts.every((part) => part === null || there.has(part)));
  const search: Search = {
    tokens,
    byFirst: byFirstPart(fitting.filter(hasWords)),
    data: dataLengths(words, corpus),
    known: new Map(),
  };
  const found = cover(search, 0, tokens.length);
  if (found !== null) return found;
  const title = fitting.find((pattern) => !hasWords(pattern) && isValuesOf(search, pattern));
  return title === undefined ? null : [title.key];
}

let all: readonly Pattern[] | null = null;

/** Returns which sentences stand in what the bot sent, and what of it is neither one nor people's. */
export function explain({ sent, byPeople }: Gathered): Explained {
  all ??= [...catalogues(), ...shippedTemplates()];
  const corpus = corpusOf([...byPeople, ...shippedItems()]);
  const keys = new Set<string>();
  const strange: string[] = [];
  for (const line of new Set(sent.flatMap(shownLines))) {
    const tokens = tokensOf(line);
    if (tokens.length === 0) continue;
    const found =
      explainLine(tokens, all, corpus) ?? explainLine(tokensOf(line.replace(OWNER_BEFORE, "$1")), all, corpus);
    if (found === null) strange.push(line.trim());
    for (const key of found ?? []) keys.add(key);
  }
  return { keys, strange };
}
