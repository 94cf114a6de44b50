import type { ProjectConfiguration } from "../config/resolve/types.ts";
import { isConfigError } from "../domain/errors.ts";
import type { Instant } from "../domain/time/types.ts";
import { MINUTE_MS } from "../domain/time/units.ts";
import { isTroubled } from "./fleet-figures.ts";
import { isAfter, later } from "./times.ts";
import type { LastReconcile, ProjectRun, ReconcileJob, ReconcileOutcome } from "./types.ts";

/** What came of a look. */
export interface JobFacts {
  /** When it began. */
  readonly at: Instant;
  readonly now: Instant;
  readonly outcome: Exclude<ReconcileOutcome, "put-off">;
  readonly fingerprint: string | null;
  readonly configuration: ProjectConfiguration | null;
  readonly run: Pick<ProjectRun, "nextWakeAt" | "figures" | "problems"> | null;
  /** What kept it from being observed; null where nothing did. */
  readonly error: Error | null;
  /** Minutes between two sweeps: it is they that look again. */
  readonly everyMinutes: number;
}

/** What was put right somewhere (a template, a role, a label, GitLab itself) is found within this time, with the next sweep. */
const LAST_RETRY_MS = 60 * MINUTE_MS;

/** What to remember of a look. Pure. `look` holds what the sweep had seen: all newer than that is news to the next one. */
export function recordJob(before: LastReconcile | null, job: ReconcileJob, facts: JobFacts): LastReconcile {
  const { at, outcome, fingerprint } = facts;
  const { id, lastActivityAt, changedAt } = job.project;
  if (outcome === "unchanged" && before !== null) {
    return { ...before, fileReadAt: at, activityUpTo: lastActivityAt };
  }
  const known = outcome === "unchanged" ? "reconciled" : outcome;
  const figures = figuresOf(facts, before);
  const problems = facts.run?.problems.length ?? 0;
  const inTrouble = isTroubled({ outcome: known, problems });
  const isWell = !inTrouble && !lacksAgenda(figures, facts);
  const retry = isWell ? { failures: 0, retryAt: null } : retryOf(facts, before);
  return {
    id,
    at,
    fileReadAt: at,
    activityUpTo: lastActivityAt,
    changesUpTo: changedAt,
    outcome: known,
    fingerprint,
    nextWakeAt: facts.run?.nextWakeAt ?? (outcome === "failed" ? (before?.nextWakeAt ?? null) : null),
    ...retry,
    labels: labelsOf(facts, before),
    ...figures,
    ...(problems > 0 ? { problems } : {}),
    ...(inTrouble ? { troubledSince: before?.troubledSince ?? at } : {}),
  };
}

/** What did not get as far as the issues keeps the figures it had: calls come nearer while nobody can look. */
function figuresOf({ run, outcome }: JobFacts, before: LastReconcile | null): Pick<LastReconcile, "figures"> {
  const figures = run?.figures ?? (outcome === "no-configuration" ? undefined : before?.figures);
  return figures === undefined ? {} : { figures };
}

/** Whether a call whose lead time has begun has no agenda, as this look left it. */
function lacksAgenda({ figures }: Pick<LastReconcile, "figures">, { run, now }: JobFacts): boolean {
  if (run === null || figures === undefined) return false;
  return figures.calls.some(({ made, dueFrom, until }) => !made && !isAfter(dueFrom, now) && isAfter(until, now));
}

/**
 * When to look again at what is not well: with the next sweep, then after twice as many each time, an hour at most. Only a try
 * after the wait was over counts, since a burst of events is no sign that a failure lasts; nor does a token that is over, which
 * is no fault of the project.
 */
function retryOf(
  { now, error, everyMinutes }: JobFacts,
  before: LastReconcile | null,
): Pick<LastReconcile, "failures" | "retryAt"> {
  const { failures = 0, retryAt = null } = before ?? {};
  const isAhead = retryAt !== null && isAfter(retryAt, now) && !isAfter(retryAt, later(now, LAST_RETRY_MS));
  if (isAhead) return { failures, retryAt };
  const isOfToken =
    isConfigError(error) && error.problems.length > 0 && error.problems.every(({ file }) => file === "environment");
  const sweeps = isOfToken ? 1 : 2 ** Math.min(failures, 20);
  // Half a sweep sooner: sweeps do not come to the second.
  const delay = Math.min(LAST_RETRY_MS, sweeps * everyMinutes * MINUTE_MS) - (everyMinutes * MINUTE_MS) / 2;
  return { failures: isOfToken ? failures : failures + 1, retryAt: later(now, Math.max(0, delay)) };
}

/** What did not get as far as the configuration keeps the labels it had. */
function labelsOf({ configuration, outcome }: JobFacts, before: LastReconcile | null): readonly string[] {
  if (configuration !== null) return [...new Set([configuration.agendaLabel, configuration.followUpLabel])];
  return outcome === "no-configuration" ? [] : (before?.labels ?? []);
}
