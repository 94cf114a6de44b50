import { afterEach, describe, expect, it } from "vitest";
import { API, openStage, type Stage } from "./gitlab.ts";

let stage: Stage;

afterEach(() => stage.sandbox.close());

describe("the limiter in front (Rack::Attack)", () => {
  it("is off unless asked for: no headers", async () => {
    stage = await openStage();
    expect((await stage.as("bot").get("/version")).headers.get("ratelimit-limit")).toBeNull();
  });

  it("tells on every answer, refusals included, and says when to come back", async () => {
    stage = await openStage({ limits: { requests: { limit: 2, periodSeconds: 60 } } });
    const bot = stage.as("bot");
    const names = ["limit", "name", "observed", "remaining"];
    const told = (headers: Headers): readonly (string | null)[] =>
      names.map((name) => headers.get(`ratelimit-${name}`));
    expect(told((await bot.get("/version")).headers)).toEqual(["2", "throttle_authenticated_api", "1", "1"]);
    expect(told((await bot.get("/nonsense")).headers)).toEqual(["2", "throttle_authenticated_api", "2", "0"]);
    const late = await bot.post(`${API}/issues`, { title: "x" });
    expect([late.status, late.text, late.headers.get("content-type")]).toEqual([429, "Retry later\n", "text/plain"]);
    const wait = Number(late.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    const reset = Number(late.headers.get("ratelimit-reset"));
    expect(Date.parse(late.headers.get("ratelimit-resettime")!)).toBe(reset * 1000);
    expect(reset - Date.parse(late.headers.get("date")!) / 1000).toBeLessThanOrEqual(wait + 1);
    expect(stage.sandbox.requests.writes).toBe(0);
    expect((await stage.as("owner").get("/version")).status).toBe(200);
    stage.sandbox.clock.advance(60_000);
    expect((await bot.get("/version")).status).toBe(200);
  });

  it("runs out in real time too, however the clock stands", async () => {
    stage = await openStage({ limits: { requests: { limit: 1, periodSeconds: 1 } } });
    const bot = stage.as("bot");
    await bot.get("/version");
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect((await bot.get("/version")).status).toBe(200);
  });
});

describe("the limiter inside", () => {
  const refusal = { message: { error: "This endpoint has been requested too many times. Try again later." } };

  it("refuses issues per project and user, notes per user, in JSON and without headers", async () => {
    stage = await openStage({ limits: { issuesPerMinute: 1, notesPerMinute: 1 } });
    const { id } = stage.sandbox.addProject({ path: "acme/other", members: { bot: 20 } });
    const bot = stage.as("bot");
    expect((await bot.post(`${API}/issues`, { title: "x" })).status).toBe(201);
    const late = await bot.post(`${API}/issues`, { title: "x" });
    expect([late.status, late.body, late.headers.get("retry-after"), late.headers.get("ratelimit-remaining")]).toEqual([
      429,
      refusal,
      null,
      null,
    ]);
    expect((await bot.post(`/projects/${id}/issues`, { title: "x" })).status).toBe(201);
    expect((await bot.post(`${API}/issues/1/notes`, { body: "x" })).status).toBe(201);
    expect((await bot.post(`${API}/issues/1/notes`, { body: "x" })).body).toEqual(refusal);
    expect((await bot.put(`${API}/issues/1`, { title: "y" })).status).toBe(200);
    stage.sandbox.clock.advance(60_000);
    expect((await bot.post(`${API}/issues`, { title: "x" })).status).toBe(201);
  });

  it("refuses although the one in front has plenty left", async () => {
    stage = await openStage({ limits: "gitlab.com" });
    const bot = stage.as("bot");
    await bot.post(`${API}/issues`, { title: "x" });
    const all = await Promise.all(Array.from({ length: 61 }, () => bot.post(`${API}/issues/1/notes`, { body: "x" })));
    const refused = all.filter((reply) => reply.status === 429);
    expect(refused).toHaveLength(1);
    expect(Number(refused[0]!.headers.get("ratelimit-remaining"))).toBeGreaterThan(1_900);
    stage.sandbox.setLimits("off");
    expect((await bot.post(`${API}/issues/1/notes`, { body: "x" })).status).toBe(201);
  });

  it("drops webhooks over the namespace's rate", async () => {
    stage = await openStage({ limits: { webhooksPerMinute: 1 } });
    const hook = { url: "http://127.0.0.1:9/none", issues_events: true };
    await stage.as("maintainer").post(`${API}/hooks`, hook);
    for (const title of ["a", "b", "c"]) await stage.as("bot").post(`${API}/issues`, { title });
    await stage.sandbox.settle();
    expect(stage.sandbox.deliveries).toHaveLength(1);
  });
});
