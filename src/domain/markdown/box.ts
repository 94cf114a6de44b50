import { isUnicodeBlank } from "./inline/characters.ts";
import { readEntity } from "./inline/entities.ts";
import type { BoxState, Range } from "./types.ts";

/** A box, `[ ]`, where GitLab shows one. */
export interface Box {
  readonly range: Range;
  readonly state: BoxState;
}

const states: Readonly<Record<string, BoxState>> = { "~": "inapplicable", x: "done", X: "done" };

/** State of a box by what stands in it: any one blank of Unicode makes it open. Null where GitLab shows no box. */
export function readState(symbol: string): BoxState | null {
  if (Object.hasOwn(states, symbol)) return states[symbol] ?? null;
  return [...symbol].length === 1 && isUnicodeBlank(symbol) ? "open" : null;
}

/** State of a box, `[ ]`, or null when the text is none. */
export function stateOfBox(text: string): BoxState | null {
  const plain = text.replace(/&[#\w]+;/g, (entity) => readEntity(entity, 0)?.char ?? entity);
  return plain.startsWith("[") && plain.endsWith("]") ? readState(plain.slice(1, -1)) : null;
}

/** The three characters that show a state. */
export function boxText(state: BoxState): string {
  return { open: "[ ]", done: "[x]", inapplicable: "[~]" }[state];
}
