import { spawn } from "node:child_process";
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
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "cadence-lock-"));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  /** As a process leaves it behind that was killed. */
  async function leftBy(pid: number, host: string): Promise<void> {
    await mkdir(path.join(directory, "in-use.lock"));
    await writeFile(path.join(directory, "in-use.json"), JSON.stringify({ pid, host, since: "2026-01-01T00:00:00Z" }));
  }

  async function deadProcess(): Promise<number> {
    const child = spawn(process.execPath, ["-e", "0"]);
    await once(child, "exit");
    return child.pid ?? 0;
  }

  it("another process is told who holds it, and it opens when that one is dead", async () => {
    const child = spawn(process.execPath, ["--import", "tsx", HOLDER, directory], { cwd: REPOSITORY });
    let said = "";
    child.stdout.on("data", (text) => {
      said += text;
    });
    await until(() => expect(said).toContain("running"));
    const opening = openBackend({ url: null, directory, log: silent });
    const error: unknown = await opening.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain(`process ${child.pid} on ${hostname()}`);
    expect(String(error)).toContain(directory);
    child.kill("SIGKILL");
    await once(child, "exit");
    const held = await holdDirectory(directory, unexpected);
    await held.release();
  });

  it("the same process is told as well", async () => {
    const held = await holdDirectory(directory, unexpected);
    await expect(holdDirectory(directory, unexpected)).rejects.toThrow(`process ${process.pid}`);
    await held.release();
    const again = await holdDirectory(directory, unexpected);
    await again.release();
    expect(await readdir(directory)).toEqual([]);
  });

  it("a dead holder is succeeded at once, by one of those who try", async () => {
    await leftBy(await deadProcess(), hostname());
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => holdDirectory(directory, unexpected)));
    const held = tries.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    expect(held).toHaveLength(1);
    await held[0]?.release();
  });

  it("a predecessor with this process's number is dead: containers give the same one again", async () => {
    await leftBy(process.pid, hostname());
    const held = await holdDirectory(directory, unexpected);
    await held.release();
  });

  it("of a holder on another machine nobody knows", async () => {
    await leftBy(await deadProcess(), "elsewhere");
    await expect(holdDirectory(directory, unexpected)).rejects.toThrow("on elsewhere");
  });
});
