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

/** Leads from a key of a merged file to where it stands in the service's. */
function placesIn({ map, own, ownKeys }: MergedSettings): (path: Path) => Path {
  return (path) => {
    const [first] = path;
    const isOwn = first === undefined || stands(ownKeys, path) || !Object.hasOwn(map, first);
    return [...(isOwn ? own : ["defaults"]), ...path];
  };
}

/** Returns the keys that a service's file has for a project, and what leads from each to where it stands there. */
export function mergedSettings(
  file: RawMap,
  project: { readonly id: number; readonly path: string },
): { readonly map: RawMap; readonly placed: (path: Path) => Path } {
  const defaults = isMap(file["defaults"]) ? file["defaults"] : {};
  const names = [project.path.toLowerCase(), String(project.id)];
  const entries = isMap(file["customers"]) ? Object.entries(file["customers"]) : [];
  const [ref, value] = names.flatMap((name) => entries.find(([key]) => key.toLowerCase() === name) ?? []);
  const ownKeys = isMap(value) ? value : {};
  const map = merge(defaults, ownKeys);
  const own: Path = ref === undefined ? ["defaults"] : ["customers", String(ref)];
  return { map, placed: placesIn({ map, own, ownKeys }) };
}

function checkMerged(yaml: LocatingFile, settings: MergedSettings): Checked<ProjectConfiguration> {
  const { map } = settings;
  const placed = placesIn(settings);
  const parsed = ProjectFile().safeParse(map);
  const issues = parsed.success ? [] : explainIssues(parsed.error.issues, map, projectConfigurationJsonSchema());
  const complaints = [...issues, ...checkFileKeys(map)].map((one) => ({ ...one, path: placed(one.path) }));
  if (!parsed.success || complaints.length > 0) return { complaints };
  const ids = inOrderOfFile(yaml, parsed.data.meetings ?? {}, placed(["meetings"]));
  const project = resolveProject(parsed.data, ids);
  const locate: LocatingFile["locate"] = (one) => yaml.locate({ ...one, path: placed(one.path) });
  return { complaints: [], value: { ...project, faults: scheduleFaults(map, project.meetings, locate) } };
}

/** Maps of which each key is one of its own: an entry's takes the place of the same of `defaults`. */
const BY_KEY = ["variables", "profile", "topics"] as const;

/** A key of an entry takes the place of the one of `defaults`; of `variables`, `profile` and `topics` each name is a key. */
function merge(defaults: RawMap, own: RawMap): RawMap {
  const both = BY_KEY.flatMap((key) => {
    const [usual, given] = [defaults[key], own[key]];
    return isMap(usual) && isMap(given) ? [[key, { ...usual, ...given }] as const] : [];
  });
  return { ...defaults, ...own, ...Object.fromEntries(both) };
}

/** Whether a place of a merged file stands in the entry, not in `defaults`. */
function stands(own: RawMap, [first = "", name]: Path): boolean {
  if (!Object.hasOwn(own, first)) return false;
  const map = own[first];
  const isByKey = BY_KEY.some((key) => key === first);
  return !isByKey || name === undefined || !isMap(map) || Object.hasOwn(map, name);
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
