import { findDueDate } from "../../due-date/find-due-date.ts";
import { clings } from "../../due-date/function-words.ts";
import type { DateReading } from "../../due-date/types.ts";
import { showText } from "../../markdown/shown-text.ts";
import type { Range } from "../../markdown/types.ts";
import type { Texts } from "../../texts/texts.ts";
import { isPlainDate } from "../../time/dates.ts";
import type { PlainDate } from "../../time/types.ts";
import { type LocatedDetails, locateDetails } from "./locate-details.ts";
import type { ItemDetails } from "./types.ts";

/** Only this much of the end of a text is looked at, which keeps long texts linear. */
const TAIL = 400;

const LEADING_MENTION = /^\s*@([A-Za-z0-9_][\w.-]*)(?![\w/])[ \t]*[:,–—-]?[ \t]+/;
/** Words after a mention that make it a part of the sentence. */
const SENTENCE_GOES_ON =
  /^(?:@|[&+/]|(?:and|or|with|to|will|would|is|has|can|could|should|must|may|needs?|und|oder|et|y)\b)/i;
/** What sets an owner or a due date off from the sentence before it. */
const SET_OFF = /(?:(?<!\s)\s*[,;|]|\s[–—→-])\s*$/;
const IN_BRACKETS = /(?<!\s)\s+[([]([^()[\]]*)[)\]]$/;

/** The end of the owner that a text begins with, where it is no part of a sentence; 0 for none. */
function afterLead({ shown, owner }: LocatedDetails): number {
  const [lead] = LEADING_MENTION.exec(shown.text) ?? [];
  if (lead === undefined || owner === null || lead.indexOf("@") !== owner.range.start) return 0;
  const rest = shown.text.slice(lead.length);
  return rest === "" || SENTENCE_GOES_ON.test(rest) ? 0 : lead.length;
}

/** Where brackets begin that end the text and hold nothing but the owner, the due date, or both; null for others. */
function bracketsStart(text: string, known: readonly Range[]): number | null {
  const from = Math.max(0, text.length - TAIL);
  const found = IN_BRACKETS.exec(text.slice(from));
  if (found === null) return null;
  const start = from + found.index;
  let inside = text.slice(start);
  // The last first, so that the others stay where they are.
  const within = known
    .filter((range) => range.start > start && range.end < text.length)
    .sort((a, b) => b.start - a.start);
  for (const range of within) inside = inside.slice(0, range.start - start) + inside.slice(range.end - start);
  return within.length > 0 && /^\s*[([][\s,;:|.–—-]*[)\]]$/.test(inside) ? start : null;
}

/** Where the owner or the due date begins that a text ends with, and what sets it off; null where it ends otherwise. */
function tailStart(text: string, { owner, due }: LocatedDetails): number | null {
  const known = [owner?.range, due?.phrase].filter((range) => range !== undefined);
  const end = text.replace(/(?<![.\s])[.\s]+$/, "").length;
  const brackets = bracketsStart(text.slice(0, end), known);
  // The dot may be that of `20.1.`
  const last = known.find((range) => range.end >= end && range.end <= text.length);
  if (brackets !== null || last === undefined) return brackets;
  const from = Math.max(0, last.start - TAIL);
  const setOff = text.slice(from, last.start).search(SET_OFF);
  if (setOff >= 0) return from + setOff;
  const before = text.slice(from, last.start).trimEnd();
  if (due === null || (last !== due.phrase && from + before.length !== due.phrase.end)) return null;
  return last !== due.phrase || (due.isLoose && !clings(before)) ? last.start : null;
}

/** True where nothing but what is shown, and its emphasis, stands in a part of a source: no address, and nothing struck out. */
function isPlain(source: string, shown: string): boolean {
  return source.replace(/[*_\\]/g, "").trim() === shown.replace(/[*_\\]/g, "").trim();
}

/**
 * The text of an item, as it was located in, without the owner and due date that columns of a table show, where these stand at its beginning or
 * end (`@bob ...`, `... (@bob, due 2026-12-01)`). In the middle of a sentence they stay, and where Markdown around them
 * would break. `joinItemText` puts them back.
 */
export function splitItemText(text: string, located: LocatedDetails, reading: DateReading): string {
  const { shown, due } = located;
  const known = due?.date == null ? { ...located, due: null } : located;
  const start = afterLead(known);
  let end = shown.text.length;
  for (let parts = 0; parts < 2; parts += 1) {
    const tail = tailStart(shown.text.slice(0, end), known);
    if (tail === null || tail <= start) break;
    end = shown.text.slice(0, tail).replace(/(?<![\s,;])[\s,;]+$/, "").length;
  }
  const from = start === 0 ? 0 : shown.endOf(start - 1);
  const rest = text.slice(from, shown.startOf(end)).trim();
  const isWhole = showText(rest).text.trim() === shown.text.slice(start, end).trim();
  const isClean =
    isPlain(text.slice(0, from), shown.text.slice(0, start)) &&
    isPlain(text.slice(shown.startOf(end)), shown.text.slice(end));
  // Another day that was not read would now stand there as if it were the due date.
  const isOnly =
    known.due === null || end > known.due.phrase.start || findDueDate(shown.text.slice(start, end), reading) === null;
  return isWhole && isClean && isOnly && rest !== "" ? rest : text;
}

/** Puts another day where a text says one; the words around it and the emphasis stay. Null where Markdown would break. */
function withDay(text: string, { shown }: LocatedDetails, { start, end }: Range, date: PlainDate): string | null {
  const [from, to] = [shown.startOf(start), shown.endOf(end - 1)];
  const [before, written, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  const day = shown.text.slice(start, end);
  if (written === day) return before + date + after;
  // Emphasis that begins or ends within the day: `due _20_ Jan`.
  const marks = written.replace(/[^*_]/g, "");
  const expected = shown.text.slice(0, start) + date + shown.text.slice(end);
  const texts = [before + date + marks + after, before + marks + date + after];
  return texts.find((one) => showText(one).text === expected) ?? null;
}

/**
 * The text of an item on a line of its own, with its owner first and its due date last, unless the text says them itself:
 * `@bob Upload the diagram, due 2026-12-01`. A due date in the text gives way to another one. What is null adds nothing;
 * a name or date in the middle of the text stays. What was said in place of a user name or a day goes along: else nobody
 * would see that something was meant.
 */
export function joinItemText(
  item: { readonly text: string } & Pick<ItemDetails, "owner" | "due"> &
    Partial<Pick<ItemDetails, "unclearDue"> & { readonly named: string | null }>,
  reading: DateReading,
): string {
  const { owner, due, unclearDue, named } = item;
  let text = item.text.trim();
  const located = locateDetails(text, reading);
  if (due !== null && located.due?.date !== due) {
    const changed = located.due === null ? null : withDay(text, located, located.due.day, due);
    if (changed !== null) text = changed;
    else text += /[\p{L}\p{N})"'`]$/u.test(text) ? `, due ${due}` : ` (due ${due})`;
  }
  const said = [
    ["owner", owner === null ? named : null],
    ["due", due === null ? unclearDue : null],
  ] as const;
  for (const [what, words] of said) {
    if (words != null && !text.includes(words)) text += ` (${what} ${words.replace(/[()]/g, "")})`;
  }
  if (owner !== null && located.owner?.name !== owner) text = `@${owner} ${text}`;
  return text.trim();
}

/**
 * The text of an item with the day itself in place of words that mean another day at another call (`by Friday`,
 * `due 20 Jan`), for a copy in the agenda of that call.
 */
export function pinItemText(text: string, reading: DateReading): string {
  const located = locateDetails(text, reading);
  const { due } = located;
  return due === null || due.date === null || due.isFixed ? text : (withDay(text, located, due.day, due.date) ?? text);
}

/** The text of an item with what a column of a follow-up said of it (`joinItemText`) in the words of a language. */
export function withColumnsSaid(text: string, { sections }: Texts): string {
  const behind: string[] = [];
  let rest = text;
  for (let found = SAID_BEHIND.exec(rest); found !== null && behind.length < 2; found = SAID_BEHIND.exec(rest)) {
    const [all, what, words = ""] = found;
    rest = rest.slice(0, -all.length);
    if (what === "owner") behind.unshift(` (${sections.owner({ owner: words })})`);
    else behind.unshift(` (${isPlainDate(words) ? sections.due({ due: words }) : sections.unclearDue({ words })})`);
  }
  return rest.replace(DAY_BEHIND, (_all, due: string) => sections.due({ due })) + behind.join("");
}

const SAID_BEHIND = / \((owner|due) ([^()]+)\)$/;
const DAY_BEHIND = /(?<=, )due (\d{4}-\d{2}-\d{2})$/;
