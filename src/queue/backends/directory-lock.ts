import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ConfigError } from "../../domain/errors.ts";
import { writeSmallFile } from "../memory/small-file.ts";

/** Says who holds the directory, for people: the name of its socket, then a sentence. */
const HOLDER_FILE = "in-use.txt";
const SOCKET = /^in-use\.[0-9a-f]+\.sock$/;
/** Of those that start at the same moment one holds the directory by then. */
const CONTEST_MS = 5000;
const PAUSE_MS = 40;
/** What the path of a socket may hold on every system, in bytes. */
const LONGEST_PATH = 100;

/**
 * Makes this process the only user of a directory, until it ends, however it ends. Everybody who wants it listens on a socket
 * in it and then looks for sockets of others: of two at least one sees the other. The kernel answers for a process that is stopped, and for
 * none that is gone. It says nothing of processes on other machines. Returns how to release it, which never throws. Throws
 * ConfigError that names the holder, and for a directory that takes no sockets.
 */
export async function holdDirectory(directory: string, report: (error: Error) => void): Promise<() => Promise<void>> {
  const own = `in-use.${randomBytes(8).toString("hex")}.sock`;
  const endsAt = performance.now() + CONTEST_MS;
  for (;;) {
    let others = await findOthers(directory, own);
    if (others.length === 0) {
      const server = await listen(directory, own);
      const leave = async (): Promise<void> => {
        await rm(path.join(directory, own), { force: true }).catch(report);
        server.close();
      };
      others = await findOthers(directory, own);
      if (others.length === 0) {
        server.on("error", report);
        const since = new Date(performance.timeOrigin).toISOString();
        const text = `${own} process ${process.pid} on ${hostname()} (since ${since})`;
        // Without it nobody is told who holds the directory, which is held all the same.
        await writeSmallFile(path.join(directory, HOLDER_FILE), text).catch(report);
        return async () => {
          await rm(path.join(directory, HOLDER_FILE), { force: true }).catch(report);
          await leave();
        };
      }
      await leave();
    }
    const who = await readHolder(directory, others);
    if (who !== null || performance.now() > endsAt) throw inUse(directory, who);
    await sleep(PAUSE_MS * (0.5 + Math.random()));
  }
}

/** Those who want the directory or hold it now. What dead ones left is removed: no name comes twice. */
async function findOthers(directory: string, own: string): Promise<readonly string[]> {
  const alive = [];
  for (const name of (await readdir(directory)).filter((one) => SOCKET.test(one) && one !== own)) {
    if (await withShortPath(directory, name, isListening)) alive.push(name);
    else await rm(path.join(directory, name), { force: true });
  }
  return alive;
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

/** From now on others see this process. */
async function listen(directory: string, own: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy()).unref();
  try {
    await withShortPath(directory, `${own}.new`, (file) => once(server.listen(file), "listening"));
    // Only now: a socket in which nobody listens yet looks like that of a dead process.
    await rename(path.join(directory, `${own}.new`), path.join(directory, own));
    return server;
  } catch (error) {
    server.close();
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new ConfigError(
      `the queue's directory ${directory} cannot be locked (${code}): name one on a local disk with --directory, whose file system holds sockets`,
    );
  }
}

/** A path that a socket may have: through a link in the folder for temporary files where that of the directory is too long. */
async function withShortPath<T>(directory: string, name: string, act: (file: string) => Promise<T>): Promise<T> {
  const file = path.join(directory, name);
  if (Buffer.byteLength(file) <= LONGEST_PATH) return act(file);
  const folder = await mkdtemp(path.join(tmpdir(), "cadence-"));
  try {
    await symlink(directory, path.join(folder, "d"));
    return await act(path.join(folder, "d", name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Who holds the directory, where that is one of these sockets. */
async function readHolder(directory: string, sockets: readonly string[]): Promise<string | null> {
  const text = await readFile(path.join(directory, HOLDER_FILE), "utf8").catch(() => "");
  const socket = sockets.find((one) => text.startsWith(`${one} `));
  return socket === undefined ? null : text.slice(socket.length + 1);
}

function inUse(directory: string, who: string | null): ConfigError {
  return new ConfigError(
    `the queue's directory ${directory} is in use by ${who ?? "another process"}: stop that process, give this one another directory, or let both use one Redis or PostgreSQL`,
  );
}
