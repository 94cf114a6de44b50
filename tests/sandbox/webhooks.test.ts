import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { API, openStage, PROJECT, type Stage } from "./gitlab.ts";
import { openReceiver, type Receiver } from "./receiver.ts";

let stage: Stage;
let receiver: Receiver;

const everything = {
  issues_events: true,
  confidential_issues_events: true,
  note_events: true,
  confidential_note_events: true,
};

async function addHook(fields: Readonly<Record<string, unknown>> = {}): Promise<number> {
  const reply = await stage.as("maintainer").post(`${API}/hooks`, { url: receiver.url, ...everything, ...fields });
  expect(reply.status).toBe(201);
  return reply.body.id;
}

async function deliveries(): Promise<readonly string[]> {
  await stage.sandbox.settle();
  return receiver.received.map(
    ({ headers, body }) => `${headers["x-gitlab-event"]}: ${body.event_type} ${body.object_attributes.action}`,
  );
}

beforeEach(async () => {
  stage = await openStage({ webhookMaxBytes: 8000 });
  receiver = await openReceiver();
});

afterEach(async () => {
  await stage.sandbox.close();
  await receiver.close();
});

describe("which deliveries", () => {
  it("open, update, close, reopen, note; secret ones by their own trigger", async () => {
    await addHook();
    const bot = stage.as("bot");
    await bot.post(`${API}/issues`, { title: "x" });
    await bot.put(`${API}/issues/1`, { add_labels: "a" });
    await bot.put(`${API}/issues/1`, { state_event: "close" });
    await bot.put(`${API}/issues/1`, { state_event: "close" });
    await bot.put(`${API}/issues/1`, { state_event: "reopen", add_labels: "b" });
    const note = await bot.post(`${API}/issues/1/notes`, { body: "hi" });
    await bot.put(`${API}/issues/1/notes/${note.body.id}`, { body: "ho" });
    await bot.post(`${API}/issues/1/notes`, { body: "psst", internal: true });
    await bot.put(`${API}/issues/1`, { confidential: true });
    await bot.post(`${API}/issues/1/notes`, { body: "hi" });
    expect(await deliveries()).toEqual([
      "Issue Hook: issue open",
      "Issue Hook: issue update",
      "Issue Hook: issue close",
      "Issue Hook: issue reopen",
      "Issue Hook: issue update",
      "Note Hook: note create",
      "Note Hook: note update",
      "Confidential Note Hook: confidential_note create",
      "Confidential Issue Hook: confidential_issue update",
      "Confidential Note Hook: confidential_note create",
    ]);
  });

  it("only what the hook asked for; tasks are work items", async () => {
    await addHook({ confidential_issues_events: false, note_events: false });
    const owner = stage.sandbox.as("owner");
    owner.createIssue(PROJECT, { title: "secret", confidential: true });
    owner.createIssue(PROJECT, { title: "task", type: "task" });
    owner.comment(PROJECT, 2, "hi");
    await stage.sandbox.settle();
    expect(receiver.received.map(({ body }) => [body.object_kind, body.object_attributes.type])).toEqual([
      ["work_item", "Task"],
    ]);
  });

  it("a group's hooks too, on Premium", async () => {
    const groupHook = { url: receiver.url, issues_events: true };
    stage.sandbox.addGroup({ path: "acme", members: { owner: 50 } });
    expect((await stage.as("owner").post("/groups/acme/hooks", groupHook)).status).toBe(201);
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "x" });
    expect(await deliveries()).toEqual(["Issue Hook: issue open"]);
  });
});

describe("what is delivered", () => {
  it("a ticked box: changes hold both texts and who edited", async () => {
    await addHook();
    const owner = stage.sandbox.as("owner");
    owner.createIssue(PROJECT, { title: "x", description: "- [ ] a" });
    owner.tick(PROJECT, 1, "a");
    await stage.sandbox.settle();
    const { changes, user, object_attributes: attributes } = receiver.received[1]!.body;
    expect(changes.description).toEqual({ previous: "- [ ] a", current: "- [x] a" });
    expect(Object.keys(changes).sort()).toEqual(
      ["description", "last_edited_at", "last_edited_by_id", "updated_by_id"]
        .concat(changes.updated_at ? ["updated_at"] : [])
        .sort(),
    );
    expect(user).toMatchObject({ username: "owner", email: "[REDACTED]" });
    expect(attributes).not.toHaveProperty("task_completion_status");
  });

  it("labels before and after; a close without a state", async () => {
    await addHook();
    const owner = stage.sandbox.as("owner");
    owner.createIssue(PROJECT, { title: "x", labels: ["a"] });
    stage.sandbox.clock.advance(5_000);
    owner.addLabels(PROJECT, 1, "b");
    stage.sandbox.clock.advance(5_000);
    owner.close(PROJECT, 1);
    await stage.sandbox.settle();
    const [, labelled, closed] = receiver.received.map(({ body }) => body.changes);
    const titles = (labels: readonly { title: string }[]): readonly string[] => labels.map((label) => label.title);
    expect([titles(labelled.labels.previous), titles(labelled.labels.current)]).toEqual([["a"], ["a", "b"]]);
    expect(Object.keys(closed).sort()).toEqual(["closed_at", "state_id", "updated_at"]);
    expect(closed.state_id).toEqual({ previous: 1, current: 2 });
    expect(closed.updated_at.current).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
  });

  const keysOf = (value: object): readonly string[] => Object.keys(value).sort();

  it.each([
    ["doc-issue-example.json", ["assignee", "escalation_policy", "escalation_status", "health_status"]],
    ["doc-note-on-issue-example.json", ["position", "branch_name"]],
    ["derived-issue-close.json", ["assignee", "human_time_change"]],
  ])("has every key of %s", async (name, absent) => {
    const path = new URL(`../fixtures/gitlab-webhook-payloads/${name}`, import.meta.url);
    const example = JSON.parse(readFileSync(path, "utf8"));
    await addHook();
    const owner = stage.sandbox.as("owner");
    owner.createIssue(PROJECT, { title: "x", assignees: ["developer"], labels: ["a"] });
    owner.comment(PROJECT, 1, "hi");
    owner.close(PROJECT, 1);
    await stage.sandbox.settle();
    const kind = name.includes("note") ? "create" : name.includes("close") ? "close" : "open";
    const mine = receiver.received.find(({ body }) => body.object_attributes.action === kind)!.body;
    const expected = keysOf(example).filter((key) => !absent.includes(key));
    expect(keysOf(mine)).toEqual(expect.arrayContaining([...expected]));
    for (const part of ["user", "project", "object_attributes", "repository", "issue"]) {
      if (example[part] === undefined) continue;
      const wanted = keysOf(example[part]).filter((key) => !absent.includes(key));
      expect(keysOf(mine[part])).toEqual(expect.arrayContaining(wanted));
    }
  });
});

describe("headers", () => {
  const key = Buffer.alloc(32, 7);
  const signingToken = `whsec_${key.toString("base64")}`;

  it("carry both tokens, and a signature that the documented rule gives", async () => {
    await addHook({
      token: "se\r\ncret",
      signing_token: signingToken,
      custom_headers: [
        { key: "X-Own", value: "1" },
        { key: "X-Gitlab-Token", value: "forged" },
      ],
    });
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "ümlaut" });
    await stage.sandbox.settle();
    const { headers, raw } = receiver.received[0]!;
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": "GitLab/19.2.1-ee",
      "x-gitlab-token": "secret",
      "x-gitlab-instance": stage.sandbox.url,
      "x-own": "1",
    });
    expect(headers["webhook-id"]).toBe(headers["idempotency-key"]);
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${raw}`;
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
    const uuids = [headers["x-gitlab-webhook-uuid"], headers["x-gitlab-event-uuid"], headers["idempotency-key"]];
    expect(new Set(uuids).size).toBe(3);
  });

  it("tokens are never shown, only that they are there; the signing token is unknown before 19.0", async () => {
    const { body } = await stage
      .as("maintainer")
      .post(`${API}/hooks`, { url: receiver.url, token: "t", signing_token: signingToken });
    expect(body).toMatchObject({
      token_present: true,
      signing_token_present: true,
      push_events: true,
      issues_events: false,
    });
    expect(JSON.stringify(body)).not.toContain(signingToken);
    const old = await openStage({ version: "18.11.0-ee" });
    const reply = await old.as("maintainer").post(`${API}/hooks`, { url: receiver.url, signing_token: signingToken });
    expect(reply.body).not.toHaveProperty("signing_token_present");
    expect(reply.body).not.toHaveProperty("token_present");
    await old.sandbox.close();
  });

  it("another address takes the secret token and custom headers away", async () => {
    const id = await addHook({ token: "s", custom_headers: [{ key: "X-Own", value: "1" }] });
    const moved = await stage.as("maintainer").put(`${API}/hooks/${id}`, { url: `${receiver.url}/elsewhere` });
    expect(moved.body).toMatchObject({ token_present: false, custom_headers: [] });
  });

  it("a new URL takes the secret token away", async () => {
    const id = await addHook({ token: "t" });
    const same = await stage.as("maintainer").put(`${API}/hooks/${id}`, { url: receiver.url });
    const other = await stage.as("maintainer").put(`${API}/hooks/${id}`, { url: `${receiver.url}/x` });
    expect([same.body.token_present, other.body.token_present]).toEqual([true, false]);
  });

  it.each(["whsec_short", "secret", `whsec_${Buffer.alloc(31).toString("base64")}`])(
    "refuses the signing token %s",
    async (token) => {
      expect(
        (await stage.as("maintainer").post(`${API}/hooks`, { url: receiver.url, signing_token: token })).status,
      ).toBe(422);
    },
  );
});

describe("when it fails", () => {
  it.each([
    [404, "404"],
    [500, "500"],
  ])("%s is logged and not sent again", async (answer, expected) => {
    await addHook();
    receiver.answer = answer;
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "x" });
    await stage.sandbox.settle();
    expect(receiver.received).toHaveLength(1);
    expect(stage.sandbox.deliveries.map(({ status, error }) => error ?? String(status))).toEqual([expected]);
  });

  it("an answer that never comes is logged and not sent again", async () => {
    await stage.sandbox.close();
    stage = await openStage({ webhookTimeoutMs: 200 });
    await addHook();
    receiver.answer = null;
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "x" });
    await stage.sandbox.settle();
    // On a busy machine the time may be over before the receiver has read anything.
    expect(receiver.received.length).toBeLessThanOrEqual(1);
    expect(stage.sandbox.deliveries.map(({ error }) => error)).toEqual(["Net::ReadTimeout: execution expired"]);
  });

  it("rests after four failures, longer each time, at forty for good; a success forgets", async () => {
    const id = await addHook();
    const { sandbox } = stage;
    const alert = async (): Promise<string> =>
      (await stage.as("maintainer").get(`${API}/hooks/${id}`)).body.alert_status;
    const event = async (): Promise<void> => {
      sandbox.as("owner").createIssue(PROJECT, { title: "x" });
      await sandbox.settle();
    };
    receiver.answer = 500;
    for (let count = 0; count < 3; count += 1) await event();
    expect(await alert()).toBe("executable");
    await event();
    expect(await alert()).toBe("temporarily_disabled");
    await event();
    expect(receiver.received).toHaveLength(4);
    sandbox.clock.advance(61_000);
    expect(await alert()).toBe("executable");
    await event();
    sandbox.clock.advance(61_000);
    expect(await alert()).toBe("temporarily_disabled");
    sandbox.clock.advance(61_000);
    receiver.answer = 301;
    await event();
    receiver.answer = 500;
    await event();
    expect(await alert()).toBe("executable");
    for (let count = 0; count < 39; count += 1) {
      await event();
      sandbox.clock.advance(86_400_001);
    }
    expect(await alert()).toBe("disabled");
    receiver.answer = 200;
    const test = await stage.as("maintainer").post(`${API}/hooks/${id}/test/issues_events`);
    expect([test.status, test.body, await alert()]).toEqual([201, { message: "201 Created" }, "executable"]);
  });

  it("is not sent at all above the largest size", async () => {
    await addHook();
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "x", description: "y".repeat(10_000) });
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "small" });
    await stage.sandbox.settle();
    expect(receiver.received.map(({ body }) => body.object_attributes.title)).toEqual(["small"]);
    expect(stage.sandbox.deliveries[0]?.error).toContain("larger than 8000 bytes");
  });
});

describe("the record", () => {
  it("keeps order within a project, shows events, sends one again under the same key", async () => {
    const id = await addHook({ token: "t" });
    for (let count = 1; count <= 5; count += 1) stage.sandbox.as("owner").createIssue(PROJECT, { title: `n${count}` });
    await stage.sandbox.settle();
    expect(receiver.received.map(({ body }) => body.object_attributes.iid)).toEqual([1, 2, 3, 4, 5]);
    const { body: events } = await stage.as("maintainer").get(`${API}/hooks/${id}/events?status=200`);
    expect(events).toHaveLength(5);
    expect(events[0]).toMatchObject({ response_status: "200", request_headers: { "X-Gitlab-Token": "[REDACTED]" } });
    const again = await stage.as("maintainer").post(`${API}/hooks/${id}/events/${events[0].id}/resend`);
    expect(again.status).toBe(201);
    const [last, resent] = [receiver.received[4]!, receiver.received[5]!];
    expect(resent.raw).toBe(last.raw);
    expect(resent.headers["idempotency-key"]).toBe(last.headers["idempotency-key"]);
    expect(resent.headers["x-gitlab-webhook-uuid"]).not.toBe(last.headers["x-gitlab-webhook-uuid"]);
  });

  it("is asked for by kinds of answers, 20 rows at most; what nobody answers is a failure of the server", async () => {
    const id = await addHook({ url: "http://127.0.0.1:9/none" });
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "x" });
    await stage.sandbox.settle();
    const maintainer = stage.as("maintainer");
    const rows = async (query: string) => (await maintainer.get(`${API}/hooks/${id}/events?${query}`)).body;
    expect(await rows("status=client_failure,server_failure")).toMatchObject([
      { response_status: "internal error", created_at: stage.sandbox.clock.now().toISOString() },
    ]);
    expect(await rows("status=successful")).toEqual([]);
    expect((await maintainer.get(`${API}/hooks/${id}/events?per_page=21`)).status).toBe(400);
    const [{ id: event }] = await rows("");
    expect((await maintainer.post(`${API}/hooks/${id}/events/${event}/resend`)).status).toBe(422);
  });

  it("does not call a hook again for a write that forwards its event UUID", async () => {
    await addHook();
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "x" });
    await stage.sandbox.settle();
    const uuid = String(receiver.received[0]!.headers["x-gitlab-event-uuid"]);
    await stage.as("bot").put(`${API}/issues/1`, { title: "y" }, { "x-gitlab-event-uuid": uuid });
    await stage.as("bot").put(`${API}/issues/1`, { title: "z" });
    await stage.sandbox.settle();
    expect(receiver.received.map(({ body }) => body.object_attributes.title)).toEqual(["x", "z"]);
  });
});
