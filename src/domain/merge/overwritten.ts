import { parseIssueMarker } from "../marker/issue-marker.ts";
import { parseItemMarkers } from "../marker/item-marker.ts";
import { diffLines, type Hunk } from "./line-diff.ts";
import { newlineOf, splitText } from "./lines.ts";
import { mergeTexts } from "./three-way.ts";

const ITEM_BOX = /^([\s>]*(?:[-+*]|\d{1,9}[.)])[ \t]+)\[(?:[xX~]|[^\S\r\n])\]/;
const CARRY_NOTES = /(?<![ \t])[ \t]*(?:\((?:from|issue) #\d[^()\n]*\)|<!--[ \t]*c:[0-9]+-[0-9a-z]+[ \t]*-->)/g;
const BOT_LINE = "\0marker of the bot";

/** An update of a description by the bot, line by line. */
interface Update {
  readonly previous: readonly string[];
  readonly written: readonly string[];
  /** Ids of all items that stood there before. */
  readonly knownIds: ReadonlySet<string>;
  /** Whether somebody has put a line back since, wherever that is. */
  readonly isBack: (line: string) => boolean;
}

/**
 * Finds out whether an update of the bot overwrote a person's edit (law 3): its webhook says what stood there just before
 * (`previous`) and what the bot wrote (`written`). The bot may change boxes, add items that carry its marker, add what it
 * says behind marked items, and change its own first line; blank lines and blanks at line ends go and come by themselves.
 * Every other difference was a person's edit. Then the answer is the `current` text with that edit in it again, the
 * bot's own changes and later edits kept; null when nothing was lost, or when later edits of the same lines leave nothing
 * to give back. Lines that somebody has put back by hand, in whatever place, come back no second time. What a person deleted at that very moment stays where it looks like something the bot added: a marked item,
 * a heading right above a new one.
 */
export function restoreOverwritten(previous: string, written: string, current: string): string | null {
  const [was, is] = [splitText(previous), splitText(written)];
  const knownIds = new Set(was.texts.flatMap((text) => parseItemMarkers(text)));
  const isBack = moreOften(splitText(current).texts, is.texts);
  const update: Update = { previous: was.texts, written: is.texts, knownIds, isBack };
  const hunks = diffLines(keysOf(was.texts), keysOf(is.texts));
  if (!hunks.some((hunk) => isLoss(hunk, update))) return null;
  let done = 0;
  const lines = hunks.flatMap((hunk) => {
    const repaired = [...is.texts.slice(done, hunk.otherStart), ...repair(hunk, update)];
    done = hunk.otherEnd;
    return repaired;
  });
  const wanted = lines.concat(is.texts.slice(done)).join(newlineOf(is) ?? "\n");
  // Compared in one kind of line ends: where a text mixes them, those of `current` stay.
  const restored = mergeTexts(is.texts.join(newlineOf(is) ?? "\n"), wanted, current).text;
  return restored === current ? null : restored;
}

/** What a line says apart from what the bot may change about it. */
function keysOf(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => !isBlank(line));
  return lines.map((line, index) => {
    if (index === first && parseIssueMarker(line) !== null) return BOT_LINE;
    const said = line.replace(ITEM_BOX, "$1[ ]");
    return (parseItemMarkers(said).length > 0 ? said.replace(CARRY_NOTES, "") : said).trimEnd();
  });
}

/** Tells of lines that stand in a text more often than in another one. */
function moreOften(lines: readonly string[], others: readonly string[]): (line: string) => boolean {
  const counts = new Map<string, number>();
  const count = (line: string, by: number): void => {
    const said = line.trimEnd();
    counts.set(said, (counts.get(said) ?? 0) + by);
  };
  for (const line of lines) count(line, 1);
  for (const line of others) count(line, -1);
  return (line) => (counts.get(line.trimEnd()) ?? 0) > 0;
}

function isLoss(hunk: Hunk, update: Update): boolean {
  const own = botLines(hunk, update);
  const said = update.previous.slice(hunk.start, hunk.end).filter((line) => !isBlank(line));
  if (said.length > 0 && said.every(update.isBack)) return false;
  return (
    said.length > 0 ||
    update.written.slice(hunk.otherStart, hunk.otherEnd).some((line, index) => !isBlank(line) && !own.has(index))
  );
}

/** The person's lines, then what the bot added there (its first line stays first). A box shows what the bot made of it. */
function repair(hunk: Hunk, update: Update): readonly string[] {
  const own = botLines(hunk, update);
  const written = update.written.slice(hunk.otherStart, hunk.otherEnd);
  if (!isLoss(hunk, update)) return written;
  const boxes = new Map(written.flatMap((line) => parseItemMarkers(line).map((id) => [id, boxOf(line)] as const)));
  const lost = update.previous.slice(hunk.start, hunk.end).filter((line) => isBlank(line) || !update.isBack(line));
  const previous = lost.map((line) => {
    const box = boxes.get(parseItemMarkers(line)[0] ?? "") ?? null;
    return box === null ? line : line.replace(ITEM_BOX, (_, lead: string) => lead + box);
  });
  const added = written.filter((line, index) => own.has(index) || (own.size > 0 && isBlank(line)));
  const first = added.findIndex((line) => parseIssueMarker(line) !== null) + 1;
  return [...added.slice(0, first), ...previous, ...added.slice(first)];
}

/**
 * Which written lines of a hunk, by their number in it, the bot added: items with markers that were not there before,
 * with what is indented below them and the heading right above; and its own first line.
 */
function botLines({ otherStart, otherEnd }: Hunk, { written, knownIds }: Update): ReadonlySet<number> {
  const own = new Set<number>();
  const isTop = written.slice(0, otherStart).every(isBlank);
  let column = Number.POSITIVE_INFINITY;
  let heading: number | null = null;
  written.slice(otherStart, otherEnd).forEach((line, index) => {
    if (isBlank(line)) return;
    const ids = parseItemMarkers(line);
    const isNew = ids.length > 0 && !ids.some((id) => knownIds.has(id));
    const isFirstLine = isTop && parseIssueMarker(line) !== null;
    if (isNew && heading !== null) own.add(heading);
    if (isNew || isFirstLine || (ids.length === 0 && indentation(line) >= column + 2)) own.add(index);
    if (isNew) column = Math.min(column, indentation(line));
    else if (!own.has(index)) column = Number.POSITIVE_INFINITY;
    heading = /^#{1,6} /.test(line) ? index : null;
  });
  return own;
}

function boxOf(line: string): string | null {
  return ITEM_BOX.exec(line)?.[0].slice(-3) ?? null;
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}

function isBlank(line: string): boolean {
  return line.trim() === "";
}
