import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../build/root.ts";
import type { Pattern } from "./read-patterns.ts";

/** The patterns that modules build while they are loaded, whatever they are built of. */
export async function recordBuilt(files: readonly string[]): Promise<readonly Pattern[]> {
  const recorded: Pattern[] = [];
  const Native = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Native, {
    construct(target, [source, flags = ""], newTarget) {
      // The first line says "Error", the second is this function.
      const caller = new Error().stack?.split("\n")[2] ?? "";
      const place = files.find((name) => caller.includes(`${join(ROOT, name)}:`));
      if (place !== undefined && typeof source === "string") recorded.push({ source, flags: String(flags), place });
      return Reflect.construct(target, [source, flags], newTarget);
    },
  });
  try {
    for (const file of files) await import(pathToFileURL(join(ROOT, file)).href);
  } finally {
    globalThis.RegExp = Native;
  }
  return recorded;
}
