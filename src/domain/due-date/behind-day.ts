import { clauseOf } from "./clause.ts";
import { isDeterminer, isFunctionWord, isTimeOfDay, lowerWords, setOf } from "./function-words.ts";
import { type DueWord, isVerbLast } from "./types.ts";
import { endsWithInfinitive, endsWithPrefix, isDuty, isInfinitive } from "./verbs.ts";

const TIME =
  /^[ \t]*(?:(?:at|um|om|à|às|a las|@)[ \t]+)?\d{1,2}(?:[:.h]\d\d|[ \t]?(?:am|pm|uhr|uur|h|horas|heures|o['’]clock))(?:[ \t]?(?:am|pm|uhr|h))?(?![\p{L}\p{N}])/iu;
const WORD = /^[ \t]*([\p{L}\p{N}]+)/u;
/** At a day of their own: `before Friday deploy`. */
const EVENTS =
  setOf(`deploy deployment release build meeting call standup sync sprint demo review workshop launch rollout migration
  team party band night session shift outage maintenance webinar report train`);
/** They tell something of the day or of what is due. */
const TELLS = setOf(
  "is are was were has have had can cannot could will would should must may might does did ist sind war est sont está están são",
);
/** `#2, due 7 July, is open`; not `due 7 July, was due 1 July`. */
const ASIDE = /^, ([a-zéáã]{2,10})(?= (?!due|fällig|prévu))/u;
/** `vor dem 1.12. erstellte Tickets` */
const ATTRIBUTE = /^\p{Ll}+(?:te|ene)[nrms]? \p{Lu}/u;
const NO_ATTRIBUTE = /^(?:möchte|sollte|könnte|müsste|bitte|heute)/u;

/** `Seats sold by 20 Nov: 412` */
const FIGURE = /^[:=] ?[\d.,]+ ?%?(?:$|[^\p{L}\p{N} ])/u;

/** What follows the time of day that a text begins with. */
function afterTime(text: string): string {
  const time = TIME.exec(text)?.[0] ?? "";
  if (time !== "") return text.slice(time.length);
  const [all = "", word = ""] = WORD.exec(text) ?? [];
  return isTimeOfDay(word.toLowerCase()) ? text.slice(all.length) : text;
}

/** `By Friday send the offer`: the clause that a day opens; not `Before Friday deploy check`, `until Friday prices apply`. */
function opensClause(rest: string, [next = "", second = ""]: readonly string[], { kind, languages }: DueWord): boolean {
  const isVerb = languages[0] !== "en" && isInfinitive(next);
  if (second === "") return isVerb;
  if (isVerb || isDeterminer(second) || /^\p{L}+ \p{Lu}/u.test(rest)) return true;
  return !EVENTS.has(next) && !second.endsWith("ed") && (kind === "by" || kind === "due" || /^\p{Lu}/u.test(rest));
}

/**
 * True where a sentence may go on with `after` behind a day that is meant: its end, a sign, a word of a closed class, in
 * German and Dutch a clause with its verb at the end; but not with a noun or verb that the day belongs to (`release`,
 * `is unpaid`). `before` is the clause before the due word: where it is empty, the day opens a clause.
 */
export function goesOn(after: string, before: readonly string[], word: DueWord): boolean {
  const rest = afterTime(afterTime(after)).trimStart();
  if (word.kind === "by" && FIGURE.test(rest)) return false;
  const opens = before.length === 0;
  const [, aside = ""] = ASIDE.exec(rest) ?? [];
  if (opens && TELLS.has(aside)) return false;
  if (!/^[\p{L}\p{N}]/u.test(rest)) return true;
  const words = lowerWords(clauseOf(rest));
  const [next = ""] = words;
  if (TELLS.has(next)) return opens && isVerbLast(word);
  if (isFunctionWord(next, word.languages)) return true;
  if (!isVerbLast(word)) return opens && opensClause(rest, words, word);
  if (ATTRIBUTE.test(rest) && !NO_ATTRIBUTE.test(rest)) return false;
  return opens || isDuty(before) || endsWithInfinitive(words) || endsWithPrefix(words);
}
