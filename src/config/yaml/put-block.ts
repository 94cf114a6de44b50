import { isMap, isScalar, parseDocument } from "yaml";

/** Where a key at the top of a file stands with its value: whole lines, from the first to behind the last. */
function placeOf(text: string, key: string): { readonly start: number; readonly end: number } | "absent" | null {
  const document = parseDocument(text);
  const { contents } = document;
  if (document.errors.length > 0 || !isMap(contents) || contents.flow === true) return null;
  const pair = contents.items.find((one) => isScalar(one.key) && one.key.value === key);
  if (pair === undefined) return "absent";
  const [start = -1, keyEnd = -1] = isScalar(pair.key) ? (pair.key.range ?? []) : [];
  const value = pair.value as { readonly range?: readonly number[] | null } | null;
  const valueEnd = value?.range?.[1] ?? keyEnd;
  const last = start + text.slice(start, valueEnd).trimEnd().length;
  const line = text.indexOf("\n", last);
  return start < 0 ? null : { start, end: line < 0 ? text.length : line + 1 };
}

/**
 * Returns a YAML file with a block for a key at its top: in the place of the one that is there, else behind everything. All
 * else stays byte for byte. Null where the file is none that lines can be put into.
 */
export function putBlock(text: string, key: string, lines: readonly string[]): string | null {
  const place = placeOf(text, key);
  if (place === null) return null;
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const block = lines.map((line) => line + end).join("");
  if (place !== "absent") return text.slice(0, place.start) + block + text.slice(place.end);
  const before = text.trimEnd();
  return `${before}${before === "" ? "" : end + end}${block}`;
}
