import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createJsonShape, type JsonShape, type TextPlace } from "./json-shape.ts";
import { Refusal } from "./refusal.ts";

/** GitLab's payloads nest five levels. */
const MAX_DEPTH = 32;
/** An issue with 500 labels, all of them changed, has half as many; a million keys keep `JSON.parse` and others for seconds. */
const MAX_MARKS = 100_000;
/** Longer texts are read one by one: descriptions and comments. */
const LONG_BYTES = 16 * 1024;
/** GitLab takes 1,048,576 letters, six bytes each where it writes them as `\u003c`. What is longer counts as not said. */
const LONGEST_BYTES = 6 * 1_048_576 + 2;
/** All but the long texts. */
const MAX_REST_BYTES = 4 * 1024 * 1024;
/** So much is read before others have their turn: some milliseconds. */
const STEP_BYTES = 256 * 1024;

/**
 * Reads the JSON of a body: UTF-8 only (a byte order mark may stand before it), nested at most 32 levels, with a bounded
 * number of values, without keys that reach into prototypes. Others have their turn in between, so that 25 MB keep nobody
 * waiting.
 * @throws Refusal
 */
export async function parseBody(body: readonly Buffer[]): Promise<unknown> {
  const bytes = body.length === 1 && body[0] !== undefined ? body[0] : Buffer.concat(body);
  if (bytes.length <= LONG_BYTES) return parseShort(bytes);
  const places = await findLongTexts(bytes);
  if (places.length === 0) return parse(decode(bytes));
  // What nobody can have written into the payload.
  const mark = `${randomUUID()} `;
  const rest = cutOut(bytes, places, mark);
  const texts = await readTexts(bytes, places);
  return parse(rest, (value) => (value.startsWith(mark) ? texts[Number(value.slice(mark.length))] : value));
}

/** Neither a long text nor too many values fit into it: its shape is looked at only where it cannot be read. */
function parseShort(bytes: Buffer): unknown {
  try {
    return parse(decode(bytes));
  } catch (error) {
    const shape = createJsonShape(LONG_BYTES);
    shape.update(bytes);
    checkShape(shape);
    throw error;
  }
}

/** The charset of a content type in lower case, or null where it names none. */
export function charsetOf(contentType: string): string | null {
  return /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(contentType)?.[1]?.toLowerCase() ?? null;
}

async function findLongTexts(bytes: Buffer): Promise<readonly TextPlace[]> {
  const shape = createJsonShape(LONG_BYTES);
  for (let from = 0; from < bytes.length; from += STEP_BYTES) {
    if (from > 0) await nextTurn();
    shape.update(bytes.subarray(from, from + STEP_BYTES));
    checkShape(shape);
  }
  const long = shape.long.reduce((sum, { start, end }) => sum + end - start, 0);
  if (bytes.length - long > MAX_REST_BYTES) throw new Refusal("too-many-values");
  return shape.long;
}

function checkShape({ deepest, marks }: JsonShape): void {
  if (deepest > MAX_DEPTH) throw new Refusal("too-deep");
  if (marks > MAX_MARKS) throw new Refusal("too-many-values");
}

/** The text with a mark and a number in place of each long one. */
function cutOut(bytes: Buffer, places: readonly TextPlace[], mark: string): string {
  const parts = places.map(({ start }, nth) => [
    bytes.subarray(places[nth - 1]?.end ?? 0, start),
    Buffer.from(`"${mark}${nth}"`),
  ]);
  return decode(Buffer.concat([...parts.flat(), bytes.subarray(places.at(-1)?.end ?? 0)]));
}

/** The long texts, each in a turn of its own; undefined for one that is too long to be anything of GitLab's. */
async function readTexts(bytes: Buffer, places: readonly TextPlace[]): Promise<readonly (string | undefined)[]> {
  const texts: (string | undefined)[] = [];
  let step = 0;
  for (const { start, end } of places) {
    step += end - start;
    if (step > STEP_BYTES) {
      await nextTurn();
      step = 0;
    }
    const isRead = end - start <= LONGEST_BYTES;
    texts.push(isRead ? String(parse(await decodeLong(bytes.subarray(start, end)))) : undefined);
  }
  return texts;
}

async function decodeLong(bytes: Buffer): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  for (let from = 0; from < bytes.length; from += STEP_BYTES) {
    if (from > 0) await nextTurn();
    text += decode(bytes.subarray(from, from + STEP_BYTES), decoder, from + STEP_BYTES < bytes.length);
  }
  return text;
}

const WHOLE = new TextDecoder("utf-8", { fatal: true });

function decode(bytes: Buffer, decoder = WHOLE, stream = false): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw new Refusal("invalid-utf8");
  }
}

function parse(text: string, revive: ((value: string) => string | undefined) | null = null): unknown {
  try {
    const reviver = (_key: string, value: unknown): unknown => (typeof value === "string" ? revive?.(value) : value);
    const value: unknown = revive === null ? JSON.parse(text) : JSON.parse(text, reviver);
    checkKeys(value, 0);
    return value;
  } catch {
    // The parser's message quotes the body. What nests too deep is told by its shape.
    throw new Refusal("invalid-json");
  }
}

/** Throws for keys that reach into prototypes, in whatever way they are written, and for maps and lists that nest too deep. */
function checkKeys(value: unknown, depth: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depth === MAX_DEPTH) throw new Error("too deep");
  if (Array.isArray(value)) for (const one of value) checkKeys(one, depth + 1);
  else {
    for (const key in value) {
      const one: unknown = value[key as never];
      if (key === "__proto__" || (key === "constructor" && hasPrototype(one))) throw new Error("a key of prototypes");
      if (typeof one === "object") checkKeys(one, depth + 1);
    }
  }
}

function hasPrototype(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "prototype");
}
