import type { Learned } from "./scan.ts";

/** One walk over a text. */
export type TextWalk = (text: string, escapeDollars: boolean, learned: Learned) => string;

/** A second walk with every `$` outside code escaped when there is one in code as well: both could be one formula. */
function walkWithDollars(text: string, walk: TextWalk, learned: Learned): string {
  const first = walk(text, false, learned);
  return learned.dollarOutside && learned.dollarInCode ? walk(text, true, learned) : first;
}

/**
 * Walks over a text until nothing is left to do: again where something was taken out or became code, since other things
 * may have come to the start of a line or side by side; again where `$` stands in code and outside (GitLab doc: math).
 */
export function walkText(text: string, walk: TextWalk): string {
  const learned: Learned = { dollarOutside: false, dollarInCode: false, again: text.includes("<!--") };
  const once = walkWithDollars(text, walk, learned);
  if (!learned.again) return once;
  return walkWithDollars(once, walk, { dollarOutside: false, dollarInCode: false, again: false });
}
