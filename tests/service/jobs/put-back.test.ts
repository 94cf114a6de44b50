import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOperations } from "../../../src/app/job-threads/operations.ts";
import type { JobThreads } from "../../../src/app/job-threads/pool.ts";
import type { RepairOrder } from "../../../src/app/job-threads/protocol.ts";
import { createPaint } from "../../../src/app/terminal.ts";
import { TransientError } from "../../../src/domain/errors.ts";
import { asIssueIid, type ProjectId } from "../../../src/domain/ids.ts";
import type { GitLab } from "../../../src/gitlab/port.ts";
import { createMetrics } from "../../../src/http/metrics.ts";
import type { JobReason, ProjectResult } from "../../../src/queue/contract.ts";
import { openFileOverwritten } from "../../../src/queue/overwritten/file-overwritten.ts";
import { createOverwrittenTexts } from "../../../src/queue/overwritten/overwritten-texts.ts";
import type { Enqueue, ProjectQueue } from "../../../src/queue/types.ts";
import { askForRepairs, OWN_EDIT, withRepairs } from "../../../workers/jobs/put-back.ts";
import type { Quarantine } from "../../../workers/jobs/quarantine.ts";
import { createListWatch } from "../../../workers/jobs/watch-lists.ts";
import type { WorkerContext } from "../../../workers/jobs/worker-context.ts";
import { openMemory } from "../../../workers/memory/memory.ts";
import { createPutBackNotes } from "../../../workers/memory/put-back-notes.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { PROJECT, type Stage, setStage } from "../../support/stage.ts";

const TEXT = "# Call\n\n- Upgrade\n- Licences";
const RECONCILED: ProjectResult = { nextWakeAt: null, actions: 0, requests: 3 };

let stage: Stage;
let folder: string;
let workerContext: WorkerContext;
let asked: Enqueue[];
let lines: string[];
let runs: number;
let project: ProjectId;
let iid: number;
/** The token that the worker context works with. */
let token: string;
beforeEach(async () => {
  stage = await setStage("2026-11-24T09:00:00Z", { inBotsName: ["- [ ] Item (from #1)"] });
  token = stage.token;
  folder = mkdtempSync(join(tmpdir(), "cadence-put-back-"));
  [asked, lines, runs] = [[], [], 0];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line).msg) });
  const clock = (): number => stage.sandbox.clock.now().getTime();
  const { gitlab } = stage.dependencies();
  const { id } = await gitlab.getProject();
  project = id;
  const memory = openMemory(null, log);
  const store = await openFileOverwritten(join(folder, "overwritten"), (text) => void lines.push(text));
  const parts: Partial<WorkerContext> = {
    context: {
      environment: {},
      commandName: "cadence",
      terminal: { out() {}, err() {}, paint: createPaint(false), quiet: true },
      color: false,
      clock,
    },
    threads: threadsOf(() => stage.dependencies({ token }).gitlab),
    quarantine: { find: async () => null, noteEnded: async () => null } as unknown as Quarantine,
    metrics: createMetrics({ processMetrics: false }),
    memory,
    queue: {
      enqueue: async (event: Enqueue) => {
        asked.push(event);
        return { jobId: "", isCoalesced: false };
      },
    } as unknown as ProjectQueue,
    wakeUps: { note() {}, async tick() {}, start: () => () => undefined, count: () => 0 },
    log,
    lists: createListWatch(),
    audit: null,
    botId: (await gitlab.getCurrentUser()).id,
    overwritten: createOverwrittenTexts({
      store,
      clock,
      onDropped: ({ iid: one }, why) => void lines.push(`${one} ${why}`),
    }),
  };
  workerContext = parts as WorkerContext;
  await serve(null);
  iid = stage.sandbox.as("jane").createIssue(PROJECT, { title: "Our call", description: TEXT });
  stage.sandbox.clock.advance(3_600_000);
});
afterEach(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Does in this thread what a thread does. */
function threadsOf(gitlab: () => GitLab): JobThreads {
  const { repair } = createOperations();
  const run = (_kind: "repair", order: RepairOrder, { log, signal }: { log: unknown; signal: AbortSignal }) =>
    repair(structuredClone(order), {
      ...{ gitlab: { project: gitlab }, log, signal },
      clock: () => stage.sandbox.clock.now().getTime(),
      settings: { service: { bots: ["cadence-bot"] } },
    } as never);
  return { run } as unknown as JobThreads;
}

/** What the last sweep found out about the project. */
async function serve(obstacle: null | "archived"): Promise<void> {
  const { sandbox } = stage;
  await workerContext.memory.write({
    seen: [
      {
        id: Number(project),
        path: PROJECT,
        obstacle,
        customer: null,
        lastActivityAt: sandbox.clock.now().toISOString(),
      } as never,
    ],
  });
}

/** The bot writes over what jane saved a second ago, and the receiver keeps it. */
async function overwrite(): Promise<void> {
  const before = text();
  stage.sandbox.as("jane").editDescription(PROJECT, iid, (one) => `${one}\n\nWe meet in Rome.`);
  await write(`${before}\n\n- [ ] Item (from #1) <!-- c:1-abc -->`);
}

async function write(description: string): Promise<void> {
  stage.sandbox.clock.advance(1000);
  const previous = text();
  const at = stage.sandbox.clock.now().toISOString();
  const { description: written } = await stage.dependencies().gitlab.updateIssue(asIssueIid(iid), { description });
  await workerContext.overwritten.keep(project, { iid: asIssueIid(iid), previous, written, at });
}

function text(): string {
  return stage.sandbox.issue(PROJECT, iid).description;
}

async function work(events: readonly string[], reconcile = async (): Promise<ProjectResult> => RECONCILED) {
  const handler = withRepairs(workerContext, createPutBackNotes(createMemoryStore()), async () => {
    runs += 1;
    return reconcile();
  });
  const at = stage.sandbox.clock.now().toISOString();
  const reasons = events.map((event): JobReason => ({ kind: "webhook", event, at }));
  stage.sandbox.requests.reset();
  return handler(project, reasons, { signal: new AbortController().signal, jobId: "job" });
}

async function waiting(): Promise<number> {
  return (await workerContext.overwritten.figures()).count;
}

describe("a job of a project with overwritten texts", () => {
  it("puts them back before it looks", async () => {
    await overwrite();
    await work([OWN_EDIT], async () => {
      expect(text()).toContain("Rome");
      return RECONCILED;
    });
    expect([runs, await waiting()]).toEqual([1, 0]);
    expect(lines).toEqual([`#${iid}: an edit that crossed the bot's own was put back`]);
  });

  it("puts back what an account overwrote that the bot had before", async () => {
    await overwrite();
    const { sandbox } = stage;
    const { id, username } = sandbox.addUser({ username: "project_7_bot_4f2a9c1b", name: "Cadence", bot: true });
    sandbox.setMember(PROJECT, username, 20);
    token = sandbox.addToken({ user: username, scopes: ["api"] });
    workerContext = { ...workerContext, botId: id };
    await work([OWN_EDIT]);
    expect([text().includes("Rome"), await waiting()]).toEqual([true, 0]);
  });

  it("neither asks GitLab nor looks where the bot's own edit overwrote nothing and is all that happened", async () => {
    await write(`${TEXT}\n\n- [ ] Item (from #1) <!-- c:1-abc -->`);
    expect(await work([OWN_EDIT, OWN_EDIT])).toEqual({ nextWakeAt: null, actions: 0, requests: 0 });
    expect([runs, await waiting(), stage.sandbox.requests.all.length]).toEqual([0, 0, 0]);
    await write(`${TEXT}\n\n- [x] Item (from #1) <!-- c:1-abc -->`);
    expect(await work([OWN_EDIT, "issue update"])).toEqual(RECONCILED);
    expect([runs, await waiting()]).toEqual([1, 0]);
  });

  it("looks although a text cannot be put back now, keeps it and comes again", async () => {
    await overwrite();
    const remove = stage.sandbox.faults.inject({ kind: "status", status: 500, times: 99, when: () => true });
    await expect(work(["issue update"])).rejects.toBeInstanceOf(TransientError);
    expect([runs, await waiting()]).toEqual([1, 1]);
    remove();
    await work([OWN_EDIT]);
    expect([text().includes("Rome"), await waiting()]).toEqual([true, 0]);
  });

  it("says what GitLab refuses for good, and is done with it", async () => {
    await overwrite();
    stage.sandbox.archiveProject(PROJECT);
    await work([OWN_EDIT]);
    expect(await waiting()).toBe(0);
    expect(lines.join()).toMatch(new RegExp(`^#${iid}: what the bot overwrote cannot be put back: .*archived`));
  });

  it("leaves a project alone that is not served, and a sweep that has read all lists forgets its texts", async () => {
    await overwrite();
    await serve("archived");
    await work([OWN_EDIT]);
    expect([runs, await waiting(), text().includes("Rome")]).toEqual([1, 1, false]);
    await askForRepairs(workerContext);
    expect([asked.length, await waiting()]).toEqual([1, 1]);
    await workerContext.memory.sweptAt(stage.sandbox.clock.now().toISOString());
    await askForRepairs(workerContext);
    expect([asked.length, await waiting()]).toEqual([1, 0]);
    expect(lines.at(-1)).toBe(`project ${project} is not served: nothing is put back there`);
  });

  it("is asked for anew by each sweep until nothing waits", async () => {
    await askForRepairs(workerContext);
    expect(asked).toEqual([]);
    await overwrite();
    await askForRepairs(workerContext);
    expect(asked).toMatchObject([
      { project, reason: { kind: "sweep", event: OWN_EDIT }, priority: "repair", delayMs: 0 },
    ]);
    stage.sandbox.clock.advance(7 * 86_400_000 + 1000);
    await askForRepairs(workerContext);
    expect([asked.length, await waiting(), lines]).toEqual([1, 0, [`${iid} too-old`]]);
  });
});
