import type { Hook, HookGitLab, HookPlace } from "../gitlab/hooks-port.ts";
import { isOurHook } from "./address.ts";
import type { ObservedHook, WantedHook } from "./types.ts";

/** The webhooks of a place, those of ours with their latest deliveries: one page tells what fails now. */
export async function withDeliveries(
  place: HookPlace,
  hooks: readonly Hook[],
  { hooks: client, wanted }: { readonly hooks: HookGitLab; readonly wanted: Pick<WantedHook, "url" | "formerUrl"> },
): Promise<readonly ObservedHook[]> {
  const observed: ObservedHook[] = [];
  for (const hook of hooks) {
    const list = isOurHook(hook.url, wanted)
      ? await client.listDeliveries(place, hook.id, { status: null, maxPages: 1 })
      : null;
    observed.push({ ...hook, deliveries: list?.deliveries ?? null });
  }
  return observed;
}
