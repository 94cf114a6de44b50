import { afterAll, describe, expect, it, type TestContext } from "vitest";
import { createClient } from "../sandbox/gitlab.ts";
import { command } from "../support/command-line.ts";
import { findRedis } from "../support/servers.ts";
import { until } from "../support/until.ts";
import {
  type Jobs,
  jobsOn,
  OTHER,
  PROJECT,
  type Service,
  type ServiceStage,
  setServiceStage,
  startServe,
  titlesOf,
  untilReady,
} from "./service-stage.ts";

const FOLLOW_UP = /^Follow-up: /;

const redis = await findRedis();
afterAll(() => redis?.stop());

/** A GitLab and the processes of one test, which end with it. */
interface Scene {
  readonly stage: ServiceStage;
  readonly jobs: Jobs;
  serve(args?: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Service>;
}

async function setScene({ onTestFinished }: Pick<TestContext, "onTestFinished">): Promise<Scene> {
  const stage = await setServiceStage();
  const jobs = jobsOn(redis?.url ?? "");
  const running: Service[] = [];
  onTestFinished(async () => {
    await Promise.all(running.map((each) => each.end("SIGKILL")));
    if (redis !== null) await jobs.forget();
    await stage.close();
  });
  return {
    stage,
    jobs,
    async serve(args = [], environment = {}) {
      const service = await startServe(stage, args, environment);
      running.push(service);
      return service;
    },
  };
}

/** Waits until both projects were looked at for the first time. */
async function untilReconciled(...services: readonly Service[]): Promise<void> {
  const log = (): string => services.map((each) => each.log()).join("");
  await until(() => {
    for (const path of [PROJECT, OTHER]) expect(log()).toContain(`"project":"${path}","outcome":"reconciled"`);
  });
}

function followUps(stage: ServiceStage, project: string): number {
  return titlesOf(stage, project).filter((title) => FOLLOW_UP.test(title)).length;
}

/** A process that looks at a project right now, while GitLab does not answer. */
async function serveHangingGitLab(
  { stage, serve }: Scene,
  environment: Readonly<Record<string, string>> = {},
): Promise<Service> {
  const service = await serve([], environment);
  await untilReconciled(service);
  await stage.hook(service.url);
  let hanging = 0;
  stage.sandbox.beforeRequest(async () => {
    hanging += 1;
    await new Promise(() => undefined);
  });
  stage.sandbox.as("jane").close(PROJECT, 1);
  await until(() => expect(hanging).toBeGreaterThan(0));
  return service;
}

describe("cadence serve, all in one process", { concurrent: true }, () => {
  it("makes the follow-up seconds after an agenda was closed, and ends in time", async (test) => {
    const { stage, serve } = await setScene(test);
    const service = await serve();
    await stage.hook(service.url);
    await untilReconciled(service);
    expect(followUps(stage, PROJECT)).toBe(0);
    stage.sandbox.as("jane").close(PROJECT, 1);
    await until(() => expect(followUps(stage, PROJECT)).toBe(1));
    await stage.sandbox.settle();
    expect(stage.sandbox.deliveries[0]?.responseBody).toContain("agenda-closed");
    expect(new Set(stage.sandbox.deliveries.map(({ status }) => status))).toEqual(new Set([200]));
    expect(followUps(stage, OTHER)).toBe(0);
    await untilReady(service.url, { queue: { state: "embedded" } });
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/^cadence_projects 2$/m);
    expect(metrics).toMatch(/endpoint="projects\/:id\/issues",status="201"} 1/);
    // Each endpoint that it asks has a name.
    expect(metrics).not.toContain('endpoint="other"');
    // In time: after the last deadline it would be 1.
    expect(await service.end()).toBe(0);
  });

  it("does with the next sweep what no webhook told", async (test) => {
    const { stage, serve } = await setScene(test);
    const first = await serve();
    await untilReconciled(first);
    await first.end();
    stage.sandbox.as("jane").close(PROJECT, 1);
    await serve();
    await until(() => expect(followUps(stage, PROJECT)).toBe(1));
  });

  it("ends within the deadline while GitLab hangs", async (test) => {
    const service = await serveHangingGitLab(await setScene(test));
    // By itself: GitLab never answers. How long the last deadline may be, tests/packaging/deploy-files.test.ts says.
    expect(await service.end()).not.toBeNull();
  });
});

describe("what keeps it from starting", () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>, RegExp, number]>([
    ["no token", [], { GITLAB_TOKEN: "" }, /there is no GitLab token/, 2],
    ["a wrong token", [], { GITLAB_TOKEN: "glpat-wrong-wrong-wrong" }, /GITLAB_TOKEN/, 2],
    [
      "no secret for webhooks",
      [],
      { CADENCE_SIGNING_TOKEN: "" },
      /there is no secret to know GitLab's deliveries by\n +allowed +CADENCE_SIGNING_TOKEN=whsec_.*openssl rand/,
      2,
    ],
    ["a part without a server", ["--only", "worker"], {}, /CADENCE_QUEUE_URL names none/, 2],
    ["no such file", ["--service", "nowhere.yml"], {}, /nowhere\.yml/, 2],
    ["a directory that is a file", ["--directory", import.meta.filename], {}, /cannot be kept in .*EEXIST/, 2],
    [
      "a queue that is away",
      [],
      { CADENCE_QUEUE_URL: "redis://127.0.0.1:1" },
      /the queue \(redis:\/\/127\.0\.0\.1:1\)/,
      1,
    ],
  ])("%s", async (_what, args, environment, words, exitCode) => {
    const stage = await setServiceStage();
    const line = ["serve", "--service", `${stage.folder}/cadence.yml`, "--directory", stage.folder, ...args];
    const said = await command(null, [...line, "--log-level", "silent"], { ...stage.environment, ...environment });
    expect(said.err).toMatch(words);
    expect(said.exitCode).toBe(exitCode);
    await stage.close();
  });
});

it("serve asks for the file of the service, under either name", async () => {
  expect(await command(null, ["serve"])).toMatchObject({ exitCode: 2, err: expect.stringContaining("--config") });
  const both = await command(null, ["serve", "--config", "a.yml", "--service", "b.yml"]);
  expect([both.exitCode, both.err]).toEqual([2, expect.stringContaining("cannot be used with")]);
});

describe.skipIf(redis === null)("cadence serve with Redis", { concurrent: true }, () => {
  it("one process takes webhooks, another one works", async (test) => {
    const { stage, serve, jobs } = await setScene(test);
    const [receiver, worker] = await Promise.all([
      serve(["--only", "receiver"], jobs.environment),
      serve(["--only", "worker"], jobs.environment),
    ]);
    await stage.hook(receiver.url);
    await untilReconciled(worker);
    expect((await fetch(`${worker.url}/webhooks/gitlab`, { method: "POST" })).status).toBe(404);
    stage.sandbox.as("jane").close(PROJECT, 1);
    await until(() => expect(followUps(stage, PROJECT)).toBe(1));
    await untilReady(worker.url, { queue: { state: "redis" } });
    const ends = await Promise.all([receiver.end(), worker.end("SIGINT")]);
    expect(ends).toEqual([0, 0]);
  });

  it("puts back at once what its own edit overwrote", async (test) => {
    const { stage, serve, jobs } = await setScene(test);
    const service = await serve([], jobs.environment);
    await untilReconciled(service);
    await stage.hook(service.url);
    const before = stage.sandbox.issue(PROJECT, 1).description;
    stage.sandbox.as("jane").editDescription(PROJECT, 1, (text) => `${text}\nWe agreed to meet in Rome.\n`);
    // As the bot does it that has read the text before jane saved hers.
    const bot = createClient(stage.sandbox.url, { "private-token": stage.environment["GITLAB_TOKEN"] ?? "" });
    const issue = `/projects/${encodeURIComponent(PROJECT)}/issues/1`;
    expect((await bot.put(issue, { description: `${before}\nBy the bot.\n` })).status).toBe(200);
    await until(() => expect(stage.sandbox.issue(PROJECT, 1).description).toContain("Rome"));
  });

  it("a second signal ends it at once", async (test) => {
    const scene = await setScene(test);
    const service = await serveHangingGitLab(scene, scene.jobs.environment);
    service.child.kill("SIGTERM");
    await until(() => expect(service.log()).toContain("what is under way may end"));
    expect(await service.end("SIGINT")).toBe(1);
    expect(service.log()).toContain("second SIGINT, exiting");
  });
});
