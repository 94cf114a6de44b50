import type { ProjectConfiguration } from "../../config/types.ts";
import { ConfigError } from "../../domain/errors.ts";
import type { Instant } from "../../domain/schedule/types.ts";
import { isTroubled } from "./fleet-figures.ts";
import { isAfter, later, MINUTE_MS } from "./times.ts";
import type { Look, LookedProject, LookOutcome, ProjectRun } from "./types.ts";

/** What came of a look. */
export interface LookFacts {
  /** When it began. */
  readonly at: Instant;
  readonly now: Instant;
  readonly outcome: LookOutcome;
  readonly fingerprint: string | null;
  readonly configuration: ProjectConfiguration | null;
  readonly run: Pick<ProjectRun, "nextWakeAt" | "figures"> | null;
  /** What kept it from being observed; null where nothing did. */
  readonly error: Error | null;
}

const FIRST_RETRY_MS = 5 * MINUTE_MS;
const LAST_RETRY_MS = 6 * 60 * MINUTE_MS;

/** What to remember of a look. Pure. `look` holds what the sweep had seen: all newer than that is news to the next one. */
export function recordLook(before: LookedProject | null, look: Look, facts: LookFacts): LookedProject {
  const { at, outcome, fingerprint } = facts;
  const { id, lastActivityAt, changedAt } = look.project;
  if (outcome === "unchanged" && before !== null) {
    return { ...before, fileReadAt: at, activityUpTo: lastActivityAt };
  }
  const known = outcome === "unchanged" ? "reconciled" : outcome;
  const retry = outcome === "failed" ? retryOf(facts, before) : { failures: 0, retryAt: null };
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
    ...figuresOf(facts, before),
    ...(isTroubled({ outcome: known }) ? { troubledSince: before?.troubledSince ?? at } : {}),
  };
}

/** What did not get as far as the issues keeps the figures it had: calls come nearer while nobody can look. */
function figuresOf({ run, outcome }: LookFacts, before: LookedProject | null): Pick<LookedProject, "figures"> {
  const figures = run?.figures ?? (outcome === "no-configuration" ? undefined : before?.figures);
  return figures === undefined ? {} : { figures };
}

/**
 * When to look again: twice as long each time, from five minutes to six hours. Only a try after the wait was over counts, since
 * a burst of events is no sign that a failure lasts; nor does a token that is over, which is no fault of the project.
 */
function retryOf({ now, error }: LookFacts, before: LookedProject | null): Pick<LookedProject, "failures" | "retryAt"> {
  if (error instanceof ConfigError) return { failures: before?.failures ?? 0, retryAt: later(now, FIRST_RETRY_MS) };
  const { failures = 0, retryAt = null } = before ?? {};
  if (retryAt !== null && isAfter(retryAt, now)) return { failures, retryAt };
  const delay = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures, 20));
  return { failures: failures + 1, retryAt: later(now, delay) };
}

/** What did not get as far as the configuration keeps the labels it had. */
function labelsOf({ configuration, outcome }: LookFacts, before: LookedProject | null): readonly string[] {
  if (configuration !== null) return [...new Set([configuration.agendaLabel, configuration.followUpLabel])];
  return outcome === "no-configuration" ? [] : (before?.labels ?? []);
}
