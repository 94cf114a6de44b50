import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { command } from "../../support/command-line.ts";
import { PROJECT, type Stage } from "../../support/stage.ts";
import { freshFile, setHeldCall } from "./held-call.ts";

let stage: Stage;
let file: string;
beforeEach(async () => {
  stage = await setHeldCall();
  file = freshFile("audit.jsonl");
});
afterEach(() => stage.close());

/** Runs the command and answers the id it printed. */
async function run(...args: readonly string[]): Promise<string> {
  const { exitCode, out, err } = await command(stage, ["run", "-p", PROJECT, "--audit", file, ...args]);
  expect([exitCode, err]).toEqual([0, ""]);
  const [, id = ""] = /^Run (\d{8}T\d{6}Z-[0-9a-f]{6}): \d+ writes? noted in/m.exec(out) ?? [];
  return id;
}

const undo = (id: string, ...args: readonly string[]) => command(stage, ["undo", id, "--audit", file, ...args]);

/** What each step of an undo came to, `#2 close ...: done`. */
async function stepsOf(id: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { out } = await undo(id, "--json", ...args);
  const [project] = JSON.parse(out).projects;
  return project.steps.map(
    (step: { iid: number | null; what: string; outcome: string }) =>
      `${step.iid === null ? "" : `#${step.iid} `}${step.what}: ${step.outcome}`,
  );
}

const records = () =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/** The run of 28 November: it makes an agenda (#3), ticks, refreshes, tells and labels. */
async function runBeforeNextCall(): Promise<string> {
  const { sandbox } = stage;
  await run();
  sandbox.clock.set("2026-11-28T10:00:00Z");
  sandbox.as("bob").tick(PROJECT, 2, "Upload");
  sandbox.clock.set("2026-11-28T11:00:00Z");
  return run();
}

describe("the audit trail", () => {
  it("has one line for each write, with its action, its reason and what was there before", async () => {
    stage.sandbox.requests.reset();
    const id = await run();
    const lines = records();
    expect(lines).toHaveLength(stage.sandbox.requests.writes);
    expect(new Set(lines.map((line) => line.run))).toEqual(new Set([id]));
    expect(lines.map((line) => [line.action, line.method, line.iid, line.outcome])).toEqual([
      ["create-label", "createLabel", null, "done"],
      ["create-follow-up", "createIssue", 2, "done"],
      ["create-follow-up", "relateIssues", 2, "done"],
      ["create-follow-up", "createNote", 2, "done"],
      ["set-labels", "updateIssue", 1, "done"],
    ]);
    expect(lines.at(-1)).toMatchObject({
      at: expect.stringMatching(/^2026-11-17T10:05:00/),
      project: PROJECT,
      customer: "Acme",
      reason: { rule: "unresolved", text: "4 open items after the call of 2026-11-17", data: { iid: 1 } },
      request: { iid: 1, change: { addLabels: ["action-items::unresolved"] } },
      before: { labels: ["meeting-agenda"] },
      after: { labels: expect.arrayContaining(["meeting-agenda", "action-items::unresolved"]) },
    });
    expect(readFileSync(file, "utf8")).not.toContain(stage.token);
  });

  it("is appended to, and nobody else may read it", async () => {
    await runBeforeNextCall();
    expect(new Set(records().map((line) => line.run)).size).toBe(2);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("says nothing where nothing was written", async () => {
    await run();
    const { out } = await command(stage, ["run", "-p", PROJECT, "--audit", file]);
    expect(out).toContain("Nothing to do.");
    expect(out).not.toContain("Run 2");
    const document = JSON.parse((await command(stage, ["run", "-p", PROJECT, "--audit", file, "--json"])).out);
    expect(document.projects).toMatchObject([{ run: null }]);
  });

  it("that cannot be written is an error before anything is written to GitLab", async () => {
    const { exitCode, err } = await command(stage, ["run", "-p", PROJECT, "--audit", `${file}/no/such/folder`]);
    expect(exitCode).toBe(2);
    expect(err).toContain("the audit file cannot be written (ENOENT)");
    expect(stage.sandbox.issues(PROJECT)).toHaveLength(1);
  });

  it.runIf(existsSync("/dev/full"))("that breaks off stops the writes", async () => {
    // A device that takes nothing: the first note fails after its write, and nothing follows it.
    const { exitCode, err } = await command(stage, ["run", "-p", PROJECT, "--audit", "/dev/full"]);
    expect(exitCode).toBe(1);
    expect(err).toContain("could not be noted in /dev/full (ENOSPC): nothing more is written");
    expect(stage.sandbox.issues(PROJECT)).toHaveLength(1);
    expect(stage.sandbox.issue(PROJECT, 1).labels).toEqual(["meeting-agenda"]);
  });

  it.each([
    ["in a CI job", { CI: "true", CI_JOB_ID: "7" }, [], true],
    ["in a CI job that wants none", { CI: "true", CI_JOB_ID: "7" }, ["--no-audit"], false],
    ["outside of one", {}, [], false],
    ["in some other CI", { CI: "true" }, [], false],
  ])("is a file in the working directory %s: %j %j %j", async (_name, environment, args, expected) => {
    const folder = dirname(file);
    mkdirSync(folder, { recursive: true });
    const before = process.cwd();
    process.chdir(folder);
    try {
      const { out } = await command(stage, ["run", "-p", PROJECT, ...args], environment);
      expect(out.includes("5 writes noted in cadence-audit.jsonl. Take back with: cadence undo 2")).toBe(expected);
    } finally {
      process.chdir(before);
    }
  });
});

describe("cadence undo", () => {
  it("takes back what a run wrote, newest first: texts, labels, comments; what it made is closed", async () => {
    await run();
    const { sandbox } = stage;
    const before = { one: sandbox.issue(PROJECT, 1), two: sandbox.issue(PROJECT, 2) };
    sandbox.clock.set("2026-11-28T10:00:00Z");
    sandbox.as("bob").tick(PROJECT, 2, "Upload");
    const ticked = sandbox.issue(PROJECT, 2).description;
    sandbox.clock.set("2026-11-28T11:00:00Z");
    const id = await run();
    expect(sandbox.issue(PROJECT, 2).labels).toContain("follow-up::overdue");
    const { exitCode, out, err } = await undo(id);
    expect([exitCode, err]).toEqual([0, ""]);
    expect(sandbox.issue(PROJECT, 1)).toMatchObject({ description: before.one.description, labels: before.one.labels });
    expect(sandbox.issue(PROJECT, 2)).toMatchObject({
      description: ticked,
      labels: before.two.labels,
      state: "opened",
    });
    // What was missing is not said again: by then participants had been told.
    expect(sandbox.issue(PROJECT, 2).notes.filter((note) => !note.system)).toEqual(
      before.two.notes.filter((note) => !note.system && !note.body.includes(" note gaps ")),
    );
    expect(sandbox.issue(PROJECT, 3)).toMatchObject({ state: "closed" });
    expect(
      out
        .split("\n")
        .filter((line) => line.startsWith("  "))
        .map((line) => line.trim().replace(/ {2,}/g, "  ")),
    ).toEqual([
      "done  #2  take off follow-up::overdue",
      "stays  #2  deleted comment  it is not written again: people would be told twice",
      "done  #2  due date back to 2026-11-18",
      "done  #2  put the text back",
      "done  #2  delete the comment",
      "done  #1  put the text back",
      "stays  #3  relation to #2  relations stay",
      "stays  #3  relation to #1  relations stay",
      "done  #3  close GitLab / Acme CSM Call - 2026-12-01",
      "stays  label follow-up::overdue  labels of the project stay",
    ]);
    expect(out).toContain("6 taken back, 4 by rule never taken back.");
    expect(out).toContain("An agenda closed before its call skips that call");
  });

  it("leaves alone what people touched since, says so, and ends with 3", async () => {
    const id = await runBeforeNextCall();
    const { sandbox } = stage;
    sandbox.as("jane").editDescription(PROJECT, 1, (text) => `${text}\n\nA line of mine.`);
    sandbox.as("bob").comment(PROJECT, 3, "Can we talk about Geo?");
    sandbox.as("bob").comment(PROJECT, 2, "Thanks!");
    sandbox.as("sam").removeLabels(PROJECT, 2, "follow-up::overdue");
    const before = sandbox.issues(PROJECT);
    const { exitCode, out } = await undo(id);
    expect(exitCode).toBe(3);
    expect(out).toMatch(/left +#1 +put the text back +left alone: the text was changed since/);
    expect(out).toMatch(/left +#3 +close GitLab.* +left alone: @bob commented on it/);
    expect(out).toMatch(/left +#2 +delete the comment +left alone: @bob commented after it/);
    expect(out).toMatch(/already +#2 +take off follow-up::overdue/);
    expect(sandbox.issue(PROJECT, 1)).toEqual(before[0]);
    expect(sandbox.issue(PROJECT, 3)).toEqual(before[2]);
  });

  it("of a run of an account that the bot had before knows that one's comments for no person's", async () => {
    const id = await run();
    const { sandbox } = stage;
    sandbox.addUser({ username: "project_7_bot_4f2a9c1b", name: "Cadence", bot: true });
    sandbox.setMember(PROJECT, "project_7_bot_4f2a9c1b", 20);
    const remade = { GITLAB_TOKEN: sandbox.addToken({ user: "project_7_bot_4f2a9c1b", scopes: ["api"] }) };
    const again = (...args: readonly string[]) =>
      command(stage, ["undo", id, "--audit", file, ...args], remade).then(({ out }) => out);
    expect(await again("--dry-run")).toMatch(/left +#2 +close .* left alone: @cadence-bot commented on it/);
    const out = await again("--bots", "@cadence-bot");
    expect(out).toMatch(/done +#2 +close Follow-up/);
    expect(out).toMatch(/left +#2 +delete the comment +left alone: the account that the bot had before wrote it/);
    expect(sandbox.issue(PROJECT, 2).state).toBe("closed");
  });

  it("looks again right before each write: an edit that came between stays", async () => {
    const id = await runBeforeNextCall();
    const { sandbox } = stage;
    let reads = 0;
    const stop = sandbox.beforeRequest(({ method, path }) => {
      if (method !== "GET" || !path.endsWith("/issues/1")) return;
      reads += 1;
      if (reads === 2) sandbox.as("jane").editDescription(PROJECT, 1, (text) => `${text}\n\nA line of mine.`);
    });
    const { exitCode, out } = await undo(id);
    stop();
    expect([exitCode, reads > 1]).toEqual([3, true]);
    expect(out).toMatch(/left +#1 +put the text back +left alone: the text was changed since/);
    expect(sandbox.issue(PROJECT, 1).description).toMatch(/- \[x\] @bob Upload[^]*A line of mine\.$/);
  });

  it.each([
    ["a comment", (made: Stage) => void made.sandbox.as("bob").comment(PROJECT, 3, "Wait"), "@bob commented on it"],
    [
      "a label",
      (made: Stage) => made.sandbox.as("bob").addLabels(PROJECT, 3, "x"),
      "its set of labels was changed since",
    ],
  ])("looks again right before it closes an issue: %s that came between keeps it open", async (_name, act, why) => {
    const id = await runBeforeNextCall();
    const { sandbox } = stage;
    let reads = 0;
    const stop = sandbox.beforeRequest(({ method, path }) => {
      if (method !== "GET" || !path.endsWith("/issues/3/notes")) return;
      reads += 1;
      if (reads === 2) act(stage);
    });
    const { exitCode, out } = await undo(id);
    stop();
    expect([exitCode, sandbox.issue(PROJECT, 3).state]).toEqual([3, "opened"]);
    expect(out).toContain(`left alone: ${why}`);
  });

  it("of a made issue looks at its text, labels, due date and title", async () => {
    const changes: readonly [string, (stage: Stage) => void][] = [
      ["its text was changed since", ({ sandbox }) => sandbox.as("bob").tick(PROJECT, 2, "ask Support")],
      ["its set of labels was changed since", ({ sandbox }) => sandbox.as("sam").addLabels(PROJECT, 2, "urgent")],
      ["its due date was changed since", ({ sandbox }) => sandbox.as("sam").setDueDate(PROJECT, 2, "2026-11-30")],
      ["its title was changed since", ({ sandbox }) => sandbox.as("sam").setTitle(PROJECT, 2, "Ours")],
    ];
    for (const [text, change] of changes) {
      const other = await setHeldCall();
      const audit = freshFile("audit.jsonl");
      const ran = JSON.parse((await command(other, ["run", "-p", PROJECT, "--audit", audit, "--json"])).out);
      change(other);
      const { exitCode, out } = await command(other, ["undo", ran.projects[0].run, "--audit", audit]);
      expect([exitCode, other.sandbox.issue(PROJECT, 2).state, out]).toEqual([
        3,
        "opened",
        expect.stringContaining(text),
      ]);
      await other.close();
    }
  });

  it("does nothing the second time, and can itself be undone", async () => {
    const id = await runBeforeNextCall();
    const { out } = await undo(id);
    const [, undoId = ""] = /^Run (\S+):/m.exec(out) ?? [];
    const writes = stage.sandbox.requests.writes;
    expect((await stepsOf(id)).filter((step) => step.endsWith(": done"))).toEqual([]);
    expect(stage.sandbox.requests.writes).toBe(writes);
    expect(records().at(-1)).toMatchObject({
      run: undoId,
      action: "undo",
      reason: { rule: "undo", data: { run: id } },
    });
    expect(await stepsOf(undoId)).toEqual([
      "#3 reopen: done",
      "#1 put the text back: done",
      "#2 deleted comment: stays",
      "#2 put the text back: done",
      "#2 due date back to 2026-11-27: done",
      "#2 put on follow-up::overdue: done",
    ]);
    expect(stage.sandbox.issue(PROJECT, 3).state).toBe("opened");
  });

  it("with --dry-run prints the same steps and writes nothing", async () => {
    const id = await runBeforeNextCall();
    const [before, { writes }] = [stage.sandbox.issues(PROJECT), stage.sandbox.requests];
    const { exitCode, out } = await undo(id, "--dry-run");
    expect([exitCode, stage.sandbox.requests.writes, stage.sandbox.issues(PROJECT)]).toEqual([0, writes, before]);
    expect(out).toMatch(/would +#3 +close GitLab/);
    expect(out).toContain("Nothing was written.");
    const lines = readFileSync(file, "utf8");
    const dry = await stepsOf(id, "--dry-run");
    expect(readFileSync(file, "utf8")).toBe(lines);
    expect(dry.map((step) => step.replace(": planned", ": done"))).toEqual(await stepsOf(id));
  });

  it("closes a follow-up, takes its label off the agenda and its comment away", async () => {
    const id = await run();
    expect(await stepsOf(id)).toEqual([
      "#1 take off action-items::unresolved: done",
      "#2 delete the comment: done",
      "#2 relation to #1: stays",
      "#2 close Follow-up: GitLab / Acme CSM Call - 2026-11-17: done",
      "label action-items::unresolved: stays",
    ]);
    expect(stage.sandbox.issue(PROJECT, 1).labels).toEqual(["meeting-agenda"]);
    expect(stage.sandbox.issue(PROJECT, 2).state).toBe("closed");
  });

  it("knows the project by id and by path", async () => {
    const { id } = await stage.dependencies().gitlab.getProject();
    const { out } = await command(stage, ["run", "-p", String(id), "--audit", file]);
    const [, run = ""] = /^Run (\S+):/m.exec(out) ?? [];
    expect(await undo(run, "--dry-run", "-p", PROJECT)).toMatchObject({ exitCode: 0 });
    const elsewhere = await undo(run, "--dry-run", "-p", "acme/other");
    expect(elsewhere.exitCode).toBe(2);
    expect(elsewhere.err).toContain("wrote nothing there");
  });

  it("of an unknown run names those there are; a torn line is said and left out", async () => {
    const id = await run();
    writeFileSync(file, `${readFileSync(file, "utf8")}{"run":"torn`);
    const { exitCode, err } = await undo("20261117T000000Z-000000");
    expect(exitCode).toBe(2);
    expect(err).toContain(`allowed   ${id}`);
    expect(err).toContain(":6 is no record of a write: left out");
    expect(await undo(id, "--dry-run")).toMatchObject({ exitCode: 0 });
    const missing = await command(stage, ["undo", id, "--audit", `${file}.missing`]);
    expect(missing).toMatchObject({ exitCode: 2, err: expect.stringContaining("cannot be read (ENOENT)") });
  });

  it("whose own notes cannot be taken writes nothing", async () => {
    const id = await run();
    chmodSync(file, 0o400);
    const { writes } = stage.sandbox.requests;
    const { exitCode, err } = await undo(id);
    chmodSync(file, 0o600);
    // Root may write anything.
    if (process.getuid?.() !== 0) {
      expect([exitCode, stage.sandbox.requests.writes]).toEqual([2, writes]);
      expect(err).toContain("cannot be written (EACCES)");
    }
  });
});
