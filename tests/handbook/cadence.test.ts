import { afterEach, describe, expect, it } from "vitest";
import { command } from "../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";
import { lookAt } from "./story.ts";

/** A file in seven lines, as the handbook's own words would have it. */
function file(profile: string, calls = "tuesday at 10:00"): string {
  return `customer: Acme
timezone: Europe/Berlin
csm: "@jane"
attendees: ["@bob"]
profile: { since: 2026-01-12, ${profile} }
calls: ${calls}
meetings: { cadence-call: { lead_time: 2 days, follow_up: off } }
`;
}

let stage: Stage;
afterEach(() => stage.close());

/** Days of the calls for which agendas were made up to the end of April, in a project looked at each second day. */
async function days(configuration: string): Promise<readonly string[]> {
  stage = await setStage("2026-01-12T09:00:00Z", { configuration });
  for (let at = Date.UTC(2026, 0, 12, 9); at < Date.UTC(2026, 3, 30); at += 2 * 86_400_000) {
    await lookAt(stage, new Date(at).toISOString());
  }
  return stage.sandbox.issues(PROJECT).map(({ dueDate }) => dueDate ?? "none");
}

describe("how often a customer has calls", () => {
  it("A3: every week in onboarding, and C13: every 2 weeks after it (strategic, priority 1)", async () => {
    expect(await days(file("segment: strategic, priority: 1, customer: new, onboarded: 2026-02-10"))).toEqual([
      "2026-01-13",
      "2026-01-20",
      "2026-01-27",
      "2026-02-03",
      "2026-02-10",
      "2026-02-24",
      "2026-03-10",
      "2026-03-24",
      "2026-04-07",
      "2026-04-21",
    ]);
  });

  it.each([
    ["C13: every month", "segment: strategic, priority: 2", ["01-13", "02-10", "03-10", "04-14"]],
    ["C14: every month", "segment: growth, priority: 1", ["01-13", "02-10", "03-10", "04-14"]],
    ["C14: every quarter", "segment: growth, priority: 2", ["01-13", "04-14"]],
    ["C1: by segment, not by priority alone", "segment: growth, priority: 1", ["01-13", "02-10", "03-10", "04-14"]],
  ])("%s (%s)", async (_row, profile, expected) => {
    expect(await days(file(`${profile}, customer: existing`))).toEqual(expected.map((day) => `2026-${day}`));
  });

  it("A4: it can be adapted, and a sparser rhythm than the handbook's is told, with the row", async () => {
    const profile = "segment: strategic, priority: 1, customer: existing";
    stage = await setStage("2026-01-12T09:00:00Z", {
      configuration: file(profile, "every 6 weeks on tuesday at 10:00"),
    });
    const sparse = await command(stage, ["check", "-p", PROJECT]);
    expect(sparse.out).toMatch(/cadence-call meets \d+ times a year, where the handbook has every 2 weeks/);
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", file(profile, "every week on tuesday at 10:00"));
    expect((await command(stage, ["check", "-p", PROJECT])).out).not.toContain("times a year");
  });

  it("C25: priority 1 brings calls closer, and nothing in the project says why", async () => {
    stage = await setStage("2026-01-12T09:00:00Z", {
      configuration: file("segment: growth, priority: 2, customer: existing"),
    });
    await lookAt(stage, "2026-01-12T10:00:00Z");
    stage.sandbox.clock.set("2026-01-13T12:00:00Z");
    stage.sandbox.as("jane").close(PROJECT, 1);
    const sooner = file("segment: growth, priority: 1, customer: existing");
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", sooner);
    await lookAt(stage, "2026-02-08T10:00:00Z");
    expect(stage.sandbox.issues(PROJECT).map(({ dueDate }) => dueDate)).toEqual(["2026-01-13", "2026-02-10"]);
    const written = stage.sandbox.requests.all.filter(({ method }) => method !== "GET");
    expect(written.map(({ body }) => JSON.stringify(body)).join("\n")).not.toMatch(/priority|segment|growth|risk/i);
  });
});

describe("Scale customers", () => {
  it.each([
    ["A5", "no recurring calls"],
    ["A16", "no collaboration project"],
  ])("%s: have %s, so nothing is made for them", async (row, what) => {
    stage = await setStage("2026-01-12T09:00:00Z", { configuration: file("segment: scale, priority: 1") });
    const { out, err, exitCode } = await command(stage, ["run", "-p", PROJECT]);
    expect(exitCode).not.toBe(0);
    expect(`${out}\n${err}`).toContain(
      "customers of the segment scale have no recurring calls and no collaboration project",
    );
    expect(`${out}\n${err}`).toContain(what);
    expect(`${out}\n${err}`).toMatch(new RegExp(`handbook[^)]*\\b${row}\\b`));
    expect(stage.sandbox.issues(PROJECT)).toEqual([]);
  });
});
