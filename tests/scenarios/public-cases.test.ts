import { expect, it } from "vitest";
import { faultsOf, playPublicCase, readPublicCases } from "../support/witness/public-case.ts";

// Not mended yet. `it.fails` goes red as soon as one passes: then its id leaves this list.
const FAILING: readonly string[] = [];

const cases = readPublicCases();

for (const one of cases)
  (FAILING.includes(one.id) ? it.fails : it)(`${one.id}: ${one.right}`, async () => {
    const outcome = await playPublicCase(one);
    const texts = one.expect.map((it) => `${it.in}:\n${outcome[it.in]}`);
    expect(faultsOf(one, outcome), texts.join("\n\n")).toEqual([]);
  });

it("the list of what fails names cases", () => {
  const ids = cases.map((one) => one.id);
  expect(FAILING.filter((id) => !ids.includes(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});
