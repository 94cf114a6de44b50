import { spawnSync } from "node:child_process";
import { chmod, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { bundle } from "./build/bundle.ts";
import { problemsOf } from "./build/check.ts";
import { packagesOf, renderNotices } from "./build/notices.ts";
import { ROOT } from "./build/root.ts";
import { pruneTypes } from "./build/types.ts";

const DIST = join(ROOT, "dist");

/** What tsc says about declarations it cannot write, by line. Type errors proper are the business of `npm run types`. */
function emitTypes(): readonly string[] {
  const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "..", "bin", "tsc");
  const args = [tsc, "-p", join(ROOT, ".ci", "tsconfig.types.json"), "--pretty", "false"];
  return spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" }).stdout.split("\n");
}

await rm(DIST, { recursive: true, force: true });
const files = await bundle(DIST, { "cli/cadence": "src/cli/cadence.ts", "api/index": "src/index.ts" });
await chmod(join(DIST, "cli", "cadence.cjs"), 0o755);
// The API is a module to those who import it; its code is that of the command.
await writeFile(join(DIST, "api", "index.js"), 'export * from "./index.cjs";\n');
await writeFile(join(DIST, "THIRD-PARTY-NOTICES.md"), renderNotices(packagesOf(files)));
const complaints = emitTypes();
const types = pruneTypes(join(DIST, "types"));

const problems = [
  ...problemsOf(files, types.foreign),
  // tsc writes the declarations of internal files as well; only those that stay must be right.
  ...complaints.filter((line) => types.sources.some((source) => line.startsWith(`src/${source}(`))),
];
for (const problem of problems) process.stderr.write(`build: ${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
