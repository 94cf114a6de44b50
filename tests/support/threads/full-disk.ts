import fs from "node:fs";

/**
 * For `node --require`: while the file TEST_FULL_DISK is there, the disk is full. Files take nothing more; what is written over
 * what stands there succeeds, as on a disk, unless the file says `nothing`.
 */
const flag = process.env["TEST_FULL_DISK"] ?? "";
const isFull = (): boolean => fs.existsSync(flag);

function noRoom(): Error {
  return Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", errno: -28 });
}

/** Whether there is no room for a write: logs and sockets need none. */
function lacksRoom(fd: number, length: number, position: number | null | undefined): boolean {
  if (!isFull()) return false;
  const stat = fs.fstatSync(fd);
  const grows = position == null || Number(position) + length > stat.size;
  return stat.isFile() && (grows || fs.readFileSync(flag, "utf8") === "nothing");
}

type Write = (fd: number, data: Uint8Array, offset?: number, length?: number, position?: number | null) => number;
const writeSync = fs.writeSync as Write;
fs.writeSync = ((fd, data, offset = 0, length = data.byteLength - offset, position = null) => {
  if (lacksRoom(fd, length, position)) throw noRoom();
  return writeSync(fd, data, offset, length, position);
}) as Write as typeof fs.writeSync;

const { open, writeFile } = fs.promises;
fs.promises.writeFile = async (...args) => {
  if (isFull()) throw noRoom();
  return writeFile(...args);
};
fs.promises.open = async (...args) => {
  const handle = await open(...args);
  const write = handle.write.bind(handle) as (...args: unknown[]) => Promise<{ bytesWritten: number; buffer: Buffer }>;
  handle.write = (async (
    data: Buffer,
    offset = 0,
    length = data.byteLength - offset,
    position: number | null = null,
  ) => {
    if (lacksRoom(handle.fd, length, position)) throw noRoom();
    return write(data, offset, length, position);
  }) as typeof handle.write;
  return handle;
};
