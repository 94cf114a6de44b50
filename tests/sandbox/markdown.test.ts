import { expect, it } from "vitest";
import { shownText, tokensOf } from "../../src/sandbox/text/markdown.ts";

it.each(["[[", "![", "[ ", "[^", "`[", "*[", "[![", "<["])("%s without end is a text like any other", (unit) => {
  // A sandbox that is busy answers nobody: one such text cost its thread half a minute, and webhooks their answers.
  expect(tokensOf(unit.repeat(65_536)).length).toBeGreaterThan(0);
});

it.each([
  ["[[[ a", "[[[ a"],
  ["![[ a", "![[ a"],
  ["[a](b) [c", "a [c"],
  ["[[a](b)", "[a"],
  ["![a](b) ![", " !["],
  ["[[page|title]] [[", "page [["],
])("%s shows as %s", (text, shown) => {
  expect(shownText(text)).toBe(shown);
});
