import { open, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { usageError } from "../../app/options.ts";
import { isConfigError, messageOf } from "../../domain/errors.ts";
import { PREVIEW_GENERATOR } from "./preview-page.ts";

/** The mark stands in the first lines of a page. */
const HEAD_BYTES = 1024;

/** Whether there is a file that `cadence preview` did not make. */
async function isOthers(file: string): Promise<boolean> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(file, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return !buffer.toString("utf8", 0, bytesRead).includes(PREVIEW_GENERATOR);
  } finally {
    await handle.close();
  }
}

/**
 * Writes a page whole or not at all, for its owner alone: it is a customer's. Throws a `ConfigError` where another file stands,
 * unless `force` says that it may go, and where none can be written.
 */
export async function writePage(file: string, page: string, force: boolean): Promise<void> {
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.new`);
  try {
    if (!force && (await isOthers(file)))
      throw usageError("--html", file, "is a file that this command did not make", [
        "the name of a new file",
        "--force",
      ]);
    await writeFile(draft, page, { mode: 0o600, flag: "wx" });
    await rename(draft, file);
  } catch (error) {
    if (isConfigError(error)) throw error;
    await rm(draft, { force: true });
    throw usageError("--html", file, `cannot be written: ${messageOf(error)}`, [
      "a file in a folder that is there",
      "-",
    ]);
  }
}
