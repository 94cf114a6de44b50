import { afterEach, describe, expect, it } from "vitest";
import { PROJECT } from "../../support/stage.ts";
import { type Story, tell } from "./story.ts";

// Agendas are made three days ahead: that of 30 June on 27 June.
const RHYTHM = ["repeat: every 2 weeks on tuesday at 10:00", "from: 2026-01-13"];
const NOW = "2026-06-27T09:00:00Z";

let story: Story;
afterEach(() => story.stage.close());

function moved(to: string): readonly string[] {
  return [...RHYTHM, `move: { 2026-06-30: ${to} }`];
}

async function begin(): Promise<void> {
  story = await tell(NOW, { "cadence-call": RHYTHM });
  await story.at(NOW);
  expect(story.agendas()).toEqual(["#1 cadence-call/2026-06-30 date 2026-06-30 due 2026-06-30"]);
}

describe("a call that the configuration moves again", () => {
  it("takes its agenda along each time, in one write, and back", async () => {
    await begin();
    for (const [to, day] of [
      ["2026-07-02 09:00", "2026-07-02"],
      ["2026-07-06 16:30", "2026-07-06"],
      ["2026-07-01", "2026-07-01"],
      [null, "2026-06-30"],
      ["2026-07-03", "2026-07-03"],
    ] as const) {
      story.configure({ "cadence-call": to === null ? RHYTHM : moved(to) });
      const before = story.stage.sandbox.requests.all.length;
      expect(await story.at(NOW), `${to}`).toEqual(["set-due-date"]);
      const writes = story.stage.sandbox.requests.all.slice(before).filter(({ method }) => method !== "GET");
      expect(writes.map(({ method, body }) => [method, Object.keys(body).sort()])).toEqual([
        ["PUT", ["description", "due_date"]],
      ]);
      expect(story.agendas()).toEqual([`#1 cadence-call/2026-06-30 date ${day} due ${day}`]);
      expect(await story.at(NOW)).toEqual([]);
    }
  });

  it("follows a holiday rule on and off", async () => {
    story = await tell("2026-11-23T15:00:00Z", { weekly: ["repeat: every thursday at 10:00", "from: 2026-11-12"] });
    await story.at("2026-11-23T15:00:00Z");
    const thursdays = ["repeat: every thursday at 10:00", "from: 2026-11-12"];
    for (const [head, lines, day] of [
      ["country: US\n", thursdays, "2026-11-27"],
      ["", thursdays, "2026-11-26"],
      ["country: US\n", [...thursdays, "holidays: shift-previous-day"], "2026-11-25"],
      ["country: US\n", [...thursdays, "holidays: ignore"], "2026-11-26"],
    ] as const) {
      story.configure({ weekly: lines }, head);
      expect(await story.at("2026-11-23T15:10:00Z"), `${head} ${lines}`).toEqual(["set-due-date"]);
      expect(story.agendas()).toEqual([`#1 weekly/2026-11-26 date ${day} due ${day}`]);
    }
  });

  it("stays where a person put it, and says that the move is not used", async () => {
    await begin();
    story.configure({ "cadence-call": moved("2026-07-02") });
    await story.at(NOW);
    story.stage.sandbox.as("jane").setDueDate(PROJECT, 1, "2026-07-03");
    for (const lines of [moved("2026-07-01"), RHYTHM, moved("2026-07-02")]) {
      story.configure({ "cadence-call": lines });
      expect(await story.at(NOW)).toEqual([]);
      expect(story.agendas()).toEqual(["#1 cadence-call/2026-06-30 date 2026-07-02 due 2026-07-03"]);
    }
    const { state } = await story.stage.plan();
    expect(state.series[0]?.decisions.next).toMatchObject({
      date: "2026-07-03",
      reasons: [{ rule: "due-date-moved" }, { rule: "move-overruled" }],
    });
    // Put back to the day that the bot gave it, it follows the configuration again.
    story.stage.sandbox.as("jane").setDueDate(PROJECT, 1, "2026-07-02");
    story.configure({ "cadence-call": RHYTHM });
    expect(await story.at(NOW)).toEqual(["set-due-date"]);
    expect(story.agendas()).toEqual(["#1 cadence-call/2026-06-30 date 2026-06-30 due 2026-06-30"]);
  });

  it("leaves a due date alone that a person set while the run was on its way", async () => {
    await begin();
    story.configure({ "cadence-call": moved("2026-07-02") });
    for (const reads of [1, 2]) {
      let seen = 0;
      const remove = story.stage.sandbox.beforeRequest((request) => {
        if (request.method !== "GET" || !request.path.endsWith("/issues/1")) return;
        seen += 1;
        if (seen === reads) story.stage.sandbox.as("bob").setDueDate(PROJECT, 1, `2026-07-0${3 + reads}`);
      });
      await story.at(NOW);
      remove();
      expect(story.agendas()).toEqual([`#1 cadence-call/2026-06-30 date 2026-06-30 due 2026-07-0${3 + reads}`]);
      story.stage.sandbox.as("bob").setDueDate(PROJECT, 1, "2026-06-30");
    }
  });

  it("follows what a command asked for as a person's word", async () => {
    await begin();
    story.stage.sandbox.as("jane").comment(PROJECT, 1, "@cadence-bot move to 2026-07-01");
    await story.at(NOW);
    story.configure({ "cadence-call": moved("2026-07-02") });
    expect(await story.at(NOW)).toEqual([]);
    expect(story.agendas()).toEqual(["#1 cadence-call/2026-06-30 date 2026-06-30 due 2026-07-01"]);
  });
});
