import { readFileSync, renameSync, writeFileSync } from "node:fs";
import nodeModule, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { threadId } from "node:worker_threads";

type Load = (module: { exports: unknown }, filename: string) => void;

/**
 * Keeps the compiled form of what is loaded from now on in `folder`, as Node does itself from 22.8 on. A file is known by its
 * path, which stack traces show, and its name, in which the build writes a hash of its content; what another version of V8
 * compiled is refused by V8.
 */
export function keepCompiled(folder: string): void {
  const fresh = new Map<string, Script>();
  const { _extensions } = nodeModule as unknown as { readonly _extensions: Record<string, Load> };
  _extensions[".cjs"] = (module, filename) => {
    const kept = join(folder, `${filename.replaceAll(/[\\/:]/g, "%")}.cache`);
    const cachedData = readKept(kept);
    const source = nodeModule.wrap(readFileSync(filename, "utf8"));
    const script = new Script(source, { filename, ...(cachedData === null ? {} : { cachedData }) });
    if (script.cachedDataRejected !== false) fresh.set(kept, script);
    script.runInThisContext()(module.exports, createRequire(filename), module, filename, dirname(filename));
  };
  // At the end, when most of what a call needs has been compiled.
  process.once("exit", () => {
    for (const [kept, script] of fresh) keep(kept, script.createCachedData());
  });
}

function readKept(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

function keep(file: string, data: Buffer): void {
  try {
    const draft = `${file}.${process.pid}-${threadId}`;
    writeFileSync(draft, data, { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // A full disk: the next start compiles again.
  }
}
