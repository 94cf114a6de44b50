import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { bundle } from "../../../.ci/build/bundle.ts";
import { ROOT } from "../../../.ci/build/root.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of what threads begin with. */
    threads: string;
  }
}

/**
 * Makes scripts of what threads and processes begin with, once for all tests and as the package's build does: a thread reads no TypeScript, and
 * to load all libraries file by file takes seconds.
 */
export async function setup(project: TestProject): Promise<void> {
  const folder = join(ROOT, "node_modules", ".cadence-threads");
  const names = ["plain", "hostile", "hostile-command", "set-clock", "ahead-clock", "full-disk"];
  await bundle(
    folder,
    Object.fromEntries(names.map((name) => [`threads/${name}`, `tests/support/threads/${name}.ts`])),
  );
  project.provide("threads", join(folder, "threads"));
}
