import { lstatSync, mkdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

/**
 * The folder for compiled code of the user `uid`, made if need be; null where none is this user's alone, since whoever can
 * write there runs code with the token of whoever calls the command. It counts only if it is no symbolic link, belongs to the
 * user, nobody else may even look into it, and no other user but root can put another one in its place: none of the folders
 * above it belongs to others or may be written by them (a sticky one may: there people keep their hands off what is not
 * theirs).
 */
export function ownFolder(
  environment: Readonly<Record<string, string | undefined>>,
  uid: number | undefined,
): string | null {
  if (uid === undefined) return null;
  try {
    const { XDG_CACHE_HOME: cache = "", HOME: home = homedir() } = environment;
    const base = isAbsolute(cache) ? cache : join(home, ".cache");
    if (!isAbsolute(base)) return null;
    // Not what is above it: Node tries for ever where a file system takes no folders.
    makeFolder(base);
    const folder = join(realpathSync(base), "collab-cadence");
    if (!isSafeAbove(dirname(folder), uid)) return null;
    makeFolder(folder);
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0 ? folder : null;
  } catch {
    // No home, a read-only one, or one that others keep: the command starts a little slower.
    return null;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** `folder` is a real path, so none of those above it is a link. */
function isSafeAbove(folder: string, uid: number): boolean {
  const { mode, uid: owner } = lstatSync(folder);
  const isOpen = (mode & 0o022) !== 0 && (mode & 0o1000) === 0;
  if ((owner !== uid && owner !== 0) || isOpen) return false;
  return folder === dirname(folder) || isSafeAbove(dirname(folder), uid);
}
