import { readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { command } from "../../support/command-line.ts";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../../support/stage.ts";
import { freshFile } from "./held-call.ts";

const GROUP = "account-management";
const GLOBEX = `${GROUP}/emea/globex/collaboration`;
const BROKEN = `${GROUP}/emea/initech/collaboration`;
const PLAIN = `${GROUP}/internal/handbook`;

let stage: Stage;
beforeEach(async () => {
  // The agenda of 17 November is due.
  stage = await setStage("2026-11-14T10:00:00Z", { inBotsName: ["Handbook"] });
  const { sandbox } = stage;
  sandbox.addGroup({ path: GROUP, members: { "cadence-bot": 20 } });
  const files = { ".gitlab/cadence.yml": CONFIGURATION.replace("Acme", "Globex") };
  sandbox.addProject({ path: GLOBEX, members: { jane: 40, bob: 30 }, files });
  sandbox.addProject({ path: PLAIN });
});
afterEach(() => stage.close());

function addBroken(): void {
  const files = { ".gitlab/cadence.yml": CONFIGURATION.replace("every 2 weeks", "bi-monthly") };
  stage.sandbox.addProject({ path: BROKEN, files });
}

describe("cadence run --group", () => {
  it("serves every project with a configuration, a line for each that changed, and nothing the second time", async () => {
    const first = await command(stage, ["run", "--group", GROUP]);
    expect([first.exitCode, first.err]).toEqual([0, ""]);
    const lines = first.out.split("\n");
    expect(lines.slice(0, -1).sort()).toEqual([`${PROJECT}  1 action done`, `${GLOBEX}  1 action done`].sort());
    expect(lines.at(-1)).toMatch(/^3 projects, 2 actions done, 1 without a configuration, \d+ requests\.$/);
    const second = await command(stage, ["run", "--group", GROUP]);
    expect(second.out).toMatch(/^3 projects, 0 actions done, 1 without a configuration, \d+ requests\.$/);
    for (const path of [PROJECT, GLOBEX]) expect(stage.sandbox.issues(path)).toHaveLength(1);
  });

  it("one broken project stops nobody; the exit code is 3", async () => {
    addBroken();
    const { exitCode, out, err } = await command(stage, ["run", "-g", GROUP]);
    expect(exitCode).toBe(3);
    expect(out).toContain(`${BROKEN}  broken-configuration`);
    expect(out).toContain("1 with errors");
    expect(err).toMatch(new RegExp(`^${BROKEN}\n`));
    expect(err).toContain('"bi-monthly on tuesday at 10:00"');
    expect(stage.sandbox.issues(GLOBEX)).toHaveLength(1);
  });

  it("a broken template is said, and the rest of its project is done; the exit code tells", async () => {
    const files = {
      ".gitlab/cadence.yml": CONFIGURATION.replace("Acme", "Initech"),
      ".gitlab/issue_templates/Meeting Agenda.md": "{{# open }}",
    };
    stage.sandbox.addProject({ path: BROKEN, files });
    const { exitCode, err } = await command(stage, ["run", "-g", GROUP]);
    expect(exitCode).toBe(3);
    expect(err).toContain("Meeting Agenda.md");
    expect(stage.sandbox.issues(GLOBEX)).toHaveLength(1);
  });

  it("prints one document", async () => {
    addBroken();
    const { out } = await command(stage, ["run", "--group", GROUP, "--json"]);
    const document = JSON.parse(out);
    const outcomes = Object.fromEntries(
      document.projects.map((one: { project: string; outcome: string; done: number }) => [
        one.project,
        `${one.outcome} ${one.done}`,
      ]),
    );
    expect(outcomes).toEqual({
      [PROJECT]: "reconciled 1",
      [GLOBEX]: "reconciled 1",
      [BROKEN]: "broken-configuration 0",
      [PLAIN]: "no-configuration 0",
    });
    expect(document.summary).toMatchObject({ projects: 4, actions: 2 });
  });

  it("names an agenda that is still missing at its end, and a token about to expire", async () => {
    const { sandbox } = stage;
    sandbox.clock.advance(3 * 3_600_000);
    sandbox.faults.inject({ kind: "status", status: 403, times: 99, when: ({ method }) => method === "POST" });
    const token = sandbox.addToken({ user: "cadence-bot", scopes: ["api"], expiresAt: "2026-11-20" });
    const { exitCode, err } = await command(stage, ["run", "--group", GROUP], { GITLAB_TOKEN: token });
    expect(exitCode).toBe(3);
    expect(err).toContain(`${PROJECT}  agenda-missing  the cadence-call planned for 2026-11-17 has no agenda`);
    expect(err).toContain("token-expires  the GitLab token expires on 2026-11-20, in 6 days");
    sandbox.faults.clear();
    const { out } = await command(stage, ["run", "--group", GROUP, "--json"], { GITLAB_TOKEN: token });
    expect(JSON.parse(out).concerns).toMatchObject([{ rule: "token-expires", project: null }]);
  });

  it("notes its writes, each on the account of its own project", async () => {
    const file = freshFile("audit.jsonl");
    const { out } = await command(stage, ["run", "--group", GROUP, "--audit", file]);
    const records = readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(new Set(records.map(({ customer }) => customer))).toEqual(new Set(["Acme", "Globex"]));
    expect(new Set(records.map(({ run }) => run)).size).toBe(1);
    expect(out).toContain(`Take back with: cadence undo ${records[0].run}`);
  });

  it("a group that is not there is an error", async () => {
    const { exitCode, err } = await command(stage, ["run", "--group", "nowhere"]);
    expect(exitCode).toBe(1);
    expect(err).toContain("there is no group nowhere");
  });
});

describe("cadence run with the file of a service", () => {
  it.each(["--service", "--config"])(
    "%s: serves what the file names, with its configuration for projects without one",
    async (option) => {
      const file = freshFile("cadence.yml");
      const own = CONFIGURATION.trim().replace(/^/gm, "    ").replace("Acme", "Handbook");
      writeFileSync(file, `groups: [${GROUP}]\nexclude: [${GLOBEX}]\ncustomers:\n  ${PLAIN}:\n${own}\n`);
      const { exitCode, out } = await command(stage, ["run", option, file]);
      expect([exitCode, out.split("\n").length]).toEqual([0, 3]);
      expect(stage.sandbox.issues(PLAIN)).toHaveLength(1);
      expect(stage.sandbox.issues(GLOBEX)).toHaveLength(0);
    },
  );

  it.each([
    [["--group", GROUP, "--config", "x.yml"], /--config/],
    [["--service", "cadence.yml", "--group", GROUP], /--config/],
    [["--service", "missing.yml"], /missing\.yml/],
    [["--group", "1234"], /--group/],
  ])("%j is refused", async (args, words) => {
    const { exitCode, err } = await command(stage, ["run", ...args]);
    expect(exitCode).toBe(2);
    expect(err).toMatch(words);
  });
});
