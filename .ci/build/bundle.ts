import { readFileSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { type Plugin, rolldown } from "rolldown";
import { ROOT } from "./root.ts";
import { slimHolidays } from "./slim-holidays.ts";

/** Packages that stay outside the bundle and are installed with it. */
export const INSTALLED: readonly string[] = Object.keys(
  JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).dependencies ?? {},
);

/**
 * Writes scripts into `folder`, one for each entry (`cli/cadence` becomes `cli/cadence.cjs`) and one in `chunks` for each set
 * of modules that the same entries and imports on demand need, so no code is written twice. Scripts, since only of those
 * Node 20 can keep the compiled form. Returns the files they were made of, relative to the repository.
 */
export async function bundle(folder: string, input: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const build = await rolldown({
    cwd: ROOT,
    input: { ...input },
    platform: "node",
    external: [...INSTALLED],
    resolve: { mainFields: ["module", "main"] },
    transform: { target: "node20.19" },
    plugins: [slimHolidays(), ASCII],
  });
  const { output } = await build.write({
    dir: folder,
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "chunks/[name]-[hash].cjs",
    dynamicImportInCjs: false,
    // Names stay, so that stack traces can be read; without the blanks it starts a tenth faster.
    minify: { compress: true, mangle: false },
    minifyInternalExports: false,
    comments: false,
    sourcemap: true,
    sourcemapExcludeSources: true,
  });
  await build.close();
  const files = output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
  return files.filter(isAbsolute).map((file) => relative(ROOT, file));
}

/** One character beyond Latin makes V8 keep the whole file in two bytes a character: a tenth of a start. */
const ASCII: Plugin = {
  name: "ascii",
  generateBundle(_options, files) {
    for (const file of Object.values(files)) {
      if (file.type === "chunk") file.code = file.code.replace(/[^\0-\x7f]/g, escaped);
    }
  },
};

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
