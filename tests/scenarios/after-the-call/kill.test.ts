import { describe, expect, it } from "vitest";
import { createMortalProcess, Killed } from "../../support/gitlab/mortal-fetch.ts";
import { difference, outcomeOf, settle, toldOf, twice } from "./outcome.ts";
import { type Situation, situations } from "./situations.ts";

interface Undisturbed {
  readonly writes: number;
  readonly outcome: readonly string[];
  readonly told: readonly string[];
}

async function undisturbed({ set, does }: Situation): Promise<Undisturbed> {
  const stage = await set();
  stage.sandbox.requests.reset();
  const { applied } = await stage.run();
  expect(applied.map(({ action, error }) => error ?? action.kind)).toEqual(does);
  const { writes } = stage.sandbox.requests;
  await settle(stage);
  stage.sandbox.requests.reset();
  const { plan } = await stage.run();
  expect(plan.actions).toEqual([]);
  expect(stage.sandbox.requests.writes).toBe(0);
  const result = { writes, outcome: outcomeOf(stage), told: toldOf(stage) };
  expect(twice(stage)).toEqual([]);
  await stage.close();
  return result;
}

/**
 * Reads change nothing, so a process that dies at any request leaves what one leaves that dies right after one of its
 * writes, or nothing at all.
 */
async function killedAfter({ set }: Situation, request: number, whole: Undisturbed): Promise<readonly string[]> {
  const stage = await set();
  const process = createMortalProcess({ request, moment: "after", of: "writes" });
  await expect(process.live(() => stage.run({ fetch: process.fetch }))).rejects.toThrow(Killed);
  await settle(stage);
  const failures = [
    ...twice(stage).map((one) => `twice: ${one}`),
    ...difference(whole.outcome, outcomeOf(stage)),
    ...difference(whole.told, toldOf(stage)),
  ];
  await stage.close();
  return failures.map((failure) => `killed after write ${request}: ${failure}`);
}

describe("a run comes to an end, and killed at any of its requests is made good by the next ones", () => {
  it.each(situations)("$name", async (situation) => {
    const whole = await undisturbed(situation);
    expect(whole.writes).toBeGreaterThan(0);
    const failures: string[] = [];
    for (let request = 1; request <= whole.writes; request += 1) {
      failures.push(...(await killedAfter(situation, request, whole)));
    }
    expect(failures).toEqual([]);
  });
});
