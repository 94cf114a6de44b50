import { afterEach, beforeEach, expect, it } from "vitest";
import type { RelevanceRules } from "../../src/http/relevance.ts";
import type { SandboxOptions } from "../../src/sandbox/index.ts";
import { API, NOW, openStage, PROJECT, type Stage } from "../sandbox/gitlab.ts";
import { openReceiverStage, PATH, type ReceiverStage, SIGNING_TOKEN, TOKEN } from "./receiver-stage.ts";

let stage: Stage;
let receiver: ReceiverStage;
const EVENTS = {
  issues_events: true,
  confidential_issues_events: true,
  note_events: true,
  confidential_note_events: true,
};
const MARKER = "<!-- cadence:v1 agenda cadence-call/2026-12-01 -->";

beforeEach(async () => {
  stage = await openStage();
});
afterEach(async () => {
  await stage.sandbox.close();
  await receiver.close();
});

async function listen(secrets: Readonly<Record<string, string>>, rules: Partial<RelevanceRules> = {}): Promise<void> {
  const { id: botId } = (await stage.as("bot").get("/user")).body;
  const { signing_token: signing, token } = secrets;
  receiver = await openReceiverStage({
    secrets: { signingTokens: signing === undefined ? [] : [signing], tokens: token === undefined ? [] : [token] },
    isBot: (userId) => userId === botId,
    isServed: (id, path) => id === stage.projectId && path === PROJECT,
    now: () => stage.sandbox.clock.now().toISOString(),
    ...rules,
  });
  const hook = await stage.as("maintainer").post(`${API}/hooks`, { url: receiver.url + PATH, ...EVENTS, ...secrets });
  expect(hook.status).toBe(201);
}

/** What was answered to all deliveries so far. */
async function answers(): Promise<readonly string[]> {
  await stage.sandbox.settle();
  return stage.sandbox.deliveries.map(({ status, responseBody }) => {
    const { outcome, why } = JSON.parse(responseBody);
    return `${status} ${outcome} ${why}`;
  });
}

const PAGES: readonly SandboxOptions[] = [{}, { pagesSend: "work_item", typeNames: { issue: "Team Meeting" } }];

it.each(PAGES)("understands what happens to an agenda, signed, in a GitLab of %j", async (options) => {
  await stage.sandbox.close();
  stage = await openStage(options);
  await listen({ signing_token: SIGNING_TOKEN });
  const { sandbox, projectId: id } = stage;
  const bot = stage.as("bot");
  await bot.post(`${API}/issues`, { title: "Call", description: `${MARKER}\n\n- [ ] a`, labels: "Agenda" });
  const owner = sandbox.as("owner");
  sandbox.clock.advance(5_000);
  owner.tick(PROJECT, 1, "a");
  sandbox.clock.advance(5_000);
  owner.addLabels(PROJECT, 1, "Unresolved");
  owner.comment(PROJECT, 1, "@bot help");
  await bot.post(`${API}/issues/1/notes`, { body: "help" });
  await bot.put(`${API}/issues/1`, { description: `${MARKER}\n\n- [ ] a\n- [ ] b` });
  owner.close(PROJECT, 1);
  expect(await answers()).toEqual([
    "200 ignored own",
    "200 queued issue-changed",
    "200 queued issue-changed",
    "200 queued commented",
    "200 ignored own",
    "200 repair own-edit",
    "200 queued agenda-closed",
  ]);
  const [ticked] = stage.sandbox.deliveries.slice(1).map(({ body }) => JSON.parse(body));
  expect([ticked.object_kind, ticked.object_attributes.type]).toEqual([
    options.pagesSend ?? "issue",
    options.typeNames?.issue ?? "Issue",
  ]);
  expect(receiver.jobs.map(({ project, reason, priority }) => [project, reason.event, priority])).toEqual([
    [id, `${ticked.object_kind} update`, "edit"],
    [id, `${ticked.object_kind} update`, "edit"],
    [id, "note create", "edit"],
    [id, `${ticked.object_kind} close`, "close"],
  ]);
  expect(receiver.jobs[0]?.reason.at).toBe(new Date(Date.parse(NOW) + 5_000).toISOString());
  expect(receiver.repairs).toMatchObject([
    { project: id, iid: 1, previous: `${MARKER}\n\n- [x] a`, written: `${MARKER}\n\n- [ ] a\n- [ ] b` },
  ]);
});

it("understands everything else that GitLab sends, by token", async () => {
  await listen({ token: TOKEN });
  const owner = stage.sandbox.as("owner");
  owner.createIssue(PROJECT, { title: "bug" });
  owner.createIssue(PROJECT, { title: "secret agenda", labels: ["Agenda"], confidential: true });
  owner.createIssue(PROJECT, { title: "task", type: "task" });
  owner.comment(PROJECT, 1, "hi");
  owner.comment(PROJECT, 2, "hi");
  await stage.as("owner").post(`${API}/issues/2/notes`, { body: "psst", internal: true });
  owner.close(PROJECT, 3);
  owner.close(PROJECT, 1);
  expect(await answers()).toEqual([
    "200 ignored not-ours",
    "200 queued issue-changed",
    "200 ignored not-ours",
    "200 ignored not-ours",
    "200 queued commented",
    "200 ignored never-read",
    "200 queued may-be-linked",
    "200 queued may-be-linked",
  ]);
});

it("a box that becomes a task, and that task's end, are heard", async () => {
  await listen({ token: TOKEN });
  const owner = stage.sandbox.as("owner");
  owner.createIssue(PROJECT, { title: "agenda", labels: ["Agenda"], description: "- [ ] one" });
  owner.close(PROJECT, owner.convertToTask(PROJECT, 1, "one"));
  expect(await answers()).toEqual([
    "200 queued issue-changed",
    "200 ignored not-ours",
    "200 queued issue-changed",
    "200 queued may-be-linked",
  ]);
  const [, task] = stage.sandbox.deliveries.map(({ body }) => JSON.parse(body));
  expect([task.object_kind, task.object_attributes.type]).toEqual(["work_item", "Task"]);
});

it("GitLab's test of a webhook and its resend are answered well, so that it stays enabled", async () => {
  await listen({ signing_token: SIGNING_TOKEN });
  stage.sandbox.as("owner").createIssue(PROJECT, { title: "x", labels: ["Agenda"] });
  await stage.sandbox.settle();
  stage.sandbox.writeFile(PROJECT, "README.md", "# Acme\n");
  const maintainer = stage.as("maintainer");
  const [{ id: hook }] = (await maintainer.get(`${API}/hooks`)).body;
  expect((await maintainer.post(`${API}/hooks/${hook}/test/issues_events`)).status).toBe(201);
  expect((await maintainer.post(`${API}/hooks/${hook}/test/push_events`)).status).toBe(201);
  const [{ id: event }] = (await maintainer.get(`${API}/hooks/${hook}/events?status=200`)).body;
  expect((await maintainer.post(`${API}/hooks/${hook}/events/${event}/resend`)).status).toBe(201);
  expect(await answers()).toEqual([
    "200 queued issue-changed",
    "200 queued issue-changed",
    "200 ignored other-kind",
    expect.stringMatching(/^200 /),
  ]);
  expect((await maintainer.get(`${API}/hooks/${hook}`)).body.alert_status).toBe("executable");
});

it("events that do not matter never make GitLab disable the webhook", async () => {
  await listen({ token: TOKEN }, { isServed: () => false });
  for (let count = 0; count < 10; count += 1) stage.sandbox.as("owner").createIssue(PROJECT, { title: "x" });
  expect(new Set(await answers())).toEqual(new Set(["200 ignored not-served"]));
  expect((await stage.as("maintainer").get(`${API}/hooks`)).body[0].alert_status).toBe("executable");
});

it("a webhook with another secret is refused and shows so in GitLab", async () => {
  await listen({ signing_token: SIGNING_TOKEN });
  const [{ id }] = (await stage.as("maintainer").get(`${API}/hooks`)).body;
  const other = `whsec_${Buffer.alloc(32, 8).toString("base64")}`;
  await stage.as("maintainer").put(`${API}/hooks/${id}`, { url: receiver.url + PATH, signing_token: other });
  stage.sandbox.as("owner").createIssue(PROJECT, { title: "x", labels: ["Agenda"] });
  await stage.sandbox.settle();
  expect(stage.sandbox.deliveries.map(({ status, responseBody }) => [status, responseBody])).toEqual([
    [401, '{"error":"unauthorized"}'],
  ]);
  expect(receiver.jobs).toEqual([]);
});

it("hears of a thumbs-up on a draft, and not of what the bot does", async () => {
  await listen({ signing_token: SIGNING_TOKEN });
  const { sandbox } = stage;
  const [{ id }] = (await stage.as("maintainer").get(`${API}/hooks`)).body;
  await stage.as("maintainer").put(`${API}/hooks/${id}`, { url: receiver.url + PATH, emoji_events: true, ...EVENTS });
  const bot = stage.as("bot");
  await bot.post(`${API}/issues`, { title: "Draft", description: MARKER, labels: "Follow-up" });
  sandbox.as("owner").react(PROJECT, 1, "thumbsup");
  sandbox.as("owner").react(PROJECT, 1, "tada");
  await bot.post(`${API}/issues/1/award_emoji`, { name: "thumbsup" });
  expect(await answers()).toEqual([
    "200 ignored own",
    "200 queued reacted",
    "200 ignored never-read",
    "200 ignored own",
  ]);
});
