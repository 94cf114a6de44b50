/** A line inside lists and quotes: the marks or blanks that put it there, and what it holds. */
export interface ContainedLine {
  readonly prefix: string;
  readonly content: string;
}

const LEADING = /^(?:[ \t]|>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))+/;
const FENCE_AFTER_TAB = /^ *\t[ \t]*(?:`{3}|~{3})/;

function expand(text: string): string {
  let column = 0;
  return text.replace(/\t|[^\t]+/g, (part) => {
    const width = part === "\t" ? 4 - (column % 4) : part.length;
    column += width;
    return part === "\t" ? " ".repeat(width) : part;
  });
}

/**
 * Writes the tabs that decide about the structure of a line as blanks: a tab reaches the next multiple of 4, so moving
 * the line to the right, as carrying does, would change how far it is indented.
 */
export function expandLeadingTabs(line: string): string {
  const leading = line.includes("\t") ? (LEADING.exec(line)?.[0] ?? "") : "";
  return leading.includes("\t") ? expand(leading) + line.slice(leading.length) : line;
}

/** The same for a line of code, where only a fence could come to act. */
export function expandFenceTabs(line: string): string {
  return FENCE_AFTER_TAB.test(line) ? expandLeadingTabs(line) : line;
}

/** What continues the containers of a line: quote marks stay, list marks become blanks. */
export function blankPrefix(prefix: string): string {
  // A blank behind a quote mark belongs to that.
  return prefix.replace(/>(?=[^\s>])/g, "> ").replace(/[^\s>]/g, " ");
}

export function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line);
}

/** How many blanks a line begins with. */
export function indentation(line: string): number {
  return line.length - line.replace(/^ +/, "").length;
}

const ALERT = /\[!(?:note|tip|important|warning|caution)\]/iy;

/** How long the mark of an alert (`[!note]`) at an offset is; 0 for none. */
export function alertAt(text: string, at: number): number {
  ALERT.lastIndex = at;
  return ALERT.exec(text)?.[0].length ?? 0;
}

/** The beginning of a fenced code block, up to three blanks in. */
export interface Fence {
  readonly indent: string;
  readonly marks: string;
  readonly info: string;
}

export function parseFence(line: string): Fence | null {
  const match = /^( {0,3})(?:(`{3,})([^`]*)|(~{3,})(.*))$/s.exec(line);
  if (match === null) return null;
  const [, indent = "", ticks, tickInfo, tildes, tildeInfo] = match;
  return { indent, marks: ticks ?? tildes ?? "", info: tickInfo ?? tildeInfo ?? "" };
}

export function closesFence(line: string, fence: Fence): boolean {
  const match = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line);
  const marks = match?.[1] ?? "";
  return marks[0] === fence.marks[0] && marks.length >= fence.marks.length;
}

/** A list item's first line: what comes before its content, and how far the following lines must be indented. */
export interface ItemStart {
  readonly prefix: string;
  readonly width: number;
  readonly content: string;
  /** Whether it may begin right below a paragraph (CommonMark: not empty, and a bullet or number 1). */
  readonly interrupts: boolean;
}

const THEMATIC_BREAK = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/;

export function parseItemStart(line: string): ItemStart | null {
  const match = /^( {0,3})([-+*]|\d{1,9}[.)])( +|$)/.exec(line);
  if (match === null || THEMATIC_BREAK.test(line)) return null;
  const [all, indent = "", marker = "", blanks = ""] = match;
  const empty = all.length === line.length;
  const bare = indent.length + marker.length + 1;
  const width = empty || blanks.length > 4 ? bare : all.length;
  const content = line.slice(width);
  const interrupts = !empty && /^(?:[-+*]|1[.)])$/.test(marker);
  return { prefix: line.slice(0, width), width, content, interrupts };
}
