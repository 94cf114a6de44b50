/** The processes of bench/reconcile.ts: a sandbox, or a worker, which runs from "go" to "stop". */
import { Worker } from "bullmq";
import { Redis } from "ioredis";
import pino from "pino";
import { createJobThreads } from "../../src/app/job-threads/pool.ts";
import { NO_PROXIES } from "../../src/config/environment/environment-proxy.ts";
import { serviceOf } from "../../src/config/service/configuration-of.ts";
import { budgetName, createRequestBudget } from "../../src/gitlab/budget/budget.ts";
import { createFleetGitLab } from "../../src/gitlab/fleet/fleet-client.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { openBackend } from "../../src/queue/backends/open-backend.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { openOverwritten, withRepairs } from "../../workers/jobs/put-back.ts";
import { openQuarantine } from "../../workers/jobs/quarantine.ts";
import { createListWatch } from "../../workers/jobs/watch-lists.ts";
import { createHandler, type WorkerContext } from "../../workers/jobs/worker-context.ts";
import { createPutBackNotes } from "../../workers/memory/put-back-notes.ts";
import { sharedQuarantineStore } from "../../workers/memory/quarantine-store.ts";
import { sharedBudget } from "../../workers/memory/shared-budget.ts";
import { openSharedMemory } from "../../workers/memory/shared-memory.ts";

export interface Stage {
  readonly url: string;
  readonly token: string;
  readonly ids: readonly number[];
}

export interface WorkerTask extends Stage {
  readonly kind: "bare" | "ours";
  readonly redis: string;
  readonly prefix: string;
  readonly concurrency: number;
  /** What bare workers ask for, `:id` for the project. */
  readonly paths: readonly string[];
}

/** What a worker process spent from "go" to "stop". */
export interface Spent {
  readonly cpuMs: number;
  /** Commands sent to Redis. */
  readonly commands: number;
}

interface Running {
  readonly stop: () => Promise<void>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const say = (message: unknown): void => void process.send?.(message);

async function sandbox({ projects, due }: { readonly projects: number; readonly due: boolean }): Promise<void> {
  const gitlab = await startSandbox();
  gitlab.addUser({ username: "cadence-bot", bot: true });
  gitlab.addGroup({ path: "customers", members: { "cadence-bot": 30 } });
  // In an hour: at whatever hour this runs, no business hour before the call is waited for.
  const first = new Date(Date.now() + (due ? HOUR_MS : 300 * DAY_MS));
  const weekday = new Intl.DateTimeFormat("en-US", { weekday: "long", timeZone: "UTC" }).format(first).toLowerCase();
  const [from = "", time = ""] = first.toISOString().split(/[T.]/);
  const fileOf = (number: number) =>
    `customer: Acme ${number}\ntimezone: UTC\nmeetings:\n  cadence-call:\n    repeat: every week on ${weekday} at ${time.slice(0, 5)}\n    from: ${from}\n`;
  const ids = Array.from({ length: projects }, (_, number) => {
    return gitlab.addProject({ path: `customers/acme-${number}`, files: { ".gitlab/cadence.yml": fileOf(number) } }).id;
  });
  const token = gitlab.addToken({ user: "cadence-bot", scopes: ["api"] });
  process.on("message", (question) => {
    if (question === "reset") {
      gitlab.requests.reset();
      say("reset");
    } else if (question === "paths") {
      const last = ids.at(-1);
      const all = gitlab.requests.all.filter(({ path }) => path.includes(`/${last}/`) || path.endsWith(`/${last}`));
      const render = ({ path, query }: (typeof all)[number]): string =>
        `/api/v4${path.replace(`/${last}`, "/:id")}?${new URLSearchParams(query as Record<string, string>)}`;
      say(all.map(render));
    } else {
      const issues = ids.map((id) => gitlab.issues(id));
      say({ agendas: issues.flat().length, text: JSON.stringify(issues.map((all) => all.map(({ title }) => title))) });
    }
  });
  say({ url: gitlab.url, token, ids } satisfies Stage);
}

function startBare({ redis, prefix, url, token, paths, concurrency }: WorkerTask): Running {
  const connection = new Redis(redis, { maxRetriesPerRequest: null });
  const requestAll = async (id: number): Promise<void> => {
    for (const path of paths) {
      const answer = await fetch(url + path.replace(":id", `${id}`), { headers: { "private-token": token } });
      await answer.text();
      if (!answer.ok) throw new Error(`${answer.status} for ${path}`);
    }
  };
  const settings = { connection, prefix: `{${prefix}}`, concurrency };
  const worker = new Worker<{ id: number }>("bare", async ({ data }) => requestAll(data.id), settings);
  worker.on("completed", ({ data }) => say(`done ${data.id}`));
  return {
    async stop() {
      await worker.close();
      connection.disconnect();
    },
  };
}

async function createOurs({ redis, prefix, url, token, concurrency }: WorkerTask): Promise<() => Running> {
  const log = pino({ level: "info", base: null }, pino.destination({ dest: "/dev/null", sync: true }));
  const backend = await openBackend({ url: redis, directory: "", prefix, log });
  const store = backend.openStore();
  if (store === null) throw new Error("a queue that is shared with nobody");
  const rules = { perMinute: 1e9, reserve: 0.01, issuesPerMinute: 1e9, notesPerMinute: 1e9 };
  const budget = createRequestBudget({ rules, now: Date.now, store: sharedBudget(store, budgetName(url, token)), log });
  const terminal = { out() {}, err() {}, paint: {}, quiet: true } as unknown as WorkerContext["context"]["terminal"];
  const context = { environment: {}, commandName: "cadence", terminal, color: false, clock: Date.now };
  const service = serviceOf({ groups: ["customers"] });
  const memory = await openSharedMemory({ store, gitlabUrl: url, log });
  const settings = { url, token, proxies: NO_PROXIES, service };
  const threads = createJobThreads({
    // As built: `npm run build` comes first.
    entry: { file: new URL("../../dist/cli/cadence.cjs", import.meta.url) },
    settings: () => settings,
    budget: () => budget,
    onAnswer: () => undefined,
    ...{ memory, clock: Date.now, size: concurrency },
  });
  const workerContext: WorkerContext = {
    context,
    gitlab: createFleetGitLab({ url, token, log, budget }),
    ...{ service, memory, threads },
    quarantine: await openQuarantine(sharedQuarantineStore(store, url), () => new Date().toISOString(), log),
    wakeUps: { note() {}, async tick() {}, start: () => () => undefined, count: () => 0 },
    queue: backend.openProjectQueue(),
    metrics: createMetrics(),
    log,
    watchHooks: async () => undefined,
    audit: null,
    lists: createListWatch(),
    botId: 0,
    overwritten: await openOverwritten(backend, { context, memory, log }),
  };
  const handler = withRepairs(workerContext, createPutBackNotes(store), createHandler(workerContext));
  return () => {
    const worker = backend.openProjectWorker(handler, {
      concurrency,
      log,
      onCompleted: ({ project }) => say(`done ${project}`),
      onFailed: ({ error }) => console.error(error),
      onRetry: ({ error }) => console.error(error),
    });
    return { stop: () => worker.close(2000) };
  };
}

/** Counts the commands that any connection of this process sends from now on. */
function countCommands(): () => number {
  let count = 0;
  const send = Redis.prototype.sendCommand;
  Redis.prototype.sendCommand = function (...command) {
    count += 1;
    return send.apply(this, command);
  };
  return () => count;
}

async function work(task: WorkerTask): Promise<void> {
  const open = task.kind === "bare" ? () => startBare(task) : await createOurs(task);
  const commands = countCommands();
  let running: Running | null = null;
  let before = { cpu: process.cpuUsage(), commands: 0 };
  process.on("message", (order) => {
    if (order === "go") {
      before = { cpu: process.cpuUsage(), commands: commands() };
      running = open();
      return;
    }
    const { user, system } = process.cpuUsage(before.cpu);
    const spent: Spent = { cpuMs: (user + system) / 1000, commands: commands() - before.commands };
    void running?.stop().then(() => say(spent));
  });
  say("ready");
}

process.on("disconnect", () => process.exit());
const [, , role, argument] = process.argv;
if (role === "sandbox") await sandbox(JSON.parse(argument ?? ""));
else if (role === "worker") await work(JSON.parse(argument ?? ""));
