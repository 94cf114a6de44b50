import { join } from "node:path";
import { build } from "esbuild";
import type { TestProject } from "vitest/node";
import { SCRIPT } from "../../../.ci/build/options.ts";
import { ROOT } from "../../../.ci/build/root.ts";
import { slim } from "../../../.ci/build/slim.ts";
import { slimHolidays } from "../../../.ci/build/slim-holidays.ts";

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
  const outdir = join(folder, "threads");
  await build({
    ...SCRIPT,
    outdir,
    entryPoints: ["plain", "hostile", "hostile-command", "set-clock", "full-disk"].map(
      (name) => `tests/support/threads/${name}.ts`,
    ),
    plugins: [slim(), slimHolidays(folder)],
    metafile: false,
  });
  project.provide("threads", outdir);
}
