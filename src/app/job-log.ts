import type { FastifyBaseLogger } from "fastify";
import { messageOf } from "../domain/errors.ts";
import type { JobReason } from "../queue/contract.ts";
import type { Applied } from "../reconcile/apply/apply-actions.ts";
import type { Action, ProjectState } from "../reconcile/model/types.ts";
import { errorFields } from "./error-fields.ts";
import type { ThreadLog } from "./job-threads/thread-log.ts";

/** What every line about one look says. */
export interface JobOf {
  readonly project: string;
  readonly job: string;
  readonly reasons: readonly JobReason[];
}

/** Newest first: what came before seldom tells more. */
const MOST_REASONS = 3;

/** The log of one look: each of its lines tells project, job and reason. */
export function logOfJob(log: FastifyBaseLogger, { project, job, reasons }: JobOf): FastifyBaseLogger {
  const words = new Set(reasons.map(({ kind, event = "" }) => `${kind} ${event}`.trim()));
  const reason = [...words].slice(0, MOST_REASONS).join(", ");
  return log.child({ job, reason, project });
}

/**
 * One line for each action of a look, with its series and occurrence. What people wrote (titles, items, names) is in none of
 * them: the issue's number says where to read it.
 */
export function logActions(log: ThreadLog, applied: readonly Applied[], state: ProjectState): void {
  for (const { action, outcome, iid, error } of applied) {
    const about = iid ?? ("iid" in action ? action.iid : null);
    const fields = {
      // Labels belong to the project.
      series: action.series === "" ? null : action.series,
      occurrence: occurrenceOf(action, state),
      action: action.kind,
      outcome,
      iid: about,
      rule: action.reason.rule,
    };
    const text = `${action.kind}${about === null ? "" : ` #${about}`}: ${outcome}`;
    if (error === null) log.info(fields, text);
    else logError(log, error, `${text}: `, fields);
  }
}

/** One line about an error, and on debug its whole message. */
export function logError(
  log: ThreadLog,
  error: unknown,
  text: string,
  fields: object = {},
  level: "warn" | "error" = "warn",
): void {
  const plain = errorFields(error);
  const help = plain.remedy === undefined ? "" : ` (${plain.remedy})`;
  log[level]({ ...fields, ...plain }, `${text}${plain.error}${help}`);
  log.debug({ ...fields, detail: messageOf(error) }, "in full");
}

/** Id of the occurrence that an action serves; null for one that serves none (a label of the project). */
function occurrenceOf(action: Action, { series }: ProjectState): string | null {
  if ("occurrence" in action) return typeof action.occurrence === "string" ? action.occurrence : action.occurrence.id;
  if (!("iid" in action)) return null;
  for (const { agendas, followUps } of series) {
    const found = [...agendas, ...followUps].find(({ issue }) => issue.iid === action.iid);
    if (found !== undefined) return found.occurrence;
  }
  return null;
}
