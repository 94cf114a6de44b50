import { plural } from "../domain/text/plural.ts";
import type { Instant, PlainDate } from "../domain/time/types.ts";
import { DAY_MS, MINUTE_MS } from "../domain/time/units.ts";
import { dueCalls, isTroubled, lateToClose, type ServedProject, servedProjects } from "./fleet-figures.ts";
import { earliest, isAfter, later, latest } from "./times.ts";
import type { FleetState, LastReconcile } from "./types.ts";

/** Rules that `findAlerts` knows. The others come from whoever watches such things. */
export const ALERT_RULES = [
  "agenda-missing",
  "agenda-not-closed",
  "follow-ups-held-back",
  "look-overdue",
  "project-in-error",
  "sweep-late",
  "token-expires",
  "token-expired",
] as const;
export type AlertRule =
  | (typeof ALERT_RULES)[number]
  | "webhook-disabled"
  | "list-unreadable"
  | "project-set-aside"
  | "queue-paused"
  | "clock-off";

/** Something that should have happened and did not, or that will keep things from happening. */
export interface Alert {
  readonly rule: AlertRule;
  /** The same as long as it is the same alert. */
  readonly key: string;
  /** Path of the project; null for what concerns the service. */
  readonly project: string | null;
  readonly since: Instant | null;
  /** Without the project's name. */
  readonly text: string;
  readonly remedy: string;
}

/** What is known of the token: `unknown` where GitLab does not tell, or was not asked yet. */
export type TokenFacts =
  | { readonly kind: "unknown" }
  | { readonly kind: "lasts" }
  /** It ends at the beginning of that day, UTC (GitLab docs: Personal access tokens). */
  | { readonly kind: "expires"; readonly on: PlainDate }
  | { readonly kind: "refused"; readonly since: Instant };

export interface AlertFacts {
  readonly state: Pick<FleetState, "seen" | "reconciled">;
  readonly at: Instant;
  /** Minutes between two sweeps. */
  readonly everyMinutes: number;
  readonly token: TokenFacts;
  /** What people type to call the command, for remedies. */
  readonly commandName: string;
  /** Since when this process is at work; null for one that runs once. */
  readonly startedAt: Instant | null;
  /** Of a process that sweeps: when its last one ended, null for none yet. Absent for one that does not. */
  readonly lastSweepAt?: Instant | null | undefined;
}

const TOKEN_WARNING_DAYS = 14;
/** What many projects want at once takes its time. */
const LEAST_GRACE_MS = 30 * MINUTE_MS;
/** A sweep may be late, behind others or while GitLab is slow. */
const LATE_SWEEPS = 3;

/** How long after a sweep, in milliseconds, the lack of the next is no accident any more. */
export function sweepGraceMs(everyMinutes: number): number {
  return LATE_SWEEPS * everyMinutes * MINUTE_MS;
}

/** Days until a token expires, with fractions, negative afterwards; null where that is not known or never. Pure. */
export function tokenDaysLeft(token: TokenFacts, at: Instant): number | null {
  return token.kind === "expires" ? (Date.parse(token.on) - Date.parse(at)) / DAY_MS : null;
}

/**
 * Compares what is due with what is done, as far as it is remembered. Pure, and asks nobody: neither GitLab nor a queue that
 * is away can silence it.
 */
export function findAlerts(facts: AlertFacts): readonly Alert[] {
  const graceMs = Math.max(LEAST_GRACE_MS, sweepGraceMs(facts.everyMinutes));
  const ofProjects = [...servedProjects(facts.state)].flatMap((project) => [
    ...agendaAlerts(project, facts, graceMs),
    ...notClosedAlerts(project, facts),
    ...heldBackAlerts(project, facts),
    ...overdueAlert(project, facts, graceMs),
    ...errorAlerts(project, facts, graceMs),
  ]);
  return [...tokenAlerts(facts), ...sweepAlerts(facts), ...ofProjects];
}

function agendaAlerts(
  [{ id, path }, last]: ServedProject,
  { at, commandName }: AlertFacts,
  graceMs: number,
): readonly Alert[] {
  return dueCalls(last, at)
    .filter(({ made, dueFrom }) => !made && isAfter(at, later(dueFrom, graceMs)))
    .map(({ series, occurrence, dueFrom }) => ({
      rule: "agenda-missing",
      key: `agenda-missing ${id} ${series} ${occurrence}`,
      project: path,
      since: dueFrom,
      text: `the ${series} planned for ${occurrence} has no agenda, due since ${dueFrom}`,
      remedy: `${commandName} explain --project ${path} says why; ${commandName} run --project ${path} makes it`,
    }));
}

/** One for each series, as long as follow-ups of it are held back: more of them are no further alert. */
function heldBackAlerts([{ id, path }, last]: ServedProject, { commandName }: AlertFacts): readonly Alert[] {
  const all = last?.figures?.heldBack ?? [];
  return seriesIn(all).map((series) => {
    const held = all.filter((one) => one.series === series);
    return {
      rule: "follow-ups-held-back",
      key: `follow-ups-held-back ${id} ${series}`,
      project: path,
      since: held.reduce<Instant | null>((least, { since }) => earliest(least, since), null),
      text: `${plural(held.length, "follow-up")} of ${series} ${held.length === 1 ? "is" : "are"} held back, since many would come together`,
      remedy: `${commandName} run --project ${path} --catch-up ${all.length} makes them, a smaller number only the newest`,
    };
  });
}

function seriesIn(figures: readonly { readonly series: string }[]): readonly string[] {
  return [...new Set(figures.map(({ series }) => series))];
}

/** One for each series in which somebody forgets to close agendas. */
function notClosedAlerts([{ id, path }, last]: ServedProject, { at, commandName }: AlertFacts): readonly Alert[] {
  const all = lateToClose(last, at);
  return seriesIn(all).flatMap((series): readonly Alert[] => {
    const open = all.filter((one) => one.series === series);
    const newest = open.at(-1);
    if (newest === undefined) return [];
    const more = open.length === 1 ? "" : ` (and ${open.length - 1} before it)`;
    return [
      {
        rule: "agenda-not-closed",
        key: `agenda-not-closed ${id} ${series}`,
        project: path,
        since: open[0]?.lateFrom ?? null,
        text: `the agenda of the ${series} of ${newest.date}, #${newest.iid}${more}, is open since the call`,
        remedy: `close it in GitLab, which makes its follow-up; ${commandName} plan --project ${path} names all`,
      },
    ];
  });
}

function overdueAlert(
  [{ id, path }, last]: ServedProject,
  { at, startedAt }: AlertFacts,
  graceMs: number,
): readonly Alert[] {
  const dueAt = last === undefined ? null : dueReconcile(last);
  // What came due while nothing ran is for the first sweep to find.
  const from = dueAt === null ? null : latest(dueAt, startedAt);
  if (dueAt === null || from === null || !isAfter(at, later(from, graceMs))) return [];
  const text = `nobody has looked since ${dueAt}, when something was due`;
  const remedy = "see whether the workers run (cadence_queue_oldest_seconds) and what GitLab lets through";
  return [{ rule: "look-overdue", key: `look-overdue ${id}`, project: path, since: dueAt, text, remedy }];
}

/** When the next look is due by time alone; null for none. After a failure it is the next try that counts. */
function dueReconcile({ outcome, nextWakeAt, retryAt }: LastReconcile): Instant | null {
  return outcome === "failed" ? retryAt : earliest(retryAt, nextWakeAt);
}

function errorAlerts(
  [{ id, path }, last]: ServedProject,
  { at, commandName }: AlertFacts,
  graceMs: number,
): readonly Alert[] {
  if (last === undefined || !isTroubled(last)) return [];
  const since = last.troubledSince ?? last.at;
  // What may pass has some time to do so.
  if (last.outcome === "failed" && !isAfter(at, later(since, graceMs))) return [];
  const remedy = `${commandName} check --project ${path} says what to put right`;
  const text = `${TROUBLE[last.outcome] ?? "looks fail"} since ${since}`;
  return [{ rule: "project-in-error", key: `project-in-error ${id}`, project: path, since, text, remedy }];
}

const TROUBLE: Readonly<Partial<Record<LastReconcile["outcome"], string>>> = {
  "broken-configuration": "its configuration cannot be used",
  refused: "GitLab refuses what has to be done",
  failed: "looks at it fail",
  reconciled: "a template of it cannot be used, and what needs it is not done",
};

function sweepAlerts({ at, everyMinutes, startedAt, lastSweepAt }: AlertFacts): readonly Alert[] {
  const last = lastSweepAt === undefined ? null : (lastSweepAt ?? startedAt);
  if (last === null || !isAfter(at, later(last, sweepGraceMs(everyMinutes)))) return [];
  const text =
    lastSweepAt == null ? `no sweep has ended since the start at ${last}` : `the last sweep ended at ${last}`;
  const remedy = `one is due every ${everyMinutes} minutes: see the log for what stops it, and /readyz`;
  return [{ rule: "sweep-late", key: "sweep-late", project: null, since: last, text, remedy }];
}

function tokenAlerts({ token, at }: AlertFacts): readonly Alert[] {
  const remedy = "make a new token in GitLab, put it into GITLAB_TOKEN_FILE and send SIGHUP, or start anew with it";
  const alert = (rule: AlertRule, since: Instant | null, text: string): readonly Alert[] => [
    { rule, key: rule, project: null, since, text, remedy },
  ];
  if (token.kind === "refused")
    return alert("token-expired", token.since, "GitLab no longer takes the token: it expired or was revoked");
  const days = tokenDaysLeft(token, at);
  if (days === null || days > TOKEN_WARNING_DAYS || token.kind !== "expires") return [];
  if (days <= 0) return alert("token-expired", `${token.on}T00:00:00.000Z`, `the GitLab token expired on ${token.on}`);
  return alert("token-expires", null, `the GitLab token expires on ${token.on}, in ${Math.ceil(days)} days`);
}
