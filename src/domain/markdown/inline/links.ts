import { isHostCharacter } from "./characters.ts";
import { addNode, type Inlines } from "./inline-nodes.ts";

const pairs: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Reads the address that a `:` or `www.` is part of, where it is one; false when it is none. */
export function readAddress(inlines: Inlines): boolean {
  const { text, at } = inlines;
  const isWeb = text[at] === "w";
  if (isWeb ? !/^(?:$|[ \t\n\r*_~([])/.test(text[at - 1] ?? "") || !text.startsWith("www.", at) : !isScheme(text, at)) {
    return false;
  }
  const from = at + (isWeb ? 4 : 3);
  const domain = domainEnd(text, from);
  if (domain === null) return false;
  let end = domain;
  for (; end < text.length && !/[ \t\n]/.test(text[end] as string); end++) {
    // Most likely in the text of a link.
    if (text[end - 1] === "]" && text[end] === "(") return false;
  }
  let start = at;
  if (!isWeb) while (start > 0 && /[A-Za-z]/.test(text[start - 1] as string)) start--;
  takeBack(inlines, start);
  inlines.at = trimmedEnd(text, at, end);
  addNode(inlines, start, null);
  return true;
}

function isScheme(text: string, at: number): boolean {
  return text.length - at >= 4 && text.startsWith("://", at);
}

/** Takes the letters of the scheme off the text before the colon. */
function takeBack({ nodes }: Inlines, start: number): void {
  for (let last = nodes.at(-1); last !== undefined && last.end > start; last = nodes.at(-1)) {
    if (last.start < start && last.text !== null) {
      nodes[nodes.length - 1] = { ...last, text: last.text.slice(0, start - last.start), end: start };
      return;
    }
    nodes.pop();
  }
}

function domainEnd(text: string, start: number): number | null {
  let inLast = 0;
  let inOther = 0;
  let dots = 0;
  let at = start;
  for (; at < text.length; ) {
    const char = String.fromCodePoint(text.codePointAt(at) as number);
    if (char === "\\" && at < text.length - 1) {
      // An escaped character counts as it stands.
    } else if (char === "_") inLast++;
    else if (char === ".") {
      inOther = inLast;
      inLast = 0;
      dots++;
    } else if (char !== "-" && !isHostCharacter(char)) return inLast === 0 && inOther === 0 ? at : null;
    at += char.length;
  }
  return (inLast > 0 || inOther > 0) && dots <= 10 ? null : at;
}

/** The end of an address without the punctuation that belongs to the sentence. Brackets are counted once. */
function trimmedEnd(text: string, start: number, to: number): number {
  const tag = text.slice(start, to).indexOf("<");
  let end = tag < 0 ? to : start + tag;
  const counts: Record<string, number> = { "(": 0, ")": 0, "[": 0, "]": 0, "{": 0, "}": 0 };
  const count = (char: string, by: number): void => {
    const known = counts[char];
    if (known !== undefined) counts[char] = known + by;
  };
  for (let at = start; at < end; at++) count(text[at] as string, 1);
  const back = (by: number): void => {
    for (let left = by; left > 0; left--) count(text[--end] as string, -1);
  };
  while (end > start) {
    const char = text[end - 1] as string;
    const opening = pairs[char];
    if ("?!.,:*_~'\"".includes(char)) back(1);
    else if (char === ";") back(entityLength(text, start, end));
    else if (opening !== undefined && (counts[char] ?? 0) > (counts[opening] ?? 0)) back(1);
    else if (char === "\u2069") return end - 1;
    else return end;
  }
  return end;
}

function entityLength(text: string, start: number, end: number): number {
  let at = end - 2;
  while (at > start && /[A-Za-z]/.test(text[at] as string)) at--;
  return at < end - 2 && text[at] === "&" ? end - at : 1;
}
