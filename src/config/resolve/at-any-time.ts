import type { ProjectConfiguration } from "./types.ts";

/** The same configuration without kind hours: what waits for them is done at once, since a person asks for it. */
export function atAnyTime(configuration: ProjectConfiguration): ProjectConfiguration {
  const hours = "any-time";
  return {
    ...configuration,
    noise: { ...configuration.noise, hours },
    meetings: configuration.meetings.map((one) => ({ ...one, schedule: { ...one.schedule, hours } })),
  };
}
