import { expect, it } from "vitest";
import { createListWatch } from "../../../workers/jobs/watch-lists.ts";

it("lists that cannot be read are of concern from the first time on, until they can be", () => {
  const lists = createListWatch();
  const problem = { source: "group nowhere", error: new Error("there is no group nowhere") };
  expect(lists.note([problem], "2026-03-09T10:00:00.000Z")).toBe(false);
  expect(lists.note([problem], "2026-03-09T10:15:00.000Z")).toBe(false);
  expect(lists.alerts()).toEqual([
    expect.objectContaining({
      rule: "list-unreadable",
      since: "2026-03-09T10:00:00.000Z",
      text: "the list of group nowhere cannot be read since 2026-03-09T10:00:00.000Z: there is no group nowhere",
    }),
  ]);
  expect(lists.note([], "2026-03-09T10:30:00.000Z")).toBe(true);
  expect(lists.alerts()).toEqual([]);
});
