import { splitLines } from "../markdown/source.ts";
import { isPlaceholderText } from "../template/placeholder.ts";

/** What a line of an agenda says of itself. */
export type StatementKind = "decision" | "question" | "next-call" | "placeholder" | "text";

export interface Statement {
  readonly kind: StatementKind;
  /** Without the word that tells its kind; may span lines. */
  readonly text: string;
}

const MARK =
  /^([*_]{0,3})(decisions?|decided|questions?|next[ \t](?:call|meeting))([*_]{0,3})[ \t]*:[ \t]*([*_]{0,3})[ \t]*/i;
const DECISION_IN_CAPITALS = /^([*_]{0,3})(DECISION)([*_]{0,3})(?![A-Za-z])[ \t–—-]*()/;
const LEAD = /^(?:[*_]{1,3}(decision|question)s?[ \t]*:?[*_]{1,3}:?|(decision|question)s?[ \t]*:)$/i;

/** True for what holds the place of a text that nobody has written: a text in one emphasis, `[Decision 1]`, `TBD`. */
export function isPlaceholder(text: string): boolean {
  const trimmed = text.trim();
  if (isPlaceholderText(trimmed)) return true;
  const inner = trimmed.slice(1, -1);
  const mark = trimmed[0];
  if (inner === "" || trimmed.at(-1) !== mark || /^[*_\s]|[*_\s\\]$/.test(inner)) return false;
  return (mark === "*" && !inner.includes("*")) || mark === "_";
}

/** The kind of the list that a paragraph such as `**Decisions:**` introduces, or null. */
export function leadOf(text: string): "decisions" | "questions" | null {
  const match = LEAD.exec(text.trim());
  const word = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (word === undefined) return null;
  return word === "decision" ? "decisions" : "questions";
}

function readLine(line: string): Statement {
  const text = line.trim();
  const match = MARK.exec(text) ?? DECISION_IN_CAPITALS.exec(text);
  if (match === null) return { kind: isPlaceholder(text) ? "placeholder" : "text", text };
  const [all, open = "", word = "", close = "", late = ""] = match;
  let rest = text.slice(all.length);
  // `**Decision: all of it**`: the emphasis goes with the word.
  if (open !== "" && close === "" && late === "" && rest.endsWith(open)) rest = rest.slice(0, -open.length);
  // `Decision: **use it**`: the emphasis belongs to the text.
  else if (open === "" && close === "" && late !== "") rest = late + rest;
  // What stood behind a colon begins a line of its own.
  rest = rest.replace(/^\p{Ll}(?![\p{Lu}\p{N}])/u, (letter) => letter.toUpperCase());
  const first = word[0]?.toLowerCase();
  return { kind: first === "d" ? "decision" : first === "q" ? "question" : "next-call", text: rest };
}

/**
 * Reads the lines of a paragraph. What a marked line says goes on over the next lines until a sentence ends, a line is
 * broken on purpose (two blanks, a backslash) or another marked line begins.
 */
export function readStatements(paragraph: string): readonly Statement[] {
  const found: Statement[] = [];
  let goesOn = false;
  for (const line of splitLines(paragraph)) {
    const statement = readLine(line);
    const last = found.at(-1);
    const continues = statement.kind === "text" && last !== undefined && (goesOn || last.kind === "text");
    if (continues) found[found.length - 1] = { kind: last.kind, text: `${last.text}\n${line.trimStart()}` };
    else found.push(statement.kind === "text" ? { ...statement, text: line.trimStart() } : statement);
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
