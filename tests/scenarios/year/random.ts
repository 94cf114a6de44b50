/** Chance with a seed: the same seed tells the same story. */
export interface Chance {
  /** 0 to 1, 1 excluded. */
  readonly next: () => number;
  /** Both ends included. */
  readonly between: (low: number, high: number) => number;
  readonly happens: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T | undefined;
  /** One of some names by their weights. */
  readonly draw: <T extends string>(weights: Readonly<Record<T, number>>) => T;
  /** A word that was never given before and is like no other. */
  readonly word: () => string;
}

const ONSETS = ["b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "br", "kl", "st"];
const VOWELS = ["a", "e", "i", "o", "u", "ai", "ou"];

/** Mulberry32: 32 bits of state, good enough for stories. */
export function createChance(seed: number): Chance {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  const given = new Set<string>();
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)];
  const word = (): string => {
    for (;;) {
      const made = Array.from({ length: 4 }, () => `${pick(ONSETS)}${pick(VOWELS)}`).join("");
      if (given.has(made)) continue;
      given.add(made);
      return made;
    }
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    happens: (probability) => next() < probability,
    pick,
    draw<T extends string>(weights: Readonly<Record<T, number>>): T {
      const entries = Object.entries(weights) as [T, number][];
      let rest = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        rest -= weight;
        if (rest < 0) return name;
      }
      throw new Error("no weights");
    },
    word,
  };
}
