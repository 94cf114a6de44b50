import { standInOn } from "../../domain/people/cover.ts";
import type { PlainDate } from "../../domain/time/types.ts";
import type { ProjectConfiguration } from "./types.ts";

/** The CSM of the term that a day is in, there or not; null where nobody is named. A term holds up to and including its last day (handbook, CSM transition: two owners and the day one hands over to the other). */
export function termCsmOn(configuration: Pick<ProjectConfiguration, "csm">, day: PlainDate): string | null {
  return configuration.csm.find(({ until }) => until === null || day <= until)?.user ?? null;
}

/**
 * Who leads the project on a day of its zone, `@jane` or a plain name; null where nobody is named. It is who covers for a CSM
 * that is away; where nobody does it stays the CSM.
 */
export function csmOn(configuration: Pick<ProjectConfiguration, "csm" | "away">, day: PlainDate): string | null {
  const csm = termCsmOn(configuration, day);
  return csm === null ? null : (standInOn(configuration.away, csm, day) ?? csm);
}
