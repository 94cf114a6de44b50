import { readdirSync, readFileSync, rmSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, resolve } from "node:path";

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

/**
 * Removes the declarations that the public API does not lead to: tsc writes one per source file.
 *
 * Answers the packages that the remaining ones import: those must be installed with ours.
 */
export function pruneTypes(folder: string): ReadonlyMap<string, string> {
  const reached = reach(join(folder, "index.d.ts"), new Set());
  const written = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  for (const name of written) if (!reached.has(join(folder, name))) rmSync(join(folder, name));
  const foreign = [...reached].flatMap((file) =>
    importsOf(file)
      .filter((specifier) => !specifier.startsWith(".") && !isBuiltin(specifier))
      .map((specifier): [string, string] => [packageName(specifier), relative(folder, file)]),
  );
  return new Map(foreign);
}

function packageName(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
