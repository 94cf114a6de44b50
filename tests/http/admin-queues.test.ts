import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { asProjectId } from "../../src/domain/ids.ts";
import type { Aside } from "../../src/http/admin-queues.ts";
import type { Enqueue, FailedJob, PendingJob } from "../../src/queue/types.ts";
import { QueueUnavailableError } from "../../src/queue/unavailable.ts";
import { command } from "../support/command-line.ts";
import { openReceiverStage, type ReceiverStage } from "./receiver-stage.ts";

const PASSWORD = "correct-horse-battery";
const JOB: FailedJob = {
  jobId: "one",
  project: asProjectId(14),
  failure: { name: "PermanentError", code: "GITLAB_FORBIDDEN", status: 403, message: "no", remedy: "a role" },
  tries: 1,
  failedAt: "2026-11-24T10:00:00.000Z",
};
const COUNTS = { waiting: 1, active: 0, delayed: 2, failed: 1, oldestWaitingMs: null };

const ACME = { id: asProjectId(14), path: "acme/collaboration" };
const PENDING: readonly PendingJob[] = [
  { jobId: "a", state: "active", project: asProjectId(14), dueAt: null, reason: "webhook issue", tries: 0 },
  {
    jobId: "b",
    state: "delayed",
    project: asProjectId(15),
    dueAt: "2026-11-24T10:05:00.000Z",
    reason: "sweep new",
    tries: 2,
  },
  { jobId: "c", state: "waiting", project: null, dueAt: null, reason: "sweep", tries: 0 },
];

let failed: FailedJob[];
let enqueued: Enqueue[];
let aside: readonly Aside[];
let passwords: string[];
let away = false;
let receiver: ReceiverStage;
beforeEach(async () => {
  [failed, passwords, away] = [[JOB], [PASSWORD], false];
  [enqueued, aside] = [[], []];
  receiver = await openReceiverStage({
    queues: {
      passwords: () => passwords,
      pathOf: (project) => (project === ACME.id ? "acme/collaboration" : null),
      find: (project) => (["14", ACME.path].includes(project) ? ACME : null),
      wakeUps: () => 5,
      aside: {
        list: () => aside,
        exclude: async (project, path) => {
          aside = [{ project, path, ended: 0, iid: null, since: "2026-11-24T10:00:00.000Z", until: null }];
        },
        include: async () => aside.length > (aside = []).length,
      },
      queue: {
        counts: async () => {
          if (away) throw new QueueUnavailableError("redis://secret-host is away");
          return COUNTS;
        },
        failed: async () => failed,
        pending: async () => PENDING,
        enqueue: async (event) => {
          enqueued.push(event);
          return { jobId: "new", isCoalesced: false };
        },
        retry: async (id) => failed.length > (failed = failed.filter(({ jobId }) => jobId !== id)).length,
      },
    },
  });
});
afterEach(async () => {
  vi.useRealTimers();
  await receiver.close();
});

const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;
const ask = (authorization: string | null, method = "GET", path = "", headers = {}): Promise<Response> =>
  fetch(`${receiver.url}/admin/queues${path}`, {
    method,
    headers: { ...headers, ...(authorization === null ? {} : { authorization }) },
  });

describe("the admin page", () => {
  it.each([
    ["no password", null],
    ["a wrong one", basic(`admin:${PASSWORD}x`)],
    ["another user", basic(`root:${PASSWORD}`)],
    ["none at all in it", basic("admin:")],
    ["another scheme", `Bearer ${PASSWORD}`],
    ["no base64", "Basic %%%"],
  ])("%s: 401, for reading and for writing", async (_what, header) => {
    const answers = [await ask(header), await ask(header, "POST", "/retry/one")];
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(answers[0]?.headers.get("www-authenticate")).toContain('realm="cadence"');
    expect(failed).toHaveLength(1);
    expect(receiver.log()).not.toContain(PASSWORD);
  });

  it("makes whoever guesses wait, even for the right word, and says so once", async () => {
    // Its clock stands still: no wait is ever over.
    vi.useFakeTimers({ toFake: ["performance"] });
    const wrong = basic("admin:wrong");
    const statuses: number[] = [];
    for (let count = 0; count < 30; count += 1) statuses.push((await ask(wrong)).status);
    expect(statuses).toEqual([...Array(5).fill(401), ...Array(25).fill(429)]);
    const right = await ask(basic(`admin:${PASSWORD}`));
    expect([right.status, Number(right.headers.get("retry-after")) > 0]).toEqual([429, true]);
    expect(receiver.log().split("asked with a wrong password")).toHaveLength(2);
    const { err } = await command(null, ["jobs", "list", "--url", receiver.url], { CADENCE_ADMIN_PASSWORD: PASSWORD });
    expect(err).toMatch(/wrong passwords too often[^]*wait \d+ seconds/);
  });

  it("is not there where no password is set", async () => {
    const plain = await openReceiverStage();
    const statuses = ["/admin/queues", "/admin/queues/"].map(async (path) => (await plain.get(path)).status);
    expect(await Promise.all(statuses)).toEqual([404, 404]);
    await plain.close();
  });

  it("takes the new password from when it is set, and not the old one", async () => {
    passwords = ["another-long-password"];
    const statuses = [PASSWORD, "another-long-password"].map(async (one) => (await ask(basic(`admin:${one}`))).status);
    expect(await Promise.all(statuses)).toEqual([401, 200]);
  });

  it("a page of another site cannot use the password that a browser remembers", async () => {
    const answer = await ask(basic(`admin:${PASSWORD}`), "POST", "/retry/one", { "sec-fetch-site": "cross-site" });
    expect([answer.status, failed.length]).toEqual([403, 1]);
  });

  it("says nothing of the queue's place when that is away", async () => {
    away = true;
    const answer = await ask(basic(`admin:${PASSWORD}`));
    expect([answer.status, await answer.text()]).toEqual([503, '{"error":"unavailable"}']);
    expect(await (await fetch(`${receiver.url}/metrics`)).text()).not.toContain('why="internal"');
  });
});

describe("cadence jobs", () => {
  const jobs = (...args: readonly string[]) =>
    command(null, ["jobs", ...args, "--url", receiver.url], { CADENCE_ADMIN_PASSWORD: passwords[0] ?? "" });

  it("lists what was given up and tries it again", async () => {
    const { exitCode, out } = await jobs("list");
    expect(exitCode).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "1 waiting, 0 running, 2 put off, 5 timers, 1 given up

      acme/collaboration  running: webhook issue
      15  put off until 2026-11-24T10:05:00.000Z: sweep new, 2 tries went wrong
      sweep  waiting: sweep

      acme/collaboration  GITLAB_FORBIDDEN  2026-11-24T10:00:00.000Z, after 1 try
        no
        remedy  a role
        cadence jobs retry one"
    `);
    expect(await jobs("retry", "one", "two")).toEqual({
      exitCode: 3,
      out: "1 of 2 tried again.",
      err: "two: no such failed job",
    });
    expect(await jobs("retry")).toMatchObject({ exitCode: 0, out: "No job was given up." });
  });

  it("looks at a project now, puts it aside and takes it back", async () => {
    expect(await jobs("run", "acme/collaboration")).toMatchObject({
      exitCode: 0,
      out: "acme/collaboration: it is looked at now",
    });
    expect(enqueued).toMatchObject([{ project: 14, priority: "close", delayMs: 0, reason: { kind: "manual" } }]);
    expect(await jobs("exclude", "14")).toMatchObject({ exitCode: 0 });
    expect((await jobs("list")).out).toContain(
      "acme/collaboration  put aside  until it is included, since 2026-11-24T10:00:00.000Z: somebody asked",
    );
    expect(await jobs("run", "14")).toMatchObject({ exitCode: 1, out: expect.stringContaining("include it first") });
    expect(enqueued).toHaveLength(1);
    expect(await jobs("include", "14")).toMatchObject({ exitCode: 0 });
    expect(enqueued).toHaveLength(2);
    expect(await jobs("include", "14")).toMatchObject({ exitCode: 0, out: expect.stringContaining("not put aside") });
    expect(await jobs("run", "other/project")).toMatchObject({
      exitCode: 1,
      err: "other/project: no such project is served",
    });
    const other = await ask(basic(`admin:${PASSWORD}`), "POST", "/exclude/14", { "sec-fetch-site": "cross-site" });
    expect([other.status, aside]).toEqual([403, []]);
  });

  it("says what is wrong", async () => {
    passwords = ["another-long-password"];
    const wrong = await command(null, ["jobs", "list", "--url", receiver.url], { CADENCE_ADMIN_PASSWORD: PASSWORD });
    expect([wrong.exitCode, wrong.err]).toEqual([1, expect.stringContaining("the service has another password")]);
    const none = await command(null, ["jobs", "list"], {});
    expect([none.exitCode, none.err]).toEqual([2, expect.stringContaining("CADENCE_ADMIN_PASSWORD")]);
    const nobody = await command(null, ["jobs", "list", "--url", "http://127.0.0.1:1"], {
      CADENCE_ADMIN_PASSWORD: PASSWORD,
    });
    expect([nobody.exitCode, nobody.err]).toEqual([1, expect.stringContaining("no service answers")]);
  });
});
