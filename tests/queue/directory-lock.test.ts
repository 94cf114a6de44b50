import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigError } from "../../src/domain/errors.ts";
import { holdDirectory } from "../../src/queue/backends/directory-lock.ts";
import { openBackend } from "../../src/queue/backends/open-backend.ts";
import { until } from "../support/until.ts";
import { silent } from "./places.ts";

const HOLDER = fileURLToPath(new URL("holder.ts", import.meta.url));
const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

function unexpected(error: Error): void {
  throw error;
}

describe("a directory of one process", () => {
  let directory: string;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "cadence-lock-"));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await rm(directory, { recursive: true, force: true });
  });

  /** A process that wants the directory; `said` tells what came of it. */
  function want(): { readonly child: ChildProcess; readonly said: () => string } {
    const child = spawn(process.execPath, ["--import", "tsx", HOLDER, directory], { cwd: REPOSITORY });
    children.push(child);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
    return { child, said: () => said };
  }

  async function holder(): Promise<ChildProcess> {
    const { child, said } = want();
    await until(() => expect(said()).toContain("holds it"));
    return child;
  }

  async function killed(child: ChildProcess): Promise<void> {
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  const open = () => openBackend({ url: null, directory, log: silent }).catch((error: unknown) => error);

  it("another process is told who holds it, and it opens at once when that one is dead", async () => {
    const child = await holder();
    const error = await open();
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain(
      `the queue's directory ${directory} is in use by process ${child.pid} on ${hostname()} (since 20`,
    );
    expect(String(error)).toContain("stop that process");
    await killed(child);
    const release = await holdDirectory(directory, unexpected);
    await release();
  });

  it("a holder that is stopped still holds it", async () => {
    const child = await holder();
    child.kill("SIGSTOP");
    // Each connection waits in the kernel for the holder to take it.
    for (let times = 0; times < 30; times++) expect(String(await open())).toContain(`process ${child.pid} on`);
    await killed(child);
    const release = await holdDirectory(directory, unexpected);
    await release();
  });

  it("the same process is told as well", async () => {
    const release = await holdDirectory(directory, unexpected);
    await expect(holdDirectory(directory, unexpected)).rejects.toThrow(`process ${process.pid}`);
    await release();
    const again = await holdDirectory(directory, unexpected);
    await again();
    expect(await readdir(directory)).toEqual([]);
  });

  it.each(["an empty directory", "what a dead one left"])(
    "of ten processes that start at the same moment exactly one gets %s",
    async (what) => {
      if (what !== "an empty directory") await killed(await holder());
      const ten = Array.from({ length: 10 }, want);
      await until(() => expect(ten.filter(({ said }) => /holds it|in use by/.test(said()))).toHaveLength(10));
      expect(ten.filter(({ said }) => said().includes("holds it"))).toHaveLength(1);
    },
  );

  it("within one process as well", async () => {
    for (let round = 0; round < 20; round++) {
      const tries = await Promise.allSettled(Array.from({ length: 6 }, () => holdDirectory(directory, unexpected)));
      const held = tries.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
      expect(held).toHaveLength(1);
      await held[0]?.();
    }
  });

  it("a name that is too long for a socket does no harm", async () => {
    const long = path.join(directory, "d".repeat(120), "e".repeat(120));
    await mkdir(long, { recursive: true });
    const release = await holdDirectory(long, unexpected);
    await expect(holdDirectory(long, unexpected)).rejects.toThrow(`process ${process.pid}`);
    expect(await readdir(long)).toHaveLength(2);
    await release();
    expect(await readdir(long)).toEqual([]);
  });

  it.skipIf(process.platform !== "linux")("one that takes no sockets is refused with what to do", async () => {
    const refused = holdDirectory("/proc/self", unexpected);
    await expect(refused).rejects.toThrow(
      /directory \/proc\/self cannot be locked \(E[A-Z]+\): name one on a local disk/,
    );
    await expect(refused).rejects.toBeInstanceOf(ConfigError);
  });

  it("what an earlier version left is no lock", async () => {
    await mkdir(path.join(directory, "in-use.lock"));
    const left = { pid: process.pid, host: hostname(), since: "2026-01-01T00:00:00Z" };
    await writeFile(path.join(directory, "in-use.json"), JSON.stringify(left));
    const release = await holdDirectory(directory, unexpected);
    await release();
  });
});
