import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { calendarOf, fileOf, pageOf } from "./page.ts";
import { CUSTOMER_STORIES } from "./stories.ts";

const HANDBOOK = new URL("../../../docs/handbook.md", import.meta.url);
/** Lines of a file that name people, and those that say nothing. */
const NAMES = /^\s*(?:customer|csm|account_team|attendees|observers|#|$)/;

describe.each(CUSTOMER_STORIES.map((story) => [story.name, story] as const))("%s", (name, story) => {
  it("is written in seven lines, but for names", () => {
    expect(
      fileOf(story)
        .split("\n")
        .filter((line) => !NAMES.test(line)).length,
    ).toBeLessThanOrEqual(7);
  });

  it("has a page that is as the product does it", async () => {
    await expect(await pageOf(story)).toMatchFileSnapshot(`${name}.md`);
  });

  it("each day of its year is there for a row of the handbook that is done", async () => {
    const done = new Set(readFileSync(HANDBOOK, "utf8").match(/(?<=^\| )[A-E]\d+(?= \|[^|]*\| done \|)/gm));
    const year = await calendarOf(story);
    expect(year.length).toBeGreaterThan(3);
    for (const { why } of year) expect(done).toContain(/\(([A-E]\d+)/.exec(why)?.[1]);
  });
});

it("the rhythm of a new customer changes once, on the day the onboarding ends (A3, C13)", async () => {
  const [story] = CUSTOMER_STORIES;
  if (story === undefined) throw new Error("there is no story");
  const rows = (await calendarOf(story)).map(({ occurrence: { date }, why }) => [
    date <= "2026-02-26",
    why.includes("(A3)"),
  ]);
  expect(rows.filter(([isOnboarding, isWeekly]) => isOnboarding !== isWeekly)).toEqual([]);
  expect(rows.filter(([isOnboarding]) => isOnboarding)).toHaveLength(7);
});

it("no page is left of a customer that is gone", () => {
  const names = CUSTOMER_STORIES.flatMap(({ name }) => [`${name}.md`, `${name}.yml`]);
  const files = readdirSync(new URL(".", import.meta.url)).filter((file) => /\.(?:yml|md)$/.test(file));
  expect(files.filter((file) => file !== "README.md").sort()).toEqual(names.sort());
});
