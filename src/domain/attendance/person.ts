import { fold, withoutMarkup } from "./fold.ts";
import { DAYS, PARTICLES, PRESENCE, ROLES, THINGS, VERBS } from "./person-words.ts";

/** Nobody has a longer entry in a list of people. */
const MAX_LENGTH = 160;
const MOST_WORDS = 7;

const MENTION = /^@[\p{L}\p{N}_][\p{L}\p{N}_./-]*$/u;
const MAIL = /^[^\s@.]+(?:\.[^\s@.]+)*@[^\s@.]+(?:\.[^\s@.]+)+$/;
const DATE = /\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|📅|期限|\d月\d/u;
/** Words of scripts without capitals and blanks in which something is to be done. */
const DONE_IN_JAPANESE =
  /を|する|して|した|します|ください|べき|まで|送付|送る|確認|依頼|作成|対応|検討|更新|提出|調査|準備|共有|予約|設定|修正|レビュー|手配/;
const CASELESS = /^[\p{Lo}\p{Lm}\p{M}・.]+$/u;

/** What stands between a person and what else is said of them. */
const PARTS = / [-–—|]+ |[,;|]|\/ |:(?!\d)/;

function isNameWord(word: string): boolean {
  const folded = fold(word).replace(/\.$/, "");
  if (MENTION.test(word) || MAIL.test(word) || PARTICLES.has(folded)) return true;
  if (CASELESS.test(word)) return word.length <= 15 && !DONE_IN_JAPANESE.test(word);
  return /^(?:[dl]['’]|mc)?\p{Lu}/u.test(word) && /^[\p{L}\p{M}.'’-]+$/u.test(word);
}

/** Words that make a text something to be done or dealt with. */
function isWork(words: readonly string[]): boolean {
  const folded = words.filter((word) => !MENTION.test(word)).map((word) => fold(word).replace(/(?<![.!?])[.!?]+$/, ""));
  return VERBS.has(folded[0] ?? "") || folded.some((word) => THINGS.has(word) || DAYS.has(word));
}

/** A user name and the words behind it are of one person: `@bpoe Bob Poe`. */
function isCalled(mention: string, words: readonly string[]): boolean {
  const handle = fold(mention.slice(1));
  return words.map(fold).some((word) => word.length > 2 && (handle.includes(word) || word.includes(handle)));
}

function isName(part: string): boolean {
  const [first = "", ...others] = part.split(/\s+/);
  const words = [first, ...others];
  if (words.length > MOST_WORDS || isWork(words)) return false;
  if (words.length === 1 && /^\p{Ll}[\p{L}\p{N}._-]*$/u.test(first)) return true;
  // What follows a user name is most often what that person is to do.
  const names = others.filter((word) => !MENTION.test(word) && !PARTICLES.has(fold(word)));
  if (MENTION.test(first) && names.length > 0 && !isCalled(first, names)) return false;
  return (
    isNameWord(first) && others.every((word) => isNameWord(word) || PRESENCE.has(fold(word)) || /^\+?\d+$/.test(word))
  );
}

/** What is said of a person besides the name: where they work, what they are, whether they came. */
function isRemark(part: string): boolean {
  const words = part.split(/\s+/);
  if (words.length > MOST_WORDS || isWork(words)) return false;
  const known = (word: string): boolean => PRESENCE.has(fold(word)) || ROLES.has(fold(word));
  return words.some(known) || words.every(isNameWord);
}

/**
 * Whether a text is no more than a person or several: names, user names, mail addresses, with where they work, what they
 * are and whether they came. A verb, a thing, a day or a user name with other words makes it more. Wrong now and then, as
 * any such rule: it is asked only of what stands in a list of people.
 */
export function isOnlyPeople(text: string): boolean {
  if (text.length > MAX_LENGTH || DATE.test(text)) return false;
  const written = withoutMarkup(text);
  const bare = written.replace(/\([^()]*\)|\[[^[\]]*\]/g, " ");
  const [name = "", ...remarks] = bare
    .split(PARTS)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (!isName(name)) return name === "" && written !== "" && !isWork(written.split(/[\s()[\]]+/));
  return isNamedFirst(bare) && remarks.every(isRemark);
}

/** `Acme: Bob Poe` tells who is there, `Bob: licences` what Bob is to do. */
function isNamedFirst(text: string): boolean {
  const colon = text.search(/[:,;|/–—-]/);
  const told = text[colon] === ":" ? text.slice(colon + 1).trim() : "";
  return told === "" || /[\s\d]/.test(told) || PRESENCE.has(fold(told)) || MENTION.test(told);
}
