import { beforeEach, describe, expect, it } from "vitest";
import { asProjectId } from "../../../src/domain/ids.ts";
import { createFleetMemory } from "../../../src/fleet/state.ts";
import type { LastReconcile, SeenProject } from "../../../src/fleet/types.ts";
import type { Enqueue } from "../../../src/queue/types.ts";
import type { SetAside } from "../../../workers/jobs/quarantine.ts";
import { createWakeUps, isForOthersToo, type WakeUps } from "../../../workers/jobs/wake-ups.ts";
import type { ServiceMemory } from "../../../workers/memory/memory.ts";
import { openSharedMemory } from "../../../workers/memory/shared-memory.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

const ACME = asProjectId(14);
const GLOBEX = asProjectId(15);
const START = Date.parse("2026-11-24T09:00:00Z");

let clock: number;
let asked: Enqueue[];
let aside: number[];
let isAway: boolean;
const warnings: string[] = [];
beforeEach(() => {
  [clock, asked, aside, isAway] = [START, [], [], false];
  warnings.length = 0;
});

const at = (minutes: number): string => new Date(START + minutes * 60_000).toISOString();

function reconciled(id: number, nextWakeAt: string | null): LastReconcile {
  return { id, nextWakeAt } as LastReconcile;
}

function seen(id: number, obstacle: string | null = null): SeenProject {
  return { id, obstacle } as SeenProject;
}

function wakeUps(memory: Pick<ServiceMemory, "state" | "read">): WakeUps {
  const queue = {
    async enqueue(event: Enqueue) {
      if (isAway) throw new Error("the queue (redis://…) is not available");
      asked.push(event);
      return { jobId: "1", isCoalesced: false };
    },
  };
  const log = { debug() {}, info() {}, warn: (_fields: object, text: string) => void warnings.push(text) };
  const quarantine = { list: () => aside.map((project) => ({ project }) as SetAside) };
  return createWakeUps({ memory, queue, log, context: { clock: () => clock }, quarantine });
}

function memoryWith(...projects: readonly LastReconcile[]) {
  return createFleetMemory({
    seen: new Map(projects.map(({ id }) => [id, seen(id)])),
    reconciled: new Map(projects.map((one) => [one.id, one])),
    listedAt: new Map(),
  });
}

async function pass(one: WakeUps, minutes: number): Promise<void> {
  clock = START + minutes * 60_000;
  await one.tick();
}

describe("what is due by the passing of time alone", () => {
  it("is asked for once, at its time, after it was changed at the new one", async () => {
    const memory = memoryWith(reconciled(ACME, at(10)), reconciled(GLOBEX, null));
    const one = wakeUps(memory);
    await pass(one, 9.9);
    expect([asked, one.count()]).toEqual([[], 1]);
    await pass(one, 10);
    await pass(one, 11);
    expect(asked).toEqual([{ project: ACME, reason: { kind: "wake-up", at: at(10) }, priority: "wake-up" }]);
    await memory.write({ reconciled: [reconciled(ACME, at(30))] });
    await pass(one, 29);
    expect(asked).toHaveLength(1);
    await memory.write({ reconciled: [reconciled(ACME, at(40))] });
    await pass(one, 39);
    expect(asked).toHaveLength(1);
    await pass(one, 40);
    expect(asked).toHaveLength(2);
  });

  it("outlives a restart, and a queue that was wiped", async () => {
    const memory = memoryWith(reconciled(ACME, at(10)));
    await pass(wakeUps(memory), 5);
    await pass(wakeUps(memory), 12);
    expect(asked.map(({ project }) => project)).toEqual([ACME]);
  });

  it("waits while its project is put aside, and is nothing where that is served no more", async () => {
    const memory = memoryWith(reconciled(ACME, at(10)), reconciled(GLOBEX, at(10)));
    await memory.write({ seen: [seen(GLOBEX, "archived")] });
    const one = wakeUps(memory);
    aside = [ACME];
    await pass(one, 20);
    expect(asked).toEqual([]);
    aside = [];
    await pass(one, 21);
    expect(asked.map(({ project }) => project)).toEqual([ACME]);
  });

  it("is asked for again when the queue was away, which is said", async () => {
    const one = wakeUps(memoryWith(reconciled(ACME, at(10))));
    one.note(GLOBEX, at(10));
    isAway = true;
    await pass(one, 10);
    await pass(one, 11);
    expect([asked.length, warnings.length]).toEqual([0, 1]);
    isAway = false;
    await pass(one, 12);
    expect(asked.map(({ project }) => project)).toEqual([GLOBEX, ACME]);
  });

  it("of what another process has looked at since, this one asks nothing", async () => {
    const store = createMemoryStore();
    const open = () => openSharedMemory({ store, gitlabUrl: "https://g", log: { debug() {}, info() {}, warn() {} } });
    const [here, there] = [await open(), await open()];
    const full = { at: at(0), fileReadAt: at(0), activityUpTo: at(0), changesUpTo: at(0), labels: [], failures: 0 };
    const known = { ...full, outcome: "reconciled", fingerprint: null, retryAt: null } as const;
    const project = { id: ACME, path: "acme/collaboration", obstacle: null } as SeenProject;
    await here.write({ seen: [{ ...project, lastActivityAt: at(0), changedAt: null } as SeenProject] });
    await here.write({ reconciled: [{ ...known, id: ACME, nextWakeAt: at(10) } as LastReconcile] });
    await here.read();
    await there.read();
    const [one, other] = [wakeUps(here), wakeUps(there)];
    expect([one.count(), other.count()]).toEqual([1, 1]);
    await pass(one, 10);
    await here.write({ reconciled: [{ ...known, id: ACME, nextWakeAt: at(60) } as LastReconcile] });
    await here.read();
    await pass(other, 10);
    expect(asked).toHaveLength(1);
    await Promise.all([here.close(), there.close()]);
  });
});

describe("what a look asks for before that", () => {
  it("is asked for in its time by the process that knows, and the latest counts", async () => {
    const one = wakeUps(memoryWith(reconciled(ACME, at(10))));
    one.note(ACME, at(1));
    one.note(GLOBEX, at(1));
    one.note(GLOBEX, null);
    expect(one.count()).toBe(1);
    await pass(one, 2);
    expect(asked).toEqual([
      { project: ACME, reason: { kind: "wake-up", event: "again", at: at(1) }, priority: "wake-up" },
    ]);
    one.note(ACME, at(10));
    await pass(one, 10);
    expect(asked.map(({ reason }) => reason.event)).toEqual(["again", undefined]);
  });

  it.each([
    ["what is remembered", [{ kind: "wake-up", at: at(0) }], true],
    ["what this process knew", [{ kind: "wake-up", event: "again", at: at(0) }], false],
    [
      "a webhook as well",
      [
        { kind: "webhook", at: at(0) },
        { kind: "wake-up", at: at(0) },
      ],
      false,
    ],
    ["nothing", [], false],
  ] as const)("%s may have been asked for by several processes: %s", (_name, reasons, expected) => {
    expect(isForOthersToo(reasons)).toBe(expected);
  });
});
