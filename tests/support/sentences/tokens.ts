/** A word or number of a text, as it is compared: small letters, nothing else. */
export interface Token {
  readonly word: string;
  /** Whether more than a blank stands before it. */
  readonly apart: boolean;
}

const WORD = /@[\w.-]*\w|[\p{L}\p{N}\u{1F44D}]+(?:['’][\p{L}\p{N}]+)*/gu;

/** The words of a line; what makes a text inert, emphasises or divides it is no word, and no box is. */
export function tokensOf(line: string): readonly Token[] {
  const text = line.replace(/\u2060|\\(?=[^\p{L}\p{N}])|\[[ x~]\](?= )/giu, "");
  let end = 0;
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => {
    const between = text.slice(end, index);
    end = index + word.length;
    return { word: word.toLowerCase(), apart: between.trim() !== "" };
  });
}

/** A text without comments, tags and addresses, line by line. */
export function shownLines(text: string): readonly string[] {
  return text
    .replace(/<!--(?:(?!-->)[^])*-->/g, " ")
    .replace(/<\/?[a-z][^<>]*>/gi, " | ")
    .replace(/\bhttps?:\/\/[^\s)]+/g, " | ")
    .split(/\r\n|\n|\r/);
}
