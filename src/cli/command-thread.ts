import { SHARE_ENV, Worker } from "node:worker_threads";
import type { CommandData } from "../app/job-threads/protocol.ts";

/** A command that runs in a thread of its own. */
export interface CommandThread {
  readonly worker: Worker;
  /** One 32-bit number: the issue that is being read, 0 for none. */
  readonly place: SharedArrayBuffer;
  readonly argv: readonly string[];
}

/**
 * Starts the command of `argv` (as `process.argv`: the command's own words from the third on) in a thread that begins with
 * `file`. It loads nothing else, so that the thread is on its way while its watcher is loaded.
 */
export function startCommandThread(
  file: URL,
  argv: readonly string[],
  isTTY: { readonly out: boolean; readonly err: boolean },
): CommandThread {
  const place = new SharedArrayBuffer(4);
  const workerData: CommandData = { kind: "command", place, isTTY, calledAs: argv[1] ?? "cadence" };
  return { worker: new Worker(file, { argv: argv.slice(2), workerData, env: SHARE_ENV }), place, argv };
}
