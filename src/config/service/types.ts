import type { GuardRules } from "../../domain/guard/types.ts";
import type { ProjectConfiguration } from "../resolve/types.ts";

/** Which projects found in groups and by topics are served: those with a file of their own, or all. */
export type Adoption = "with-file" | "all";

/** `cadence.yml` of the service: which projects are served, and how. Checked, with every default filled in. */
export interface ServiceConfiguration {
  /** Address of the instance, or null: that of the environment. */
  readonly gitlabUrl: string | null;
  /** Where GitLab sends webhooks to, without a trailing slash; null where it is not said. */
  readonly webhookUrl: string | null;
  /** Full paths or ids; the groups below them belong to them. */
  readonly groups: readonly string[];
  readonly topics: readonly string[];
  /** Full paths or ids of projects wherever they are. */
  readonly projects: readonly string[];
  /** Projects, or groups with all that is in them, by path; projects by id. */
  readonly exclude: readonly string[];
  /** User names, with `@`, of accounts that the bot had before. */
  readonly bots: readonly string[];
  readonly adopt: Adoption;
  /** Configurations of projects without a file of their own, by path in lower case or by id. */
  readonly customers: ReadonlyMap<string, ProjectConfiguration>;
  /** What holds for any other project without a file; `customer` is null where each project's name is meant. */
  readonly fallback: (Omit<ProjectConfiguration, "customer"> & { readonly customer: string | null }) | null;
  /** What customers should not read; holds for all projects. */
  readonly guard: GuardRules;
  readonly sweep: SweepRules;
  readonly requests: RequestRules;
}

export interface SweepRules {
  /** Minutes between two sweeps. */
  readonly everyMinutes: number;
  /** Minutes after which a project is looked at whatever is known of it. */
  readonly fullMinutes: number;
}

export interface RequestRules {
  readonly perMinute: number;
  /** The part kept for urgent work, 0 to 0.9. */
  readonly reserve: number;
}
