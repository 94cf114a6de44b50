import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PlanDocument } from "../../../src/reconcile/plan/plan-schema.ts";
import { command } from "../../support/command-line.ts";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../../support/stage.ts";

const BROKEN = "account-management/emea/initech/collaboration";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage("2026-11-16T10:00:00Z");
  const { sandbox } = stage;
  const hand = { labels: ["meeting-agenda"], title: "Our call", dueDate: "2026-11-17" };
  const description = "- [ ] @bob Upload the diagram, due 2026-11-20\n- [x] @jane guide\n- [ ] tell @all\u001b[31m";
  sandbox.as("jane").createIssue(PROJECT, { ...hand, description });
  sandbox.addProject({
    path: BROKEN,
    members: { "cadence-bot": 20 },
    files: { ".gitlab/cadence.yml": CONFIGURATION.replace("every 2 weeks", "bi-monthly") },
  });
});
afterAll(() => stage.close());
beforeEach(() => {
  stage.sandbox.clock.set("2026-11-28T10:00:00Z");
  stage.sandbox.requests.reset();
});

describe("cadence plan", () => {
  it("shows what a run would do and why, and writes nothing", async () => {
    const { exitCode, out, err } = await command(stage, ["plan", "--project", PROJECT]);
    expect([exitCode, err, stage.sandbox.requests.writes]).toEqual([0, "", 0]);
    expect(out).toContain(`Acme  ${PROJECT}  Sat 28 Nov 2026, 11:00 Europe/Berlin`);
    expect(out).toMatch(
      /\+ agenda {2}GitLab \/ Acme CSM Call - 2026-12-01 .* due: call in 3 days, lead time 3 days reached Sat 28 Nov/,
    );
    expect(out).toMatch(/@bob +Upload the diagram.* from #1, overdue since Fri 20 Nov/);
    expect(out).toContain("1 left behind: 1 ticked in #1");
    expect(out).toContain(
      "1 to create, 0 to change, 4 requests read, 1 to write. Nothing was written. Apply with: cadence run --now",
    );
    expect(out).not.toContain("\u001b");
  });

  it("prints a document that its schema describes", async () => {
    const { out } = await command(stage, ["plan", "--project", PROJECT, "--json"]);
    const { projects } = PlanDocument.parse(JSON.parse(out));
    expect(projects).toMatchObject([
      { project: PROJECT, customer: "Acme", actions: [{ kind: "create-agenda" }], applied: null },
    ]);
  });

  it("looks at another instant with --at", async () => {
    const { out } = await command(stage, ["plan", "-p", PROJECT, "--at", "2026-11-20T10:00:00+01:00"]);
    expect(out).toContain("Fri 20 Nov 2026, 10:00 Europe/Berlin");
    expect(out).toContain("Nothing to do.");
  });

  it("takes project and address from a CI job", async () => {
    const { id } = await stage.dependencies().gitlab.getProject();
    const job = {
      CI_PROJECT_ID: String(id),
      CI_PROJECT_PATH: PROJECT,
      CI_SERVER_URL: stage.sandbox.url,
      GITLAB_URL: undefined,
    };
    const { exitCode, out } = await command(stage, ["plan"], job);
    expect(exitCode).toBe(0);
    expect(out).toContain(`Acme  ${PROJECT}  `);
  });

  it("uses a local configuration", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "cadence-")), "cadence.yml");
    writeFileSync(file, CONFIGURATION.replace("Acme", "Local"));
    expect((await command(stage, ["plan", "-p", PROJECT, "-c", file])).out).toContain("Local");
    expect(await command(stage, ["plan", "-p", PROJECT, "-c", `${file}.missing`])).toMatchObject({ exitCode: 2 });
  });
});

describe("errors", () => {
  it("of one project stop no other; the exit code is 3", async () => {
    const { exitCode, out, err } = await command(stage, ["plan", "-p", BROKEN, "-p", PROJECT]);
    expect(exitCode).toBe(3);
    expect(err).toContain(".gitlab/cadence.yml:10:13  meetings.cadence-call.repeat");
    expect(err).toContain('"bi-monthly on tuesday at 10:00"');
    expect(out).toContain("GitLab / Acme CSM Call - 2026-12-01");
  });

  it.each([
    ["an unknown command", ["pln"], 2, "unknown command"],
    ["an unknown option", ["plan", "--projct", "1"], 2, "unknown option"],
    ["no project", ["plan"], 2, "no project was named"],
    ["a bad instant", ["plan", "-p", "1", "--at", "tomorrow"], 2, "is not an instant"],
    ["a bad project", ["plan", "-p", "nope"], 2, "neither a project id nor a path"],
    ["a configuration that is wrong", ["run", "-p", BROKEN], 2, "two months"],
    ["a project that is not there", ["run", "-p", "acme/missing"], 1, "acme/missing"],
    ["an unknown series", ["preview", "cadence-cal", "-p", PROJECT], 2, "cadence-call"],
  ])("%s", async (_name, args, code, message) => {
    const { exitCode, err } = await command(stage, args);
    expect(exitCode).toBe(code);
    expect(err).toContain(message);
    expect(err).not.toContain(stage.token);
  });

  it("a missing or refused token", async () => {
    expect(await command(stage, ["plan", "-p", PROJECT], { GITLAB_TOKEN: undefined })).toMatchObject({ exitCode: 2 });
    const refused = await command(stage, ["plan", "-p", PROJECT], { GITLAB_TOKEN: "glpat-wrong-token-0000" });
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain("token");
    expect(refused.err).not.toContain("glpat-wrong-token-0000");
  });
});

describe("the other commands", () => {
  it("preview prints the next agenda as Markdown and nothing else", async () => {
    const { exitCode, out } = await command(stage, ["preview", "cadence-call", "-p", PROJECT]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^<!-- cadence:v1 agenda cadence-call\/2026-12-01 /);
    expect(out).toContain(
      "- [ ] \\@bob Upload the diagram, due 2026-11-20 <sub>#1 · overdue since Fri 20 Nov</sub> <!--c:1-",
    );
    expect(stage.sandbox.requests.writes).toBe(0);
  });

  it("explain says why, per call and item, and what the next three runs do", async () => {
    const { exitCode, out } = await command(stage, ["explain", "-p", PROJECT]);
    expect(exitCode).toBe(0);
    // Before the first agenda nothing was missed.
    expect(out).not.toContain("3 Nov 2026");
    expect(out).toContain("stays: ticked in #1");
    expect(out.slice(out.indexOf("Next runs"))).toMatch(/1 Dec 2026[^]*15 Dec 2026[^]*29 Dec 2026/);
    expect(stage.sandbox.requests.writes).toBe(0);
    const document = JSON.parse((await command(stage, ["explain", "-p", PROJECT, "--json"])).out);
    expect(document.projects[0].nextRuns).toHaveLength(3);
  });

  it("check goes through everything, each problem with a remedy", async () => {
    const good = await command(stage, ["check", "-p", PROJECT]);
    expect(good).toMatchObject({ exitCode: 0, err: "" });
    expect(good.out).toContain("All is ready.");
    const bad = await command(stage, ["check", "-p", BROKEN]);
    expect(bad.exitCode).toBe(2);
    expect(bad.err).toContain("meetings.cadence-call.repeat");
    expect(stage.sandbox.requests.writes).toBe(0);
  });

  it("check warns of a heading that no agenda has", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "cadence-")), "cadence.yml");
    writeFileSync(file, `${CONFIGURATION}    carry: { sections: [Recap and next steps, Actoin items] }\n`);
    const { exitCode, out } = await command(stage, ["check", "-p", PROJECT, "-c", file]);
    expect(exitCode).toBe(0);
    expect(out).toContain('no agenda and no template has a heading "Actoin items"');
    expect(out).not.toContain('heading "Recap and next steps"');
  });

  it("schema prints JSON", async () => {
    const { out } = await command(null, ["schema"]);
    expect(JSON.parse(out)).toMatchObject({ type: "object", properties: { meetings: {} } });
  });

  it.each([
    "run",
    "plan",
    "items",
    "undo",
    "preview",
    "explain",
    "handbook",
    "check",
    "replay",
    "schema",
    "sandbox",
    "demo",
  ])("%s --help has examples and exit codes", async (name) => {
    const { exitCode, out } = await command(null, [name, "--help"]);
    expect(exitCode).toBe(0);
    expect(out).toContain("Examples:");
    expect(out).toContain("Exit codes: 0 done, 1 failed, 2 bad usage or configuration, 3 partly done.");
  });

  it("run creates the agenda, says so, and then finds nothing to do", async () => {
    const first = await command(stage, ["run", "-p", PROJECT, "--json"]);
    expect(PlanDocument.parse(JSON.parse(first.out)).projects).toMatchObject([
      { applied: [{ outcome: "done", iid: 2 }] },
    ]);
    const second = await command(stage, ["run", "-p", PROJECT]);
    expect(second.out).toContain("Nothing to do. 4 requests read, 0 written.");
    const quiet = (await command(stage, ["run", "-p", PROJECT, "--quiet"])).out;
    expect(quiet).not.toContain("2026-11-03");
    expect(quiet).not.toContain("  = ");
  });
});

describe("cadence demo", () => {
  it("tells three months and ends with the newest agenda, without a token", async () => {
    const { exitCode, out } = await command(null, ["demo"]);
    expect(exitCode).toBe(0);
    expect(out).toContain("kill -9");
    expect(out).toContain("what bob typed is text, it ran nothing");
    expect(out).toContain("agendas of 10 February: 1.");
    expect(out).toMatch(/#\d+ {2}GitLab \/ Acme CSM Call - 2026-03-24/);
  });
});
