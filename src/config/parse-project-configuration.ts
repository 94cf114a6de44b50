import * as z from "zod/mini";
import { checkFileKeys } from "./check/check-file-keys.ts";
import { isMap } from "./check/raw.ts";
import { explainIssues } from "./problems/explain-issues.ts";
import { inOrderOfFile } from "./problems/in-order-of-file.ts";
import { type Checked, type LocatingFile, noMap, readConfigurationFile } from "./read-configuration-file.ts";
import { type HandbookLayers, handbookLayers } from "./resolve/meeting-types.ts";
import { resolveGuard } from "./resolve/resolve-guard.ts";
import { resolveProject } from "./resolve/resolve-project.ts";
import type { ProjectConfiguration } from "./resolve/types.ts";
import { scheduleFaults } from "./schedule-faults.ts";
import { GuardSchema } from "./schema/guard.ts";
import { projectConfigurationJsonSchema, toConfigurationJsonSchema } from "./schema/json-schema.ts";
import { ProjectFile } from "./schema/project-file.ts";

const MINIMAL = ["customer: Acme", "timezone: Europe/Berlin", "meetings: { ... }"];

/**
 * Reads `.gitlab/cadence.yml`. `text` is its content, `file` the name that messages give it.
 * @throws ConfigError with every problem of the file, in its order.
 */
export function parseProjectConfiguration(text: string, file: string): ProjectConfiguration {
  return createConfigurationParser()(text, file);
}

/**
 * Reads the configuration of a project from a file that whoever runs the bot keeps (`--config`): it may hold `guard` too.
 * @throws ConfigError with every problem of the file, in its order.
 */
export function parseKeptConfiguration(text: string, file: string): ProjectConfiguration {
  return readConfigurationFile(text, file, (yaml) =>
    checkKept(yaml, { schema: ProjectFile(), handbook: handbookLayers() }),
  );
}

/** Makes a `parseProjectConfiguration` for many files: building what they are read by takes longer than all else about one. */
export function createConfigurationParser(): typeof parseProjectConfiguration {
  let built: Built | null = null;
  return (text, file) => {
    const known = built ?? { schema: ProjectFile(), handbook: handbookLayers() };
    built = known;
    return readConfigurationFile(text, file, (yaml) => checkProject(yaml, known));
  };
}

interface Built {
  readonly schema: ReturnType<typeof ProjectFile>;
  readonly handbook: HandbookLayers;
}

function checkProject(yaml: LocatingFile, { schema, handbook }: Built): Checked<ProjectConfiguration> {
  const { value } = yaml;
  if (!isMap(value)) return { complaints: [noMap(value, MINIMAL)] };
  const parsed = schema.safeParse(value);
  const between = checkFileKeys(value);
  const issues = parsed.success ? [] : explainIssues(parsed.error.issues, value, projectConfigurationJsonSchema());
  if (!parsed.success || between.length > 0) return { complaints: [...issues, ...between] };
  const project = resolveProject(parsed.data, inOrderOfFile(yaml, parsed.data.meetings ?? {}, ["meetings"]), handbook);
  return { complaints: [], value: { ...project, faults: scheduleFaults(value, project.meetings, yaml.locate) } };
}

/** The file of a project with `guard` beside its keys. */
function checkKept(yaml: LocatingFile, built: Built): Checked<ProjectConfiguration> {
  const { value } = yaml;
  if (!isMap(value) || value["guard"] === undefined) return checkProject(yaml, built);
  const { guard, ...keys } = value;
  const checked = checkProject({ ...yaml, value: keys }, built);
  const schema = z.object({ guard: GuardSchema() });
  const parsed = schema.safeParse({ guard });
  if (!parsed.success) {
    const own = explainIssues(parsed.error.issues, value, toConfigurationJsonSchema(schema));
    return { complaints: [...checked.complaints, ...own] };
  }
  if (checked.value === undefined) return checked;
  return { complaints: checked.complaints, value: { ...checked.value, guard: resolveGuard(parsed.data.guard) } };
}
