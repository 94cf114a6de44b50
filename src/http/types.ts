import type { FastifyBaseLogger } from "fastify";
import type { IssueIid, ProjectId } from "../domain/ids.ts";
import type { Instant } from "../domain/time/types.ts";
import type { Priority } from "../queue/priority.ts";
import type { QueueAdministration } from "./admin-queues.ts";
import type { ReceiverLimits } from "./limits.ts";
import type { Metrics } from "./metrics.ts";
import type { Checks } from "./readiness.ts";
import type { RelevanceRules } from "./relevance.ts";
import type { Keys, WebhookSecrets } from "./secrets.ts";
import type { ServerOptions } from "./server.ts";

/** Asks for a look at a project. */
export interface WebhookJob {
  readonly project: ProjectId;
  readonly reason: { readonly kind: "webhook"; readonly event: string; readonly at: Instant };
  readonly priority: Priority;
  /** How long to wait for more of the same, in milliseconds. */
  readonly delayMs: number;
}

/** The bot's own edit of a description, for `repairOverwrite`. */
export interface OwnEdit {
  readonly project: ProjectId;
  readonly iid: IssueIid;
  readonly previous: string;
  readonly written: string;
  readonly at: Instant;
  /** When a person had saved the text shortly before, where one had. */
  readonly personAt?: Instant;
}

export interface ReceiverDependencies extends RelevanceRules {
  /** A function where they may change while the receiver runs; it is asked once for each delivery. */
  readonly secrets: WebhookSecrets | (() => Keys);
  /** Resolves once the job cannot be lost any more; only then GitLab gets its answer. */
  readonly enqueue: (job: WebhookJob) => Promise<void>;
  /** Likewise. What it is given is in no other place: GitLab keeps no earlier text. */
  readonly onOwnUpdate: (edit: OwnEdit) => Promise<void>;
  readonly log: FastifyBaseLogger;
  readonly metrics: Metrics;
  /** Health and metrics on this server too; none where they have one of their own (`buildAdmin`). */
  readonly checks: Checks | null;
  /** The queue for people with a password; none where that is switched off. */
  readonly queues?: QueueAdministration | null;
  readonly limits?: Partial<ReceiverLimits>;
  readonly trustProxy?: ServerOptions["trustProxy"];
  readonly now: () => Instant;
}
