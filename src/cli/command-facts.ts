import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { packageRoot } from "../app/package-root.ts";
import { type CommandFacts, npxPackageOf, PACKAGE } from "./command-name.ts";

/** Looks how this package came here. Throws where the package is incomplete. */
export function readCommandFacts(calledAs: string): CommandFacts {
  const root = packageRoot();
  return {
    folder: process.cwd(),
    root,
    isClone: existsSync(join(root, "src", "cli", "main.ts")),
    npxPackage: readNpxPackage(calledAs),
  };
}

/** Where npx puts what it gets for one call. */
const NPX_BIN = /[\\/]_npx[\\/][^\\/]+[\\/]node_modules[\\/]\.bin$/;

/** npx keeps what it got in a folder of its cache, whose package.json says from where. */
function readNpxPackage(calledAs: string): string | null {
  const bin = dirname(calledAs);
  if (!NPX_BIN.test(bin)) return null;
  const folder = resolve(bin, "..", "..");
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) return PACKAGE;
  const read: { readonly dependencies?: Readonly<Record<string, string>> } = JSON.parse(readFileSync(manifest, "utf8"));
  return npxPackageOf(read.dependencies?.[PACKAGE] ?? PACKAGE, folder);
}
