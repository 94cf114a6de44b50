import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { ConfigError } from "../../domain/errors.ts";
import { writeSmallFile } from "../memory/small-file.ts";

/** Who holds a directory, for people; `id` is the socket's. */
const Holder = z.object({ id: z.string(), pid: z.int(), host: z.string(), since: z.string() });
type Holder = z.output<typeof Holder>;

export interface HeldDirectory {
  /** Never throws. */
  release(): Promise<void>;
}

const HOLDER_FILE = "in-use.json";
const SOCKET = /^in-use\.([0-9a-f]+)\.sock$/;
/** Of those that start at the same moment one holds the directory by then. */
const CONTEST_MS = 5000;
const PAUSE_MS = 40;
/** What the path of a socket may hold on every system, in bytes. */
const LONGEST_PATH = 100;

/**
 * Makes this process the only user of a directory, until it ends, however it ends. Everybody who wants it listens on a socket
 * in it and then looks for sockets of others: of two at least one sees the other. The kernel answers for a process that is stopped, and for
 * none that is gone. It says nothing of processes on other machines. Throws ConfigError that names the holder, and for a
 * directory that takes no sockets.
 */
export async function holdDirectory(directory: string, report: (error: Error) => void): Promise<HeldDirectory> {
  const id = randomBytes(8).toString("hex");
  const endsAt = performance.now() + CONTEST_MS;
  for (;;) {
    let others = await findOthers(directory, id);
    if (others.length === 0) {
      const leave = await appear(directory, id, report);
      others = await findOthers(directory, id);
      if (others.length === 0) return hold(directory, id, leave, report);
      await leave();
    }
    const holder = await readHolder(directory);
    const isHeld = holder !== null && others.includes(holder.id);
    if (isHeld || performance.now() > endsAt) throw inUse(directory, isHeld ? holder : null);
    await sleep(PAUSE_MS * (0.5 + Math.random()));
  }
}

async function hold(
  directory: string,
  id: string,
  leave: () => Promise<void>,
  report: (error: Error) => void,
): Promise<HeldDirectory> {
  const file = path.join(directory, HOLDER_FILE);
  const since = new Date(performance.timeOrigin).toISOString();
  const self: Holder = { id, pid: process.pid, host: hostname(), since };
  // Without it nobody is told who holds the directory, which is held all the same.
  await writeSmallFile(file, `${JSON.stringify(self)}\n`).catch(report);
  return {
    async release() {
      await rm(file, { force: true }).catch(report);
      await leave().catch(report);
    },
  };
}

/** Those who want the directory or hold it now. What dead ones left is removed: no name comes twice. */
async function findOthers(directory: string, own: string): Promise<readonly string[]> {
  if (process.platform === "win32") return [];
  const ids = (await readdir(directory)).flatMap((name) => SOCKET.exec(name)?.[1] ?? []).filter((id) => id !== own);
  const alive = await Promise.all(ids.map((id) => withShortPath(directory, socketOf(id), isListening)));
  const dead = ids.filter((_id, index) => alive[index] === false);
  await Promise.all(dead.map((id) => rm(path.join(directory, socketOf(id)), { force: true })));
  return ids.filter((_id, index) => alive[index]);
}

async function isListening(file: string): Promise<boolean> {
  const socket = connect(file);
  try {
    await once(socket, "connect");
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Anything else (a full backlog, another user's socket) is no sign of death.
    return code !== "ECONNREFUSED" && code !== "ENOENT";
  } finally {
    socket.destroy();
  }
}

/** From now on others see this process. Returns how to end that. */
async function appear(directory: string, id: string, report: (error: Error) => void): Promise<() => Promise<void>> {
  const server = createServer((socket) => socket.destroy());
  try {
    if (process.platform === "win32") await listen(server, pipeOf(directory));
    else {
      await withShortPath(directory, `${socketOf(id)}.new`, (file) => listen(server, file));
      // Only now: a socket in which nobody listens yet looks like that of a dead process.
      await rename(path.join(directory, `${socketOf(id)}.new`), path.join(directory, socketOf(id)));
    }
  } catch (error) {
    server.close();
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") throw inUse(directory, await readHolder(directory));
    throw new ConfigError(
      `the queue's directory ${directory} cannot be locked (${code}): name one on a local disk with --directory, whose file system holds sockets`,
    );
  }
  server.on("error", report).unref();
  return async () => {
    await rm(path.join(directory, socketOf(id)), { force: true });
    server.close();
  };
}

async function listen(server: Server, file: string): Promise<void> {
  server.listen(file);
  await once(server, "listening");
}

/** A path that a socket may have: through a link in the folder for temporary files where that of the directory is too long. */
async function withShortPath<T>(directory: string, name: string, act: (file: string) => Promise<T>): Promise<T> {
  const file = path.join(directory, name);
  if (Buffer.byteLength(file) <= LONGEST_PATH) return act(file);
  const folder = await mkdtemp(path.join(tmpdir(), "cadence-"));
  try {
    const link = path.join(folder, "d");
    await symlink(directory, link);
    return await act(path.join(link, name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function socketOf(id: string): string {
  return `in-use.${id}.sock`;
}

/** Windows has no sockets in directories; there a pipe of one name can be made once. */
function pipeOf(directory: string): string {
  return `\\\\.\\pipe\\cadence-${createHash("sha256").update(directory.toLowerCase()).digest("hex")}`;
}

async function readHolder(directory: string): Promise<Holder | null> {
  try {
    return Holder.parse(JSON.parse(await readFile(path.join(directory, HOLDER_FILE), "utf8")));
  } catch {
    return null;
  }
}

function inUse(directory: string, holder: Holder | null): ConfigError {
  const who = holder === null ? "another process" : `process ${holder.pid} on ${holder.host} (since ${holder.since})`;
  return new ConfigError(
    `the queue's directory ${directory} is in use by ${who}: stop that process, give this one another directory, or let both use one Redis or PostgreSQL`,
  );
}
