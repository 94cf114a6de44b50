import { isWide } from "./wide.ts";

/** Blanks of Unicode. */
const blank = /[\t-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]/u;
const punctuation = /[\p{P}\p{S}]/u;
const asciiPunctuation = /[!-/:-@[-`{-~]/;

const variationSelector = /[\u{FE00}-\u{FE0E}]/u;
const ideographicSelector = /[\u{E0100}-\u{E01EF}]/u;
const openQuote = /[\u2018\u2019\u201C\u201D]/;

export function isUnicodeBlank(char: string): boolean {
  return blank.test(char);
}

function isPunctuation(char: string): boolean {
  return punctuation.test(char);
}

export function isAsciiPunctuation(char: string | undefined): boolean {
  return char !== undefined && asciiPunctuation.test(char);
}

/** Whether a character may be part of the name of a host. */
export function isHostCharacter(char: string): boolean {
  return !isUnicodeBlank(char) && !isPunctuation(char);
}

/** The character before an offset and where it starts; tildes are passed over. A line end where there is none. */
function before(text: string, offset: number): { readonly char: string; readonly at: number | null } {
  let at = offset - 1;
  while (at > 0 && text[at] === "~") at--;
  if (at < 0 || text[at] === "~") return { char: "\n", at: null };
  if (at > 0 && /[\uDC00-\uDFFF]/.test(text[at] as string) && /[\uD800-\uDBFF]/.test(text[at - 1] as string)) at--;
  return { char: String.fromCodePoint(text.codePointAt(at) as number), at };
}

function after(text: string, offset: number): string {
  let at = offset;
  while (at < text.length - 1 && text[at] === "~") at++;
  const code = text.codePointAt(at);
  return code === undefined || text[at] === "~" ? "\n" : String.fromCodePoint(code);
}

/** Whether a run of emphasis marks between two offsets may begin and end emphasis (CommonMark, "left-flanking"). */
export function flanking(
  text: string,
  start: number,
  end: number,
): { readonly canOpen: boolean; readonly canClose: boolean } {
  const previous = before(text, start);
  const next = after(text, end);
  const beforeBlank = isUnicodeBlank(previous.char);
  const afterBlank = isUnicodeBlank(next);
  const afterMark = isPunctuation(next);
  const selector = variationSelector.test(previous.char);
  const second = selector && previous.at !== null ? before(text, previous.at).char : "\n";
  const beforeSecond = selector ? previous.at !== null && isPunctuation(second) : isPunctuation(previous.char);
  const wideBefore = selector
    ? previous.at !== null && (isWide(second) || (openQuote.test(second) && previous.char === "\uFE01"))
    : isWide(previous.char);
  const left =
    !afterBlank &&
    (!afterMark ||
      beforeBlank ||
      isWide(next) ||
      beforeSecond ||
      wideBefore ||
      ideographicSelector.test(previous.char));
  const right = !beforeBlank && (!(!isWide(next) && !wideBefore && beforeSecond) || afterBlank || afterMark);
  if (text[start] !== "_") return { canOpen: left, canClose: right };
  return { canOpen: left && (!right || beforeSecond), canClose: right && (!left || afterMark) };
}
