import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fault } from "../../src/sandbox/index.ts";
import { API, openStage, PROJECT, type Stage } from "./gitlab.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(() => stage.sandbox.close());

/** Status of the answer, `lost` where none came whole; and how many issues there are afterwards. */
async function createUnder(fault: Omit<Fault, "when">): Promise<string> {
  stage.sandbox.faults.inject({ ...fault, when: (request) => request.write } as Fault);
  const outcome = await stage
    .as("bot")
    .post(`${API}/issues`, { title: "x" })
    .then(
      (reply) => String(reply.status),
      () => "lost",
    );
  return `${outcome}, ${stage.sandbox.issues(PROJECT).length}`;
}

describe("faults", () => {
  it.each<readonly [Omit<Fault, "when">, string]>([
    [{ kind: "before" }, "lost, 0"],
    [{ kind: "after" }, "lost, 1"],
    [{ kind: "cut" }, "lost, 1"],
    [{ kind: "slow", delayMs: 20 } as Omit<Fault, "when">, "201, 1"],
    [{ kind: "status", status: 503 } as Omit<Fault, "when">, "503, 0"],
    [{ kind: "status-after", status: 502, body: "<html>" } as Omit<Fault, "when">, "502, 1"],
  ])("%o", async (fault, expected) => expect(await createUnder(fault)).toBe(expected));

  it("strike as often as said, then no more; can be taken away", async () => {
    const { faults } = stage.sandbox;
    faults.inject({ kind: "status", status: 500, times: 2, when: (request) => request.path === "/version" });
    const remove = faults.inject({ kind: "status", status: 418, when: (request) => request.path === "/user" });
    remove();
    const statuses: number[] = [];
    for (const path of ["/version", "/version", "/version", "/user"])
      statuses.push((await stage.as("bot").get(path)).status);
    expect(statuses).toEqual([500, 500, 200, 200]);
    faults.inject({ kind: "before", when: () => true });
    faults.clear();
    expect((await stage.as("bot").get("/version")).status).toBe(200);
  });

  it("carry headers and any body", async () => {
    stage.sandbox.faults.inject({
      kind: "status",
      status: 429,
      body: "Retry later\n",
      headers: { "retry-after": "7" },
      when: () => true,
    });
    const reply = await stage.as("bot").get("/version");
    expect([reply.status, reply.text, reply.headers.get("retry-after")]).toEqual([429, "Retry later\n", "7"]);
  });
});

describe("between two requests", () => {
  it("a person's edit is slipped in; seq counts from 1", async () => {
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "x", description: "- [ ] a" });
    const remove = stage.sandbox.beforeRequest(({ seq }) => {
      if (seq === 2) stage.sandbox.as("owner").tick(PROJECT, 1, "a");
    });
    const read = async (): Promise<string> => (await stage.as("bot").get(`${API}/issues/1`)).body.description;
    expect([await read(), await read()]).toEqual(["- [ ] a", "- [x] a"]);
    remove();
    expect(
      stage.sandbox.requests.all.map(({ method, path, status, user, write }) => ({
        method,
        path,
        status,
        user,
        write,
      })),
    ).toEqual([1, 2].map(() => ({ method: "GET", path: `${API}/issues/1`, status: 200, user: "bot", write: false })));
  });
});

describe("the request log", () => {
  it("counts what reached the application; people's acts are no requests", async () => {
    const { requests, faults } = stage.sandbox;
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "x" });
    await stage.as("bot").get(`${API}/issues?labels=a&iids[]=1`);
    await stage.as("bot").put(`${API}/issues/1`, { title: "y" });
    faults.inject({ kind: "status", status: 500, when: () => true });
    await stage.as("bot").put(`${API}/issues/1`, { title: "z" });
    faults.inject({ kind: "status-after", status: 502, when: () => true });
    await stage.as("bot").put(`${API}/issues/1`, { title: "z" });
    expect([requests.reads, requests.writes, requests.all.length]).toEqual([1, 2, 4]);
    expect(requests.all[0]?.query).toEqual({ labels: "a", iids: ["1"] });
    expect(requests.all[1]).toMatchObject({ body: { title: "y" }, method: "PUT", reached: true });
    requests.reset();
    expect([requests.all.length, requests.writes]).toEqual([0, 0]);
  });

  it("close returns at once although a connection is kept alive and a request hangs", async () => {
    stage.sandbox.faults.inject({ kind: "slow", delayMs: 60_000, when: () => true });
    const arrived = new Promise<void>((resolve) => stage.sandbox.beforeRequest(() => resolve()));
    const hanging = stage
      .as("bot")
      .get("/version")
      .catch(() => "gone");
    await arrived;
    const started = performance.now();
    await stage.sandbox.close();
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(await hanging).toBe("gone");
    stage = await openStage();
  });
});
