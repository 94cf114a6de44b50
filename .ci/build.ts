import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { bundle } from "./build/bundle.ts";
import { packagesOf, renderNotices } from "./build/notices.ts";
import { ROOT } from "./build/root.ts";
import { writeTypes } from "./build/types.ts";

// Beside what stands: npm builds at the first `npx cadence` in a clone, while others may be starting from `dist`.
const scratch = await mkdtemp(join(ROOT, ".dist-"));
const [fresh, dist] = [join(scratch, "fresh"), join(ROOT, "dist")];
const files = await bundle(fresh, { "cli/cadence": "src/cli/cadence.ts", "api/index": "src/index.ts" });
await chmod(join(fresh, "cli", "cadence.cjs"), 0o755);
// The API is a module to those who import it; its code is that of the command.
await writeFile(join(fresh, "api", "index.js"), 'export * from "./index.cjs";\n');
await writeFile(join(fresh, "THIRD-PARTY-NOTICES.md"), renderNotices(packagesOf(files)));
for (const problem of writeTypes(join(fresh, "types"))) {
  process.stderr.write(`build: ${problem}\n`);
  process.exitCode = 1;
}
// File by file, so that none of them is gone for a moment.
const [made, stood] = [await filesIn(fresh), await filesIn(dist)];
for (const file of made) await mkdir(dirname(join(dist, file)), { recursive: true });
for (const file of made) await rename(join(fresh, file), join(dist, file));
for (const file of stood) if (!made.includes(file)) await rm(join(dist, file));
await rm(scratch, { recursive: true });
async function filesIn(folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((one) => one.isFile()).map((one) => relative(folder, join(one.parentPath, one.name)));
}
