import { describe, expect, it } from "vitest";
import { shrink, tellHistory, writeHistory } from "./history.ts";

const HISTORIES = 30;
const STEPS = 12;
/** Another one tells other histories; a failure prints it. */
const FIRST_SEED = 1;

/** What broke in the shortest history that still breaks, as a text to read. */
async function explain(seed: number): Promise<string> {
  const steps = await shrink(seed, writeHistory(seed, STEPS));
  const { violations, trace } = await tellHistory(seed, steps);
  return [`seed ${seed}: ${steps.map((step) => step.name).join(", ")}`, ...violations, "", ...trace].join("\n");
}

describe("random histories of people, runs and deaths", () => {
  it("lose nothing, double nothing, bring nothing back and leave people's text alone", async () => {
    const broken: string[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed += 1) {
      const { violations } = await tellHistory(seed, writeHistory(seed, STEPS));
      if (violations.length > 0) broken.push(await explain(seed));
      if (broken.length === 3) break;
    }
    expect(broken.join("\n\n")).toBe("");
  });
});
