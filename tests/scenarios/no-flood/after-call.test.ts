import { afterEach, describe, expect, it } from "vitest";
import { PROJECT, type Stage } from "../../support/stage.ts";
import { DAILY, fileOf, followed, openAgendas, projectWith, runDaily, said, WEEKLY, writeAgenda } from "./world.ts";

let stage: Stage;
afterEach(() => stage.close());

const AFTER_CALL = [...WEEKLY, "follow_up: after-call"];

/** The weekly call of Tuesday, 17 November, 10:00 to 10:50 in Berlin, with its agenda #1. */
async function withAgenda(lines = AFTER_CALL, more: { readonly kindHours?: true } = {}): Promise<Stage> {
  const made = await projectWith("2026-11-13T11:00:00Z", { "cadence-call": lines }, more);
  await made.run();
  write(made, "- [ ] @bob Upload the diagram, due 2026-11-24");
  return made;
}

function write({ sandbox }: Stage, item: string): void {
  sandbox.as("jane").editDescription(PROJECT, 1, (text) => `${text}\n\n## Action items\n\n${item}\n`);
}

async function runAt(at: string) {
  stage.sandbox.clock.set(at);
  return stage.run();
}

/** The follow-up: the newest issue with its label. */
function followUp() {
  const found = stage.sandbox.issues(PROJECT).findLast(({ labels }) => labels.includes("meeting-follow-up"));
  if (found === undefined) throw new Error("there is no follow-up");
  return found;
}

describe("follow_up: after-call", () => {
  it("makes the draft when the call is over, and tells the participants an hour later; the agenda stays open", async () => {
    stage = await withAgenda();
    const { plan } = await runAt("2026-11-17T09:49:00Z");
    expect(followed(stage)).toEqual([]);
    expect(plan.nextWakeAt).toBe("2026-11-17T09:50:00Z");
    await runAt("2026-11-17T09:50:00Z");
    expect(followed(stage)).toEqual(["2026-11-17"]);
    expect(followUp()).toMatchObject({ state: "opened", assignees: ["jane"] });
    await runAt("2026-11-17T10:50:00Z");
    expect(said(stage, "participants")).toHaveLength(1);
    expect(stage.sandbox.issue(PROJECT, 1).state).toBe("opened");
    await runDaily(stage, "2026-11-18", "2026-11-20");
    expect(said(stage, "not-closed")).toEqual([]);
  });

  it("waits for kind hours, since nobody clicked", async () => {
    const evening = ["repeat: every week on tuesday at 18:30", "from: 2026-01-13", "follow_up: after-call"];
    stage = await withAgenda(evening, { kindHours: true });
    const { plan } = await runAt("2026-11-17T18:30:00Z");
    expect(plan.skipped.map(({ reason }) => reason.text)).toContain(
      "the follow-up of #1 waits for business hours, until Wed 18 Nov 2026, 08:00",
    );
    await runAt("2026-11-18T07:00:00Z");
    expect(followed(stage)).toEqual(["2026-11-17"]);
  });

  it("an agenda closed before that gets it at once", async () => {
    stage = await withAgenda();
    stage.sandbox.clock.set("2026-11-17T09:30:00Z");
    stage.sandbox.as("jane").close(PROJECT, 1);
    await stage.run();
    expect(followed(stage)).toEqual(["2026-11-17"]);
  });

  it("is brought up to date while it is a draft, and when somebody closes the agenda; an hour counts from then", async () => {
    stage = await withAgenda();
    await runAt("2026-11-17T09:50:00Z");
    const { iid } = followUp();
    write(stage, "- [ ] @sam Book a room");
    await runAt("2026-11-17T10:00:00Z");
    expect(stage.sandbox.issue(PROJECT, iid).description).toContain("Book a room");
    stage.sandbox.clock.set("2026-11-17T10:30:00Z");
    write(stage, "- [ ] @sam Send the slides");
    stage.sandbox.as("jane").close(PROJECT, 1);
    await runAt("2026-11-17T10:35:00Z");
    expect(stage.sandbox.issue(PROJECT, iid).description).toContain("Send the slides");
    await runAt("2026-11-17T11:20:00Z");
    expect(said(stage, "participants")).toEqual([]);
    await runAt("2026-11-17T11:30:00Z");
    expect(said(stage, "participants")).toHaveLength(1);
    expect(followed(stage)).toHaveLength(1);
  });

  it("is told once, also where the agenda is closed, reopened and closed later", async () => {
    stage = await withAgenda();
    await runAt("2026-11-17T09:50:00Z");
    await runAt("2026-11-17T10:50:00Z");
    stage.sandbox.clock.set("2026-11-18T09:00:00Z");
    stage.sandbox.as("jane").close(PROJECT, 1);
    await runAt("2026-11-18T09:05:00Z");
    stage.sandbox.as("jane").reopen(PROJECT, 1);
    await runAt("2026-11-18T09:10:00Z");
    await runAt("2026-11-18T11:10:00Z");
    expect(followUp().state).toBe("opened");
    expect(said(stage, "participants")).toHaveLength(1);
    expect(said(stage, "taken-back")).toEqual([]);
  });

  it("is taken back where people move the call to a day to come, and comes back after it", async () => {
    stage = await withAgenda();
    await runAt("2026-11-17T09:50:00Z");
    stage.sandbox.clock.set("2026-11-17T10:00:00Z");
    stage.sandbox.as("jane").setDueDate(PROJECT, 1, "2026-11-19");
    await runAt("2026-11-17T10:05:00Z");
    expect(followUp().state).toBe("closed");
    await runAt("2026-11-19T09:55:00Z");
    expect(followUp().state).toBe("opened");
    expect(followed(stage)).toHaveLength(1);
  });

  it.each([
    ["the file skips the call", ["skip: [2026-11-17]"]],
    ["the rhythm begins in the future", []],
  ])("none where %s", async (what, lines) => {
    stage = await withAgenda();
    const file = fileOf({ "cadence-call": [...AFTER_CALL, ...lines] });
    const future = what.includes("future") ? file.replace("from: 2026-01-13", "from: 2027-01-05") : file;
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", future);
    await runAt("2026-11-17T12:00:00Z");
    expect(followed(stage)).toEqual([]);
  });

  it("one that people wrote for a day of its own gets it at five in the afternoon", async () => {
    const monthly = ["repeat: every 4 weeks on tuesday at 10:00", "from: 2026-01-13", "follow_up: after-call"];
    stage = await projectWith("2026-12-03T08:00:00Z", { "cadence-call": monthly });
    writeAgenda(stage, "2026-12-03");
    await runAt("2026-12-03T15:59:00Z");
    expect(followed(stage)).toEqual([]);
    await runAt("2026-12-03T16:00:00Z");
    expect(followed(stage)).toEqual(["2026-12-03"]);
  });

  it("switched on for a stand-up of which many agendas are open, the newest alone gets one, and each new call its own", async () => {
    stage = await projectWith("2026-11-08T11:00:00Z", { standup: DAILY });
    await runDaily(stage, "2026-11-08", "2026-11-20");
    expect(openAgendas(stage)).toHaveLength(10);
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", fileOf({ standup: [...DAILY, "follow_up: after-call"] }));
    await runDaily(stage, "2026-11-21", "2026-11-27");
    expect(followed(stage)).toEqual([
      "2026-11-20",
      "2026-11-23",
      "2026-11-24",
      "2026-11-25",
      "2026-11-26",
      "2026-11-27",
    ]);
  });
});
