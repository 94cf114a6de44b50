import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { startSandbox } from "../../src/sandbox/index.ts";
import { addSampleCustomers } from "../../src/sandbox/sample.ts";

/** Runs the command as the launcher does and writes what V8 compiled of it. */
const PRIME = `
  const nodeModule = require("node:module");
  const { readFileSync, writeFileSync } = require("node:fs");
  const { dirname } = require("node:path");
  const vm = require("node:vm");
  const [filename, cache] = process.argv.splice(1, 2, "cadence");
  const script = new vm.Script(nodeModule.wrap(readFileSync(filename, "utf8")), { filename });
  process.once("exit", () => writeFileSync(cache, script.createCachedData()));
  const main = { exports: {} };
  script.runInThisContext()(main.exports, nodeModule.createRequire(filename), main, filename, dirname(filename));`;

/**
 * Writes `main.cache` beside the command: V8's compiled form of what a plan runs, for the Node that builds. Only Node
 * before 22.8 reads it; newer ones keep a cache of their own.
 */
export async function writeCodeCache(folder: string): Promise<void> {
  const sandbox = await startSandbox({ now: "2026-03-06T09:00:00Z" });
  const { token, projects } = addSampleCustomers(sandbox);
  const files = [join(folder, "main.cjs"), join(folder, "main.cache")];
  const args = ["plan", "--project", projects[0]?.path ?? "", "--at", "2026-03-06T09:00:00Z"];
  const child = spawn(process.execPath, ["--eval", PRIME, "--", ...files, ...args], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { PATH: process.env["PATH"], GITLAB_URL: sandbox.url, GITLAB_TOKEN: token },
  });
  const [code] = await once(child, "exit");
  await sandbox.close();
  // Without it the command starts slower and does the same: no reason to fail an installation.
  if (code !== 0)
    process.stderr.write(`build: the compiled form of the command was not kept (it ended with ${code})\n`);
}
