import type { CoveringTest, Trial } from "./messages.ts";
import type { Mutant } from "./mutants.ts";

/** What the tests of a room pass, by one run of all of them without any mutant. */
export interface Coverage {
  readonly tests: readonly CoveringTest[];
  readonly loaded: ReadonlyMap<string, ReadonlySet<string>>;
}

const HITS_OF_A_HANG = 100;
const LEAST_LIMIT = 10_000;

/**
 * Returns the tests that pass the mutant's place, those of the quickest files first; null where none does.
 *
 * A place that is passed while modules load (a table, a pattern) shows in whatever uses its file: in the tests that pass
 * any other place of the file; where there is none, in all tests that load it.
 */
export function trialOf(mutant: Mutant, all: readonly Mutant[], { tests, loaded }: Coverage): Trial | null {
  const loadedBy = new Set([...loaded].filter(([, ids]) => ids.has(mutant.id)).map(([file]) => file));
  const beside = all.filter(({ file }) => file === mutant.file).map(({ id }) => id);
  const direct = tests.filter(({ hits }) => mutant.id in hits);
  const sideBySide = tests.filter(({ id, file }) => id === null && loadedBy.has(file));
  const users = loadedBy.size === 0 ? [] : tests.filter(({ hits }) => beside.some((id) => id in hits));
  const chosen = [...new Set([...direct, ...sideBySide, ...users])];
  const last = chosen.length > 0 ? chosen : tests.filter(({ file }) => loadedBy.has(file));
  if (last.length === 0) return null;
  const files = [...new Set(last.map(({ file }) => file))].map((file) => {
    const own = last.filter((test) => test.file === file);
    const ids = own.map(({ id }) => id);
    const ms = own.reduce((sum, test) => sum + test.ms, 0);
    return { ms, tests: [file, ids.includes(null) ? null : ids.filter((id) => id !== null)] as const };
  });
  const hits = direct.reduce((sum, test) => sum + (test.hits[mutant.id] ?? 0), 0);
  return {
    mutant: mutant.id,
    tests: files.toSorted((a, b) => a.ms - b.ms).map(({ tests }) => tests),
    hitLimit: Math.max(LEAST_LIMIT, hits * HITS_OF_A_HANG),
  };
}
