import { type AuditTrail, openAuditTrail } from "../../app/audit-trail.ts";
import { type CommandContext, createLog, openGitLab } from "../../app/context.ts";
import { combineExitCodes, EXIT, type ExitCode } from "../../app/exit-codes.ts";
import { AUDIT_FILE, type UndoOptions, usageError } from "../../app/options.ts";
import { readRunRecords } from "../../app/read-run-records.ts";
import { applyUndo, planUndoOf, type Undone } from "../../audit/apply-undo.ts";
import type { RunRecord } from "../../audit/record.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import type { GitLab } from "../../gitlab/port.ts";
import { withFormerBots } from "../../gitlab/project/former-bots.ts";
import { errorText } from "../output/error-text.ts";
import { trailLine } from "../output/run-text.ts";
import { undoDocument, undoLines } from "../output/undo-text.ts";
import { type CommandOutcome, forEachProject } from "./each-project.ts";

interface Undo {
  readonly run: string;
  readonly options: UndoOptions;
  readonly context: CommandContext;
  /** Notes of the undo itself; null for a dry run. */
  readonly trail: AuditTrail | null;
}

/** Writes belong to the project as the run called it: by id or by path. */
async function isSameProject(noted: string, asked: readonly string[], undo: Undo): Promise<boolean> {
  if (asked.length === 0 || asked.includes(noted)) return true;
  const { id, path } = await (await openGitLab(noted, undo.options, undo.context)).getProject();
  return asked.some((one) => one === String(id) || one.toLowerCase() === path.toLowerCase());
}

async function projectsOfRun(records: readonly RunRecord[], undo: Undo): Promise<readonly string[]> {
  const { project: asked } = undo.options;
  const noted = [...new Set(records.map((record) => record.project))];
  const wanted: string[] = [];
  for (const project of noted) if (await isSameProject(project, asked, undo)) wanted.push(project);
  if (wanted.length > 0) return wanted;
  throw usageError("--project", asked.join(", "), `the run ${undo.run} wrote nothing there`, noted);
}

function exitCodeOf(done: readonly Undone[]): ExitCode {
  const codes = done.map(({ outcome }) => {
    if (outcome === "failed") return EXIT.failed;
    return outcome === "left" ? EXIT.partly : EXIT.done;
  });
  return combineExitCodes(codes);
}

function audited(gitlab: GitLab, records: readonly RunRecord[], { trail, run }: Undo): GitLab {
  if (trail === null) return gitlab;
  const why: Reason = reason("undo", `the run ${run} is taken back`, { run });
  const customer = records[0]?.customer ?? null;
  return trail.watch(gitlab, () => ({ customer, action: "undo", reason: why }));
}

async function undoProject(gitlab: GitLab, records: readonly RunRecord[], undo: Undo): Promise<CommandOutcome> {
  const { run, options, context, trail } = undo;
  const { terminal } = context;
  const watched = withFormerBots(audited(gitlab, records, undo), options.bots);
  const steps = await planUndoOf(watched, records);
  const log = await createLog(options, context);
  const onStep = (): void => trail?.check();
  const done = trail === null ? null : await applyUndo(watched, steps, { onStep, log });
  const head = { customer: records[0]?.customer ?? "", project: gitlab.projectRef, run };
  if (!options.json) terminal.out(undoLines(head, steps, done, terminal.paint, options.quiet).join("\n"));
  const failures = new Set(done?.flatMap(({ error }) => (error === null ? [] : [error])) ?? []);
  for (const error of failures) terminal.err(errorText(error, terminal.paint, context.color));
  const exitCode = exitCodeOf(done ?? steps.map((step) => planned(step)));
  return { exitCode, document: undoDocument(head, steps, done, trail?.run ?? null) };
}

/** A dry run ends as the undo would. */
function planned(step: Undone["step"]): Undone {
  return { step, outcome: step.decision === "undo" ? "done" : step.decision, error: null };
}

/** `cadence undo RUN`: takes back what a run wrote, as far as nobody has touched it since; itself noted like a run. */
export async function undoCommand(run: string, options: UndoOptions, context: CommandContext): Promise<ExitCode> {
  const file = options.audit ?? AUDIT_FILE;
  const records = readRunRecords(file, run, context.terminal);
  const trail = options.dryRun ? null : openAuditTrail(file, context);
  const undo: Undo = { run, options, context, trail };
  try {
    const project = await projectsOfRun(records, undo);
    const exitCode = await forEachProject({ ...options, project }, context, (gitlab) =>
      undoProject(
        gitlab,
        records.filter((record) => record.project === gitlab.projectRef),
        undo,
      ),
    );
    if (trail !== null && trail.writes > 0 && !options.json) {
      context.terminal.out(trailLine(trail, context.terminal.paint, context.commandName));
    }
    return exitCode;
  } finally {
    trail?.close();
  }
}
