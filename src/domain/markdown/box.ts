import type { Block } from "./blocks.ts";
import type { BoxState, Range } from "./types.ts";

const states: Readonly<Record<string, BoxState>> = { "~": "inapplicable", x: "done", X: "done" };

/** State of a box, `[ ]`, or null when the text is none. Any one blank makes it open, a no-break space does not. */
export function stateOfBox(text: string): BoxState | null {
  const mark = /^\[([ \t\v\fxX~])\]$/.exec(text)?.[1];
  return mark === undefined ? null : (states[mark] ?? "open");
}

/** The three characters that show a state. */
export function boxText(state: BoxState): string {
  return { open: "[ ]", done: "[x]", inapplicable: "[~]" }[state];
}

/** The box that a list item begins with, or null when GitLab shows none. Rule: GitLab docs, "Task lists". */
export function readBox(source: string, item: Block): { readonly range: Range; readonly state: BoxState } | null {
  const first = item.children[0];
  if (first?.kind !== "paragraph") return null;
  const range = { start: first.start, end: first.start + 3 };
  const state = stateOfBox(source.slice(range.start, range.end));
  const isFollowed = range.end === source.length || /[ \t\v\f\r\n]/.test(source[range.end] as string);
  return state === null || !isFollowed ? null : { range, state };
}
