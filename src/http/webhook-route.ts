import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from "fastify";
import { isNamed } from "../domain/errors.ts";
import { createDeadline } from "../queue/deadline.ts";
import { charsetOf, parseBody } from "./body.ts";
import type { ReceiverLimits } from "./limits.ts";
import {
  type IssueEvent,
  type NoteEvent,
  type ReactionEvent,
  readEvent,
  readOtherKind,
  type WebhookEvent,
} from "./payload.ts";
import { createBodyReader } from "./read-bodies.ts";
import { createRecentlySeen } from "./recently-seen.ts";
import { Refusal } from "./refusal.ts";
import { decideRelevance, type EventDecision } from "./relevance.ts";
import type { Keys } from "./secrets.ts";
import { tooMany } from "./server.ts";
import type { Strangers } from "./strangers.ts";
import type { ReceiverDependencies } from "./types.ts";
import { beginVerification, deliveryId, type Verification } from "./verify.ts";

export interface WebhookRoute extends ReceiverDependencies {
  readonly keys: () => Keys;
  readonly limits: ReceiverLimits;
  readonly strangers: Strangers;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Of a webhook whose head may be GitLab's. */
    verification: Verification | null;
  }
}

/** What became of a delivery that was understood; the answer shows it in GitLab's list of recent events. */
interface WebhookOutcome {
  readonly outcome: "queued" | "repair" | "ignored" | "duplicate";
  readonly why: string;
}

type InTime = ReturnType<typeof createDeadline>;

const TYPE = "application/json";

/** `POST /webhooks/gitlab`: 200 once everything that follows from a delivery cannot be lost any more. */
export function addWebhookRoute(app: FastifyInstance, route: WebhookRoute): void {
  const { limits, metrics, now } = route;
  const inTime = createDeadline(limits.enqueueMs);
  const seen = createRecentlySeen(limits.rememberDeliveries, limits.rememberMs);
  const readBody = createBodyReader(limits);
  app.decorateRequest("verification", null);
  app.addContentTypeParser(TYPE, (request, stream, done) => {
    const length = request.headers["content-length"];
    const onChunk = (chunk: Buffer): void => request.verification?.update(chunk);
    readBody({ stream, announced: length === undefined ? null : Number(length), onChunk }, done);
  });
  app.post(
    "/webhooks/gitlab",
    { bodyLimit: limits.bodyBytes, config: { guarded: true }, onRequest: createGate(route) },
    async (request, reply) => {
      const event = await understand(request, route);
      const id = deliveryId(request.headers);
      const key = id === null || event.kind === "other" ? null : `${event.project.id} ${id}`;
      const at = Date.parse(now());
      const known = key !== null && seen.has(key, at);
      const outcome: WebhookOutcome = known ? { outcome: "duplicate", why: "seen" } : await act(event, route, inTime);
      if (key !== null) seen.add(key, at);
      record(request, reply, event, outcome, metrics);
      return outcome;
    },
  );
}

/**
 * Refuses what cannot be right before its body is read. What may be right is never held to the budget of its address: a
 * stranger may have the same. A hook of promises would make each webhook wait for turns of the event loop that nothing needs.
 */
function createGate({ keys, now, strangers }: WebhookRoute): onRequestHookHandler {
  return (request, reply, done) => {
    try {
      request.verification = judgeHead(request, keys(), Date.parse(now()));
      done();
    } catch (error) {
      done(tooMany(request, reply, strangers) ?? (error as Refusal));
    }
  };
}

function judgeHead({ headers }: FastifyRequest, keys: Keys, now: number): Verification {
  const { "content-type": type = "", "content-encoding": encoding = "identity" } = headers;
  const verification = beginVerification(keys, headers, now);
  if (encoding.toLowerCase() !== "identity") throw new Refusal("unsupported-encoding");
  const charset = charsetOf(type) ?? "utf-8";
  if (charset !== "utf-8" && charset !== "utf8") throw new Refusal("unsupported-type");
  return verification;
}

async function understand(request: FastifyRequest, { strangers }: WebhookRoute): Promise<WebhookEvent> {
  const { body, verification } = request as { readonly body: unknown; readonly verification: Verification | null };
  if (!Array.isArray(body) || verification === null) throw new Refusal("unsupported-type");
  verification.end();
  strangers.vouch(request.raw);
  return readPayload(body);
}

/** Where a head ends that says what a payload is about. */
const HEAD_BYTES = 256;

async function readPayload(body: readonly Buffer[]): Promise<WebhookEvent> {
  try {
    return readEvent(await parseBody(body));
  } catch (error) {
    if (!isNamed<Refusal>(error, "Refusal") || error.why !== "too-many-values") throw error;
    // A push of ten thousand files is nobody's mistake: GitLab would disable the webhook if it were refused.
    const other = readOtherKind(String(body[0]?.subarray(0, HEAD_BYTES) ?? ""));
    if (other === null) throw error;
    return other;
  }
}

/** Does what an event asks for. Throws a `Refusal` where the queue did not take it: GitLab is to know. */
async function act(event: WebhookEvent, route: WebhookRoute, inTime: InTime): Promise<WebhookOutcome> {
  const decision = decideRelevance(event, route);
  if (decision.kind === "ignore" || event.kind === "other") return { outcome: "ignored", why: decision.why };
  try {
    await inTime(hand(event, decision, route));
  } catch (error) {
    throw new Refusal("not-queued", { cause: error });
  }
  return { outcome: decision.kind === "read" ? "queued" : "repair", why: decision.why };
}

function hand(
  event: IssueEvent | NoteEvent | ReactionEvent,
  decision: Exclude<EventDecision, { readonly kind: "ignore" }>,
  route: WebhookRoute,
): Promise<void> {
  const { id: project } = event.project;
  const at = event.at ?? route.now();
  if (decision.kind === "read") {
    const { priority, delayMs } = decision;
    return route.enqueue({ project, reason: { kind: "webhook", event: event.name, at }, priority, delayMs });
  }
  const { kind: _kind, why: _why, ...edit } = decision;
  return route.onOwnUpdate({ project, at, ...edit });
}

function record(
  request: FastifyRequest,
  reply: FastifyReply,
  event: WebhookEvent,
  { outcome, why }: WebhookOutcome,
  metrics: WebhookRoute["metrics"],
): void {
  metrics.webhooks.inc({ outcome, why });
  metrics.webhookSeconds.observe({ outcome }, reply.elapsedTime / 1000);
  const place = event.kind === "other" ? {} : { project: event.project.path, iid: event.iid };
  // Most of what GitLab sends is no reason to do anything: the metric counts it.
  const level = outcome === "queued" || outcome === "repair" ? "info" : "debug";
  request.log[level](
    { event: event.name, ...place, outcome, why, delivery: deliveryId(request.headers) },
    `webhook ${outcome}: ${why}`,
  );
}
