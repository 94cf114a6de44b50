const TASK_BOX = /^((?:>[ \t]*)*[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)+)\[[ xX~]\](?=\s)/;
const ITEM_MARKER = /<!--c:(?:issue-)?([1-9]\d*-[0-9a-z]+)-->/;

/** A line without what the bot may change in it: its box, the pointer to an issue, its own question that this answers. */
function settled(line: string): string {
  return line
    .replace("; to decide: still needed, own issue, or drop?", "")
    .replace(TASK_BOX, "$1[ ]")
    .replace(/(?:,? issue #\d+(?=\))| · issue #\d+(?=<\/sub>)| \(issue #\d+\))/gi, "");
}

function linesOf(description: string): readonly string[] {
  return description.replace(/^\s*<!-- cadence:[^\n]*-->\n/, "").split("\n");
}

/** Whether a line may have been appended: an item with a marker that is new here, its notes, the heading above it, a blank. */
function mayBeAppended(line: string, below: string, known: ReadonlySet<string>, after: "item" | "other"): boolean {
  if (line.trim() === "" || /^#{2,6} (?:Action items|Aktionspunkte)$/.test(line)) return true;
  const id = ITEM_MARKER.exec(/^#{2,6} \S/.test(line) ? below : line)?.[1];
  if (id !== undefined) return !known.has(id) || line.includes("<!--c:issue-");
  return after === "item" && /^ {2}/.test(line);
}

/**
 * The first line that a description lost or gained against the law (people own the text), or null. The boxes that changed
 * are given to `onBox`.
 */
export function strangeChange(before: string, after: string, onBox: (line: string) => void): string | null {
  const known = new Set([...before.matchAll(new RegExp(ITEM_MARKER, "g"))].map((match) => match[1] ?? ""));
  const [old, present] = [linesOf(before), linesOf(after)];
  let next = 0;
  let state: "item" | "other" = "other";
  for (const [at, line] of present.entries()) {
    const expected = old[next];
    const below = present.slice(at + 1).find((one) => one.trim() !== "") ?? "";
    if (expected !== undefined && settled(line) === settled(expected)) {
      if (TASK_BOX.exec(line)?.[0] !== TASK_BOX.exec(expected)?.[0]) onBox(line);
      next += 1;
      state = "other";
    } else if (mayBeAppended(line, below, known, state)) {
      if (line.trim() !== "") state = "item";
    } else return `"${line}" stands where "${expected ?? "(end)"}" stood`;
  }
  return next < old.length && old.slice(next).some((line) => line !== "") ? `"${old[next]}" is gone` : null;
}
