import type { StoredToken } from "../world/model.ts";
import type { World } from "../world/state.ts";
import { countInWindow, takeFromBudget } from "../world/windows.ts";
import { ApiError } from "./api-error.ts";

export interface ThrottleState {
  readonly exceeded: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

const unthrottled: ThrottleState = { exceeded: false, headers: {} };

/** Rack::Attack: counts the request for its user and gives the headers that every answer then carries. */
export function throttle(world: World, token: StoredToken | null): ThrottleState {
  const settings = world.settings.limits.requests;
  if (settings === null) return unthrottled;
  const who = token === null ? "anonymous" : `user ${token.user.id}`;
  const { observed, resetAt } = countInWindow(world, `requests ${who}`, settings.periodSeconds);
  const exceeded = observed > settings.limit;
  const wait = Math.max(1, Math.ceil(resetAt - world.clock.limiterNow() / 1000));
  const headers = {
    "RateLimit-Limit": String(Math.ceil((settings.limit * 60) / settings.periodSeconds)),
    "RateLimit-Name": token === null ? "throttle_unauthenticated_api" : "throttle_authenticated_api",
    "RateLimit-Observed": String(observed),
    "RateLimit-Remaining": String(Math.max(0, settings.limit - observed)),
    "RateLimit-Reset": String(resetAt),
  };
  if (!exceeded) return { exceeded, headers };
  const late = { "RateLimit-ResetTime": new Date(resetAt * 1000).toUTCString(), "Retry-After": String(wait) };
  return { exceeded, headers: { ...headers, ...late } };
}

/** Application limiter: no headers, JSON; throws 429. A limit of null never does. */
export function limitAction(world: World, key: string, limit: number | null): void {
  if (limit === null || takeFromBudget(world, key, limit, 60)) return;
  throw new ApiError(429, {
    message: { error: "This endpoint has been requested too many times. Try again later." },
  });
}
