import { isTransientError } from "../domain/errors.ts";
import { DAY_MS, MINUTE_MS } from "../domain/time/units.ts";
import type { DeliveryList, HookDelivery, HookGitLab, HookPlace } from "../gitlab/hooks-port.ts";
import { isReceived, whatStatus } from "./explain-failures.ts";

export interface ResendDependencies {
  readonly hooks: HookGitLab;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Called before a wait, with what is still to be sent. */
  readonly onWait?: (milliseconds: number, left: number) => void;
}

/** What came of resending the missed deliveries of one webhook. */
export interface Resent {
  readonly done: number;
  /** Missed deliveries that were not sent again. */
  readonly left: number;
  /** Why no more was sent; null where the run was through, or came to its bound. */
  readonly stopped: string | null;
  /** False where GitLab has more deliveries than were looked at. */
  readonly complete: boolean;
}

/** As far back as GitLab's own page shows deliveries. */
const LOOK_BACK_MS = 2 * DAY_MS;
const MOST_PAGES = 25;
/** Of one webhook in one run: five minutes at GitLab's rate. */
const MOST_RESENT = 25;
/** GitLab docs, Project webhooks API: five a minute. */
const PER_MINUTE = 5;

/**
 * What is to be sent again, the oldest first: of each event that no attempt has delivered the latest attempt. Pure.
 * Deliveries of unknown time count as recent: GitLab lists those of a week only.
 */
export function planResend(
  failed: readonly HookDelivery[],
  received: readonly HookDelivery[],
  since: string,
): readonly HookDelivery[] {
  const delivered = new Set(received.flatMap(({ key }) => (key === null ? [] : [key])));
  const recent = failed.filter(({ at }) => at === null || at >= since);
  const latest = new Map<string, HookDelivery>();
  for (const delivery of [...recent].sort((a, b) => a.id - b.id)) {
    const key = delivery.key ?? `delivery ${delivery.id}`;
    if (!delivered.has(key)) latest.set(key, delivery);
  }
  return [...latest.values()].sort((a, b) => a.id - b.id);
}

/**
 * Sends missed deliveries of the past two days again, five a minute and a bounded number. It stops with the first that fails again:
 * four failures in a row would make GitLab disable the webhook. Null where GitLab offers none of this (before 17.4).
 */
export async function resendMissed(place: HookPlace, hookId: number, deps: ResendDependencies): Promise<Resent | null> {
  const since = new Date(deps.now() - LOOK_BACK_MS).toISOString();
  const lists = [];
  for (const status of ["client_failure", "server_failure"] as const) {
    lists.push(await deps.hooks.listDeliveries(place, hookId, { status, maxPages: MOST_PAGES }));
  }
  if (lists.includes(null)) return null;
  const failures = lists.filter((list): list is DeliveryList => list !== null);
  const failed = failures.flatMap(({ deliveries }) => deliveries);
  if (failed.length === 0) return { done: 0, left: 0, stopped: null, complete: true };
  const received = await deps.hooks.listDeliveries(place, hookId, { status: "successful", maxPages: MOST_PAGES });
  const missed = planResend(failed, received?.deliveries ?? [], since);
  const result = await resendAll(place, hookId, missed, deps);
  return { ...result, left: missed.length - result.done, complete: failures.every(({ complete }) => complete) };
}

async function resendAll(
  place: HookPlace,
  hookId: number,
  missed: readonly HookDelivery[],
  deps: ResendDependencies,
): Promise<Pick<Resent, "done" | "stopped">> {
  const sentAt: number[] = [];
  for (const [done, delivery] of missed.slice(0, MOST_RESENT).entries()) {
    const wait = waitFor(sentAt, deps.now());
    if (wait > 0) {
      deps.onWait?.(wait, missed.length - done);
      await deps.sleep(wait);
    }
    sentAt.push(deps.now());
    try {
      const status = await deps.hooks.resendDelivery(place, hookId, delivery.id);
      if (!isReceived({ status })) return { done, stopped: whatStatus(status) };
    } catch (error) {
      if (!isTransientError(error)) throw error;
      return { done, stopped: error.message };
    }
  }
  return { done: Math.min(missed.length, MOST_RESENT), stopped: null };
}

function waitFor(sentAt: readonly number[], now: number): number {
  const before = sentAt.at(-PER_MINUTE);
  return sentAt.length < PER_MINUTE || before === undefined ? 0 : Math.max(0, before + MINUTE_MS - now);
}
