import { afterEach, describe, expect, it } from "vitest";
import { PROJECT } from "../../support/stage.ts";
import { type Story, tell } from "./story.ts";

let story: Story;
afterEach(() => story.stage.close());

const TUESDAYS = ["repeat: every week on tuesday at 10:00", "from: 2026-01-13"];

function moved(to: string): readonly string[] {
  return [...TUESDAYS, `move: { 2026-06-30: ${to} }`];
}

function writeAgenda(dueDate: string): number {
  const description = "## Action items\n\n- [ ] @bob order the cake\n";
  const labels = ["meeting-agenda"];
  return story.stage.sandbox.as("jane").createIssue(PROJECT, { title: "Our call", labels, dueDate, description });
}

function followUps(): readonly string[] {
  const found = story.stage.sandbox.issues(PROJECT).filter(({ labels }) => labels.includes("meeting-follow-up"));
  return found.map(({ title, state, notes }) => {
    const said = notes.some(({ body }) => body.includes("reopened")) ? ", reopened" : "";
    return `${title}: ${state}${said}`;
  });
}

/** Occurrences for which an agenda was ever made. */
function made(): readonly string[] {
  return story.stage.sandbox
    .issues(PROJECT)
    .flatMap(({ description }) => /cadence:v1 agenda cadence-call\/(\S+)/.exec(description)?.[1] ?? []);
}

describe("a call for which a person wrote an agenda, moved in the file then,", () => {
  it.each([
    ["2026-06-30", "2026-07-03"],
    ["2026-06-30", "2026-07-06"],
    ["2026-06-30", "2026-07-13"],
    ["2026-07-02", "2026-07-03"],
    ["2026-07-02", "2026-07-06"],
  ])("has this one agenda, due on %s, and its follow-up, wherever the file has it (%s)", async (due, to) => {
    story = await tell("2026-06-25T09:00:00Z", { "cadence-call": TUESDAYS });
    const iid = writeAgenda(due);
    await story.at("2026-06-25T10:00:00Z");
    story.configure({ "cadence-call": moved(to) });
    await story.at("2026-06-26T09:00:00Z");
    story.stage.sandbox.clock.set(`${due}T09:00:00Z`);
    story.stage.sandbox.as("jane").close(PROJECT, iid);
    for (const at of ["09:10:00", "09:20:00", "11:00:00"]) await story.at(`${due}T${at}Z`);
    expect(followUps()).toEqual(["Follow-up: Our call: opened"]);
    await story.at("2026-07-04T09:00:00Z");
    expect(made()).toEqual(["2026-07-07"]);
  });

  it.each(["2026-06-29T09:00:00Z", "2026-06-30T07:00:00Z"])("is skipped when that is closed at %s", async (closed) => {
    story = await tell("2026-06-25T09:00:00Z", { "cadence-call": TUESDAYS });
    const iid = writeAgenda("2026-06-30");
    story.configure({ "cadence-call": moved("2026-07-03") });
    await story.at("2026-06-26T09:00:00Z");
    story.stage.sandbox.clock.set(closed);
    story.stage.sandbox.as("jane").close(PROJECT, iid);
    for (const at of ["2026-06-30T07:10:00Z", "2026-06-30T11:00:00Z", "2026-07-04T09:00:00Z"]) await story.at(at);
    expect(followUps()).toEqual([]);
    expect(made()).toEqual(["2026-07-07"]);
  });
});

it.each([
  ["2026-07-04", "2026-07-04T10:00:00Z"],
  ["2026-07-05", "2026-07-06T10:00:00Z"],
  ["2026-07-06", "2026-07-06T10:00:00Z"],
])(
  "an agenda that a person wrote and moved ahead to %s is the call's, also once it is closed (%s)",
  async (due, closed) => {
    story = await tell("2026-06-27T09:00:00Z", { "cadence-call": TUESDAYS });
    await story.at("2026-06-27T09:00:00Z");
    const { sandbox } = story.stage;
    sandbox.clock.set("2026-06-30T09:00:00Z");
    sandbox.as("jane").close(PROJECT, 1);
    await story.at("2026-06-30T09:10:00Z");
    const iid = writeAgenda("2026-07-07");
    await story.at("2026-07-01T10:00:00Z");
    sandbox.as("jane").setDueDate(PROJECT, iid, due);
    await story.at("2026-07-02T10:00:00Z");
    sandbox.clock.set(closed);
    sandbox.as("jane").close(PROJECT, iid);
    for (const at of [closed.replace("10:00", "10:10"), "2026-07-06T12:00:00Z", "2026-07-07T12:00:00Z"])
      await story.at(at);
    expect(made()).toEqual(["2026-06-30"]);
    expect(followUps()).toContain("Follow-up: Our call: opened");
    await story.at("2026-07-11T12:00:00Z");
    expect(made()).toEqual(["2026-06-30", "2026-07-14"]);
  },
);

describe("a meeting that a person wrote for the day from which a call was moved", () => {
  /** The bot's agenda #1 of Tuesday 30 June was moved to Friday; jane writes #2 for Tuesday. */
  async function begin(): Promise<number> {
    story = await tell("2026-06-27T09:00:00Z", { "cadence-call": TUESDAYS });
    await story.at("2026-06-27T09:00:00Z");
    story.stage.sandbox.as("jane").setDueDate(PROJECT, 1, "2026-07-03");
    await story.at("2026-06-27T10:00:00Z");
    return writeAgenda("2026-06-30");
  }

  it("has a follow-up of its own, and so has the call", async () => {
    const iid = await begin();
    const { sandbox } = story.stage;
    sandbox.clock.set("2026-06-30T09:00:00Z");
    sandbox.as("jane").close(PROJECT, iid);
    for (const at of ["09:10:00", "09:20:00", "11:00:00"]) await story.at(`2026-06-30T${at}Z`);
    expect(followUps()).toEqual(["Follow-up: Our call: opened"]);
    sandbox.clock.set("2026-07-03T09:00:00Z");
    sandbox.as("jane").close(PROJECT, 1);
    for (const at of ["09:10:00", "09:20:00", "11:00:00"]) await story.at(`2026-07-03T${at}Z`);
    expect(followUps()).toEqual([
      "Follow-up: Our call: opened",
      `Follow-up: ${sandbox.issue(PROJECT, 1).title}: opened`,
    ]);
  });

  it("also where both are closed before a run comes", async () => {
    const iid = await begin();
    const { sandbox } = story.stage;
    sandbox.clock.set("2026-07-03T09:00:00Z");
    for (const one of [iid, 1]) sandbox.as("jane").close(PROJECT, one);
    for (const at of ["09:10:00", "09:20:00", "11:00:00"]) await story.at(`2026-07-03T${at}Z`);
    expect(followUps()).toHaveLength(2);
    expect(followUps().filter((one) => !one.endsWith(": opened"))).toEqual([]);
  });
});

describe("an agenda that a person writes for the very day of a call", () => {
  const THURSDAYS = ["repeat: every week on thursday at 10:00", "from: 2026-01-13"];

  it("is the one of that call when the rhythm comes to its day; the bot's own is named", async () => {
    story = await tell("2026-06-27T09:00:00Z", { "cadence-call": TUESDAYS });
    await story.at("2026-06-27T09:00:00Z");
    const iid = writeAgenda("2026-07-02");
    story.configure({ "cadence-call": THURSDAYS });
    expect(await story.at("2026-06-27T10:00:00Z")).toEqual([]);
    expect(story.agendas()).toEqual(["#1 cadence-call/2026-06-30 date 2026-06-30 due 2026-06-30"]);
    expect(await story.say("explain")).toMatch(/Thu 2 Jul 2026 +#2 .*has its agenda/);
    expect(await story.say("plan", "--quiet")).toContain(
      "is the agenda of Tue 30 Jun 2026, which the rhythm no longer plans: move its due date to 2026-07-09",
    );
    story.stage.sandbox.clock.set("2026-07-02T09:00:00Z");
    story.stage.sandbox.as("jane").close(PROJECT, iid);
    await story.at("2026-07-02T09:10:00Z");
    await story.at("2026-07-06T09:10:00Z");
    expect(followUps()).toEqual(["Follow-up: Our call: opened"]);
    expect(made()).toEqual(["2026-06-30", "2026-07-09"]);
  });

  it("beside the bot's own is named with it, and their one follow-up is that of the one that was closed first", async () => {
    story = await tell("2026-06-27T09:00:00Z", { "cadence-call": TUESDAYS });
    await story.at("2026-06-27T09:00:00Z");
    const iid = writeAgenda("2026-06-30");
    await story.at("2026-06-27T10:00:00Z");
    for (const verb of ["plan", "explain"])
      expect(await story.say(verb)).toContain(
        "is due on Tue 30 Jun 2026, when the call of cadence-call has its agenda, #1: close one of them, or leave it as",
      );
    const { sandbox } = story.stage;
    sandbox.clock.set("2026-06-30T09:00:00Z");
    sandbox.as("jane").close(PROJECT, iid);
    for (const at of ["09:10:00", "09:20:00", "11:00:00"]) await story.at(`2026-06-30T${at}Z`);
    expect(followUps()).toEqual(["Follow-up: Our call: opened"]);
    sandbox.as("jane").close(PROJECT, 1);
    for (const at of ["11:10:00", "11:20:00", "13:00:00"]) await story.at(`2026-06-30T${at}Z`);
    expect(followUps()).toEqual(["Follow-up: Our call: opened"]);
  });

  it("keeps no other series from its own, made by the first run of all", async () => {
    story = await tell("2026-06-28T09:00:00Z", {
      one: TUESDAYS,
      two: ["repeat: every tuesday at 14:00", "from: 2026-01-13"],
    });
    expect(await story.at("2026-06-28T14:00:00Z")).toEqual(["create-agenda", "create-agenda"]);
    expect(story.agendas()).toHaveLength(2);
  });

  it.each([
    ["before the look that comes right before the request", "GET", 0],
    ["after that look", "POST", 1],
  ])("while a run is about to make it, %s, is the only one", async (_when, method, closed) => {
    const series = { "cadence-call": TUESDAYS };
    story = await tell("2026-06-27T07:00:00Z", series);
    const { sandbox } = story.stage;
    // Something that the run sees.
    sandbox.as("jane").createIssue(PROJECT, { title: "Seen", labels: ["meeting-agenda"], dueDate: "2026-06-23" });
    sandbox.clock.set("2026-06-27T09:00:00Z");
    const stop = sandbox.beforeRequest((request) => {
      const isLast = method === "POST" ? request.method === "POST" : "created_after" in request.query;
      if (!isLast || !request.path.endsWith("/issues")) return;
      stop();
      writeAgenda("2026-06-30");
    });
    const { applied } = await story.stage.run();
    stop();
    expect(applied.map(({ outcome, iid }) => [outcome, iid])).toEqual([["put-off", 2]]);
    expect(made()).toHaveLength(closed);
    expect(story.agendas()).toEqual([]);
    expect(await story.at("2026-06-27T09:10:00Z")).toEqual([]);
    expect(await story.say("explain")).toMatch(/Tue 30 Jun 2026 +#2 .*has its agenda/);
  });
});
