import { createRedisBackend } from "bullmq";
import { Redis } from "ioredis";
import { ConfigError } from "../../domain/errors.ts";
import { MINUTE_MS } from "../../domain/time/units.ts";
import type { Backend, BullBackend, ReadDelayed, ServerClock, StoreFactory } from "../backend.ts";
import { createRedisOverwritten } from "../overwritten/redis-overwritten.ts";
import { reportThrottled } from "../report-throttled.ts";
import { createRedisStore } from "../store/redis-store.ts";
import { createAttempt, isQueueUnavailableError, QueueUnavailableError } from "../unavailable.ts";
import { openQueues, pinging, type QueueServer } from "./openers.ts";
import { followServerClock } from "./server-clock.ts";

const RECONNECT_MAX_MS = 2000;
/** What is written to see whether anything can be. */
const READY_MS = MINUTE_MS;

/** Jobs in Redis or Valkey. Throws QueueUnavailableError when the server does not answer within a second, ConfigError for a cluster. */
export async function openRedis(options: QueueServer): Promise<Backend & BullBackend> {
  const { place, log } = options;
  const shared = { lazyConnect: true, retryStrategy, reconnectOnError };
  // A producer must say no at once while the server is away; a worker must wait for its return.
  const producer = new Redis(options.url, {
    ...shared,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    enableAutoPipelining: true,
  });
  const consumer = new Redis(options.url, { ...shared, maxRetriesPerRequest: null });
  const report = reportThrottled(log, place);
  producer.on("error", report);
  consumer.on("error", report);
  const attempt = createAttempt(options.answerMs, place);
  try {
    await attempt(() => producer.connect());
    await refuseCluster(producer, place, attempt);
  } catch (error) {
    producer.disconnect();
    consumer.disconnect();
    throw options.url.startsWith("rediss:") && isQueueUnavailableError(error) ? withCertificates(error) : error;
  }
  await warnAboutEviction(producer, options, attempt);
  const clock = await followServerClock(attempt, async () => {
    const [seconds, microseconds] = await producer.time();
    return Number(seconds) * 1000 + Number(microseconds) / 1000;
  });
  return backendOf(options, { producer, consumer, attempt, report, clock });
}

const retryStrategy = (tries: number): number => Math.min(tries * 100, RECONNECT_MAX_MS);

/** A server that became a replica stays one; behind its name there may be another by now. */
const reconnectOnError = (error: Error): boolean => error.message.startsWith("READONLY");

interface Connections {
  readonly producer: Redis;
  readonly consumer: Redis;
  readonly attempt: BullBackend["attempt"];
  readonly report: (error: Error) => void;
  readonly clock: ServerClock;
}

function backendOf(
  options: QueueServer,
  { producer, consumer, attempt, report, clock }: Connections,
): Backend & BullBackend {
  // Braces: a proxy that spreads keys over servers keeps these on one.
  const prefix = `{${options.prefix}}`;
  const factory: StoreFactory = createRedisBackend as unknown as StoreFactory;
  return {
    kind: "redis",
    ...openQueues({
      place: options.place,
      factory,
      report,
      queue: { connection: producer, prefix, skipWaitingForReady: true, ...options.traced },
      worker: { connection: consumer, prefix, ...options.traced },
      attempt,
      readDelayed: delayedReader(producer),
      clock,
    }),
    openStore: () => createRedisStore(producer, prefix, attempt),
    openOverwritten: async () => createRedisOverwritten(producer, prefix, attempt),
    ping: pinging(attempt, () => producer.set(`${prefix}:ready`, "1", "PX", READY_MS)),
    async close() {
      clock.stop();
      producer.disconnect();
      consumer.disconnect();
    },
  };
}

/** BullMQ keeps the due time of a delayed job in the upper bits of its score. */
const SCORE_PER_MS = 0x1000;

function delayedReader(redis: Redis): ReadDelayed {
  return async ({ keys }, count) => {
    const key = `${keys["delayed"]}`;
    const ends = await Promise.all([
      redis.zrange(key, "0", `${count - 1}`, "WITHSCORES"),
      redis.zrange(key, `-${count}`, "-1", "WITHSCORES"),
    ]);
    const dueAt = (score = ""): number => Math.floor(Number(score) / SCORE_PER_MS);
    return ends.flatMap((end) =>
      end.flatMap((jobId, at) => (at % 2 === 0 ? [{ jobId, dueAt: dueAt(end[at + 1]) }] : [])),
    );
  };
}

/** Nodes of a cluster send askers on to each other, and connections here are to one server. Hosted ones may refuse the question. */
async function refuseCluster(redis: Redis, place: string, attempt: BullBackend["attempt"]): Promise<void> {
  const answer = await attempt(() => redis.info("cluster")).catch(() => "");
  if (!answer.includes("cluster_enabled:1")) return;
  throw new ConfigError(
    `the queue (${place}) is Redis Cluster, which is not supported: give a Redis or Valkey of its own`,
  );
}

/** A server that asks for a certificate closes the connection without a word. */
function withCertificates(error: Error): Error {
  const hint =
    "one that asks for a client certificate closes the connection, those are not supported (tls-auth-clients no)";
  return new QueueUnavailableError(`${error.message}; ${hint}`, { cause: error });
}

/** A server that forgets keys when it is full loses jobs without a word. Hosted ones may refuse the question. */
async function warnAboutEviction(
  redis: Redis,
  { place, log }: QueueServer,
  attempt: BullBackend["attempt"],
): Promise<void> {
  const answer = await attempt(() => redis.config("GET", "maxmemory-policy")).catch(() => null);
  const policy = Array.isArray(answer) ? String(answer[1]) : null;
  if (policy === null || policy === "noeviction") return;
  log.warn(
    { place, policy },
    `Redis drops keys when its memory is full (maxmemory-policy ${policy}); set noeviction, or jobs get lost`,
  );
}
