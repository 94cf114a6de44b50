import type { Block, Row } from "../markdown/blocks.ts";
import { paragraphOf } from "../markdown/notes.ts";
import { splitLines } from "../markdown/source.ts";
import { isPlaceholderText } from "../template/placeholder.ts";
import { flattenText } from "../text/flatten.ts";
import { namesActionItems } from "../text/section-names.ts";
import { textKey } from "../text/similarity.ts";
import { literal, paragraphText, wordsOfHtml } from "./block-text.ts";
import { writeOutLinks } from "./links.ts";
import { isPlaceholder, readMinutesLines } from "./minutes-lines.ts";
import { type AgendaPart, readParts } from "./parts.ts";
import { listItem, type PlainBlock } from "./plain-blocks.ts";
import { MAX_QUOTES, unquoted } from "./quoted.ts";
import { NAMES_DUE, NAMES_OWNER } from "./table-entries.ts";

/** What people noted as action items without giving it a box. */
export interface LooseActions {
  /** As it stands, to be made inert. */
  readonly blocks: readonly PlainBlock[];
  /** One line for each. */
  readonly texts: readonly string[];
}

/** More than these are not told one by one. */
const MAX_ENTRIES = 100;

/** "No new action items", said in so many words. */
const SAYS_NONE =
  /^(?:(?:no|not|keine|aucune?|pas d|ning[uú]n[ao]?|sin|nenhum[a]?|sem|geen)\b.*\b(?:action|item|task|to-?do|point|step|aufgabe|punkt|maßnahme|t[aâ]che|acci|tarea|tarefa|aç|actie|ta[ak]k)|(?:none|nothing|nichts|rien|nada|niets)\b)/iu;

function saysNothing(text: string): boolean {
  return isPlaceholder(text) || SAYS_NONE.test(text.slice(0, 200).replace(/^[*_]+/, ""));
}

function holdsBoxes(block: Block): boolean {
  const pending = [block];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.box !== null || next.rows.some(({ cells }) => cells.some(({ box }) => box !== null))) return true;
    for (const child of next.children) pending.push(child);
  }
  return false;
}

function rowText(source: string, { cells }: Row): string {
  const filled = cells.map((cell) => paragraphText(source, cell).trim()).filter((cell) => cell !== "");
  return filled.every(isPlaceholderText) ? "" : filled.join(" – ");
}

/** Of sentences only those that name somebody or a day are given boxes: others may be hints of the template. */
const NAMES_SOMEBODY =
  /(?<![\p{L}\p{N}])@[\p{L}\p{N}_]|\d{4}-\d{2}-\d{2}|^(?:\*\*|__)[^*_]{1,60}(?:\*\*|__)[:：]?[ \t–—-]{1,9}\S/u;
/** An invitation to write, as templates have it below the heading. */
const INVITES =
  /^(?:please|bitte|merci de|veuillez|por favor|gelieve|add|list|write|enter|note|put|use|fill|one line|a line|here|hier|ici|aquí|what|who|was|wer|\()|(?:below|here|hier|ici)[.:)]?$/iu;

interface Source {
  readonly source: string;
  readonly untouched: ReadonlySet<string>;
}

function saysSomething({ untouched }: Source, text: string): boolean {
  return text !== "" && !saysNothing(text) && !untouched.has(textKey(text));
}

/** The lines of a paragraph below a heading for action items. */
function proseOf(from: Source, block: Block): readonly string[] {
  const text = paragraphText(from.source, block);
  const lines = isPlaceholder(text) ? [] : splitLines(text).map((line) => line.trim());
  return lines.filter((line) => saysSomething(from, line) && !INVITES.test(line) && !/[:：][*_]*$/.test(line));
}

/** Without the word or box that a line begins with. */
function bareAction(text: string): string {
  const [line] = readMinutesLines(text);
  return line?.kind === "action" && line.text !== "" ? line.text : text.replace(/^(?:[•·–—▪‣]|\( ?\))[ \t]*/u, "");
}

/** What is written in place of a box. */
const BEGINS_AS_ACTION =
  /^(?:[•●◦▪‣][ \t]*)?(?:☐|□|☑|☒|\[[ \t]{0,3}\][ \t]|(?:\*\*|__)?action(?: item)?(?:\*\*|__)?:)/iu;

/** Whether a line of a paragraph tells something to do. */
export function isLooseLine(line: string): boolean {
  const text = line.trim();
  return (NAMES_SOMEBODY.test(text) || BEGINS_AS_ACTION.test(text)) && !isPlaceholder(text) && !saysNothing(text);
}

/** Whether a row of a table, its head aside, tells something to do. */
export function isLooseRow(source: string, row: Row): boolean {
  const text = rowText(source, row);
  return text !== "" && !saysNothing(text);
}

const FENCE = /^(?:`{3}|~{3})/;
const BULLET = /^[ \t]{0,9}[-*+][ \t]{1,4}(?:\[[ xX~]?\])?/;

/** One line for each thing to do that a block tells without boxes. */
function textsOf(from: Source, block: Block): readonly string[] {
  const { source } = from;
  if (block.kind === "paragraph") return proseOf(from, block).map(bareAction);
  if (block.kind === "quote" || block.kind === "group") return block.children.flatMap((child) => textsOf(from, child));
  if (block.kind === "html") {
    const words = splitLines(wordsOfHtml(source, block, "no-titles")).map((line) => flattenText(line).trim());
    return words.filter((line) => saysSomething(from, line) && !INVITES.test(line));
  }
  if (block.kind === "code" || block.kind === "fence") {
    const lines = splitLines(literal(source, block)).map((line) => line.replace(BULLET, "").trim());
    return lines.filter((line) => !FENCE.test(line) && saysSomething(from, line));
  }
  if ((block.kind !== "item" && block.kind !== "table") || holdsBoxes(block)) return [];
  if (block.kind === "table") {
    return block.rows
      .slice(1)
      .map((row) => rowText(source, row))
      .filter((text) => saysSomething(from, text));
  }
  const first = paragraphOf(block);
  const text = first === undefined ? "" : flattenText(paragraphText(source, first));
  return saysSomething(from, text) ? [bareAction(text)] : [];
}

const ACTION_COLUMN =
  /^(?:action|task|next step|to-?do|aufgabe|maßnahme|aktion|action à mener|tâche|acción|tarea|ação|tarefa|actie(?:punt)?|taak|azione|アクション|タスク)$/iu;

/** Whether a table is one of action items by its columns: one for them, and where that is a single word one for who or when. */
export function isActionTable(source: string, block: Block): boolean {
  if (block.kind !== "table" || holdsBoxes(block)) return false;
  const head = (block.rows[0]?.cells ?? []).map((cell) => paragraphText(source, cell).replace(/[*_]/g, "").trim());
  const isOwned = head.some((cell) => NAMES_OWNER.test(cell) || NAMES_DUE.test(cell));
  return head.some((cell) => namesActionItems(cell) || (isOwned && ACTION_COLUMN.test(cell)));
}

/** A block that tells action items without boxes. */
export interface LooseBlock {
  readonly block: Block;
  /** One line for each of them. */
  readonly texts: readonly string[];
}

function tellsActions(source: string, kind: AgendaPart["kind"], block: Block): boolean {
  return kind === "actions" || (kind !== "ignored" && isActionTable(source, block));
}

/** List items, lines and tables below a heading or line for action items that can be given boxes where they stand, by block. */
export function looseBlocks(source: string, parts: readonly AgendaPart[]): readonly LooseBlock[] {
  const from = { source, untouched: new Set<string>() };
  const found = parts.flatMap(({ kind, blocks }) =>
    blocks.flatMap((block): readonly LooseBlock[] => {
      const mayHold = block.kind === "paragraph" || block.kind === "item" || block.kind === "table";
      const texts = mayHold && tellsActions(source, kind, block) ? textsOf(from, block) : [];
      return texts.length === 0 ? [] : [{ block, texts }];
    }),
  );
  return found.slice(0, MAX_ENTRIES);
}

/** What is told of an action, and how it stands. */
interface ToldAction {
  readonly plain: PlainBlock;
  readonly texts: readonly string[];
}

/** Lines that say of themselves that they are something to do, wherever they stand: `ACTION: Bob sends it`, `☐ Bob`. */
function markedIn(from: Source, block: Block): readonly ToldAction[] {
  const found: ToldAction[] = [];
  const pending = [block];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.box !== null) continue;
    const ranges = next.kind === "paragraph" ? [next] : next.rows.flatMap(({ cells }) => cells);
    for (const range of ranges) {
      for (const line of readMinutesLines(paragraphText(from.source, range))) {
        const text = flattenText(line.text);
        if (line.kind === "action" && saysSomething(from, text)) {
          found.push({ plain: { text: listItem("-", writeOutLinks(text)), isItem: true }, texts: [text] });
        }
      }
    }
    for (let at = next.children.length - 1; at >= 0; at--) pending.push(next.children[at] as Block);
  }
  return found;
}

function toldIn(from: Source, parts: readonly AgendaPart[], depth: number): readonly ToldAction[] {
  const { source } = from;
  return parts.flatMap(({ kind, blocks }) => {
    if (kind === "ignored") return [];
    return blocks.flatMap((block): readonly ToldAction[] => {
      const texts = tellsActions(source, kind, block) ? textsOf(from, block) : [];
      if (texts.length === 0 && block.kind === "quote" && depth < MAX_QUOTES) {
        const inner = unquoted(source, block);
        return toldIn({ ...from, source: inner }, readParts(inner), depth + 1);
      }
      if (texts.length === 0) return markedIn(from, block);
      const text = splitLines(literal(source, block)).map(writeOutLinks).join("\n");
      return [{ plain: { text, isItem: block.kind === "item" }, texts }];
    });
  });
}

/** List items and rows of tables below a heading or line for action items that have no box, and lines that say that they are one. */
export function looseActions(
  source: string,
  parts: readonly AgendaPart[],
  untouched: ReadonlySet<string> = new Set(),
): LooseActions {
  const told = toldIn({ source, untouched }, parts, 0).slice(0, MAX_ENTRIES);
  return { blocks: told.map(({ plain }) => plain), texts: told.flatMap(({ texts }) => texts) };
}

/** Whether a description tells action items without boxes. */
export function hasLooseActions(description: string): boolean {
  return looseActions(description, readParts(description)).texts.length > 0;
}
