import { EXIT, type ExitCode } from "../app/exit-codes.ts";
import { beginMeasure, createMeter } from "../app/job-threads/busy.ts";
import { endedAsStalled, endedByItself } from "../app/job-threads/ended.ts";
import { placeIn, placeOf } from "../app/job-threads/place.ts";
import type { FromCommand } from "../app/job-threads/protocol.ts";
import { SHARE_MS, slowness } from "../app/job-threads/share.ts";
import { jsonText } from "../app/json-text.ts";
import { createPaint } from "../app/terminal.ts";
import { readColor } from "../config/environment/environment.ts";
import { printable } from "../domain/text/printable.ts";
import type { CommandThread } from "./command-thread.ts";
import { errorDocument } from "./output/error-document.ts";

export interface GuardOptions {
  /** Just started: what it says before somebody listens is lost. */
  readonly thread: CommandThread;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly color: boolean;
  /** Milliseconds of a busy thread; 10 s unless said, more where the machine is slow. */
  readonly shareMs?: number;
}

const TICK_MS = 200;

/**
 * Watches the thread of a command, and ends it where a text keeps it busy for more than its share: a pattern that never comes
 * to an end cannot be stopped in the thread that it runs in. Returns the exit code.
 */
export async function runGuarded({ thread, out, err, color, shareMs }: GuardOptions): Promise<ExitCode> {
  const { worker, place } = thread;
  const measured = beginMeasure(() => worker.performance.eventLoopUtilization());
  const meter = createMeter();
  let about: string | null = "the command";
  let stalled: Error | null = null;
  let diedOf: Error | null = null;
  let share = shareMs ?? SHARE_MS;
  // Measured only where it matters, and that is seldom: a command should start fast.
  let isShareKnown = shareMs !== undefined;
  const timer = setInterval(() => {
    meter([measured]);
    if (measured.busyMs <= share || about === null) return;
    if (!isShareKnown) [share, isShareKnown] = [SHARE_MS * slowness(), true];
    if (measured.busyMs <= share || stalled !== null) return;
    stalled = endedAsStalled(about, measured.busyMs, placeOf(place));
    void worker.terminate();
  }, TICK_MS);
  worker.on("message", (message: FromCommand) => {
    about = message.about;
    measured.busyMs = 0;
    placeIn(place)(0);
  });
  worker.on("error", (error: unknown) => {
    diedOf = error instanceof Error ? error : new Error(String(error));
  });
  const code = await new Promise<number>((resolve) => worker.once("exit", resolve));
  clearInterval(timer);
  const error = stalled ?? (diedOf === null ? null : endedByItself(about ?? "the run", diedOf, placeOf(place)));
  if (error === null) return code as ExitCode;
  const paint = createPaint(color);
  const remedy =
    "shorten the text named, or take the label of agendas off its issue; report it: no text should do that";
  err(`${paint.red(printable(error.message))}\n  ${paint.bold("remedy")}  ${remedy}`);
  if (thread.argv.includes("--json")) out(jsonText({ projects: [{ error: errorDocument(error) }] }, 2));
  return EXIT.failed;
}

/** The launcher's way in: the process as it is. */
export async function guardProcess(thread: CommandThread): Promise<void> {
  // A reader that went away (`cadence plan | head`) is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(EXIT.done);
  });
  process.exitCode = await runGuarded({
    thread,
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    color: readColor(process.env) ?? (process.stdout.isTTY === true && process.env["TERM"] !== "dumb"),
  });
}
