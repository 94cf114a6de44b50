import type { ServiceConfiguration } from "../config/service/types.ts";
import { isConfigError } from "../domain/errors.ts";
import type { ProjectId } from "../domain/ids.ts";
import type { Instant } from "../domain/time/types.ts";
import type { FleetGitLab, FoundProject } from "../gitlab/fleet-port.ts";
import { planSweep } from "./plan-sweep.ts";
import { changeLists, readChanges } from "./read-changes.ts";
import { readSources, type Sources } from "./read-sources.ts";
import { type Confirmed, missingProjects, type Register, registerProjects, withChanges } from "./register.ts";
import type { FleetMemory } from "./state.ts";
import type { FleetChange, FleetProblem, FleetState, ReconcileJob, SeenProject } from "./types.ts";

/** What a sweep depends on; built once by the entry point. */
export interface SweepDependencies {
  readonly gitlab: FleetGitLab;
  readonly service: ServiceConfiguration;
  readonly memory: FleetMemory;
  readonly now: () => Instant;
}

export interface Discovered extends Register {
  readonly problems: readonly FleetProblem[];
  /** Whether any list of projects could be read: without one nothing is known of what there is now. */
  readonly isAnyRead: boolean;
}

export interface Sweep {
  readonly at: Instant;
  /** Projects of the fleet, those held up included. */
  readonly projects: readonly SeenProject[];
  /** The most pressing first. */
  readonly jobs: readonly ReconcileJob[];
  readonly changes: readonly FleetChange[];
  readonly problems: readonly FleetProblem[];
  /** Whether any list of projects could be read. */
  readonly isAnyRead: boolean;
}

/** Projects that vanished are asked for one by one; more of them at once wait for the next sweeps. */
const MOST_CONFIRMED = 20;

/**
 * Finds out which projects there are, and what became of those that were known.
 * @throws ConfigError for what concerns all of them: a token or an address that is wrong.
 */
export async function discoverFleet(
  gitlab: FleetGitLab,
  service: ServiceConfiguration,
  known: FleetState["seen"],
): Promise<Discovered> {
  const sources = await readSources(gitlab, service, known);
  const problems = [...sources.problems];
  const confirmed = await confirmMissing(gitlab, sources, known, problems);
  const { isAnyRead } = sources;
  return { ...registerProjects(sources.found, confirmed, known, service), problems, isAnyRead };
}

async function confirmMissing(
  gitlab: FleetGitLab,
  { found, complete }: Sources,
  known: FleetState["seen"],
  problems: FleetProblem[],
): Promise<Confirmed> {
  const confirmed = new Map<ProjectId, FoundProject | null>();
  // While a list cannot be read, nothing is known of the projects in it: they are served as before.
  if (!complete) return confirmed;
  for (const { id, path } of missingProjects(found, known).slice(0, MOST_CONFIRMED)) {
    try {
      confirmed.set(id, await gitlab.getProject(String(id)));
    } catch (error) {
      if (!(error instanceof Error) || isConfigError(error)) throw error;
      problems.push({ source: `project ${path}`, error });
    }
  }
  return confirmed;
}

/**
 * One sweep over the fleet: what there is, what changed, what to look at. Writes nothing to GitLab, and to the memory only
 * what it saw. Without a memory every project is to be looked at once.
 * @throws ConfigError for what concerns all of them: a token or an address that is wrong.
 */
export async function sweep({ gitlab, service, memory, now }: SweepDependencies): Promise<Sweep> {
  const at = now();
  const state = await memory.read();
  const { seen, gone, changes, problems, isAnyRead } = await discoverFleet(gitlab, service, state.seen);
  const lists = changeLists(seen.values(), state.reconciled, service);
  const changed = await readChanges(gitlab, lists, state.listedAt, at);
  const projects = withChanges(seen, changed.issues);
  const news = [...projects.values()].filter((project) => !isSame(project, state.seen.get(project.id)));
  await memory.write({ seen: news, gone, listedAt: changed.listedAt });
  return {
    at,
    projects: [...projects.values()],
    jobs: planSweep(projects, state.reconciled, service, at),
    changes,
    problems: [...problems, ...changed.problems],
    isAnyRead,
  };
}

function isSame(one: SeenProject, other: SeenProject | undefined): boolean {
  return other !== undefined && JSON.stringify(one) === JSON.stringify(other);
}
