/** A mutant that changes nothing anybody could see. */
interface Equivalent {
  readonly file: string;
  /** The line where it begins, without blanks around it. */
  readonly lineText: string;
  /** As `npm run mutate` prints it. */
  readonly change: string;
  readonly why: string;
}

/** Mutants judged by hand: they count as none. One that fits no mutant any more is refused. */
export const EQUIVALENT: readonly Equivalent[] = [];
