import { afterEach, describe, expect, it } from "vitest";
import { command } from "../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

const FILE = `customer: Acme
timezone: Europe/Berlin
csm: "@jane"
attendees: ["@bob"]
profile: { segment: strategic, priority: 1, customer: existing, since: 2026-01-12 }
calls: tuesday at 10:00
meetings:
  business-review: { contract: month 6, when: thursday at 14:00, duration: 90 minutes, home: main }
  leadership-check-in: { after: business-review, in: 3 months, home: main }
`;

let stage: Stage;
afterEach(() => stage.close());

/** The open and closed agendas of a series, by title and day. */
function agendasOf(series: string): readonly string[] {
  const marker = ` agenda ${series}/`;
  const found = stage.sandbox.issues(PROJECT).filter(({ description }) => description.includes(marker));
  return found.map(({ dueDate, state }) => `${dueDate} ${state}`);
}

/** Goes to an instant, and looks at the project. */
async function at(instant: string): Promise<void> {
  stage.sandbox.clock.set(instant);
  await stage.run();
}

async function held(series: string, instant: string): Promise<void> {
  stage.sandbox.clock.set(instant);
  const issue = stage.sandbox.issues(PROJECT).find(({ description }) => description.includes(` agenda ${series}/`));
  stage.sandbox.as("jane").close(PROJECT, issue?.iid ?? 0);
  await stage.run();
}

describe("a review in month 6, and a check-in a quarter after it (C18, D7)", () => {
  it("the check-in follows the review that was held, on the day of the cadence calls", async () => {
    stage = await setStage("2026-06-17T08:00:00Z", { configuration: FILE });
    await at("2026-06-22T13:00:00Z");
    // Month 6 begins on 12 June: the Thursday of its third week.
    expect(agendasOf("business-review")).toEqual(["2026-06-25 opened"]);
    expect(agendasOf("leadership-check-in")).toEqual([]);

    // The review took place two days late: what follows is counted from then.
    stage.sandbox.clock.set("2026-06-23T08:00:00Z");
    const review = stage.sandbox.issues(PROJECT).find(({ dueDate }) => dueDate === "2026-06-25");
    stage.sandbox.as("jane").setDueDate(PROJECT, review?.iid ?? 0, "2026-06-30");
    await stage.run();
    await held("business-review", "2026-06-30T15:00:00Z");
    const { out } = await command(stage, ["explain", "-p", PROJECT]);
    expect(out).toContain("3 months after business-review, on tuesday at 10:00");
    expect(out).toContain("Tue 6 Oct 2026");

    await at("2026-09-30T08:00:00Z");
    expect(agendasOf("leadership-check-in")).toEqual([]);
    await at("2026-10-01T09:00:00Z");
    expect(agendasOf("leadership-check-in")).toEqual(["2026-10-06 opened"]);
    // Once: at each further look it is there.
    await at("2026-10-02T09:00:00Z");
    await held("leadership-check-in", "2026-10-06T12:00:00Z");
    await at("2026-10-30T09:00:00Z");
    expect(agendasOf("leadership-check-in")).toEqual(["2026-10-06 closed"]);
  });

  it("a review that is opened again takes the day back, and one that was closed before its call gives none", async () => {
    stage = await setStage("2026-06-22T13:00:00Z", { configuration: FILE });
    await stage.run();
    await held("business-review", "2026-06-24T08:00:00Z");
    await at("2026-09-18T09:00:00Z");
    expect(agendasOf("leadership-check-in")).toEqual([]);

    const review = stage.sandbox.issues(PROJECT).find(({ dueDate }) => dueDate === "2026-06-25");
    stage.sandbox.as("jane").reopen(PROJECT, review?.iid ?? 0);
    await stage.run();
    await held("business-review", "2026-09-19T09:00:00Z");
    stage.sandbox.as("jane").reopen(PROJECT, review?.iid ?? 0);
    await at("2026-09-21T09:00:00Z");
    expect(agendasOf("leadership-check-in")).toEqual([]);
  });

  it("a review that is closed on the morning of its day was not held, and gives none", async () => {
    stage = await setStage("2026-06-22T13:00:00Z", { configuration: FILE });
    await stage.run();
    // The call begins at 14:00 in Berlin.
    await held("business-review", "2026-06-25T11:59:00Z");
    await at("2026-09-25T09:00:00Z");
    expect(agendasOf("leadership-check-in")).toEqual([]);
  });
});
