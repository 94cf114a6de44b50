import { diffLines } from "./line-diff.ts";
import { newlineOf, splitText } from "./lines.ts";
import { mergeTexts } from "./three-way.ts";

/**
 * The same as `restoreOverwritten` for a write that put people's own text back, so that its lines say nothing about who wrote
 * them: what stood there before (`previous`) and what the bot `written` both stay, and later edits of `current`. Which lines
 * one of them deleted cannot be told, so those come back. Null when nothing is to be put back.
 */
export function joinCrossed(previous: string, written: string, current: string): string | null {
  const wanted = mergeTexts(sharedLines(previous, written), written, previous).text;
  const restored = mergeTexts(written, wanted, current).text;
  return restored === current ? null : restored;
}

/** The lines that stand in both texts, as one text. */
function sharedLines(one: string, other: string): string {
  const lines = splitText(one);
  let done = 0;
  const shared: string[] = [];
  for (const { start, end } of diffLines(lines.texts, splitText(other).texts)) {
    for (const line of lines.texts.slice(done, start)) shared.push(line);
    done = end;
  }
  return shared.concat(lines.texts.slice(done)).join(newlineOf(lines) ?? "\n");
}
