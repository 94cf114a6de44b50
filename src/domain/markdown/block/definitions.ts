const maxLabelLength = 1_000;

const punctuation = /[!-/:-@[-`{-~]/;
// An escaped quote ends a title after all where no other one does.
const title = /"(?:\\"|[^"])*"|'(?:\\'|[^'])*'|\((?:\\[()]|[^()])*\)/y;
const toLineEnd = /[ \t]*(?:\n|$)/y;
const overLineEnd = /[ \t]*(?:\n[ \t]*)?/y;

/** The form in which labels are compared. */
export function normaliseLabel(label: string): string {
  let end = label.length;
  while (end > 0 && " \t\n".includes(label[end - 1] as string)) end--;
  return label
    .slice(0, end)
    .replace(/^[ \t\n]+/, "")
    .replace(/[\s\u0085]+/g, " ")
    .toLowerCase()
    .toUpperCase()
    .toLowerCase();
}

/** End of the label `[...]` at an offset, behind its bracket, or null. */
export function labelEnd(text: string, start: number): number | null {
  if (text[start] !== "[") return null;
  const stop = Math.min(text.length, start + 2 + maxLabelLength);
  for (let at = start + 1; at < stop; at++) {
    const char = text[at] as string;
    if (char === "]") return at + 1;
    if (char === "[") return null;
    if (char === "\\" && punctuation.test(text[at + 1] ?? "")) at++;
  }
  return null;
}

/** End of a link's address at an offset, or null. One between `<` and `>` may be empty and hold blanks. */
export function addressEnd(text: string, start: number): number | null {
  if (text[start] !== "<") return bareAddressEnd(text, start);
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] as string;
    if (char === ">") return at + 1 < text.length ? at + 1 : null;
    if (char === "\\") at++;
    else if (char === "\n" || char === "<") return null;
  }
  return null;
}

function bareAddressEnd(text: string, start: number): number | null {
  let depth = 0;
  let at = start;
  for (; at < text.length; at++) {
    const char = text[at] as string;
    if (char === "\\" && punctuation.test(text[at + 1] ?? "")) at++;
    else if (char === "(") {
      if (++depth > 32) return null;
    } else if (char === ")") {
      if (depth === 0) break;
      depth--;
    } else if (isControl(char)) {
      if (at === start) return null;
      break;
    }
  }
  return start >= text.length || depth !== 0 ? null : at;
}

function isControl(char: string): boolean {
  const code = char.charCodeAt(0);
  return (code <= 32 && code !== 0) || code === 127;
}

/** End of a link's title at an offset, or null. */
export function titleEnd(text: string, start: number): number | null {
  title.lastIndex = start;
  const found = title.exec(text);
  return found === null ? null : start + found[0].length;
}

function skip(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found === null ? null : at + found[0].length;
}

/** What a link definition says, and where it ends with its line end. */
interface Definition {
  readonly label: string;
  /** Address and title as they are written. */
  readonly target: string;
  readonly end: number;
}

/** The link definition that begins at an offset, or null. */
function readDefinition(content: string, start: number): Definition | null {
  const label = labelEnd(content, start);
  if (label === null || content[label] !== ":" || /^[ \t\n]*$/.test(content.slice(start + 1, label - 1))) return null;
  const from = skip(overLineEnd, content, label + 1) as number;
  const address = addressEnd(content, from);
  if (address === null) return null;
  const beforeTitle = skip(overLineEnd, content, address) as number;
  const title = beforeTitle === address ? null : titleEnd(content, beforeTitle);
  const withTitle = title === null ? null : skip(toLineEnd, content, title);
  const end = withTitle ?? skip(toLineEnd, content, address);
  if (end === null) return null;
  const target = content.slice(from, withTitle === null ? address : (title as number));
  return { label: normaliseLabel(content.slice(start + 1, label - 1)), target, end };
}

/**
 * Length of the link definitions that a paragraph begins with. Address and title of each are added to `labels`; of two
 * with one label the first counts.
 */
export function readDefinitions(content: string, labels: Map<string, string>): number {
  let at = 0;
  while (content[at] === "[") {
    const definition = readDefinition(content, at);
    if (definition === null) break;
    const { label, target, end } = definition;
    if (!labels.has(label)) labels.set(label, target);
    at = end;
  }
  return at;
}
