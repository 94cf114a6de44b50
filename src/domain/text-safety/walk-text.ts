import type { Dollars } from "./scan.ts";

/** One walk over a text. */
export type TextWalk = (text: string, escapeDollars: boolean, dollars: Dollars) => string;

/** A second walk with every `$` outside code escaped when there is one in code as well: both could be one formula. */
function walkWithDollars(text: string, walk: TextWalk): string {
  const dollars: Dollars = { outside: false, inCode: false };
  const first = walk(text, false, dollars);
  return dollars.outside && dollars.inCode ? walk(text, true, dollars) : first;
}

/**
 * Walks over a text until nothing is left to do: again where a comment was taken out, since other things may have come to
 * the start of a line or side by side; again where `$` stands in code and outside (GitLab doc: math).
 */
export function walkText(text: string, walk: TextWalk): string {
  const once = walkWithDollars(text, walk);
  return text.includes("<!--") ? walkWithDollars(once, walk) : once;
}
