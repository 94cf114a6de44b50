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
export const EQUIVALENT: readonly Equivalent[] = [
  {
    file: "src/queue/priority-upgrade.ts",
    lineText: "for (let round = 0; round < MAX_ROUNDS; round++) {",
    change: "round < MAX_ROUNDS → round <= MAX_ROUNDS",
    why: "eleven rounds end what ten do: two are the rule",
  },
];
