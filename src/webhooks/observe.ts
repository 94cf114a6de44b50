import { CONFIGURATION_PATH } from "../config/configuration-path.ts";
import { configurationWithoutFile } from "../config/service/configuration-of.ts";
import type { ServiceConfiguration } from "../config/service/types.ts";
import { isConfigError, PermanentError } from "../domain/errors.ts";
import { type Reason, reason } from "../domain/reason.ts";
import { isInside, outermost, singleProjects } from "../fleet/read-sources.ts";
import { discoverFleet } from "../fleet/sweep.ts";
import type { FleetProblem, SeenProject } from "../fleet/types.ts";
import type { FleetGitLab } from "../gitlab/fleet-port.ts";
import type { HookGitLab, HookPlace } from "../gitlab/hooks-port.ts";
import { isOurHook } from "./address.ts";
import { withDeliveries } from "./read-deliveries.ts";
import { createGroupReader, type GroupReader, readAbove } from "./read-groups.ts";
import type { PlaceState, WantedHook } from "./types.ts";

export interface ObserveHooksDependencies {
  readonly gitlab: FleetGitLab;
  readonly hooks: HookGitLab;
  readonly service: ServiceConfiguration;
  readonly wanted: WantedHook;
  /** How many projects of groups with a webhook are looked through for webhooks that double it. */
  readonly mostCovered: number;
}

export interface HooksState {
  /** Groups before projects. */
  readonly places: readonly PlaceState[];
  /** What was left alone, and why. */
  readonly left: readonly { readonly path: string; readonly reason: Reason }[];
  /** What could not be read. */
  readonly problems: readonly FleetProblem[];
}

/**
 * Reads the webhooks of what the service serves: those of its groups; where GitLab does not let the token near these, those of each
 * project served. What cannot be read is a problem, and stops nothing else (law 8).
 * @throws ConfigError for a token or an address that is wrong.
 */
export async function observeHooks(deps: ObserveHooksDependencies): Promise<HooksState> {
  const { service, gitlab } = deps;
  const { seen, problems: unread } = await discoverFleet(gitlab, service, new Map());
  const reading: Reading = {
    deps,
    groups: createGroupReader(deps.hooks),
    places: [],
    left: [],
    problems: [...unread],
    covered: 0,
  };
  for (const group of outermost(service.groups)) {
    if (unread.some(({ source }) => source === `group ${group}`)) continue;
    await guarded(reading, `group ${group}`, () => readGroup(reading, group));
  }
  const projects = [...seen.values()].sort((a, b) => a.path.localeCompare(b.path));
  for (const project of projects) {
    await guarded(reading, `project ${project.path}`, () => readProject(reading, project));
  }
  const unlooked = reading.covered - deps.mostCovered;
  if (unlooked > 0) {
    const text = `${unlooked} projects of the groups were not looked through for webhooks that double the group's; --thorough does`;
    reading.left.push({ path: "", reason: reason("not-looked-through", text, { projects: unlooked }) });
  }
  const { places, left, problems } = reading;
  return { places, left, problems };
}

interface Reading {
  readonly deps: ObserveHooksDependencies;
  readonly groups: GroupReader;
  readonly places: PlaceState[];
  readonly left: { readonly path: string; readonly reason: Reason }[];
  readonly problems: FleetProblem[];
  covered: number;
}

async function guarded({ problems }: Reading, source: string, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof Error) || isConfigError(error)) throw error;
    problems.push({ source, error });
  }
}

async function readGroup(reading: Reading, path: string): Promise<void> {
  const hooks = await reading.groups(path);
  if (hooks === null) {
    const text =
      "GitLab does not show the token webhooks of the group (Premium, and the Owner role): each project served gets its own";
    reading.left.push({ path, reason: reason("group-webhooks-refused", text) });
    return;
  }
  const place: HookPlace = { kind: "group", ref: path };
  const above = await readAbove(path, reading.groups, reading.deps.wanted);
  reading.places.push({ place, path, ...above, hooks: await withDeliveries(place, hooks, reading.deps) });
}

async function readProject(reading: Reading, project: SeenProject): Promise<void> {
  const { id, path, obstacle } = project;
  if (obstacle !== null && obstacle !== "role-too-low") {
    reading.left.push({ path, reason: reason(obstacle, `left alone: ${obstacle.replaceAll("-", " ")}`) });
    return;
  }
  const place: HookPlace = { kind: "project", ref: String(id) };
  const group = reading.places.find((one) => one.place.kind === "group" && isInside(path, one.path));
  const named = isNamed(project, reading.deps.service);
  if (group !== undefined && !named) {
    reading.covered += 1;
    if (reading.covered > reading.deps.mostCovered) return;
  }
  if (group === undefined && !named && !(await isConfigured(project, reading.deps))) {
    const text = `left alone: it has no ${CONFIGURATION_PATH}`;
    reading.left.push({ path, reason: reason("no-configuration", text) });
    return;
  }
  const hooks = await reading.deps.hooks.listHooks(place);
  const above =
    group === undefined
      ? await readAbove(path, reading.groups, reading.deps.wanted)
      : { coveredBy: group.coveredBy ?? group.path, isAboveHidden: false };
  if (hooks === null) {
    // What doubles the group's webhook is worth a look, not an error.
    if (group !== undefined) return;
    throw refused(path);
  }
  if (group !== undefined && !named && !hooks.some(({ url }) => isOurHook(url, reading.deps.wanted))) return;
  reading.places.push({ place, path, ...above, hooks: await withDeliveries(place, hooks, reading.deps) });
}

function refused(path: string): PermanentError {
  return new PermanentError(`GitLab does not show the token the webhooks of ${path}`, {
    code: "GITLAB_ROLE",
    status: 403,
    remedy: "Use a token of somebody who is a Maintainer there (api scope): only such can see and change webhooks.",
  });
}

function isNamed({ id, path }: SeenProject, service: ServiceConfiguration): boolean {
  const refs = singleProjects(service).map((ref) => ref.toLowerCase());
  return refs.includes(String(id)) || refs.includes(path.toLowerCase());
}

async function isConfigured(project: SeenProject, { gitlab, service }: ObserveHooksDependencies): Promise<boolean> {
  if (configurationWithoutFile(service, project) !== null) return true;
  return (await gitlab.project(String(project.id)).readFile(CONFIGURATION_PATH)) !== null;
}
