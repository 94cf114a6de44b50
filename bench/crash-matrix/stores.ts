import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { Chance } from "../../tests/scenarios/year/random.ts";
import { type PrivateServer, startPostgres, startRedis } from "../../tests/support/servers.ts";

export type BackendName = "redis" | "postgres" | "embedded";

/** The server that the queue lives in. */
export interface Store {
  readonly url: string;
  /** When it last was away, by `Date.now()`; now while it is. */
  readonly lastAway: () => number;
  /** Kills it, or a part of it, and brings it back after a pause in milliseconds. Answers what was killed. */
  strike(chance: Chance, pauseMs: number): Promise<string>;
  stop(): Promise<void>;
}

/** As docker-compose.yml starts it; `appendfsync` stays `everysec`, its default. */
const REDIS_OPTIONS = ["--maxmemory-policy", "noeviction", "--appendonly", "yes"];

/** A server of its own for a backend; null for the one that needs none. Throws where no program for it is found. */
export async function openStore(backend: BackendName): Promise<Store | null> {
  if (backend === "embedded") return null;
  const server = await (backend === "redis" ? startRedis(REDIS_OPTIONS) : startPostgres());
  if (server === null) throw new Error(`no server for ${backend} on this machine`);
  let awaySince: number | null = null;
  let lastAway = 0;
  const die = async (pauseMs: number): Promise<void> => {
    awaySince = Date.now();
    await server.kill();
    await sleep(pauseMs);
    await comeBack(server);
    lastAway = Date.now();
    awaySince = null;
  };
  return {
    url: server.url,
    lastAway: () => (awaySince === null ? lastAway : Date.now()),
    async strike(chance, pauseMs) {
      const pids = backend === "postgres" && chance.happens(0.5) ? sessionsOf(server.pid()) : [];
      const pid = chance.pick(pids);
      if (pid === undefined) {
        await die(pauseMs);
        return backend;
      }
      // PostgreSQL ends all sessions then and recovers by itself.
      lastAway = Date.now();
      process.kill(pid, "SIGKILL");
      return `${backend} session`;
    },
    stop: () => server.stop(),
  };
}

/** Its sessions may outlive a killed PostgreSQL for a moment, and keep the next one from starting. */
async function comeBack(server: PrivateServer): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await server.restart();
    } catch (error) {
      if (tries === 50) throw error;
      await sleep(200);
    }
  }
}

function sessionsOf(postmaster: number): readonly number[] {
  const lines = execFileSync("ps", ["-o", "pid=,args=", "--ppid", `${postmaster}`])
    .toString()
    .split("\n");
  return lines.filter((line) => line.includes("127.0.0.1")).map((line) => Number.parseInt(line, 10));
}
