import { parseDocument } from "yaml";
import { checkText } from "./check-text.ts";
import { explainSyntax } from "./explain-syntax.ts";
import { findPositions, type Positions, placeName, type YamlEntry } from "./places.ts";
import { type PlainValue, toPlainValue } from "./plain-value.ts";
import { NESTED_TOO_DEEPLY } from "./syntax-words.ts";

/** A YAML file, read as far as it can be. */
export interface YamlFile extends PlainValue {
  /** The text the offsets count in: without a byte order mark. */
  readonly text: string;
  readonly positions: Positions;
  /** False when the faults are such that values may be read wrongly: better not to judge them. */
  readonly trusted: boolean;
}

/** Faults after which the parser still reads what people meant. */
const HARMLESS: readonly string[] = ["BAD_SCALAR_START", "BAD_DQ_ESCAPE"];

/**
 * Reads one YAML 1.2 document (core schema: `2026-01-13`, `10:00` and `no` are texts).
 * Never throws: what is wrong comes back as faults, in the order of the file.
 */
export function readYaml(source: string): YamlFile {
  const text = source.startsWith("\uFEFF") ? source.slice(1) : source;
  const positions = findPositions(text);
  const unreadable = checkText(text);
  if (unreadable !== null) return { ...nothing(text), text, positions, faults: [unreadable], trusted: false };
  try {
    return readText(text, positions);
  } catch (error) {
    // The parser calls itself for every level, and so do we: a stack that is full says how deep the text is nested.
    if (!(error instanceof RangeError)) throw error;
    return { ...nothing(text), text, positions, faults: [{ ...AT_THE_TOP, ...NESTED_TOO_DEEPLY }], trusted: false };
  }
}

const AT_THE_TOP = { offset: 0, path: [], found: null } as const;

function readText(text: string, positions: Positions): YamlFile {
  // Repeated keys are found by toPlainValue: the parser's own check takes minutes for a long hostile file.
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: "error",
  });
  const plain = toPlainValue(document, positions);
  // A tag (`!!js/function`) is a mere warning where its value can be read without it: nobody who writes one means that.
  const found = [...document.errors, ...document.warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED")];
  const faults = [...explainSyntax(found, text, plain.entries), ...plain.faults].sort((a, b) => a.offset - b.offset);
  const trusted = document.errors.every((error) => HARMLESS.includes(error.code));
  return { ...plain, text, positions, faults, trusted };
}

function nothing(text: string): PlainValue {
  const root: YamlEntry = { key: null, start: 0, end: text.length };
  return { value: null, entries: new Map([[placeName([]), root]]), faults: [] };
}
