import { catalogues, type Pattern, shippedTemplates } from "./patterns.ts";
import { shownLines, type Token, tokensOf } from "./tokens.ts";
import type { Gathered } from "./written.ts";

/** What people wrote, for what is quoted from it. */
interface Corpus {
  /** Whether people wrote these words one after the other. */
  holds(words: readonly string[]): boolean;
}

/** What a text consists of: the keys of its sentences, and lines in which something is neither a sentence nor a person's. */
export interface Explained {
  readonly keys: ReadonlySet<string>;
  readonly strange: readonly string[];
}

/** The words of people as one text; a word that was cut off may be the last. */
function corpusOf(texts: readonly string[]): Corpus {
  const lines = texts.flatMap((text) => [...text.split("\n"), ...shownLines(text)]);
  const all = `\n${[...new Set(lines)]
    .map(
      (line) =>
        ` ${tokensOf(line)
          .map(({ word }) => word)
          .join(" ")} `,
    )
    .join("\n")}\n`;
  return { holds: (words) => all.includes(` ${words.join(" ")} `) };
}

/** Days, times, numbers, names of zones and of a team that nobody named, and what joins them: no sentences. */
const VALUE =
  /^(?:@.*|gitlab|skip|move|snooze|drop|boxes|include|send|refresh|help|\p{N}+(?:st|nd|rd|th)?|utc|gmt|cest|cet|and|und|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|märz|april|mai|juni|juli|sept|okt|dez)|europe|america|asia|berlin|new|york|tokyo)$/u;

interface Search {
  readonly tokens: readonly Token[];
  readonly byFirst: ReadonlyMap<string | null, readonly Pattern[]>;
  readonly corpus: Corpus;
  readonly known: Map<string, readonly string[] | null>;
}

function isData(search: Search, from: number, to: number): boolean {
  const words = search.tokens.slice(from, to).map(({ word }) => word);
  return words.every((word) => VALUE.test(word)) || search.corpus.holds(words);
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
      for (let end = to; end > at; end--) {
        if (!reached.has(`${end} data`) && isData(search, at, end)) reached.set(`${end} data`, keys);
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

/** Says of texts that the bot wrote which sentences they consist of. */
function explainer(patterns: readonly Pattern[]): (texts: readonly string[], byPeople: readonly string[]) => Explained {
  const byFirst = new Map<string | null, Pattern[]>();
  for (const pattern of patterns) {
    const first = pattern.parts[0] ?? null;
    byFirst.set(first, [...(byFirst.get(first) ?? []), pattern]);
  }
  return (texts, byPeople) => {
    const corpus = corpusOf(byPeople);
    const keys = new Set<string>();
    const strange: string[] = [];
    for (const line of new Set(texts.flatMap(shownLines))) {
      const tokens = tokensOf(line);
      if (tokens.length === 0) continue;
      const found = cover({ tokens, byFirst, corpus, known: new Map() }, 0, tokens.length);
      if (found === null) strange.push(line.trim());
      for (const key of found ?? []) keys.add(key);
    }
    return { keys, strange };
  };
}

/** Returns which sentences stand in what the bot sent, and what of it is neither one nor people's. */
export function explain({ sent, byPeople }: Gathered): Explained {
  return explainer([...catalogues(), ...shippedTemplates()])(sent, byPeople);
}
