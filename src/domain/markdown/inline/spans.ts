import { isAsciiPunctuation } from "./characters.ts";
import { addNode, type Inlines } from "./inline-nodes.ts";

const maxBackticks = 80;
const maxPart = 1_000;

// One literal, so that its time can be proven linear; the attributes are those of CommonMark ("Raw HTML").
const tag =
  /<(?:[A-Za-z][A-Za-z0-9-]*(?:[ \t\v\f\n]+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:[ \t\v\f\n]*=[ \t\v\f\n]*(?:[^ \t\n\v\f"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t\v\f\n]*\/?|\/[A-Za-z][A-Za-z0-9-]*[ \t\v\f\n]*)>/y;
const uri = /<[A-Za-z][A-Za-z0-9.+-]{1,31}:[^\x01- <>]*>/y;
const label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
const email = new RegExp(`<[a-zA-Z0-9.!#$%&'*+/=?^_\`{|}~-]+@${label}(?:\\.${label})*>`, "y");

function lengthAt(pattern: RegExp, { text, at }: Inlines): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** Reads a run of backticks: code where the same run follows, else text. */
export function readCode(inlines: Inlines): void {
  const { text, at, unclosed } = inlines;
  const run = /`+/y;
  const length = lengthAt(run, inlines);
  const key = `\`${length}`;
  let end: number | null = null;
  if (length <= maxBackticks && !unclosed.has(key)) {
    const runs = /`+/g;
    runs.lastIndex = at + length;
    for (let found = runs.exec(text); found !== null; found = runs.exec(text)) {
      if (found[0].length !== length) continue;
      end = runs.lastIndex;
      break;
    }
    if (end === null) unclosed.add(key);
  }
  inlines.at = end ?? at + length;
  addNode(inlines, at, end === null ? text.slice(at, inlines.at) : null);
}

/** Reads `$formula$`, `$$formula$$` or `` $`formula`$ ``, else dollars that are text. */
export function readMath(inlines: Inlines): void {
  const { text, at } = inlines;
  const run = lengthAt(/\$+/y, inlines);
  const isCode = run === 1 && text[at + 1] === "`";
  const end = isCode ? codeMathEnd(inlines) : run > 2 ? null : mathEnd(inlines, run);
  const fence = isCode ? 2 : run;
  const isMath = end !== null && end - at >= fence * 2 + 1;
  inlines.at = isMath ? end : at + run;
  addNode(inlines, at, isMath ? null : text.slice(at, inlines.at));
}

function codeMathEnd({ text, at, unclosed }: Inlines): number | null {
  if (unclosed.has("$`")) return null;
  const close = text.indexOf("`$", at + 1);
  if (close < 0) unclosed.add("$`");
  return close < 0 ? null : close + 2;
}

function mathEnd({ text, at, unclosed }: Inlines, run: number): number | null {
  const isBlank = (from: number): boolean => /^[ \t\n\r]/.test(text[from] ?? "");
  if (run === 1 && isBlank(at + 1)) return null;
  if (unclosed.has(`$${run}`)) return null;
  let next = at + run;
  for (;;) {
    next = text.indexOf("$", next);
    if (next < 0) {
      unclosed.add(`$${run}`);
      return null;
    }
    if (run === 1) {
      if (isBlank(next - 1)) return null;
      if (text[next - 1] === "\\") {
        next += 1;
        continue;
      }
      return /\d/.test(text[next + 1] ?? "") ? null : next + 1;
    }
    if (text[next + 1] === "$") return next + 2;
    next += 1;
  }
}

/** Reads `[[title|page]]`; false when it is none. */
export function readWikiLink(inlines: Inlines): boolean {
  const { text, at } = inlines;
  if (inlines.withinBrackets || text[at + 1] !== "[") return false;
  let end = partEnd(text, at + 2);
  if (end !== null && text[end] === "|") end = partEnd(text, end + 1);
  if (end === null || !text.startsWith("]]", end)) return false;
  inlines.at = end + 2;
  addNode(inlines, at, null);
  return true;
}

function partEnd(text: string, start: number): number | null {
  let at = start;
  while (at < text.length && !"[]|".includes(text[at] as string)) {
    at += text[at] === "\\" && isAsciiPunctuation(text[at + 1]) ? 2 : 1;
    if (at - start > maxPart) return null;
  }
  return Math.min(at, text.length);
}

/** Reads what begins with `<`: an address, a tag, a comment, or text. */
export function readTag(inlines: Inlines): void {
  const { at, text } = inlines;
  const link = lengthAt(uri, inlines) || lengthAt(email, inlines);
  const html = link > 0 ? 0 : htmlLength(inlines);
  inlines.at += link || html || 1;
  addNode(inlines, at, link + html > 0 ? null : text.slice(at, at + 1), { html: html > 0 });
}

function htmlLength(inlines: Inlines): number {
  const { text, at } = inlines;
  if (text.startsWith("<!--", at)) return commentLength(inlines);
  if (text.startsWith("<![", at)) {
    return /^CDATA\[/i.test(text.slice(at + 3, at + 9)) ? closedLength(inlines, 9, "]]") : 0;
  }
  if (text[at + 1] === "!") return declarationLength(inlines);
  if (text[at + 1] === "?") return closedLength(inlines, 2, "?");
  return lengthAt(tag, inlines);
}

function commentLength(inlines: Inlines): number {
  const short = lengthAt(/<!--(?:-)?>/y, inlines);
  return short > 0 ? short : closedLength(inlines, 4, "--");
}

function declarationLength(inlines: Inlines): number {
  const { text, at, unclosed } = inlines;
  if (unclosed.has("<!") || lengthAt(/<![A-Za-z]+[ \t\v\f\n]/y, inlines) === 0) return 0;
  const close = text.indexOf(">", at);
  if (close < 0) unclosed.add("<!");
  return close < 0 ? 0 : close + 1 - at;
}

/**
 * Length up to the `>` behind the marks that close it. Where another character follows the marks, comrak passes over both:
 * `--->` closes no comment, `----->` does. What leads to no end is not looked at again.
 */
function closedLength({ text, at, unclosed }: Inlines, opening: number, marks: string): number {
  const seen: string[] = [];
  let next = text.indexOf(marks, at + opening);
  while (next >= 0 && !unclosed.has(`${marks}${next}`)) {
    const end = next + marks.length;
    if (text[end] === ">") return end + 1 - at;
    seen.push(`${marks}${next}`);
    next = text.indexOf(marks, end + 1);
  }
  for (const place of seen) unclosed.add(place);
  return 0;
}
