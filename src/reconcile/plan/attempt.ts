import { type ConfigError, isConfigError } from "../../domain/errors.ts";

/** What `make` gives, or null for what people must mend first: that is kept among `problems` and stops nothing else. */
export function attempt<T>(make: () => T, problems: ConfigError[]): T | null {
  try {
    return make();
  } catch (error) {
    if (!isConfigError(error)) throw error;
    problems.push(error);
    return null;
  }
}

/** One template may be wanted by several calls: its problem is said once. */
export function distinct(problems: readonly ConfigError[]): readonly ConfigError[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem.problems), problem])).values()];
}
