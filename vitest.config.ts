import { availableParallelism } from "node:os";
import { env } from "node:process";
import { defineConfig } from "vitest/config";
import { countReporter } from "./.ci/count-reporter.ts";
import { LongestFirst } from "./.ci/longest-first.ts";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/support/threads/build.ts"],
    setupFiles: env["CI"] === undefined ? [] : [".ci/seed.ts"],
    // No module of ours keeps state: loaded once in each worker, not once in each of hundreds of files.
    isolate: false,
    // For hangs only: a crowded machine may be ten times slower.
    testTimeout: 1_200_000,
    // What ends a scenario looks once more whether it is at rest.
    hookTimeout: 1_200_000,
    // Much of the suite waits for servers and clocks: one worker more than there are cores.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    // Of the tests that wait side by side in one file, such as those of time-outs.
    maxConcurrency: 50,
    reporters: ["default", countReporter],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts", "workers/**/*.ts"],
      exclude: ["src/**/types.ts"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { "src/domain/**/*.ts": { branches: 95 } },
    },
  },
});
