import { expect, it } from "vitest";
import { readDetails } from "../../../src/domain/action-items/details.ts";

it.each([
  ["@bob Upload", "bob", null],
  ["Upload (@bob-the.builder)", "bob-the.builder", null],
  ["Upload, says \\@bob.", "bob", null],
  ["ask @all, @acme/team-a and @Sam_1", "Sam_1", null],
  ["ask @account-management/emea", null, null],
  ["mail bob@example.com", null, null],
  ["code `@bob`", null, null],
  ["@bob a, due 2026-12-01", "bob", "2026-12-01"],
  ["a (due: 2026-12-01)", null, "2026-12-01"],
  ["a by 2026-12-01, was due 2026-11-01", null, "2026-12-01"],
  ["a by Friday", null, null],
  ["a due 2026-02-30", null, null],
  ["a due 2026-12-011", null, null],
  ["overdue 2026-12-01", null, null],
])("%s", (text, owner, due) => {
  expect(readDetails(text)).toEqual({ owner, due });
});
