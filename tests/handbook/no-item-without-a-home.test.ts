import { afterEach, describe, expect, it } from "vitest";
import { addDays } from "../../src/domain/time/dates.ts";
import { command } from "../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

let stage: Stage;
afterEach(() => stage.close());

const FILE = `customer: Acme
timezone: Europe/Berlin
csm: "@jane"
attendees: ["@bob"]
profile: { segment: strategic, priority: 2, deployment: self-managed, since: 2026-01-12, onboarded: 2026-02-05 }
calls: tuesday at 10:00
meetings:
  first-call: { repeat: once on 2026-01-15 at 14:00 }
  enablement-session: { repeat: once on 2026-03-12 at 15:00 }
  engagement: { repeat: once on 2026-04-16 at 15:00 }
  business-review: { contract: month 6, when: thursday at 14:00 }
  leadership-check-in: { after: business-review, in: 3 months, when: wednesday at 15:00 }
  retrospective: { repeat: once on 2026-11-19 at 15:00 }
`;

/** An item that somebody raised, and the issue that he did it in. */
interface Raised {
  readonly word: string;
  readonly iid: number;
}

/** Everything that was raised in a year, and how often each was looked for. */
interface Year {
  readonly raised: Raised[];
  looks: number;
  explained: number;
}

const agendas = () =>
  stage.sandbox.issues(PROJECT).filter(({ description }) => description.includes("cadence:v1 agenda "));
const seriesIn = (description: string): string => /cadence:v1 agenda ([a-z-]+)\//.exec(description)?.[1] ?? "";

/** Raises two items in the agenda of each call that took place, ticks the second one and closes it. */
function hold(year: Year, day: string): void {
  for (const { iid, description } of agendas().filter((one) => one.dueDate === day && one.state === "opened")) {
    const words = ["open", "done"].map((state) => `${state}-${seriesIn(description)}-${day}`);
    const boxes = words.map((word) => `- [ ] @bob item ${word}`).join("\n");
    stage.sandbox.as("bob").editDescription(PROJECT, iid, (text) => `${text}\n${boxes}\n`);
    stage.sandbox.as("bob").tick(PROJECT, iid, words[1] ?? "");
    stage.sandbox.as("jane").close(PROJECT, iid);
    for (const word of words) year.raised.push({ word, iid });
  }
}

/** By the time of a cadence call its agenda is there: whatever is open stands in it, wherever it was raised. */
function lookInAgendas(year: Year, today: string): void {
  const open = agendas().filter(({ state, dueDate }) => state === "opened" && (dueDate ?? "") >= today);
  if (!open.some(({ dueDate, description }) => dueDate === today && seriesIn(description) === "cadence-call")) return;
  const text = open.map(({ description }) => description).join("\n");
  const raised = year.raised.filter(({ word }) => word.startsWith("open-"));
  const lost = raised.filter(({ word }) => !text.includes(`- [ ] \\@bob item ${word}`));
  expect(lost, `on ${today}`).toEqual([]);
  year.looks += raised.length;
}

/** Every item that is open stands in an agenda to come, or in what `explain` tells with the reason. */
async function lookForHomes(year: Year, today: string): Promise<void> {
  const open = agendas().filter(({ state, dueDate }) => state === "opened" && (dueDate ?? "") >= today);
  const text = open.map(({ description }) => description).join("\n");
  const { out } = await command(stage, ["explain", "-p", PROJECT]);
  for (const { word } of year.raised) {
    const isOpen = word.startsWith("open-");
    const stands = text.includes(`- [ ] \\@bob item ${word}`);
    if (!isOpen) expect(stands, `${word} was done, on ${today}`).toBe(false);
    else if (!stands) {
      expect(out, `${word} on ${today}`).toContain(word);
      year.explained += 1;
    }
    year.looks += 1;
  }
}

describe("a year from onboarding to steady, from first call to cadence, from review to check-in", () => {
  it("has no item without a home", async () => {
    stage = await setStage("2026-01-12T09:00:00Z", { configuration: FILE, isLong: true });
    const year: Year = { raised: [], looks: 0, explained: 0 };
    const days = new Set<string>();
    for (let day = "2026-01-12"; day <= "2027-01-12"; day = addDays(day, 1)) {
      const isWednesday = new Date(`${day}T00:00:00Z`).getUTCDay() === 3;
      const isFriday = new Date(`${day}T00:00:00Z`).getUTCDay() === 5;
      if (isWednesday || isFriday) {
        stage.sandbox.clock.set(`${day}T08:30:00Z`);
        await stage.run();
      }
      const isCall = agendas().some(({ dueDate, state }) => dueDate === day && state === "opened");
      if (!isCall) continue;
      days.add(day);
      lookInAgendas(year, day);
      stage.sandbox.clock.set(`${day}T15:30:00Z`);
      hold(year, day);
      await stage.run();
      // Right after a call, and when the next agendas are there.
      await lookForHomes(year, day);
    }
    const kinds = new Set(year.raised.map(({ word }) => word.replace(/^(?:open|done)-|-\d{4}.*$/g, "")));
    expect([...kinds].sort()).toEqual([
      "business-review",
      "cadence-call",
      "enablement-session",
      "engagement",
      "first-call",
      "leadership-check-in",
      "retrospective",
    ]);
    expect(days.size).toBeGreaterThan(18);
    expect(year.looks).toBeGreaterThan(400);
    expect(year.explained).toBeGreaterThan(0);
  });
});
