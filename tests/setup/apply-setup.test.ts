import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fnv1a } from "../../src/domain/marker/content-hash.ts";
import { readReferences } from "../../src/sandbox/text/references.ts";
import { applySetup, planSetupOf, type SetupOutcome } from "../../src/setup/apply-setup.ts";
import type { RequestedSetup, SetupPlan } from "../../src/setup/types.ts";
import { createMortalProcess, type Death, Killed } from "../support/gitlab/mortal-fetch.ts";
import { BARE, type BareStage, INTERNAL, NOTHING_REQUESTED, setBareStage } from "../support/state/bare-project.ts";

const REQUESTED: RequestedSetup = {
  ...NOTHING_REQUESTED,
  timeZone: "Europe/Berlin",
  templates: true,
  schedule: { project: INTERNAL, cron: "17 * * * *" },
};

let stage: BareStage;
beforeEach(async () => {
  stage = await setBareStage();
});
afterEach(() => stage.close());

async function setUp(requested: RequestedSetup = REQUESTED, fetching: typeof fetch = fetch): Promise<SetupOutcome> {
  const deps = stage.dependencies(fetching);
  const plan = await planSetupOf(deps, requested);
  expect(plan.obstacles).toEqual([]);
  return applySetup(deps, requested, plan);
}

async function planAgain(requested: RequestedSetup = REQUESTED): Promise<SetupPlan> {
  return planSetupOf(stage.dependencies(), requested);
}

function decisions({ files, mergeRequest }: SetupPlan): readonly string[] {
  return [...files.map(({ decision }) => decision), mergeRequest?.decision ?? "none"];
}

/** Everything that a setup makes, without times and addresses. */
async function outcome(): Promise<unknown> {
  const { gitlab, internal } = stage.dependencies();
  const schedules = await internal.setup.listPipelineSchedules();
  return {
    branch: stage.sandbox.files(BARE, "cadence-init"),
    main: stage.sandbox.files(BARE),
    requests: stage.sandbox.mergeRequests(BARE).map(({ iid, state, title }) => ({ iid, state, title })),
    labels: await gitlab.listLabels(),
    schedules: schedules.map(({ cron, ref, active }) => ({ cron, ref, active })),
  };
}

describe("killed at any write", () => {
  const WRITES = 10;
  // Dead before a write leaves what being dead after the one before it leaves.
  const deaths = [
    { request: 1, moment: "before", of: "writes" },
    ...Array.from({ length: WRITES }, (_, index): Death => ({ request: index + 1, moment: "after", of: "writes" })),
  ] satisfies readonly Death[];
  let wanted: unknown = null;
  beforeAll(async () => {
    stage = await setBareStage();
    await setUp();
    wanted = await outcome();
    await stage.close();
  });

  it("undisturbed, it makes everything once and nothing the second time", async () => {
    stage.sandbox.requests.reset();
    await setUp();
    expect(stage.sandbox.requests.writes).toBe(WRITES);
    expect(await outcome()).toMatchObject({ requests: [{ iid: 1, state: "opened" }], schedules: [{ ref: "main" }] });
    await setUp();
    expect(stage.sandbox.requests.writes).toBe(WRITES);
  });

  it.each(deaths)("$moment write $request, and run again, it ends as an undisturbed one", async (death) => {
    const mortal = createMortalProcess(death);
    await expect(mortal.live(() => setUp(REQUESTED, mortal.fetch))).rejects.toThrow(Killed);
    await setUp();
    expect(await outcome()).toEqual(wanted);
  });

  it.each(["repository/commits", "merge_requests", "pipeline_schedules"])(
    "an answer of %s that got lost is followed by a look in the same run",
    async (path) => {
      const when = (request: { readonly method: string; readonly path: string }): boolean =>
        request.method === "POST" && request.path.endsWith(path);
      stage.sandbox.faults.inject({ kind: "after", when });
      await setUp();
      expect(await outcome()).toEqual(wanted);
    },
  );

  it("two at once: one of them finds what the other made", async () => {
    const results = await Promise.all([setUp(), setUp()]);
    expect(new Set(results.map(({ mergeRequestUrl }) => mergeRequestUrl)).size).toBe(1);
    expect(stage.sandbox.mergeRequests(BARE)).toHaveLength(1);
    // But for the schedule: GitLab has no key that would keep two of them apart.
    expect(await outcome()).toEqual({ ...(wanted as object), schedules: expect.anything() });
  });
});

describe("a proposal that is there already", () => {
  it("untouched, is brought up to date by new options; without options it stays, whatever the day", async () => {
    await setUp();
    stage.sandbox.clock.set("2026-02-20T09:00:00Z");
    expect(decisions(await planAgain({ ...NOTHING_REQUESTED, templates: true }))).toEqual([
      "there",
      "there",
      "there",
      "there",
      "there",
    ]);
    await setUp({ ...REQUESTED, countries: ["DE"] });
    const text = stage.sandbox.files(BARE, "cadence-init")[".gitlab/cadence.yml"];
    expect(text).toContain("country: DE");
    expect(text).toContain("from: 2026-01-12");
    expect(stage.sandbox.mergeRequests(BARE)).toHaveLength(1);
    expect(decisions(await planAgain({ ...REQUESTED, countries: ["DE"] }))).toEqual([
      "there",
      "there",
      "there",
      "there",
      "there",
    ]);
  });

  it("changed by people, is theirs", async () => {
    await setUp();
    stage.sandbox.as("jane").push(BARE, "cadence-init", ".gitlab/cadence.yml", "customer: Acme Corp\n");
    const plan = await planAgain({ ...REQUESTED, countries: ["DE"] });
    expect([decisions(plan), plan.commit]).toEqual([["left", "left", "left", "left", "left"], null]);
  });

  it("closed by a person, is not opened again until the branch is gone", async () => {
    await setUp();
    stage.sandbox.as("jane").closeMergeRequest(BARE, 1);
    expect((await planAgain()).obstacles).toMatchObject([{ remedy: expect.stringContaining("reopen !1") }]);
    stage.sandbox.removeBranch(BARE, "cadence-init");
    await setUp();
    expect(stage.sandbox.mergeRequests(BARE).map(({ state }) => state)).toEqual(["closed", "opened"]);
  });

  it("is not believed where somebody put another file under our words", async () => {
    await setUp();
    const [message] = (await stage.dependencies().setup.compareBranches("main", "cadence-init")).messages;
    stage.sandbox.as("jane").closeMergeRequest(BARE, 1);
    stage.sandbox.removeBranch(BARE, "cadence-init");
    const bob = stage.dependencies(fetch, stage.sandbox.addToken({ user: "bob" })).setup;
    const files = [{ path: ".gitlab-ci.yml", text: "evil", lastCommitId: null }];
    await bob.commitFiles({ branch: "cadence-init", startBranch: "main", message: message ?? "", files });
    const plan = await planAgain();
    expect(plan.obstacles).toMatchObject([{ text: expect.stringContaining("the tool did not write") }]);
  });

  it("put in another form under the same commit message, is people's", async () => {
    await setUp();
    const [message] = (await stage.dependencies().setup.compareBranches("main", "cadence-init")).messages;
    stage.sandbox.removeBranch(BARE, "cadence-init");
    const jane = stage.dependencies(fetch, stage.sandbox.addToken({ user: "jane" })).setup;
    const files = [{ path: ".gitlab/cadence.yml", text: "customer: Acme Corp\n", lastCommitId: null }];
    await jane.commitFiles({ branch: "cadence-init", startBranch: "main", message: message ?? "", files });
    expect(decisions(await planAgain())).toEqual(["left", "left", "left", "left", "left"]);
  });

  it.each([
    [".gitlab/cadence.yml", "customer: Evil\n"],
    [".gitlab/issue_templates/Meeting Agenda.md", "evil"],
  ])("imitated with another %s, gets nothing of it into a merge request of ours", async (path, text) => {
    const bob = stage.dependencies(fetch, stage.sandbox.addToken({ user: "bob" })).setup;
    const message = `x\n\nCadence-Init: ${fnv1a(JSON.stringify([[path, text]])).toString(36)}\n`;
    const files = [{ path, text, lastCommitId: null }];
    await bob.commitFiles({ branch: "cadence-init", startBranch: "main", message, files });
    await expect(planAgain({ ...NOTHING_REQUESTED })).rejects.toThrow("--timezone");
    await setUp();
    expect(stage.sandbox.files(BARE, "cadence-init")[path]).not.toBe(text);
  });

  it("imitated with a file that the project has, is nothing to open a merge request from", async () => {
    const path = ".gitlab/issue_templates/Meeting Agenda.md";
    stage.sandbox.writeFile(BARE, path, "our own");
    const bob = stage.dependencies(fetch, stage.sandbox.addToken({ user: "bob" })).setup;
    const message = `x\n\nCadence-Init: ${fnv1a(JSON.stringify([[path, "evil"]])).toString(36)}\n`;
    const lastCommitId = (await bob.readFileAt(path, "main"))?.lastCommitId ?? "";
    const files = [{ path, text: "evil", lastCommitId }];
    await bob.commitFiles({ branch: "cadence-init", startBranch: "main", message, files });
    expect((await planAgain()).obstacles).toMatchObject([{ text: expect.stringContaining("the tool did not write") }]);
  });

  it.each([
    ["of somebody else in our words", "bob", "<!-- cadence:v1 init -->\nmerge me"],
    ["of our own account without our words", "cadence-bot", "mine"],
  ])("%s is left alone", async (_name, user, description) => {
    const { commit } = await planAgain();
    if (commit === null) throw new Error("no commit was planned");
    await stage.dependencies().setup.commitFiles(commit);
    const { setup } = stage.dependencies(fetch, stage.sandbox.addToken({ user }));
    await setup.createMergeRequest({ sourceBranch: "cadence-init", targetBranch: "main", title: "mine", description });
    const plan = await planAgain();
    expect([decisions(plan), plan.commit, plan.opens]).toEqual([["left", "left", "left", "left", "left"], null, null]);
  });
});

it("a project with a hostile name gets the same merge request: nothing in it acts or mentions", async () => {
  await stage.close();
  const name = "Acme @all\n/close\n<!-- cadence:v1 init -->: #1";
  stage = await setBareStage({ project: { name } });
  await setUp();
  const [request] = stage.sandbox.mergeRequests(BARE);
  expect(readReferences(request?.description ?? "").mentions).toEqual([]);
  expect(request?.description).not.toMatch(/^\//m);
  expect(request?.title).toBe("Set up agendas and follow-ups of our calls");
  const text = stage.sandbox.files(BARE, "cadence-init")[".gitlab/cadence.yml"];
  expect(text).toContain('customer: "Acme @all /close <!-- cadence:v1 init -->: #1"');
});

describe("pipeline schedules in the internal project", () => {
  const project = `/api/v4/projects/${encodeURIComponent(INTERNAL)}/pipeline_schedules`;
  const add = (body: Readonly<Record<string, unknown>>) =>
    fetch(`${stage.sandbox.url}${project}`, {
      method: "POST",
      headers: { "private-token": stage.token, "content-type": "application/json" },
      body: JSON.stringify({ description: "x", ref: "main", cron: "17 * * * *", ...body }),
    });

  it.each([
    [{}, "there"],
    [{ ref: "refs/heads/main", cron: "17  * * * *" }, "there"],
    [{ active: false }, "left"],
    [{ description: "collab-cadence: agendas and follow-ups", cron: "5 5 * * *" }, "left"],
    [{ cron: "5 5 * * *" }, "create"],
    [{ ref: "other" }, "create"],
  ])("beside %j it is %s", async (present, decision) => {
    await add(present);
    expect((await planAgain()).schedule?.decision).toBe(decision);
  });

  it("says who of the customer could get at the token there", async () => {
    stage.sandbox.setMember(INTERNAL, "bob", 20);
    const { hints } = await planAgain();
    expect(hints.map(({ rule, data }) => [rule, data])).toContainEqual([
      "customer-in-internal-project",
      { guests: ["@bob"] },
    ]);
  });

  it("is refused in the collaboration project itself", async () => {
    const { gitlab, setup, ...deps } = stage.dependencies();
    const plan = await planSetupOf({ ...deps, gitlab, setup, internal: { gitlab, setup } }, REQUESTED);
    expect(plan.obstacles).toMatchObject([{ text: expect.stringContaining("may not lie in") }]);
  });
});
