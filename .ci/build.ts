import { spawnSync } from "node:child_process";
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { problemsOf } from "./build/check.ts";
import { writeCodeCache } from "./build/code-cache.ts";
import { packagesOf, renderNotices } from "./build/notices.ts";
import { COMMON, DIST, SCRIPT } from "./build/options.ts";
import { ROOT } from "./build/root.ts";
import { slim } from "./build/slim.ts";
import { slimHolidays } from "./build/slim-holidays.ts";
import { pruneTypes } from "./build/types.ts";

/** Parts of the command that few calls need: files of their own, beside the one that all calls load. */
const LAZY: Readonly<Record<string, string>> = {
  demo: "src/cli/commands/demo.ts",
  sandbox: "src/cli/commands/sandbox.ts",
  schema: "src/cli/commands/schema.ts",
  serve: "src/cli/commands/serve.ts",
  "pino-log": "src/app/pino-log.ts",
  "receive-recorded": "src/app/receive-recorded.ts",
  "proxy-agent": "src/gitlab/http/proxy-agent.ts",
  telemetry: "workers/settings/telemetry.ts",
};

/** Leaves these parts out of what imports them on demand. */
function keepLazy(names: readonly string[]): esbuild.Plugin {
  return {
    name: "keep-lazy",
    setup(build) {
      build.onResolve({ filter: /\.ts$/ }, ({ path, kind }) => {
        const name = names.find((one) => path.endsWith(`/${one}.ts`));
        return kind === "dynamic-import" && name !== undefined ? { path: `../lazy/${name}.cjs`, external: true } : null;
      });
    },
  };
}

/** PostgreSQL itself, which PGlite reads from beside the file that it is part of. */
const PGLITE_FILES = ["pglite.wasm", "pglite.data", "initdb.wasm"];
/** What Emscripten writes for modules; in a script the variable stands in the way of the `require` that it asks for. */
const EMSCRIPTEN_REQUIRE =
  /let\{createRequire:(\w)\}=await import\("node:module"\);var require=\1\(import\.meta\.url\)/g;

/** Lets PGlite become part of a script. */
function scriptPglite(): esbuild.Plugin {
  return {
    name: "script-pglite",
    setup(build) {
      // For sockets of the database's own, which nobody opens.
      build.onResolve({ filter: /^ws$/ }, ({ path, importer }) =>
        /pglite/.test(importer) ? { path, external: true } : null,
      );
      build.onLoad({ filter: /[\\/]@electric-sql[\\/]pglite[\\/]dist[\\/]chunk-\w+\.js$/ }, async ({ path }) => ({
        contents: (await readFile(path, "utf8")).replace(EMSCRIPTEN_REQUIRE, ""),
        loader: "js",
      }));
    },
  };
}

/** Copies the files of PGlite into the folder of the script that it is part of. */
async function copyPglite(folder: string): Promise<void> {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  await Promise.all(PGLITE_FILES.map((file) => copyFile(join(entry, "..", file), join(folder, file))));
}

/** One file for what every call of the command loads, one for each part that few need, and the public API as modules. */
async function bundle(): Promise<esbuild.Metafile> {
  const built = await Promise.all([
    esbuild.build({
      ...SCRIPT,
      entryPoints: { "cli/main": "src/cli/main.ts" },
      plugins: [keepLazy(Object.keys(LAZY)), slim(), slimHolidays(DIST)],
    }),
    // Loaded in place of it by commands that run in a thread, so as small as can be.
    esbuild.build({ ...SCRIPT, entryPoints: { "cli/guard": "src/cli/guard.ts" } }),
    esbuild.build({
      ...SCRIPT,
      entryPoints: Object.fromEntries(Object.entries(LAZY).map(([name, file]) => [`lazy/${name}`, file])),
      plugins: [keepLazy(["telemetry"]), slim(), scriptPglite(), slimHolidays(DIST)],
    }),
    esbuild.build({
      ...COMMON,
      entryPoints: { "api/index": "src/index.ts" },
      splitting: true,
      plugins: [slim(), slimHolidays(DIST)],
    }),
  ]);
  return {
    inputs: Object.assign({}, ...built.map(({ metafile }) => metafile.inputs)),
    outputs: Object.assign({}, ...built.map(({ metafile }) => metafile.outputs)),
  };
}

/** What tsc says about declarations it cannot write, by line. Type errors proper are the business of `npm run types`. */
function emitTypes(): readonly string[] {
  const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "..", "bin", "tsc");
  const args = [tsc, "-p", join(ROOT, ".ci", "tsconfig.types.json"), "--pretty", "false"];
  return spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" }).stdout.split("\n");
}

await rm(DIST, { recursive: true, force: true });
await mkdir(join(DIST, "cli"), { recursive: true });
const metafile = await bundle();
await copyPglite(join(DIST, "lazy"));
await copyFile(join(ROOT, ".ci", "build", "launcher.cjs"), join(DIST, "cli", "cadence.cjs"));
await copyFile(join(ROOT, ".ci", "build", "own-folder.cjs"), join(DIST, "cli", "own-folder.cjs"));
await chmod(join(DIST, "cli", "cadence.cjs"), 0o755);
await writeCodeCache(join(DIST, "cli"));
await writeFile(join(DIST, "THIRD-PARTY-NOTICES.md"), renderNotices(packagesOf(Object.keys(metafile.inputs))));
const complaints = emitTypes();
const types = pruneTypes(join(DIST, "types"));

const problems = [
  ...problemsOf(metafile, types.foreign),
  // tsc writes the declarations of internal files as well; only those that stay must be right.
  ...complaints.filter((line) => types.sources.some((source) => line.startsWith(`src/${source}(`))),
];
for (const problem of problems) process.stderr.write(`build: ${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
