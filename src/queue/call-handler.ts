import { messageOf } from "../domain/errors.ts";
import type { ProjectResult, StoredWork } from "./contract.ts";
import type { ProjectHandler, ProjectWorkerOptions, RunContext } from "./types.ts";

/** What a worker does with jobs, wherever they are kept. */
export interface Handling {
  readonly handler: ProjectHandler;
  readonly options: ProjectWorkerOptions;
}

/** Looks at the project of a job, or sweeps. Throws what those throw. */
export async function callHandler(
  { handler, options }: Handling,
  { project, reasons }: Pick<StoredWork, "project" | "reasons">,
  context: RunContext,
): Promise<ProjectResult | null> {
  if (project !== null) return handler(project, reasons, context);
  await options.sweep?.(context);
  return null;
}

/** A listener that throws must not turn a done job into a failed one. */
export function tellListener({ options }: Pick<Handling, "options">, listener: () => void): void {
  try {
    listener();
  } catch (error) {
    options.log.warn({ error: String(error) }, `a listener for the queue's events failed: ${messageOf(error)}`);
  }
}
