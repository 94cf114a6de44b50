import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.ts";

const manifest: { readonly dependencies?: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(ROOT, "package.json"), "utf8"),
);

/** Packages that stay outside the bundle and are installed with it. */
export const EXTERNAL: readonly string[] = Object.keys(manifest.dependencies ?? {});

/** What is wrong with the outcome of a build, one sentence each; empty when all is well. */
export function problemsOf(files: readonly string[], foreignTypes: ReadonlyMap<string, string>): readonly string[] {
  return [...locationProblems(files), ...typeProblems(foreignTypes)];
}

/** A path relative to a module must mean the same in `src/cli/x.ts` and in `dist/chunks/x.js`: two folders deep. */
function locationProblems(files: readonly string[]): readonly string[] {
  return files
    .filter((input) => input.startsWith("src/") && input.split("/").length !== 3)
    .filter((input) => readFileSync(join(ROOT, input), "utf8").includes("import.meta."))
    .map((input) => `${input} uses import.meta: only files two folders deep may, the bundle moves the others`);
}

/** The types that users see may import what is installed with the package, nothing else. */
function typeProblems(foreignTypes: ReadonlyMap<string, string>): readonly string[] {
  return [...foreignTypes]
    .filter(([name]) => !EXTERNAL.includes(name))
    .map(([name, file]) => `the public types (${file}) need ${name}, which is not in dependencies`);
}
