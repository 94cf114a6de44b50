import { isMainThread, type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { CommandContext } from "../app/context.ts";
import { EXIT } from "../app/exit-codes.ts";
import type { CommandData } from "../app/job-threads/protocol.ts";
import { createPaint } from "../app/terminal.ts";
import { readColor } from "../config/environment/environment.ts";
import { readCommandFacts } from "./command-facts.ts";
import { commandName } from "./command-name.ts";

// A reader that went away (`cadence plan | head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(EXIT.done);
});

/** Set where this is the thread of a command that another one watches. */
const watched = isMainThread || workerData?.kind !== "command" ? null : (workerData as CommandData);
if (watched !== null) {
  process.argv[1] = watched.calledAs;
  process.stdout.isTTY = watched.isTTY.out;
  process.stderr.isTTY = watched.isTTY.err;
}

const args = process.argv.slice(2);
const calledAs = process.argv[1] ?? "";
const color = readColor(process.env) ?? (process.stdout.isTTY && process.env["TERM"] !== "dumb");
/** What the command works with, as the process was started. */
function contextOf(): CommandContext {
  return {
    environment: process.env,
    commandName: commandName(calledAs, process.env, readCommandFacts(calledAs)),
    color,
    clock: Date.now,
    told: new Set(),
    terminal: {
      out: (text) => process.stdout.write(`${text}\n`),
      err: (text) => process.stderr.write(`${text}\n`),
      paint: createPaint(color),
      quiet: args.includes("--quiet") || args.includes("-q"),
    },
  };
}

// No top-level await: the bundle is a script, whose compiled form can be kept.
async function main(): Promise<void> {
  if (!isMainThread && workerData?.kind === "jobs") {
    const { startJobsThread } = await import("../app/job-threads/start.ts");
    startJobsThread();
    return;
  }
  const [{ runProgram }, { watchedBy }] = await Promise.all([import("./program.ts"), import("./guarded.ts")]);
  const watching = watched === null ? {} : { watched: watchedBy(parentPort as MessagePort, watched) };
  process.exitCode = await runProgram(args, { ...contextOf(), ...watching });
}

void main();
