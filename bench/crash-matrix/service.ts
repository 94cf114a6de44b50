import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../../dist/cli/cadence.cjs", import.meta.url));

/** What the logs of all processes of the service tell. */
export interface Told {
  jobs: number;
  actions: number;
  sweeps: number;
  readonly givenUp: string[];
  /** Processes that ended though nobody killed them, with what they said last. */
  readonly ended: string[];
  /** Starts that failed because the store was away or slow; they were tried again. */
  failedStarts: number;
  readonly warnings: Map<string, number>;
}

/** One process of the service, which is started again whenever it ends, as systemd and compose do. */
export interface Post {
  readonly name: string;
  /** Where it listens; null while it does not. */
  readonly url: () => string | null;
  readonly isUp: () => boolean;
  /** Null before the first start. */
  readonly pid: () => number | null;
  /** Kills it; it comes back after a pause in milliseconds. */
  kill(pauseMs: number): Promise<void>;
  /** Ends it for good; answers its exit code. */
  end(): Promise<number | null>;
}

export interface Installation {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** When the store was last away, by `Date.now()`. */
  readonly storeAway: () => number;
  readonly told: Told;
  /** The file of another version's command; that of `dist` unless said. */
  readonly command?: string;
}

export function createTold(): Told {
  return {
    jobs: 0,
    actions: 0,
    sweeps: 0,
    givenUp: [],
    ended: [],
    failedStarts: 0,
    warnings: new Map(),
  };
}

/** How long after the store's return a start that failed may still be its fault. */
const STORE_GRACE_MS = 20_000;
/** Said by a start that the store did not answer in time, as on a crowded machine. */
const STORE_SLOW = "Start it again when that is over";
const RESTART_MS = 1000;

/** Keeps one process of the service running, until it is ended. */
export function keepRunning(name: string, args: readonly string[], installation: Installation): Post {
  const { folder, environment, storeAway, told, command = COMMAND } = installation;
  const log = createWriteStream(join(folder, `${name}.log`));
  const options = [
    "serve",
    "--service",
    "cadence.yml",
    "--port",
    "0",
    "--directory",
    join(folder, ".cadence"),
    ...args,
  ];
  let child: ChildProcess | null = null;
  let url: string | null = null;
  let killed = false;
  let over = false;
  let pauseMs = RESTART_MS;
  const exits = (process: ChildProcess): Promise<unknown> =>
    process.exitCode === null && process.signalCode === null ? once(process, "exit") : Promise.resolve();
  const start = (): void => {
    url = null;
    killed = false;
    const started = spawn(process.execPath, [command, ...options], {
      cwd: folder,
      env: { PATH: process.env["PATH"], ...environment },
      stdio: ["ignore", "ignore", "pipe"],
    });
    child = started;
    const last: string[] = [];
    createInterface({ input: started.stderr }).on("line", (line) => {
      log.write(`${line}\n`);
      last.push(line);
      if (last.length > 8) last.shift();
      const address = hear(line, told);
      if (address !== null && child === started) url = address;
    });
    started.on("exit", async (code, signal) => {
      const listened = url !== null;
      url = null;
      if (!killed && !over) {
        const isStoresFault =
          Date.now() - storeAway() < STORE_GRACE_MS || last.some((line) => line.includes(STORE_SLOW));
        if (!listened && isStoresFault) told.failedStarts += 1;
        else told.ended.push(`${name} ended by itself (${signal ?? code}): ${last.join("\n      ")}`);
      }
      await sleep(killed ? pauseMs : RESTART_MS);
      if (!over) start();
    });
  };
  start();
  return {
    name,
    url: () => url,
    pid: () => child?.pid ?? null,
    isUp: () => child !== null && child.exitCode === null && child.signalCode === null,
    async kill(pause) {
      if (child === null) return;
      killed = true;
      pauseMs = pause;
      child.kill("SIGKILL");
      await exits(child);
    },
    async end() {
      over = true;
      if (child === null) return null;
      child.kill("SIGTERM");
      await exits(child);
      return child.exitCode;
    },
  };
}

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly address?: string;
  readonly outcome?: string;
  readonly seconds?: number;
  readonly actions?: number;
  readonly looks?: number;
}

/** Counts what a line of the log tells; answers the address where it holds one. */
function hear(text: string, told: Told): string | null {
  const line = parse(text);
  if (line === null) return null;
  if (line.seconds !== undefined && line.outcome !== undefined) {
    told.jobs += 1;
    told.actions += line.actions ?? 0;
  }
  if (line.msg.startsWith("sweep: ")) told.sweeps += 1;
  if (line.msg.startsWith("given up")) told.givenUp.push(line.msg);
  if (line.level >= 40) {
    const kind = line.msg.replaceAll(/\d+/g, "N").slice(0, 140);
    told.warnings.set(kind, (told.warnings.get(kind) ?? 0) + 1);
  }
  return line.address ?? null;
}

function parse(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return null;
  }
}
