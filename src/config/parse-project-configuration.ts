import { ConfigError, type Problem } from "../domain/errors.ts";
import { checkFileKeys } from "./check-file-keys.ts";
import { type Complaint, locateComplaint, locateFault } from "./complaint.ts";
import { explainIssues } from "./explain-issues.ts";
import { projectConfigurationJsonSchema } from "./json-schema.ts";
import { isMap } from "./raw.ts";
import { resolveProject } from "./resolve-project.ts";
import { ProjectFile } from "./schema/project-file.ts";
import type { ProjectConfiguration } from "./types.ts";
import { placeName } from "./yaml/places.ts";
import { readYaml, type YamlFile } from "./yaml/read-yaml.ts";

const MINIMAL = ["customer: Acme", "timezone: Europe/Berlin", "meetings: { ... }"];

/**
 * Reads `.gitlab/cadence.yml`. `text` is its content, `file` the name that messages give it.
 * @throws ConfigError with every problem of the file, in its order.
 */
export function parseProjectConfiguration(text: string, file: string): ProjectConfiguration {
  const yaml = readYaml(text);
  const problems: Problem[] = yaml.faults.map((fault) => locateFault(fault, yaml, file));
  const result = yaml.trusted ? checkValue(yaml) : null;
  const known = new Set(yaml.faults.map(({ path }) => placeName(path)));
  const complaints = (result?.complaints ?? []).filter(({ path }) => path.length === 0 || !known.has(placeName(path)));
  problems.push(...complaints.map((complaint) => locateComplaint(complaint, yaml, file)));
  if (problems.length > 0 || result?.configuration === undefined) throw configError(file, problems);
  return result.configuration;
}

interface Checked {
  readonly complaints: readonly Complaint[];
  readonly configuration?: ProjectConfiguration;
}

function checkValue(yaml: YamlFile): Checked {
  const { value } = yaml;
  if (!isMap(value)) return { complaints: [noMap(value)] };
  const parsed = ProjectFile().safeParse(value);
  const between = checkFileKeys(value);
  const issues = parsed.success ? [] : explainIssues(parsed.error.issues, value, projectConfigurationJsonSchema());
  if (!parsed.success || between.length > 0) return { complaints: withoutEchoes([...issues, ...between]) };
  const idsInOrder = Object.keys(parsed.data.meetings).sort((a, b) => offsetOf(yaml, a) - offsetOf(yaml, b));
  return { complaints: [], configuration: resolveProject(parsed.data, idsInOrder) };
}

/** A key that is missing because of a typo is said once: at the typo. */
function withoutEchoes(complaints: readonly Complaint[]): readonly Complaint[] {
  const meant = complaints.filter(({ about, nearest }) => about === "key" && nearest !== null);
  const names = new Set(meant.map(({ path, nearest }) => placeName([...path.slice(0, -1), nearest ?? ""])));
  return complaints.filter(({ about, path }) => about !== "missing" || !names.has(placeName(path)));
}

/** JavaScript puts keys that look like numbers first; the file's order is the one people chose. */
function offsetOf(yaml: YamlFile, id: string): number {
  return yaml.entries.get(placeName(["meetings", id]))?.key ?? 0;
}

function noMap(value: unknown): Complaint {
  if (value === null) return root("the file is empty");
  if (Array.isArray(value)) return root("the file is a list; keys at the top have no dash before them");
  return root("the file is not a map of keys and values");
}

function root(problem: string): Complaint {
  return { path: [], about: "value", problem, allowed: MINIMAL, nearest: null };
}

function configError(file: string, problems: readonly Problem[]): ConfigError {
  const inOrder = [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return new ConfigError(`${count} in ${file}`, inOrder);
}
