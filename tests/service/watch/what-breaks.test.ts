import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isDeepStrictEqual } from "node:util";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPostgres, startRedis } from "../../support/servers.ts";
import { until } from "../../support/until.ts";
import { type InnerService, type InnerServices, innerServices } from "../inner-service.ts";
import { type ServiceStage, setServiceStage } from "../service-stage.ts";

const PAYLOAD = readFileSync(
  new URL("../../fixtures/gitlab-webhook-payloads/derived-issue-close.json", import.meta.url),
  "utf8",
);

/** What a webhook is answered, and what the probe says, asked one after the other. */
interface Answers {
  readonly webhook: number;
  readonly ready: number;
  readonly queue: string;
}

async function ask({ url }: InnerService): Promise<Answers> {
  const webhook = await deliver(url);
  const ready = await fetch(`${url}/readyz`);
  const { checks } = (await ready.json()) as { readonly checks: Record<string, { readonly state: string }> };
  return { webhook, ready: ready.status, queue: checks["queue"]?.state ?? "" };
}

/** A delivery that nobody has seen before, signed as GitLab signs. */
async function deliver(url: string): Promise<number> {
  const id = randomUUID();
  const timestamp = Math.floor(Date.now() / 1000);
  const key = Buffer.alloc(32, 7);
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${PAYLOAD}`).digest("base64");
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": `v1,${signature}`,
  };
  return (await fetch(`${url}/webhooks/gitlab`, { method: "POST", headers, body: PAYLOAD })).status;
}

const WELL = { webhook: 200, ready: 200 };
const REFUSES = { webhook: 503, ready: 503 };

let stage: ServiceStage;
let services: InnerServices;
let receiver: InnerService;

async function open(url: string): Promise<void> {
  stage = await setServiceStage();
  services = innerServices(stage, url);
  receiver = await services.start({ only: "receiver" });
  await until(async () => expect(await ask(receiver)).toMatchObject(WELL));
}

/** What breaks, what is said meanwhile, what mends it. */
interface Row {
  readonly what: string;
  readonly breaks: () => Promise<unknown>;
  readonly meanwhile: Partial<Answers>;
  readonly mends: () => Promise<unknown>;
}

function tellsTheTruth(rows: readonly Row[]): void {
  it.each(rows)("$what", async ({ breaks, meanwhile, mends }) => {
    await breaks();
    // It stays so, and no event is turned away by a process that says it is ready. A crowded machine may break the row.
    let inARow = 0;
    await until(async () => {
      const answers = await ask(receiver);
      inARow = isDeepStrictEqual({ ...answers, ...meanwhile }, answers) ? inARow + 1 : 0;
      expect([answers, inARow]).toEqual([answers, 4]);
    });
    await mends();
    await until(async () => expect(await ask(receiver)).toMatchObject(WELL));
  });
}

const server = await startRedis(["--enable-protected-configs", "yes"]);
const database = await startPostgres();
afterAll(async () => {
  await server?.stop();
  await database?.stop();
});

describe.skipIf(server === null)("a receiver whose Redis", () => {
  let redis: Redis;
  const say = async (...words: readonly [string, ...string[]]): Promise<void> => {
    const [command, ...rest] = words;
    await redis.call(command, ...rest);
  };
  beforeAll(() => {
    redis = new Redis(server?.url ?? "", { maxRetriesPerRequest: null });
    redis.on("error", () => {});
  });
  afterAll(() => redis?.disconnect());
  beforeEach(() => open(server?.url ?? ""));
  afterEach(async () => {
    await services?.close();
    await stage?.close();
  });

  tellsTheTruth([
    {
      what: "has no memory left (noeviction)",
      breaks: () => say("CONFIG", "SET", "maxmemory", "1"),
      meanwhile: { ...REFUSES, queue: "failed" },
      mends: () => say("CONFIG", "SET", "maxmemory", "0"),
    },
    {
      what: "became a replica",
      breaks: () => say("REPLICAOF", "127.0.0.1", "1"),
      meanwhile: REFUSES,
      mends: () => say("REPLICAOF", "NO", "ONE"),
    },
    {
      what: "takes no writes for want of replicas",
      breaks: () => say("CONFIG", "SET", "min-replicas-to-write", "1"),
      meanwhile: REFUSES,
      mends: () => say("CONFIG", "SET", "min-replicas-to-write", "0"),
    },
    {
      what: "cannot write its files, as on a full disk",
      // A snapshot into a folder that takes no files fails, and Redis takes no writes from then on.
      async breaks() {
        await say("CONFIG", "SET", "save", "1 1");
        await say("CONFIG", "SET", "dir", "/proc");
        await redis.set("changed", "1");
        await until(async () => {
          expect(await redis.info("persistence")).toContain("rdb_last_bgsave_status:err");
        });
      },
      meanwhile: REFUSES,
      async mends() {
        await say("CONFIG", "SET", "dir", tmpdir());
        await say("CONFIG", "SET", "save", "");
        await say("CONFIG", "SET", "stop-writes-on-bgsave-error", "no");
      },
    },
    { what: "is gone", breaks: () => server?.kill() ?? Promise.resolve(), meanwhile: REFUSES, mends: restart },
    { what: "was wiped", breaks: () => say("FLUSHALL"), meanwhile: WELL, mends: async () => undefined },
    {
      what: "was told to pause the queue",
      breaks: () => pause(true),
      meanwhile: { ...WELL, queue: "paused" },
      mends: () => pause(false),
    },
  ]);

  async function restart(): Promise<void> {
    await server?.restart();
  }

  async function pause(isPaused: boolean): Promise<void> {
    const [key] = await redis.keys("*:projects:meta");
    if (key === undefined) throw new Error("there is no queue");
    await (isPaused ? redis.hset(key, "paused", "1") : redis.hdel(key, "paused"));
  }
});

describe.skipIf(database === null)("a receiver whose PostgreSQL", () => {
  let pool: pg.Pool;
  const schemas = async (): Promise<readonly string[]> => {
    const { rows } = await pool.query<{ name: string }>(
      "SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 't\\_%'",
    );
    return rows.map(({ name }) => name);
  };
  const dropAll = async (what: (schema: string) => string): Promise<void> => {
    const names = await schemas();
    expect(names).toHaveLength(1);
    for (const name of names) await pool.query(what(name));
  };
  const setting = async (text: string): Promise<void> => {
    await pool.query(text);
    await pool.query("SELECT pg_reload_conf()");
  };
  beforeAll(() => {
    pool = new pg.Pool({ connectionString: database?.url });
    pool.on("error", () => {});
  });
  afterAll(() => pool?.end());
  beforeEach(() => open(database?.url ?? ""));
  afterEach(async () => {
    await services?.close();
    await stage?.close();
  });

  tellsTheTruth([
    {
      what: "lost the schema: the tables are made anew",
      breaks: () => dropAll((name) => `DROP SCHEMA ${name} CASCADE`),
      meanwhile: WELL,
      mends: async () => undefined,
    },
    {
      what: "lost the tables of what is shared",
      breaks: () => dropAll((name) => `DROP TABLE ${name}.cadence_map, ${name}.cadence_text, ${name}.cadence_ready`),
      meanwhile: WELL,
      mends: async () => undefined,
    },
    {
      what: "lost one table of the queue, which no migration brings back",
      breaks: () => dropAll((name) => `DROP TABLE ${name}.job CASCADE`),
      meanwhile: REFUSES,
      mends: () => dropAll((name) => `DROP SCHEMA ${name} CASCADE`),
    },
    {
      what: "is read-only",
      breaks: () => setting("ALTER SYSTEM SET default_transaction_read_only = on"),
      meanwhile: REFUSES,
      async mends() {
        const options = "-c default_transaction_read_only=off";
        const client = new pg.Client({ connectionString: database?.url, options });
        await client.connect();
        await client.query("ALTER SYSTEM RESET default_transaction_read_only");
        await client.query("SELECT pg_reload_conf()");
        await client.end();
      },
    },
    {
      what: "is gone",
      breaks: () => database?.kill() ?? Promise.resolve(),
      meanwhile: REFUSES,
      mends: async () => void (await database?.restart()),
    },
  ]);
});
