import { createHash } from "node:crypto";
import { messageOf } from "../../src/domain/errors.ts";
import type { TextStore } from "../../src/queue/store/types.ts";
import type { RunContext } from "../../src/queue/types.ts";
import { forgetWhatIsOver } from "./after-sweep.ts";
import { sweepFleet, type WorkerContext } from "./worker-context.ts";

/**
 * Every process asks for a sweep when it starts, and the timer rings at once when it is set for the first time. One that
 * ended so short a time ago found what they would find; what changed since is found by the next, a minute later at least.
 */
const JUST_NOW_MS = 30_000;

export interface Sweeper {
  /** A sweep over the fleet, unless one of the same configuration has just ended, in whatever process. Throws as `sweepFleet`. */
  sweep(workerContext: WorkerContext, context: Pick<RunContext, "signal">): Promise<void>;
  /** The next one is not left out, whichever process does it. */
  forgetLast(workerContext: WorkerContext): Promise<void>;
}

/** Leaves out sweeps that could find nothing new. */
export function createSweeper(store: TextStore): Sweeper {
  const note = async ({ log, ...workerContext }: WorkerContext, text: string): Promise<void> => {
    await store
      .change(nameOf(workerContext), () => ({ text, result: null }))
      .catch((error: unknown) => say(log, error));
  };
  return {
    async sweep(workerContext, context) {
      const { log } = workerContext;
      const { clock } = workerContext.context;
      const last = await store
        .change(nameOf(workerContext), (text) => ({ text: text ?? "0", result: Number(text ?? "0") }))
        .catch((error: unknown) => say(log, error));
      // Clocks of machines differ a little, in both directions.
      if (last !== null && Math.abs(clock() - last) < JUST_NOW_MS) {
        log.debug({ endedMsAgo: clock() - last }, "sweep: one has just ended");
        return;
      }
      const swept = await sweepFleet(workerContext, context);
      if (swept.isAnyRead) await forgetWhatIsOver(workerContext);
      await note(workerContext, String(clock()));
    },
    forgetLast: (workerContext) => note(workerContext, "0"),
  };
}

function say(log: WorkerContext["log"], error: unknown): null {
  log.warn({ error: String(error) }, `when the last sweep was is not known: ${messageOf(error)}`);
  return null;
}

/** A service that was configured anew sweeps at once. */
function nameOf({ gitlab, service }: Pick<WorkerContext, "gitlab" | "service">): string {
  const plain = JSON.stringify([gitlab.url, service], (_key, value: unknown) =>
    value instanceof Map ? [...value] : value,
  );
  return `last sweep ${createHash("sha256").update(plain).digest("hex").slice(0, 16)}`;
}
