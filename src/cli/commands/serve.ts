import closeWithGrace from "close-with-grace";
import { type Closers, startService } from "../../../workers/start.ts";
import type { CommandContext } from "../../app/context.ts";
import { EXIT, type ExitCode } from "../../app/exit-codes.ts";
import type { ServeOptions } from "../../app/options.ts";
import { createPinoLog } from "../../app/pino-log.ts";
import { isConfigError } from "../../domain/errors.ts";
import { atMost } from "../../queue/deadline.ts";
import { errorText } from "../output/error-text.ts";
import { onHangUp } from "./hang-up.ts";

/** Longer than the parts take, each with a deadline of its own; then the process ends whatever is open. */
const LAST_DEADLINE_MS = 28_000;

/** Closes all, the last opened first. Never throws. */
async function closeAll(closers: Closers): Promise<void> {
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close().catch(() => undefined);
}

/** What was thrown or rejected with need not be an error. */
function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(`not an error but ${String(thrown)}`);
}

/**
 * `cadence serve`: until a signal ends the process. What is under way gets 20 seconds to end; a second signal ends it at
 * once.
 */
export async function serveCommand(options: ServeOptions, context: CommandContext): Promise<ExitCode> {
  const { log } = await createPinoLog(options.logLevel);
  const closers: Closers = [];
  const grace = closeWithGrace({ delay: LAST_DEADLINE_MS, logger: log, skip: ["SIGHUP"] }, async ({ signal, err }) => {
    if (err === undefined) log.info({ signal }, `${signal ?? "the end"}: what is under way may end`);
    else log.fatal({ err: asError(err) }, `unexpected: ${asError(err).message}`);
    await closeAll(closers);
    log.info({}, "closed");
  });
  let reload = async (): Promise<void> => log.warn({}, "SIGHUP during the start: the configuration is being read");
  const listenNoMore = onHangUp({
    reload: () => void reload(),
    close() {
      log.level = "silent";
      const closed = atMost(LAST_DEADLINE_MS, closeAll(closers));
      // Not by `exit`: before that the log would try for ever to write its rest to the terminal that is gone.
      void closed.finally(() => process.kill(process.pid, "SIGKILL"));
    },
  });
  try {
    const started = await startService(options, context, log, closers);
    ({ reload } = started);
    const { address } = started;
    log.info(
      { address },
      `listening on ${address}${options.only === "worker" ? "" : ", webhooks at /webhooks/gitlab"}`,
    );
  } catch (error) {
    grace.uninstall();
    listenNoMore();
    await closeAll(closers);
    if (!(error instanceof Error)) throw error;
    context.terminal.err(errorText(error, context.terminal.paint, context.color, "Start it again when that is over"));
    return isConfigError(error) ? EXIT.usage : EXIT.failed;
  }
  // The signal ends the process.
  return new Promise<never>(() => undefined);
}
