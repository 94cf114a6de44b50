import { splitLines } from "../markdown/source.ts";
import { isPlaceholderText } from "../template/placeholder.ts";

/** What a line of an agenda says of itself. */
export type MinutesLineKind = "decision" | "question" | "next-call" | "placeholder" | "text";

export interface MinutesLine {
  readonly kind: MinutesLineKind;
  /** Without the word that tells its kind; may span lines. */
  readonly text: string;
}

/** Words that tell the kind of a line, before a colon, in the languages that people take minutes in. */
const WORDS: Readonly<Record<"decision" | "question" | "next-call", string>> = {
  decision: [
    "(?:(?:key|final|main) )?decisions?(?: ?/ ?resolutions?)?(?: (?:made|taken))?|resolutions? ?/ ?decisions?|decided|agreed",
    "entscheidung(?:en)?|entschieden|beschluss|beschlüsse|beschlossen|vereinbart",
    "décisions?(?: prises?)?|décidé|decisión|decisiones|decidido|acuerdos?|acordado|decisão|decisões|decisione|decisioni",
    "besluit(?:en)?|besloten|決定(?:事項)?",
  ].join("|"),
  question: "(?:open )?questions?|(?:offene )?fragen?|preguntas?|perguntas?|vraag|vragen|domand[ae]|質問",
  "next-call": [
    "next (?:call|meeting)|nächste[rs]? (?:termin|call|besprechung|meeting)|prochain(?:e réunion| appel)",
    "próxima (?:reunión|llamada|reunião|chamada)|volgende (?:vergadering|call)|次回(?:会議)?",
  ].join("|"),
};

function patterns(make: (words: string) => string) {
  const kinds = ["decision", "question", "next-call"] as const;
  return kinds.map((kind) => [kind, new RegExp(make(WORDS[kind].replaceAll(" ", "[ \\t]")), "iu")] as const);
}

const MARKS = patterns((words) => `^([*_]{0,3})(?:${words})([*_]{0,3})[ \\t]*[:：][ \\t]*([*_]{0,3})[ \\t]*`);
/** `DECISION we go`, and not `DECISION NEEDED`, which none was. */
const DECISION_IN_CAPITALS =
  /^([*_]{0,3})DECISION([*_]{0,3})(?![A-Za-z]|[ \t–—-]*(?:NEEDED|REQUIRED|REQUESTED|PENDING|OPEN|TO BE)(?![A-Za-z]))[ \t–—-]*()/;
const LEADS = patterns((words) => `^(?:[*_]{1,3}(?:${words})[ \\t]*[:：]?[*_]{1,3}[:：]?|(?:${words})[ \\t]*[:：])$`);

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
  const kind = LEADS.find(([, pattern]) => pattern.test(text.trim()))?.[0];
  return kind === "decision" ? "decisions" : kind === "question" ? "questions" : null;
}

/** What a line says of its own kind, and how much of it does. */
function markOf(text: string): readonly [MinutesLineKind, RegExpExecArray] | null {
  for (const [kind, pattern] of MARKS) {
    const match = pattern.exec(text);
    if (match !== null) return [kind, match];
  }
  const match = DECISION_IN_CAPITALS.exec(text);
  return match === null ? null : ["decision", match];
}

function readLine(line: string): MinutesLine {
  const text = line.trim();
  const marked = markOf(text);
  if (marked === null) return { kind: isPlaceholder(text) ? "placeholder" : "text", text };
  const [kind, [all, open = "", close = "", late = ""]] = marked;
  let rest = text.slice(all.length);
  // `**Decision: all of it**`: the emphasis goes with the word.
  if (open !== "" && close === "" && late === "" && rest.endsWith(open)) rest = rest.slice(0, -open.length);
  // `Decision: **use it**`: the emphasis belongs to the text.
  else if (open === "" && close === "" && late !== "") rest = late + rest;
  return { kind, text: rest };
}

/**
 * Reads the lines of a paragraph. What a marked line says goes on over the next lines until a sentence ends, a line is
 * broken on purpose (two blanks, a backslash) or another marked line begins.
 */
export function readMinutesLines(paragraph: string): readonly MinutesLine[] {
  const found: MinutesLine[] = [];
  let goesOn = false;
  for (const line of splitLines(paragraph)) {
    const minutesLine = readLine(line);
    const last = found.at(-1);
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
