import type { FastifyBaseLogger } from "fastify";
import { instantNow } from "../src/app/context.ts";
import { logError } from "../src/app/job-log.ts";
import type { Instant } from "../src/domain/time/types.ts";
import type { RelevanceRules } from "../src/http/relevance.ts";
import type { Keys } from "../src/http/secrets.ts";
import type { OwnEdit, ReceiverDependencies, WebhookJob } from "../src/http/types.ts";
import { JobReason } from "../src/queue/contract.ts";
import { OWN_EDIT } from "./jobs/put-back.ts";
import type { WorkerContext } from "./jobs/worker-context.ts";
import type { LiveConfiguration } from "./settings/live-configuration.ts";

/** Fits no delivery. */
const NO_KEYS: Keys = { kind: "signature", keys: [] };

/** What the receiver does with what GitLab tells it. */
export function webhookDependencies(
  workerContext: WorkerContext,
  live: LiveConfiguration,
  log: FastifyBaseLogger,
): Omit<ReceiverDependencies, "checks"> {
  const { queue, metrics, context, botId } = workerContext;
  return {
    ...rulesOf(workerContext, botId),
    secrets: () => live.current().keys ?? NO_KEYS,
    async enqueue({ reason, ...job }: WebhookJob) {
      await queue.enqueue({ ...job, reason: plain(reason, instantNow(context)) });
    },
    onOwnUpdate: (edit) => keepOverwritten(workerContext, edit),
    log,
    metrics,
    now: () => instantNow(context),
  };
}

function rulesOf({ memory }: WorkerContext, botId: number): RelevanceRules {
  return {
    isServed(projectId) {
      const { seen } = memory.state;
      // Before the first sweep has ended nobody knows; the worker will.
      return seen.size === 0 || seen.get(projectId)?.obstacle === null;
    },
    isBot: (userId) => userId === botId,
    labelsOf(projectId) {
      const last = memory.state.reconciled.get(projectId);
      if (last?.outcome !== "reconciled") return null;
      const [agenda, ...others] = last.labels;
      return agenda === undefined ? null : { agenda, others };
    },
  };
}

/** Keeps what the bot may have overwritten, which is in no other place, and asks for a job that looks at it. */
async function keepOverwritten({ overwritten, queue, log }: WorkerContext, edit: OwnEdit): Promise<void> {
  const { project, ...text } = edit;
  await overwritten.keep(project, text);
  const reason = { kind: "webhook", event: OWN_EDIT, at: edit.at } as const;
  try {
    // Several in a row are one repair, and one look.
    await queue.enqueue({ project, reason, priority: "repair" });
  } catch (error) {
    // Nothing is lost any more: the next sweep asks for it.
    logError(log, error, `#${edit.iid}: what the bot may have overwritten waits for the next sweep: `, { project });
  }
}

/** A word that the queue does not know of must not lose the event. */
function plain(reason: WebhookJob["reason"], now: Instant): JobReason {
  return JobReason.safeParse(reason).data ?? { kind: reason.kind, at: now };
}
