import type { Urgency } from "../fleet-port.ts";
import type { Lane } from "../http/lanes.ts";
import { believedUntil } from "../http/rate-limit.ts";
import type { Turn } from "../http/request-turns.ts";
import { type CountsByTick, countOne, freeIn, isForgotten, TICK_MS, waitUntilFree } from "./budget-counts.ts";

export interface BudgetRules {
  /** Requests per minute at most, in all. */
  readonly perMinute: number;
  /** The part that sweeps leave to urgent work, 0 to 1 (exclusive). */
  readonly reserve: number;
  /** New issues per project and minute. */
  readonly issuesPerMinute: number;
  /** New comments per minute. */
  readonly notesPerMinute: number;
}

/** What was sent and what GitLab said, as JSON. Losing it costs some 429 at worst. */
export interface BudgetState {
  readonly sent: CountsByTick;
  readonly swept: CountsByTick;
  /** By throttle: the last thing GitLab said in `RateLimit-*`, counted down since. */
  readonly told: Readonly<Partial<Record<Lane["throttle"], Told>>>;
  /** Nothing goes out before, in milliseconds since 1970. */
  readonly closedUntil: number;
  readonly writes: Readonly<Record<string, { readonly sent: CountsByTick; readonly closedUntil: number }>>;
}

export interface Told {
  /** Which of GitLab's windows: its end by GitLab's clock, in seconds. */
  readonly window: number;
  readonly limit: number;
  readonly remaining: number;
  /** The end by our clock, in milliseconds. */
  readonly endsAt: number;
}

export const NOTHING_SENT: BudgetState = { sent: [], swept: [], told: {}, closedUntil: 0, writes: {} };

const MINUTE = 60;
/** Sweeps are spread: no stretch of this many seconds holds more than its part of their share of a minute. */
const STRETCH = 6;

export interface TurnDecision extends Turn {
  /** Counts the request where it goes out now. */
  readonly state: BudgetState;
}

/** Whether a request may go out now. Pure; `now` in milliseconds since 1970. */
export function decideTurn(
  state: BudgetState,
  lane: Lane,
  urgency: Urgency,
  rules: BudgetRules,
  now: number,
): TurnDecision {
  const closedMs = believedUntil(state.closedUntil, now) - now;
  const forRequest = Math.max(0, closedMs, ...waitsForLimit(state, lane, urgency, rules, now));
  const forCreation = Math.max(0, ...waitsForWrite(state, lane, rules, now));
  const waitMs = Math.ceil(Math.max(forRequest, forCreation));
  const next = waitMs > 0 ? state : counted(state, lane, urgency, now);
  // What was written before a creation stays written.
  return { waitMs, canLeave: forCreation > forRequest, state: next };
}

function waitsForLimit(
  state: BudgetState,
  lane: Lane,
  urgency: Urgency,
  rules: BudgetRules,
  now: number,
): readonly number[] {
  const { limit, share, perStretch, told } = limitsOf(state, lane, rules, now);
  if (urgency === "urgent") {
    const exhausted = told !== null && told.remaining < 1 ? told.endsAt - now : 0;
    return [waitUntilFree(state.sent, MINUTE, limit, now), exhausted];
  }
  const exhausted = told !== null && told.remaining <= Math.ceil(told.limit * rules.reserve) ? told.endsAt - now : 0;
  return [
    waitUntilFree(state.sent, MINUTE, share, now),
    waitUntilFree(state.swept, STRETCH, perStretch, now),
    exhausted,
  ];
}

interface RequestLimits {
  readonly limit: number;
  /** What of it is for sweeps, and how much of that in a stretch. */
  readonly share: number;
  readonly perStretch: number;
  /** What GitLab said of its window, while that is open. */
  readonly told: Told | null;
}

function limitsOf(
  state: BudgetState,
  { throttle }: Lane,
  { perMinute, reserve }: BudgetRules,
  now: number,
): RequestLimits {
  const said = state.told[throttle];
  const told = said !== undefined && believedUntil(said.endsAt, now) > now ? said : null;
  // A limit of the files API says nothing about the rest.
  const limit = told !== null && throttle === "api" ? Math.min(perMinute, told.limit) : perMinute;
  const share = Math.max(1, Math.floor(limit * (1 - reserve)));
  return { limit, share, perStretch: Math.max(1, Math.ceil((share * (STRETCH + TICK_MS / 1000)) / MINUTE)), told };
}

function waitsForWrite(state: BudgetState, { write }: Lane, rules: BudgetRules, now: number): readonly number[] {
  const before = write === null ? undefined : state.writes[write.key];
  if (write === null || before === undefined) return [];
  const limit = write.kind === "issue" ? rules.issuesPerMinute : rules.notesPerMinute;
  return [believedUntil(before.closedUntil, now) - now, waitUntilFree(before.sent, MINUTE, limit, now)];
}

/** A lease is over by then: what another process learns meanwhile (that nothing may go out) comes so late to this one. */
export const LEASE_MS = 500;

/**
 * Takes turns for what a process will send within the next `LEASE_MS`, so that not each request asks the store: as many as
 * wanted, and of each limit no more than what half of it leaves, so that turns which nobody uses cost nothing. They count as
 * sent at the end of that time, which is within the limit whenever they are. Pure; none for writes.
 */
export function leaseTurns(
  state: BudgetState,
  lane: Lane,
  urgency: Urgency,
  rules: BudgetRules,
  { wanted, now }: { readonly wanted: number; readonly now: number },
): { readonly state: BudgetState; readonly count: number } {
  const none = { state, count: 0 };
  if (lane.write !== null || wanted < 1) return none;
  const { limit, share, perStretch, told } = limitsOf(state, lane, rules, now);
  const kept = urgency === "urgent" || told === null ? 0 : Math.ceil(told.limit * rules.reserve);
  const free = [
    freeIn(state.sent, MINUTE, (urgency === "urgent" ? limit : share) / 2, now),
    urgency === "urgent" ? wanted : freeIn(state.swept, STRETCH, perStretch / 2, now),
    told === null ? wanted : (told.remaining - kept) / 2,
  ];
  const count = Math.floor(Math.min(wanted, ...free));
  return count < 1 ? none : { state: counted(state, lane, urgency, now, { count, aheadMs: LEASE_MS }), count };
}

function counted(
  state: BudgetState,
  { throttle, write }: Lane,
  urgency: Urgency,
  now: number,
  lease = { count: 1, aheadMs: 0 },
): BudgetState {
  const told = state.told[throttle];
  const remaining = (told?.remaining ?? 0) - lease.count;
  return {
    ...state,
    sent: countOne(state.sent, MINUTE, now, lease),
    swept: urgency === "sweep" ? countOne(state.swept, STRETCH, now, lease) : state.swept,
    told: told === undefined ? state.told : { ...state.told, [throttle]: { ...told, remaining } },
    writes: write === null ? state.writes : countedWrite(state, write.key, now),
  };
}

function countedWrite({ writes }: BudgetState, key: string, now: number): BudgetState["writes"] {
  const kept = Object.entries(writes).filter(
    ([, one]) => believedUntil(one.closedUntil, now) > now || !isForgotten(one.sent, MINUTE, now),
  );
  const before = writes[key] ?? { sent: [], closedUntil: 0 };
  return { ...Object.fromEntries(kept), [key]: { ...before, sent: countOne(before.sent, MINUTE, now) } };
}
