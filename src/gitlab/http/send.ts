import type { Log } from "../../domain/log.ts";
import { CallFailure } from "./call-failure.ts";
import type { ExchangeContext } from "./exchange.ts";
import { exchange } from "./exchange.ts";
import { type GitLabRequest, isWrite, type Outcome } from "./outcome.ts";
import { backoffBound, DEFAULT_WAIT_MS, LONGEST_WAIT_MS, requestedWait } from "./rate-limit.ts";
import type { RequestTurns, Turn } from "./request-turns.ts";

/**
 * What may be done after a try that went wrong: `repeat` for reads and for writes that change nothing the second time,
 * `once` for a write that would happen twice. A 429 was not applied, so it may be repeated in both.
 */
export type Policy = "repeat" | "once";

export type HttpAnswer = Extract<Outcome, { kind: "answer" }>;

export interface SendContext extends ExchangeContext {
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: () => number;
  readonly log: Log;
  /** Shared by all requests of a client: GitLab's limits count the user, not the endpoint. */
  readonly pause: Pause;
  /** Shared by all clients of a token, or null. */
  readonly turns: RequestTurns | null;
  /** Longest time that a call waits for a turn where it may as well come again, in milliseconds. */
  readonly leaveAfterMs: number;
}

/** The moment before which GitLab asked to get no request, in milliseconds since 1970; 0 for none. */
export interface Pause {
  until: number;
}

/** What is left of the time that one call may wait for rate limits. */
export interface Patience {
  leftMs: number;
}

const MAX_TRIES = 4;
/** Nobody knows how long an outage lasts: whoever comes again waits longer each time. */
const OUTAGE_WAIT_MS = 5_000;
/** Whoever does not wait reads the project anew before the next try: not every second. */
const LEAST_AWAY_MS = 10_000;

/**
 * Sends a request until it is answered with success or no further try is due.
 * @throws CallFailure
 */
export async function send(
  request: GitLabRequest,
  policy: Policy,
  patience: Patience,
  context: SendContext,
): Promise<HttpAnswer> {
  let unknown = false;
  let last: CallFailure["outcome"] = { kind: "limited" };
  for (let attempt = 1; ; attempt++) {
    await keepPause(patience, { last, unknown }, context);
    await keepTurn(request, patience, { last, unknown }, context);
    const outcome = await exchangeLogged(request, attempt, context);
    if (outcome.kind === "answer" && outcome.status < 400) return outcome;

    last = outcome;
    unknown ||= isWrite(request) && mayHaveHappened(outcome);
    const again = attempt < MAX_TRIES && mayTryAgain(request, outcome, policy);
    const asked = outcome.kind === "answer" ? requestedWait(outcome.status, outcome.headers, context.now()) : null;
    const isLimit = outcome.kind === "answer" && outcome.status === 429;
    const untold = isLimit ? DEFAULT_WAIT_MS : OUTAGE_WAIT_MS;
    const failure = new CallFailure(outcome, { unknown, retryAfterMs: asked ?? untold });
    if (!again) throw failure;
    // A wait that GitLab asked for is kept at the top of the loop, where every other request keeps it too.
    if (asked !== null && asked > 0) continue;
    // With turns it is kept there, by all clients that share them.
    if (isLimit && asked === null && context.turns !== null) continue;
    if (isLimit && asked === null) await wait(DEFAULT_WAIT_MS, patience, failure, context);
    else await context.sleep(Math.round(context.random() * backoffBound(attempt)));
  }
}

async function exchangeLogged(request: GitLabRequest, attempt: number, context: SendContext): Promise<Outcome> {
  const started = context.now();
  const outcome = await exchange(request, attempt, context);
  const { method, url } = request;
  const result = "status" in outcome ? { status: outcome.status } : { outcome: outcome.kind };
  const reason = outcome.kind === "failure" ? { reason: outcome.reason, code: outcome.code } : {};
  const ms = context.now() - started;
  context.log.debug({ method, path: url.pathname, ...result, ...reason, attempt, ms }, "GitLab request");
  if (outcome.kind === "answer") {
    const asked = requestedWait(outcome.status, outcome.headers, context.now());
    if (asked !== null) context.pause.until = Math.max(context.pause.until, context.now() + asked);
  }
  await context.turns?.learn(request, outcome);
  return outcome;
}

/** Waits until GitLab takes requests again; `tried` is what came of the tries before. */
async function keepPause(
  patience: Patience,
  tried: { readonly last: CallFailure["outcome"]; readonly unknown: boolean },
  context: SendContext,
): Promise<void> {
  const { until } = context.pause;
  const left = until - context.now();
  // Further off than anybody can have said: the clock was set back.
  if (left <= 0 || left > LONGEST_WAIT_MS) return;
  await wait(left, patience, new CallFailure(tried.last, { unknown: tried.unknown, retryAfterMs: left }), context);
  if (context.pause.until === until) context.pause.until = 0;
}

const NOW: Turn = { waitMs: 0, canLeave: false };

/** Waits until the budget that all clients share has room for the request. */
async function keepTurn(
  request: GitLabRequest,
  patience: Patience,
  tried: { readonly last: CallFailure["outcome"]; readonly unknown: boolean },
  context: SendContext,
): Promise<void> {
  const stay: Patience = { leftMs: context.leaveAfterMs };
  for (;;) {
    const { waitMs: ms, canLeave } = (await context.turns?.take(request)) ?? NOW;
    if (ms <= 0) return;
    const away = (retryAfterMs: number): CallFailure =>
      new CallFailure(tried.last, { unknown: tried.unknown, retryAfterMs });
    if (ms > patience.leftMs) throw away(ms);
    if (canLeave && ms > stay.leftMs) throw away(Math.max(ms, LEAST_AWAY_MS));
    patience.leftMs -= ms;
    if (canLeave) stay.leftMs -= ms;
    context.log.debug({ waitMs: ms }, "waiting for a turn");
    await context.sleep(ms);
  }
}

async function wait(ms: number, patience: Patience, failure: CallFailure, context: SendContext): Promise<void> {
  if (ms > patience.leftMs) throw failure;
  patience.leftMs -= ms;
  context.log.warn({ waitMs: ms }, "GitLab asks to wait");
  // Up to a second more, so that several processes told the same moment do not all come back at once.
  await context.sleep(ms + Math.round(context.random() * 1000));
}

function mayTryAgain(request: GitLabRequest, outcome: Outcome, policy: Policy): boolean {
  if (outcome.kind === "answer" && outcome.status === 429) return true;
  if (policy === "once") return false;
  if (outcome.kind === "failure") return outcome.reason !== "untrusted" && outcome.proxy?.status !== 407;
  if (outcome.kind !== "answer") return false;
  // Two edits of one issue at the same moment: the second try meets the outcome of the first.
  if (outcome.status === 409 && request.method === "PUT") return true;
  return isOutage(outcome.status);
}

/** Whether the write may have been applied although no success was read. */
function mayHaveHappened(outcome: Outcome): boolean {
  if (outcome.kind === "failure") return outcome.sent;
  if (outcome.kind === "answer") return isOutage(outcome.status);
  return outcome.kind === "not-json";
}

function isOutage(status: number): boolean {
  return status >= 500 || status === 408;
}
