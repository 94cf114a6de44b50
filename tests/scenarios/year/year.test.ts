import { describe, expect, it } from "vitest";
import { PROJECT } from "../../support/stage.ts";
import { total } from "./figures.ts";
import { liveYear } from "./year.ts";

describe("a year of one customer", () => {
  it.each([1])("breaks no law (seed %i)", async (seed) => {
    const { account, figures, file, items, violations } = await liveYear(seed);
    expect(violations.join("\n\n")).toBe("");
    // The story is worth its name only when much happens in it.
    expect(items.size).toBeGreaterThan(50);
    expect(total(figures.acts)).toBeGreaterThan(250);
    expect(figures.actions.get("create-agenda")).toBeGreaterThan(18);
    expect(figures.actions.get("create-follow-up")).toBeGreaterThan(15);
    expect(figures.runs.get("killed")).toBeGreaterThan(5);
    expect(figures.runs.get("doubled")).toBeGreaterThan(5);
    expect(file.version).toBeGreaterThan(8);
    expect(account.named).toHaveLength(2);
  });

  it("breaks none where it goes on in German", async () => {
    const { figures, sandbox, violations } = await liveYear(2, { until: "2026-03-31", germanFrom: "2026-02-16" });
    expect(violations.join("\n\n")).toBe("");
    const titles = sandbox.issues(PROJECT).map(({ title }) => title);
    expect(titles.filter((title) => title.includes("CSM Call")).length).toBeGreaterThan(2);
    expect(titles.filter((title) => title.includes("CSM-Termin")).length).toBeGreaterThan(2);
    expect(figures.carried).toBeGreaterThan(20);
  });
});
