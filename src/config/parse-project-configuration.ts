import { checkFileKeys } from "./check-file-keys.ts";
import { explainIssues } from "./explain-issues.ts";
import { inOrderOfFile } from "./in-order-of-file.ts";
import { projectConfigurationJsonSchema } from "./json-schema.ts";
import { isMap } from "./raw.ts";
import { type Checked, type LocatingFile, noMap, readConfigurationFile } from "./read-configuration-file.ts";
import { resolveProject } from "./resolve-project.ts";
import { scheduleFaults } from "./schedule-faults.ts";
import { ProjectFile } from "./schema/project-file.ts";
import type { ProjectConfiguration } from "./types.ts";

const MINIMAL = ["customer: Acme", "timezone: Europe/Berlin", "meetings: { ... }"];

/**
 * Reads `.gitlab/cadence.yml`. `text` is its content, `file` the name that messages give it.
 * @throws ConfigError with every problem of the file, in its order.
 */
export function parseProjectConfiguration(text: string, file: string): ProjectConfiguration {
  return readConfigurationFile(text, file, checkProject);
}

function checkProject(yaml: LocatingFile): Checked<ProjectConfiguration> {
  const { value } = yaml;
  if (!isMap(value)) return { complaints: [noMap(value, MINIMAL)] };
  const parsed = ProjectFile().safeParse(value);
  const between = checkFileKeys(value);
  const issues = parsed.success ? [] : explainIssues(parsed.error.issues, value, projectConfigurationJsonSchema());
  if (!parsed.success || between.length > 0) return { complaints: [...issues, ...between] };
  const project = resolveProject(parsed.data, inOrderOfFile(yaml, parsed.data.meetings, ["meetings"]));
  return { complaints: [], value: { ...project, faults: scheduleFaults(value, project.meetings, yaml.locate) } };
}
