import type { Instant } from "../domain/time/types.ts";
import { createDeadline } from "../queue/deadline.ts";

/** What one check says. */
export interface CheckResult {
  readonly ok: boolean;
  /** A word or two for people, such as `paused`; shown to whoever asks, so nothing secret. */
  readonly state: string;
  /** When that was last true or last looked at; null where it has no time. */
  readonly at: Instant | null;
  /** It says how things are, and decides nothing: nobody is better served by another process. */
  readonly isHint?: boolean;
}

/** Checks by name: `queue`, `gitlab`, `sweep`. One that throws has failed. */
export type Checks = Readonly<Record<string, () => Promise<CheckResult>>>;

/** Answer of `/readyz`; ages in seconds. */
export interface Readiness {
  readonly status: "ready" | "not ready";
  readonly checks: Readonly<
    Record<string, { readonly ok: boolean; readonly state: string; readonly age: number | null }>
  >;
}

const CHECK_MS = 2_000;
/** Probes come often and from several places: they share an answer this long. */
const KEEP_MS = 1_000;

type Entry = readonly [name: string, result: CheckResult];

/** Runs all checks side by side, each at most two seconds; `now` gives the instant ages are counted to. */
export function createReadiness(
  checks: Checks,
  now: () => Instant,
  onError: (check: string, error: unknown) => void,
): () => Promise<Readiness> {
  const inTime = createDeadline(CHECK_MS);
  const runOne = async (name: string, check: () => Promise<CheckResult>): Promise<Entry> => {
    try {
      return [name, await inTime(check())];
    } catch (error) {
      // What a driver says may name hosts and users: for the log, not for the answer.
      onError(name, error);
      return [name, { ok: false, state: "failed", at: null }];
    }
  };
  const runAll = async (): Promise<Readiness> =>
    summarise(await Promise.all(Object.entries(checks).map(([name, check]) => runOne(name, check))), now());
  let kept: { readonly answer: Promise<Readiness>; readonly until: number } | null = null;
  return () => {
    if (kept === null || performance.now() >= kept.until)
      kept = { answer: runAll(), until: performance.now() + KEEP_MS };
    return kept.answer;
  };
}

function summarise(results: readonly Entry[], at: Instant): Readiness {
  return {
    status: results.every(([, { ok, isHint = false }]) => ok || isHint) ? "ready" : "not ready",
    checks: Object.fromEntries(
      results.map(([name, { ok, state, at: since }]) => [name, { ok, state, age: ageInSeconds(since, at) }]),
    ),
  };
}

function ageInSeconds(since: Instant | null, at: Instant): number | null {
  return since === null ? null : Math.max(0, Math.round((Date.parse(at) - Date.parse(since)) / 1000));
}
