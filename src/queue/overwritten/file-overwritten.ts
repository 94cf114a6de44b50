import { type FileHandle, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { QueueUnavailableError } from "../unavailable.ts";
import { doneLine, keptLine, linesOfFile, parseLine } from "./file-lines.ts";
import type { Head, OverwrittenStore } from "./types.ts";

const MIB = 1024 * 1024;
/** The file never grows beyond it: what is done with is taken out before. */
const MOST_BYTES = 64 * MIB;
/** So much that is done with may lie in the file, unless it is more than half of it. */
const WASTE_BYTES = MIB;

interface Place {
  readonly head: Head;
  readonly offset: number;
  readonly length: number;
}

/** What is open: the texts that are kept, and where in the file they are. */
interface Opened {
  readonly handle: FileHandle;
  readonly places: Map<string, Place>;
  /** Where the next line goes. What stands behind it was torn. */
  end: number;
}

/**
 * Overwritten texts in a file of this process: a line for each, written to the disk before it counts as kept, so that neither
 * the death of the process nor that of the machine takes it. The file is its owner's alone, is there only while a text is kept,
 * and needs nothing of the queue. `warn` hears of lines that cannot be read; the others count.
 * @throws QueueUnavailableError where the file is there and cannot be opened.
 */
export async function openFileOverwritten(file: string, warn: (text: string) => void): Promise<OverwrittenStore> {
  const inPlace = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new QueueUnavailableError(`overwritten texts cannot be kept in ${file} (${code})`, { cause: error });
    }
  };
  let opened: Opened | null = await inPlace(() => openExisting(file, warn));
  /** One after the other: each knows where the file ends. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(() => inPlace(work));
    turn = mine.catch(() => undefined);
    return mine;
  };
  return {
    put: (text) =>
      inTurn(async () => {
        const line = keptLine(text);
        opened ??= await create(file);
        if (opened.end + line.length > MOST_BYTES) opened = await compact(file, opened);
        await append(opened, text.head, line);
      }),
    heads: async () => [...(opened?.places.values() ?? [])].map(({ head }) => head),
    read: (ids) => inTurn(async () => Promise.all(ids.map(async (id) => readBody(opened, id)))),
    remove: (ids) =>
      inTurn(async () => {
        if (opened === null) return;
        opened = await forget(file, opened, ids);
      }),
    close: () =>
      inTurn(async () => {
        await opened?.handle.close();
        opened = null;
      }).catch((error: unknown) => warn(String(error))),
  };
}

async function openExisting(file: string, warn: (text: string) => void): Promise<Opened | null> {
  await rm(newOf(file), { force: true });
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (bytes === null) return null;
  const places = new Map<string, Place>();
  let [end, unreadable] = [0, 0];
  for (const { offset, line } of linesOfFile(bytes)) {
    // A last line without an end was being written when the process died: nobody was told that it is kept.
    if (offset + line.length === bytes.length) break;
    const said = parseLine(line);
    if (said === null) unreadable += 1;
    else end = offset + line.length + 1;
    if (said?.kind === "done") for (const id of said.ids) places.delete(id);
    if (said?.kind === "kept") places.set(said.head.id, { head: said.head, offset, length: line.length });
  }
  if (unreadable > 0) warn(`${unreadable} of the lines of ${file} cannot be read: what they held is lost`);
  const handle = await open(file, "r+");
  const found = { handle, places, end };
  if (places.size === 0) return discard(file, found);
  await handle.chmod(0o600);
  await handle.truncate(end);
  return found;
}

async function create(file: string): Promise<Opened> {
  const handle = await openOwn(file);
  try {
    await syncFolder(file);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return { handle, places: new Map(), end: 0 };
}

/** A file of its owner alone, empty. */
async function openOwn(file: string): Promise<FileHandle> {
  const handle = await open(file, "w+", 0o600);
  await handle.chmod(0o600);
  return handle;
}

/** The name of a new file is on the disk once its folder is. */
async function syncFolder(file: string): Promise<void> {
  // Windows cannot open folders.
  if (process.platform === "win32") return;
  const folder = await open(path.dirname(file), "r");
  await folder.sync().finally(() => folder.close());
}

async function append(opened: Opened, head: Head, line: Buffer): Promise<void> {
  await write(opened, line);
  await opened.handle.sync();
  opened.places.set(head.id, { head, offset: opened.end, length: line.length - 1 });
  opened.end += line.length;
}

/** Writes behind what counts. What a write that failed leaves is written over by the next one, or cut off at the next start. */
async function write({ handle, end }: Opened, bytes: Buffer): Promise<void> {
  try {
    for (let done = 0; done < bytes.length; ) {
      done += (await handle.write(bytes, done, bytes.length - done, end + done)).bytesWritten;
    }
  } catch (error) {
    await handle.truncate(end);
    throw error;
  }
}

async function readLine({ handle }: Opened, { offset, length }: Place): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes;
}

async function readBody(opened: Opened | null, id: string): Promise<string | null> {
  const place = opened?.places.get(id);
  if (opened === null || place === undefined) return null;
  const said = parseLine(await readLine(opened, place));
  return said?.kind === "kept" ? said.body : null;
}

/** Without the texts of these ids; null where that was all: then there is no file either. */
async function forget(file: string, opened: Opened, ids: readonly string[]): Promise<Opened | null> {
  const known = ids.filter((id) => opened.places.has(id));
  if (known.length === 0) return opened;
  if (known.length === opened.places.size) return discard(file, opened);
  // Not on the disk before it counts: a text that is put back twice is put back once.
  const line = doneLine(known);
  await write(opened, line);
  opened.end += line.length;
  for (const id of known) opened.places.delete(id);
  const kept = [...opened.places.values()].reduce((sum, { length }) => sum + length, 0);
  return opened.end - kept > Math.max(WASTE_BYTES, kept) ? compact(file, opened) : opened;
}

async function discard(file: string, { handle }: Opened): Promise<null> {
  await rm(file, { force: true });
  await handle.close();
  return null;
}

/** The same texts in a new file, which takes the old one's place in one step. */
async function compact(file: string, old: Opened): Promise<Opened> {
  const handle = await openOwn(newOf(file));
  const compacted: Opened = { handle, places: new Map(), end: 0 };
  try {
    for (const place of old.places.values()) {
      const line = Buffer.concat([await readLine(old, place), Buffer.from("\n")]);
      await write(compacted, line);
      compacted.places.set(place.head.id, { ...place, offset: compacted.end });
      compacted.end += line.length;
    }
    await handle.sync();
    await rename(newOf(file), file);
  } catch (error) {
    await handle.close();
    await rm(newOf(file), { force: true });
    throw error;
  }
  await syncFolder(file);
  await old.handle.close();
  return compacted;
}

function newOf(file: string): string {
  return `${file}.new`;
}
