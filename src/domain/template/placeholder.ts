import { fold, withoutMarkup } from "../attendance/fold.ts";
import { withoutLayout } from "../markdown/html-elements.ts";
import { AROUND, ASKING, EXAMPLE, GENERAL, HERE, NOBODY, PLACES, WRITE } from "./placeholder-words.ts";

/** No template says what is to be written in more. */
const MAX_LENGTH = 300;

/** Places in words alone have few of them; of a longer text only one with any of these signs can be a place. */
const MOST_WORDS = 7;
const SIGNS = /[[<{@_…]|\.\.\.|yy|jj|dd|aa|^(?:e\.g|ex|sample|bei|z\. ?b|par|eje|p\.|bij|voor|例|lorem)/i;

/** What people write where there is nothing to write. */
const NOTHING =
  /^(?:none|nothing|n\/a|tbd|tba|tbc|to[ -]?do|xxx+|keine?|nichts|aucune?|rien|ningun[oa]?|nada|nenhum[a]?|geen|なし|[-–—.…_?· ]*)[.!]?$/;

/** `[Action]`, `<who>`, `{date}`: no link, also of the wiki, no picture, no box. */
const BRACKETED = /(?<!\[)(?!\[\[[^[\]|]*\|)\[{1,2}([^[\]]+)\]{1,2}(?![[(])|<([^<>/@:]+)>|\{{1,3}([^{}]+)\}{1,3}/g;
const GAP = /_{3,}|\.{3,}|…/g;
const DATE_FORM = /\b(?:yyyy|yy|dd|mm|jjjj|tt|aaaa|jj)(?:[-./](?:yyyy|yy|dd|mm|jjjj|tt|aaaa|jj))+\b/gi;
const MENTION = /(?<![\p{L}\p{N}])@(\p{L}[\p{L}\p{N}_.-]*)/gu;

function wordsOf(text: string): readonly string[] {
  return fold(text).match(/[\p{L}\p{M}]+(?:[-.'][\p{L}\p{M}]+)*/gu) ?? [];
}

function isAround(word: string): boolean {
  return PLACES.has(word) || AROUND.has(word) || ASKING.has(word) || NOBODY.has(word);
}

/** Takes what a pattern finds out of a text, as long as `accept` agrees; how often it did. */
function takeOut(text: string, pattern: RegExp, accept: (found: string) => boolean): readonly [string, number] {
  let count = 0;
  const rest = text.replace(pattern, (whole: string, ...groups: unknown[]) => {
    const inner = groups.find((group) => typeof group === "string" && group !== "");
    if (!accept(typeof inner === "string" ? inner : whole)) return whole;
    count += 1;
    return " ";
  });
  return [rest, count];
}

/** Whether words alone are a place: `Action item 1`, `Who does what by when`, `Add action items here`. */
function isPlaceInWords(text: string): boolean {
  const words = wordsOf(text);
  const places = words.filter((word) => PLACES.has(word)).length;
  if (EXAMPLE.test(fold(text)) || GENERAL.test(words.join(" "))) return true;
  if (WRITE.has(words[0] ?? "")) {
    const rest = words.slice(1).filter((word) => !WRITE.has(word) && !HERE.has(word));
    const isInvitation = words.some((word) => HERE.has(word)) || GENERAL.test(rest.join(" "));
    return places > 0 && isInvitation && rest.every(isAround);
  }
  if (!words.every(isAround)) return false;
  const asks = new Set(words.filter((word) => ASKING.has(word))).size;
  const isNumbered = /(?:^|[\s\p{L}])\d{1,2}(?:\D|$)/u.test(text) && places > 0 && words.length <= 4;
  const isHere = places > 0 && HERE.has(words.at(-1) ?? "");
  return asks >= 2 || isNumbered || isHere;
}

/**
 * Whether a text only holds the place of one that nobody has written yet, as templates do: `[Action] (@owner, due
 * [date])`, `<who> will <do what> by <when>`, `Action item 1 (Assignee)`, `TBD`. A single word of its own makes it a text:
 * the rest of a place in it was forgotten.
 */
export function isPlaceholderText(written: string): boolean {
  if (written.length > MAX_LENGTH) return false;
  const markdown = withoutLayout(written);
  if (!SIGNS.test(markdown) && markdown.split(/\s+/, MOST_WORDS + 1).length > MOST_WORDS) return false;
  const isNamed = (inner: string): boolean => wordsOf(inner).some((word) => word.length > 1 && isAround(word));
  const [open, brackets] = takeOut(markdown.replace(/[*`~\\]/g, ""), BRACKETED, () => true);
  const inner = [...markdown.matchAll(BRACKETED)].map((found) => found[1] ?? found[2] ?? found[3] ?? "");
  const [known, nobodies] = takeOut(open, MENTION, (name) =>
    NOBODY.has(fold(name).replace(/(?<![\d._-])[\d._-]+$/, "")),
  );
  const [bare, forms] = takeOut(known, DATE_FORM, () => true);
  const [text, blanks] = takeOut(bare, GAP, () => true);
  const plain = withoutMarkup(text);
  if (brackets + nobodies + forms + blanks === 0) {
    return plain !== "" && (NOTHING.test(fold(plain)) || isPlaceInWords(plain));
  }
  const isStrong = inner.some(isNamed) || nobodies + forms > 0 || (blanks > 0 && brackets === 0);
  return isStrong && wordsOf(plain).every(isAround);
}
