/**
 * Completes package-lock.json with the packages for other platforms. npm leaves out what the registry at hand does not
 * offer (a mirror for one platform, say), and then `npm ci` refuses the file everywhere. Run after `npm install`, when
 * tests/packaging/package.test.ts asks for it. Entries added here have no checksum until npm sees the package.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./build/root.ts";

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const FILE = join(ROOT, "package-lock.json");
const PLATFORM =
  /(?<os>aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-(?<cpu>arm64|arm|x64|ia32|loong64|mips64el|ppc64|riscv64|s390x)(?:-(?<abi>\w+))?$/;

function platformEntry(name: string, version: string, parent: Locked): Locked {
  const { os, cpu, abi = "" } = PLATFORM.exec(name)?.groups ?? {};
  if (os === undefined || !/^\d+\.\d+\.\d+$/.test(version))
    throw new Error(`cannot tell the platform of ${name} ${version}`);
  return {
    version,
    ...{ cpu: [cpu] },
    ...(parent.dev === true ? { dev: true } : {}),
    ...(os === "linux" ? { libc: [abi.startsWith("musl") ? "musl" : "glibc"] } : {}),
    ...(parent.license === undefined ? {} : { license: parent.license }),
    ...{ optional: true, os: [os] },
  };
}

const lock: { packages: Record<string, Locked> } = JSON.parse(readFileSync(FILE, "utf8"));
const known = new Set(Object.keys(lock.packages).map((path) => path.split("node_modules/").at(-1)));
const missing = Object.values(lock.packages).flatMap((parent) =>
  Object.entries(parent.optionalDependencies ?? {})
    .filter(([name]) => !known.has(name))
    .map(([name, version]): [string, Locked] => [`node_modules/${name}`, platformEntry(name, version, parent)]),
);
const entries = [...Object.entries(lock.packages), ...missing].sort(([a], [b]) => (a < b ? -1 : 1));
if (missing.length > 0)
  writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: Object.fromEntries(entries) }, null, 2)}\n`);
process.stdout.write(`${missing.length} packages for other platforms added to the lock file\n`);
