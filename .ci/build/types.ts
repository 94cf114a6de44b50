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

export interface PublicTypes {
  /** Sources of the declarations that are left, relative to `src`. */
  readonly sources: readonly string[];
  /** Packages they import, each with a file that does: those must be installed with ours. */
  readonly foreign: ReadonlyMap<string, string>;
}

/** Removes the declarations that the public API does not lead to: tsc writes one per source file. */
export function pruneTypes(folder: string): PublicTypes {
  const reached = reach(join(folder, "index.d.ts"), new Set());
  const written = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const name of written.filter((one) => one.endsWith(".ts"))) {
    if (!reached.has(join(folder, name))) rmSync(join(folder, name));
  }
  const foreign = [...reached].flatMap((file) =>
    importsOf(file)
      .filter((specifier) => !specifier.startsWith(".") && !isBuiltin(specifier))
      .map((specifier): [string, string] => [packageName(specifier), relative(folder, file)]),
  );
  const sources = [...reached].map((file) =>
    relative(folder, file)
      .replaceAll("\\", "/")
      .replace(/\.d\.ts$/, ".ts"),
  );
  return { sources, foreign: new Map(foreign) };
}

function packageName(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
