import { expect, it } from "vitest";
import { sourcesOf } from "../support/sources.ts";

/** Who may read what time it is; all others are told. */
const READERS: readonly string[] = [
  // Where a process begins, and a thread of it.
  "src/cli/main.ts",
  "src/app/job-threads/operations.ts",
  "src/app/job-threads/thread.ts",
  // BullMQ counts by the clock of this machine.
  "src/queue/backends/server-clock.ts",
  // Unless whoever makes a client says otherwise.
  "src/gitlab/fleet/fleet-client.ts",
  "src/gitlab/project/client-settings.ts",
  // The clock of its world.
  "src/sandbox/world/clock.ts",
];

it("is told what time it is, but for where a process begins: a rule that is given its time can be tested", () => {
  const files = sourcesOf(["src", "workers"]);
  const readers = files.flatMap(([file, code]) => (/\bDate\.now\b|\bnew Date\(\)/.test(code) ? [file] : []));
  expect(readers.sort()).toEqual(READERS.toSorted());
});
