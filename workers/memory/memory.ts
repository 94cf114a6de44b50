import { readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { messageOf } from "../../src/domain/errors.ts";
import type { Log } from "../../src/domain/log.ts";
import type { Instant } from "../../src/domain/time/types.ts";
import { createFleetMemory, type FleetMemory, parseFleetState, renderFleetState } from "../../src/fleet/state.ts";
import type { FleetState } from "../../src/fleet/types.ts";

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

/** A memory in this process; with a directory it is kept there from one start to the next. */
export function openMemory(directory: string | null, log: Log): ServiceMemory {
  const file = directory === null ? null : join(directory, FILE);
  const memory = createFleetMemory(file === null ? undefined : readState(file));
  let lastSweepAt: Instant | null = null;
  const save = async (): Promise<void> => {
    if (file === null) return;
    try {
      await mkdir(dirname(file), { recursive: true });
      // A process that dies meanwhile leaves the file as it was.
      await writeFile(`${file}.new`, renderFleetState(memory.state), { mode: 0o600 });
      await rename(`${file}.new`, file);
    } catch (error) {
      log.warn(
        { file, error: String(error) },
        `what is known of the fleet could not be kept, the next start looks anew: ${messageOf(error)}`,
      );
    }
  };
  return {
    ...memory,
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

function readState(file: string): FleetState | undefined {
  try {
    return parseFleetState(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
