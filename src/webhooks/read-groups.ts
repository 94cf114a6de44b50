import type { Hook, HookGitLab } from "../gitlab/hooks-port.ts";
import { isOurHook } from "./address.ts";
import { differences } from "./plan.ts";
import type { PlaceState, WantedHook } from "./types.ts";

/** Reads the webhooks of a group, by path; null where GitLab refuses. */
export type GroupReader = (path: string) => Promise<readonly Hook[] | null>;

/** A reader that asks once for each group. */
export function createGroupReader(client: HookGitLab): GroupReader {
  const known = new Map<string, readonly Hook[] | null>();
  return async (path) => {
    const key = path.toLowerCase();
    const before = known.get(key);
    if (before !== undefined) return before;
    const hooks = await client.listHooks({ kind: "group", ref: path });
    known.set(key, hooks);
    return hooks;
  };
}

/** The nearest group above with a webhook of ours that works as it should, and whether there may be one that GitLab hides. */
export async function readAbove(
  path: string,
  groups: GroupReader,
  wanted: WantedHook,
): Promise<Pick<PlaceState, "coveredBy" | "isAboveHidden">> {
  if (wanted.url === null) return { coveredBy: null, isAboveHidden: false };
  const plain = { ...wanted, rotate: false, proof: null };
  const segments = path.split("/").slice(0, -1);
  let isAboveHidden = false;
  for (let depth = segments.length; depth > 0; depth--) {
    const group = segments.slice(0, depth).join("/");
    const hooks = await groups(group);
    if (hooks === null) isAboveHidden = true;
    const covers = hooks?.some(
      (hook) =>
        isOurHook(hook.url, wanted) &&
        hook.alert === "executable" &&
        differences({ ...hook, deliveries: null }, plain).length === 0,
    );
    if (covers === true) return { coveredBy: group, isAboveHidden };
  }
  return { coveredBy: null, isAboveHidden };
}
