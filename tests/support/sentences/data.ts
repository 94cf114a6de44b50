import { shownLines, tokensOf } from "./tokens.ts";

/** What people wrote, for what is quoted from it: their words, line by line (null between two), and where each one stands. */
export interface Corpus {
  readonly words: readonly (string | null)[];
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** Reads what people wrote, in the order in which it is given. */
export function corpusOf(texts: readonly string[]): Corpus {
  const lines = new Set(texts.flatMap((text) => [...text.split("\n"), ...shownLines(text)]));
  const words: (string | null)[] = [];
  const places = new Map<string, number[]>();
  for (const line of lines) {
    for (const { word } of tokensOf(line)) {
      const found = places.get(word);
      if (found === undefined) places.set(word, [words.length]);
      else found.push(words.length);
      words.push(word);
    }
    words.push(null);
  }
  return { words, places };
}

/** Days, times, numbers, what people type to the bot, a team that nobody named, and what joins them: no sentences. */
const VALUE =
  /^(?:@.*|gitlab|skip|move|snooze|drop|boxes|include|send|refresh|help|\p{N}+(?:st|nd|rd|th)?|utc|gmt|cest|cet|and|und|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|märz|april|mai|juni|juli|sept|okt|dez))$/u;

/** The words in names of zones: `los`, `angeles`. */
const ZONES: ReadonlySet<string> = new Set(
  Intl.supportedValuesOf("timeZone").flatMap((zone) => tokensOf(zone).map(({ word }) => word)),
);

/** For each word how many from there on people wrote one after the other, or are values. */
export function dataLengths(words: readonly string[], corpus: Corpus): readonly number[] {
  let values = 0;
  return words
    .map((word, at) => {
      let longest = 0;
      for (const place of corpus.places.get(word) ?? []) {
        let length = 1;
        while (at + length < words.length && corpus.words[place + length] === words[at + length]) length++;
        longest = Math.max(longest, length);
      }
      return [word, longest] as const;
    })
    .reverse()
    .map(([word, longest]) => {
      values = VALUE.test(word) || ZONES.has(word) ? values + 1 : 0;
      return Math.max(longest, values);
    })
    .reverse();
}
