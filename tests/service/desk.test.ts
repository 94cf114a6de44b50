import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLookThreads } from "../../src/cli/look-threads/pool.ts";
import { createPaint } from "../../src/cli/terminal.ts";
import { NO_PROXIES } from "../../src/config/environment-proxy.ts";
import { serviceOf } from "../../src/config/service/configuration-of.ts";
import { createRequestBudget, DEFAULT_BUDGET_RULES } from "../../src/gitlab/budget.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import type { Backend } from "../../src/queue/backend.ts";
import { openBackend } from "../../src/queue/open-backend.ts";
import { createOverwrittenTexts } from "../../src/queue/overwritten/overwritten-texts.ts";
import { createProjectQueue } from "../../src/queue/project-queue.ts";
import { createHandler } from "../../workers/desk.ts";
import { openMemory } from "../../workers/memory.ts";
import { openQuarantine } from "../../workers/quarantine.ts";
import { fileShelf } from "../../workers/quarantine-shelf.ts";
import { createListWatch } from "../../workers/watch-lists.ts";
import { type FleetStage, setFleetStage } from "../fleet/stage.ts";
import { findRedis, forgetPrefix } from "../support/servers.ts";
import { testThreads } from "../support/threads/entry.ts";

const NOW = "2026-03-04T08:00:00Z";
const redis = await findRedis();
const prefix = `t_${randomBytes(6).toString("hex")}`;
afterAll(async () => {
  if (redis !== null) await forgetPrefix(redis.url, prefix);
  await redis?.stop();
});

describe.skipIf(redis === null)("jobs of projects that the process has not heard of", () => {
  let stage: FleetStage;
  let backend: Backend;
  beforeEach(async () => {
    stage = await setFleetStage(NOW);
    const log = { debug() {}, info() {}, warn() {} };
    backend = await openBackend({ url: redis?.url ?? "", directory: "", prefix, log });
  });
  afterEach(async () => {
    await backend.close();
    await stage.close();
  });

  it("wait for the list of projects that another job reads, instead of being taken for not served", async () => {
    const ids = ["a", "b", "c"].map((name) => stage.add(`customers/${name}`));
    const elsewhere = stage.add("customers/d", { level: 10 });
    const lines: string[] = [];
    const log = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line).msg) });
    const terminal = { out() {}, err() {}, paint: createPaint(false), quiet: true };
    const queue = createProjectQueue(backend);
    const clock = () => stage.sandbox.clock.now().getTime();
    const service = serviceOf({ groups: ["customers"] });
    const memory = openMemory(null, log);
    const settings = { url: stage.sandbox.url, token: stage.token, proxies: NO_PROXIES, service };
    const budget = createRequestBudget({ rules: DEFAULT_BUDGET_RULES, now: Date.now });
    const threads = createLookThreads({
      entry: testThreads(),
      settings: () => settings,
      budget: () => budget,
      onAnswer: () => undefined,
      ...{ memory, clock },
    });
    const handler = createHandler({
      context: { environment: {}, commandName: "cadence", terminal, color: false, clock },
      gitlab: stage.gitlab,
      threads,
      quarantine: await openQuarantine(fileShelf(mkdtempSync(join(tmpdir(), "cadence-")), log), () => NOW, log),
      service,
      memory,
      queue,
      metrics: createMetrics(),
      log,
      watchHooks: async () => undefined,
      audit: null,
      botId: 0,
      overwritten: createOverwrittenTexts({
        store: await backend.openOverwritten(),
        clock: Date.now,
        onDropped() {},
      }),
      lists: createListWatch(),
    });
    const { signal } = new AbortController();
    const run = (id: number) =>
      handler(`${id}`, [{ kind: "webhook", event: "issue", at: NOW }], { signal, jobId: `job-${id}` });
    stage.sandbox.requests.reset();
    const results = await Promise.all([...ids, elsewhere].map(run));
    expect(results.map(({ requests }) => requests > 0)).toEqual([true, true, true, false]);
    // An unknown project asks for no other list so soon.
    expect((await run(987_654)).requests).toBe(0);
    const lists = stage.sandbox.requests.all.filter(({ path }) => path.endsWith("/groups/customers/projects"));
    expect(lists).toHaveLength(1);
    const refused = lines.filter((line) => line.endsWith("is not served: nothing is done"));
    expect(refused).toEqual([elsewhere, 987_654].map((id) => `project ${id} is not served: nothing is done`));
    await threads.close();
    await queue.close();
  });
});
