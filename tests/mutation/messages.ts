/** A test, and what it passes of the sources that have switches. */
export interface CoveringTest {
  readonly file: string;
  /** As the runner knows it; null where the tests of a file run side by side: all of the file counts. */
  readonly id: string | null;
  readonly ms: number;
  /** How often each mutant's place was passed. */
  readonly hits: Readonly<Record<string, number>>;
}

export interface Trial {
  readonly mutant: string;
  /** Tests by file, in the order in which they run; null is all of a file. */
  readonly tests: readonly (readonly [file: string, ids: readonly string[] | null])[];
  /** A mutant whose place is passed more often hangs. */
  readonly hitLimit: number;
}

export type Order =
  | { readonly kind: "cover"; readonly files: readonly string[] }
  | { readonly kind: "try"; readonly trial: Trial };

export type Answer =
  | { readonly kind: "ready" }
  /** A test ended, whatever came of it: the rest goes on. */
  | { readonly kind: "going" }
  | {
      readonly kind: "covered";
      readonly tests: readonly CoveringTest[];
      /** What is passed while a file's modules are loaded. */
      readonly loaded: readonly (readonly [file: string, mutants: readonly string[]])[];
      /** What fails in sources with switches, which are deeper, and in a thread, where the zone cannot be set: left out. */
      readonly failed: readonly string[];
    }
  /** The test that failed, or null: the mutant survives. */
  | { readonly kind: "tried"; readonly killer: string | null };

/** What the tests of one run are told. */
export interface MutationContext {
  readonly active: string | null;
  readonly hitLimit: number | null;
  /** Where what was passed is written to; null where nobody asks. */
  readonly passedTo: string | null;
}

declare module "vitest" {
  interface ProvidedContext {
    mutation: MutationContext;
  }
}
