import type { JobsOptions, WorkerOptions } from "bullmq";

/** Where projects wait for their turn. */
export const WORK_QUEUE = "projects";

export const RECONCILE = "reconcile";
/** The sweep is queued like a project. */
export const SWEEP = "sweep";

const DAY_S = 24 * 60 * 60;

/** The worker decides about retries; these are for errors of the store itself in between. They travel with each job: few. */
export const WORK_DEFAULTS: JobsOptions = { attempts: 1000, backoff: 10_000 };

/** Done jobs stay a while for people who look; failed ones until they were seen. */
export const KEPT: Pick<WorkerOptions<unknown>, "removeOnComplete" | "removeOnFail"> = {
  removeOnComplete: { age: DAY_S, count: 1000 },
  removeOnFail: { age: 14 * DAY_S, count: 5000 },
};
