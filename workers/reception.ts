import type { FastifyBaseLogger } from "fastify";
import { instantNow } from "../src/cli/context.ts";
import { ThreadEndedError } from "../src/cli/look-threads/ended.ts";
import { PermanentError } from "../src/domain/errors.ts";
import type { RelevanceRules } from "../src/http/relevance.ts";
import type { Keys } from "../src/http/secrets.ts";
import type { OwnEdit, ReceiverDependencies, WebhookJob } from "../src/http/types.ts";
import { Reason } from "../src/queue/contract.ts";
import { type Desk, keyOf } from "./desk.ts";
import { logError } from "./look-log.ts";
import { putAside } from "./put-aside.ts";
import type { Held } from "./reload.ts";

/** Fits no delivery. */
const NO_KEYS: Keys = { kind: "signature", keys: [] };

/** What the receiver does with what GitLab tells it. */
export function receptionOf(desk: Desk, held: Held, log: FastifyBaseLogger): Omit<ReceiverDependencies, "checks"> {
  const { queue, metrics, context } = desk;
  // It stays as long as the process lives: see `Held`.
  const botId = held.current().bot.id;
  return {
    ...rulesOf(desk, botId),
    secrets: () => held.current().keys ?? NO_KEYS,
    async enqueue({ project, reason, priority, delayMs }: WebhookJob) {
      await queue.enqueue({ project, reason: plain(reason), priority: priority === 1 ? "close" : "edit", delayMs });
    },
    onOwnUpdate: (edit) => repair(desk, botId, edit),
    projectKey: (projectId) => keyOf(projectId),
    log,
    metrics,
    now: () => instantNow(context),
  };
}

function rulesOf({ memory }: Desk, botId: number): RelevanceRules {
  return {
    isServed(projectId) {
      const { seen } = memory.state;
      // Before the first sweep has ended nobody knows; the worker will.
      return seen.size === 0 || seen.get(projectId)?.obstacle === null;
    },
    isBot: (userId) => userId === botId,
    labelsOf(projectId) {
      const look = memory.state.looked.get(projectId);
      if (look?.outcome !== "reconciled") return null;
      const [agenda, ...others] = look.labels;
      return agenda === undefined ? null : { agenda, others };
    },
  };
}

/** Puts back what the bot overwrote, at once: GitLab keeps no earlier text. */
async function repair(desk: Desk, botId: number, edit: OwnEdit): Promise<void> {
  const { queue, context, threads } = desk;
  const { project, iid, previous, written } = edit;
  const log = desk.log.child({ project, reason: "webhook own-edit" });
  const audit = desk.audit === null ? null : { file: desk.audit, run: null };
  try {
    const update = { previous, written, now: instantNow(context) };
    const about = `the repair of #${iid} in project ${project}`;
    const order = { project, iid, botId, update, audit };
    const outcome = await threads.run("repair", order, { log, about, project: Number(project) });
    if (outcome === "nothing") return;
  } catch (error) {
    if (error instanceof ThreadEndedError) {
      const id = Number(project);
      await putAside(desk, { id, path: desk.memory.state.seen.get(id)?.path ?? project }, error);
    }
    // What GitLab refuses for good, it refuses again: to disable the webhook would help nobody.
    if (!(error instanceof PermanentError)) throw error;
    logError(log, error, `#${iid}: `, { iid });
    return;
  }
  const reason = { kind: "webhook", event: "edit put back", at: instantNow(context) } as const;
  await queue.enqueue({ project, reason, priority: "edit" });
}

/** A word that the queue does not know of must not lose the event. */
function plain(reason: WebhookJob["reason"]): Reason {
  return Reason.safeParse(reason).data ?? { kind: reason.kind, at: new Date().toISOString() };
}
