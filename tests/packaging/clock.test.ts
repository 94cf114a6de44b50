import { describe, expect, it } from "vitest";
import { sourcesOf } from "../support/sources.ts";

/** Who may read what time it is; all others are told. */
const READERS: readonly string[] = [
  // Where a process begins, and a thread of it.
  "src/cli/main.ts",
  "src/app/job-threads/operations.ts",
  "src/app/job-threads/thread.ts",
  // BullMQ counts by the clock of this machine.
  "src/queue/backends/server-clock.ts",
  // Counts on from when this process began: nobody sets that.
  "src/queue/backends/embedded.ts",
  // When this process began, told to whoever finds its directory in use.
  "src/queue/backends/directory-lock.ts",
  // Unless whoever makes a client says otherwise.
  "src/gitlab/fleet/fleet-client.ts",
  "src/gitlab/project/client-settings.ts",
  // The clock of its world.
  "src/sandbox/world/clock.ts",
];

/** Where the time that passes may be read, which nobody sets: deadlines, throttles and durations of the edges. */
const EDGES: readonly string[] = ["src/app/job-threads/", "src/http/", "src/queue/", "src/sandbox/", "workers/"];

/** In whatever spelling: called, passed on, taken apart, or `Date` itself under another name. */
const TIME_OF_DAY =
  /\bDate(?:\?\.|\.|\[["'`])now\b|\bDate\s*\(\s*\)|\bnew\s+(?:globalThis\.)?Date\b(?!\s*[.(])|\bnow\b[^={}]*\}\s*=\s*(?:globalThis\.)?Date\b|[=(,]\s*(?:globalThis\.)?Date\s*[;,)\]}]|\bTemporal\.Now\b|\btimeOrigin\b|\.format(?:ToParts)?\(\s*\)/;
const TIME_THAT_PASSES =
  /\bperformance(?:\?\.|\.|\[["'`])now\b|\bhrtime\b|\bprocess\.uptime\b|\bnow\b[^={}]*\}\s*=\s*(?:globalThis\.)?performance\b|[=(,]\s*(?:globalThis\.)?performance\s*[;,)\]}]/;

function filesThatRead(clock: RegExp): readonly string[] {
  const withoutComments = (code: string): string => code.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  return sourcesOf(["src", "workers"])
    .flatMap(([file, code]) => (clock.test(withoutComments(code)) ? [file] : []))
    .sort();
}

it("is told what time it is, but for where a process begins: a rule that is given its time can be tested", () => {
  expect(filesThatRead(TIME_OF_DAY)).toEqual(READERS.toSorted());
});

it("measures no time that passes, but for the edges of the service: what is below them comes out the same however long it takes", () => {
  const measuring = filesThatRead(TIME_THAT_PASSES);
  expect(measuring.filter((file) => !EDGES.some((folder) => file.startsWith(folder)))).toEqual([]);
  expect(EDGES.filter((folder) => !measuring.some((file) => file.startsWith(folder)))).toEqual([]);
});

describe("is found", () => {
  it.each([
    "const at = Date.now();",
    "plan({ now: Date.now });",
    "const { now } = Date;",
    "const { now: clock } = globalThis.Date;",
    'const at = Date["now"]();',
    "const at = Date?.now();",
    "const at = new Date();",
    "const at = new Date( );",
    "const at = new Date;",
    "const at = (new Date).getTime();",
    "const at = new globalThis.Date().toISOString();",
    "const at = Date();",
    "const Day = Date;",
    "const at = Reflect.construct(Date, []);",
    "const at = Temporal.Now.instant();",
    "const at = performance.timeOrigin;",
    "const today = new Intl.DateTimeFormat('en').format();",
  ])("the time of day: %s", (code) => {
    expect(TIME_OF_DAY.test(code)).toBe(true);
  });

  it.each([
    "const begin = performance.now();",
    "measure(performance.now);",
    'const begin = performance["now"]();',
    "const { now } = performance;",
    "const begin = globalThis.performance.now();",
    "const watch = performance;",
    "const begin = process.hrtime();",
    "const begin = process.hrtime.bigint();",
    'import { hrtime } from "node:process";',
    "const age = process.uptime();",
  ])("the time that passes: %s", (code) => {
    expect(TIME_THAT_PASSES.test(code)).toBe(true);
  });

  it.each([
    "const day = new Date(at);",
    "const at = Date.parse(text);",
    "const day = Date.UTC(2026, 1, 1);",
    "function of(day: Date): Date {",
    "const isDay = value instanceof Date;",
    "format.format(new Date(at));",
    "const { now } = deps;",
    "worker.performance.eventLoopUtilization();",
  ])("no clock: %s", (code) => {
    expect([TIME_OF_DAY, TIME_THAT_PASSES].some((clock) => clock.test(code))).toBe(false);
  });
});
