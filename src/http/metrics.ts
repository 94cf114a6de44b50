import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { createDeadline } from "../queue/deadline.ts";
import { createFleetMetrics, type WatchFleet } from "./fleet-metrics.ts";
import { createOverwrittenMetrics, type WatchOverwritten } from "./overwritten-metrics.ts";

/** How full the queue is. */
export interface QueueCounts {
  /** Jobs by state: `waiting`, `active`, `delayed`, `failed`. */
  readonly jobs: Readonly<Record<string, number>>;
  /** How long the oldest waiting job has been due, in seconds; 0 where none waits. */
  readonly oldestSeconds: number;
}

/** All that the service measures; docs/metrics.md says what each is. Names of projects and people are never labels. */
export interface Metrics {
  readonly registry: Registry;
  readonly webhooks: Counter<"outcome" | "why">;
  readonly webhookSeconds: Histogram<"outcome">;
  readonly hooksDisabled: Gauge;
  readonly reconciles: Counter<"outcome">;
  readonly reconcileSeconds: Histogram<"outcome">;
  readonly reconcilesEnded: Counter<"code">;
  readonly loopDelay: Histogram;
  readonly gitlabRequests: Counter<"method" | "endpoint" | "status">;
  readonly rateLimit: Gauge;
  readonly rateRemaining: Gauge;
  readonly agendasCreated: Counter;
  readonly lastSweep: Gauge;
  readonly tokenDaysLeft: Gauge;
  readonly alerts: Gauge<"rule">;
  /** What is counted of the fleet whenever metrics are read. */
  readonly watchFleet: WatchFleet;
  /** Asks `read` for the queue's counts whenever metrics are read; what it cannot tell is absent then. */
  readonly watchQueue: (read: () => Promise<QueueCounts>) => void;
  readonly watchOverwritten: WatchOverwritten;
}

const QUEUE_READ_MS = 2_000;

type Family = Omit<Metrics, "registry" | "watchFleet" | "watchQueue" | "watchOverwritten">;

/** Makes the metrics of one service in a registry of their own; `processMetrics` adds those of Node.js (memory, event loop). */
export function createMetrics({ processMetrics = true }: { readonly processMetrics?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (processMetrics) collectDefaultMetrics({ register: registry });
  return {
    registry,
    ...createWebhookMetrics(registry),
    ...createWorkMetrics(registry),
    ...createDomainMetrics(registry),
    watchFleet: createFleetMetrics(registry),
    watchQueue: createQueueMetrics(registry),
    watchOverwritten: createOverwrittenMetrics(registry),
  };
}

function createWebhookMetrics(registry: Registry): Pick<Family, "webhooks" | "webhookSeconds" | "hooksDisabled"> {
  const registers = [registry];
  return {
    webhooks: new Counter({
      name: "cadence_webhooks_total",
      help: "Requests to the webhook receiver, by what became of them and why",
      labelNames: ["outcome", "why"],
      registers,
    }),
    webhookSeconds: new Histogram({
      name: "cadence_webhook_duration_seconds",
      help: "Time from the first byte of a webhook to its answer",
      labelNames: ["outcome"],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    hooksDisabled: createGauge(
      registry,
      "cadence_webhooks_disabled",
      "Webhooks that GitLab has disabled, for a time or for good",
    ),
  };
}

function createWorkMetrics(
  registry: Registry,
): Pick<
  Family,
  "reconciles" | "reconcileSeconds" | "reconcilesEnded" | "loopDelay" | "gitlabRequests" | "rateLimit" | "rateRemaining"
> {
  const registers = [registry];
  return {
    reconciles: new Counter({
      name: "cadence_reconciles_total",
      help: "Looks at a project, by outcome",
      labelNames: ["outcome"],
      registers,
    }),
    reconcileSeconds: new Histogram({
      name: "cadence_reconcile_duration_seconds",
      help: "How long a look at a project took",
      labelNames: ["outcome"],
      buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
      registers,
    }),
    reconcilesEnded: new Counter({
      name: "cadence_looks_ended_total",
      help: "Looks that had to be ended, or whose thread died, by code",
      labelNames: ["code"],
      registers,
    }),
    loopDelay: new Histogram({
      name: "cadence_event_loop_delay_seconds",
      help: "The longest pause of each second in which the thread that answers webhooks and probes did nothing else",
      buckets: [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
      registers,
    }),
    gitlabRequests: new Counter({
      name: "cadence_gitlab_requests_total",
      help: "Requests to GitLab, by method, endpoint (without ids) and status",
      labelNames: ["method", "endpoint", "status"],
      registers,
    }),
    rateLimit: createGauge(registry, "cadence_gitlab_rate_limit", "Requests GitLab allows in its present window"),
    rateRemaining: createGauge(
      registry,
      "cadence_gitlab_rate_limit_remaining",
      "Requests left in GitLab's present window",
    ),
  };
}

function createDomainMetrics(
  registry: Registry,
): Pick<Family, "agendasCreated" | "lastSweep" | "tokenDaysLeft" | "alerts"> {
  const gauge = (name: string, help: string): Gauge => createGauge(registry, name, help);
  return {
    agendasCreated: new Counter({
      name: "cadence_agendas_created_total",
      help: "Agendas created by this process",
      registers: [registry],
    }),
    lastSweep: gauge("cadence_last_sweep_timestamp_seconds", "When the last sweep over all projects ended, Unix time"),
    tokenDaysLeft: gauge("cadence_gitlab_token_days_left", "Days until the GitLab token expires"),
    alerts: new Gauge({
      name: "cadence_concerns",
      help: "What should have happened and did not, or will keep things from happening, by rule",
      labelNames: ["rule"],
      registers: [registry],
    }),
  };
}

/** A gauge that is absent until it is set: 0 days left of a token that nobody has looked at would raise an alarm. */
function createGauge(registry: Registry, name: string, help: string): Gauge {
  const gauge = new Gauge({ name, help, registers: [registry] });
  gauge.remove();
  return gauge;
}

function createQueueMetrics(registry: Registry): Metrics["watchQueue"] {
  let source: (() => Promise<QueueCounts>) | null = null;
  const inTime = createDeadline(QUEUE_READ_MS);
  let reading: Promise<QueueCounts | null> | null = null;
  /** Both gauges are read at the same time: one question for the two. */
  const counts = async (): Promise<QueueCounts | null> => {
    reading ??= readCounts(source, inTime);
    const answer = await reading;
    reading = null;
    return answer;
  };
  new Gauge({
    name: "cadence_queue_jobs",
    help: "Jobs in the queue, by state",
    labelNames: ["state"],
    registers: [registry],
    async collect() {
      const answer = await counts();
      this.reset();
      for (const [state, count] of Object.entries(answer?.jobs ?? {})) this.set({ state }, count);
    },
  });
  new Gauge({
    name: "cadence_queue_oldest_seconds",
    help: "How long the oldest waiting job has been due",
    registers: [registry],
    async collect() {
      const answer = await counts();
      this.remove();
      if (answer !== null) this.set(answer.oldestSeconds);
    },
  });
  return (read) => {
    source = read;
  };
}

/** The counts, or null where they cannot be had in time: the other metrics are worth reading then more than ever. */
async function readCounts(
  read: (() => Promise<QueueCounts>) | null,
  inTime: ReturnType<typeof createDeadline>,
): Promise<QueueCounts | null> {
  if (read === null) return null;
  try {
    return await inTime(read());
  } catch {
    return null;
  }
}
