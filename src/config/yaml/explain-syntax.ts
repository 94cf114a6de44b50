import type { YAMLError } from "yaml";
import { excerpt } from "./excerpt.ts";
import { type Path, readPlaceName, type YamlEntry } from "./places.ts";
import type { YamlFault } from "./plain-value.ts";
import { reservedStart, syntaxWords } from "./syntax-words.ts";

/** Errors beyond these are echoes of the first ones. */
const MAX_FAULTS = 100;

/** Errors that every further line or level repeats. */
const REPEATED: readonly string[] = ["TAB_AS_INDENT", "RESOURCE_EXHAUSTION"];

/** Errors that are about the file, not about the value they stand in. */
const PLACELESS: readonly string[] = ["RESOURCE_EXHAUSTION", "MULTIPLE_DOCS"];

type Entries = ReadonlyMap<string, YamlEntry>;

/** What the parser found, in words of people who do not know YAML's grammar, each thing once. */
export function explainSyntax(errors: readonly YAMLError[], text: string, entries: Entries): readonly YamlFault[] {
  const first = [...new Map([...errors].reverse().map((error) => [echoName(error), error])).values()].reverse();
  const faults = first.slice(0, MAX_FAULTS).map((error) => explain(error, errors, text, entries));
  const last = faults.at(-1);
  if (first.length <= MAX_FAULTS || last === undefined) return faults;
  const problem = `${first.length - MAX_FAULTS} more places like these follow`;
  return [...faults, { ...last, found: null, problem, allowed: [], nearest: null }];
}

/** The same for errors that say the same thing: at one place, or of a kind that repeats itself. */
function echoName({ code, pos }: YAMLError): string {
  return REPEATED.includes(code) ? code : String(pos[0]);
}

function explain(error: YAMLError, errors: readonly YAMLError[], text: string, entries: Entries): YamlFault {
  const offset = offsetOf(error, text, entries);
  const path = PLACELESS.includes(error.code) ? [] : pathAt(offset, entries);
  if (error.code === "BAD_SCALAR_START") return { offset, path, ...reservedStart(text, offset) };
  const line = excerpt(text.slice(text.lastIndexOf("\n", offset - 1) + 1));
  const words = syntaxWords(error);
  const echoes = REPEATED.includes(error.code) ? errors.filter(({ code }) => code === error.code).length - 1 : 0;
  const problem =
    echoes === 0 ? words.problem : `${words.problem}; the same ${echoes === 1 ? "once" : `${echoes} times`} more`;
  return { offset, path, found: line, ...words, problem };
}

/** A quote that is never closed is reported at the end of the file; people look for where it is opened. */
function offsetOf(error: YAMLError, text: string, entries: Entries): number {
  const offset = Math.min(error.pos[0], Math.max(0, text.trimEnd().length - 1));
  if (error.code !== "MISSING_CHAR" || !error.message.includes("quote")) return offset;
  const quotes = [...entries.values()]
    .map(({ start }) => start)
    .filter((start) => start < error.pos[0] && /["']/.test(text.charAt(start)));
  return quotes.reduce((last, start) => Math.max(last, start), quotes.length === 0 ? offset : 0);
}

/** The path of the innermost value around an offset. */
function pathAt(offset: number, entries: Entries): Path {
  let innermost = "";
  let length = Number.POSITIVE_INFINITY;
  for (const [name, { start, end }] of entries) {
    if (name === "" || offset < start || offset > end || end - start > length) continue;
    [innermost, length] = [name, end - start];
  }
  return readPlaceName(innermost);
}
