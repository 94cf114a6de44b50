import type { Stats } from "node:fs";

/** Whether a file was made by another user of this machine; `uid` is one's own, null where the system knows no such users. */
export function isForeign(file: Pick<Stats, "uid" | "isFile">, uid: number | null): boolean {
  return uid !== null && file.isFile() && file.uid !== uid && file.uid !== 0;
}
