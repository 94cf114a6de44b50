import { afterEach, describe, expect, it } from "vitest";
import { botAtWork } from "../../support/bot-at-work.ts";
import { command } from "../../support/command-line.ts";
import { PROJECT, type Stage } from "../../support/stage.ts";
import { closeAll, DAILY, fileOf, openAgendas, projectWith, runDaily, said, WEEKLY, writeAgenda } from "./world.ts";

let stage: Stage;
afterEach(() => stage.close());

/** The weekly call of Tuesday, 17 November, 10:00 to 10:50 in Berlin, with its agenda #1, which nobody closes. */
async function afterTheCall(lines: readonly string[] = [], more: { readonly kindHours?: true } = {}): Promise<Stage> {
  const made = await projectWith("2026-11-13T11:00:00Z", { "cadence-call": [...WEEKLY, ...lines] }, more);
  await made.run();
  return made;
}

async function runAt(at: string): Promise<void> {
  stage.sandbox.clock.set(at);
  await stage.run();
}

/** What a plan says people must look at, by rule. */
async function attention(rule: string): Promise<readonly string[]> {
  const { plan } = await stage.plan();
  return plan.skipped.filter(({ reason }) => reason.rule === rule).map(({ reason }) => reason.text);
}

const ASKED = "The call is over; closing this issue makes its follow-up.";

describe("an agenda that nobody closes", () => {
  it("is told to the team after a business day, and asked for in the project once after two", async () => {
    stage = await afterTheCall();
    await runAt("2026-11-18T09:49:00Z");
    expect(await attention("agenda-not-closed")).toEqual([]);
    await runAt("2026-11-18T09:50:00Z");
    expect(await attention("agenda-not-closed")).toEqual([
      "is still open after its call of Tue 17 Nov 2026: close it, which makes its follow-up; if the call did not take place, name its day under skip",
    ]);
    const check = await command(stage, ["check", "--project", PROJECT]);
    expect(check.out).toContain("agenda #1: is still open after its call of Tue 17 Nov 2026");
    const plan = await command(stage, ["plan", "--quiet", "--project", PROJECT]);
    expect(plan.out).toMatch(/! cadence-call 2026-11-17 {2}#1 .*is still open after its call/);
    const fleet = await command(stage, ["run", "--group", "account-management"]);
    expect(fleet.err).toContain(
      "agenda-not-closed  the agenda of the cadence-call of 2026-11-17, #1, is open since the call",
    );
    await runAt("2026-11-19T09:49:00Z");
    expect(said(stage, "not-closed")).toEqual([]);
    await runAt("2026-11-19T09:50:00Z");
    expect(said(stage, "not-closed").map(({ iid, body }) => [iid, body.split("\n\n")[1]])).toEqual([[1, ASKED]]);
    await runDaily(stage, "2026-11-20", "2026-11-23");
    expect(said(stage, "not-closed")).toHaveLength(1);
  });

  it("is not asked for again by a run that was killed before it noted that, nor where somebody deleted the comment", async () => {
    stage = await afterTheCall();
    stage.sandbox.clock.set("2026-11-19T10:00:00Z");
    stage.sandbox.faults.inject({ kind: "status", status: 403, times: 9, when: ({ method }) => method === "PUT" });
    await stage.run();
    expect(said(stage, "not-closed")).toHaveLength(1);
    stage.sandbox.faults.clear();
    await runAt("2026-11-19T10:10:00Z");
    expect(said(stage, "not-closed")).toHaveLength(1);
    expect(stage.sandbox.issue(PROJECT, 1).description).toContain(" told=2026-11-19T10:0");
  });

  it("waits for kind hours", async () => {
    stage = await afterTheCall(["duration: 50 minutes"], { kindHours: true });
    // A call in the evening: two business days later it is evening again.
    stage.sandbox.writeFile(
      PROJECT,
      ".gitlab/cadence.yml",
      fileOf({ "cadence-call": ["repeat: every week on tuesday at 18:30", "from: 2026-01-13"] }),
    );
    await runAt("2026-11-19T18:30:00Z");
    expect(said(stage, "not-closed")).toEqual([]);
    expect(await attention("kind-hours")).toContain(
      "the question whether #1 is done with waits for business hours, until Fri 20 Nov 2026, 08:00",
    );
    await runAt("2026-11-20T07:00:00Z");
    expect(said(stage, "not-closed")).toHaveLength(1);
  });

  it.each<[string, readonly string[], string | null]>([
    [
      "with follow_up: off, in neutral words",
      ["follow_up: off"],
      "The call is over; this issue can be closed once its notes are in.",
    ],
    ["with open items", ["follow_up: only-with-items"], ASKED],
    ["not where the follow-up needs no click", ["follow_up: after-call"], null],
    ["not where the file skips the call since", ["skip: [2026-11-17]"], null],
    ["not where the file moves the call since", ["move: { 2026-11-17: 2026-11-20 }"], null],
  ])("%s", async (_what, lines, expected) => {
    stage = await afterTheCall();
    stage.sandbox.as("jane").editDescription(PROJECT, 1, (text) => `${text}\n\n## Action items\n\n- [ ] @jane call\n`);
    stage.sandbox.clock.set("2026-11-17T11:30:00Z");
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", fileOf({ "cadence-call": [...WEEKLY, ...lines] }));
    await stage.run();
    await runAt("2026-11-19T10:00:00Z");
    expect(said(stage, "not-closed").map(({ body }) => body.split("\n\n")[1])).toEqual(
      expected === null ? [] : [expected],
    );
    if (expected === null) expect(await attention("agenda-not-closed")).toEqual([]);
  });

  it("not where people moved its day, nor once it is closed", async () => {
    stage = await afterTheCall();
    stage.sandbox.as("jane").setDueDate(PROJECT, 1, "2026-11-20");
    await runAt("2026-11-19T10:00:00Z");
    expect(said(stage, "not-closed")).toEqual([]);
    stage.sandbox.clock.set("2026-11-20T11:00:00Z");
    stage.sandbox.as("jane").close(PROJECT, 1);
    await runDaily(stage, "2026-11-21", "2026-11-23");
    expect(said(stage, "not-closed")).toEqual([]);
    expect(await attention("agenda-not-closed")).toEqual([]);
  });

  it("reminders: false says nothing in the project, and the team hears of it all the same", async () => {
    stage = await afterTheCall();
    const quiet = `${fileOf({ "cadence-call": WEEKLY })}reminders: false\n`;
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", quiet);
    await runAt("2026-11-19T10:00:00Z");
    expect(said(stage, "not-closed")).toEqual([]);
    expect(await attention("agenda-not-closed")).toHaveLength(1);
  });

  it("one at a time: nothing more is said while the one that was asked for is open", async () => {
    stage = await projectWith("2026-11-08T11:00:00Z", { standup: DAILY });
    await runDaily(stage, "2026-11-08", "2026-11-13");
    expect(said(stage, "not-closed")).toHaveLength(1);
    const open = openAgendas(stage);
    await closeAll(
      stage,
      open.slice(0, -1).map(({ iid }) => iid),
      "once",
    );
    await runDaily(stage, "2026-11-14", "2026-11-17");
    expect(said(stage, "not-closed")).toHaveLength(2);
  });

  it("20 old ones at the first run: nothing is said of any, and one line for all", async () => {
    stage = await projectWith("2026-11-20T11:00:00Z", { "cadence-call": WEEKLY });
    for (let week = 20; week > 0; week--) {
      const day = new Date(Date.parse("2026-11-03T00:00:00Z") - week * 7 * 86_400_000);
      writeAgenda(stage, day.toISOString().slice(0, "2026-01-01".length));
    }
    botAtWork(stage.sandbox, "2026-01-05T08:00:00Z");
    await stage.run();
    expect(said(stage, "not-closed")).toEqual([]);
    expect(await attention("agenda-not-closed")).toEqual([]);
    const check = await command(stage, ["check", "--project", PROJECT]);
    expect(check.out).toContain(
      "open agendas: #1, #2, #3, #4, #5 and 15 more: open since calls more than two weeks ago",
    );
  });

  it("counts as mail of its day: reminders give way to it", async () => {
    stage = await afterTheCall();
    const limited = `${fileOf({ "cadence-call": WEEKLY })}noise: { per_day: 1 }\n`;
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", limited);
    await runAt("2026-11-19T10:00:00Z");
    // Three people take part, and nobody else was mailed: it goes out, and uses the day up.
    expect(said(stage, "not-closed")).toHaveLength(1);
  });
});

describe("where an earlier version left its agendas open", () => {
  it("the newest alone is asked for", async () => {
    stage = await projectWith("2026-10-02T11:00:00Z", { "cadence-call": WEEKLY });
    const configuration = `${fileOf({ "cadence-call": WEEKLY })}reminders: false\n`;
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", configuration);
    await runDaily(stage, "2026-10-02", "2026-11-20");
    expect(openAgendas(stage).length).toBeGreaterThan(6);
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", fileOf({ "cadence-call": WEEKLY }));
    await runDaily(stage, "2026-11-21", "2026-11-23");
    expect(said(stage, "not-closed").map(({ iid }) => stage.sandbox.issue(PROJECT, iid).dueDate)).toEqual([
      "2026-11-17",
    ]);
  });
});
