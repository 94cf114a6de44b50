import { afterEach, describe, expect, it } from "vitest";
import { botAtWork } from "../../support/bot-at-work.ts";
import { command } from "../../support/command-line.ts";
import { kept, PROJECT, type Stage } from "../../support/stage.ts";
import {
  closeAll,
  DAILY,
  daysFrom,
  fileOf,
  followed,
  openAgendas,
  projectWith,
  runDaily,
  said,
  WEEKLY,
  writeAgenda,
} from "./world.ts";

let stage: Stage;
afterEach(() => stage.close());

/** Mails of GitLab to people since an instant that nobody but the bot caused. */
function mailsAbout(follow: Stage): readonly string[] {
  const { sandbox } = follow;
  const followUps = new Set(
    sandbox
      .issues(PROJECT)
      .filter(({ labels }) => labels.includes("meeting-follow-up"))
      .map(({ iid }) => iid),
  );
  return sandbox.notifications.filter(({ iid }) => followUps.has(iid)).map(({ user, cause }) => `${user} ${cause}`);
}

/** Two working weeks of a stand-up of which nobody closed an agenda: the last call was on Friday, 20 November. */
const neglected = kept(async () => {
  const made = await projectWith("2026-11-08T11:00:00Z", { standup: DAILY });
  await runDaily(made, "2026-11-08", "2026-11-20");
  return made;
});

const LAST_CALL = "2026-11-20";

describe("many agendas of one series closed together", () => {
  it.each([
    ["once", "oldest first", [LAST_CALL]],
    ["once", "newest first", [LAST_CALL]],
    ["after each", "oldest first", ["2026-11-09", "2026-11-10", "2026-11-11", LAST_CALL]],
    ["after each", "newest first", ["2026-11-18", "2026-11-19", LAST_CALL]],
  ] as const)("looked at %s, %s", async (looks, order, expected) => {
    stage = await neglected();
    const iids = openAgendas(stage).map(({ iid }) => iid);
    expect(iids).toHaveLength(10);
    await closeAll(stage, order === "oldest first" ? iids : iids.toReversed(), looks);
    expect(followed(stage)).toEqual(expected);
    // What is held back stays so, day by day, and the stand-up goes on to get its own.
    await runDaily(stage, "2026-11-21", "2026-11-23");
    const [monday] = openAgendas(stage);
    await closeAll(stage, [monday?.iid ?? 0], "once");
    await runDaily(stage, "2026-11-24", "2026-11-24");
    expect(followed(stage)).toEqual([...expected, "2026-11-23"]);
    const told = said(stage, "participants").length;
    expect(told).toBe(expected.length + 1);
    // One draft to the CSM, and one comment to each of the others and to her.
    const mails = mailsAbout(stage);
    expect(mails.filter((line) => line === "jane assigned")).toHaveLength(expected.length + 1);
    expect(mails.filter((line) => line === "bob mentioned")).toHaveLength(told);
  });

  it("what is held back is named, and made when somebody asks for it", async () => {
    stage = await neglected();
    await closeAll(
      stage,
      openAgendas(stage).map(({ iid }) => iid),
      "once",
    );
    const project = ["--project", PROJECT];
    const plan = await command(stage, ["plan", ...project]);
    expect(plan.out.match(/^ {2}! standup .* its follow-up is held back: .*$/gm)).toHaveLength(9);
    expect(plan.out).toContain("9 follow-ups are held back");
    expect(plan.out).toContain("cadence run --catch-up 9");
    const fleet = await command(stage, ["run", "--group", "account-management"]);
    expect(fleet.err).toContain("follow-ups-held-back  9 follow-ups of standup are held back");
    expect(fleet.err).toContain(`cadence run --project ${PROJECT} --catch-up 9 makes them`);
    const two = await command(stage, ["plan", ...project, "--catch-up", "2"]);
    expect(two.out).toContain("Apply with: cadence run --now --catch-up 2");
    expect((await command(stage, ["run", ...project, "--catch-up", "2"])).exitCode).toBe(0);
    expect(followed(stage)).toEqual(["2026-11-18", "2026-11-19", LAST_CALL]);
    await stage.run();
    expect(followed(stage)).toHaveLength(3);
    await command(stage, ["run", "--group", "account-management", "--catch-up", "100"]);
    expect(followed(stage)).toEqual(daysFrom("2026-11-09", LAST_CALL).filter((day) => !/-1[45]$/.test(day)));
  });

  it.each(["0", "-1", "five", "1.5", "", "1001", "99999"])("--catch-up %j is refused", async (count) => {
    stage = await projectWith("2026-11-08T11:00:00Z", { standup: DAILY });
    for (const name of ["run", "plan"]) {
      const { exitCode, err } = await command(stage, [name, "--project", PROJECT, "--catch-up", count]);
      expect([exitCode, err]).toEqual([2, expect.stringContaining("1 to 1000")]);
    }
  });

  it("three of them get one each", async () => {
    stage = await neglected();
    const newest = openAgendas(stage).slice(-3);
    await closeAll(
      stage,
      newest.map(({ iid }) => iid),
      "once",
    );
    expect(followed(stage)).toEqual(["2026-11-18", "2026-11-19", LAST_CALL]);
  });

  it("one that was forgotten for a week gets its own, whatever the others have", async () => {
    stage = await projectWith("2026-11-08T11:00:00Z", { standup: DAILY });
    for (const day of daysFrom("2026-11-08", LAST_CALL)) {
      await runDaily(stage, day, day);
      for (const { iid, dueDate } of openAgendas(stage)) {
        if (dueDate !== "2026-11-12") await closeAll(stage, [iid], "once");
      }
    }
    expect(followed(stage)).toHaveLength(9);
    await closeAll(
      stage,
      openAgendas(stage).map(({ iid }) => iid),
      "once",
    );
    expect(followed(stage)).toContain("2026-11-12");
  });

  it("four series on a Friday get four", async () => {
    const friday = ["repeat: every week on friday at 10:00", "from: 2026-01-16"];
    stage = await projectWith("2026-11-17T11:00:00Z", { a: friday, b: friday, c: friday, d: friday });
    await runDaily(stage, "2026-11-17", LAST_CALL);
    const iids = openAgendas(stage).map(({ iid }) => iid);
    expect(iids).toHaveLength(4);
    await closeAll(stage, iids, "once");
    expect(followed(stage)).toHaveLength(4);
  });
});

describe("a stand-up of every day gets its follow-up every day", () => {
  it.each([
    ["on its day", 0],
    ["on the business day after, when the next call is over", 1],
  ])("closed %s", async (_when, later) => {
    stage = await projectWith("2026-11-08T11:00:00Z", { standup: DAILY });
    for (const day of daysFrom("2026-11-08", "2026-12-04")) {
      await runDaily(stage, day, day);
      const open = openAgendas(stage);
      const done = open.slice(0, Math.max(0, open.length - later));
      await closeAll(
        stage,
        done.map(({ iid }) => iid),
        "once",
      );
    }
    const days = daysFrom("2026-11-09", "2026-12-04").filter((day) => ![0, 6].includes(new Date(day).getUTCDay()));
    expect(followed(stage)).toEqual(later === 0 ? days : days.slice(0, -1));
  });

  it("also after a flood", async () => {
    stage = await neglected();
    await closeAll(
      stage,
      openAgendas(stage).map(({ iid }) => iid),
      "after each",
    );
    for (const day of daysFrom("2026-11-21", "2026-11-27")) {
      await runDaily(stage, day, day);
      const [yesterday] = openAgendas(stage).slice(0, -1);
      if (yesterday !== undefined) await closeAll(stage, [yesterday.iid], "once");
    }
    expect(followed(stage).slice(-4)).toEqual(["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"]);
  });
});

describe("thirteen of the bot's own agendas closed at once", () => {
  it("whose items were carried on and on: two follow-ups, and nobody is reminded of what the others hold", async () => {
    stage = await projectWith("2026-08-21T11:00:00Z", { "cadence-call": WEEKLY });
    for (const friday of daysFrom("2026-08-21", "2026-11-13").filter((_day, index) => index % 7 === 0)) {
      await runDaily(stage, friday, friday);
      const made = stage.sandbox.issues(PROJECT).findLast(({ labels }) => labels.includes("meeting-agenda"));
      const item = `- [ ] @sam Send what we agreed before ${friday}`;
      if (made !== undefined)
        stage.sandbox.as("jane").editDescription(PROJECT, made.iid, (text) => `${text}\n## Notes\n\n${item}\n`);
    }
    await runDaily(stage, "2026-11-17", "2026-11-18");
    const iids = openAgendas(stage).map(({ iid }) => iid);
    expect(iids).toHaveLength(13);
    const before = stage.sandbox.notifications.length;
    await closeAll(stage, iids, "after each");
    stage.sandbox.clock.advance(2 * 3_600_000);
    await stage.run();
    expect(followed(stage)).toEqual(["2026-11-10", "2026-11-17"]);
    expect(said(stage, "reminder")).toEqual([]);
    const mails = stage.sandbox.notifications.slice(before).filter(({ cause }) => cause !== "closed");
    expect(mails.filter(({ user }) => user === "bob").map(({ cause }) => cause)).toEqual(["mentioned", "mentioned"]);
  });
});

describe("62 old agendas closed in an afternoon", () => {
  /** A year and more of weekly calls, half of them labelled otherwise, some of them of other days than the rhythm's. */
  async function mess(labelled: (index: number) => readonly string[]): Promise<readonly number[]> {
    stage = await projectWith("2026-11-20T11:00:00Z", { "cadence-call": WEEKLY });
    botAtWork(stage.sandbox, "2025-09-01T08:00:00Z");
    const tuesdays = daysFrom("2025-09-16", "2026-11-17").filter((_day, index) => index % 7 === 0);
    const iids = tuesdays.slice(-62).map((day, index) => writeAgenda(stage, day, labelled(index)));
    expect(iids).toHaveLength(62);
    return iids;
  }

  it.each(["once", "after each"] as const)("three calls of the last two weeks get one, looked at %s", async (looks) => {
    const iids = await mess(() => ["meeting-agenda"]);
    await stage.run();
    await closeAll(stage, iids, looks);
    expect(followed(stage)).toEqual(["2026-11-10", "2026-11-17"]);
    const { plan } = await stage.plan();
    const old = plan.skipped.filter(({ reason }) => reason.rule === "call-too-long-ago");
    expect(old.map(({ reason }) => reason.text)).toEqual([
      "#2, #3, #4, #5, #6 and 55 more: closed more than two weeks after the call, which gets no follow-up any more",
    ]);
    stage.sandbox.clock.advance(2 * 3_600_000);
    await stage.run();
    expect(said(stage, "participants")).toHaveLength(2);
  });

  it("renamed, unlabelled and with a rhythm that begins in the future", async () => {
    const iids = await mess((index) => (index % 3 === 0 ? [] : ["meeting-agenda"]));
    const future = fileOf({ "cadence-call": WEEKLY }).replace("from: 2026-01-13", "from: 2027-01-05");
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", future);
    await stage.run();
    for (const iid of iids.slice(0, 20)) stage.sandbox.as("jane").setTitle(PROJECT, iid, `Old ${iid}`);
    const before = stage.sandbox.notifications.length;
    await closeAll(stage, iids, "after each");
    expect(followed(stage).length).toBeLessThanOrEqual(2);
    const mails = stage.sandbox.notifications.slice(before);
    expect(mails.filter(({ cause }) => cause === "mentioned")).toEqual([]);
    // Drafts alone go to the CSM.
    expect(new Set(mails.filter(({ cause }) => cause !== "closed").map(({ user }) => user))).toEqual(new Set(["jane"]));
  });
});
