import { describe, expect, it } from "vitest";
import { PROJECT } from "../../support/stage.ts";
import { settle, twice } from "./outcome.ts";
import { harm, otherBoxes, type PersonsText, toggle, write, writesDescription } from "./person.ts";
import { type Situation, situations } from "./situations.ts";

/** Left out: situations that differ from one of the others only in what a request says. */
const ALIKE: ReadonlySet<string> = new Set([
  "a tick that is taken back",
  "an item marked not applicable",
  "the follow-up is overdue",
  "a question waits",
  "a call without items",
  "the command move to 2026-12-02",
  "the command snooze share the guide until 2026-12-04",
  "the command help",
  "the command skip of a customer",
  "the command skip",
  "a reminder",
  "another CSM",
]);

const disturbed = situations.filter((one) => !ALIKE.has(one.name));

/**
 * sam writes into every issue and sets a box in one, just before the nth request of a run. The text of an issue that
 * this request overwrites is left out: see `crossing.test.ts`.
 */
async function disturbedAt({ set }: Situation, at: number): Promise<readonly string[]> {
  const stage = await set();
  const { sandbox } = stage;
  const texts: PersonsText[] = [];
  let box: string | null = null;
  let seen = 0;
  const remove = sandbox.beforeRequest((request) => {
    seen += 1;
    if (seen !== at) return;
    const issues = sandbox.issues(PROJECT).filter(({ iid }) => !writesDescription(request, iid));
    texts.push(...issues.map(({ iid }) => write(stage, iid)));
    box = toggle(stage, at);
  });
  await stage.run();
  remove();
  await settle(stage, 2);
  const failures = [
    ...texts.flatMap((text) => harm(text, sandbox.issue(PROJECT, text.iid).description)),
    ...otherBoxes(stage).flatMap((found) =>
      box === null || found === box ? [] : [`box [${found}] instead of [${box}]`],
    ),
    ...twice(stage).map((one) => `twice: ${one}`),
  ];
  await stage.close();
  return failures.map((failure) => `before request ${at}: ${failure}`);
}

/**
 * The requests of a run that matter: the first, those on both sides of the second list of issues, and all from the fresh
 * reads before its first write on. What lies between only reads what the plan is made from.
 */
async function moments({ set }: Situation): Promise<readonly number[]> {
  const stage = await set();
  stage.sandbox.requests.reset();
  await stage.run();
  const { all } = stage.sandbox.requests;
  const firstWrite = all.findIndex((request) => request.write) + 1;
  await stage.close();
  return all.map((_request, index) => index + 1).filter((at) => [1, 3, 4].includes(at) || at >= firstWrite - 2);
}

describe("what a person writes and ticks between any two requests of a run stays", () => {
  it.each(disturbed)("$name", async (situation) => {
    const failures: string[] = [];
    const tried = await moments(situation);
    for (const at of tried) failures.push(...(await disturbedAt(situation, at)));
    expect(failures).toEqual([]);
    expect(tried.length).toBeGreaterThan(4);
  });
});
