import type { Lane } from "../http/lanes.ts";
import { believedUntil, DEFAULT_WAIT_MS, LONGEST_WAIT_MS, requestedWait } from "../http/rate-limit.ts";
import type { HeaderReader } from "../http/transport.ts";
import type { BudgetState, Told } from "./budget-decide.ts";

/**
 * Takes in what an answer says about limits: `Retry-After` closes for everybody, a 429 without a time only the kind of write
 * it is about (application limits have no headers; reads have none of these limits, so there it closes for everybody).
 * Returns the very same state where nothing in it changes. Pure; `now` in milliseconds since 1970. GitLab docs: User and IP rate limits.
 */
export function learnFrom(
  state: BudgetState,
  lane: Lane,
  answer: { readonly status: number; readonly headers: HeaderReader },
  now: number,
): BudgetState {
  const { status, headers } = answer;
  const noted = withTold(state, lane, readTold(headers, now), now);
  const asked = status < 400 ? null : requestedWait(status, headers, now);
  if (status !== 429 && asked === null) return noted;
  const until = now + (asked ?? DEFAULT_WAIT_MS);
  if (asked === null && lane.write !== null) {
    const { key } = lane.write;
    const before = noted.writes[key] ?? { sent: [], closedUntil: 0 };
    const closedUntil = Math.max(believedUntil(before.closedUntil, now), until);
    return { ...noted, writes: { ...noted.writes, [key]: { ...before, closedUntil } } };
  }
  return { ...noted, closedUntil: Math.max(believedUntil(noted.closedUntil, now), until) };
}

/** What others sent with the same token shows in `remaining` only; what is on its way shows in our own count only. */
function withTold(state: BudgetState, { throttle }: Lane, told: Told | null, now: number): BudgetState {
  const before = state.told[throttle];
  if (told === null || (before !== undefined && before.window > told.window)) return state;
  const isSame = before !== undefined && before.window === told.window;
  const remaining = isSame ? Math.min(before.remaining, told.remaining) : told.remaining;
  const endsAt = isSame ? Math.max(believedUntil(before.endsAt, now), told.endsAt) : told.endsAt;
  if (isSame && before.limit === told.limit && before.remaining === remaining && before.endsAt === endsAt) return state;
  return { ...state, told: { ...state.told, [throttle]: { ...told, remaining, endsAt } } };
}

function readTold(headers: HeaderReader, now: number): Told | null {
  const [limit, remaining, window] = ["limit", "remaining", "reset"].map((name) => {
    const value = headers.get(`ratelimit-${name}`)?.trim() ?? "";
    return /^\d{1,12}$/.test(value) ? Number(value) : null;
  });
  if (limit == null || remaining == null || window == null || limit === 0) return null;
  const date = Date.parse(headers.get("date") ?? "");
  const serverNow = Number.isNaN(date) ? now : date;
  const endsAt = now + Math.min(LONGEST_WAIT_MS, Math.max(0, window * 1000 - serverNow));
  return { window, limit, remaining, endsAt };
}
