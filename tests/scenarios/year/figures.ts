/** What a year came to. */
export interface Figures {
  readonly runs: Map<string, number>;
  readonly acts: Map<string, number>;
  readonly violations: Map<string, number>;
  /** Actions of the bot by kind. */
  readonly actions: Map<string, number>;
  /** `2026-01 bob mentioned`: times. */
  readonly notifications: Map<string, number>;
  /** Items carried into new agendas, and later added to them. */
  carried: number;
  /** Requests of each undisturbed run. */
  readonly requests: number[];
  /** Runs until nothing was left to do: times. */
  readonly rest: Map<string, number>;
  /** Requests of each run that had nothing to do. */
  readonly quiet: number[];
  readonly count: (map: Map<string, number>, key: string, by?: number) => void;
}

export function createFigures(): Figures {
  return {
    runs: new Map(),
    acts: new Map(),
    violations: new Map(),
    actions: new Map(),
    notifications: new Map(),
    carried: 0,
    rest: new Map(),
    requests: [],
    quiet: [],
    count: (map, key, by = 1) => void map.set(key, (map.get(key) ?? 0) + by),
  };
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

export function most(numbers: readonly number[]): number {
  return numbers.reduce((high, one) => Math.max(high, one), 0);
}

export function total(map: ReadonlyMap<string, number>): number {
  return [...map.values()].reduce((sum, one) => sum + one, 0);
}
