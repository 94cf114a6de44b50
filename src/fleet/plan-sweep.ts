import { configurationWithoutFile } from "../config/service/configuration-of.ts";
import type { ServiceConfiguration } from "../config/service/types.ts";
import type { ProjectId } from "../domain/ids.ts";
import { type Reason, reason } from "../domain/reason.ts";
import type { Instant } from "../domain/time/types.ts";
import { MINUTE_MS } from "../domain/time/units.ts";
import { fingerprintOfConfiguration, isWithoutFile } from "./fingerprint.ts";
import { isAfter, later } from "./times.ts";
import type { FleetState, LastReconcile, ReconcileJob, SeenProject } from "./types.ts";

/**
 * GitLab notes the activity of a project once an hour at most (`RESET_PROJECT_ACTIVITY_INTERVAL` in its Event model): what
 * happens within an hour of a note leaves no trace in the list of projects. So after that hour one more check is due; five
 * minutes more are for clocks that differ.
 */
const SILENT_MS = 65 * MINUTE_MS;

/** So far clocks of machines may differ. */
const CLOCKS_MS = 5 * MINUTE_MS;
/** The longest wait for a further look at what is not well. */
const LONGEST_RETRY_MS = 60 * MINUTE_MS;

/** What a look costs, for spreading those that nobody waits for. */
const REQUESTS_PER_JOB = 6;

/** How pressing a look is; those at the end are spread over time. */
const ORDER = ["due", "changed", "retry", "configured", "activity", "new", "full"] as const;
type SweepKind = (typeof ORDER)[number];

interface Cause {
  readonly kind: SweepKind;
  readonly what: ReconcileJob["what"];
  readonly reason: Reason;
}

/**
 * Which projects to look at and why, the most pressing first. Pure: what was seen is compared with what was looked at, so
 * that a sweep repeated, late or after a crash finds the same.
 */
export function planSweep(
  seen: ReadonlyMap<ProjectId, SeenProject>,
  reconciled: FleetState["reconciled"],
  service: ServiceConfiguration,
  at: Instant,
): readonly ReconcileJob[] {
  const planned = [...seen.values()].flatMap((project) => {
    const causes = project.obstacle === null ? causesOf(project, reconciled.get(project.id), service, at) : [];
    const [first] = causes;
    return first === undefined ? [] : [{ project, causes, kind: first.kind }];
  });
  planned.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.project.id - b.project.id);
  const spacing = spacingOf(service);
  let spread = 0;
  return planned.map(({ project, causes, kind }) => ({
    project,
    what: causes.some(({ what }) => what === "reconcile") ? "reconcile" : "check",
    reasons: causes.map((cause) => cause.reason),
    notBefore: kind === "new" || kind === "full" ? later(at, spread++ * spacing) : at,
  }));
}

/** Milliseconds between two looks that nobody waits for: half of the sweeps' share of requests is for them. */
function spacingOf({ requests }: ServiceConfiguration): number {
  const perMinute = (requests.perMinute * (1 - requests.reserve)) / 2 / REQUESTS_PER_JOB;
  return MINUTE_MS / Math.max(perMinute, 1 / REQUESTS_PER_JOB);
}

/** Why to look at a project, the most pressing cause first. */
function causesOf(
  project: SeenProject,
  last: LastReconcile | undefined,
  service: ServiceConfiguration,
  at: Instant,
): readonly Cause[] {
  if (last === undefined) return [cause("new", "reconcile", "never-looked-at", "nothing is known of it yet")];
  return [
    // After a failure the next try does it all, unless there is news; without a usable configuration nothing is due.
    ...(last.outcome === "reconciled" ? dueCause(last, at) : []),
    ...(last.outcome === "reconciled" || last.outcome === "failed" ? changeCause(project, last) : []),
    ...retryCause(last, at),
    ...clockCause(last, at),
    ...configuredCause(project, last, service),
    ...activityCauses(project, last, at),
    ...fullCause(last, service, at),
  ];
}

function dueCause({ nextWakeAt }: LastReconcile, at: Instant): readonly Cause[] {
  if (nextWakeAt === null || isAfter(nextWakeAt, at)) return [];
  return [cause("due", "reconcile", "time-has-come", `something is due since ${nextWakeAt}`, { nextWakeAt })];
}

function changeCause({ changedAt }: SeenProject, { changesUpTo }: LastReconcile): readonly Cause[] {
  if (changedAt === null || (changesUpTo !== null && !isAfter(changedAt, changesUpTo))) return [];
  const text = `an agenda or a follow-up changed at ${changedAt}`;
  return [cause("changed", "reconcile", "issue-changed", text, { changedAt, lookedAtUpTo: changesUpTo })];
}

function retryCause({ retryAt, failures, outcome }: LastReconcile, at: Instant): readonly Cause[] {
  if (retryAt === null || isAfter(retryAt, at)) return [];
  const data = { failures, retryAt };
  if (outcome === "failed") return [cause("retry", "reconcile", "look-failed", "the last look did not succeed", data)];
  const text = "at the last look something had to be put right first: it may be by now";
  return [cause("retry", "reconcile", "not-well", text, data)];
}

/** What a clock that was ahead has noted holds nothing up: not when to look again, nor up to when a look has seen all. */
function clockCause({ at: lookedAt, retryAt }: LastReconcile, at: Instant): readonly Cause[] {
  const latest = later(at, CLOCKS_MS);
  if (!isAfter(lookedAt, latest) && (retryAt === null || !isAfter(retryAt, later(latest, LONGEST_RETRY_MS)))) return [];
  const text = `it was last looked at by a clock that was ahead, at ${lookedAt}`;
  return [cause("retry", "reconcile", "clock-ahead", text, { lookedAt })];
}

/** The service's own configuration of a project without a file is compared here: no request tells. */
function configuredCause(
  project: SeenProject,
  { fingerprint }: LastReconcile,
  service: ServiceConfiguration,
): readonly Cause[] {
  if (!isWithoutFile(fingerprint)) return [];
  if (fingerprintOfConfiguration(configurationWithoutFile(service, project)) === fingerprint) return [];
  return [cause("configured", "reconcile", "service-configuration", "the service's configuration of it changed")];
}

function activityCauses(
  { lastActivityAt }: SeenProject,
  { activityUpTo, fileReadAt, retryAt }: LastReconcile,
  at: Instant,
): readonly Cause[] {
  if (lastActivityAt === null) return [];
  // What was not well may be put right elsewhere than in the file: a template, a role.
  const what = retryAt === null ? "check" : "reconcile";
  if (activityUpTo === null || isAfter(lastActivityAt, activityUpTo)) {
    const text = `something happened in the project at ${lastActivityAt}: its configuration may have changed`;
    return [cause("activity", what, "activity", text, { lastActivityAt })];
  }
  const quietAt = later(lastActivityAt, SILENT_MS);
  if (isAfter(fileReadAt, quietAt) || isAfter(quietAt, at)) return [];
  const text = "GitLab notes activity once an hour: what came after the last note is looked for once more";
  return [cause("activity", what, "activity-unnoted", text, { lastActivityAt, fileReadAt })];
}

function fullCause(last: LastReconcile, { sweep }: ServiceConfiguration, at: Instant): readonly Cause[] {
  // Projects that were looked at together come apart: each has a time of its own in the last quarter.
  const part = 0.75 + 0.25 * fractionOf(last.id);
  if (isAfter(later(last.at, sweep.fullMinutes * part * MINUTE_MS), at)) return [];
  return [
    cause("full", "reconcile", "full-look", `it was last looked at in full at ${last.at}`, { lookedAt: last.at }),
  ];
}

/** A number from 0 to 1 (exclusive) that is the same for a project each time and evenly spread among projects. */
function fractionOf(id: ProjectId): number {
  return (Math.imul(id, 0x9e3779b1) >>> 0) / 2 ** 32;
}

function cause(
  kind: SweepKind,
  what: ReconcileJob["what"],
  rule: string,
  text: string,
  data: Reason["data"] = {},
): Cause {
  return { kind, what, reason: reason(rule, text, data) };
}
