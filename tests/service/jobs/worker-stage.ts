import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { createJobThreads } from "../../../src/app/job-threads/pool.ts";
import { createPaint } from "../../../src/app/terminal.ts";
import { NO_PROXIES } from "../../../src/config/environment/environment-proxy.ts";
import { serviceOf } from "../../../src/config/service/configuration-of.ts";
import { asProjectId } from "../../../src/domain/ids.ts";
import { createRequestBudget, DEFAULT_BUDGET_RULES, type RequestBudget } from "../../../src/gitlab/budget/budget.ts";
import { createMetrics } from "../../../src/http/metrics.ts";
import { openBackend } from "../../../src/queue/backends/open-backend.ts";
import type { ProjectResult } from "../../../src/queue/contract.ts";
import { createOverwrittenTexts } from "../../../src/queue/overwritten/overwritten-texts.ts";
import { openQuarantine } from "../../../workers/jobs/quarantine.ts";
import { createListWatch } from "../../../workers/jobs/watch-lists.ts";
import { createHandler, type WorkerContext } from "../../../workers/jobs/worker-context.ts";
import { openMemory } from "../../../workers/memory/memory.ts";
import { fileQuarantineStore } from "../../../workers/memory/quarantine-store.ts";
import { threadSettings } from "../../../workers/settings/current.ts";
import type { FleetStage } from "../../fleet/stage.ts";
import { testThreads } from "../../support/threads/entry.ts";

/** A worker context with threads of its own, and jobs handed to it by hand. */
export interface WorkerStage {
  readonly workerContext: WorkerContext;
  readonly budget: RequestBudget;
  readonly lines: readonly string[];
  /** Works on the job of a project for which a webhook asked, or a sweep. */
  run(id: number, kind?: "webhook" | "sweep"): Promise<ProjectResult>;
  close(): Promise<void>;
}

/** `budgetClock` in milliseconds since 1970; what is shared lies on a Redis under `prefix`. */
export async function openWorkerStage(
  stage: FleetStage,
  {
    redisUrl,
    prefix,
    budgetClock = Date.now,
  }: Readonly<Record<"redisUrl" | "prefix", string>> & {
    readonly budgetClock?: () => number;
  },
): Promise<WorkerStage> {
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line).msg) });
  const backend = await openBackend({ url: redisUrl, directory: "", prefix, log });
  const terminal = { out() {}, err() {}, paint: createPaint(false), quiet: true };
  const queue = backend.openProjectQueue();
  const clock = () => stage.sandbox.clock.now().getTime();
  const now = () => stage.sandbox.clock.now().toISOString();
  const service = serviceOf({ groups: ["customers"] });
  const memory = openMemory(null, log);
  const settings = threadSettings({ url: stage.sandbox.url, token: stage.token, proxies: NO_PROXIES }, service);
  const budget = createRequestBudget({ rules: DEFAULT_BUDGET_RULES, now: budgetClock });
  const threads = createJobThreads({
    entry: testThreads(),
    settings: () => settings,
    budget: () => budget,
    onAnswer: () => undefined,
    ...{ memory, clock },
  });
  const workerContext: WorkerContext = {
    context: { environment: {}, commandName: "cadence", terminal, color: false, clock },
    gitlab: stage.gitlab,
    threads,
    quarantine: await openQuarantine(fileQuarantineStore(mkdtempSync(join(tmpdir(), "cadence-")), log), now, log),
    service,
    memory,
    queue,
    metrics: createMetrics({ processMetrics: false }),
    log,
    watchHooks: async () => undefined,
    audit: null,
    botId: 0,
    overwritten: createOverwrittenTexts({ store: await backend.openOverwritten(), clock: Date.now, onDropped() {} }),
    lists: createListWatch(),
    wakeUps: { note() {}, async tick() {}, start: () => () => undefined, count: () => 0 },
  };
  const handler = createHandler(workerContext);
  const { signal } = new AbortController();
  return {
    workerContext,
    budget,
    lines,
    run: (id, kind = "webhook") =>
      handler(asProjectId(id), [{ kind, event: "issue", at: now() }], { signal, jobId: `job-${id}` }),
    async close() {
      await threads.close();
      await queue.close();
      await backend.close();
    },
  };
}
