/** Keys and list positions that lead from the root of a file to a value. */
export type Path = readonly (string | number)[];

/** Where one key of a file and its value stand, as UTF-16 offsets. `key` is null in lists and for the root. */
export interface YamlEntry {
  readonly key: number | null;
  readonly start: number;
  readonly end: number;
}

/** Line and column, both from 1. */
export interface FilePosition {
  readonly line: number;
  readonly column: number;
}

/** Gives the line and column of an offset. */
export type Positions = (offset: number) => FilePosition;

/** Looks places up by path: a name that no other path has. */
export function placeName(path: Path): string {
  return path.map((step) => (typeof step === "number" ? `#${step}` : `.${step}`)).join("\u0000");
}

/** The path of a name from `placeName`. */
export function readPlaceName(name: string): Path {
  if (name === "") return [];
  return name.split("\u0000").map((step) => (step.startsWith("#") ? Number(step.slice(1)) : step.slice(1)));
}

/** Paths of a configuration have five steps at most; only hostile files have more. */
const MAX_STEPS = 12;

/** `meetings.cadence-call.skip[0]`; the empty string for the root. */
export function formatPath(path: Path): string {
  const steps = path.slice(0, MAX_STEPS).map((step, index) => formatStep(step, index === 0));
  return steps.join("") + (path.length > MAX_STEPS ? "…" : "");
}

function formatStep(step: string | number, first: boolean): string {
  if (typeof step === "number") return `[${step}]`;
  const short = step.length > 60 ? `${step.slice(0, 60)}…` : step;
  const name = /^[^\s.[\]"']+$/.test(short) ? short : JSON.stringify(short);
  return first ? name : `.${name}`;
}

/** Prepares the positions in a text whose lines end in `\n` or `\r\n`. */
export function findPositions(text: string): Positions {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    const line = lastNotAfter(starts, offset);
    return { line: line + 1, column: offset - (starts[line] as number) + 1 };
  };
}

function lastNotAfter(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
