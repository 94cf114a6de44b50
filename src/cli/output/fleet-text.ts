import type { Paint } from "../../app/terminal.ts";
import { plural } from "../../domain/text/plural.ts";
import { printable } from "../../domain/text/printable.ts";
import type { Alert } from "../../fleet/alerts.ts";
import type { ReconcileJobResult } from "../../fleet/reconcile-job.ts";
import type { FleetRun } from "../../fleet/run-fleet.ts";
import { errorDocument } from "./error-document.ts";

/** One line about a project of a fleet in which something was done or went wrong; null for one where all is as it was. */
export function fleetLine({ job, done, errors, outcome }: ReconcileJobResult, paint: Paint): string | null {
  if (done === 0 && errors.length === 0) return null;
  const path = paint.bold(printable(job.project.path));
  if (errors.length === 0) return `${path}  ${paint.green(`${plural(done, "action")} done`)}`;
  const failed = paint.red(outcome === "failed" && done > 0 ? `${done} done, ${errors.length} failed` : outcome);
  return `${path}  ${failed}`;
}

/** The closing lines of a run over a fleet. */
export function fleetSummary({ summary }: FleetRun): string {
  const { looks, requests } = summary;
  const troubled = looks["broken-configuration"] + looks.refused + looks.failed + looks["put-off"];
  const parts = [
    `${plural(summary.projects, "project")}, ${plural(summary.actions, "action")} done`,
    ...(looks["no-configuration"] > 0 ? [`${looks["no-configuration"]} without a configuration`] : []),
    ...(summary.heldUp > 0 ? [`${summary.heldUp} held up (archived, without issues, role too low)`] : []),
    ...(troubled > 0 ? [`${troubled} with errors`] : []),
    ...(summary.problems > 0 ? [`${plural(summary.problems, "list")} could not be read`] : []),
    `${requests.lists + requests.looks} requests`,
  ];
  return `${parts.join(", ")}.`;
}

/** What is due and not done, on a line, and what helps on the next. */
export function alertText({ rule, project, text, remedy }: Alert, paint: Paint): string {
  const where = project === null ? "" : `${paint.bold(printable(project))}  `;
  return `${where}${paint.yellow(rule)}  ${printable(text)}\n  ${printable(remedy)}`;
}

/** A run over a fleet as `--json` shows it. */
export function fleetDocument(
  { sweep, results, summary }: FleetRun,
  alerts: readonly Alert[],
  run: string | null,
): unknown {
  return {
    projects: results.map(({ job, outcome, customer, done, errors, requests }) => ({
      project: job.project.path,
      projectId: job.project.id,
      customer,
      outcome,
      reasons: job.reasons,
      done,
      errors: errors.map(errorDocument),
      requests,
    })),
    heldUp: sweep.projects.flatMap(({ path, obstacle }) => (obstacle === null ? [] : [{ project: path, obstacle }])),
    problems: sweep.problems.map(({ source, error }) => ({ source, error: errorDocument(error) })),
    concerns: alerts.map(({ rule, project, since, text, remedy }) => ({ rule, project, since, text, remedy })),
    run,
    summary,
  };
}
