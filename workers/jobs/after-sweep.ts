import { isTroubled } from "../../src/fleet/fleet-figures.ts";
import { isAfter } from "../../src/fleet/times.ts";
import type { WorkerContext } from "./worker-context.ts";

/** After a sweep: given-up jobs whose cause is over are forgotten. Throws what the queue throws. */
export async function forgetWhatIsOver({ memory, queue }: WorkerContext): Promise<void> {
  const { reconciled } = await memory.read();
  await queue.forgetFailed(({ project, failedAt }) => {
    // Of a sweep: this one has ended.
    if (project === null) return true;
    const last = reconciled.get(project);
    return last !== undefined && !isTroubled(last) && isAfter(last.at, failedAt);
  });
}
