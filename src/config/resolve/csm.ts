import type { PlainDate } from "../../domain/time/types.ts";
import type { ProjectConfiguration } from "./types.ts";

/**
 * Who leads the project on a day of its zone, `@jane` or a plain name; null where nobody is named. A term holds up to and
 * including its last day (handbook, CSM transition: two owners and the day one hands over to the other).
 */
export function csmOn(configuration: Pick<ProjectConfiguration, "csm">, day: PlainDate): string | null {
  return configuration.csm.find(({ until }) => until === null || day <= until)?.user ?? null;
}
