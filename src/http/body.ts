import secureJsonParse from "secure-json-parse";
import { Refusal } from "./refusal.ts";

/** GitLab's payloads nest five levels. */
const MAX_DEPTH = 32;
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads the JSON of a body: UTF-8 only (a byte order mark may stand before it), nested at most 32 levels, without keys
 * that reach into prototypes.
 * @throws Refusal
 */
export function parseBody(body: Buffer): unknown {
  if (isTooDeep(body)) throw new Refusal("too-deep");
  const text = decode(body);
  try {
    return secureJsonParse.parse(text);
  } catch {
    // The parser's message quotes the body.
    throw new Refusal("invalid-json");
  }
}

/** The charset of a content type in lower case, or null where it names none. */
export function charsetOf(contentType: string): string | null {
  return /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(contentType)?.[1]?.toLowerCase() ?? null;
}

function decode(body: Buffer): string {
  try {
    return decoder.decode(body);
  } catch {
    throw new Refusal("invalid-utf8");
  }
}

/** Counts brackets outside of strings; needs no recursion, so no depth can hurt. */
function isTooDeep(body: Buffer): boolean {
  let depth = 0;
  for (let index = 0; index < body.length; index++) {
    const byte = body[index];
    if (byte === QUOTE) index = endOfString(body, index);
    else if (byte === OPEN_MAP || byte === OPEN_LIST) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (byte === CLOSE_MAP || byte === CLOSE_LIST) depth -= 1;
  }
  return false;
}

/** Where the string that begins at `start` is closed, or the end of the body. */
function endOfString(body: Buffer, start: number): number {
  for (let end = body.indexOf(QUOTE, start + 1); end >= 0; end = body.indexOf(QUOTE, end + 1)) {
    let slashes = 0;
    while (body[end - 1 - slashes] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return body.length;
}
