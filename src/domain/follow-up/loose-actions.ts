import { flattenText } from "../action-items/read/flatten.ts";
import { namesActionItems } from "../action-items/read/section-names.ts";
import type { Block, Row } from "../markdown/blocks.ts";
import { paragraphOf } from "../markdown/notes.ts";
import { splitLines } from "../markdown/source.ts";
import { isPlaceholderText } from "../template/placeholder.ts";
import { literal, paragraphText } from "./block-text.ts";
import { writeOutLinks } from "./links.ts";
import { isPlaceholder } from "./minutes-lines.ts";
import { type AgendaPart, readParts } from "./parts.ts";
import type { PlainBlock } from "./plain-blocks.ts";

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

/** Of sentences only those that name somebody or a day: others may be hints of the template. */
const NAMES_SOMEBODY = /(?<![\p{L}\p{N}])@[\p{L}\p{N}_]|\d{4}-\d{2}-\d{2}/u;

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

/** One line for each thing to do that a block tells without boxes. */
function textsOf(source: string, block: Block): readonly string[] {
  if (block.kind === "paragraph") {
    const text = paragraphText(source, block);
    const lines = isPlaceholder(text) ? [] : splitLines(text).map((line) => line.trim());
    return lines.filter(isLooseLine);
  }
  if ((block.kind !== "item" && block.kind !== "table") || holdsBoxes(block)) return [];
  if (block.kind === "table") {
    return block.rows
      .slice(1)
      .filter((row) => isLooseRow(source, row))
      .map((row) => rowText(source, row));
  }
  const first = paragraphOf(block);
  const text = first === undefined ? "" : flattenText(paragraphText(source, first));
  return text === "" || saysNothing(text) ? [] : [text];
}

/** Whether a paragraph introduces action items: `**Action items:**`. */
function introduces(source: string, block: Block): boolean {
  const text = block.kind === "paragraph" ? paragraphText(source, block).trim() : "";
  return /^(?:\*\*|__).*(?:\*\*|__):?$|:$/.test(text) && !text.includes("\n") && namesActionItems(text);
}

/** A block that tells action items without boxes. */
export interface LooseBlock {
  readonly block: Block;
  /** One line for each of them. */
  readonly texts: readonly string[];
}

/** List items, lines and rows of tables below a heading or line for action items that have no box, by block. */
export function looseBlocks(source: string, parts: readonly AgendaPart[]): readonly LooseBlock[] {
  const found = parts.flatMap(({ kind, blocks }) => {
    let isBelow = kind === "actions";
    return blocks.flatMap((block) => {
      if (block.kind === "paragraph") isBelow = kind === "actions" || introduces(source, block);
      const texts = isBelow ? textsOf(source, block) : [];
      return texts.length === 0 ? [] : [{ block, texts }];
    });
  });
  return found.slice(0, MAX_ENTRIES);
}

/** The same as text. */
export function looseActions(source: string, parts: readonly AgendaPart[]): LooseActions {
  const told = looseBlocks(source, parts);
  const blocks = told.map(({ block }) => {
    const text = splitLines(literal(source, block)).map(writeOutLinks).join("\n");
    return { text, isItem: block.kind === "item" };
  });
  return { blocks, texts: told.flatMap(({ texts }) => texts) };
}

/** Whether a description tells action items without boxes. */
export function hasLooseActions(description: string): boolean {
  return looseActions(description, readParts(description)).texts.length > 0;
}
