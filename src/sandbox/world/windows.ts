import type { World } from "./state.ts";

export interface WindowState {
  readonly observed: number;
  /** Unix seconds at which the window ends. */
  readonly resetAt: number;
}

/** Counts one event in the fixed window of a key; windows are aligned to the epoch, as in GitLab. */
export function countInWindow(world: World, key: string, periodSeconds: number): WindowState {
  const now = world.clock.limiterNow();
  const start = Math.floor(now / (periodSeconds * 1000)) * periodSeconds;
  const known = world.windows.get(key);
  const observed = known !== undefined && known.start === start ? known.observed + 1 : 1;
  world.windows.set(key, { start, observed });
  return { observed, resetAt: start + periodSeconds };
}

/** Counts one event and says whether it is still within the limit. */
export function takeFromBudget(world: World, key: string, limit: number, periodSeconds: number): boolean {
  return countInWindow(world, key, periodSeconds).observed <= limit;
}
