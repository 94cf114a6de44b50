import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { issueEvent } from "../../http/receiver-stage.ts";
import { createClient } from "../../sandbox/gitlab.ts";
import { command } from "../../support/command-line.ts";
import { PROJECT, type Stage } from "../../support/stage.ts";
import { setHeldCall } from "./held-call.ts";
import { replay, told } from "./replayed.ts";

describe("a file that is no recording", () => {
  it.each([
    ["", "the file is empty"],
    ["{", "the file is not JSON"],
    [[], "problem   a list of 0 deliveries where one is expected"],
    [[issueEvent(), issueEvent()], "problem   a list of 2 deliveries where one is expected"],
    ['"text"', "problem   a text where a map is expected"],
    [{ headers: {} }, "delivery.json  body\n  problem   body is missing"],
    [{ header: {}, body: {} }, 'found     "header"\n  problem   headers is missing\n  nearest   headers'],
    [{ headers: {}, body: {}, at: 1 }, 'delivery.json  at\n  found     "at"\n  problem   there is no such key here'],
    [
      { headers: [], body: {} },
      "delivery.json  headers\n  problem   a list where a map of names and texts is expected",
    ],
    [
      { headers: { "X-Gitlab-Token": 7 }, body: {} },
      "delivery.json  headers.X-Gitlab-Token\n  problem   a number where the text of a header is expected",
    ],
    [{ headers: {}, body: null }, "delivery.json  body\n  problem   nothing where what GitLab sent is expected"],
    [
      { request_headers: {}, request_data: 1 },
      "delivery.json  request_data\n  problem   a number where what GitLab sent is expected",
    ],
  ])("%j", async (recorded, words) => {
    const { exitCode, out, err } = await replay(recorded);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(err).toContain(words);
    expect(err).toContain("allowed   ");
  });

  it.each([
    ["empty", "", "the file is empty"],
    ["no JSON", "{", "the file is not JSON"],
    ["a list", [], "a list of 0 deliveries where one is expected"],
  ])("is a document for --json: %s", async (_what, recorded, problem) => {
    const { exitCode, file, error, ...rest } = await told(recorded);
    expect([exitCode, file, rest]).toEqual([2, "delivery.json", {}]);
    expect(error).toMatchObject({ code: "CADENCE_CONFIG", problems: [{ problem }] });
  });

  it("may begin with the mark that editors write, which GitLab did not send", async () => {
    const [body, event] = [issueEvent({ action: "close" }), "issue close"];
    for (const recorded of [body, { request_data: body }, { headers: {}, body }])
      expect(await told(`\uFEFF${JSON.stringify(recorded)}`)).toMatchObject({
        status: 200,
        job: { reason: { event } },
      });
  });

  it("is not there", async () => {
    expect(await command(null, ["replay", "no-such-file.json"])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("there is no such file"),
    });
  });
});

describe("a GitLab", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setHeldCall();
  });
  afterEach(() => stage.close());

  it.each([
    ["refuses", 403, 1],
    ["does not know the project", 404, 1],
    ["fails", 500, 1],
  ])("that %s, --json prints what it said, and nothing is done", async (_what, status, code) => {
    stage.sandbox.faults.inject({ kind: "status", status, times: 99, when: () => true });
    const { exitCode, file, error, ...rest } = await told(issueEvent({ action: "close" }), { stage, args: ["--run"] });
    expect([exitCode, file, error.status, rest]).toEqual([code, "delivery.json", status, {}]);
    expect(error.message).not.toBe("");
    const { out, err } = await replay(issueEvent({ action: "close" }), { stage, args: ["--json"] });
    stage.sandbox.faults.clear();
    expect([JSON.parse(out).file, err]).toEqual(["delivery.json", expect.stringContaining(error.message)]);
  });

  it("that cannot be reached, or a project without a configuration, is a document for --json too", async () => {
    const environment = { GITLAB_TOKEN: "glpat-a", GITLAB_URL: "http://127.0.0.1:1" };
    expect(await told(issueEvent({ action: "close" }), { environment })).toMatchObject({
      ...{ exitCode: 1, file: "delivery.json", error: { code: expect.any(String), status: null } },
    });
    stage.sandbox.addProject({ path: "acme/bare", members: { "cadence-bot": 20 } });
    const bare = await told(issueEvent({ action: "close" }), { stage, args: ["--project", "acme/bare"] });
    expect(bare).toMatchObject({ exitCode: 2, error: { code: "CADENCE_NO_CONFIGURATION" } });
  });

  it("is asked for the project of the webhook, not that of a CI job, and the help says so", async () => {
    const bot = createClient(stage.sandbox.url, { "private-token": stage.token });
    const { body: project } = await bot.get(`/projects/${encodeURIComponent(PROJECT)}`);
    const environment = { CI_PROJECT_ID: String(project.id) };
    const other = issueEvent({ action: "close" });
    expect(await told(other, { stage, environment })).toMatchObject({ exitCode: 1, error: { status: 404 } });
    const { out } = await command(null, ["replay", "--help"]);
    expect(out).toMatch(/--project <id\|path>\s+look at this project instead \(default: that of the\s+webhook\)/);
    expect(out).not.toMatch(/CI_PROJECT_ID|repeatable \(default/);
  });
});
