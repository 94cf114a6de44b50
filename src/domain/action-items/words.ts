import type { BoxState } from "../markdown/types.ts";

/** Tags of living meeting notes and the state each gives an item (handbook, suggested agenda format of 1-1s). */
const WORDS: Readonly<Record<string, BoxState>> = {
  TODO: "open",
  DOTO: "open",
  MOVE: "open",
  DONE: "done",
  WONT: "inapplicable",
  DUPLICATE: "inapplicable",
};

const WORD = /^(\*\*|__)?(TODO|DOTO|MOVE|DONE|WONT|DUPLICATE)(?:(?::\1|\1:)\s*|\1\s+(?:[-–]\s+)?)(?=\S)/;

/** A tag at an item's start, in capitals: what state it means and the text behind it; null without one. */
export function readWord(
  text: string,
): { readonly word: string; readonly state: BoxState; readonly rest: string } | null {
  const match = WORD.exec(text);
  const word = match?.[2];
  const state = word === undefined ? undefined : WORDS[word];
  if (match === null || word === undefined || state === undefined) return null;
  return { word, state, rest: text.slice(match[0].length) };
}

/** The state an item is in: its box, or where that is open, the word before its text. */
export function stateOfItem(box: BoxState, text: string): BoxState {
  return box === "open" ? (readWord(text)?.state ?? "open") : box;
}
