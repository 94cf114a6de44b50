import { setTimeout as sleep } from "node:timers/promises";
import { dependencies } from "../../src/app/context.ts";
import { createPaint } from "../../src/app/terminal.ts";
import { createGitLab } from "../../src/gitlab/project/client.ts";
import { planOnly, type ReconcileDependencies } from "../../src/reconcile/reconcile.ts";
import type { Customer, World } from "./customers.ts";
import type { Told } from "./service.ts";

/** What a look at a customer's project depends on, with the world's clock. */
export function reconcileDependencies({ sandbox, token }: World, { path }: Customer): ReconcileDependencies {
  const silent = { out: () => undefined, err: () => undefined, paint: createPaint(false), quiet: true };
  const clock = (): number => sandbox.clock.now().getTime();
  const gitlab = createGitLab({ url: sandbox.url, token, project: path });
  return dependencies(
    gitlab,
    { config: null, at: null, bots: [] },
    { environment: {}, commandName: "cadence", terminal: silent, color: false, clock },
  );
}

const SOON_MS = 5 * 60_000;
const PATIENCE_MS = 8 * 60_000;
const PAUSE_MS = 10_000;

/** What is still to be done in a project. */
interface Undone {
  /** Actions in words; empty where something is due only soon. */
  readonly now: string;
  readonly soon: string | null;
}

async function undone(world: World, customer: Customer): Promise<Undone> {
  const { plan } = await planOnly(reconcileDependencies(world, customer));
  const { actions, nextWakeAt } = plan;
  const soon = nextWakeAt !== null && Date.parse(nextWakeAt) < world.sandbox.clock.now().getTime() + SOON_MS;
  return {
    now: actions.map((one) => `${one.kind} (${one.reason.text})`).join("; "),
    soon: soon ? `something is due at ${nextWakeAt}` : null,
  };
}

/** How the service came to rest. */
export interface Rest {
  /** What it has left undone. */
  readonly left: readonly string[];
  /** What was due for the longest time before it was done, and for how long. */
  readonly slowest: { readonly what: string; readonly seconds: number };
}

/**
 * Waits until the service, left alone, has done everything: two sweeps have ended, of which the first may have begun before,
 * and a plan of each project finds nothing to do. What is left when patience is at its end is in the answer.
 */
export async function comeToRest(world: World, customers: readonly Customer[], told: Told): Promise<Rest> {
  const enough = told.sweeps + 2;
  const end = Date.now() + PATIENCE_MS;
  const dueSince = new Map<string, { readonly at: number; readonly what: string }>();
  let slowest: Rest["slowest"] = { what: "nothing", seconds: 0 };
  for (;;) {
    const left: string[] = [];
    for (const customer of customers) {
      const { now, soon } = await undone(world, customer);
      const what = `${customer.path}: ${now === "" ? soon : now}`;
      if (now !== "" || soon !== null) left.push(what);
      const since = dueSince.get(customer.path) ?? { at: Date.now(), what };
      if (now === "") dueSince.delete(customer.path);
      else dueSince.set(customer.path, since);
      const seconds = Math.round((Date.now() - since.at) / 1000);
      if (seconds > slowest.seconds) slowest = { what: since.what, seconds };
    }
    const swept = told.sweeps >= enough;
    if (left.length === 0 && swept) return { left, slowest };
    if (Date.now() > end) return { left: swept ? left : [...left, "too few sweeps"], slowest };
    await sleep(PAUSE_MS);
  }
}
