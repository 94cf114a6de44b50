import { expect, it } from "vitest";
import { lostOnTheWay } from "../../support/round-trip.ts";
import { DE, EN } from "../../support/texts.ts";

const LISTS = 300;

it.each([
  ["in English", EN],
  ["in German", DE],
  ["as earlier versions wrote them", "old"],
] as const)("of item lists nothing is lost when they are written and read again: %s", (_name, texts) => {
  const lost = Array.from({ length: LISTS }, (_, seed) => lostOnTheWay(seed, texts)).flat();
  expect(lost).toEqual([]);
});
