import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./build/root.ts";

/**
 * Licences that code shipped with an MIT package may have, and those that tools we only run may have besides.
 * Every package of the lock file counts, also those of other platforms.
 */
const SHIPPED = [
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC-BY-3.0",
  "ISC",
  "MIT",
  "Unlicense",
];
const TOOLS = [...SHIPPED, "CC0-1.0", "CC-BY-4.0", "MPL-2.0", "PSF-2.0", "Python-2.0", "Zlib"];

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly link?: boolean;
}

/** True when an SPDX expression can be met with the allowed licences: one side of OR, both sides of AND. */
function isAllowed(expression: string, allowed: readonly string[]): boolean {
  const text = expression.trim().replace(/^\((?<inner>[^()]*)\)$/, "$<inner>");
  if (/ OR /.test(text)) return text.split(" OR ").some((part) => isAllowed(part, allowed));
  if (/ AND /.test(text)) return text.split(" AND ").every((part) => isAllowed(part, allowed));
  return allowed.includes(text);
}

function shippedFolders(): ReadonlySet<string> {
  const notices = readFileSync(join(ROOT, "dist", "THIRD-PARTY-NOTICES.md"), "utf8");
  return new Set([...notices.matchAll(/^## (\S+ \S+)$/gm)].flatMap((match) => match[1] ?? []));
}

const lock: { readonly packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
  readFileSync(join(ROOT, "package-lock.json"), "utf8"),
);
const shipped = shippedFolders();
const packages = Object.entries(lock.packages).filter(([path, entry]) => path !== "" && entry.link !== true);
const refused = packages.flatMap(([path, { version = "?", license = "none stated" }]) => {
  const id = `${path.split("node_modules/").at(-1)} ${version}`;
  const isShipped = shipped.has(id);
  const allowed = isAllowed(license, isShipped ? SHIPPED : TOOLS);
  return allowed ? [] : [`${id} (${isShipped ? "shipped" : "tool"}): ${license}`];
});

for (const line of refused) process.stderr.write(`licence not allowed: ${line}\n`);
process.stdout.write(
  `${packages.length} packages, ${shipped.size} of them shipped, ${refused.length} with a licence not allowed\n`,
);
if (refused.length > 0) process.exitCode = 1;
