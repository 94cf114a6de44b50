import { mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { writeSmallFile } from "../memory/small-file.ts";
import { QueueUnavailableError } from "../unavailable.ts";
import { type Head, type OverwrittenStore, parseHead } from "./types.ts";

/**
 * Overwritten texts in a folder of this process: a file of its owner alone for each, on the disk before it counts as kept, so
 * that neither the death of the process nor that of the machine takes it. `warn` hears of files that cannot be read, which go.
 * @throws QueueUnavailableError where the folder cannot be made or read.
 */
export async function openFileOverwritten(folder: string, warn: (text: string) => void): Promise<OverwrittenStore> {
  const fileOf = (id: string): string => path.join(folder, `${id}.json`);
  const heads = new Map<string, Head>();
  await inPlace(folder, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) {
      const [first = ""] = (await readFile(path.join(folder, name), "utf8")).split("\n", 1);
      const head = parseHead(first);
      if (head !== null && name === `${head.id}.json`) heads.set(head.id, head);
      else await rm(path.join(folder, name));
      // What was being written when the process died: nobody was told that it is kept.
      if (head === null && name.endsWith(".json"))
        warn(`${path.join(folder, name)} cannot be read: what it held is lost`);
    }
  });
  return {
    put: (head, body) =>
      inPlace(folder, async () => {
        await writeSmallFile(fileOf(head.id), `${JSON.stringify(head)}\n${body}`, { flush: true });
        await syncFolder(folder);
        heads.set(head.id, head);
      }),
    heads: async () => [...heads.values()],
    read: (id) =>
      inPlace(folder, async () => {
        if (!heads.has(id)) return null;
        const text = await readFile(fileOf(id), "utf8").catch(unlessGone);
        return text === null ? null : text.slice(text.indexOf("\n") + 1);
      }),
    remove: (ids) =>
      inPlace(folder, async () => {
        for (const id of ids) {
          await rm(fileOf(id), { force: true });
          heads.delete(id);
        }
      }),
  };
}

function unlessGone(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}

/** A new name is on the disk once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}

async function inPlace<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new QueueUnavailableError(`overwritten texts cannot be kept in ${folder} (${code})`, { cause: error });
  }
}
