import { afterEach, expect, it } from "vitest";
import { command } from "../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

const PLANNER = 15;
const GROUP = "account-management/emea";

let stage: Stage;
afterEach(() => stage.close());

/** The bot is Planner, in a GitLab of that version. */
async function start(version: string): Promise<Stage> {
  stage = await setStage("2026-11-28T10:00:00Z", { version });
  stage.sandbox.setMember(PROJECT, "cadence-bot", PLANNER);
  return stage;
}

it("a Planner serves a project where GitLab lets it read files", async () => {
  const { sandbox } = await start("18.7.0");
  const { out } = await command(stage, ["check", "-p", PROJECT]);
  expect(out).toMatch(/ok +role: @cadence-bot is Planner/);
  expect(out).toContain("All is ready.");
  const fleet = await command(stage, ["run", "--group", GROUP]);
  expect(fleet.exitCode).toBe(0);
  expect(sandbox.issues(PROJECT)).toMatchObject([{ labels: ["meeting-agenda"] }]);
});

it("and is told which role it needs where GitLab does not", async () => {
  await start("18.6.2");
  const needed = "it needs the read_api scope and at least the Reporter role";
  const { out, exitCode } = await command(stage, ["check", "-p", PROJECT]);
  expect([exitCode, out]).toEqual([1, expect.stringContaining(needed)]);
  const fleet = await command(stage, ["run", "--group", GROUP]);
  expect([fleet.exitCode, `${fleet.out}${fleet.err}`]).toEqual([1, expect.stringContaining(needed)]);
});
