import { setTimeout as sleep } from "node:timers/promises";
import { dependencies } from "../../src/cli/context.ts";
import { createPaint } from "../../src/cli/terminal.ts";
import { createGitLab } from "../../src/gitlab/client.ts";
import { planOnly, type ReconcileDependencies } from "../../src/reconcile/reconcile.ts";
import type { Customer, World } from "./customers.ts";
import type { Told } from "./service.ts";

/** What a look at a customer's project depends on, with the world's clock. */
export function lookingAt({ sandbox, token }: World, { path }: Customer): ReconcileDependencies {
  const silent = { out: () => undefined, err: () => undefined, paint: createPaint(false), quiet: true };
  const clock = (): number => sandbox.clock.now().getTime();
  const gitlab = createGitLab({ url: sandbox.url, token, project: path });
  return dependencies(gitlab, { config: null, at: null }, { environment: {}, terminal: silent, color: false, clock });
}

const SOON_MS = 5 * 60_000;
const PATIENCE_MS = 8 * 60_000;
const PAUSE_MS = 10_000;

/** What is still to be done in a project, or soon will be; null when it is at rest. */
async function undone(world: World, customer: Customer): Promise<string | null> {
  const { plan } = await planOnly(lookingAt(world, customer));
  const { actions, nextWakeAt } = plan;
  const soon = nextWakeAt !== null && Date.parse(nextWakeAt) < world.sandbox.clock.now().getTime() + SOON_MS;
  if (actions.length === 0 && !soon) return null;
  const what = actions.map((one) => `${one.kind} (${one.reason.text})`).join("; ");
  return `${customer.path}: ${what === "" ? `something is due at ${nextWakeAt}` : what}`;
}

/**
 * Waits until the service, left alone, has done everything: two sweeps have ended, of which the first may have begun before,
 * and a plan of each project finds nothing to do. Answers what is left when patience is at its end.
 */
export async function comeToRest(world: World, customers: readonly Customer[], told: Told): Promise<readonly string[]> {
  const enough = told.sweeps + 2;
  const end = Date.now() + PATIENCE_MS;
  const restless = new Set(customers);
  for (;;) {
    const left: string[] = [];
    if (told.sweeps >= enough) {
      // A project at rest stays so, as long as nobody does anything; the last round looks at all again.
      const round = restless.size === 0 ? customers : [...restless];
      for (const customer of round) {
        const what = await undone(world, customer);
        if (what === null) restless.delete(customer);
        else {
          restless.add(customer);
          left.push(what);
        }
      }
      if (round.length === customers.length && left.length === 0) return [];
      if (restless.size === 0) continue;
    }
    if (Date.now() > end) return [...left, ...(told.sweeps < enough ? ["too few sweeps"] : [])];
    await sleep(PAUSE_MS);
  }
}
