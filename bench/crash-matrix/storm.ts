import { setTimeout as sleep } from "node:timers/promises";
import type { Chance } from "../../tests/scenarios/year/random.ts";
import type { Customer, World } from "./customers.ts";
import { type Act, actAtRandom, perform, remember } from "./people.ts";
import type { Post } from "./service.ts";
import type { Store } from "./stores.ts";

/** People of a project are busy for so long, and then quiet until the turn comes again: longer than the bot waits. */
const BUSY_MS = 25_000;
const TURN_MS = 165_000;

/** People at work until the end of the storm; answers what they did. */
export async function act(
  world: World,
  customers: readonly Customer[],
  chance: Chance,
  endsAt: number,
): Promise<readonly Act[]> {
  const acts: Act[] = [];
  while (Date.now() < endsAt) {
    await sleep(chance.between(100, 500));
    const now = Date.now();
    const busy = customers.filter((_one, index) => (now + (index * TURN_MS) / customers.length) % TURN_MS < BUSY_MS);
    const customer = chance.pick(busy);
    const next = customer === undefined ? null : actAtRandom(world, customer, chance);
    if (next === null || !perform(world, next)) continue;
    remember(world, next);
    acts.push(next);
  }
  return acts;
}

/** Kills parts of the service and its store until the end of the storm; answers how often each kind died. */
export async function killAtRandom(
  posts: readonly Post[],
  store: Store | null,
  chance: Chance,
  endsAt: number,
): Promise<ReadonlyMap<string, number>> {
  const kills = new Map<string, number>();
  const strikes = new Set<Promise<unknown>>();
  const count = (kind: string): void => void kills.set(kind, (kills.get(kind) ?? 0) + 1);
  let storeIsDown = false;
  const strikeStore = async (store: Store): Promise<void> => {
    storeIsDown = true;
    count(await store.strike(chance, chance.between(100, 4000)));
    storeIsDown = false;
  };
  // One process alone needs longer lives to get anything done. The first kill may come while everything starts.
  const longest = posts.length === 1 ? 15_000 : 6000;
  while (Date.now() < endsAt) {
    await sleep(chance.between(500, longest));
    if (store !== null && !storeIsDown && chance.happens(0.25)) {
      strikes.add(strikeStore(store));
      continue;
    }
    const victim = chance.pick(posts.filter((one) => one.isUp()));
    if (victim === undefined) continue;
    count(victim.name.split("-")[0] ?? victim.name);
    await victim.kill(chance.between(100, 5000));
  }
  await Promise.all(strikes);
  return kills;
}
