import { expect, it } from "vitest";
import { dayOrderOf } from "../../../src/domain/due-date/day-order.ts";

it.each([
  [[], "unknown"],
  [["DE"], "day-first"],
  [["GB-ENG", "FR"], "day-first"],
  [["US-CA"], "month-first"],
  [["PH"], "month-first"],
  [["DE-BY", "US"], "unknown"],
  [["CA"], "unknown"],
  [["SE", "DE"], "unknown"],
])("%j: %s", (countries, order) => {
  expect(dayOrderOf(countries)).toBe(order);
});
