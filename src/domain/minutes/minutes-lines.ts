import { splitLines } from "../markdown/source.ts";
import { isPlaceholderText } from "../template/placeholder.ts";
import { type MarkKind, markOf } from "./line-marks.ts";

/** What a line of an agenda says of itself. */
export type MinutesLineKind = MarkKind | "placeholder" | "text";

export interface MinutesLine {
  readonly kind: MinutesLineKind;
  /** Without the word that tells its kind; may span lines. */
  readonly text: string;
}

/** True for what holds the place of a text that nobody has written: a text in one emphasis, `[Decision 1]`, `TBD`. */
export function isPlaceholder(text: string): boolean {
  const trimmed = text.trim();
  if (isPlaceholderText(trimmed)) return true;
  const inner = trimmed.slice(1, -1);
  const mark = trimmed[0];
  if (inner === "" || trimmed.at(-1) !== mark || /^[*_\s]|[*_\s\\]$/.test(inner)) return false;
  return (mark === "*" && !inner.includes("*")) || mark === "_";
}

function readLine(line: string): MinutesLine {
  const text = line.trim();
  const marked = markOf(text);
  if (marked === null) return { kind: isPlaceholder(text) ? "placeholder" : "text", text };
  const { kind, length, open, close, late } = marked;
  let rest = text.slice(length);
  // `**Decision: all of it**`: the emphasis goes with the word.
  if (open !== "" && close === "" && late === "" && rest.endsWith(open)) rest = rest.slice(0, -open.length);
  // `Decision: **use it**`: the emphasis belongs to the text.
  else if (open === "" && close === "" && late !== "") rest = late + rest;
  // What is asked is not decided.
  return { kind: kind === "decision" && endsAsQuestion(rest) ? "question" : kind, text: rest };
}

/**
 * Reads the lines of a paragraph. What a marked line says goes on over the next lines until a sentence ends, a line is
 * broken on purpose (two blanks, a backslash) or another marked line begins.
 */
export function readMinutesLines(paragraph: string): readonly MinutesLine[] {
  const found: MinutesLine[] = [];
  let goesOn = false;
  for (const line of splitLines(paragraph)) {
    const last = found.at(-1);
    const read = readLine(line);
    // `A: the first way` answers nothing where nothing was asked.
    const isAsked = last?.kind === "question" || last?.kind === "answer";
    const minutesLine: MinutesLine = read.kind === "answer" && !isAsked ? { kind: "text", text: line.trim() } : read;
    const continues = minutesLine.kind === "text" && last !== undefined && (goesOn || last.kind === "text");
    if (continues) found[found.length - 1] = { kind: last.kind, text: `${last.text}\n${line.trimStart()}` };
    else found.push(minutesLine.kind === "text" ? { ...minutesLine, text: line.trimStart() } : minutesLine);
    const isMarked = found.at(-1)?.kind !== "text" && found.at(-1)?.kind !== "placeholder";
    goesOn = isMarked && !/(?:[.!?][*_)"'”’]*| {2}|\\)$/.test(line);
  }
  return found;
}

/** True for a text that ends with a question mark, whatever marks stand behind it. */
export function endsAsQuestion(text: string): boolean {
  return /\?[*_)"'”’\s]*$/.test(text.slice(-20));
}

/** True for a text that somebody struck through: settled. */
export function isStruck(text: string): boolean {
  return /^(?:~~|<(?:del|s)>)/.test(text) && /(?:~~|<\/(?:del|s)>)$/.test(text);
}
