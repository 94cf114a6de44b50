import { expect, it } from "vitest";
import { nearestWord } from "../../../src/domain/text/nearest-word.ts";

const WORDS = ["customer", "date", "action_items", "next_call", "csm", "weekly", "x".repeat(120)];

it.each([
  ["custmer", "customer"],
  ["Customer", "customer"],
  ["cutsomer", "customer"],
  ["action items", "action_items"],
  ["action-items", "action_items"],
  ["dtae", "date"],
  ["nextcall", "next_call"],
  ["weeky", "weekly"],
  // Two of three letters are another word.
  ["cow", null],
  ["weeds", null],
  ["zebra", null],
  ["", null],
  ["x".repeat(120), null],
])("%.20s was meant as %.20s", (word, nearest) => {
  expect(nearestWord(word, WORDS)).toBe(nearest);
});

it("offers nothing where there is nothing to choose from", () => {
  expect(nearestWord("a", [])).toBeNull();
});
