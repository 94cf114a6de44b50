import type { ServiceConfiguration } from "../config/service/types.ts";
import { isInside, outermost, singleProjects } from "../fleet/read-sources.ts";
import type { HookGitLab, HookPlace } from "../gitlab/hooks-port.ts";
import { withDeliveries } from "./read-deliveries.ts";
import type { ObservedHook, WantedHook } from "./types.ts";

/** The webhooks of one place; null where GitLab does not show them. */
export interface HooksAt {
  readonly place: HookPlace;
  readonly hooks: readonly ObservedHook[] | null;
}

/** What webhooks of a service should be like, as far as it can tell: whether secrets match shows in what it answered. */
export function hookOfService({ webhookUrl }: ServiceConfiguration): Omit<WantedHook, "commandName"> {
  return { url: webhookUrl, formerUrl: null, proof: null, rotate: false, test: false };
}

/** Reads the webhooks of the groups served, and of the projects served one by one that no such webhook covers. */
export async function readHooks(hooks: HookGitLab, service: ServiceConfiguration): Promise<readonly HooksAt[]> {
  const wanted = hookOfService(service);
  const read: HooksAt[] = [];
  for (const place of placesOf(service)) {
    const isCovered = (one: HooksAt): boolean =>
      one.place.kind === "group" && one.hooks !== null && isInside(place.ref, one.place.ref);
    if (place.kind === "project" && read.some(isCovered)) continue;
    const found = await hooks.listHooks(place);
    read.push({ place, hooks: found === null ? null : await withDeliveries(place, found, { hooks, wanted }) });
  }
  return read;
}

function placesOf(service: ServiceConfiguration): readonly HookPlace[] {
  return [
    ...outermost(service.groups).map((ref): HookPlace => ({ kind: "group", ref })),
    ...singleProjects(service).map((ref): HookPlace => ({ kind: "project", ref })),
  ];
}
