import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { INSTALLED } from "./bundle.ts";
import { ROOT } from "./root.ts";

const IMPORT = /(?:from |import\()"([^"]+)"/g;

function importsOf(file: string): readonly string[] {
  return [...readFileSync(file, "utf8").matchAll(IMPORT)].flatMap((match) => match[1] ?? []);
}

/** The declaration files that users of `index.d.ts` can come across. */
function reach(file: string, seen: Set<string>): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const specifier of importsOf(file)) {
    if (specifier.startsWith(".")) reach(resolve(dirname(file), specifier.replace(/\.[jt]s$/, ".d.ts")), seen);
  }
  return seen;
}

/** Writes the declarations that the public API leads to: tsc writes one per source file. Returns what is wrong with them. */
export function writeTypes(folder: string): readonly string[] {
  const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "..", "bin", "tsc");
  const args = [tsc, "-p", join(ROOT, ".ci", "tsconfig.types.json"), "--outDir", folder, "--pretty", "false"];
  const complaints = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" }).stdout.split("\n");
  const reached = reach(join(folder, "index.d.ts"), new Set());
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".ts") && !reached.has(join(folder, name))) rmSync(join(folder, name));
  }
  return [...reached].flatMap((file) => {
    const name = relative(folder, file).replaceAll("\\", "/");
    const foreign = importsOf(file)
      .filter((specifier) => !specifier.startsWith(".") && !isBuiltin(specifier))
      .map((specifier) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/"))
      .filter((one) => !INSTALLED.includes(one));
    return [
      ...foreign.map((one) => `the public types (${name}) need ${one}, which is not in dependencies`),
      ...complaints.filter((line) => line.startsWith(`src/${name.replace(/\.d\.ts$/, ".ts")}(`)),
    ];
  });
}
