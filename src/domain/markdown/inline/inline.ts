import { lastVisible } from "../source.ts";
import { closeBracket, openBracket } from "./brackets.ts";
import { isAsciiPunctuation } from "./characters.ts";
import { matchEmphasis, readDelimiters } from "./emphasis.ts";
import { readEntity } from "./entities.ts";
import { addNode, type InlineNode, type Inlines, type Labels, type Reference } from "./inline-nodes.ts";
import { readAddress } from "./links.ts";
import { readCode, readMath, readTag, readWikiLink } from "./spans.ts";

const plain = /[^\n_*`\\&<[\]!$:w~]+/y;

/** The parts of a paragraph as GitLab's parser reads them, as far as boxes and footnotes go. Time is linear. */
export function readInlines(
  text: string,
  labels: Labels,
): {
  readonly nodes: readonly InlineNode[];
  readonly footnotes: readonly string[];
  readonly references: readonly Reference[];
} {
  const inlines: Inlines = {
    text,
    labels,
    at: 0,
    nodes: [],
    brackets: [],
    lastDelimiter: null,
    withinBrackets: false,
    noLinkOpeners: true,
    footnotes: [],
    references: [],
    unclosed: new Set(),
  };
  while (inlines.at < text.length) readOne(inlines);
  matchEmphasis(inlines);
  return { nodes: inlines.nodes, footnotes: inlines.footnotes, references: inlines.references };
}

function readOne(inlines: Inlines): void {
  const { text, at } = inlines;
  switch (text[at]) {
    case "\n":
      readNewline(inlines);
      return;
    case "`":
      readCode(inlines);
      return;
    case "\\":
      readEscape(inlines);
      return;
    case "&":
      readCharacter(inlines);
      return;
    case "<":
      readTag(inlines);
      return;
    case ":":
    case "w":
      if (!readAddress(inlines)) readPlain(inlines, 1);
      return;
    case "*":
    case "_":
    case "~":
      readDelimiters(inlines);
      return;
    case "[":
      if (!readWikiLink(inlines)) openBracket(inlines, false);
      return;
    case "]":
      closeBracket(inlines);
      return;
    case "!":
      if (text[at + 1] === "[" && text[at + 2] !== "^") openBracket(inlines, true);
      else readPlain(inlines, 1);
      return;
    case "$":
      readMath(inlines);
      return;
    default:
      plain.lastIndex = at;
      readPlain(inlines, plain.exec(text)?.[0].length ?? 1);
  }
}

function readPlain(inlines: Inlines, length: number): void {
  const { at, text } = inlines;
  inlines.at += length;
  const end = text[inlines.at] === "\n" ? lastVisible(text, at, inlines.at) : inlines.at;
  if (end > at) addNode(inlines, at, text.slice(at, end));
}

function readNewline(inlines: Inlines): void {
  const start = inlines.at;
  inlines.at += 1;
  while (" \t".includes(inlines.text[inlines.at] ?? "\n")) inlines.at++;
  addNode(inlines, start, null);
}

function readEscape(inlines: Inlines): void {
  const { text, at } = inlines;
  const next = text[at + 1];
  if (next === "\n") {
    inlines.at += 1;
    readNewline(inlines);
    return;
  }
  const escapes = isAsciiPunctuation(next);
  inlines.at += escapes ? 2 : 1;
  addNode(inlines, at, escapes ? null : "\\");
}

function readCharacter(inlines: Inlines): void {
  const { at, text } = inlines;
  const entity = readEntity(text, at);
  inlines.at += entity?.length ?? 1;
  addNode(inlines, at, entity?.char ?? "&");
}
