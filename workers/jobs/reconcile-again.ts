import type { ProjectId } from "../../src/domain/ids.ts";
import type { Instant } from "../../src/domain/time/types.ts";

/** GitLab's lists show by then what was written; what people do meanwhile goes into the same look. */
const AGAIN_MS = 5_000;
/** Looks in a row that all find something to do: a project that keeps the bot busy waits for the sweep. */
const MOST_IN_A_ROW = 5;

/**
 * What a look has done may ask for one step more: a follow-up that was told of remembers it, an item that was carried makes
 * its issue relate to another. The bot's own events set off nothing (law 6), so the look itself asks for the next one, until
 * there is nothing left to do.
 *
 * Returns when to look again, or null. `done` is how much the look did, `now` in milliseconds since 1970.
 */
export function createReconcileAgain(): (project: ProjectId, done: number, now: number) => Instant | null {
  const inARow = new Map<ProjectId, number>();
  return (project, done, now) => {
    const count = done === 0 ? 0 : (inARow.get(project) ?? 0) + 1;
    if (count === 0) inARow.delete(project);
    else inARow.set(project, count);
    return count === 0 || count > MOST_IN_A_ROW ? null : new Date(now + AGAIN_MS).toISOString();
  };
}
