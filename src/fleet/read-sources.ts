import type { ServiceConfiguration } from "../config/service/types.ts";
import { isConfigError, isPermanentError, PermanentError } from "../domain/errors.ts";
import { asProjectId, type ProjectId } from "../domain/ids.ts";
import type { FleetGitLab, FoundProject } from "../gitlab/fleet-port.ts";
import type { FleetProblem, FleetState } from "./types.ts";

/** What there is, as far as the lists could be read. */
export interface Sources {
  readonly found: ReadonlyMap<ProjectId, FoundProject>;
  /** False where a list could not be read now: what is missing from the others may be in it. */
  readonly complete: boolean;
  readonly problems: readonly FleetProblem[];
  /** Whether any list could be read. */
  readonly isAnyRead: boolean;
}

/**
 * Lists the projects of the fleet: a page per hundred of a group or topic, a request for each single project that is in none.
 * A list that cannot be read is a problem, and stops none of the others (law 8).
 * @throws ConfigError for what concerns all of them: a token or an address that is wrong.
 */
export async function readSources(
  gitlab: FleetGitLab,
  service: ServiceConfiguration,
  known: FleetState["seen"],
): Promise<Sources> {
  const found = new Map<ProjectId, FoundProject>();
  const problems: FleetProblem[] = [];
  let isAnyRead = false;
  const read = async (source: string, list: () => Promise<readonly FoundProject[]>): Promise<void> => {
    try {
      for (const project of await list()) found.set(project.id, project);
      isAnyRead = true;
    } catch (error) {
      if (!(error instanceof Error) || isConfigError(error)) throw error;
      problems.push({ source, error });
    }
  };
  for (const group of outermost(service.groups)) await read(`group ${group}`, () => gitlab.listProjects(group));
  for (const topic of service.topics) await read(`topic ${topic}`, () => gitlab.listTopicProjects(topic));
  const paths = new Set([...found.values()].map(({ path }) => path.toLowerCase()));
  for (const ref of singleProjects(service)) {
    if (found.has(asProjectId(Number(ref))) || paths.has(ref.toLowerCase())) continue;
    await read(`project ${ref}`, () => readSingle(gitlab, ref, known));
  }
  return { found, complete: problems.every(({ error }) => isPermanentError(error)), problems, isAnyRead };
}

async function readSingle(
  gitlab: FleetGitLab,
  ref: string,
  known: FleetState["seen"],
): Promise<readonly FoundProject[]> {
  const project = await gitlab.getProject(ref);
  if (project !== null) return [project];
  if ([...known.values()].some(({ id, path }) => ref === String(id) || ref.toLowerCase() === path.toLowerCase()))
    return [];
  throw new PermanentError(`there is no project ${ref}, or the token's user is not a member of it`, {
    code: "GITLAB_PROJECT_NOT_FOUND",
    status: 404,
    remedy: "Check the project's path or id in the service's configuration, and add the token's user to the project.",
  });
}

/** Groups without those that are in another one of them. */
export function outermost(groups: readonly string[]): readonly string[] {
  const unique = new Map(groups.map((group) => [group.toLowerCase(), group]));
  return [...unique].flatMap(([path, group]) => (isBelowOne(path, unique) ? [] : [group]));
}

/** GitLab nests groups no deeper. */
const MOST_LEVELS = 20;

function isBelowOne(path: string, groups: ReadonlyMap<string, string>): boolean {
  let end = path.indexOf("/");
  for (let level = 0; end !== -1 && level < MOST_LEVELS; level += 1) {
    if (groups.has(path.slice(0, end))) return true;
    end = path.indexOf("/", end + 1);
  }
  return false;
}

/** Whether a path lies in a group. */
export function isInside(path: string, group: string): boolean {
  return path.toLowerCase().startsWith(`${group.toLowerCase()}/`);
}

/** Projects that the service names, those it has a configuration for included. */
export function singleProjects({ projects, customers }: ServiceConfiguration): readonly string[] {
  return [...new Map([...projects, ...customers.keys()].map((ref) => [ref.toLowerCase(), ref])).values()];
}
