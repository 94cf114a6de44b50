import type { YAMLError } from "yaml";
import type { YamlFault } from "./plain-value.ts";

type Words = Pick<YamlFault, "problem" | "allowed" | "nearest">;

export const NESTED_TOO_DEEPLY: Words = words("lists and maps are nested too deeply", [
  "five levels are all that is ever needed",
]);

/** What a syntax error means for somebody who writes keys and values, not grammar. */
export function syntaxWords(error: YAMLError): Words {
  switch (error.code) {
    case "TAB_AS_INDENT":
      return words("the line is indented with a tab, YAML knows spaces only", ["two spaces for each level"]);
    case "BLOCK_AS_IMPLICIT_KEY":
      return words("a second colon in the value, or the next line is indented too far", [
        'a text with a colon in quotes: "Call: weekly"',
        "each key in a line of its own",
      ]);
    case "MULTILINE_IMPLICIT_KEY":
      return words("a line without a colon, or a key over several lines", ["key: value"]);
    case "BAD_INDENT":
      return words(
        "the line is indented differently than the lines it belongs to, or a bracket above it is not closed",
        ["keys of one level in one column", "each [ with its ], each { with its }"],
      );
    case "MISSING_CHAR":
      return missing(error.message);
    case "MULTIPLE_DOCS":
      return words('"---" begins a second document', ["one document per file"]);
    case "BAD_DQ_ESCAPE":
      return words("a backslash in double quotes begins an escape that YAML does not know", [
        "'single quotes', where backslashes mean themselves",
      ]);
    case "BAD_ALIAS":
      return words('"*" begins an alias', ['a text that begins with * in quotes: "*"']);
    case "TAG_RESOLVE_FAILED":
      return words('"!" begins a tag, and tags are not read', [
        "the value alone",
        'a text that begins with ! in quotes: "!"',
      ]);
    case "RESOURCE_EXHAUSTION":
      return NESTED_TOO_DEEPLY;
    default:
      return words(`not YAML: ${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}`, ["key: value"]);
  }
}

/** `@jane` and the like: a text that begins with a character that YAML keeps for itself. */
export function reservedStart(text: string, offset: number): Words & Pick<YamlFault, "found"> {
  const word = /^[^\s,\]}#]+/.exec(text.slice(offset, offset + 100))?.[0] ?? text.charAt(offset);
  const problem = `a text that begins with ${word.charAt(0)} must stand in quotes`;
  return { ...words(problem, [JSON.stringify(word)]), found: word };
}

function missing(message: string): Words {
  if (message.includes("quote")) return words("a quote is opened and not closed", ['"a text"', "'a text'"]);
  if (/flow|[[\]{}]/i.test(message))
    return words("a bracket is not closed, or a comma is missing in it", ["[a, b]", "{ key: value }"]);
  return words("a line without a colon", ["key: value"]);
}

function words(problem: string, allowed: readonly string[]): Words {
  return { problem, allowed, nearest: null };
}
