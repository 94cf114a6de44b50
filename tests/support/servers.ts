import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** A server that tests may use side by side, each with a prefix or schema of its own. */
export interface TestServer {
  readonly url: string;
  /** Ends the server when it was started for the tests. */
  stop(): Promise<void>;
}

/** A server of one's own, which can die and come back with what it had written to its files. */
export interface PrivateServer extends TestServer {
  readonly pid: () => number;
  /** As `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts it anew over the same files, on the same port. */
  restart(): Promise<void>;
}

/** REDIS_URL, else the standard port, else a private server; null, with a loud line, when there is none. */
export async function findRedis(): Promise<TestServer | null> {
  const given = process.env["REDIS_URL"];
  if (given !== undefined) return { url: given, stop: async () => {} };
  if (await answers(6379, "PING\r\n", "+PONG")) return { url: "redis://127.0.0.1:6379", stop: async () => {} };
  return startRedis([]);
}

/** A private server with options of its own; null, with a loud line, when there is no program for it. */
export async function startRedis(more: readonly string[]): Promise<PrivateServer | null> {
  const program = findProgram(["redis-server", "valkey-server"], []);
  if (program === null) return missing("Redis", "redis-server or valkey-server", "REDIS_URL");
  const { directory, port } = await scratch("redis");
  const basic = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", directory, "--save", "", "--appendonly", "no"];
  const server = await start(program, [...basic, ...more], { directory, port });
  return { url: `redis://127.0.0.1:${port}`, ...server };
}

/** DATABASE_URL, else the standard port, else a private server; null, with a loud line, when there is none. */
export async function findPostgres(): Promise<TestServer | null> {
  const given = process.env["DATABASE_URL"];
  if (given !== undefined) return { url: given, stop: async () => {} };
  const standard = "postgres://postgres@127.0.0.1:5432/postgres";
  if (await accepts(standard)) return { url: standard, stop: async () => {} };
  return startPostgres();
}

/** A private cluster; null, with a loud line, when there is no program for it. */
export async function startPostgres(): Promise<PrivateServer | null> {
  const initdb = findProgram(["initdb"], debianFolders());
  const program = initdb === null ? null : path.join(path.dirname(initdb), "postgres");
  if (initdb === null || program === null) return missing("PostgreSQL", "postgresql", "DATABASE_URL");
  const { directory, port } = await scratch("postgres");
  const user = unprivileged();
  if (user !== null) await chown(directory, user.uid, user.gid);
  const data = path.join(directory, "data");
  execFileSync(initdb, ["-D", data, "-U", "postgres", "-A", "trust", "-N"], { stdio: "ignore", ...user });
  const options = ["-D", data, "-p", `${port}`, "-h", "127.0.0.1", "-k", directory, "-F"];
  const server = await start(program, options, { directory, port, ...user });
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, ...server };
}

/** Removes what a test put under a prefix on a Redis, or into a schema of a PostgreSQL. */
export async function forgetPrefix(url: string, prefix: string): Promise<void> {
  await (url.startsWith("redis") ? forgetKeys(url, prefix) : dropSchema(url, prefix));
}

/** A wire to a server that can be cut and joined again. */
export interface Wire {
  readonly url: string;
  /** No connection gets through, open ones end. */
  cut(): Promise<void>;
  /** Connections stay open, nothing comes through: a server that hangs. */
  freeze(): void;
  join(): Promise<void>;
  close(): Promise<void>;
}

/** A server's address with a wire in between. */
export async function wireTo(url: string): Promise<Wire> {
  const target = new URL(url);
  const port = Number(target.port);
  const open = new Set<Socket>();
  const serve = (): Server =>
    createServer((near) => {
      const far = connect(port, target.hostname);
      for (const socket of [near, far]) {
        open.add(socket);
        socket.on("error", () => {});
        socket.on("close", () => open.delete(socket));
      }
      near.pipe(far);
      far.pipe(near);
    });
  let server = serve();
  const own = await listen(server, 0);
  target.port = `${own}`;
  const cut = async (): Promise<void> => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: target.href,
    cut,
    freeze() {
      for (const socket of open) socket.unpipe().pause();
    },
    async join() {
      server = serve();
      await listen(server, own);
    },
    close: cut,
  };
}

function missing(name: string, program: string, variable: string): null {
  console.error(`\n!!! ${name} is missing: its tests are SKIPPED. Install ${program} or set ${variable}. !!!\n`);
  return null;
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function scratch(name: string): Promise<{ directory: string; port: number }> {
  const port = await freePort();
  return { directory: await mkdtemp(path.join(tmpdir(), `cadence-${name}-`)), port };
}

interface Start {
  readonly directory: string;
  readonly port: number;
  readonly uid?: number;
  readonly gid?: number;
}

async function start(
  program: string,
  args: string[],
  { directory, port, ...user }: Start,
): Promise<Omit<PrivateServer, "url">> {
  const launch = async (): Promise<ChildProcess> => {
    const child = spawn(program, args, { stdio: "ignore", cwd: directory, ...user });
    await reachable(port, child, program);
    return child;
  };
  let child = await launch();
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
  return {
    pid: () => child.pid ?? 0,
    kill,
    async restart() {
      child = await launch();
    },
    async stop() {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function reachable(port: number, child: ChildProcess, program: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    if (await answers(port, "", "")) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${program} did not open its port`);
}

/** Whether something listens there that says what is expected; an empty expectation is met by the connection. */
function answers(port: number, question: string, expected: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const done = (good: boolean): void => {
      socket.destroy();
      resolve(good);
    };
    socket.setTimeout(1000, () => done(false));
    socket.on("error", () => done(false));
    socket.on("connect", () => (expected === "" ? done(true) : socket.write(question)));
    socket.on("data", (data) => done(data.toString().startsWith(expected)));
  });
}

async function accepts(url: string): Promise<boolean> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function findProgram(names: readonly string[], more: readonly string[]): string | null {
  const folders = [...(process.env["PATH"] ?? "").split(path.delimiter), ...more];
  const places = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return places.find((place) => existsSync(place)) ?? null;
}

function debianFolders(): string[] {
  const root = "/usr/lib/postgresql";
  return existsSync(root) ? readdirSync(root).map((version) => path.join(root, version, "bin")) : [];
}

/** PostgreSQL refuses to run as root, as containers do. */
function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const ask = (flag: string, name: string): number =>
    Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }).toString());
  try {
    return { uid: ask("-u", "postgres"), gid: ask("-g", "postgres") };
  } catch {
    return { uid: ask("-u", "nobody"), gid: ask("-g", "nobody") };
  }
}

async function forgetKeys(url: string, prefix: string): Promise<void> {
  const { Redis } = await import("ioredis");
  const redis = new Redis(url);
  const keys = await redis.keys(`{${prefix}}:*`);
  // A call takes so many arguments and no more.
  for (let from = 0; from < keys.length; from += 10_000) await redis.del(...keys.slice(from, from + 10_000));
  redis.disconnect();
}

async function dropSchema(url: string, prefix: string): Promise<void> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`DROP SCHEMA IF EXISTS ${prefix} CASCADE`);
  await client.end();
}
