import { checkFileKeys } from "../check/check-file-keys.ts";
import { isMap, type RawMap } from "../check/raw.ts";
import { type Complaint, complaintOf } from "../problems/complaint.ts";
import { explainIssues } from "../problems/explain-issues.ts";
import { inOrderOfFile } from "../problems/in-order-of-file.ts";
import type { Checked, LocatingFile } from "../read-configuration-file.ts";
import { resolveProject } from "../resolve/resolve-project.ts";
import type { ProjectConfiguration } from "../resolve/types.ts";
import { scheduleFaults } from "../schedule-faults.ts";
import { projectConfigurationJsonSchema } from "../schema/json-schema.ts";
import { ProjectFile } from "../schema/project-file.ts";
import type { Path } from "../yaml/places.ts";
import { readCustomerKey } from "./readers.ts";
import type { Adoption, ServiceConfiguration } from "./types.ts";

type Customers = Pick<ServiceConfiguration, "customers" | "fallback">;

/** Stands for the name of a project while the keys of `defaults` are checked as a whole. */
const SOMEBODY = "Somebody";

/** A project file put together from an entry and `defaults`, and where each of its keys stands. */
interface MergedSettings {
  readonly map: RawMap;
  /** Leads to the entry. */
  readonly own: Path;
  readonly ownKeys: RawMap;
}

/** Puts each entry of `customers` together with `defaults`, and checks the whole as the project file it stands for. */
export function checkCustomers(yaml: LocatingFile, file: RawMap, adopt: Adoption): Checked<Customers> {
  const defaults = isMap(file["defaults"]) ? file["defaults"] : {};
  const entries = isMap(file["customers"]) ? Object.entries(file["customers"]) : [];
  const complaints: Complaint[] = [];
  const customers = new Map<string, ProjectConfiguration>();
  for (const [ref, value] of entries) {
    const own: Path = ["customers", ref];
    const key = readCustomerKey(ref);
    if (!key.ok) {
      const { problem, allowed, nearest = null } = key;
      complaints.push({ path: own, about: "key", problem, allowed, nearest });
      continue;
    }
    if (customers.has(key.value)) complaints.push(twice(own));
    const ownKeys = isMap(value) ? value : {};
    const checked = checkMerged(yaml, { map: merge(defaults, ownKeys), own, ownKeys });
    for (const complaint of checked.complaints) complaints.push(complaint);
    if (checked.value !== undefined) customers.set(key.value, checked.value);
  }
  const fallback = adopt === "all" ? checkFallback(yaml, file, defaults) : { complaints: [], value: null };
  for (const complaint of fallback.complaints) complaints.push(complaint);
  return complaints.length > 0
    ? { complaints: unique(complaints) }
    : { complaints, value: { customers, fallback: fallback.value ?? null } };
}

function checkFallback(yaml: LocatingFile, file: RawMap, defaults: RawMap): Checked<Customers["fallback"]> {
  if (file["defaults"] === undefined) return { complaints: [noDefaults()] };
  const merged = { map: { customer: SOMEBODY, ...defaults }, own: ["defaults"], ownKeys: defaults };
  const { complaints, value } = checkMerged(yaml, merged);
  if (value === undefined) return { complaints };
  return { complaints, value: { ...value, customer: defaults["customer"] === undefined ? null : value.customer } };
}

function checkMerged(yaml: LocatingFile, { map, own, ownKeys }: MergedSettings): Checked<ProjectConfiguration> {
  const placed = (path: Path): Path => {
    const [first] = path;
    const isOwn = first === undefined || stands(ownKeys, path) || !Object.hasOwn(map, first);
    return [...(isOwn ? own : ["defaults"]), ...path];
  };
  const parsed = ProjectFile().safeParse(map);
  const issues = parsed.success ? [] : explainIssues(parsed.error.issues, map, projectConfigurationJsonSchema());
  const complaints = [...issues, ...checkFileKeys(map)].map((one) => ({ ...one, path: placed(one.path) }));
  if (!parsed.success || complaints.length > 0) return { complaints };
  const ids = inOrderOfFile(yaml, parsed.data.meetings, placed(["meetings"]));
  const project = resolveProject(parsed.data, ids);
  const locate: LocatingFile["locate"] = (one) => yaml.locate({ ...one, path: placed(one.path) });
  return { complaints: [], value: { ...project, faults: scheduleFaults(map, project.meetings, locate) } };
}

/** A key of an entry takes the place of the one of `defaults`; of `variables` each name is a key. */
function merge(defaults: RawMap, own: RawMap): RawMap {
  const [usual, given] = [defaults["variables"], own["variables"]];
  const merged = { ...defaults, ...own };
  return isMap(usual) && isMap(given) ? { ...merged, variables: { ...usual, ...given } } : merged;
}

/** Whether a place of a merged file stands in the entry, not in `defaults`. */
function stands(own: RawMap, [first = "", name]: Path): boolean {
  if (!Object.hasOwn(own, first)) return false;
  const map = own[first];
  return first !== "variables" || name === undefined || !isMap(map) || Object.hasOwn(map, name);
}

/** What is wrong in `defaults` shows with every customer, and is said once. */
function unique(complaints: readonly Complaint[]): readonly Complaint[] {
  return [...new Map(complaints.map((one) => [JSON.stringify([one.path, one.problem]), one])).values()];
}

function twice(path: Path): Complaint {
  const problem = "the same project stands here twice: GitLab's paths are the same in capital and small letters";
  return complaintOf(path, problem, ["each project once"], "key");
}

function noDefaults(): Complaint {
  const problem = "adopt: all serves projects without a file, and there are no defaults for them";
  return {
    path: ["adopt"],
    about: "value",
    problem,
    allowed: ["defaults: { timezone: ..., meetings: ... }", "with-file"],
    nearest: null,
  };
}
