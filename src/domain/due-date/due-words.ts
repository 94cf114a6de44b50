import type { Range } from "../markdown/types.ts";
import { type DueWord, LANGUAGES } from "./types.ts";

/** A row for each kind in a language; in a row, longer words before those they begin with. */
const WORDS: readonly (readonly [kind: DueWord["kind"], languages: string, words: string])[] = [
  ["names", LANGUAGES.join(" "), "due[ _-]?date|due|deadline"],
  ["names", "en", "no later than|not later than|at the latest|target date|eta"],
  ["by", "en", "by|before"],
  ["until", "en", "until|till"],
  ["names", "de", "fälligkeitsdatum|fälligkeit|fällig|frist|stichtag|abgabetermin|abgabe|spätestens|nicht später als"],
  ["by", "de", "vor"],
  ["until", "de", "bis"],
  ["names", "fr", "date limite|date d['’]échéance|échéance|délai|au plus tard|à rendre"],
  ["by", "fr", "avant|d['’]ici|pour"],
  ["until", "fr", "jusqu['’]au|jusqu['’]à"],
  ["names", "es", "fecha l[íi]mite|fecha de vencimiento|fecha de entrega|plazo|a más tardar"],
  ["names", "pt", "data limite|data de vencimento|data de entrega|prazo|no máximo"],
  ["names", "es pt", "vencimiento|vencimento|vence|entrega"],
  ["by", "es pt", "antes de|antes del|antes do|para"],
  ["until", "es", "hasta"],
  ["until", "pt", "até"],
  ["names", "nl", "vervaldatum|vervalt|einddatum|streefdatum|uiterlijk"],
  ["by", "nl", "voor|vóór|tegen"],
  ["until", "nl", "tot en met|tot"],
];

const SYMBOLS = "(?:📅|📆|🗓)\uFE0F?";
const SYMBOL: DueWord = { kind: "names", languages: LANGUAGES };

const ROWS = WORDS.map(
  ([kind, languages]): DueWord => ({ kind, languages: LANGUAGES.filter((one) => languages.split(" ").includes(one)) }),
);
/** A group for each row. */
const DUE_WORD = new RegExp(
  String.raw`(?<![\p{L}\p{N}_@.-])(?:${WORDS.map(([, , words]) => `(${words})`).join("|")})(?![\p{L}\p{N}_])|${SYMBOLS}`,
  "giu",
);

/** The due words of a text, in order. */
export function* dueWords(text: string): Generator<DueWord & { readonly range: Range }> {
  for (const match of text.matchAll(DUE_WORD)) {
    const [word, ...groups] = match;
    const row = ROWS[groups.findIndex((group) => group !== undefined)] ?? SYMBOL;
    yield { ...row, range: { start: match.index, end: match.index + word.length } };
  }
}
