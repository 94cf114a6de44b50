import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { botAtWork } from "../support/bot-at-work.ts";
import { createMortalProcess, type Death, Killed } from "../support/gitlab/mortal-fetch.ts";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../support/stage.ts";

type FaultKind =
  | { readonly kind: "before" | "after" | "cut" }
  | { readonly kind: "status" | "status-after"; readonly status: number };

const CALL = "2026-12-01";
const ITEMS = ["- [ ] @bob Upload the diagram", "- [ ] @jane Share the guide\n  - [ ] ask Support", "- [x] done"].join(
  "\n",
);

async function stageWithEarlierAgendas(configuration = CONFIGURATION): Promise<Stage> {
  const stage = await setStage("2026-11-02T08:00:00Z", { configuration });
  const { sandbox } = stage;
  const agenda = { labels: ["meeting-agenda"], title: "by hand" };
  sandbox.as("jane").createIssue(PROJECT, { ...agenda, description: ITEMS, dueDate: "2026-11-03" });
  sandbox.as("jane").createIssue(PROJECT, { ...agenda, description: "- [ ] Book a room", dueDate: "2026-11-17" });
  botAtWork(sandbox);
  sandbox.clock.set("2026-11-28T09:30:00Z");
  return stage;
}

/** What must hold afterwards: one open agenda of the call, related, with every open item exactly once. */
function violations(stage: Stage): readonly string[] {
  const agendas = stage.sandbox.issues(PROJECT).filter((issue) => issue.dueDate === CALL && issue.state === "opened");
  const [agenda] = agendas;
  const found = agendas.length === 1 ? [] : [`${agendas.length} open agendas`];
  for (const text of ["Upload the diagram", "Share the guide", "ask Support", "Book a room"]) {
    const count = (agenda?.description.split(text).length ?? 1) - 1;
    if (count !== 1) found.push(`"${text}" ${count} times`);
  }
  if (agenda?.description.includes("done") === true) found.push("a resolved item came back");
  const related = agenda?.links.map((link) => link.iid) ?? [];
  if (!related.includes(1) || !related.includes(2)) found.push(`related to ${related.join(", ")} only`);
  return found;
}

async function requestsOfAnUndisturbedRun(): Promise<number> {
  const stage = await stageWithEarlierAgendas();
  const process = createMortalProcess(null);
  await stage.run({ fetch: process.fetch });
  expect(violations(stage)).toEqual([]);
  await stage.close();
  return process.sent();
}

describe("a run that creates an agenda", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await stageWithEarlierAgendas();
  });
  afterEach(() => stage.close());

  it("can be killed at every request, before it is sent and after it was applied", async () => {
    const total = await requestsOfAnUndisturbedRun();
    const failures: string[] = [];
    let deaths = 0;
    for (let request = 1; request <= total; request += 1) {
      for (const moment of ["before", "after"] as const) {
        const fresh = await stageWithEarlierAgendas();
        const death: Death = { request, moment };
        const process = createMortalProcess(death);
        await expect(process.live(() => fresh.run({ fetch: process.fetch }))).rejects.toThrow(Killed);
        deaths += 1;
        await fresh.run();
        await fresh.run();
        for (const violation of violations(fresh)) failures.push(`killed ${moment} request ${request}: ${violation}`);
        await fresh.close();
      }
    }
    expect(failures).toEqual([]);
    expect(deaths).toBe(2 * total);
  });

  it("can be repeated: the second run writes nothing", async () => {
    await stage.run();
    stage.sandbox.requests.reset();
    const { plan } = await stage.run();
    expect(plan.actions).toEqual([]);
    expect(stage.sandbox.requests.writes).toBe(0);
    expect(violations(stage)).toEqual([]);
  });

  it("can happen ten times at once", async () => {
    await Promise.all(Array.from({ length: 10 }, () => stage.run()));
    await stage.run();
    expect(violations(stage)).toEqual([]);
  });

  const faults: readonly (readonly [string, FaultKind])[] = [
    ["a creation that GitLab applied without an answer", { kind: "after" }],
    ["a creation that never arrived", { kind: "before" }],
    ["a creation applied behind a 502", { kind: "status-after", status: 502 }],
    ["a creation whose answer was cut", { kind: "cut" }],
    ["a creation refused with 500", { kind: "status", status: 500 }],
  ];
  it.each(faults)("survives %s within one run", async (_name, fault) => {
    stage.sandbox.faults.inject({
      when: ({ method, path }) => method === "POST" && path.endsWith("/issues"),
      ...fault,
    });
    await stage.run();
    expect(violations(stage)).toEqual([]);
  });
});

describe("requests", () => {
  it("takes at most 8 to create an agenda and at most 4 to find nothing to do", async () => {
    const stage = await stageWithEarlierAgendas(`${CONFIGURATION}defaults: { follow_up: off }\nreminders: false\n`);
    await stage.run();
    const { sandbox } = stage;
    sandbox.clock.set("2026-12-01T10:30:00Z");
    sandbox.as("jane").close(PROJECT, 3);
    await stage.run();
    sandbox.clock.set("2026-12-12T09:30:00Z");
    sandbox.requests.reset();
    await stage.run();
    expect(sandbox.issues(PROJECT)).toHaveLength(5);
    expect(sandbox.requests.all.length).toBeLessThanOrEqual(8);
    sandbox.requests.reset();
    await stage.run();
    expect(sandbox.requests.all.length).toBeLessThanOrEqual(4);
    await stage.close();
  });
});
