import type { Stats } from "node:fs";
import { lstat, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { ConfigError } from "../../domain/errors.ts";

/**
 * Refuses a directory that another local user made, may write in, or has put something into: what lies there is believed, and
 * texts of customers are among it. `uid` is the user of this process; null where the system knows no such users. What belongs
 * to root was put there by who may do everything (volumes of containers do).
 * @throws ConfigError with what to do.
 */
export async function checkOwnDirectory(place: string, uid: number | null): Promise<void> {
  if (uid === null) return;
  const isForeign = (one: Stats): boolean => one.uid !== uid && one.uid !== 0;
  const directory = await stat(place);
  if (isForeign(directory)) throw foreign(place, place);
  if (directory.uid === uid && (directory.mode & 0o002) !== 0) {
    throw new ConfigError(
      `every user of this machine may write in ${place}: chmod 700 it, or name another --directory`,
    );
  }
  for (const name of await readdir(place)) {
    if (isForeign(await lstat(path.join(place, name)))) throw foreign(path.join(place, name), place);
  }
}

function foreign(what: string, place: string): ConfigError {
  return new ConfigError(
    `${what} belongs to another user of this machine, who may have put there what is not the service's: give ${place} with all in it to its user (chown), or name another --directory`,
  );
}
