import type { ScheduleFault } from "../../config/resolve/types.ts";
import { ConfigError } from "../../domain/errors.ts";
import type { ProjectState } from "../model/types.ts";

/** What cannot be meant in the project's schedules and still matters: the rest is done all the same (law 8). */
export function projectScheduleErrors(state: ProjectState): readonly ConfigError[] {
  return errorsOf(state.snapshot.configuration.faults, state.today);
}

/** The same from the configuration alone. `today` is a day of the project's zone. */
export function errorsOf(faults: readonly ScheduleFault[], today: string): readonly ConfigError[] {
  const problems = faults.filter(({ until }) => until === null || until >= today).map(({ problem }) => problem);
  return problems.map((problem) => new ConfigError(`${problem.file}: ${problem.problem}`, [problem]));
}
