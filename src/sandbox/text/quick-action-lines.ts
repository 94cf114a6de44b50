import { readBlocks } from "./blocks/read.ts";
import { shownText } from "./markdown.ts";
import { nextOf, spanFinder } from "./quick-action-spans.ts";

export interface QuickAction {
  /** Lower case, without the slash. */
  readonly name: string;
  readonly argument: string;
}

export interface ExtractedText {
  /** What is stored: command lines gone, `\r` gone, end stripped. */
  readonly text: string;
  readonly actions: readonly QuickAction[];
}

/** What gives the text that takes a command's place (`/shrug`), or null where the command goes. */
type Replace = (action: QuickAction) => string | null;

/**
 * Takes quick actions out of a text, as GitLab's extractor does: only lines of paragraphs that stand in nothing else and show
 * a line with a slash at its start; `/` in column 0, a known name, then the end of the line or one space and an argument; not
 * between backticks, not in an HTML block. A blank line after a paragraph that ends with a command goes with it.
 */
export function extractQuickActions(
  source: string,
  names: ReadonlySet<string>,
  replace: Replace = () => null,
): ExtractedText {
  const clean = source.replaceAll("\r", "");
  const actions: QuickAction[] = [];
  // Parsing Markdown is the dear part; most texts hold no candidate at all.
  if (!/^\//m.test(clean)) return { text: stripEnd(clean), actions };
  const lines = clean.match(/[^\n]*\n|[^\n]+/g) ?? [];
  const output: string[] = [];
  let next = 0;
  for (const block of readBlocks(clean).children) {
    if (block.kind !== "paragraph" || !showsSlash(block.lines)) continue;
    const end = block.last + (lines[block.last + 1] === "\n" ? 2 : 1);
    output.push(lines.slice(next, block.first).join(""));
    output.push(extractFromParagraph(lines.slice(block.first, end).join(""), names, replace, actions));
    next = end;
  }
  output.push(lines.slice(next).join(""));
  return { text: stripEnd(output.join("")), actions };
}

function showsSlash(lines: readonly string[]): boolean {
  return lines.some((line) => line.startsWith("/")) && /^\//m.test(shownText(lines.join("")));
}

function extractFromParagraph(
  text: string,
  names: ReadonlySet<string>,
  replace: Replace,
  actions: QuickAction[],
): string {
  const kept: string[] = [];
  let at = 0;
  for (const { action, start, lineEnd, end } of actionsIn(text, names)) {
    const replacement = replace(action);
    actions.push(action);
    kept.push(text.slice(at, start));
    if (replacement !== null) kept.push(replacement, text.slice(lineEnd, end));
    at = end;
  }
  kept.push(text.slice(at));
  return kept.join("");
}

interface FoundAction {
  readonly action: QuickAction;
  readonly start: number;
  readonly lineEnd: number;
  /** Behind the line breaks and blank lines that follow. */
  readonly end: number;
}

/** The commands of a paragraph in order. A command's own backticks open no span, those before it do. */
function* actionsIn(text: string, names: ReadonlySet<string>): Generator<FoundAction> {
  const spanFrom = spanFinder(text);
  const slashFrom = slashFinder(text);
  for (let at = 0; ; ) {
    const span = spanFrom(at);
    const slash = slashFrom(at);
    if (slash === -1) return;
    if (span !== null && span.start < slash) {
      at = span.end;
      continue;
    }
    const found = readAction(text, slash, names);
    if (found !== null) yield found;
    at = found?.end ?? slash + 1;
  }
}

/** The command on a line that begins with a slash, if it is one. */
function readAction(text: string, start: number, names: ReadonlySet<string>): FoundAction | null {
  const line = /\/([^ \t\n\v\f]+)(?: ([^\n]*))?/y;
  line.lastIndex = start;
  const [, word = "", argument = ""] = line.exec(text) ?? [];
  const name = word.toLowerCase();
  const lineEnd = line.lastIndex;
  const end = endOfBreaks(text, lineEnd);
  // Ruby ignores case as Unicode does, where the long s is an s.
  if (end === null || !names.has(name.replaceAll("\u017F", "s"))) return null;
  return { action: { name, argument: argument.trim() }, start, lineEnd, end };
}

/** Finds the next slash with which a line begins; -1 for none. Offsets to look from must not go back. */
function slashFinder(text: string): (from: number) => number {
  const breakFrom = nextOf(text, "\n/");
  return (from) => {
    if (from === 0 && text.startsWith("/")) return 0;
    const found = breakFrom(Math.max(0, from - 1));
    return found === -1 ? -1 : found + 1;
  };
}

/** The end of blanks that hold a line break, behind the last one; the end of the text is one too. Null for others. */
function endOfBreaks(text: string, from: number): number | null {
  const blanks = /[ \t\n\v\f]*/y;
  blanks.lastIndex = from;
  const found = blanks.exec(text)?.[0] ?? "";
  const last = found.lastIndexOf("\n");
  if (last !== -1) return from + last + 1;
  return from === text.length ? from : null;
}

/** Ruby's rstrip. */
function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && "\0\t\n\v\f\r ".includes(text[end - 1] ?? "x")) end -= 1;
  return text.slice(0, end);
}
