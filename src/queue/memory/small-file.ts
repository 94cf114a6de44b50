import { readFileSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { messageOf } from "../../domain/errors.ts";

/** Replaces a file of its owner alone: a process that dies meanwhile, or a full disk, leaves it as it was. `flush` has it on the disk. Throws as `writeFile`. */
export async function writeSmallFile(file: string, text: string, { flush = false } = {}): Promise<void> {
  try {
    await writeFile(`${file}.new`, text, { mode: 0o600, flush });
    await rename(`${file}.new`, file);
  } catch (error) {
    await rm(`${file}.new`, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** What a small file says; null where there is none. One that cannot be read is told of once, and counts as none. */
export function readSmallFile<T>(file: string, parse: (text: string) => T, tell: (text: string) => void): T | null {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    tell(`${file} cannot be read and is begun anew: ${messageOf(error).split("\n", 1)[0]}`);
    return null;
  }
}
