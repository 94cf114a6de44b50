import { describe, expect, it } from "vitest";
import { PROJECT } from "../../support/stage.ts";
import { difference, outcomeOf, settle, twice } from "./outcome.ts";
import { situations } from "./situations.ts";

const RUNS = 10;

const names: ReadonlySet<string> = new Set([
  "the follow-up is made",
  "the participants are told",
  "a late item",
  "a hand-written agenda",
  "a reminder",
  "an item is to get an issue",
]);

const contested = situations.filter((one) => names.has(one.name));

/** Facts of some issues, relations left out: an ended twin is related to what stays. */
function factsOf(facts: readonly string[], iids: ReadonlySet<string>): readonly string[] {
  return facts.filter((line) => iids.has(line.split(" ")[0] ?? "") && !/^#\d+ related /.test(line));
}

describe("ten runs at once do what one does", () => {
  it("covers all situations in which something is made", () => {
    expect(contested).toHaveLength(names.size);
  });

  it.each(contested)("$name", async ({ set }) => {
    const [one, many] = await Promise.all([set(), set()]);
    await one.run();
    await Promise.all(Array.from({ length: RUNS }, () => many.run()));
    expect(twice(many)).toEqual([]);
    await Promise.all([settle(one, 2), settle(many, 2)]);
    const wanted = one.sandbox.issues(PROJECT).map(({ iid }) => iid);
    const twins = many.sandbox.issues(PROJECT).filter(({ iid }) => !wanted.includes(iid));
    expect(twice(many)).toEqual([]);
    expect(twins.filter((twin) => twin.state === "opened" || twin.labels.length > 0)).toEqual([]);
    const standing = new Set(wanted.map((iid) => `#${iid}`));
    expect(difference(factsOf(outcomeOf(one), standing), factsOf(outcomeOf(many), standing))).toEqual([]);
    await Promise.all([one.close(), many.close()]);
  });
});
