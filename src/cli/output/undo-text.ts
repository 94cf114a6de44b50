import type { Paint } from "../../app/terminal.ts";
import type { Undone } from "../../audit/apply-undo.ts";
import type { UndoStep } from "../../audit/plan-undo.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import { printable } from "../../domain/text/printable.ts";
import { fit, whole } from "./columns.ts";
import { errorDocument } from "./error-document.ts";

export interface UndoHead {
  readonly customer: string;
  readonly project: string;
  /** The run that is taken back. */
  readonly run: string;
}

type ShownOutcome = Undone["outcome"] | "planned";

interface UndoLine {
  readonly step: UndoStep;
  readonly outcome: ShownOutcome;
  readonly error: Error | null;
}

const WORDS: Readonly<Record<ShownOutcome, string>> = {
  planned: "would",
  done: "done",
  back: "already",
  stays: "stays",
  left: "left",
  failed: "failed",
};

const LEFT = 54;

function linesOf(steps: readonly UndoStep[], done: readonly Undone[] | null): readonly UndoLine[] {
  if (done !== null) return done;
  return steps.map((step) => ({ step, outcome: step.decision === "undo" ? "planned" : step.decision, error: null }));
}

function stepLine({ step, outcome, error }: UndoLine, paint: Paint): string {
  const colour = {
    planned: paint.cyan,
    done: paint.green,
    back: paint.dim,
    stays: paint.dim,
    left: paint.yellow,
    failed: paint.red,
  };
  const issue = step.iid === null ? "" : `#${step.iid}`;
  const why = outcome === "left" ? `left alone: ${step.reason.text}` : step.reason.text;
  const said = outcome === "done" || outcome === "planned" ? "" : (error?.message ?? why);
  return `  ${colour[outcome](fit(WORDS[outcome], 8))}  ${whole(issue, 5)} ${fit(printable(step.what), LEFT)}  ${paint.dim(printable(said))}`.trimEnd();
}

function summary(lines: readonly UndoLine[], paint: Paint): string {
  const count = (...outcomes: readonly ShownOutcome[]): number =>
    lines.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const parts = [
    [count("planned"), "would be taken back"],
    [count("done"), "taken back"],
    [count("back"), "as before already"],
    [count("stays"), "by rule never taken back"],
    [count("left"), "left alone"],
    [count("failed"), "failed"],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  const dry =
    count("planned") > 0
      ? ` Nothing was written. Take back with the same command ${paint.bold("without --dry-run")}.`
      : "";
  return `${said.length === 0 ? "The run changed nothing" : said.join(", ")}.${dry}`;
}

function closes(lines: readonly UndoLine[]): boolean {
  return lines.some(({ step, outcome }) => {
    if (step.undoing?.kind !== "close-created" || outcome !== "done") return false;
    return parseIssueMarker(step.undoing.left.description ?? "")?.kind === "agenda";
  });
}

/** What became of each thing a run left in one project; without `done` what would. A quiet one leaves out what is fine. */
export function undoLines(
  head: UndoHead,
  steps: readonly UndoStep[],
  done: readonly Undone[] | null,
  paint: Paint,
  quiet: boolean,
): readonly string[] {
  const lines = linesOf(steps, done);
  const shown = quiet ? lines.filter(({ outcome }) => outcome === "left" || outcome === "failed") : lines;
  return [
    `${paint.bold(printable(head.customer))}  ${printable(head.project)}  ${paint.dim(`undo of the run ${printable(head.run)}`)}`.trimStart(),
    "",
    ...shown.map((line) => stepLine(line, paint)),
    ...(shown.length === 0 ? [] : [""]),
    summary(lines, paint),
    ...(closes(lines) ? [paint.dim("An agenda closed before its call skips that call: reopen it to have it.")] : []),
  ];
}

/** The same for `--json`. */
export function undoDocument(
  head: UndoHead,
  steps: readonly UndoStep[],
  done: readonly Undone[] | null,
  run: string | null,
): Readonly<Record<string, unknown>> {
  return {
    project: head.project,
    undoes: head.run,
    run,
    steps: linesOf(steps, done).map(({ step, outcome, error }) => ({
      iid: step.iid,
      what: step.what,
      outcome,
      reason: step.reason,
      error: error === null ? null : errorDocument(error),
    })),
  };
}
