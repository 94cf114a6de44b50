import type { Block } from "../markdown/blocks.ts";
import { flattenText } from "../text/flatten.ts";
import type { PlainDate } from "../time/types.ts";
import { paragraphText } from "./block-text.ts";
import { readMinutesLines } from "./minutes-lines.ts";
import { type PartKind, partKindOf } from "./part-names.ts";

/** A decision or question in a row of a table. */
interface TableEntry {
  readonly kind: "decisions" | "questions";
  readonly text: string;
  /** The cell that answers a question, or the empty string. */
  readonly answer: string;
}

const ANSWER_COLUMN =
  /^(?:answers?|reply|antwort(?:en)?|réponses?|respuestas?|respostas?|antwoord(?:en)?|rispost[ae]|回答|答え)$/iu;
export const NAMES_OWNER =
  /^(?:owner|who|assignee|by whom|responsible|verantwortlich(?:e[rn]?)?|wer|responsable|qui|quién|quem|wie|担当(?:者)?)$/iu;
export const NAMES_DUE =
  /^(?:due(?: date)?|by(?: when)?|until|when|deadline|date|eta|bis(?: wann)?|fällig|frist|échéance|pour quand|fecha|prazo|wanneer|期限)$/iu;

/** Names of a column that holds what is decided or asked, besides the words themselves. */
const TEXT_COLUMN =
  /^(?:what|text|description|details?|item|topic|subject|content|was|beschreibung|thema|inhalt|sujet|tema|descripción|descrição|onderwerp|omschrijving|内容)$/iu;
const NUMBER = /^(?:#|no\.?|nr\.?|n[º°]|id|\d+\.?|[a-z]{1,3}-?\d+|)$/iu;

function isEntryKind(kind: PartKind | null): kind is TableEntry["kind"] {
  return kind === "decisions" || kind === "questions";
}

function cellTexts(source: string, cells: Block["rows"][number]["cells"]): readonly string[] {
  return cells.map((cell) => (cell.box === null ? flattenText(paragraphText(source, cell)).trim() : ""));
}

/** The column of a table that holds its decisions or questions, and which of them; null where none does. */
function columnOf(head: readonly string[], kind: PartKind, callDate: PlainDate | null) {
  const named = head.findIndex((cell) => isEntryKind(partKindOf(cell, callDate)));
  const ofHead = named < 0 ? null : partKindOf(head[named] ?? "", callDate);
  if (isEntryKind(ofHead)) return { at: named, kind: ofHead };
  if (!isEntryKind(kind)) return null;
  const text = head.findIndex((cell) => TEXT_COLUMN.test(cell));
  const first = head.findIndex((cell) => !NUMBER.test(cell));
  return { at: Math.max(0, text >= 0 ? text : first), kind };
}

/** What a cell says of itself, `Decision: use SSO`, or the cell behind one that only names the kind. */
function saidIn(cells: readonly string[], callDate: PlainDate | null): readonly TableEntry[] {
  return cells.flatMap((cell, at): readonly TableEntry[] => {
    const said = readMinutesLines(cell);
    const lines = said.flatMap(({ kind, text }, index): readonly TableEntry[] => {
      if (text === "" || (kind !== "decision" && kind !== "question")) return [];
      const next = said[index + 1];
      const answer = next?.kind === "answer" ? next.text : "";
      return [{ kind: kind === "decision" ? "decisions" : "questions", text, answer }];
    });
    const next = cells[at + 1] ?? "";
    const names = lines.length === 0 && next !== "" && cell.length <= 40 ? partKindOf(cell, callDate) : null;
    return isEntryKind(names) && !/\s/.test(cell) ? [{ kind: names, text: next, answer: "" }] : lines;
  });
}

/** The decisions and questions in the rows of a table, by its columns, its part, and what cells say of themselves. */
export function tableEntries(
  source: string,
  table: Block,
  kind: PartKind,
  callDate: PlainDate | null,
): readonly TableEntry[] {
  const [head, ...rows] = table.rows.map(({ cells }) => cells);
  const heads = cellTexts(source, head ?? []);
  const said = saidIn(heads, callDate).filter(({ text }) => !heads.includes(text));
  const column = said.length > 0 ? null : columnOf(heads, kind, callDate);
  const cellOf = (texts: readonly string[], names: RegExp): string => {
    const at = heads.findIndex((name) => names.test(name));
    return at < 0 || at === column?.at ? "" : (texts[at] ?? "");
  };
  const entries = rows.flatMap((cells): readonly TableEntry[] => {
    if (cells.some(({ box }) => box !== null)) return [];
    const texts = cellTexts(source, cells);
    if (column === null) return saidIn(texts, callDate);
    const text = texts[column.at] ?? "";
    const [line] = readMinutesLines(text);
    if (text === "") return [];
    const entry = line?.kind === "decision" || line?.kind === "question" ? line.text : text;
    const answer = cellOf(texts, ANSWER_COLUMN);
    const due = cellOf(texts, NAMES_DUE).replace(/^(?=\d)/, "due ");
    const facts = [cellOf(texts, NAMES_OWNER), due].filter((fact) => fact !== "" && fact !== "-").join(", ");
    const isOpen = column.kind === "questions" && answer === "" && facts !== "";
    return [{ kind: column.kind, text: isOpen ? `${entry} (${facts})` : entry, answer }];
  });
  return [...said, ...entries];
}
