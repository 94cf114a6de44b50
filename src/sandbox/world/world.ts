import type { WorldClock } from "./clock.ts";
import type { Settings } from "./settings.ts";
import type { World } from "./state.ts";

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
export function createWorld(clock: WorldClock, settings: Settings, seed: number): World {
  const last = new Map<string, number>();
  const random = seededRandom(seed);
  return {
    clock,
    settings,
    url: "",
    users: [],
    groups: [],
    projects: [],
    tokens: [],
    links: [],
    notifications: [],
    todos: [],
    deliveries: [],
    deliveryChains: new Map(),
    seenHooks: new Map(),
    windows: new Map(),
    nextId(kind) {
      const id = (last.get(kind) ?? firstIds[kind] ?? 0) + 1;
      last.set(kind, id);
      return id;
    },
    uuid: () => uuidFrom(random),
  };
}

/** mulberry32: small, good enough for names nobody guards anything with. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function uuidFrom(random: () => number): string {
  const hex = Array.from({ length: 32 }, (_, index) => {
    if (index === 12) return "4";
    const digit = Math.floor(random() * 16);
    return (index === 16 ? (digit & 3) | 8 : digit).toString(16);
  }).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
