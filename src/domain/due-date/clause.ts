/** What ends a clause. */
const ENDS = /[,;:()[\]|!?•→@"“”«»]|\.(?=\s|$)|\s[–—-](?=\s)/g;
const MENTION = /@[\w.-]+(?:\/[\w.-]+)*/g;

/** The clause that a text begins with. */
export function clauseOf(text: string): string {
  const end = text.search(ENDS);
  return end < 0 ? text : text.slice(0, end);
}

/** The clause that a text ends with, without the people it mentions. */
export function lastClauseOf(text: string): string {
  const unnamed = text.replace(MENTION, " ");
  let start = 0;
  for (const { 0: sign, index } of unnamed.matchAll(ENDS)) start = index + sign.length;
  return unnamed.slice(start);
}

const QUOTES = /["“”„«»]/g;
/** What is quoted in the middle of a sentence is a name or a title in it. */
const SENTENCE_GOES_ON = /^ [\p{L}\p{N}]/u;

/** Whether a place between two texts is quoted, as `"Released by Friday" is the headline`, `("by Friday")`; not what somebody said: `Ann: "by Friday"`. */
export function isQuoted(before: string, behind: string): boolean {
  const close = behind.search(QUOTES);
  if (close < 0 || (before.match(QUOTES)?.length ?? 0) % 2 === 0) return false;
  return SENTENCE_GOES_ON.test(behind.slice(close + 1)) || /\(["“„«][^"“”„«»]*$/.test(before);
}
