import { showText } from "../../markdown/shown-text.ts";
import { splitLines } from "../../markdown/source.ts";
import type { BoxState } from "../../markdown/types.ts";
import { isAnswer } from "../../minutes/answers.ts";
import { markOf } from "../../minutes/line-marks.ts";

/** Tags of living meeting notes and the state each gives an item (handbook, suggested agenda format of 1-1s). */
const WORDS: Readonly<Record<string, BoxState>> = {
  TODO: "open",
  DOTO: "open",
  MOVE: "open",
  DONE: "done",
  WONT: "inapplicable",
  DUPLICATE: "inapplicable",
};

const WORD = Object.keys(WORDS).join("|");
/** Only what may begin with a word is looked at closely. */
const MAY_BEGIN = new RegExp(String.raw`^[*_([\\<]{0,8}(?:${WORD})`);
/** In the text as it is shown: `DONE: x`, `DONE - x`, `[DONE] x`. */
const TAG = new RegExp(
  String.raw`^(?:(${WORD})(?: ?[:–—]| --?(?= ))|[[(](${WORD})[\])](?![[(])(?: ?[:–—]| --?(?= ))?)\s*(?=\S)`,
);
/** A word with nothing but a blank behind it, which counted in version 0.1. */
const LAPSED = /^(?:\*\*|__)?(MOVE|DONE|WONT|DUPLICATE)(?:\*\*|__)?\s+\S/;

/**
 * A tag at an item's start, in capitals and followed by a colon or a dash or in brackets, emphasised or not: what state it
 * means and the text behind it; null without one.
 */
export function readWord(
  text: string,
): { readonly word: string; readonly state: BoxState; readonly rest: string } | null {
  if (!MAY_BEGIN.test(text)) return null;
  const shown = showText(text);
  const match = TAG.exec(shown.text);
  const word = match?.[1] ?? match?.[2];
  const state = word === undefined ? undefined : WORDS[word];
  if (match === null || word === undefined || state === undefined) return null;
  const rest = text.slice(shown.startOf(match[0].length));
  const words = shown.text.slice(match[0].length);
  // Emphasis that goes on behind the tag would be cut in two.
  return { word, state, rest: showText(rest).text === words ? rest : words };
}

/** The state an item is in: its box, or where that is open, the word before its text, or the answer below a question. */
export function stateOfItem(box: BoxState, text: string, notes = ""): BoxState {
  if (box !== "open") return box;
  return readWord(text)?.state ?? (isAnswered(text, notes) ? "done" : "open");
}

/** `Answer: …` below a question; what else people note there may be on the way to one. */
function isAnswered(text: string, notes: string): boolean {
  if (notes === "" || !/[?？]/.test(text)) return false;
  return splitLines(notes).some((line) => {
    const said = line.replace(/^[ \t]*(?:[-*+][ \t]+)?/, "");
    const mark = markOf(said);
    return mark?.kind === "answer" && isAnswer(said);
  });
}

/** The word at an item's start that counted without a colon in version 0.1; null for none. Version 0.3 drops this. */
export function lapsedWord(text: string): string | null {
  return readWord(text) === null ? (LAPSED.exec(text)?.[1] ?? null) : null;
}
