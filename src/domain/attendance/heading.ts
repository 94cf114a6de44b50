import { isSectionName, namesSection } from "../text/section-names.ts";
import { fold, withoutMarkup } from "./fold.ts";
import {
  BEFORE,
  CONJUNCTION,
  DETERMINER,
  FROM,
  LIST,
  MEETING,
  PHRASE,
  PREPOSITION,
  STRONG,
  TODAY,
  UNSPACED,
  WEAK,
} from "./heading-words.ts";
import { VERBS } from "./person-words.ts";

/** No heading that only lists people is longer. */
const MAX_LENGTH = 200;

/** Endings by which words name all genders: `Teilnehmer*innen`, `participant·e·s`, `invitados/as`. */
const ENDINGS = /(?<=\p{L})(?:[:*_/·•.-]+innen|[·•.(/-]e[·•.)/-]?s?\)?|\(s\)|\/(?:as|os|a|o)|@s)(?![\p{L}])/giu;
/** What people are asked to do there. */
const HINT =
  /[:,–—-]\s*(?:please |bitte )?(?:tick|check|mark|add|sign|ankreuzen|abhaken|coche[rz]|marcar|marque)\b[^]*$/i;
const MONTH =
  /^(?:jan|feb|fev|mar|mrz|maer|apr|avr|abr|mai|may|mei|maj|jun|jui|jul|aug|aou|ago|sep|set|oct|okt|out|nov|dec|dez|dic|ene|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,8}$/;

const TOKEN = /[\p{L}\p{N}\p{M}]+(?:'[\p{L}]+)?|[&+/,・@:|–—-]/gu;

/** The kind of each word, one letter each; what is none of them is `X`, what may be a name `N`. */
function kindOf(word: string, canBeName: boolean): string {
  const folded = fold(word);
  if (STRONG.has(folded) || UNSPACED.test(word)) return "S";
  if (WEAK.has(folded)) return "W";
  if (/^[:|–—-]$/.test(folded)) return "-";
  if (LIST.has(folded)) return "L";
  if (MEETING.has(folded)) return "M";
  if (TODAY.has(folded)) return "Y";
  if (/^\d/.test(folded) || MONTH.test(folded)) return "D";
  if (FROM.has(folded)) return "F";
  if (BEFORE.has(folded)) return "A";
  if (CONJUNCTION.has(folded)) return "&";
  if (DETERMINER.has(folded)) return "T";
  if (PREPOSITION.has(folded)) return "I";
  return canBeName && /^[\p{Lu}\p{Lo}]/u.test(word) && !VERBS.has(folded) ? "N" : "X";
}

const BEFORE_THEM = "[ATDMYLI&-]*";
/** What they attend stands behind a word of its own: a `participants meeting` is a meeting. */
const PLAIN = new RegExp(`^(?![IF])${BEFORE_THEM}[SW](?:[SWLDYTAIF&-]|(?<=[ITFYA])M)*$`);
/** With the name of a side: `Acme attendees`, `Attendees: GitLab`, `Teilnehmer von Acme`. */
const NAMED = new RegExp(`^(?:${BEFORE_THEM}N{1,2}[A-]*)?S(?:[LDY]|[-F]N{1,3})*$`);

/**
 * Whether a line only says that people are listed below it: `Attendees`, `Voting members`, `Participants of the call`,
 * `参加者`. A title that speaks of them (`Participants sync`, `Attendees and action items`, `Participants of the beta
 * programme`) is no such line. Languages: see `heading-words.ts`.
 *
 * @param canNameSide whether the line may name a side as well (`Acme attendees`): headings may, other lines tell more
 */
export function isAttendance(line: string, canNameSide = true): boolean {
  const plain = withoutMarkup(line.slice(0, MAX_LENGTH).normalize("NFKC").replace(ENDINGS, ""));
  const words = plain
    .replace(/\([^()]*\)|\[[^[\]]*\]/g, " ")
    .replace(HINT, "")
    .replaceAll("’", "'")
    .replace(/(?<![\s:;.?!|–—-])[\s:;.?!|–—-]+$/, "")
    .trim();
  if (PHRASE.test(fold(words))) return true;
  const tokens = words.match(TOKEN) ?? [];
  const kinds = (canBeName: boolean): string => tokens.map((word) => kindOf(word, canBeName)).join("");
  if (PLAIN.test(kinds(false))) return true;
  return canNameSide && !namesSection(words) && NAMED.test(kinds(true));
}

/** Whether a line says that something else than people stands below it: a part that minutes have, in its name or alone. */
export function isOtherPart(line: string): boolean {
  return isSectionName(line) ? /\p{L}/u.test(line) : namesSection(line);
}
