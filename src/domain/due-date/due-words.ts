import type { Range } from "../markdown/types.ts";
import { type DueWord, LANGUAGES } from "./types.ts";

/** A row for each kind in a language; in a row, longer words before those they begin with. */
const WORDS: readonly (readonly [kind: DueWord["kind"], languages: string, words: string])[] = [
  ["names", LANGUAGES.join(" "), "due[ _-]?date|deadline"],
  ["due", LANGUAGES.join(" "), "due"],
  ["names", "en", "target date|eta"],
  ["due", "en", "no later than|not later than|at the latest"],
  ["by", "en", "by"],
  ["before", "en", "before"],
  ["until", "en", "until|till"],
  ["names", "de", "fälligkeitsdatum|fälligkeit|frist|stichtag|abgabetermin|abgabe"],
  ["due", "de", "fällig|spätestens|nicht später als"],
  ["before", "de", "vor"],
  ["until", "de", "bis"],
  ["names", "fr", "date limite|date d['’]échéance|échéance|délai"],
  ["due", "fr", "au plus tard|à rendre"],
  ["before", "fr", "avant"],
  ["by", "fr", "d['’]ici"],
  ["for", "fr", "pour"],
  ["until", "fr", "jusqu['’]au|jusqu['’]à"],
  ["names", "es", "fecha l[íi]mite|fecha de vencimiento|fecha de entrega|plazo"],
  ["due", "es", "a más tardar"],
  ["names", "pt", "data limite|data de vencimento|data de entrega|prazo"],
  ["due", "pt", "no máximo"],
  ["names", "es pt", "vencimiento|vencimento|entrega"],
  ["ends", "es pt", "vence"],
  ["before", "es pt", "antes de|antes del|antes do"],
  ["for", "es pt", "para"],
  ["until", "es", "hasta"],
  ["until", "pt", "até"],
  ["names", "nl", "vervaldatum|einddatum|streefdatum"],
  ["due", "nl", "uiterlijk"],
  ["ends", "nl", "vervalt"],
  ["before", "nl", "vóór"],
  ["for", "nl", "voor"],
  ["by", "nl", "tegen"],
  ["until", "nl", "tot en met|tot"],
];

const SYMBOLS = "(?:📅|📆|🗓)\uFE0F?";
const SYMBOL: DueWord = { kind: "due", languages: LANGUAGES };

const ROWS = WORDS.map(
  ([kind, languages]): DueWord => ({ kind, languages: LANGUAGES.filter((one) => languages.split(" ").includes(one)) }),
);
/** A group for each row. */
const DUE_WORD = new RegExp(
  String.raw`(?<![\p{L}\p{N}_@.-])(?:${WORDS.map(([, , words]) => `(${words})`).join("|")})(?![\p{L}\p{N}_])|${SYMBOLS}`,
  "giu",
);

export interface FoundWord extends DueWord {
  readonly range: Range;
  readonly isSymbol: boolean;
}

/** The due words of a text, in order. */
export function* dueWords(text: string): Generator<FoundWord> {
  for (const match of text.matchAll(DUE_WORD)) {
    const [word, ...groups] = match;
    const row = ROWS[groups.findIndex((group) => group !== undefined)] ?? SYMBOL;
    yield { ...row, isSymbol: row === SYMBOL, range: { start: match.index, end: match.index + word.length } };
  }
}
