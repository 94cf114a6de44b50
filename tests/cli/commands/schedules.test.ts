import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { command } from "../../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../../support/stage.ts";

const HEAD = "customer: Acme\ntimezone: Europe/Berlin\n";
const CALL = "meetings:\n  cadence-call:\n    repeat: every week on tuesday at 10:00\n    from: 2026-01-13\n";

let stage: Stage;
const directory = mkdtempSync(join(tmpdir(), "cadence-schedules-"));
let files = 0;
beforeAll(async () => {
  stage = await setStage("2026-11-16T10:00:00Z");
});
afterAll(() => stage.close());

/** Runs a command with these lines as the project's configuration. */
async function withFile(text: string, ...args: readonly string[]) {
  const file = join(directory, `cadence-${files++}.yml`);
  writeFileSync(file, text);
  return { file, ...(await command(stage, [...args, "--project", PROJECT, "--config", file])) };
}

describe("a schedule that cannot be meant", () => {
  const RULE = `${HEAD}meetings:\n  ebr:\n    rrule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n    at: 10:00\n    from: 2026-01-13\n`;

  it.each(["plan", "check", "explain", "run"])(
    "a rule that never meets ends %s with 2, file and line",
    async (verb) => {
      const { exitCode, err, file } = await withFile(RULE, verb);
      expect(exitCode).toBe(2);
      expect(err).toContain(`${file}:5:12  meetings.ebr.rrule`);
      expect(err).toContain("never meets");
    },
  );

  it.each(["plan", "check"])("a move of a day without a call ends %s with 2, file and line", async (verb) => {
    const text = `${HEAD}${CALL}    move:\n      2026-11-25: 2026-11-26\n`;
    const { exitCode, err, out, file } = await withFile(text, verb);
    expect(exitCode).toBe(2);
    expect(err).toContain(`${file}:8:7  meetings.cadence-call.move.2026-11-25`);
    expect(err).toContain("allowed   2026-11-24 | 2026-12-01");
    // What is right is looked at all the same.
    expect(out).toContain(verb === "plan" ? "= cadence-call 2026-11-24" : "ok       role");
  });

  it("a move that is over is no reason to stop: the rhythm may have changed since", async () => {
    const { exitCode } = await withFile(`${HEAD}${CALL}    move: { 2026-03-04: 2026-03-05 }\n`, "plan");
    expect(exitCode).toBe(0);
  });

  it("an unknown variable in a title is refused when the file is read", async () => {
    const { exitCode, err, file } = await withFile(`${HEAD}${CALL}    title: "Call {{dat}}"\n`, "plan");
    expect(exitCode).toBe(2);
    expect(err).toContain(`${file}:7:12  meetings.cadence-call.title`);
    expect(err).toMatch(/there is no variable dat\n +nearest +Call \{\{date\}\}/);
  });
});

describe("a call that is not on its usual day", () => {
  const MOVED = `${HEAD}${CALL}    move: { 2026-11-24: { to: 2026-11-26, at: 09:30, reason: trade fair } }\n`;
  const THANKS = `${HEAD}country: US\n${CALL.replace("tuesday", "thursday")}`;

  it.each([
    ["plan", MOVED, /= cadence-call 2026-11-26 .*moved from Tue 24 Nov 2026 to Thu 26 Nov 2026, 09:30: trade fair/],
    ["explain", MOVED, /= Thu 26 Nov 2026 .*moved from Tue 24 Nov 2026 to Thu 26 Nov 2026, 09:30: trade fair/],
    ["plan", THANKS, /= cadence-call 2026-11-27 .*shifted to Fri 27 Nov 2026: Thu 26 Nov 2026 is Thanksgiving/],
    ["explain", THANKS, /= Fri 27 Nov 2026 .*shifted to Fri 27 Nov 2026: Thu 26 Nov 2026 is Thanksgiving/],
  ])("%s says why", async (verb, text, expected) => {
    expect((await withFile(text, verb)).out).toMatch(expected);
  });

  it("the agenda that is made says it too", async () => {
    const { out } = await withFile(MOVED, "plan", "--at", "2026-11-25T10:00:00Z");
    expect(out).toMatch(/\+ agenda .*cadence-call {2}due: call tomorrow.*09:30: trade fair/);
  });
});

describe("several series", () => {
  const SERIES = `${HEAD}${CALL}  office-hours:\n    repeat: every week on tuesday at 14:00\n    from: 2026-01-13\n  ebr:\n    repeat: once on 2026-11-17 at 16:00\n`;

  it("have titles of their own and are named in each line", async () => {
    const { out } = await withFile(SERIES, "plan");
    expect(out).toMatch(/\+ agenda {2}GitLab \/ Acme CSM Call - 2026-11-17 +cadence-call {2}due/);
    expect(out).toMatch(/\+ agenda {2}GitLab \/ Acme Office Hours - 2026-11-17 +office-hours {2}due/);
    expect(out).toMatch(/\+ agenda {2}GitLab \/ Acme EBR - 2026-11-17 +ebr {2}due/);
  });

  it("keep the title that they or the defaults give, and have their name in it where it would be another one's", async () => {
    const plain = await withFile(SERIES.replace("meetings:", "defaults: { title: plain }\nmeetings:"), "plan");
    for (const name of ["CSM Call", "Office Hours", "EBR"])
      expect(plain.out).toMatch(new RegExp(`\\+ agenda {2}GitLab - ${name} - 2026-11-17`));
    const own = 'defaults: { title: "Sync on {{date}}" }\nmeetings:';
    const { out } = await withFile(SERIES.replace("meetings:", own), "plan");
    expect(out.match(/Sync on 2026-11-17/g)).toHaveLength(3);
    const named = 'defaults: { title: "{{series}} on {{date}}" }\nmeetings:';
    expect((await withFile(SERIES.replace("meetings:", named), "plan")).out).toContain("Office hours on 2026-11-17");
  });
});

describe("words of the command line and the file", () => {
  it("a day that does not exist is no instant", async () => {
    const { exitCode, err } = await withFile(`${HEAD}${CALL}`, "plan", "--at", "2026-02-30T09:00:00Z");
    expect([exitCode, err]).toEqual([2, expect.stringContaining("on a day that does not exist")]);
  });

  it("a file that is missing, and one that is a folder", async () => {
    const missing = await command(stage, ["plan", "--project", PROJECT, "--config", join(directory, "none.yml")]);
    expect([missing.exitCode, missing.err]).toEqual([2, expect.stringContaining("there is no such file")]);
    const folder = await command(stage, ["plan", "--project", PROJECT, "--config", directory]);
    expect([folder.exitCode, folder.err]).toEqual([2, expect.stringContaining("is a folder, not a file")]);
  });

  it.each([
    "token: glpat-AbCdEfGhIjKlMnOpQrSt",
    "gitlab_token: glpat-AbCdEfGhIjKlMnOpQrSt",
    "template_project: glpat-AbCdEfGhIjKlMnOpQrSt",
    "country: glptt-AbCdEfGhIjKlMnOpQrSt",
    "password: sesame",
  ])("a token in the file is to be revoked, and is not shown: %s", async (line) => {
    const { exitCode, err, out } = await withFile(`${HEAD}${line}\n${CALL}`, "plan");
    expect(exitCode).toBe(2);
    expect(err).toMatch(/revoke it in GitLab now[^]*GITLAB_TOKEN/);
    expect(err + out).not.toMatch(/AbCdEf|sesame/);
  });

  it("tags of YAML are refused", async () => {
    const { exitCode, err } = await withFile(`${HEAD.replace("Acme", '!!js/function "return 1"')}${CALL}`, "plan");
    expect([exitCode, err]).toEqual([2, expect.stringContaining("tags are not read")]);
  });

  it("a series that is paused has no preview, which is no failure", async () => {
    const { exitCode, err } = await withFile(`${HEAD}${CALL}    pause: 2026-01-01..\n`, "preview", "cadence-call");
    expect([exitCode, err]).toEqual([0, expect.stringContaining("has no next call")]);
  });

  it.each([
    "[2026-11-24]",
    "[{ date: 2026-11-24 }]",
    "[{ from: 2026-11-24, to: 2026-11-24 }]",
    "2026-11-24..2026-11-24",
  ])("a day is skipped in each way that it can be written: %s", async (skip) => {
    const text = `${HEAD}${CALL}    move: { 2026-11-24: 2026-11-26 }\n    skip: ${skip}\n`;
    const { exitCode, err } = await withFile(text, "plan");
    expect([exitCode, err]).toEqual([
      2,
      expect.stringContaining("the same call is moved here and left out under skip"),
    ]);
  });
});

describe("what check says of meetings beside each other", () => {
  const OTHER = (id: string, ...lines: readonly string[]) =>
    `  ${id}:\n    repeat: every week on tuesday at 14:00\n    from: 2026-01-13\n${lines.map((one) => `    ${one}\n`).join("")}`;
  const check = async (text: string) => (await withFile(`${HEAD}${text}`, "check")).out;

  it.each([
    ["a text of their own", `${CALL}    title: "Sync {{date}}"\n${OTHER("office-hours", 'title: "Sync {{date}}"')}`],
    ["the defaults", `defaults: { title: "Sync {{date}}" }\n${CALL}${OTHER("office-hours")}`],
    [
      "a name that the other has by its id",
      `${CALL}    title: "{{series}}"\n${OTHER("office-hours", 'title: "Cadence call"')}`,
    ],
    ["a word for two rhythms", `defaults: { title: "{{frequency}}" }\n${CALL}${OTHER("office-hours")}`],
  ])("the same title, by %s", async (_name, text) => {
    const out = await check(text);
    expect(out).toContain("meetings.office-hours: its agendas have the same title as those of cadence-call");
    const remedy = /remedy: (title: .*)/.exec(out)?.[1] ?? "";
    expect(remedy).toBe('title: "{{team_name}} / {{customer}} Office Hours - {{date}}"');
    expect(await check(`${text.replace(/(?<=office-hours:[^]*) {4}title: .*\n/, "")}    ${remedy}\n`)).not.toContain(
      "same",
    );
  });

  it.each([
    `${CALL}${OTHER("office-hours")}`,
    `${CALL}${OTHER("office-hours", "title: customer")}`,
    `defaults: { title: plain }\n${CALL}${OTHER("office-hours")}`,
    `${CALL}    title: "{{series}} {{date}}"\n${OTHER("office-hours", 'title: "{{series}} {{date}}"')}`,
    `${CALL}    title: "{{date}} {{time}}"\n${OTHER("office-hours", 'title: "{{date}} {{time}}"')}`,
  ])("nothing of titles that differ: %j", async (text) => {
    expect(await check(text)).not.toContain("same title");
  });

  it("an id after continues that nobody knows, with the one that was meant", async () => {
    const text = `${CALL}    continues: onbording\n${OTHER("onboarding")}`;
    expect(await check(text)).toMatch(
      /cadence-call: continues onbording, which is no meeting of the file.*\n.*continues: onboarding/,
    );
    expect(await check(text.replace("onbording", "onboarding"))).not.toContain("which is no meeting");
  });
});
