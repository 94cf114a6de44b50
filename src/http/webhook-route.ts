import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from "fastify";
import type { Instant } from "../domain/schedule/types.ts";
import { charsetOf, parseBody } from "./body.ts";
import type { ReceiverLimits } from "./limits.ts";
import { type IssueEvent, type NoteEvent, readEvent, type WebhookEvent } from "./payload.ts";
import { createRecentlySeen } from "./recently-seen.ts";
import { Refusal } from "./refusal.ts";
import { type Decision, decideRelevance } from "./relevance.ts";
import type { Keys } from "./secrets.ts";
import type { ReceiverDependencies } from "./types.ts";
import { checkHeaders, deliveryId, verifyDelivery } from "./verify.ts";
import { createWithin } from "./within.ts";

export interface WebhookRoute extends ReceiverDependencies {
  readonly keys: () => Keys;
  readonly limits: ReceiverLimits;
}

/** What became of a delivery that was understood; the answer shows it in GitLab's list of recent events. */
interface Outcome {
  readonly outcome: "queued" | "repair" | "ignored" | "duplicate";
  readonly why: string;
}

type InTime = ReturnType<typeof createWithin>;

const TYPE = "application/json";

/** `POST /webhooks/gitlab`: 200 once everything that follows from a delivery cannot be lost any more. */
export function addWebhookRoute(app: FastifyInstance, route: WebhookRoute): void {
  const { keys, limits, metrics, now } = route;
  const inTime = createWithin(limits.enqueueMs);
  const seen = createRecentlySeen(limits.rememberDeliveries, limits.rememberMs);
  app.addContentTypeParser(TYPE, { parseAs: "buffer", bodyLimit: limits.bodyBytes }, (_request, body, done) =>
    done(null, body),
  );
  app.post(
    "/webhooks/gitlab",
    { bodyLimit: limits.bodyBytes, onRequest: inOneStep(createGate(keys, now), createQueueForLargeBodies(limits)) },
    async (request, reply) => {
      const event = understand(request, keys(), now());
      const id = deliveryId(request.headers);
      const key = id === null || event.kind === "other" ? null : `${event.project.id} ${id}`;
      const at = Date.parse(now());
      const known = key !== null && seen.has(key, at);
      const outcome: Outcome = known ? { outcome: "duplicate", why: "seen" } : await act(event, route, inTime);
      if (key !== null) seen.add(key, at);
      record(request, reply, event, outcome, metrics);
      return outcome;
    },
  );
}

type Check = (request: FastifyRequest, reply: FastifyReply) => void;

/** A hook of promises would make each webhook wait for turns of the event loop that nothing needs. */
function inOneStep(...checks: readonly Check[]): onRequestHookHandler {
  return (request, reply, done) => {
    try {
      for (const check of checks) check(request, reply);
    } catch (error) {
      done(error as Refusal);
      return;
    }
    done();
  };
}

/** Refuses what cannot be right before its body is read. */
function createGate(keys: () => Keys, now: () => Instant) {
  return (request: FastifyRequest): void => {
    const { "content-type": type = "", "content-encoding": encoding = "identity" } = request.headers;
    if (encoding.toLowerCase() !== "identity") throw new Refusal("unsupported-encoding");
    const charset = charsetOf(type) ?? "utf-8";
    if (charset !== "utf-8" && charset !== "utf8") throw new Refusal("unsupported-type");
    checkHeaders(keys(), request.headers, Date.parse(now()));
  };
}

/** Bodies are read before their signature can be checked, so strangers may send large ones: a few at a time. */
function createQueueForLargeBodies({ largeBodyBytes, largeBodies }: ReceiverLimits) {
  let reading = 0;
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const announced = request.headers["content-length"];
    if (announced !== undefined && Number(announced) <= largeBodyBytes) return;
    if (reading >= largeBodies) throw new Refusal("busy");
    reading += 1;
    reply.raw.once("close", () => {
      reading -= 1;
    });
  };
}

function understand(request: FastifyRequest, keys: Keys, at: Instant): WebhookEvent {
  if (!Buffer.isBuffer(request.body)) throw new Refusal("unsupported-type");
  verifyDelivery(keys, request.headers, request.body, Date.parse(at));
  return readEvent(parseBody(request.body));
}

/** Does what an event asks for. Throws a `Refusal` where the queue did not take it: GitLab is to know. */
async function act(event: WebhookEvent, route: WebhookRoute, inTime: InTime): Promise<Outcome> {
  const decision = decideRelevance(event, route);
  if (decision.kind === "ignore" || event.kind === "other") return { outcome: "ignored", why: decision.why };
  try {
    await inTime(hand(event, decision, route));
  } catch (error) {
    throw new Refusal("not-queued", { cause: error });
  }
  return { outcome: decision.kind === "look" ? "queued" : "repair", why: decision.why };
}

function hand(
  event: IssueEvent | NoteEvent,
  decision: Exclude<Decision, { readonly kind: "ignore" }>,
  route: WebhookRoute,
): Promise<void> {
  const { id, path } = event.project;
  const project = route.projectKey?.(id, path) ?? path;
  const at = event.at ?? route.now();
  if (decision.kind === "look") {
    const { priority, delayMs } = decision;
    return route.enqueue({ project, reason: { kind: "webhook", event: event.name, at }, priority, delayMs });
  }
  const { iid, previous, written } = decision;
  return route.onOwnUpdate({ project, iid, previous, written, at });
}

function record(
  request: FastifyRequest,
  reply: FastifyReply,
  event: WebhookEvent,
  { outcome, why }: Outcome,
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
