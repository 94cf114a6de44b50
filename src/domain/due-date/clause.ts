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
