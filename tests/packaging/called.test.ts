import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { namesIn } from "../support/names.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const call = promisify(execFile);
const root = realpathSync(mkdtempSync(join(tmpdir(), "cadence-called-")));
const [project, elsewhere, global] = ["project", "elsewhere", "global"].map((name) => join(root, name));
let tarball = "";

/** Calls npm's commands as somebody at a terminal does: what the npm that runs these tests has set is not there. */
async function inFolder(folder: string, [file = "", ...args]: readonly string[]): Promise<string> {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_|^INIT_CWD$/i.test(name));
  const npm = {
    npm_config_cache: join(root, "cache"),
    npm_config_offline: "true",
    npm_config_update_notifier: "false",
  };
  const env = { ...Object.fromEntries(own), ...npm, NO_COLOR: "1" };
  const { stdout } = await call(file, args, { cwd: folder, env, timeout: 280_000 });
  return stdout;
}

beforeAll(async () => {
  for (const folder of [project, elsewhere, global]) mkdirSync(folder ?? "");
  await inFolder(REPOSITORY, ["npm", "pack", "--ignore-scripts", "--silent", "--pack-destination", root]);
  tarball = join(root, readdirSync(root).find((name) => name.endsWith(".tgz")) ?? "");
  await inFolder(project ?? "", ["npm", "init", "--yes"]);
  const install = ["npm", "install", "--silent", "--ignore-scripts", "--no-audit"];
  await inFolder(project ?? "", [...install, tarball]);
  await inFolder(elsewhere ?? "", [...install, "--global", "--prefix", global ?? "", tarball]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it.each<[string, () => readonly [folder: string, ...words: string[]], () => string]>([
  ["npx below the root of a clone", () => [join(REPOSITORY, "docs"), "npx", "cadence"], () => "npx cadence"],
  ["npx where it is installed", () => [project ?? "", "npx", "collab-cadence"], () => "npx collab-cadence"],
  ["npx by the other name", () => [project ?? "", "npx", "cadence"], () => "npx collab-cadence"],
  [
    "npx of a release's tarball",
    () => [elsewhere ?? "", "npx", "--yes", `file:${tarball}`],
    () => `npx file:${tarball}`,
  ],
  ["installed", () => [elsewhere ?? "", join(global ?? "", "bin", "cadence")], () => "cadence"],
  [
    "installed, by its other name",
    () => [elsewhere ?? "", join(global ?? "", "bin", "collab-cadence")],
    () => "collab-cadence",
  ],
])("%s", async (_title, words, expected) => {
  const [folder, ...rest] = words();
  const out = await inFolder(folder, [...rest, "hooks", "plan", "--help"]);
  expect(namesIn(out)).toEqual([expected()]);
  expect(out).toContain(`Usage: ${expected()} hooks plan [options]`);
});

it("the first npx in a clone, which builds, takes away nothing that others are starting from", async () => {
  // npm links a clone into a cache of its own once, and builds it then.
  const cache = mkdtempSync(join(root, "cache-"));
  const main = join(REPOSITORY, "dist", "cli", "cadence.cjs");
  const built = statSync(main).ino;
  let [isDone, missed] = [false, 0];
  const call = inFolder(REPOSITORY, ["npx", "--cache", cache, "cadence", "--version"]).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    if (!existsSync(main)) missed += 1;
    await setTimeout(5);
  }
  await call;
  expect(statSync(main).ino).not.toBe(built);
  expect(missed).toBe(0);
});
