import type { Urgency } from "../fleet-port.ts";
import type { Lane } from "../http/lanes.ts";
import { believedUntil } from "../http/rate-limit.ts";
import type { Turn } from "../http/request-turns.ts";
import { type CountsByTick, countOne, isForgotten, TICK_MS, waitForRoom } from "./budget-counts.ts";

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
  { perMinute, reserve }: BudgetRules,
  now: number,
): readonly number[] {
  const told = state.told[lane.throttle];
  const isOpen = told !== undefined && believedUntil(told.endsAt, now) > now;
  // A limit of the files API says nothing about the rest.
  const limit = isOpen && lane.throttle === "api" ? Math.min(perMinute, told.limit) : perMinute;
  if (urgency === "urgent") {
    const exhausted = isOpen && told.remaining < 1 ? told.endsAt - now : 0;
    return [waitForRoom(state.sent, MINUTE, limit, now), exhausted];
  }
  const share = Math.max(1, Math.floor(limit * (1 - reserve)));
  const perStretch = Math.max(1, Math.ceil((share * (STRETCH + TICK_MS / 1000)) / MINUTE));
  const exhausted = isOpen && told.remaining <= Math.ceil(told.limit * reserve) ? told.endsAt - now : 0;
  return [waitForRoom(state.sent, MINUTE, share, now), waitForRoom(state.swept, STRETCH, perStretch, now), exhausted];
}

function waitsForWrite(state: BudgetState, { write }: Lane, rules: BudgetRules, now: number): readonly number[] {
  const before = write === null ? undefined : state.writes[write.key];
  if (write === null || before === undefined) return [];
  const limit = write.kind === "issue" ? rules.issuesPerMinute : rules.notesPerMinute;
  return [believedUntil(before.closedUntil, now) - now, waitForRoom(before.sent, MINUTE, limit, now)];
}

function counted(state: BudgetState, { throttle, write }: Lane, urgency: Urgency, now: number): BudgetState {
  const told = state.told[throttle];
  return {
    ...state,
    sent: countOne(state.sent, MINUTE, now),
    swept: urgency === "sweep" ? countOne(state.swept, STRETCH, now) : state.swept,
    told: told === undefined ? state.told : { ...state.told, [throttle]: { ...told, remaining: told.remaining - 1 } },
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
