import { isMap, type RawMap } from "../check/raw.ts";
import { type Complaint, complaintOf } from "../problems/complaint.ts";
import { explainIssues } from "../problems/explain-issues.ts";
import { type Checked, type LocatingFile, noMap, readConfigurationFile } from "../read-configuration-file.ts";
import { resolveGuard } from "../resolve/resolve-guard.ts";
import { DEFAULT_REQUESTS, DEFAULT_SWEEP } from "./configuration-of.ts";
import { checkCustomers } from "./customers.ts";
import { ServiceFile, serviceConfigurationJsonSchema } from "./service-file.ts";
import type { ServiceConfiguration } from "./types.ts";

const MINIMAL = ["groups: [account-management]"];

/**
 * Reads the `cadence.yml` of the service. `text` is its content, `file` the name that messages give it.
 * @throws ConfigError with every problem of the file, in its order.
 */
export function parseServiceConfiguration(text: string, file: string): ServiceConfiguration {
  return readConfigurationFile(text, file, checkService);
}

function checkService(yaml: LocatingFile): Checked<ServiceConfiguration> {
  const { value } = yaml;
  if (!isMap(value)) return { complaints: [noMap(value, MINIMAL)] };
  const parsed = ServiceFile().safeParse(value);
  const nothing = nothingToServe(value);
  if (!parsed.success)
    return { complaints: [...explainIssues(parsed.error.issues, value, serviceConfigurationJsonSchema()), ...nothing] };
  const checked = checkCustomers(yaml, value, parsed.data.adopt ?? "with-file");
  const complaints = [...nothing, ...checked.complaints];
  if (complaints.length > 0 || checked.value === undefined) return { complaints };
  const { gitlab_url, webhook_url, groups, topics, projects, exclude, bots, adopt, guard, sweep, requests } =
    parsed.data;
  const configuration: ServiceConfiguration = {
    gitlabUrl: gitlab_url ?? null,
    webhookUrl: webhook_url ?? null,
    groups: groups ?? [],
    topics: topics ?? [],
    projects: projects ?? [],
    exclude: exclude ?? [],
    bots: bots ?? [],
    adopt: adopt ?? "with-file",
    ...checked.value,
    guard: resolveGuard(guard),
    sweep: {
      everyMinutes: sweep?.every ?? DEFAULT_SWEEP.everyMinutes,
      fullMinutes: sweep?.full ?? DEFAULT_SWEEP.fullMinutes,
    },
    requests: {
      perMinute: requests?.per_minute ?? DEFAULT_REQUESTS.perMinute,
      reserve: requests?.reserve ?? DEFAULT_REQUESTS.reserve,
    },
  };
  return { complaints: [], value: configuration };
}

function nothingToServe(file: RawMap): readonly Complaint[] {
  const keys = ["groups", "topics", "projects", "customers"];
  const isEmpty = (value: unknown) =>
    value === undefined ||
    (Array.isArray(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0);
  if (keys.some((key) => !isEmpty(file[key]))) return [];
  const problem = "no project is served: there are no groups, topics, projects or customers";
  return [complaintOf([], problem, MINIMAL)];
}
