import { createColors } from "picocolors";
import type { ConfigError, Problem } from "../../domain/errors.ts";
import { printableLine } from "../../domain/text/printable.ts";

const LABEL_WIDTH = 10;
const LINE_WIDTH = 110;

/**
 * Shows every problem of an error for people: where, what was found, what is wrong with it, what may stand there.
 * Without problems it is the error's message. Ends without a line feed; plain text unless `color` is true.
 */
export function formatProblems(error: ConfigError, options: { readonly color?: boolean } = {}): string {
  if (error.problems.length === 0) return printableLine(error.message);
  const colors = createColors(options.color ?? false);
  return error.problems.map((problem) => formatProblem(problem, colors)).join("\n\n");
}

function formatProblem(problem: Problem, colors: ReturnType<typeof createColors>): string {
  const { file, line, column, key, found, nearest, allowed } = problem;
  const place = [file, line, column].filter((part) => part !== null).join(":");
  const head =
    key === "" ? colors.bold(printableLine(place)) : `${colors.bold(printableLine(place))}  ${printableLine(key)}`;
  const rows = [
    ...(found === null ? [] : [row("found", [colors.red(quoted(found))])]),
    row("problem", [printableLine(problem.problem)]),
    ...(nearest === null ? [] : [row("nearest", [colors.green(printableLine(nearest))])]),
    ...(allowed.length === 0 ? [] : [row("allowed", wrap(allowed.map(printableLine)))]),
  ];
  return [head, ...rows].join("\n");
}

function row(label: string, lines: readonly string[]): string {
  const [first = "", ...rest] = lines;
  return [`  ${label.padEnd(LABEL_WIDTH)}${first}`, ...rest.map((line) => `  ${" ".repeat(LABEL_WIDTH)}${line}`)].join(
    "\n",
  );
}

/** Puts words into lines with `|` between them. */
function wrap(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LINE_WIDTH - LABEL_WIDTH)
      lines[lines.length - 1] = `${last} | ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => (index === lines.length - 1 ? line : `${line} |`));
}

/** In quotes, unless it is something whose quotes or brackets were written already. */
function quoted(found: string): string {
  const text = printableLine(found);
  return /^(["'[{|>]|- |(true|false|null|-?\d+)$)/.test(text) ? text : `"${text}"`;
}
