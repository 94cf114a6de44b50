import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { ReceiverDependencies } from "../../src/http/types.ts";
import { until } from "../support/until.ts";
import {
  example,
  issueEvent,
  noteEvent,
  openReceiverStage,
  PATH,
  type ReceiverStage,
  SIGNING_TOKEN,
  signed,
  TOKEN,
} from "./receiver-stage.ts";

const open: ReceiverStage[] = [];
async function openStage(options: Partial<ReceiverDependencies> = {}): Promise<ReceiverStage> {
  const one = await openReceiverStage(options);
  open.push(one);
  return one;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const closed = issueEvent({ action: "close", labels: ["Agenda"] });
const count = async (one: ReceiverStage, line: string): Promise<boolean> =>
  (await one.metrics.registry.metrics()).includes(line);

describe("deliveries as GitLab sends them", () => {
  it.each([
    ["doc-issue-example.json", "ignored"],
    ["doc-note-on-issue-example.json", "ignored"],
    ["derived-issue-close.json", "queued"],
    ["derived-issue-reopen.json", "queued"],
    ["derived-confidential-issue-close.json", "queued"],
    ["derived-internal-note-on-issue.json", "ignored"],
    ["derived-issue-update-labels.json", "ignored"],
    ["derived-issue-update-task-checkbox.json", "ignored"],
    ["derived-work-item-task-open.json", "ignored"],
  ])("%s is accepted: %s", async (name, outcome) => {
    const one = await openStage();
    const answer = await one.deliver(example(name));
    expect([answer.status, answer.body.outcome]).toEqual([200, outcome]);
    expect(one.jobs).toHaveLength(outcome === "queued" ? 1 : 0);
  });

  it("becomes a job that says where to look, not what to do", async () => {
    const one = await openStage();
    await one.deliver(closed);
    await one.deliver(issueEvent({ labels: ["Agenda"], changes: { description: { previous: "a", current: "b" } } }));
    await one.deliver(noteEvent({ labels: ["Agenda"] }));
    const reason = (event: string) => ({ kind: "webhook", event, at: "2026-11-24T10:00:00.000Z" });
    expect(one.jobs).toEqual([
      { project: 14, reason: reason("issue close"), priority: "close", delayMs: 0 },
      { project: 14, reason: reason("issue update"), priority: "edit", delayMs: 3_000 },
      { project: 14, reason: reason("note create"), priority: "edit", delayMs: 0 },
    ]);
    expect(await count(one, 'cadence_webhooks_total{outcome="queued",why="agenda-closed"} 1')).toBe(true);
  });

  it("says why nothing is done, in the answer, the log and the metric", async () => {
    const one = await openStage({ isServed: () => false });
    const answer = await one.deliver(closed);
    expect([answer.status, answer.body]).toEqual([200, { outcome: "ignored", why: "not-served" }]);
    expect(one.log()).toContain('"outcome":"ignored","why":"not-served"');
    expect(await count(one, 'cadence_webhooks_total{outcome="ignored",why="not-served"} 1')).toBe(true);
  });

  it("hands over the bot's own edit with both texts", async () => {
    const one = await openStage();
    const changes = { description: { previous: "theirs", current: "ours" } };
    const answer = await one.deliver(issueEvent({ actor: 4242, changes }));
    expect(answer.body).toEqual({ outcome: "repair", why: "own-edit" });
    expect(one.jobs).toEqual([]);
    expect(one.repairs).toEqual([
      { project: 14, iid: 7, previous: "theirs", written: "ours", at: "2026-11-24T10:00:00.000Z" },
    ]);
  });

  it("a byte order mark and a named charset are fine", async () => {
    const one = await openStage();
    const body = `\uFEFF${JSON.stringify(closed)}`;
    const answer = await one.post(body, { ...signed(body), "content-type": "application/json; charset=UTF-8" });
    expect(answer.status).toBe(200);
  });

  it("by token where there is no signing token", async () => {
    const one = await openStage({ secrets: { signingTokens: [], tokens: [TOKEN] } });
    const body = JSON.stringify(closed);
    expect((await one.post(body, { "x-gitlab-token": TOKEN })).status).toBe(200);
    const refused = await one.post(body, { "x-gitlab-token": "guess" });
    expect([refused.status, refused.body]).toEqual([401, { error: "unauthorized" }]);
  });

  it("25 MB, the most GitLab sends", async () => {
    const one = await openStage();
    const description = "x".repeat(25 * 1024 * 1024 - 1000);
    expect((await one.deliver(issueEvent({ labels: ["Agenda"], description }))).body.outcome).toBe("queued");
  });

  it("answers with the id it logs, and with headers that keep browsers out", async () => {
    const one = await openStage();
    const { headers } = await one.deliver(closed);
    const id = headers.get("x-request-id") ?? "";
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(one.log()).toContain(`"request":"${id}"`);
    expect(headers.get("content-security-policy")).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe("a delivery that comes again", () => {
  it("is known by its id", async () => {
    const one = await openStage();
    const body = JSON.stringify(closed);
    const headers = signed(body);
    await one.post(body, headers);
    expect((await one.post(body, headers)).body).toEqual({ outcome: "duplicate", why: "seen" });
    expect((await one.deliver(closed)).body.outcome).toBe("queued");
    expect(one.jobs).toHaveLength(2);
  });

  it("is not taken for known when the first was not queued", async () => {
    let up = false;
    const jobs: unknown[] = [];
    const enqueue: ReceiverDependencies["enqueue"] = async (job) => {
      if (!up) throw new Error("down");
      jobs.push(job);
    };
    const one = await openStage({ enqueue });
    const body = JSON.stringify(closed);
    const headers = signed(body);
    expect((await one.post(body, headers)).status).toBe(503);
    up = true;
    expect((await one.post(body, headers)).body.outcome).toBe("queued");
    expect(jobs).toHaveLength(1);
  });

  it("is looked at again when it has been long enough, or too many came since", async () => {
    const clock = { at: Date.now() };
    const one = await openStage({
      now: () => new Date(clock.at).toISOString(),
      limits: { rememberMs: 60_000, rememberDeliveries: 2 },
    });
    const body = JSON.stringify(closed);
    const headers = signed(body, { at: new Date(clock.at) });
    const again = async (): Promise<string> => (await one.post(body, headers)).body.outcome;
    expect([await again(), await again()]).toEqual(["queued", "duplicate"]);
    clock.at += 61_000;
    expect([await again(), await again()]).toEqual(["queued", "duplicate"]);
    await one.deliver(closed);
    await one.deliver(closed);
    expect(await again()).toBe("queued");
  });
});

describe("nothing acknowledged is lost", () => {
  it("the answer waits for the queue", async () => {
    const waiting: { take?: () => void } = {};
    const one = await openStage({ enqueue: () => new Promise((resolve) => (waiting.take = resolve)) });
    let answered = false;
    const answer = one.deliver(closed).then((result) => {
      answered = true;
      return result;
    });
    await until(() => expect(waiting.take).toBeDefined());
    // Time enough for an answer: another request has got its own.
    await one.get("/healthz");
    expect(answered).toBe(false);
    waiting.take?.();
    expect((await answer).status).toBe(200);
  });

  it.each([
    ["fails", () => Promise.reject(new Error("connect ECONNREFUSED"))],
    [
      "throws",
      () => {
        throw new Error("connect ECONNREFUSED");
      },
    ],
    ["hangs", () => new Promise<void>(() => undefined)],
  ])("503 when the queue %s", async (_name, enqueue) => {
    const one = await openStage({ enqueue, limits: { enqueueMs: 50 } });
    const { status, headers, body } = await one.deliver(closed);
    expect([status, headers.get("retry-after"), body]).toEqual([503, "30", { error: "unavailable" }]);
    expect(await count(one, 'cadence_webhooks_total{outcome="failed",why="not-queued"} 1')).toBe(true);
    expect(one.log()).toMatch(/"level":50.*(?:ECONNREFUSED|no answer within 50 ms)/);
  });

  it("503 when the bot's own edit cannot be handed over", async () => {
    const one = await openStage({ onOwnUpdate: () => Promise.reject(new Error("down")) });
    const changes = { description: { previous: "a", current: "b" } };
    expect((await one.deliver(issueEvent({ actor: 4242, changes }))).status).toBe(503);
  });
});

describe("limits", () => {
  it("requests per address that prove nothing, paths that lead nowhere included; signed ones and health cost nothing", async () => {
    const one = await openStage({ limits: { requestsPerMinute: 3 } });
    const take = async (...asked: readonly (() => Promise<{ readonly status: number }>)[]): Promise<number[]> => {
      const statuses: number[] = [];
      for (const ask of asked) statuses.push((await ask()).status);
      return statuses;
    };
    const right = () => one.deliver(closed);
    const wrong = () => one.post("{}", signed("x"));
    const nobody = () => one.post("{}");
    const lost = () => one.get("/wp-login.php");
    const health = () => one.get("/healthz");
    expect(await take(right, right, right, right, health, health, health, health)).toEqual(Array(8).fill(200));
    expect(await take(lost, nobody, wrong)).toEqual([404, 401, 401]);
    expect(await take(lost, nobody, right, health, right)).toEqual([429, 429, 200, 200, 200]);
    // Its head may be right: what it is shows only when its body is read.
    expect(await take(wrong, right)).toEqual([401, 200]);
    const { headers } = await one.get("/x");
    expect([Number(headers.get("retry-after")) > 0, headers.get("connection")]).toEqual([true, "close"]);
  });

  it("an address that a stranger claims to come from counts only where a proxy is trusted", async () => {
    const from = async (one: ReceiverStage, address: string): Promise<number> =>
      (await one.post("{}", { "x-forwarded-for": address })).status;
    const direct = await openStage({ limits: { requestsPerMinute: 1 } });
    expect([await from(direct, "192.0.2.1"), await from(direct, "192.0.2.2")]).toEqual([401, 429]);
    const proxied = await openStage({ limits: { requestsPerMinute: 1 }, trustProxy: ["127.0.0.1"] });
    const addresses = ["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8:0:0:9::1", "2001:db8:0:1::1", "192.0.2.1"];
    const statuses: number[] = [];
    for (const address of addresses) statuses.push(await from(proxied, address));
    expect(statuses).toEqual([401, 401, 401, 429, 401, 429]);
  });

  it("an X-Forwarded-For that is not believed is said, once in a while", async () => {
    const direct = await openStage();
    const proxied = await openStage({ trustProxy: ["127.0.0.1"] });
    for (const one of [direct, direct, direct, proxied]) await one.deliver(closed, { "x-forwarded-for": "192.0.2.1" });
    expect(direct.log().split("name it with --trust-proxy")).toHaveLength(2);
    expect(direct.log()).toContain('"from":"127.0.0.1"');
    expect(proxied.log()).not.toContain("--trust-proxy");
  });

  it("strangers are turned away when the process cannot keep up; health and signed deliveries are not", async () => {
    const one = await openStage({ limits: { eventLoopDelayMs: 0.000_001, requestsPerMinute: 1_000_000 } });
    const busy = setInterval(() => {
      for (const until = performance.now() + 30; performance.now() < until; );
    }, 10);
    const { headers, body } = await until(async () => {
      const answer = await one.get("/wp-login.php");
      expect(answer.status).toBe(503);
      return answer;
    });
    expect([headers.get("retry-after"), body]).toEqual(["10", { error: "unavailable" }]);
    expect([(await one.get("/healthz")).status, (await one.deliver(closed)).status]).toEqual([200, 200]);
    clearInterval(busy);
  });
});

it("a flood of wrong secrets leaves a line now and then", async () => {
  const flooded = await openStage();
  for (let count = 0; count < 50; count += 1) expect((await flooded.post("{}")).status).toBe(401);
  expect(flooded.log().split("a webhook was refused: no-credentials")).toHaveLength(2);
});

it("closes within its time while connections are kept alive and a request is under way", async () => {
  const waiting: { take?: () => void } = {};
  const one = await openReceiverStage({
    enqueue: () => new Promise((resolve) => (waiting.take = resolve)),
    limits: { closeMs: 60_000 },
  });
  await one.get("/healthz");
  const answer = one.deliver(closed);
  await until(() => expect(waiting.take).toBeDefined());
  const started = performance.now();
  const end = one.close();
  await until(() => expect(one.app.server.listening).toBe(false));
  waiting.take?.();
  expect((await answer).status).toBe(200);
  expect((await answer).headers.get("connection")).toBe("close");
  await end;
  expect(performance.now() - started).toBeLessThan(30_000);
});

it("cuts a connection that is still busy when its time to close is over", async () => {
  let arrived = (): void => undefined;
  const isBusy = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const enqueue = (): Promise<void> => {
    arrived();
    return new Promise(() => undefined);
  };
  const one = await openReceiverStage({ enqueue, limits: { closeMs: 200 } });
  const answer = one.deliver(closed).catch((error: unknown) => error);
  await isBusy;
  await one.close();
  expect(await answer).toBeInstanceOf(TypeError);
});

it("no secret and no text of an issue is ever logged", async () => {
  const one = await openStage({ secrets: { signingTokens: [SIGNING_TOKEN], tokens: [TOKEN] } });
  const secret = JSON.stringify(issueEvent({ labels: ["Agenda"], description: "PRIVATE TEXT" }));
  const right = signed(secret);
  await one.post(secret, { ...right, "x-gitlab-token": TOKEN });
  await one.post(secret, { "x-gitlab-token": TOKEN });
  await one.post(secret, { ...signed("other"), "x-gitlab-token": TOKEN });
  await one.post(`{"PRIVATE TEXT`, signed(`{"PRIVATE TEXT`));
  await fetch(`${one.url}${PATH}?token=${TOKEN}`, {
    method: "POST",
    body: secret,
    headers: { "x-gitlab-token": TOKEN },
  });
  await fetch(`${one.url}/${TOKEN}`);
  const broken = connect(one.port, "127.0.0.1").on("error", () => undefined);
  broken.write(`POST ${PATH} HTTP/1.1\r\nhost: x\r\nx-gitlab-token: ${TOKEN}\r\nno header\r\n\r\n`);
  await once(broken.resume(), "close");
  expect(one.log().split("\n").length).toBeGreaterThan(5);
  const bytes = [...Buffer.from(TOKEN)].join(",");
  const words = [TOKEN, bytes, SIGNING_TOKEN, SIGNING_TOKEN.slice(6), right["webhook-signature"] ?? "", "PRIVATE TEXT"];
  for (const word of words) expect(one.log()).not.toContain(word);
});
