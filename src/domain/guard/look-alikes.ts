/**
 * Letters that look like a Latin one, by that letter: from Unicode's confusables.txt (UTS #39, version 13) what has a single
 * Latin letter as its prototype, marks aside, of the scripts that people type; and Latin's small capitals, by their names.
 * The small palochka (ӏ), which Unicode takes for an i, is used as an l. What decomposition makes a Latin letter (mathematical
 * and wide forms) is left out: `plainLetters` does it.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: "ɑαаꭺ",
  A: "ΑАᎪᴀ",
  b: "ɓƃƀҍѣвᏼƄЬᏏƂБҌѢ",
  B: "ꞴΒВᏴʙ",
  c: "сꮯȼҫ",
  C: "СᏟҪᴄ",
  d: "ԁɗɖƌđꭰᏧ",
  D: "ᎠĐÐƉᴅ",
  e: "ꬲеҽɇҿꭼ",
  E: "ΕЕᎬɆᴇ",
  f: "ꬵꞙẝքƒᵮ",
  F: "ꞘϜƑꜰ",
  g: "ɡᶃƍցɠǥԍꮐᏻ",
  G: "ԌᏀᏳǤɢ",
  h: "һհɦꚕħћнꮋңӊӈᏂᏲ",
  H: "ΗНᎻⱧҢĦӉӇʜ",
  i: "ıɩιіꙇꭵɨᵻᵼᎥ",
  I: "ƖΙІӀƗɪ",
  j: "ϳјɉꭻ",
  J: "ꞲͿЈᎫɈᴊ",
  k: "ƙкκ",
  K: "ΚКᏦⱩҚꝀҞᴋ",
  l: "ǀłɭƚɫꮮӏ",
  L: "ᏞŁʟ",
  M: "ΜϺМᎷӍᴍм",
  n: "ոռɳƞηᵰ",
  N: "ΝƝɴ",
  o: "ᴑꬽοσоօøꬾɵꝋөѳꮎꮻꭴ",
  O: "ΟОՕØƟꝊθΘӨѲᎾᏫᴏ",
  p: "ρрƥᵽᴩꮲ",
  P: "ΡРᏢᴘ",
  q: "ԛգզʠ",
  Q: "ꞯ",
  r: "ꭇꭈᴦгꮁɽɼɍғᵲꭱꮢ",
  R: "ƦᎡᏒʀ",
  s: "ƽѕꮪʂᵴ",
  S: "ЅՏᏕᏚꜱ",
  t: "ƭŧᵵτтꭲҭ",
  T: "ΤТᎢȾƮҬŦᴛ",
  u: "ꞟꭎꭒʋυսᵾꮜ",
  U: "ՍɄᏌᴜ",
  v: "νѵꮩ",
  V: "ѴᏙᴠ",
  w: "ɯѡԝաꮃѽꝡ",
  W: "ԜᎳᏔᴡ",
  x: "х",
  X: "ꞳΧХҲ",
  y: "ɣᶌỿꭚγуүƴɏұ",
  Y: "ΥУҮᎩᎽɎҰʏ",
  z: "ꮓʐƶȥᵶ",
  Z: "ΖᏃƵȤᴢ",
};

const LATIN: ReadonlyMap<string, string> = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([letter, others]) => [...others].map((one) => [one, letter] as const)),
);
const WORDS = /[\p{L}\p{M}]+/gu;
const HAS_LATIN = /\p{sc=Latin}/u;
/** Letters of the other scripts of the table. */
const OTHER_LETTERS = /[\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Armenian}\p{sc=Cherokee}]/gu;
/** White capitals on black circles and squares. */
const IN_BLACK = /[\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}]/gu;

function ofLatin(word: string): string {
  return Array.from(word, (letter) => LATIN.get(letter) ?? letter).join("");
}

/**
 * A text by what its letters look like in Latin. A word that is wholly of another script is that of its own language wherever
 * the text has a letter that only such a script has, or no Latin one: `СТА` in a Russian sentence is no `CTA`.
 */
export function withLatinLetters(text: string): string {
  // Both rows begin at a multiple of 32, less 16.
  const unboxed = text.replace(IN_BLACK, (one) => String.fromCharCode(65 + (((one.codePointAt(0) ?? 0) - 16) % 32)));
  const others = unboxed.match(OTHER_LETTERS);
  const areTheirOwn = !HAS_LATIN.test(unboxed) || (others ?? []).some((letter) => !LATIN.has(letter));
  return unboxed.replace(WORDS, (word) => (areTheirOwn && !HAS_LATIN.test(word) ? word : ofLatin(word)));
}
