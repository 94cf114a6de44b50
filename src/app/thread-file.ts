import type { ThreadEntry } from "./job-threads/job-thread.ts";

/** What threads begin with: the command's own launcher, which finds out that it is none of the process's first thread. */
export function threadEntry(): ThreadEntry {
  // From the sources the same by its source; whatever reads TypeScript there reads it in threads as well.
  const isSource = import.meta.url.endsWith(".ts");
  return { file: new URL(isSource ? "../cli/main.ts" : "../cli/cadence.cjs", import.meta.url) };
}
