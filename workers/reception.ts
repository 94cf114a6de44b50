import type { FastifyBaseLogger } from "fastify";
import type { AuditAccount } from "../src/cli/audit-trail.ts";
import { instantNow } from "../src/cli/context.ts";
import { PermanentError } from "../src/domain/errors.ts";
import { reason as reasonOf } from "../src/domain/reason.ts";
import type { RelevanceRules } from "../src/http/relevance.ts";
import type { Keys } from "../src/http/secrets.ts";
import type { OwnEdit, ReceiverDependencies, WebhookJob } from "../src/http/types.ts";
import { Reason } from "../src/queue/contract.ts";
import { repairOverwrite } from "../src/reconcile/repair.ts";
import { type Desk, keyOf } from "./desk.ts";
import { logError } from "./look-log.ts";
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

const REPAIR: AuditAccount = {
  customer: null,
  action: "repair",
  reason: reasonOf("edit-crossed", "an edit of a person that crossed the bot's own is put back"),
};

/** Puts back what the bot overwrote, at once: GitLab keeps no earlier text. */
async function repair(desk: Desk, botId: number, edit: OwnEdit): Promise<void> {
  const { gitlab, queue, context } = desk;
  const { project, iid, previous, written } = edit;
  const log = desk.log.child({ project, reason: "webhook own-edit" });
  const trail = desk.startTrail?.() ?? null;
  try {
    const now = instantNow(context);
    const client = gitlab.project(project, "urgent", log);
    const noted = trail?.watch(client, () => REPAIR) ?? client;
    const outcome = await repairOverwrite(noted, iid, botId, { previous, written, now }, log);
    if (outcome === "nothing") return;
  } catch (error) {
    // What GitLab refuses for good, it refuses again: to disable the webhook would help nobody.
    if (!(error instanceof PermanentError)) throw error;
    logError(log, error, `#${iid}: `, { iid });
    return;
  } finally {
    trail?.close();
  }
  const reason = { kind: "webhook", event: "edit put back", at: instantNow(context) } as const;
  await queue.enqueue({ project, reason, priority: "edit" });
}

/** A word that the queue does not know of must not lose the event. */
function plain(reason: WebhookJob["reason"]): Reason {
  return Reason.safeParse(reason).data ?? { kind: reason.kind, at: new Date().toISOString() };
}
