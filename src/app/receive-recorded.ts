import { randomBytes, randomUUID } from "node:crypto";
import type { Instant } from "../domain/time/types.ts";
import { createMetrics } from "../http/metrics.ts";
import { buildReceiver } from "../http/receiver.ts";
import type { RecordedDelivery } from "../http/recorded-delivery.ts";
import type { RelevanceRules } from "../http/relevance.ts";
import type { Keys } from "../http/secrets.ts";
import type { OwnEdit, WebhookJob } from "../http/types.ts";
import { beginSignature } from "../http/verify.ts";
import { createPinoLog } from "./pino-log.ts";

/** What the receiver did with a delivery. */
export interface Received {
  /** Of the answer that GitLab would have got. */
  readonly status: number;
  readonly outcome: string;
  readonly why: string;
  /** The look that it asked for. */
  readonly job: WebhookJob | null;
  /** The edit of the bot's own that it kept for a repair. */
  readonly ownEdit: OwnEdit | null;
}

export interface Receiving {
  /** What its proof is judged by; null for one that brings none, which is signed here. */
  readonly keys: Keys | null;
  readonly rules: RelevanceRules;
  readonly now: Instant;
}

/** Hands a recorded delivery to the receiver of the service, which answers as it would have answered GitLab; its jobs go nowhere. */
export async function receiveRecorded(delivery: RecordedDelivery, { keys, rules, now }: Receiving): Promise<Received> {
  const own = randomBytes(32);
  let job: WebhookJob | null = null;
  let ownEdit: OwnEdit | null = null;
  const metrics = createMetrics({ processMetrics: false });
  const app = buildReceiver({
    ...rules,
    secrets: () => keys ?? { kind: "signature", keys: [own] },
    enqueue: async (asked) => void (job = asked),
    onOwnUpdate: async (edit) => void (ownEdit = edit),
    log: (await createPinoLog("silent")).log,
    metrics,
    checks: null,
    now: () => now,
  });
  const proof = keys === null ? signedWith(own, delivery.body, now) : {};
  const headers = { "content-type": "application/json", ...withoutLength(delivery.headers), ...proof };
  const answer = await app.inject({ method: "POST", url: "/webhooks/gitlab", headers, payload: delivery.body });
  await app.close();
  const [counted] = (await metrics.webhooks.get()).values;
  const { outcome = "refused", why = "bad-request" } = counted?.labels ?? {};
  return { status: answer.statusCode, outcome: String(outcome), why: String(why), job, ownEdit };
}

/** What describes the way that a request took, and not what it says. */
function withoutLength(headers: RecordedDelivery["headers"]): RecordedDelivery["headers"] {
  const ofTheWay = ["content-length", "transfer-encoding", "connection", "host"];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTheWay.includes(name)));
}

function signedWith(key: Buffer, body: string, now: Instant): Readonly<Record<string, string>> {
  const id = randomUUID();
  const timestamp = Math.floor(Date.parse(now) / 1000);
  const signature = beginSignature(key, id, timestamp).update(body).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": `v1,${signature}` };
}
