import { configurationWithoutFile } from "../../config/service/configuration-of.ts";
import type { ServiceConfiguration } from "../../config/service/types.ts";
import { ConfigError, PermanentError } from "../../domain/errors.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import type { FleetGitLab } from "../../gitlab/fleet-port.ts";
import type { Hook, HookGitLab, HookPlace } from "../../gitlab/hooks-port.ts";
import { CONFIGURATION_PATH } from "../fleet/look.ts";
import { isInside, outermost } from "../fleet/read-sources.ts";
import { discoverFleet } from "../fleet/sweep.ts";
import type { FleetProblem, SeenProject } from "../fleet/types.ts";
import { isOurs } from "./address.ts";
import { differences } from "./plan.ts";
import type { ObservedHook, PlaceState, WantedHook } from "./types.ts";

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
  const reading: Reading = { deps, groups: new Map(), places: [], left: [], problems: [...unread], covered: 0 };
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
  /** Webhooks of groups by path in lower case; null where GitLab refuses. */
  readonly groups: Map<string, readonly Hook[] | null>;
  readonly places: PlaceState[];
  readonly left: { readonly path: string; readonly reason: Reason }[];
  readonly problems: FleetProblem[];
  covered: number;
}

async function guarded({ problems }: Reading, source: string, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof ConfigError) throw error;
    problems.push({ source, error });
  }
}

async function readGroup(reading: Reading, path: string): Promise<void> {
  const hooks = await groupHooks(reading, path);
  if (hooks === null) {
    const text =
      "GitLab does not show the token webhooks of the group (Premium, and the Owner role): each project served gets its own";
    reading.left.push({ path, reason: reason("group-webhooks-refused", text) });
    return;
  }
  const place: HookPlace = { kind: "group", ref: path };
  const above = await lookAbove(reading, path);
  reading.places.push({ place, path, ...above, hooks: await withDeliveries(reading, place, hooks) });
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
      ? await lookAbove(reading, path)
      : { coveredBy: group.coveredBy ?? group.path, isAboveHidden: false };
  if (hooks === null) {
    // What doubles the group's webhook is worth a look, not an error.
    if (group !== undefined) return;
    throw refused(path);
  }
  if (group !== undefined && !named && !hooks.some(({ url }) => isOurs(url, reading.deps.wanted))) return;
  reading.places.push({ place, path, ...above, hooks: await withDeliveries(reading, place, hooks) });
}

function refused(path: string): PermanentError {
  return new PermanentError(`GitLab does not show the token the webhooks of ${path}`, {
    code: "GITLAB_ROLE",
    status: 403,
    remedy: "Use a token of somebody who is a Maintainer there (api scope): only such can see and change webhooks.",
  });
}

async function groupHooks({ deps, groups }: Reading, path: string): Promise<readonly Hook[] | null> {
  const key = path.toLowerCase();
  const known = groups.get(key);
  if (known !== undefined) return known;
  const hooks = await deps.hooks.listHooks({ kind: "group", ref: path });
  groups.set(key, hooks);
  return hooks;
}

/** The nearest group above with a webhook of ours that works as it should, and whether there may be one that GitLab hides. */
async function lookAbove(reading: Reading, path: string): Promise<Pick<PlaceState, "coveredBy" | "isAboveHidden">> {
  const { wanted } = reading.deps;
  if (wanted.url === null) return { coveredBy: null, isAboveHidden: false };
  const plain = { ...wanted, rotate: false, proof: null };
  const segments = path.split("/").slice(0, -1);
  let isAboveHidden = false;
  for (let depth = segments.length; depth > 0; depth--) {
    const group = segments.slice(0, depth).join("/");
    const hooks = await groupHooks(reading, group);
    if (hooks === null) isAboveHidden = true;
    const covers = hooks?.some(
      (hook) =>
        isOurs(hook.url, wanted) &&
        hook.alert === "executable" &&
        differences({ ...hook, deliveries: null }, plain).length === 0,
    );
    if (covers === true) return { coveredBy: group, isAboveHidden };
  }
  return { coveredBy: null, isAboveHidden };
}

async function withDeliveries(
  { deps: { hooks: client, wanted } }: Reading,
  place: HookPlace,
  hooks: readonly Hook[],
): Promise<readonly ObservedHook[]> {
  const observed: ObservedHook[] = [];
  for (const hook of hooks) observed.push(await readDeliveries(client, place, hook, wanted));
  return observed;
}

/** A webhook with its latest deliveries where it is one of ours; one page tells what fails now. */
export async function readDeliveries(
  client: HookGitLab,
  place: HookPlace,
  hook: Hook,
  wanted: WantedHook,
): Promise<ObservedHook> {
  if (!isOurs(hook.url, wanted)) return { ...hook, deliveries: null };
  const list = await client.listDeliveries(place, hook.id, { status: null, maxPages: 1 });
  return { ...hook, deliveries: list?.deliveries ?? null };
}

function isNamed({ id, path }: SeenProject, { projects, customers }: ServiceConfiguration): boolean {
  const refs = [...projects, ...customers.keys()].map((ref) => ref.toLowerCase());
  return refs.includes(String(id)) || refs.includes(path.toLowerCase());
}

async function isConfigured(project: SeenProject, { gitlab, service }: ObserveHooksDependencies): Promise<boolean> {
  if (configurationWithoutFile(service, project) !== null) return true;
  return (await gitlab.project(String(project.id)).readFile(CONFIGURATION_PATH)) !== null;
}
