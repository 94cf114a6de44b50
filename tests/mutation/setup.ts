/** Runs before each file of tests that `npm run mutate` has run: sets the mutant's switch, and notes what was passed. */
import { appendFileSync } from "node:fs";
import { afterAll, beforeEach, expect, inject } from "vitest";
import type { MutationContext } from "./messages.ts";

type Counts = Readonly<Record<string, number>>;

/** What instrumented sources look at; the names are StrykerJS's. */
interface Switches {
  activeMutant?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: { static: Counts; perTest: Record<string, Counts> };
}

const { active, hitLimit, passedTo }: MutationContext = inject("mutation");
const world: Record<string, Switches | undefined> = globalThis as never;
// The same object for as long as the thread lives: sources keep hold of it.
const switches = world["__stryker__"] ?? {};
world["__stryker__"] = switches;
switches.activeMutant = active ?? undefined;
switches.hitCount = hitLimit === null ? undefined : 0;
switches.hitLimit = hitLimit ?? undefined;

if (passedTo !== null) {
  beforeEach(({ task }) => {
    switches.currentTestId = task.concurrent === true ? "" : task.id;
  });
  afterAll(() => {
    const file = expect.getState().testPath;
    appendFileSync(passedTo, `${JSON.stringify({ file, ...switches.mutantCoverage })}\n`);
  });
}
