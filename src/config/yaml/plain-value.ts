import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type Scalar,
} from "yaml";
import { type Path, type Positions, placeName, type YamlEntry } from "./places.ts";

/** Something a file may not hold, whatever its keys mean. */
export interface YamlFault {
  readonly offset: number;
  readonly path: Path;
  readonly found: string | null;
  readonly problem: string;
  readonly allowed: readonly string[];
  readonly nearest: string | null;
}

/** A YAML document as plain values, with the place of each under `placeName` of its path. */
export interface PlainValue {
  readonly value: unknown;
  readonly entries: ReadonlyMap<string, YamlEntry>;
  readonly faults: readonly YamlFault[];
}

/** Aliases may repeat this many values all in all: enough for people, too few for a bomb. */
const MAX_ALIASED = 1000;

interface ValueWalk {
  readonly document: Document;
  readonly positions: Positions;
  readonly entries: Map<string, YamlEntry>;
  readonly faults: YamlFault[];
  aliased: number;
  /** The alias the walk is in: what it repeats stands there. */
  alias: YamlEntry | null;
}

/**
 * Turns a document into plain values.
 *
 * Unlike the parser's own conversion it keeps places, keeps texts as written where a number would lose letters (`1.10`
 * and `007`), finds repeated keys in linear time and gives no key a meaning of its own (`__proto__`, `<<`).
 */
export function toPlainValue(document: Document, positions: Positions): PlainValue {
  const walk: ValueWalk = { document, positions, entries: new Map(), faults: [], aliased: 0, alias: null };
  const value = plain(walk, document.contents, [], null);
  return { value, entries: walk.entries, faults: walk.faults };
}

function plain(walk: ValueWalk, node: unknown, path: Path, key: number | null): unknown {
  if (isAlias(node)) return followAlias(walk, node, path, key);
  if (walk.alias !== null && ++walk.aliased > MAX_ALIASED) return tooManyAliases(walk, walk.alias, path);
  walk.entries.set(placeName(path), walk.alias ?? entryOf(node, key));
  if (isMap(node)) return plainMap(walk, node.items, path);
  if (isSeq(node)) return node.items.map((item, index) => plain(walk, item, [...path, index], null));
  return isScalar(node) ? plainScalar(node) : null;
}

function plainMap(walk: ValueWalk, pairs: readonly Pair[], path: Path): object {
  const map: Record<string, unknown> = Object.create(null);
  const offsets = new Map<string, number>();
  for (const pair of pairs) {
    const offset = startOf(pair.key) ?? 0;
    const key = isScalar(pair.key) ? keyText(pair.key) : null;
    const first = key === null ? undefined : offsets.get(key);
    if (key === null) {
      blame(walk, offset, path, null, "a key is empty, a list or a map", ["a word before the colon"]);
    } else if (first !== undefined) {
      const { line } = walk.positions(first);
      blame(walk, offset, [...path, key], key, `the key stands twice, first in line ${line}`, ["each key once"]);
    } else {
      offsets.set(key, offset);
      map[key] = plain(walk, pair.value, [...path, key], walk.alias === null ? offset : walk.alias.key);
    }
  }
  return map;
}

function plainScalar(node: Scalar): unknown {
  const { value, source } = node;
  if (typeof value !== "number") return value;
  return source === undefined || String(value) === source ? value : source;
}

function keyText(key: Scalar): string | null {
  const text = key.value === null ? "" : (key.source ?? String(key.value));
  return text === "" ? null : text;
}

function followAlias(walk: ValueWalk, alias: Alias, path: Path, key: number | null): unknown {
  const target = alias.resolve(walk.document);
  const outer = walk.alias;
  const here = outer ?? entryOf(alias, key);
  walk.entries.set(placeName(path), here);
  if (target === undefined) {
    const mark = `&${alias.source}`;
    blame(walk, here.start, path, `*${alias.source}`, `"${mark}" stands nowhere above`, [
      `${mark} before the value to repeat`,
    ]);
    return null;
  }
  walk.alias = here;
  const value = plain(walk, target, path, key);
  walk.alias = outer;
  return value;
}

function tooManyAliases(walk: ValueWalk, alias: YamlEntry, path: Path): null {
  walk.entries.set(placeName(path), alias);
  if (walk.aliased > MAX_ALIASED + 1) return null;
  blame(walk, alias.start, path, null, `aliases (*name) repeat more than ${MAX_ALIASED} values`, [
    "the values written out",
  ]);
  return null;
}

function blame(
  walk: ValueWalk,
  offset: number,
  path: Path,
  found: string | null,
  problem: string,
  allowed: readonly string[],
): void {
  walk.faults.push({ offset, path, found, problem, allowed, nearest: null });
}

function entryOf(node: unknown, key: number | null): YamlEntry {
  const [start, end] = (node as ParsedNode | null)?.range ?? [key ?? 0, key ?? 0];
  return { key, start, end };
}

function startOf(node: unknown): number | null {
  return (node as ParsedNode | null)?.range?.[0] ?? null;
}
