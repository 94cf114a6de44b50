import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { messageOf } from "../../src/domain/errors.ts";
import type { Log } from "../../src/domain/log.ts";
import { oneAfterAnother } from "../../src/domain/one-after-another.ts";
import { createThrottle } from "../../src/domain/throttle.ts";
import type { Instant } from "../../src/domain/time/types.ts";
import { MINUTE_MS } from "../../src/domain/time/units.ts";
import { createFleetMemory, type FleetMemory, parseFleetState, renderFleetState } from "../../src/fleet/state.ts";
import type { FleetState } from "../../src/fleet/types.ts";
import { readSmallFile, writeSmallFile } from "../../src/queue/memory/small-file.ts";

/** What the service remembers of its fleet. All of it may be lost. */
export interface ServiceMemory extends FleetMemory {
  /** As this process knows it now. */
  readonly state: FleetState;
  /** When a sweep last ended, as far as this process knows. */
  readonly lastSweepAt: Instant | null;
  /** Notes the end of a sweep. */
  sweptAt(at: Instant): Promise<void>;
  /** Keeps it for the next start. Never throws. */
  close(): Promise<void>;
}

/** The name of the file in the service's directory. */
const FILE = "fleet.json";
/** What looks find out is kept together, now and then: what is lost with a `kill -9` costs a look each. */
const SAVE_MS = 10_000;
const SAID_EVERY_MS = MINUTE_MS;

/** A memory in this process; with a directory it is kept there from one start to the next. */
export function openMemory(directory: string | null, log: Log): ServiceMemory {
  const file = directory === null ? null : join(directory, FILE);
  const told = (text: string): void => log.warn({ file }, text);
  const kept = file === null ? null : readSmallFile(file, parseFleetState, told);
  const memory = createFleetMemory(kept ?? undefined);
  const throttle = createThrottle(SAID_EVERY_MS);
  let lastSweepAt: Instant | null = null;
  let timer: NodeJS.Timeout | null = null;
  /** Not two at a time: both would write the same new file. */
  const save = oneAfterAnother(async () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (file === null) return;
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeSmallFile(file, renderFleetState(memory.state));
    } catch (error) {
      if (throttle("save", performance.now()) === null) return;
      log.warn(
        { file, error: String(error) },
        `what is known of the fleet could not be kept, the next start looks anew: ${messageOf(error)}`,
      );
    }
  });
  return {
    ...memory,
    async write(news) {
      await memory.write(news);
      timer ??= setTimeout(() => void save(), SAVE_MS).unref();
    },
    get lastSweepAt() {
      return lastSweepAt;
    },
    async sweptAt(at) {
      lastSweepAt = at;
      await save();
    },
    close: save,
  };
}
