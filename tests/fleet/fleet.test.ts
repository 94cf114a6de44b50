import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asProjectId } from "../../src/domain/ids.ts";
import type { ReconcileJob } from "../../src/fleet/types.ts";
import { BUSY, configurationFrom, type FleetStage, IDLE, minutes, setFleetStage } from "./stage.ts";

const DUE = 12;
let stage: FleetStage;
const ids = new Map<string, number>();

/** 12 projects with an agenda due, one broken, one whose file the bot may not read, one without a file, 10 archived, idle ones. */
async function build(count: number): Promise<void> {
  stage = await setFleetStage("2026-03-07T12:00:00Z");
  ids.clear();
  for (let number = 0; number < count; number++) {
    const name = String(number).padStart(3, "0");
    const path = `customers/region-${number % 5}/acme-${name}`;
    if (number < DUE) ids.set(name, stage.add(path, { file: BUSY }));
    else if (number === 12) ids.set(name, stage.add(path, { file: "customer: Acme\ntimezone: Berlin\n" }));
    else if (number === 13) ids.set(name, stage.add(path, { level: 10 }));
    else if (number === 14) ids.set(name, stage.add(path, { file: null }));
    else ids.set(name, stage.add(path));
    if (number >= count - 10) stage.sandbox.archiveProject(path);
  }
}

afterEach(() => stage.close());

/** Serves until nothing changes any more: after a look that wrote something, one more looks at what came of it. */
async function settle(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await stage.run();
    // Past the hour in which GitLab notes no second activity.
    stage.sandbox.clock.advance(minutes(70));
  }
  stage.requests();
}

function agendas(): number {
  return [...ids.values()].reduce((sum, id) => sum + stage.sandbox.issues({ id }).length, 0);
}

/** Its configuration is broken: it is looked at again and again, an hour apart at most. */
const BROKEN = "customers/region-2/acme-012";

/** Without the one that is broken. */
function others<T extends { readonly job: ReconcileJob }>(results: readonly T[]): readonly T[] {
  return results.filter(({ job }) => job.project.path !== BROKEN);
}

describe("a fleet of 300 projects", () => {
  beforeEach(() => build(300));

  it("every project is served, what is wrong with some stops nobody, and what is wrong is said", async () => {
    const { summary, results, sweep } = await stage.run();
    expect(agendas()).toBe(DUE);
    expect(summary).toMatchObject({ projects: 300, heldUp: 11, actions: DUE, notBegun: 0, problems: 0 });
    expect(summary.looks).toEqual({
      reconciled: 287,
      unchanged: 0,
      "no-configuration": 1,
      "broken-configuration": 1,
      refused: 0,
      failed: 0,
      "put-off": 0,
    });
    const broken = results.find(({ outcome }) => outcome === "broken-configuration");
    expect(broken?.job.project.path).toBe(BROKEN);
    expect(broken?.errors[0]?.message).toContain(".gitlab/cadence.yml");
    const rules = sweep.changes.map(({ reason }) => reason.rule);
    expect(rules.filter((rule) => rule === "project-new")).toHaveLength(300);
    expect(rules.filter((rule) => rule === "project-archived")).toHaveLength(10);
    const low = sweep.changes.find(({ reason }) => reason.rule === "role-too-low");
    expect(low?.path).toBe("customers/region-3/acme-013");
    expect(low?.reason.text).toContain("Guest");
  });

  it("idle projects cost less than three requests per hundred, sweep after sweep", async () => {
    await settle();
    for (let round = 0; round < 3; round++) {
      stage.sandbox.clock.advance(minutes(15));
      const { summary, sweep } = await stage.run();
      const again = sweep.jobs.map(({ project }) => project.path);
      expect([[], [BROKEN]]).toContainEqual(again);
      expect(summary.requests).toEqual({ lists: 5, looks: again.length });
      // What is wrong stays said, also where nobody looked at it again.
      expect(summary.troubled).toEqual([{ path: BROKEN, outcome: "broken-configuration" }]);
      expect(stage.requests()).toBe(5 + again.length);
    }
    expect(agendas()).toBe(DUE);
  });

  it("a lost memory costs requests and changes nothing", async () => {
    await settle();
    const { createFleetMemory } = await import("../../src/fleet/state.ts");
    const { summary, sweep } = await stage.run({ memory: createFleetMemory() });
    expect(agendas()).toBe(DUE);
    expect(summary.looks.reconciled).toBe(287);
    expect(summary.actions).toBe(0);
    const times = sweep.jobs.map(({ notBefore }) => Date.parse(notBefore) - Date.parse(sweep.at));
    expect(times[0]).toBe(0);
    // 80 looks a minute: half of what sweeps may send, at six requests each.
    expect(Math.round((times.at(-1) ?? 0) / 1000)).toBe(Math.round(((sweep.jobs.length - 1) * 60) / 80));
  });
});

describe("a sweep", () => {
  beforeEach(() => build(60));

  it("a look at what changed, what is due, what was configured, and at nothing else", async () => {
    await settle();
    const [changed, configured, due] = ["000", "030", "040"].map((name) => ids.get(name) ?? 0);
    stage.sandbox.as("jane").comment({ id: changed ?? 0 }, 1, "Could we talk about the upgrade?");
    stage.sandbox.writeFile({ id: configured ?? 0 }, ".gitlab/cadence.yml", configurationFrom("2027-07-06"));
    const { reconciled: last } = await stage.memory.readProject(asProjectId(due ?? 0));
    await stage.memory.write({
      reconciled: last === null ? [] : [{ ...last, nextWakeAt: "2026-03-07T12:00:00.000Z" }],
    });
    stage.sandbox.clock.advance(minutes(15));
    const { results } = await stage.run();
    const said = others(results).map(({ job: one, outcome }) => [
      one.project.id,
      one.reasons.map(({ rule }) => rule),
      outcome,
    ]);
    expect(said.sort()).toEqual(
      [
        [changed, ["issue-changed", "activity"], "reconciled"],
        [configured, ["activity"], "reconciled"],
        [due, ["time-has-come"], "reconciled"],
      ].sort(),
    );
  });

  it("what happened within the hour in which GitLab notes no activity is found after it", async () => {
    await settle();
    const id = ids.get("030") ?? 0;
    stage.sandbox.writeFile({ id }, "README.md", "hello");
    stage.sandbox.clock.advance(minutes(10));
    const first = await stage.run();
    expect(others(first.results).map(({ outcome }) => outcome)).toEqual(["unchanged"]);
    stage.sandbox.clock.advance(minutes(10));
    stage.sandbox.writeFile({ id }, ".gitlab/cadence.yml", BUSY);
    expect(others((await stage.run()).results)).toEqual([]);
    stage.sandbox.clock.advance(minutes(50));
    const { results } = await stage.run();
    expect(others(results).map(({ job, outcome }) => [job.reasons[0]?.rule, outcome])).toEqual([
      ["activity-unnoted", "reconciled"],
    ]);
    expect(stage.sandbox.issues({ id })).toHaveLength(1);
  });

  it("a look a day at each, spread over the last quarter of it", async () => {
    await settle();
    const reconciled = new Set<number>();
    let most = 0;
    for (let round = 0; round < 90; round++) {
      stage.sandbox.clock.advance(minutes(15));
      const { sweep, results } = await stage.run();
      for (const job of sweep.jobs)
        if (job.reasons.some(({ rule }) => rule === "full-look")) reconciled.add(job.project.id);
      most = Math.max(most, results.length);
    }
    // All but the broken one, whose looks are all in full.
    expect(reconciled.size).toBe(48);
    expect(most).toBeLessThan(12);
  });
});

describe("what becomes of projects", () => {
  beforeEach(() => build(60));

  it("renamed, transferred, archived, back, without issues, without access, moved away, new: each is handled and said", async () => {
    await settle();
    const { sandbox } = stage;
    const id = (name: string) => ids.get(name) ?? 0;
    sandbox.renameProject({ id: id("000") }, "customers/region-0/globex");
    sandbox.renameProject({ id: id("001") }, "customers/region-9/acme-001");
    sandbox.archiveProject({ id: id("002") });
    sandbox.archiveProject({ id: id("055") }, false);
    sandbox.setMember({ id: id("003") }, "cadence-bot", 0);
    sandbox.renameProject({ id: id("004") }, "elsewhere/acme-004");
    stage.add("customers/region-1/new", { file: BUSY });
    sandbox.clock.advance(minutes(15));
    const { sweep, results } = await stage.run();
    const said = new Map(sweep.changes.map(({ path, reason }) => [path, reason.rule]));
    expect(Object.fromEntries(said)).toEqual({
      "customers/region-0/globex": "project-renamed",
      "customers/region-9/acme-001": "project-transferred",
      "customers/region-2/acme-002": "project-archived",
      "customers/region-0/acme-055": "project-back",
      "customers/region-3/acme-003": "access-lost",
      "customers/region-4/acme-004": "project-left",
      "customers/region-1/new": "project-new",
    });
    const reconciled = others(results).map(({ job }) => job.project.path);
    expect(reconciled.toSorted()).toEqual(["customers/region-0/acme-055", "customers/region-1/new"]);
    expect(others(results).every(({ outcome }) => outcome === "reconciled")).toBe(true);
    sandbox.clock.advance(minutes(15));
    const after = await stage.run();
    expect(after.sweep.changes).toEqual([]);
    // The renamed one is still known by its id: nothing in it is made again.
    expect(sandbox.issues({ id: id("000") })).toHaveLength(1);
    expect(sandbox.issues({ id: id("004") })).toHaveLength(1);
  });

  it("a project that gets its file later is served then", async () => {
    await settle();
    const id = ids.get("014") ?? 0;
    stage.sandbox.writeFile({ id }, ".gitlab/cadence.yml", BUSY);
    stage.sandbox.clock.advance(minutes(15));
    const { results } = await stage.run();
    expect(others(results).map(({ job, outcome }) => [job.project.id, outcome])).toEqual([[id, "reconciled"]]);
    expect(stage.sandbox.issues({ id })).toHaveLength(1);
  });

  it("a broken file that is put right is served then, and one that breaks is said", async () => {
    await settle();
    const [broken, good] = [ids.get("012") ?? 0, ids.get("030") ?? 0];
    stage.sandbox.writeFile({ id: broken }, ".gitlab/cadence.yml", IDLE);
    stage.sandbox.writeFile({ id: good }, ".gitlab/cadence.yml", "customer: [\n");
    stage.sandbox.clock.advance(minutes(15));
    const { results } = await stage.run();
    const said = results.map(({ job, outcome }) => [job.project.id, outcome]);
    expect(said.sort()).toEqual(
      [
        [broken, "reconciled"],
        [good, "broken-configuration"],
      ].sort(),
    );
  });
});
