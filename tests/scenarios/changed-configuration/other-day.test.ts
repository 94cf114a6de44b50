import { afterEach, describe, expect, it } from "vitest";
import { botAtWork } from "../../support/bot-at-work.ts";
import { PROJECT } from "../../support/stage.ts";
import { type Story, tell } from "./story.ts";

let story: Story;
afterEach(() => story.stage.close());

function weekly(day: string, from: string, more: readonly string[] = []): readonly string[] {
  return [`repeat: every week on ${day} at 10:00`, `from: ${from}`, ...more];
}

const TUESDAYS = weekly("tuesday", "2026-01-13");
const LEADERSHIP = ["repeat: quarterly on the second wednesday at 14:00", "from: 2026-01-01", "lead_time: 3 days"];

/** Agenda #1 of Tuesday 30 June is made on Saturday 27 June. */
async function begin(others: Readonly<Record<string, readonly string[]>> = {}): Promise<void> {
  story = await tell("2026-06-27T09:00:00Z", { "cadence-call": TUESDAYS, ...others });
  await story.at("2026-06-27T09:00:00Z");
  expect(story.agendas()).toEqual(["#1 cadence-call/2026-06-30 date 2026-06-30 due 2026-06-30"]);
}

describe("the weekday of a series changes while an agenda is open", () => {
  it.each([
    ["wednesday", "2026-07-01"],
    ["thursday", "2026-07-02"],
    ["friday", "2026-07-03"],
    ["saturday", "2026-07-04"],
    ["sunday", "2026-06-28"],
    ["monday", "2026-06-29"],
  ])("to %s: the open agenda becomes that of the new day, once, and no second one is made", async (day, date) => {
    await begin();
    story.configure({ "cadence-call": weekly(day, "2026-06-28") });
    const before = story.stage.sandbox.requests.all.length;
    expect(await story.at("2026-06-27T10:00:00Z")).toEqual(["set-due-date"]);
    const writes = story.stage.sandbox.requests.all.slice(before).filter(({ method }) => method !== "GET");
    expect(writes.map(({ body }) => Object.keys(body).sort())).toEqual([["description", "due_date"]]);
    const adopted = [`#1 cadence-call/${date} date ${date} due ${date}`];
    expect(story.agendas()).toEqual(adopted);
    for (let hour = 0; hour <= 24 * 8; hour += 12) {
      const at = new Date(Date.parse("2026-06-27T11:00:00Z") + hour * 3_600_000).toISOString();
      await story.at(at);
      if (at.slice(0, 10) <= date) expect(story.agendas(), at).toEqual(adopted);
    }
    const days = story.stage.sandbox.issues(PROJECT).map((issue) => issue.dueDate);
    expect(new Set(days).size, `${days}`).toBe(days.length);
  });

  it("and back again", async () => {
    await begin();
    story.configure({ "cadence-call": weekly("thursday", "2026-01-13") });
    await story.at("2026-06-27T10:00:00Z");
    story.configure({ "cadence-call": TUESDAYS });
    expect(await story.at("2026-06-27T11:00:00Z")).toEqual(["set-due-date"]);
    expect(story.agendas()).toEqual(["#1 cadence-call/2026-06-30 date 2026-06-30 due 2026-06-30"]);
    expect(await story.at("2026-06-30T07:00:00Z")).toEqual([]);
  });

  it("a fortnightly call goes to any day of its week", async () => {
    story = await tell("2026-06-26T09:00:00Z", {
      call: ["repeat: every 2 weeks on monday at 10:00", "from: 2026-06-29"],
    });
    await story.at("2026-06-26T09:00:00Z");
    story.configure({ call: ["repeat: every 2 weeks on friday at 10:00", "from: 2026-06-29"] });
    expect(await story.at("2026-06-26T10:00:00Z")).toEqual(["set-due-date"]);
    expect(story.agendas()).toEqual(["#1 call/2026-07-03 date 2026-07-03 due 2026-07-03"]);
  });

  it("keeps the day that a person gave the agenda", async () => {
    await begin();
    story.stage.sandbox.as("bob").setDueDate(PROJECT, 1, "2026-07-01");
    story.configure({ "cadence-call": weekly("thursday", "2026-06-28") });
    await story.at("2026-06-27T10:00:00Z");
    expect(story.agendas()).toEqual(["#1 cadence-call/2026-07-02 date 2026-07-02 due 2026-07-01"]);
    expect(await story.at("2026-06-30T10:00:00Z")).toEqual([]);
    expect(story.agendas()).toHaveLength(1);
  });

  it("does not take the agenda of a call that has begun for the next one", async () => {
    await begin();
    // 10:30 in Berlin: the call of 10:00 is running.
    story.configure({ "cadence-call": weekly("thursday", "2026-01-13") });
    await story.at("2026-06-30T08:30:00Z");
    expect(story.agendas()).toEqual([
      "#1 cadence-call/2026-06-30 date 2026-06-30 due 2026-06-30",
      "#2 cadence-call/2026-07-02 date 2026-07-02 due 2026-07-02",
    ]);
  });

  it.each(["Pacific/Auckland", "America/Los_Angeles"])("goes by the day of the project's zone, %s", async (zone) => {
    const head = `timezone: ${zone}\n`;
    const call = (day: string) => ({
      call: [`repeat: every week on ${day} at 08:00`, "from: 2026-01-05", "lead_time: 3 days"],
    });
    story = await tell("2026-06-30T00:00:00Z", call("thursday"));
    story.configure(call("thursday"), head);
    await story.at("2026-06-30T00:00:00Z");
    const [before] = story.agendas();
    expect(before).toContain("call/2026-07-02");
    // Half an hour before it begins, on the clock of the zone.
    const start = zone === "Pacific/Auckland" ? "2026-07-01T19:30:00Z" : "2026-07-02T14:30:00Z";
    story.configure(call("friday"), head);
    await story.at(start);
    expect(story.agendas()).toEqual(["#1 call/2026-07-03 date 2026-07-03 due 2026-07-03"]);
  });

  it("ends the younger of two agendas that were made for the former day", async () => {
    await begin();
    const { sandbox } = story.stage;
    const { title, description, labels } = sandbox.issue(PROJECT, 1);
    sandbox.as("cadence-bot").createIssue(PROJECT, { title, description, labels: [...labels], dueDate: "2026-06-30" });
    story.configure({ "cadence-call": weekly("thursday", "2026-06-28") });
    await story.at("2026-06-27T10:00:00Z");
    expect(story.agendas()).toEqual(["#1 cadence-call/2026-07-02 date 2026-07-02 due 2026-07-02"]);
  });
});

describe("two series", () => {
  it("never take each other's agendas, whatever becomes of their rhythm", async () => {
    story = await tell("2026-07-04T09:00:00Z", { "cadence-call": TUESDAYS, leadership: LEADERSHIP });
    await story.at("2026-07-04T09:00:00Z");
    expect(story.agendas()).toEqual(["#1 cadence-call/2026-07-07 date 2026-07-07 due 2026-07-07"]);
    story.stage.sandbox
      .as("jane")
      .editDescription(PROJECT, 1, (text) => `${text}\n## Action Items\n\n- [ ] @bob one\n`);
    const fortnightly = ["repeat: every 2 weeks on tuesday at 10:00", "from: 2026-07-14"];
    story.configure({ "cadence-call": fortnightly, leadership: LEADERSHIP });
    await story.at("2026-07-05T09:00:00Z");
    const { state } = await story.stage.plan();
    expect(state.series[1]?.agendas).toEqual([]);
    await story.at("2026-07-06T15:00:00Z");
    expect(story.agendas()).toContain("#2 leadership/2026-07-08 date 2026-07-08 due 2026-07-08");
    expect(story.stage.sandbox.issue(PROJECT, 2).description).not.toContain("@bob one");
    await story.at("2026-07-11T09:00:00Z");
    expect(story.stage.sandbox.issue(PROJECT, 3).description).toContain("bob one");
  });

  it("that change days with each other keep their own agendas", async () => {
    const day = (one: string) => weekly(one, "2026-06-28");
    story = await tell("2026-06-29T09:00:00Z", { one: day("tuesday"), two: day("thursday") });
    await story.at("2026-06-29T09:00:00Z");
    expect(story.agendas()).toHaveLength(2);
    story.configure({ one: day("thursday"), two: day("tuesday") });
    await story.at("2026-06-29T10:00:00Z");
    expect(story.agendas()).toEqual([
      "#1 one/2026-07-02 date 2026-07-02 due 2026-07-02",
      "#2 two/2026-06-30 date 2026-06-30 due 2026-06-30",
    ]);
    expect(await story.at("2026-06-29T11:00:00Z")).toEqual([]);
  });
});

describe("an agenda that a person wrote, of a call that was held", () => {
  const FOLLOW_UP = "Follow-up: Our call";

  /** The call of Tuesday 30 June was held by an agenda of jane's, due on `due`; `closed` is when she closed it. */
  async function held(due: string, closed: string): Promise<void> {
    story = await tell("2026-06-26T09:00:00Z", { "cadence-call": weekly("tuesday", "2026-01-13") });
    const { sandbox } = story.stage;
    const description = "## Action items\n\n- [ ] @bob order the cake\n- [ ] @sam book the room\n";
    sandbox
      .as("jane")
      .createIssue(PROJECT, { title: "Our call", labels: ["meeting-agenda"], dueDate: due, description });
    await story.at("2026-06-26T09:00:00Z");
    botAtWork(sandbox);
    sandbox.clock.set(closed);
    sandbox.as("jane").close(PROJECT, 1);
  }

  const followUps = () => story.stage.sandbox.issues(PROJECT).filter(({ title }) => title.startsWith(FOLLOW_UP));

  it.each([
    ["2026-06-30", "wednesday"],
    ["2026-06-30", "friday"],
    ["2026-06-29", "monday"],
    ["2026-07-01", "sunday"],
  ])("due on %s keeps its one follow-up when the series goes to %s, and to another id", async (due, day) => {
    await held(due, "2026-07-01T09:00:00Z");
    expect(await story.at("2026-07-01T09:10:00Z")).toContain("create-follow-up");
    const [followUp] = followUps();
    for (const [id, more] of [
      ["cadence-call", []],
      ["calls", ["continues: cadence-call"]],
    ] as const) {
      story.configure({ [id]: weekly(day, "2026-01-13", more) });
      await story.at("2026-07-01T10:20:00Z");
      expect(followUps()).toHaveLength(1);
    }
    story.stage.sandbox.as("bob").tick(PROJECT, followUp?.iid ?? 0, "order the cake");
    await story.at("2026-07-01T12:00:00Z");
    expect(story.stage.sandbox.issue(PROJECT, 1).description).toContain("- [x] @bob order the cake");
    story.stage.sandbox.as("sam").tick(PROJECT, 1, "book the room");
    await story.at("2026-07-01T12:30:00Z");
    expect(followUps()[0]?.description).toMatch(/\[x\] book the room/);
    expect(followUps()).toHaveLength(1);
  });

  it("is not taken for the next call when the weekday goes to a day that is still to come", async () => {
    await held("2026-06-30", "2026-06-30T09:00:00Z");
    story.configure({ "cadence-call": weekly("thursday", "2026-01-13") });
    expect(await story.at("2026-06-30T10:00:00Z")).toEqual(
      expect.arrayContaining(["create-agenda", "create-follow-up"]),
    );
    expect(story.agendas()).toEqual(["#3 cadence-call/2026-07-02 date 2026-07-02 due 2026-07-02"]);
  });
});
