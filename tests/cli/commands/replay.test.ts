import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { issueEvent, noteEvent, openReceiverStage, SIGNING_TOKEN, signed, TOKEN } from "../../http/receiver-stage.ts";
import { createClient } from "../../sandbox/gitlab.ts";
import { PROJECT, type Stage } from "../../support/stage.ts";
import { freshFile, setHeldCall } from "./held-call.ts";
import { replay, told } from "./replayed.ts";

const SIGNING = { CADENCE_SIGNING_TOKEN: SIGNING_TOKEN };
const TOKENS = { CADENCE_WEBHOOK_TOKEN: TOKEN };

/** Recorded as it came, signed. */
function signedRecord(payload: unknown): unknown {
  const body = JSON.stringify(payload);
  return { headers: { "Content-Type": "application/json", ...signed(body) }, body };
}

describe("a body alone, without GitLab", () => {
  it.each([
    ["a closed issue", issueEvent({ action: "close" }), "queued", "labels-not-known", "issue close"],
    ["an edited one", issueEvent(), "queued", "labels-not-known", "issue update"],
    ["a comment", noteEvent(), "queued", "labels-not-known", "note create"],
    ["an internal comment", noteEvent({ internal: true }), "ignored", "never-read", null],
    ["a comment on a merge request", noteEvent({ on: "MergeRequest" }), "ignored", "not-on-an-issue", null],
    ["a push", { object_kind: "push" }, "ignored", "other-kind", null],
  ])("%s", async (_what, body, outcome, why, event) => {
    const said = await told(body);
    expect(said).toMatchObject({
      exitCode: 0,
      status: 200,
      proof: "added",
      isKnown: false,
      outcome,
      why,
      projects: null,
    });
    expect(said.job?.reason.event ?? null).toBe(event);
  });

  it("is told to people, with what is not known", async () => {
    const { exitCode, out, err } = await replay(issueEvent({ action: "close" }));
    expect([exitCode, err]).toEqual([0, ""]);
    expect(out).toMatchInlineSnapshot(`
      "proof: none in the file, it was signed for the replay
      answer: 200 queued, labels-not-known
      job: look at project 14, in turn, at once, since: issue close
      without GITLAB_TOKEN the bot and the project's labels are not known
      cadence replay delivery.json --run does it"
    `);
  });

  it("what the receiver does not understand is refused, as GitLab would hear", async () => {
    expect(await told({ object_kind: "issue" })).toMatchObject({
      ...{ exitCode: 1, status: 422, outcome: "refused", why: "not-understood", job: null },
    });
  });
});

describe("a recorded proof", () => {
  it("is judged at the time at which it was signed, however old it is", async () => {
    const body = JSON.stringify(issueEvent({ action: "close" }));
    const headers = signed(body, { at: new Date("2024-02-29T12:00:00Z") });
    expect(await told({ headers, body }, { environment: SIGNING })).toMatchObject({
      ...{ exitCode: 0, status: 200, proof: "recorded", outcome: "queued" },
    });
  });

  it.each([
    ["of another key", { "webhook-signature": "v1,x" }, "bad-signature"],
    ["that is none", { "webhook-signature": "" }, "malformed-signature"],
    ["without its time", { "webhook-timestamp": "" }, "malformed-signature"],
  ])("a signature %s is refused", async (_what, headers, why) => {
    const { headers: right, body } = signedRecord(issueEvent()) as { headers: object; body: string };
    const forged = { headers: { ...right, ...headers }, body };
    expect(await told(forged, { environment: SIGNING })).toMatchObject({
      exitCode: 1,
      status: 401,
      outcome: "refused",
      why,
    });
  });

  it("a token counts where no signing token is configured, and a forged one does not", async () => {
    const record = (token: string) => ({ headers: { "X-Gitlab-Token": token }, body: issueEvent({ action: "close" }) });
    expect(await told(record(TOKEN), { environment: TOKENS })).toMatchObject({ status: 200, proof: "recorded" });
    expect(await told(record("guessed"), { environment: TOKENS })).toMatchObject({ exitCode: 1, why: "bad-token" });
    expect(await told(record(TOKEN), { environment: SIGNING })).toMatchObject({ status: 401, why: "no-credentials" });
  });

  it("needs the service's secrets, and says so", async () => {
    const { exitCode, err } = await replay(signedRecord(issueEvent()));
    expect([exitCode, err]).toEqual([2, expect.stringContaining("CADENCE_SIGNING_TOKEN=whsec_")]);
  });

  it("goes over a body byte for byte: junk, and one that is too deep", async () => {
    for (const [body, why] of [
      ["{", "invalid-json"],
      ["[".repeat(1000) + "]".repeat(1000), "too-deep"],
    ])
      expect(await told({ headers: signed(body ?? ""), body }, { environment: SIGNING })).toMatchObject({
        status: 400,
        why,
      });
  });
});

describe("with GitLab", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setHeldCall();
  });
  afterEach(() => stage.close());

  /** GitLab's list of what a webhook sent while people did something. */
  async function recordedWhile(act: () => void) {
    const { sandbox } = stage;
    const receiver = await openReceiverStage({ now: () => sandbox.clock.now().toISOString() });
    const owner = createClient(sandbox.url, { "private-token": sandbox.addToken({ user: "jane" }) });
    const hooks = `/projects/${encodeURIComponent(PROJECT)}/hooks`;
    const kinds = { issues_events: true, note_events: true };
    const made = await owner.post(hooks, {
      url: `${receiver.url}/webhooks/gitlab`,
      signing_token: SIGNING_TOKEN,
      ...kinds,
    });
    act();
    await sandbox.settle();
    const { body: events } = await owner.get(`${hooks}/${made.body.id}/events`);
    await receiver.close();
    return { event: events[0], delivery: sandbox.deliveries.at(-1) };
  }

  it("knows what is of the bot's: an issue without its labels is not, what the bot itself does neither", async () => {
    const { event } = await recordedWhile(() => stage.sandbox.as("jane").comment(PROJECT, 1, "Hello"));
    expect(await told(event, { stage })).toMatchObject({ isKnown: true, outcome: "queued", why: "commented" });
    const other = await recordedWhile(() => stage.sandbox.as("bob").createIssue(PROJECT, { title: "Printer" }));
    expect(await told(other.event, { stage })).toMatchObject({ isKnown: true, outcome: "ignored", why: "not-ours" });
    const own = await recordedWhile(() => stage.sandbox.as("cadence-bot").comment(PROJECT, 1, "Told."));
    expect(await told(own.event, { stage })).toMatchObject({ outcome: "ignored", why: "own" });
  });

  it("shows what the bot may have overwritten, and writes nothing", async () => {
    const { event } = await recordedWhile(() =>
      stage.sandbox.as("cadence-bot").editDescription(PROJECT, 1, (text) => `${text}\nBy the bot.\n`),
    );
    expect(event.request_data.changes).toMatchObject({ description: { current: expect.any(String) } });
    expect(await told(event, { stage, args: ["--run"] })).toMatchObject({
      ...{ outcome: "repair", why: "own-edit", job: null, repair: { iid: 1 }, projects: null },
    });
  });

  it("--run does what it asks for, as signed and recorded, and once", async () => {
    const { delivery } = await recordedWhile(() => stage.sandbox.as("jane").comment(PROJECT, 1, "Hello"));
    const recorded = { headers: delivery?.headers, body: delivery?.body };
    const titles = () => stage.sandbox.issues(PROJECT).map(({ title }) => title);
    const before = titles().length;
    expect(await told(recorded, { stage, environment: SIGNING })).toMatchObject({ proof: "recorded", projects: null });
    expect(titles()).toHaveLength(before);
    const file = freshFile("audit.jsonl");
    const ran = await told(recorded, { stage, environment: SIGNING, args: ["--run", "--audit", file] });
    expect(ran).toMatchObject({ exitCode: 0, projects: [{ customer: "Acme", run: expect.any(String) }] });
    expect(titles().filter((title) => title.startsWith("Follow-up: "))).toHaveLength(1);
    const again = await replay(recorded, { stage, environment: SIGNING, args: ["--run"] });
    expect([again.exitCode, again.err]).toEqual([0, ""]);
    expect(again.out).toMatch(/^proof: that of the file\nanswer: 200 queued, commented\njob: /);
    expect(titles().filter((title) => title.startsWith("Follow-up: "))).toHaveLength(1);
  });

  it("--run looks at another project where one is named, and says what is wrong there", async () => {
    const { exitCode, err } = await replay(issueEvent({ action: "close" }), { stage, args: ["--run"] });
    expect([exitCode, err]).toEqual([1, expect.stringContaining("14")]);
    const named = await told(issueEvent({ action: "close", description: "<!-- cadence:v1 agenda" }), {
      ...{ stage, args: ["--run", "--project", PROJECT] },
    });
    expect(named).toMatchObject({ exitCode: 0, projects: [{ customer: "Acme" }] });
  });

  it("is about one project: a second one is refused before anything is done", async () => {
    const args = ["--run", "--project", PROJECT, "--project", "acme/other"];
    const { exitCode, out, err } = await replay(issueEvent({ action: "close" }), { stage, args });
    expect([exitCode, out]).toEqual([2, ""]);
    expect(err).toContain("a webhook is about one project");
  });
});
