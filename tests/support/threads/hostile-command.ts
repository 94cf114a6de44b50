import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { CommandData } from "../../../src/app/job-threads/protocol.ts";
import { createPaint } from "../../../src/app/terminal.ts";
import { common } from "../../../src/cli/commands/command-options.ts";
import { planCommand } from "../../../src/cli/commands/plan.ts";
import { watchedBy } from "../../../src/cli/guarded.ts";
import { hangingAt } from "./hanging.ts";

/** `cadence plan` in a thread, as `main.ts` runs it, with a loop without end in it: for a project on a GitLab, with a token. */
const [project = "", url, token] = process.argv.slice(2);
const watched = watchedBy(parentPort as MessagePort, workerData as CommandData);
async function main(): Promise<void> {
  process.exitCode = await planCommand(
    { ...common({ project: [project] }), only: null, now: false, catchUp: 0 },
    {
      environment: { GITLAB_URL: url, GITLAB_TOKEN: token },
      commandName: "cadence",
      color: false,
      clock: Date.now,
      terminal: { out() {}, err() {}, paint: createPaint(false), quiet: false },
      watched: { ...watched, open: (gitlab) => hangingAt(watched.open(gitlab)) },
    },
  );
}

void main();
