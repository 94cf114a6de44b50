import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { watchedBy } from "../../../src/cli/guarded.ts";
import type { CommandData } from "../../../src/cli/look-threads/protocol.ts";
import { runProgram } from "../../../src/cli/program.ts";
import { createPaint } from "../../../src/cli/terminal.ts";
import { hangingAt } from "./hanging.ts";

/** A command in a thread, as `main.ts` runs it, on the GitLab that its last two words name, with a loop without end in it. */
const args = process.argv.slice(2);
const [url, token] = args.splice(-2);
const watched = watchedBy(parentPort as MessagePort, workerData as CommandData);
void runProgram(args, {
  environment: { GITLAB_URL: url, GITLAB_TOKEN: token },
  color: false,
  clock: Date.now,
  terminal: { out() {}, err() {}, paint: createPaint(false), quiet: false },
  watched: { ...watched, open: (gitlab) => hangingAt(watched.open(gitlab)) },
}).then((exitCode) => {
  process.exitCode = exitCode;
});
