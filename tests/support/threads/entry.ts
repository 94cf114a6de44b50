import { pathToFileURL } from "node:url";
import { inject } from "vitest";
import type { ThreadEntry } from "../../../src/app/job-threads/job-thread.ts";

/** What threads of a test begin with: the product's own work, or with loops without end planted in it (`hostile.ts`). */
export function testThreads(name: "plain" | "hostile" | "hostile-command" = "plain", shareMs?: number): ThreadEntry {
  const share = shareMs === undefined ? {} : { shareMs };
  return { ...share, file: pathToFileURL(`${inject("threads")}/${name}.cjs`) };
}
