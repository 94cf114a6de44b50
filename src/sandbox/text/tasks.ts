/** Counts of a text's checklist, as the issue answer shows them. */
export interface TaskCounts {
  readonly count: number;
  readonly completed: number;
}

export interface TaskLine {
  readonly complete: boolean;
  /** The rest of the line, hidden comments included. */
  readonly text: string;
  /** Number of the line its text stands on, from 0. */
  readonly line: number;
}

/**
 * In words: quote marks, list markers, blanks, a box, one blank, something. Line ends may stand before and after the box,
 * so that `- [ ]` takes the next line as its text; elsewhere they would only move the start of a match to an earlier line,
 * and make the scan quadratic. GitLab matches with RE2, whose `\s` leaves out the vertical tab.
 */
const taskLine =
  /(?:>[ \t\f\r]{0,4})*(?:[ \t\f\r]*(?:[-+*]|\d+[.)]))+[ \t\n\f\r]+\[([xX]|[ \t\n\v\f\r])\][ \t\n\f\r]([^\n]+)/y;

/**
 * Checklist items as GitLab counted them before it rendered the text for that: a scan of the text (Taskable, on RE2), not
 * a parse of its Markdown. `[~]` is none.
 */
export function scanTasks(text: string): readonly TaskLine[] {
  const lines = text.split("\n");
  const skippedTo = createSkips(lines);
  const tasks: TaskLine[] = [];
  let offset = 0;
  for (let index = 0; index < lines.length; ) {
    taskLine.lastIndex = offset;
    const skip = skippedTo(index);
    const match = skip === null ? taskLine.exec(text) : null;
    const next = skip ?? index + (match?.[0].split("\n").length ?? 1);
    if (match !== null) {
      const complete = match[1] === "x" || match[1] === "X";
      tasks.push({ complete, text: withoutBlankEnds(match[2] ?? ""), line: next - 1 });
    }
    for (; index < next; index += 1) offset += (lines[index]?.length ?? 0) + 1;
  }
  return tasks;
}

export function countTasks(text: string): TaskCounts {
  const tasks = scanTasks(text);
  return { count: tasks.length, completed: tasks.filter((task) => task.complete).length };
}

/**
 * The boxes that an edit ticked or unticked: those at the same place, counted over all boxes, with the same text. Whatever
 * else the edit did, these and no others are named (Taskable.get_updated_tasks).
 */
export function changedTasks(before: string, after: string): readonly TaskLine[] {
  const old = scanTasks(before);
  return scanTasks(after).filter((task, index) => {
    const was = old[index];
    return was !== undefined && was.text === task.text && was.complete !== task.complete;
  });
}

/**
 * Tells of a line the one behind the code or comment that begins there, or null where none does. What opens is closed two
 * lines on at the earliest; of a comment on one line the inside stands between blanks. Lines are asked for in order.
 */
function createSkips(lines: readonly string[]): (index: number) => number | null {
  const bare = lines.map((line) => line.replace(/(?<! ) +$/, ""));
  const fenceEnd = createClosers(bare, (line) => line === "```");
  const commentEnd = createClosers(bare, (line) => line.endsWith("-->"));
  return (index) => {
    const line = bare[index] ?? "";
    if (line.startsWith("```")) return fenceEnd(index + 2);
    if (!line.startsWith("<!--")) return null;
    const isWhole = line.startsWith("<!-- ") && line.endsWith(" -->") && line.length >= "<!--  -->".length;
    return isWhole ? index + 1 : commentEnd(index + 2);
  };
}

/** Ruby's `strip`: blanks of ASCII only. */
function withoutBlankEnds(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text[start])) start += 1;
  while (end > start && isBlank(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && "\0\t\n\v\f\r ".includes(character);
}

/** Tells of a line the one behind the next that closes something; null for none. */
function createClosers(lines: readonly string[], closes: (line: string) => boolean): (from: number) => number | null {
  let next = 0;
  return (from) => {
    next = Math.max(next, from);
    while (next < lines.length && !closes(lines[next] ?? "")) next += 1;
    return next < lines.length ? next + 1 : null;
  };
}
