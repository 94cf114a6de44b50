import { join } from "node:path";
import type * as esbuild from "esbuild";
import { EXTERNAL } from "./check.ts";
import { ROOT } from "./root.ts";

export const DIST = join(ROOT, "dist");

/** CommonJS libraries inside the bundle ask for Node's own modules by `require`. */
const REQUIRE = `import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);`;

/** What all bundles have in common. */
export const COMMON = {
  absWorkingDir: ROOT,
  outdir: DIST,
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  // Names stay, so that stack traces can be read; without the blanks it starts a tenth faster.
  minifyWhitespace: true,
  minifySyntax: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  mainFields: ["module", "main"],
  external: [...EXTERNAL],
  banner: { js: REQUIRE },
  legalComments: "none",
  sourcemap: "linked",
  sourcesContent: false,
  metafile: true,
  logLevel: "warning",
} as const satisfies esbuild.BuildOptions;

/** Scripts, since only of those Node 20 can keep the compiled form; what is imported on demand becomes a `require`. */
export const SCRIPT = {
  ...COMMON,
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  supported: { "dynamic-import": false },
  banner: { js: 'const __moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
  define: { "import.meta.url": "__moduleUrl" },
} as const satisfies esbuild.BuildOptions;
