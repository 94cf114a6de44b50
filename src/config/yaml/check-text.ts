import { Lexer } from "yaml";
import type { YamlFault } from "./plain-value.ts";

const MAX_BYTES = 1024 * 1024;
const MEBIBYTE = "at most 1 MiB of YAML";

/** Parsing time grows with the words and signs of a file; a configuration of a hundred meetings has 5,000. */
const MAX_LEXEMES = 60_000;

/** Finds what makes a text no YAML file at all, before a parser spends time on it; null when it may be parsed. */
export function checkText(text: string): YamlFault | null {
  if (Buffer.byteLength(text) > MAX_BYTES) return fault(0, `the file has ${mebibytes(text)} MiB`, [MEBIBYTE]);
  const nul = text.indexOf("\0");
  if (nul !== -1)
    return fault(nul, "the file holds a NUL: it is binary, or a text in UTF-16", ["a text file in UTF-8"]);
  const undecodable = text.indexOf("\uFFFD");
  if (undecodable !== -1)
    return fault(undecodable, "the file holds bytes that are not UTF-8", ["a text file in UTF-8"]);
  const control = controlCharacterAt(text);
  if (control !== -1) {
    const code = text.charCodeAt(control).toString(16).padStart(4, "0").toUpperCase();
    return fault(control, `the file holds the control character U+${code}`, ["letters, spaces and line ends"]);
  }
  const carriageReturn = /\r(?!\n)/.exec(text);
  if (carriageReturn !== null)
    return fault(carriageReturn.index, "a line ends in a lone carriage return", ["lines that end in LF or CRLF"]);
  return checkSize(text);
}

function controlCharacterAt(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) return at;
  }
  return -1;
}

function checkSize(text: string): YamlFault | null {
  // No character makes more than two of them: most files need not be counted.
  if (2 * text.length <= MAX_LEXEMES) return null;
  let count = 0;
  for (const _ of new Lexer().lex(text)) {
    if (++count > MAX_LEXEMES)
      return fault(0, `the file has more than ${MAX_LEXEMES} words and signs`, ["a shorter file"]);
  }
  return null;
}

function mebibytes(text: string): string {
  return (Math.ceil((Buffer.byteLength(text) / MAX_BYTES) * 10) / 10).toFixed(1);
}

function fault(offset: number, problem: string, allowed: readonly string[]): YamlFault {
  return { offset, path: [], found: null, problem, allowed, nearest: null };
}
