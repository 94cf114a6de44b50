import type { MarkdownIt, StateInline } from "markdown-it";

/** How far back an open bracket is looked for, so that a text of nothing but brackets takes no longer than others. */
const LOOK_BACK = 1_000;
const wikiLink = /\[\[(?:[^[\]|\\]|\\[^])*(?:\|(?:[^[\]|\\]|\\[^])*)?\]\]/y;

/** What GitLab's Markdown has in a line beside CommonMark, as tokens of their own: formulas and links to wiki pages. */
export function addInlineRules(parser: MarkdownIt): void {
  parser.inline.ruler.before("escape", "math", readMath);
  parser.inline.ruler.before("link", "wiki_link", readWikiLink);
  parser.inline.ruler.before("link", "open_brackets", readOpenBrackets);
}

/** Brackets that nothing closes are text, all at once: one by one, each would be looked for in all that follows. */
function readOpenBrackets(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  const brackets = /(?:!?\[)+/y;
  brackets.lastIndex = pos;
  const run = brackets.exec(src)?.[0];
  if (run === undefined || src.slice(pos, posMax).includes("]")) return false;
  if (!silent) state.pending += run;
  state.pos = Math.min(posMax, pos + run.length);
  return true;
}

/** `$formula$`, and `$$formula$$`, which keeps its line breaks. What is no formula is text, all dollars at once. */
function readMath(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== "$") return false;
  const dollars = /\$+/y;
  dollars.lastIndex = pos;
  const run = dollars.exec(src)?.[0] ?? "";
  const end = run.length > 2 ? -1 : formulaEnd(src, pos, run.length);
  if (!silent && end === -1) state.pending += run;
  if (!silent && end !== -1) {
    const formula = src.slice(pos + run.length, end - run.length);
    state.push("math", "math", 0).content = run.length === 1 ? formula.replaceAll("\n", " ") : formula;
  }
  state.pos = end === -1 ? pos + run.length : end;
  return true;
}

/** -1 where the dollars open no formula. Between single ones no blank stands beside them, and no digit behind. */
function formulaEnd(src: string, start: number, run: number): number {
  const closing = run === 2 ? /\$\$/g : /(?<!\\)\$/g;
  if (run === 1 && /\s/.test(src[start + 1] ?? " ")) return -1;
  closing.lastIndex = start + run + (run === 2 ? 1 : 0);
  if (closing.exec(src) === null) return -1;
  const end = closing.lastIndex;
  const isOpen = run === 1 && (/\s/.test(src[end - 2] ?? "") || /\d/.test(src[end] ?? ""));
  return isOpen || end - start <= 2 * run ? -1 : end;
}

/** `[[title|page]]` outside other brackets: the title without line breaks. */
function readWikiLink(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (!src.startsWith("[[", pos)) return false;
  const before = src.slice(Math.max(0, pos - LOOK_BACK), pos);
  if (before.lastIndexOf("[") > before.lastIndexOf("]")) return false;
  wikiLink.lastIndex = pos;
  const link = wikiLink.exec(src)?.[0];
  if (link === undefined) return false;
  if (!silent) state.push("wiki_link", "a", 0).content = (link.slice(2, -2).split("|")[0] ?? "").trim();
  state.pos = pos + link.length;
  return true;
}
