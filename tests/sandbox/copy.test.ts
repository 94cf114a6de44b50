import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/index.ts";
import { API, createClient, openStage, PROJECT, type Stage } from "./gitlab.ts";

let stage: Stage;
let copy: Sandbox;

beforeEach(async () => {
  stage = await openStage({}, { files: { "a.md": "x" } });
  const { sandbox } = stage;
  sandbox.as("owner").createIssue(PROJECT, { title: "first", description: "- [ ] a\n\n@developer", labels: ["new"] });
  sandbox.as("developer").comment(PROJECT, 1, "See #1, @owner");
  await stage.as("owner").post(`${API}/hooks`, { url: "http://127.0.0.1:1/", issues_events: true });
  copy = await sandbox.copy();
});

afterEach(() => Promise.all([stage.sandbox.close(), copy.close()]));

const contentOf = (sandbox: Sandbox): unknown => [
  sandbox.issues(PROJECT),
  sandbox.files(PROJECT),
  sandbox.notifications,
  sandbox.clock.now(),
];

/** What people and programs do at either, with all that GitLab makes of it: ids, stamps, UUIDs. */
async function goOn(sandbox: Sandbox, token: string): Promise<unknown> {
  sandbox.as("developer").tick(PROJECT, 1, "a");
  sandbox.clock.advance(60_000);
  const bot = createClient(sandbox.url, { "private-token": token });
  const { status, body } = await bot.post(`${API}/issues`, { title: "second", labels: "new,newer" });
  await bot.post(`${API}/issues/${body.iid}/notes`, { body: "/label ~new\n\nsee #1" });
  await sandbox.settle();
  return [status, contentOf(sandbox), sandbox.deliveries.map(({ id, trigger, headers }) => [id, trigger, headers])];
}

/** Addresses and the ports in them, which differ, left out. */
const placeless = (value: unknown): string => JSON.stringify(value).replaceAll(/127\.0\.0\.1:\d+/g, "here");

describe("a copy of a sandbox", () => {
  it("holds the same at another address, and the same becomes of the same", async () => {
    expect(copy.url).not.toBe(stage.sandbox.url);
    expect(contentOf(copy)).toEqual(contentOf(stage.sandbox));
    const token = stage.sandbox.addToken({ user: "bot" });
    expect(copy.addToken({ user: "bot" })).toBe(token);
    const [one, other] = [await goOn(stage.sandbox, token), await goOn(copy, token)];
    expect(placeless(other)).toBe(placeless(one));
  });

  it("and the first go their own ways: neither sees what is done in the other", async () => {
    const before = placeless(contentOf(copy));
    stage.sandbox.faults.inject({ kind: "status", status: 500, times: 10, when: () => true });
    stage.sandbox.setLimits({ issuesPerMinute: 1 });
    const token = stage.sandbox.addToken({ user: "bot" });
    stage.sandbox.as("owner").close(PROJECT, 1);
    stage.sandbox.as("owner").editDescription(PROJECT, 1, () => "other");
    stage.sandbox.writeFile(PROJECT, "a.md", "a");
    stage.sandbox.setMember(PROJECT, "guest", 0);
    stage.sandbox.clock.advance(1000);
    expect(placeless(contentOf(copy))).toBe(before);
    expect((await createClient(copy.url, { "private-token": token }).get("/user")).status).toBe(401);
    copy.as("guest").comment(PROJECT, 1, "still here");
    expect(stage.sandbox.issue(PROJECT, 1).notes.map(({ body }) => body)).not.toContain("still here");
  });

  it("can be made of one that was closed", async () => {
    await copy.close();
    const again = await copy.copy();
    expect(contentOf(again)).toEqual(contentOf(copy));
    await again.close();
  });
});
