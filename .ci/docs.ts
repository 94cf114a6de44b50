import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import packageJson from "../package.json" with { type: "json" };
import {
  renderReferenceDocument,
  renderSchemaDocument,
  renderServiceDocument,
  renderServiceSchemaDocument,
  renderTemplatesDocument,
} from "../src/config/documents.ts";
import { planJsonSchema } from "../src/reconcile/plan/plan-schema.ts";
import { ROOT } from "./build/root.ts";
import { renderInstall } from "./install-text.ts";
import { PUBLISHED } from "./published.ts";

/** Files of which all or a part is generated: each function gets the present text and answers the fresh one. */
const DOCUMENTS: Readonly<Record<string, (present: string) => string>> = {
  "README.md": (present) => renderInstall(present, packageJson.version, PUBLISHED),
  "docs/configuration.md": renderReferenceDocument,
  "docs/fleet.md": renderServiceDocument,
  "docs/templates.md": renderTemplatesDocument,
  "docs/schema/service.schema.json": renderServiceSchemaDocument,
  "docs/schema/cadence.schema.json": renderSchemaDocument,
  "docs/schema/plan.schema.json": () => `${JSON.stringify(planJsonSchema(), null, 2)}\n`,
};

function read(file: string): string {
  try {
    return readFileSync(join(ROOT, file), "utf8");
  } catch {
    return "";
  }
}

const checkOnly = process.argv.includes("--check");
const stale = Object.entries(DOCUMENTS).filter(([file, render]) => read(file) !== render(read(file)));
for (const [file, render] of stale) {
  if (checkOnly) {
    process.stderr.write(`${file} is stale: npm run docs\n`);
  } else {
    const fresh = render(read(file));
    mkdirSync(dirname(join(ROOT, file)), { recursive: true });
    writeFileSync(join(ROOT, file), fresh);
    process.stdout.write(`${file} written\n`);
  }
}
if (stale.length === 0) process.stdout.write(`${Object.keys(DOCUMENTS).length} generated documents are fresh\n`);
if (checkOnly && stale.length > 0) process.exitCode = 1;
