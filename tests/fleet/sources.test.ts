import { afterEach, describe, expect, it } from "vitest";
import { parseServiceConfiguration } from "../../src/config/service/parse-service-configuration.ts";
import { asProjectId } from "../../src/domain/ids.ts";
import { reason } from "../../src/domain/reason.ts";
import { askedJob } from "../../src/fleet/asked-job.ts";
import { reconcileJob } from "../../src/fleet/reconcile-job.ts";
import { runSteps } from "../../src/fleet/run-fleet.ts";
import { createFleetMemory, parseFleetState, renderFleetState } from "../../src/fleet/state.ts";
import { discoverFleet, sweep } from "../../src/fleet/sweep.ts";
import { BUSY, configurationFrom, type FleetStage, IDLE, minutes, setFleetStage } from "./stage.ts";

const NOW = "2026-03-07T12:00:00Z";
let stage: FleetStage;

afterEach(() => stage.close());

async function open(service: string): Promise<FleetStage> {
  stage = await setFleetStage(NOW, parseServiceConfiguration(service, "cadence.yml"));
  return stage;
}

/** Paths looked at, sorted, with what came of each. */
async function outcomes(): Promise<Readonly<Record<string, string>>> {
  const { results } = await stage.run();
  return Object.fromEntries(results.map(({ job, outcome }) => [job.project.path, outcome]).sort());
}

describe("where projects come from", () => {
  it("groups, topics and single projects, each project once, without what is excluded", async () => {
    await open(`groups: [customers, customers/emea]
topics: [cadence]
projects: [solo/acme, customers/one]
exclude: [customers/internal, customers/two]
`);
    for (const path of [
      "customers/one",
      "customers/two",
      "customers/emea/three",
      "customers/internal/x/four",
      "solo/acme",
    ])
      stage.add(path);
    stage.add("tagged/five", { topics: ["cadence"] });
    stage.add("tagged/six", { topics: ["other"] });
    expect(Object.keys(await outcomes())).toEqual([
      "customers/emea/three",
      "customers/one",
      "solo/acme",
      "tagged/five",
    ]);
    const lists = stage.sandbox.requests.all.filter(({ path }) => /\/groups\/.*\/projects$/.test(path));
    // A group within another one is listed with it.
    expect(lists).toHaveLength(1);
  });

  it("an issue that changed is found in a project of a topic, and in one named by itself", async () => {
    await open("topics: [cadence]\nprojects: [solo/acme]\n");
    const ids = [
      stage.add("tagged/deep/five", { topics: ["cadence"], file: BUSY }),
      stage.add("solo/acme", { file: BUSY }),
    ];
    for (let round = 0; round < 3; round++) {
      await stage.run();
      stage.sandbox.clock.advance(minutes(70));
    }
    for (const id of ids) stage.sandbox.as("jane").setDueDate({ id }, 1, "2026-03-11");
    stage.sandbox.clock.advance(minutes(15));
    const { results } = await stage.run();
    expect(results.map(({ job }) => job.reasons.map(({ rule }) => rule))).toEqual([
      ["issue-changed"],
      ["issue-changed"],
    ]);
  });

  it("a project of that name that is not there is said, sweep after sweep, and stops nobody", async () => {
    await open("groups: [customers]\nprojects: [solo/nowhere]\n");
    stage.add("customers/one");
    const { sweep, summary } = await stage.run();
    expect(sweep.problems.map(({ source }) => source)).toEqual(["project solo/nowhere"]);
    expect(summary).toMatchObject({ problems: 1, projects: 1 });
    expect((await stage.run()).summary.problems).toBe(1);
  });

  it("a project named by a former path is known by its id", async () => {
    await open("projects: [solo/acme]\n");
    const id = stage.add("solo/acme");
    await stage.run();
    stage.sandbox.renameProject({ id }, "solo/globex");
    const { sweep, summary } = await stage.run();
    expect(sweep.changes.map(({ path, reason }) => [path, reason.rule])).toEqual([["solo/globex", "project-renamed"]]);
    expect(summary.projects).toBe(1);
  });
});

describe("lists that cannot be read", () => {
  it("one group that is out of order leaves its projects as they were, and the others go on", async () => {
    await open("groups: [customers, others]\n");
    stage.sandbox.addGroup({ path: "others", members: {} });
    const [one, two] = [stage.add("customers/one", { file: BUSY }), stage.add("others/two", { file: BUSY })];
    await stage.run();
    stage.sandbox.clock.advance(minutes(15));
    stage.sandbox.faults.inject({
      kind: "status",
      status: 500,
      times: 100,
      when: ({ path }) => path.startsWith("/groups/others"),
    });
    const { sweep, results } = await stage.run();
    expect(sweep.problems.map(({ source }) => source)).toEqual([
      "group others",
      "issues of others ~meeting-agenda",
      "issues of others ~meeting-follow-up",
    ]);
    expect(sweep.changes).toEqual([]);
    expect(results.map(({ job }) => job.project.id)).toEqual([one]);
    stage.sandbox.faults.clear();
    // Nothing of what changed meanwhile is lost.
    const after = await stage.run();
    expect(after.results.map(({ job, outcome }) => [job.project.id, outcome])).toEqual([[two, "reconciled"]]);
  });

  it("a group that is gone: its projects are asked for one by one, and said to be gone", async () => {
    await open("groups: [customers, others]\n");
    stage.sandbox.addGroup({ path: "others", members: { jane: 40 } });
    stage.add("customers/one");
    const id = stage.add("others/two");
    await stage.run();
    stage.sandbox.setMember({ id }, "cadence-bot", 0);
    const { sweep } = await stage.run();
    expect(sweep.problems.map(({ source }) => source)).toEqual(["group others"]);
    expect(sweep.changes.map(({ path, reason }) => [path, reason.rule])).toEqual([["others/two", "access-lost"]]);
  });

  it("a token that is no good concerns all of them", async () => {
    await open("groups: [customers]\n");
    stage.add("customers/one");
    stage.sandbox.revokeToken(stage.token);
    await expect(stage.run()).rejects.toMatchObject({ name: "ConfigError" });
  });
});

describe("projects without a file", () => {
  const DEFAULTS = `defaults:
  timezone: UTC
  meetings: { cadence-call: { repeat: every week on tuesday at 10:00, from: 2026-03-10 } }
`;

  it("adopt: all serves them by the service's configuration, and a file of their own counts more", async () => {
    await open(`groups: [customers]\nadopt: all\n${DEFAULTS}`);
    const [bare, own] = [stage.add("customers/one", { file: null }), stage.add("customers/two")];
    const { results } = await stage.run();
    expect(results.map(({ customer }) => customer).sort()).toEqual(["Acme", "one"]);
    expect(stage.sandbox.issues({ id: bare })).toHaveLength(1);
    expect(stage.sandbox.issues({ id: own })).toHaveLength(0);
    stage.sandbox.clock.advance(minutes(70));
    stage.sandbox.writeFile({ id: bare }, ".gitlab/cadence.yml", "customer: [");
    // A broken file is said to be broken: what the service has is not put in its place.
    expect((await outcomes())["customers/one"]).toBe("broken-configuration");
  });

  it("with-file serves those that have an entry of their own, and looks again when the entry changes", async () => {
    const file = (customer: string) =>
      `groups: [customers]\n${DEFAULTS}customers: { customers/one: { customer: ${customer} } }\n`;
    await open(file("Acme"));
    stage.add("customers/one", { file: null });
    stage.add("customers/two", { file: null });
    expect(await outcomes()).toEqual({ "customers/one": "reconciled", "customers/two": "no-configuration" });
    for (let round = 0; round < 2; round++) {
      stage.sandbox.clock.advance(minutes(70));
      await stage.run();
    }
    expect((await stage.run()).results).toEqual([]);
    const { results } = await stage.run({ service: parseServiceConfiguration(file("Globex"), "cadence.yml") });
    expect(results.map(({ job, customer }) => [job.reasons[0]?.rule, customer])).toEqual([
      ["service-configuration", "Globex"],
    ]);
  });
});

describe("looks that fail", () => {
  it("are tried again, later each time, and stop nobody", async () => {
    await open("groups: [customers]\n");
    const [bad, good] = [stage.add("customers/bad"), stage.add("customers/good", { file: BUSY })];
    const isBad = ({ path }: { readonly path: string }) => path.startsWith(`/projects/${bad}/`);
    stage.sandbox.faults.inject({ kind: "status", status: 503, times: 1000, when: isBad });
    expect(await outcomes()).toEqual({ "customers/bad": "failed", "customers/good": "reconciled" });
    expect(stage.sandbox.issues({ id: good })).toHaveLength(1);
    const waits: number[] = [];
    for (
      let { reconciled: before } = await stage.memory.readProject(asProjectId(bad)), round = 0;
      round < 4 && before !== null;
      round++
    ) {
      waits.push((Date.parse(before.retryAt ?? "") - Date.parse(before.at)) / minutes(1));
      stage.sandbox.clock.set(before.retryAt ?? "");
      await stage.run();
      before = (await stage.memory.readProject(asProjectId(bad))).reconciled;
    }
    expect(waits.map(Math.round)).toEqual([8, 23, 53, 53]);
    stage.sandbox.faults.clear();
    stage.sandbox.clock.advance(minutes(90));
    expect((await stage.run()).summary.troubled).toEqual([]);
    expect((await stage.memory.readProject(asProjectId(bad))).reconciled).toMatchObject({ failures: 0, retryAt: null });
  });

  it("a process that dies between sweep and look loses nothing", async () => {
    await open("groups: [customers]\n");
    const id = stage.add("customers/one", { file: BUSY });
    for (let round = 0; round < 3; round++) {
      await stage.run();
      stage.sandbox.clock.advance(minutes(70));
    }
    stage.sandbox.as("jane").setDueDate({ id }, 1, "2026-03-11");
    stage.sandbox.clock.advance(minutes(15));
    const dead = await stage.run({ signal: AbortSignal.abort() });
    expect(dead.summary.notBegun).toBe(1);
    stage.sandbox.clock.advance(minutes(60));
    const { results } = await stage.run();
    expect(results.map(({ job }) => job.reasons[0]?.rule)).toEqual(["issue-changed"]);
  });

  it("what changes while it is looked at is looked at again", async () => {
    await open("groups: [customers]\n");
    const id = stage.add("customers/one", { file: BUSY });
    for (let round = 0; round < 3; round++) {
      await stage.run();
      stage.sandbox.clock.advance(minutes(70));
    }
    const { reconciled } = await stage.memory.readProject(asProjectId(id));
    const nextWakeAt = stage.sandbox.clock.now().toISOString();
    await stage.memory.write({ reconciled: reconciled === null ? [] : [{ ...reconciled, nextWakeAt }] });
    const { reconcileProject } = stage.dependencies();
    const { results } = await stage.run({
      async reconcileProject(...args) {
        const run = await reconcileProject(...args);
        stage.sandbox.as("jane").setDueDate({ id }, 1, "2026-03-11");
        return run;
      },
    });
    expect(results).toHaveLength(1);
    stage.sandbox.clock.advance(minutes(15));
    const { sweep: next } = await stage.run();
    expect(next.jobs.map(({ reasons }) => reasons[0]?.rule)).toEqual(["issue-changed"]);
  });

  it("at most so many at once as was said", async () => {
    await open("groups: [customers]\n");
    for (let number = 0; number < 12; number++) stage.add(`customers/p${number}`);
    const deps = stage.dependencies();
    let [now, most] = [0, 0];
    const { results } = await runSteps({
      ...deps,
      concurrency: 3,
      sweep: async () => ({ swept: await sweep(deps), requests: 0 }),
      // Counted from its first moment, which is the same for all that begin together.
      async job(job) {
        most = Math.max(most, ++now);
        const result = await reconcileJob(job, deps);
        now--;
        return result;
      },
    });
    expect([results.length, most]).toEqual([12, 3]);
  });
});

describe("a look that something else asks for", () => {
  it("takes in what the sweep had seen, with its own reason; none at a project that is not served", async () => {
    await open("groups: [customers]\n");
    const [id, archived] = [stage.add("customers/one", { file: BUSY }), stage.add("customers/two")];
    stage.sandbox.archiveProject({ id: archived });
    const why = reason("webhook", "an issue changed");
    expect(askedJob(await stage.memory.readProject(asProjectId(id)), why, NOW)).toBeNull();
    const deps = stage.dependencies();
    await sweep(deps);
    expect(askedJob(await stage.memory.readProject(asProjectId(archived)), why, NOW)).toBeNull();
    const job = askedJob(await stage.memory.readProject(asProjectId(id)), why, NOW);
    expect(job).toMatchObject({ what: "reconcile", reasons: [why] });
    const result = job === null ? null : await reconcileJob(job, deps, "urgent");
    expect(result).toMatchObject({ outcome: "reconciled", customer: "Acme", done: 1, errors: [] });
    // The sweep after it has nothing left to do but to look at what was written.
    stage.sandbox.clock.advance(minutes(70));
    const { results } = await stage.run();
    expect(results.map(({ done }) => done)).toEqual([0]);
  });

  it("what there is can be asked for without any look", async () => {
    await open("groups: [customers]\n");
    stage.add("customers/one");
    const { seen, changes } = await discoverFleet(stage.gitlab, stage.dependencies().service, new Map());
    expect([...seen.values()].map(({ path }) => path)).toEqual(["customers/one"]);
    expect(changes.map(({ reason: why }) => why.rule)).toEqual(["project-new"]);
    expect((await stage.memory.read()).seen.size).toBe(0);
  });
});

describe("the memory", () => {
  it("survives its text form: the next sweep finds nothing new", async () => {
    await open("groups: [customers]\n");
    for (let number = 0; number < 20; number++) stage.add(`customers/p${number}`, { file: number < 3 ? BUSY : IDLE });
    for (let round = 0; round < 3; round++) {
      await stage.run();
      stage.sandbox.clock.advance(minutes(70));
    }
    const state = parseFleetState(renderFleetState(await stage.memory.read()));
    expect(state).toEqual(await stage.memory.read());
    expect((await stage.run({ memory: createFleetMemory(state) })).results).toEqual([]);
  });

  it.each(["", "{", "[]", '{"version":2}', '{"version":1,"listedAt":{},"seen":[{"id":"x"}],"looked":[]}'])(
    "%j is refused",
    (text) => {
      expect(() => parseFleetState(text)).toThrow(/JSON|invalid/i);
    },
  );

  it("issues are listed since ten minutes before the last sweep, whenever that was", async () => {
    await open("groups: [customers]\n");
    stage.add("customers/one", { file: BUSY });
    const since: (readonly (string | undefined)[])[] = [];
    for (let round = 0; round < 4; round++) {
      stage.sandbox.requests.reset();
      await stage.run();
      const lists = stage.sandbox.requests.all.filter(({ path }) => path === "/groups/customers/issues");
      since.push(lists.map(({ query }) => String(query["updated_after"]).slice(11, 16)));
      stage.sandbox.clock.advance(minutes(60));
    }
    expect(since).toEqual([[], ["11:50", "11:50"], ["12:50", "12:50"], ["13:50", "13:50"]]);
  });

  it("a label of a project's own is listed from the next sweep on", async () => {
    await open("groups: [customers]\n");
    const file = configurationFrom("2026-03-10", "agenda_label: call-agenda\n");
    const id = stage.add("customers/one", { file });
    for (let round = 0; round < 3; round++) {
      await stage.run();
      stage.sandbox.clock.advance(minutes(70));
    }
    stage.sandbox.as("jane").setDueDate({ id }, 1, "2026-03-11");
    stage.sandbox.clock.advance(minutes(15));
    expect((await stage.run()).results.map(({ job }) => job.reasons[0]?.rule)).toEqual(["issue-changed"]);
  });
});
