/** Counts of a text's checklist, as the issue answer shows them. */
export interface TaskCounts {
  readonly count: number;
  readonly completed: number;
}

export interface TaskLine {
  readonly complete: boolean;
  /** The rest of the line, hidden comments included. */
  readonly text: string;
}

/**
 * In words: quote marks, list markers, blanks, a box, one blank, something; ASCII whitespace only. Line ends may stand
 * before and after the box, so that `- [ ]` takes the next line as its text; elsewhere they would only move the start
 * of a match to an earlier line, and make the scan quadratic.
 */
const taskLine =
  /(?<![^\n])(?:>[ \t\f\v]{0,4})*(?:[ \t\f\v\r]*(?:[-+*]|\d+[.)]))+[ \t\n\f\r\v]+\[([xX]|[ \t\n\f\r\v])\][ \t\n\f\r\v]([^\n]+)/g;

/** Checklist items as GitLab counts them: a scan of the text, not a parse of its Markdown. `[~]` is not counted. */
function scanTasks(text: string): readonly TaskLine[] {
  return [...withoutSkippedRegions(text).matchAll(taskLine)].map((match) => ({
    complete: match[1] === "x" || match[1] === "X",
    text: (match[2] ?? "").trimEnd(),
  }));
}

export function countTasks(text: string): TaskCounts {
  const tasks = scanTasks(text);
  return { count: tasks.length, completed: tasks.filter((task) => task.complete).length };
}

/**
 * Bodies of the system notes an edit leaves: one per box that changed state, compared by position; null where the
 * edit is more than boxes, or none of them, and the note is only `changed the description`.
 */
export function checkboxNotes(before: string, after: string): readonly string[] | null {
  const old = scanTasks(before);
  const present = scanTasks(after);
  if (old.length !== present.length || old.some((task, index) => task.text !== present[index]?.text)) return null;
  const changed = present.filter((task, index) => task.complete !== old[index]?.complete);
  if (changed.length === 0) return null;
  return changed.map((task) => `marked the checklist item **${noteText(task.text)}** as ${stateWord(task)}`);
}

const stateWord = (task: TaskLine): string => (task.complete ? "completed" : "incomplete");

/** An item as its system note quotes it: escaped, with the text of hidden comments but not their delimiters. */
function noteText(text: string): string {
  return text
    .replace(/<!--|-->/g, "")
    .trim()
    .replace(/[\\`*_{}[\]()#+\-.!=|~]/g, (character) => `\\${character}`);
}

/** Blanks what the scan passes over: closed ``` fences from column 0, and comments that start a line and are closed. */
function withoutSkippedRegions(text: string): string {
  if (!/^(?:```|<!--)/m.test(text)) return text;
  const lines = text.split("\n");
  const lastFence = lines.lastIndexOf("```");
  const lastCommentEnd = lines.findLastIndex((line) => line.includes("-->"));
  const output: string[] = [];
  let index = 0;
  while (index < lines.length) {
    const end = endOfSkippedRegion(lines, index, lastFence, lastCommentEnd);
    for (let blank = index; blank < end; blank += 1) output.push("");
    if (end === index) output.push(lines[index] ?? "");
    index = Math.max(end, index + 1);
  }
  return output.join("\n");
}

/** The line after the region that starts at `from`; `from` itself where none starts there. */
function endOfSkippedRegion(lines: readonly string[], from: number, lastFence: number, lastCommentEnd: number): number {
  const line = lines[from] ?? "";
  if (line.startsWith("```") && lastFence > from) return lines.indexOf("```", from + 1) + 1;
  if (!line.startsWith("<!--") || lastCommentEnd < from) return from;
  if (line.includes("-->")) return /^<!--.*?-->[ \t\r]*$/.test(line) ? from + 1 : from;
  let end = from + 1;
  while (!(lines[end] ?? "-->").includes("-->")) end += 1;
  return end + 1;
}
