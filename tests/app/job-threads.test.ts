import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMeter } from "../../src/app/job-threads/busy.ts";
import { ThreadEndedError } from "../../src/app/job-threads/ended.ts";
import { fromPlainError, toPlainError } from "../../src/app/job-threads/plain-error.ts";
import { createJobThreads, type JobThreads } from "../../src/app/job-threads/pool.ts";
import { startCommandThread } from "../../src/cli/command-thread.ts";
import { runGuarded } from "../../src/cli/guard.ts";
import { NO_PROXIES } from "../../src/config/environment/environment-proxy.ts";
import { serviceOf } from "../../src/config/service/configuration-of.ts";
import { ConfigError, PermanentError, TransientError, UnknownOutcomeError } from "../../src/domain/errors.ts";
import { asIssueIid, asProjectId } from "../../src/domain/ids.ts";
import { reason } from "../../src/domain/reason.ts";
import { createFleetMemory } from "../../src/fleet/state.ts";
import type { ReconcileJob } from "../../src/fleet/types.ts";
import { createRequestBudget, DEFAULT_BUDGET_RULES } from "../../src/gitlab/budget/budget.ts";
import { command } from "../support/command-line.ts";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../support/stage.ts";
import { testThreads } from "../support/threads/entry.ts";

const NOW = "2026-11-14T10:00:00Z";
const OTHER = "account-management/emea/globex/collaboration";
const SHARE_MS = 3_000;

let stage: Stage;
let threads: JobThreads;
let open: (shareMs: number) => JobThreads;
let acme: number;
let globex: number;
beforeEach(async () => {
  stage = await setStage(NOW);
  const files = { ".gitlab/cadence.yml": CONFIGURATION.replace("Acme", "Globex") };
  globex = stage.sandbox.addProject({ path: OTHER, members: { jane: 40, bob: 30, "cadence-bot": 20 }, files }).id;
  acme = (await stage.dependencies().gitlab.getProject()).id;
  const settings = {
    url: stage.sandbox.url,
    token: stage.token,
    proxies: NO_PROXIES,
    service: serviceOf({ projects: [PROJECT, OTHER] }),
  };
  const budget = createRequestBudget({ rules: DEFAULT_BUDGET_RULES, now: Date.now });
  open = (shareMs) =>
    createJobThreads({
      entry: testThreads("hostile", shareMs),
      settings: () => settings,
      budget: () => budget,
      memory: createFleetMemory(),
      onAnswer: () => undefined,
      clock: () => stage.sandbox.clock.now().getTime(),
      size: 2,
    });
  threads = open(SHARE_MS);
});
afterEach(async () => {
  await threads.close();
  await stage.close();
});

const log = { debug() {}, info() {}, warn() {}, error() {} };

async function reconcile(path: string): ReturnType<typeof threads.run<"reconcile">> {
  const id = asProjectId(path === PROJECT ? acme : globex);
  const project = { id, path, name: path, inGroup: true, obstacle: null, lastActivityAt: null, changedAt: null };
  const asked: ReconcileJob = { project, what: "reconcile", reasons: [reason("test", "a test asks")], notBefore: NOW };
  const order = {
    job: asked,
    urgency: "sweep",
    parts: null,
    atOnce: true,
    catchUp: 0,
    audit: null,
    logsActions: false,
  } as const;
  return threads.run("reconcile", order, { log, about: `the look at ${path}`, project: id });
}

function write(title: string): number {
  return stage.sandbox.as("bob").createIssue(PROJECT, { title, labels: ["meeting-agenda"], dueDate: "2026-11-17" });
}

describe("looks in threads", () => {
  it("do what looks do, a project's errors as the class that they were", async () => {
    expect((await reconcile(PROJECT)).outcome).toBe("reconciled");
    expect(stage.sandbox.issues(PROJECT)).toHaveLength(1);
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", CONFIGURATION.replace("every 2 weeks", "bi-monthly"));
    const broken = await reconcile(PROJECT);
    expect(broken.outcome).toBe("broken-configuration");
    const [error] = broken.errors.map(fromPlainError);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).problems[0]).toMatchObject({ file: ".gitlab/cadence.yml", line: 10 });
  });

  it.each([
    ["HANG observe", "CADENCE_STALLED", SHARE_MS],
    ["FILL observe", "CADENCE_OUT_OF_MEMORY", 90_000],
  ])("%s: ended with %s, project and issue named, while another is looked at", async (title, code, shareMs) => {
    await threads.close();
    threads = open(shareMs);
    const iid = write(title);
    const [hostile, other] = await Promise.allSettled([reconcile(PROJECT), reconcile(OTHER)]);
    expect(other).toMatchObject({ status: "fulfilled", value: { outcome: "reconciled" } });
    const { reason: error } = hostile as PromiseRejectedResult;
    expect(error).toBeInstanceOf(ThreadEndedError);
    expect(error).toMatchObject({ code, iid, message: expect.stringContaining(`the look at ${PROJECT}`) });
    expect(error.message).toContain(`#${iid}`);
    // The place of the thread that is gone is taken by a new one.
    expect((await reconcile(OTHER)).outcome).toBe("reconciled");
  });

  it("as many as there are threads, busy for long, keep no other waiting", async () => {
    await threads.close();
    threads = open(120_000);
    write("HANG observe");
    const ends = [reconcile(PROJECT), reconcile(PROJECT)].map((one) => one.catch(() => "closed"));
    expect((await reconcile(OTHER)).outcome).toBe("reconciled");
    await threads.close();
    expect(await Promise.all(ends)).toEqual(["closed", "closed"]);
  });

  it("a repair is ended in the same way", async () => {
    const iid = write("HANG repair");
    const update = { id: "1", iid: asIssueIid(iid), previous: "a", written: "b", at: NOW, heardAt: NOW };
    const order = { project: asProjectId(acme), botId: 1, updates: [update], putBacks: [], audit: null };
    const repair = threads.run("repair", order, { log, about: `the repair of #${iid} in ${PROJECT}` });
    await expect(repair).rejects.toMatchObject({ code: "CADENCE_STALLED", iid });
  });

  it("work that waits for a thread is refused when all are closed, and what is under way ends", async () => {
    write("HANG observe");
    const all = [reconcile(PROJECT), reconcile(PROJECT), reconcile(OTHER)];
    const settled = Promise.allSettled(all);
    await threads.close();
    expect((await settled).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    await expect(reconcile(OTHER)).rejects.toMatchObject({ code: "CADENCE_CLOSING" });
  });
});

describe("commands", () => {
  it("run --group: one project's text stops none of the others; the exit code is 3", async () => {
    const iid = write("HANG observe");
    stage.sandbox.addGroup({ path: "account-management", members: {} });
    const hostile = testThreads("hostile", SHARE_MS);
    const { exitCode, out, err } = await command(
      stage,
      ["run", "--group", "account-management"],
      {},
      "cadence",
      hostile,
    );
    expect(exitCode).toBe(3);
    expect(out).toContain(`${OTHER}  1 action done`);
    expect(err).toContain(`the look at ${PROJECT} was ended`);
    expect(err).toContain(`#${iid}`);
  });

  it("plan ends with exit code 1, and names project and issue", async () => {
    const iid = write("HANG observe");
    const said: string[] = [];
    const exitCode = await runGuarded({
      thread: startCommandThread(
        testThreads("hostile-command").file,
        ["node", "cadence", PROJECT, stage.sandbox.url, stage.token],
        { out: false, err: false },
      ),
      out: (text) => said.push(text),
      err: (text) => said.push(text),
      color: false,
      shareMs: SHARE_MS,
    });
    expect(exitCode).toBe(1);
    expect(said.join("\n")).toMatch(
      new RegExp(`^the look at ${PROJECT} was ended: .* the last text it read was that of #${iid}\n  remedy  `),
    );
  });
});

describe("an error that crosses from one thread to another", () => {
  const problem = { file: "f", line: 1, column: 2, key: "k", found: "x", problem: "p", allowed: ["y"], nearest: null };
  it.each([
    new ConfigError("wrong", [problem], { cause: new Error("why") }),
    new PermanentError("no", { code: "GITLAB_ROLE", status: 403, remedy: "a role" }),
    new TransientError(
      "later",
      { code: "GITLAB_RATE_LIMIT", status: 429, retryAfterMs: 7 },
      { cause: new TypeError("t") },
    ),
    new UnknownOutcomeError("perhaps", { code: "GITLAB_OUTCOME_UNKNOWN", status: null, retryAfterMs: 1 }),
    new RangeError("unforeseen"),
  ])("%s is the same there", (error) => {
    const other = fromPlainError(structuredClone(toPlainError(error)));
    const plain = ({ name, message, stack }: Error): readonly unknown[] => [name, message, stack];
    expect(plain(other)).toEqual(plain(error));
    expect({ ...other }).toMatchObject({ ...error });
    expect((other.cause as Error | undefined)?.message).toBe((error.cause as Error | undefined)?.message);
    // Of classes that are not ours only the name is known there.
    if (!(error instanceof RangeError)) expect(other.constructor).toBe(error.constructor);
  });
});

describe("the work of a thread", () => {
  it("is its busy time times the part for which there was a processor", () => {
    let [processor, own, active] = [0, 0, 0];
    const meter = createMeter(
      () => processor,
      () => own,
    );
    const thread = { utilization: () => ({ active, idle: 0, utilization: 0 }), busyMs: 0, lastActive: 0 };
    [processor, own, active] = [1000, 0, 1000];
    meter([thread]);
    expect(thread.busyMs).toBe(1000);
    // Half of the time others had it.
    [processor, active] = [1500, 2000];
    meter([thread]);
    expect(thread.busyMs).toBe(1500);
    // It comes to an end even where hardly any is left.
    [active] = [5000];
    meter([thread]);
    expect(thread.busyMs).toBe(1800);
  });
});
