import type { Instant } from "../../src/domain/time/types.ts";
import type { Alert } from "../../src/fleet/alerts.ts";
import type { FleetProblem } from "../../src/fleet/types.ts";

/** Lists that sweeps of this process could not read. */
export interface ListWatch {
  /** Takes in what a sweep could not read; what it does not name is well again. Returns whether any is. */
  note(problems: readonly FleetProblem[], at: Instant): boolean;
  readonly alerts: () => readonly Alert[];
}

/** Remembers since when lists cannot be read: what changes in their projects stays unseen meanwhile. */
export function createListWatch(): ListWatch {
  let open: ReadonlyMap<string, Alert> = new Map();
  return {
    note(problems, at) {
      const alerts = problems.map(({ source, error }) => alertOf(source, error, open.get(source)?.since ?? at));
      const isOver = [...open.keys()].some((source) => problems.every((one) => one.source !== source));
      open = new Map(problems.map(({ source }, index) => [source, alerts[index] as Alert]));
      return isOver;
    },
    alerts: () => [...open.values()],
  };
}

function alertOf(source: string, error: Error, since: Instant): Alert {
  const text = `the list of ${source} cannot be read since ${since}: ${error.message}`;
  const remedy = "check the name in cadence.yml and that the token's user is a member, or wait for GitLab";
  return { rule: "list-unreadable", key: `list-unreadable ${source}`, project: null, since, text, remedy };
}
