import { describe, expect, it } from "vitest";
import { FILE_ACTS } from "./file-acts.ts";
import { shrink, tellHistory, writeHistory } from "./history.ts";

const STEPS = 12;
/** Another one tells other histories; a failure prints it. */
const FIRST_SEED = 1;

/** What broke in the shortest history that still breaks, as a text to read. */
async function explain(seed: number, often: Readonly<Record<string, unknown>>): Promise<string> {
  const steps = await shrink(seed, writeHistory(seed, STEPS, often));
  const { violations, trace } = await tellHistory(seed, steps);
  return [`seed ${seed}: ${steps.map((step) => step.name).join(", ")}`, ...violations, "", ...trace].join("\n");
}

describe("random histories", () => {
  it.each([
    ["people, runs and deaths", 30, {}],
    ["a file that changes while agendas are open", 20, { ...FILE_ACTS, settle: 1 }],
    ["a bot that becomes another account", 20, { remake: 1, name: 1, holdCall: 1 }],
  ])(
    "of %s lose nothing, double nothing, bring nothing back and leave people's text alone",
    async (_name, histories, often) => {
      const broken: string[] = [];
      for (let seed = FIRST_SEED; seed < FIRST_SEED + histories; seed += 1) {
        const { violations } = await tellHistory(seed, writeHistory(seed, STEPS, often));
        if (violations.length > 0) broken.push(await explain(seed, often));
        if (broken.length === 3) break;
      }
      expect(broken.join("\n\n")).toBe("");
    },
  );
});
