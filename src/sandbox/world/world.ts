import type { WorldClock } from "./clock.ts";
import type { SandboxSettings } from "./settings.ts";
import type { World, WorldContent } from "./state.ts";

/** First ids by kind: different, and far from any iid, so that mixing them up shows. */
const firstIds: Readonly<Record<string, number>> = {
  user: 40,
  group: 700,
  project: 5000,
  issue: 900_000,
  note: 3_000_000,
  label: 20_000,
  milestone: 60_000,
  hook: 300,
  token: 8000,
};

/** An empty GitLab. `seed` makes its UUIDs and tokens the same in every run. */
export function createWorld(clock: WorldClock, settings: SandboxSettings, seed: number): World {
  return worldOf(clock, settings, {
    users: [],
    groups: [],
    projects: [],
    tokens: [],
    links: [],
    mails: [],
    nightly: { next: Number.POSITIVE_INFINITY },
    todos: [],
    deliveries: [],
    seenHooks: new Map(),
    windows: new Map(),
    lastIds: new Map(),
    chance: { state: seed >>> 0 },
  });
}

/** Another GitLab that holds the same and goes its own way from here. Deliveries under way stay with the first. */
export function copyWorld(world: World): World {
  const { clock, settings, url: _url, deliveryChains: _chains, nextId: _nextId, uuid: _uuid, ...content } = world;
  return worldOf(clock.copy(), { ...settings }, structuredClone(content));
}

function worldOf(clock: WorldClock, settings: SandboxSettings, content: WorldContent): World {
  const { lastIds, chance } = content;
  return {
    ...content,
    clock,
    settings,
    url: "",
    deliveryChains: new Map(),
    nextId(kind) {
      const id = (lastIds.get(kind) ?? firstIds[kind] ?? 0) + 1;
      lastIds.set(kind, id);
      return id;
    },
    uuid: () => uuidFrom(() => nextRandom(chance)),
  };
}

/** mulberry32: small, good enough for names nobody guards anything with. */
function nextRandom(chance: WorldContent["chance"]): number {
  chance.state = (chance.state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(chance.state ^ (chance.state >>> 15), chance.state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

function uuidFrom(random: () => number): string {
  const hex = Array.from({ length: 32 }, (_, index) => {
    if (index === 12) return "4";
    const digit = Math.floor(random() * 16);
    return (index === 16 ? (digit & 3) | 8 : digit).toString(16);
  }).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
