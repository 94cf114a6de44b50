import { chmod, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "./build/bundle.ts";
import { packagesOf, renderNotices } from "./build/notices.ts";
import { ROOT } from "./build/root.ts";
import { writeTypes } from "./build/types.ts";

const DIST = join(ROOT, "dist");

await rm(DIST, { recursive: true, force: true });
const files = await bundle(DIST, { "cli/cadence": "src/cli/cadence.ts", "api/index": "src/index.ts" });
await chmod(join(DIST, "cli", "cadence.cjs"), 0o755);
// The API is a module to those who import it; its code is that of the command.
await writeFile(join(DIST, "api", "index.js"), 'export * from "./index.cjs";\n');
await writeFile(join(DIST, "THIRD-PARTY-NOTICES.md"), renderNotices(packagesOf(files)));
for (const problem of writeTypes(join(DIST, "types"))) {
  process.stderr.write(`build: ${problem}\n`);
  process.exitCode = 1;
}
