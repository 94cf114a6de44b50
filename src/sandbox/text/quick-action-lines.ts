import { parseMarkdown } from "./markdown.ts";
import { spansOf } from "./quick-action-spans.ts";

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

/**
 * Takes quick actions out of a text, as GitLab's extractor does: only lines of top-level paragraphs, `/` in column 0,
 * a known name, then the end of the line or one space and an argument; not between backticks, not in an HTML block.
 * `replace` gives the text that takes a command's place (`/shrug`), or null where the line goes.
 */
export function extractQuickActions(
  source: string,
  names: ReadonlySet<string>,
  replace: (action: QuickAction) => string | null = () => null,
): ExtractedText {
  const clean = source.replaceAll("\r", "");
  const actions: QuickAction[] = [];
  // Parsing Markdown is the dear part; most texts hold no candidate at all.
  if (!/^\//m.test(clean)) return { text: stripEnd(clean), actions };
  const lines = clean.split("\n");
  // Lists within a list: as arguments of one call 100,000 lines would be too many for the stack.
  const output: (readonly string[])[] = [];
  let next = 0;
  for (const [from, to] of candidateParagraphs(clean)) {
    output.push(lines.slice(next, from), extractFromParagraph(lines.slice(from, to), names, replace, actions));
    next = to;
  }
  output.push(lines.slice(next));
  return { text: stripEnd(output.flat().join("\n")), actions };
}

function candidateParagraphs(text: string): readonly (readonly [number, number])[] {
  return parseMarkdown(text).flatMap((token) =>
    token.type === "paragraph_open" && token.level === 0 && token.map !== null
      ? [[token.map[0], token.map[1]] as const]
      : [],
  );
}

function extractFromParagraph(
  lines: readonly string[],
  names: ReadonlySet<string>,
  replace: (action: QuickAction) => string | null,
  actions: QuickAction[],
): readonly string[] {
  const excluded = excludedLines(lines);
  return lines.flatMap((line, index) => {
    const action = excluded.has(index) ? null : readAction(line, names);
    if (action === null) return [line];
    actions.push(action);
    const replacement = replace(action);
    return replacement === null ? [] : [replacement];
  });
}

function readAction(line: string, names: ReadonlySet<string>): QuickAction | null {
  const match = /^\/([a-z_]+)(?: ([^]*)|\s*)$/i.exec(line);
  const name = match?.[1]?.toLowerCase();
  if (name === undefined || !names.has(name)) return null;
  return { name, argument: (match?.[2] ?? "").trim() };
}

/** Lines that start inside a backtick span or inside an HTML tag block of the paragraph. */
function excludedLines(lines: readonly string[]): ReadonlySet<number> {
  const excluded = new Set<number>();
  let line = 0;
  let offset = 0;
  for (const { start, end } of spansOf(lines.join("\n"))) {
    while (line < lines.length && offset < end) {
      if (offset >= start) excluded.add(line);
      offset += (lines[line] ?? "").length + 1;
      line += 1;
    }
  }
  return excluded;
}

/** Ruby's rstrip. */
function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && "\0\t\n\v\f\r ".includes(text[end - 1] ?? "x")) end -= 1;
  return text.slice(0, end);
}
