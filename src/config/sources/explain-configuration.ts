import type { ProjectConfiguration } from "../resolve/types.ts";
import { meetingValues } from "./meeting-values.ts";
import { profileValues } from "./profile-values.ts";
import { projectValues } from "./project-values.ts";
import type { ConfigurationValue, WrittenConfiguration } from "./types.ts";

/**
 * Returns every value of a project's configuration with its source: a line of the file, a row of the handbook, or the
 * product's own default. `configuration` is what was resolved from the file.
 */
export function explainConfiguration(
  file: WrittenConfiguration,
  configuration: ProjectConfiguration,
): readonly ConfigurationValue[] {
  return [
    ...projectValues(file),
    ...profileValues(file, configuration),
    ...configuration.meetings.flatMap((series) => meetingValues(series, file, configuration)),
  ];
}
