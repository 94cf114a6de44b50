import { afterEach, expect, it } from "vitest";
import { PROJECT, type Stage, setStage } from "../../support/stage.ts";

const CONFIGURATION = `
customer: Acme
timezone: Europe/Berlin
country: DE
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
reminders: false
meetings:
  cadence-call:
    repeat: every 2 weeks on tuesday at 10:00
    from: 2026-01-13
`;
const ITEMS = ["- [ ] @jane Share the guide, due 2026-11-27", "- [ ] @bob Upload the diagram"].join("\n");
const OVERDUE = "follow-up::overdue";

let stage: Stage;
afterEach(() => stage.close());

async function at(instant: string): Promise<void> {
  stage.sandbox.clock.set(instant);
  await stage.run();
}

/** The call of 17 November and its follow-up #2; the guide was ticked the day after. */
async function ticked(): Promise<void> {
  stage = await setStage("2026-11-12T09:00:00Z", { configuration: CONFIGURATION, kindHours: true });
  await stage.run();
  stage.sandbox.as("jane").editDescription(PROJECT, 1, (text) => `${text}\n\n## Action items\n\n${ITEMS}\n`);
  stage.sandbox.clock.set("2026-11-17T10:00:00Z");
  stage.sandbox.as("jane").close(PROJECT, 1);
  await at("2026-11-17T10:05:00Z");
  await at("2026-11-17T11:10:00Z");
  await at("2026-11-18T09:00:00Z");
  stage.sandbox.as("jane").tick(PROJECT, 2, "Share the guide");
  await at("2026-11-18T09:05:00Z");
}

function labels(): readonly string[] {
  return stage.sandbox.issue(PROJECT, 2).labels;
}

it("wears overdue at once, on a Sunday too, where somebody opens one of several items past its date", async () => {
  await ticked();
  await at("2026-11-28T09:00:00Z");
  expect(labels()).not.toContain(OVERDUE);
  stage.sandbox.clock.set("2026-11-29T21:00:00Z");
  stage.sandbox.as("jane").untick(PROJECT, 2, "Share the guide");
  await at("2026-11-29T21:03:00Z");
  expect(labels()).toContain(OVERDUE);
  stage.sandbox.as("jane").tick(PROJECT, 2, "Share the guide");
  await at("2026-11-29T21:06:00Z");
  expect(labels()).not.toContain(OVERDUE);
});

it("waits for Monday where the item was opened before its date", async () => {
  await ticked();
  stage.sandbox.clock.set("2026-11-24T21:00:00Z");
  stage.sandbox.as("jane").untick(PROJECT, 2, "Share the guide");
  await at("2026-11-24T21:03:00Z");
  await at("2026-11-29T21:00:00Z");
  expect(labels()).not.toContain(OVERDUE);
  await at("2026-11-30T07:00:00Z");
  expect(labels()).toContain(OVERDUE);
});
