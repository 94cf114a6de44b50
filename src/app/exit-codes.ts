/** Exit codes of every command; documented in the README. */
export const EXIT = {
  done: 0,
  /** GitLab or the network failed, or nothing of what was asked could be done. */
  failed: 1,
  /** Bad usage or configuration: something must be changed before it can work. */
  usage: 2,
  /** Some projects or actions were done, others failed. */
  partly: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** One exit code for several results: all the same, or partly done. */
export function combineExitCodes(codes: readonly ExitCode[]): ExitCode {
  const distinct = new Set(codes);
  if (distinct.size === 0) return EXIT.done;
  if (distinct.size === 1) return [...distinct][0] ?? EXIT.done;
  return distinct.has(EXIT.done) || distinct.has(EXIT.partly) ? EXIT.partly : EXIT.failed;
}
