import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { command } from "../../support/command-line.ts";
import { BARE, type BareStage, INTERNAL, setBareStage } from "../../support/state/bare-project.ts";

const FIRST = ["init", "--project", BARE, "--timezone", "Europe/Berlin"];

let stage: BareStage;
beforeEach(async () => {
  stage = await setBareStage();
});
afterEach(() => stage.close());

describe("cadence init", () => {
  it("shows everything first, files in full, and writes nothing", async () => {
    const { exitCode, out, err } = await command(stage, FIRST);
    expect([exitCode, err, stage.sandbox.requests.writes]).toEqual([0, "", 0]);
    expect(out).toMatch(new RegExp(`^Acme {2}${BARE}\n`));
    expect(out).toMatch(/\+ file +\.gitlab\/cadence\.yml +the project has none/);
    expect(out).toContain('| account_team: ["@jane", "@sam"]');
    expect(out).toContain('| attendees: ["@bob", "@alice"]');
    expect(out).toContain("| # How our calls work in this project");
    expect(out).not.toContain("issue_templates");
    expect(out).toMatch(/\+ label +meeting-agenda +the configuration uses it/);
    expect(out).toMatch(/\+ merge request +cadence-init +from cadence-init into main/);
    expect(out).toContain("cadence hooks apply --project");
    expect(out).toContain("9 writes to do. Nothing was written. Do it with the same command and --apply.");
  });

  it("shows the templates where somebody wants them as files", async () => {
    const { out } = await command(stage, [...FIRST, "--templates"]);
    expect(out).toContain("| {{action_items}}");
  });

  it("opens a merge request; once it is merged, calls are planned", async () => {
    const { exitCode, out } = await command(stage, [...FIRST, "--country", "DE", "--apply"]);
    expect([exitCode, out.split("\n").at(-2)]).toEqual([
      0,
      `Done. Read and merge ${stage.sandbox.url}/${BARE}/-/merge_requests/1`,
    ]);
    expect(Object.keys(stage.sandbox.files(BARE))).toEqual(["README.md"]);
    const again = await command(stage, ["init", "--project", BARE, "--apply"]);
    expect(again.out).toContain("Nothing to do but to read and merge");
    stage.sandbox.as("jane").merge(BARE, 1);
    const merged = await command(stage, ["init", "--project", BARE, "--apply"]);
    expect(merged.out.split("\n").at(-1)).toBe("Nothing to do.");
    const planned = await command(stage, ["plan", "--project", BARE]);
    expect(planned.exitCode).toBe(0);
    expect(planned.out).toContain("+ agenda  GitLab / Acme CSM Call - 2026-01-13");
  });

  it("commits to the default branch with --commit, where the role allows it", async () => {
    const refused = await command(stage, [...FIRST, "--commit", "--apply"]);
    expect([refused.exitCode, stage.sandbox.requests.writes]).toEqual([1, 0]);
    expect(refused.out).toContain("the branch main is protected, and @cadence-bot (Developer) may not push to it");
    expect(refused.out).toContain("leave --commit away for a merge request");
    stage.sandbox.setMember(BARE, "cadence-bot", 40);
    expect((await command(stage, [...FIRST, "--commit", "--apply"])).exitCode).toBe(0);
    expect(stage.sandbox.files(BARE)[".gitlab/cadence.yml"]).toContain("customer: Acme");
    expect(stage.sandbox.mergeRequests(BARE)).toEqual([]);
  });

  it("keeps a configuration that is there, in order or not", async () => {
    const own =
      "customer: Globex\ntimezone: UTC\nmeetings: { weekly: { repeat: every week on monday at 9:00, from: 2026-01-05 } }\n";
    stage.sandbox.writeFile(BARE, ".gitlab/cadence.yml", own);
    const { exitCode, out } = await command(stage, ["init", "--project", BARE, "--apply"]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/= file +\.gitlab\/cadence\.yml +the project has one for Globex, and it is in order/);
    expect(stage.sandbox.files(BARE, "cadence-init")[".gitlab/cadence.yml"]).toBe(own);
    stage.sandbox.writeFile(BARE, ".gitlab/cadence.yml", own.replace("every week", "bi-weekly"));
    const broken = await command(stage, ["init", "--project", BARE, "--apply"]);
    expect(broken.exitCode).toBe(2);
    expect(broken.out).toMatch(/- file .*mistakes \(line 3, meetings\.weekly\.repeat: .*cadence check says all/);
  });

  it("makes the pipeline schedule in the internal project, which check then looks at", async () => {
    const schedule = ["--schedule-project", INTERNAL, "--cron", "23 */2  * * *"];
    const { out } = await command(stage, [...FIRST, ...schedule, "--commit", "--json"]);
    const [document] = JSON.parse(out).projects;
    expect(document).toMatchObject({
      applied: false,
      schedule: { verdict: "create", schedule: { cron: "23 */2 * * *" } },
    });
    await command(stage, [...FIRST, ...schedule, "--apply"]);
    stage.sandbox.as("jane").merge(BARE, 1);
    const check = () => command(stage, ["check", "--project", BARE, "--schedule-project", INTERNAL]);
    const sound = await check();
    expect(sound.out).toContain(`ok       pipeline schedule in ${INTERNAL}`);
    expect([sound.exitCode, sound.out.includes("runs next at 2026-01-12T10:23:00.000Z")]).toEqual([0, true]);
    stage.sandbox.clock.advance(2 * 86_400_000);
    const late = await check();
    expect([late.exitCode, late.out.includes("did not run: it was due at 2026-01-12T10:23:00.000Z")]).toEqual([
      1,
      true,
    ]);
    const job = { CI_PROJECT_ID: String((await stage.dependencies().internal.setup.getProject()).id) };
    const inJob = await command(stage, ["check", "--project", BARE], job);
    expect([inJob.exitCode, inJob.out.includes("did not run")]).toEqual([0, true]);
  });

  it.each([
    [["init", "--project", BARE], /--timezone\n +problem .*the clock that its calls keep cannot be guessed/],
    [[...FIRST, "--cron", "17 * * * *"], /--cron\n.*\n.*not in which internal project/],
    [[...FIRST, "--schedule-project", INTERNAL, "--cron", "hourly"], /--cron\n.*\n.*not a cron expression/],
    [[...FIRST, "--repeat", "bi-monthly on tuesday"], /command line {2}--repeat/],
    [[...FIRST, "--schedule-project", "internal"], /--schedule-project/],
    [[...FIRST, "--project", INTERNAL, "--customer", "Acme"], /--customer\n.*\n.*every project named/],
  ])("%j is bad usage", async (args, words) => {
    const { exitCode, err } = await command(stage, args);
    expect([exitCode, stage.sandbox.requests.writes]).toEqual([2, 0]);
    expect(err).toMatch(words);
  });
});
