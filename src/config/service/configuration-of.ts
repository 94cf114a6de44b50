import { resolveGuard } from "../resolve/resolve-guard.ts";
import type { ProjectConfiguration } from "../resolve/types.ts";
import type { ServiceConfiguration } from "./types.ts";

/** The configuration that the service has for a project without a file of its own, or null where it has none. */
export function configurationWithoutFile(
  service: ServiceConfiguration,
  project: { readonly id: number; readonly path: string; readonly name: string },
): ProjectConfiguration | null {
  const own = service.customers.get(project.path.toLowerCase()) ?? service.customers.get(String(project.id));
  if (own !== undefined) return own;
  const { fallback } = service;
  if (service.adopt !== "all" || fallback === null) return null;
  return { ...fallback, customer: fallback.customer ?? project.name };
}

/** The rules that hold where no `cadence.yml` says otherwise: for commands that name their groups and projects. */
export function serviceOf(
  given: Partial<Pick<ServiceConfiguration, "groups" | "topics" | "projects" | "exclude" | "bots">>,
): ServiceConfiguration {
  return {
    gitlabUrl: null,
    webhookUrl: null,
    groups: [],
    topics: [],
    projects: [],
    exclude: [],
    bots: [],
    ...given,
    adopt: "with-file",
    customers: new Map(),
    fallback: null,
    guard: resolveGuard(),
    sweep: DEFAULT_SWEEP,
    requests: DEFAULT_REQUESTS,
  };
}

export const DEFAULT_SWEEP = { everyMinutes: 15, fullMinutes: 1440 } as const;
export const DEFAULT_REQUESTS = { perMinute: 1200, reserve: 0.2 } as const;
