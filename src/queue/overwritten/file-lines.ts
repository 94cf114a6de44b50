import { crc32 } from "node:zlib";
import { z } from "zod";
import { type Head, type KeptText, parseHead } from "./types.ts";

/** A line of the file: a text that is kept, or ids of texts that are done with. */
export type FileLine =
  | { readonly kind: "kept"; readonly head: Head; readonly body: string }
  | { readonly kind: "done"; readonly ids: readonly string[] };

const Done = z.strictObject({ done: z.array(z.string()) });
const SUM = /^[0-9a-f]{8} $/;
const SUM_LENGTH = 9;
const LINE_END = 0x0a;

/** A text as one line. JSON holds neither tabs nor line ends. */
export function keptLine({ head, body }: KeptText): Buffer {
  return line(`${JSON.stringify(head)}\t${body}`);
}

/** Says of texts that they are done with. */
export function doneLine(ids: readonly string[]): Buffer {
  return line(JSON.stringify({ done: ids }));
}

/** What a line says; null for one that was torn or is none of ours. */
export function parseLine(bytes: Buffer): FileLine | null {
  const content = bytes.subarray(SUM_LENGTH);
  if (!SUM.test(bytes.subarray(0, SUM_LENGTH).toString("latin1"))) return null;
  if (sumOf(content) !== bytes.subarray(0, SUM_LENGTH).toString("latin1")) return null;
  const text = content.toString("utf8");
  const tab = text.indexOf("\t");
  if (tab < 0) return parseDone(text);
  const head = parseHead(text.slice(0, tab));
  return head === null ? null : { kind: "kept", head, body: text.slice(tab + 1) };
}

/** The lines of a file with their places, without their ends. What follows the last line end is a line that was torn. */
export function* linesOfFile(bytes: Buffer): Generator<{ readonly offset: number; readonly line: Buffer }> {
  for (let offset = 0; offset < bytes.length; ) {
    const end = bytes.indexOf(LINE_END, offset);
    const stop = end < 0 ? bytes.length : end;
    if (stop > offset) yield { offset, line: bytes.subarray(offset, stop) };
    offset = stop + 1;
  }
}

function line(content: string): Buffer {
  const bytes = Buffer.from(content, "utf8");
  return Buffer.concat([Buffer.from(sumOf(bytes), "latin1"), bytes, Buffer.from([LINE_END])]);
}

function sumOf(content: Buffer): string {
  return `${crc32(content).toString(16).padStart(8, "0")} `;
}

function parseDone(text: string): FileLine | null {
  try {
    const parsed = Done.safeParse(JSON.parse(text));
    return parsed.success ? { kind: "done", ids: parsed.data.done } : null;
  } catch {
    return null;
  }
}
