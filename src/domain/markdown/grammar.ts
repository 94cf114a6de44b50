import { type BlockContext, type BlockParser, type Line, type MarkdownConfig, parser } from "@lezer/markdown";
import { isLazy } from "./lazy.ts";
import { table } from "./table.ts";

/**
 * Containers within containers beyond this are read as text. Every line of a document may cost as many steps as it has
 * open containers, so without a limit a megabyte of nested lists takes quadratic time.
 */
const maxDepth = 1_030;

/** List markers opened on one line beyond this are text, as GitLab's own parser (comrak) has it. */
const maxMarkersOnLine = 100;

const greaterThan = 62;
const tab = 9;

/** Length of the list marker at the line's position, `-` or `12.`, or 0. */
function markerLength(line: Line): number {
  const pattern = /(?:[-+*]|\d{1,9}[.)])(?=[ \t\r]|$)/y;
  pattern.lastIndex = line.pos;
  return pattern.exec(line.text)?.[0].length ?? 0;
}

/** Column at which the content of a list item starts whose marker ends at `after`. */
function contentColumn(line: Line, after: number): number {
  const markerEnd = line.countIndent(after, line.pos, line.indent);
  const next = line.skipSpace(after);
  const column = line.countIndent(next, after, markerEnd);
  return next === line.text.length || column >= markerEnd + 5 ? markerEnd + 1 : column;
}

/**
 * Moves the base of the line to a column, from where it is now. The library's own way counts from the start of the line
 * for every container, quadratic in deep lists.
 */
function moveBaseTo(line: Line, column: number): void {
  let at = line.basePos;
  // A tab that straddles the base has been passed already: the text after it starts at its tab stop.
  let reached = line.text.charCodeAt(at - 1) === tab ? Math.ceil(line.baseIndent / 4) * 4 : line.baseIndent;
  for (; reached < column && at < line.text.length; at++) {
    reached += line.text.charCodeAt(at) === tab ? 4 - (reached % 4) : 1;
  }
  line.basePos = at;
  line.baseIndent = column;
}

function continueListItem(_context: BlockContext, line: Line, contentIndent: number): boolean {
  const isBlankLine = line.next < 0;
  if (isBlankLine) return true;
  const column = line.baseIndent + contentIndent;
  if (line.indent < column) return false;
  moveBaseTo(line, column);
  return true;
}

/**
 * Opens a list item. It replaces the library's list rules, whose columns go wrong where tabs precede the marker and
 * whose lists let any number interrupt a paragraph. Lists themselves are left out: only items matter here.
 */
const listItem: BlockParser = {
  name: "BulletList",
  parse(context, line) {
    const length = markerLength(line);
    if (length === 0) return false;
    const after = line.pos + length;
    const from = context.lineStart + line.pos;
    if (line.skipSpace(after) === line.text.length && /^[> \t\r]*$/.test(context.peekLine())) {
      // An item may begin with one blank line, not with two: this one ends here.
      const to = context.lineStart + line.text.length;
      context.nextLine();
      context.addElement(context.elt("Item", from, to));
      return true;
    }
    const column = contentColumn(line, after);
    context.startComposite("Item", line.pos, column - line.baseIndent);
    moveBaseTo(line, column);
    return null;
  },
  // Where the line has left the paragraph's container any list marker starts an item. The stricter rules for what
  // interrupts a paragraph hold only within it.
  endLeaf: (context, line) => isLazy(context, line) && markerLength(line) > 0,
};

/** Number of `>` in a GitLab block quote fence at the line's position, or 0. */
function quoteFenceLength(line: Line, opening: boolean): number {
  // The rest of a longer run that was no fence is none either, and looking again would take quadratic time.
  if (line.next !== greaterThan || line.text.charCodeAt(line.pos - 1) === greaterThan) return 0;
  let end = line.pos;
  while (line.text.charCodeAt(end) === greaterThan) end++;
  if (end - line.pos < 3) return 0;
  if (line.skipSpace(end) === line.text.length) return end - line.pos;
  const alert = / \[!(?:note|tip|important|warning|caution)\]/iy;
  alert.lastIndex = end;
  return opening && alert.test(line.text) ? end - line.pos : 0;
}

/** `>>>` to `>>>`: everything between is quoted, whatever it is, to the end of the container when never closed. */
const fencedQuote: BlockParser = {
  name: "FencedQuote",
  before: "Blockquote",
  parse(context, line) {
    const length = quoteFenceLength(line, true);
    if (length === 0) return false;
    context.startComposite("FencedQuote", line.pos, length * 4 + (line.indent - line.baseIndent));
    line.moveBase(line.text.length);
    return null;
  },
};

function continueFencedQuote(context: BlockContext, line: Line, value: number): boolean {
  const indentation = line.indent - line.baseIndent;
  const length = value >> 2;
  // One look at the character that must be there keeps fences within fences from counting each line once per fence.
  const isLongEnough = line.text.charCodeAt(line.pos + length - 1) === greaterThan;
  if (indentation < 4 && isLongEnough && quoteFenceLength(line, false) >= length) {
    const from = context.lineStart + line.pos;
    line.addMarker(context.elt("FencedQuoteEnd", from, context.lineStart + line.text.length));
    line.moveBase(line.text.length);
    return false;
  }
  moveBaseTo(line, line.baseIndent + Math.min(indentation, value & 3));
  return true;
}

const depthLimit: BlockParser = {
  name: "DepthLimit",
  before: "FencedQuote",
  parse(context, line) {
    if (line.next !== greaterThan && markerLength(line) === 0) return false;
    if (context.depth < maxDepth && !hasTooManyMarkers(line)) return false;
    const from = context.lineStart + line.pos;
    const to = context.lineStart + line.text.length;
    context.nextLine();
    context.addElement(context.elt("Paragraph", from, to));
    return true;
  },
};

function hasTooManyMarkers(line: Line): boolean {
  if (line.pos < 2 * maxMarkersOnLine) return false;
  return (line.text.slice(0, line.pos).match(/[-+*]|(?<!\d)\d+[.)]/g)?.length ?? 0) >= maxMarkersOnLine;
}

const gitlab: MarkdownConfig = {
  defineNodes: [
    { name: "Item", block: true, composite: continueListItem },
    { name: "FencedQuote", block: true, composite: continueFencedQuote },
    "FencedQuoteEnd",
  ],
  parseBlock: [fencedQuote, depthLimit, listItem],
  // Inline parsers are quadratic on some input and not needed; link definitions are read as paragraphs.
  remove: [
    ...["Escape", "Entity", "InlineCode", "HTMLTag", "Emphasis", "HardBreak", "Link", "Image"],
    ...["LinkReference", "OrderedList"],
  ],
};

/** Block structure of GitLab Flavored Markdown; its input has line ends `\n` (see `prepare`). */
export const blockParser = parser.configure([gitlab, table]);
