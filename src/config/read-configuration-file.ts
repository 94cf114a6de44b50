import { ConfigError, type Problem } from "../domain/errors.ts";
import { type Complaint, complaintOf, locateComplaint, locateFault } from "./problems/complaint.ts";
import { tokensIn } from "./problems/token-in-file.ts";
import { placeName } from "./yaml/places.ts";
import { readYaml, type YamlFile } from "./yaml/read-yaml.ts";

/** What a file says, or what is wrong with it. */
export interface Checked<T> {
  readonly complaints: readonly Complaint[];
  readonly value?: T;
}

/** A file that gives complaints their places. */
export interface LocatingFile extends YamlFile {
  readonly locate: (complaint: Complaint) => Problem;
}

/**
 * Reads a YAML file whose value `check` judges. `file` is the name that messages give it.
 * @throws ConfigError with every problem of the file, in its order.
 */
export function readConfigurationFile<T>(text: string, file: string, check: (yaml: LocatingFile) => Checked<T>): T {
  const yaml = readYaml(text);
  const problems: Problem[] = yaml.faults.map((fault) => locateFault(fault, yaml, file));
  const locate: LocatingFile["locate"] = (complaint) => locateComplaint(complaint, yaml, file);
  const result = yaml.trusted ? check({ ...yaml, locate }) : null;
  const known = new Set(yaml.faults.map(({ path }) => placeName(path)));
  const tokens = yaml.trusted ? tokensIn(yaml) : [];
  const told = new Set(tokens.map(({ path }) => placeName(path)));
  const others = withoutEchoes(result?.complaints ?? []).filter(({ path }) => !told.has(placeName(path)));
  const complaints = [...tokens, ...others].filter(({ path }) => path.length === 0 || !known.has(placeName(path)));
  for (const complaint of complaints) problems.push(locate(complaint));
  if (problems.length > 0 || result?.value === undefined) throw configError(file, problems);
  return result.value;
}

/** A key that is missing because of a typo is said once: at the typo. */
function withoutEchoes(complaints: readonly Complaint[]): readonly Complaint[] {
  const meant = complaints.filter(({ about, nearest }) => about === "key" && nearest !== null);
  const names = new Set(meant.map(({ path, nearest }) => placeName([...path.slice(0, -1), nearest ?? ""])));
  return complaints.filter(({ about, path }) => about !== "missing" || !names.has(placeName(path)));
}

/** What to say of a file that is no map; `minimal` shows keys it could begin with. */
export function noMap(value: unknown, minimal: readonly string[]): Complaint {
  const root = (problem: string): Complaint => {
    return complaintOf([], problem, minimal);
  };
  if (value === null) return root("the file is empty");
  if (Array.isArray(value)) return root("the file is a list; keys at the top have no dash before them");
  return root("the file is not a map of keys and values");
}

function configError(file: string, problems: readonly Problem[]): ConfigError {
  const inOrder = [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return new ConfigError(`${count} in ${file}`, inOrder);
}
