import type { Delivery, StoredHook, StoredProject } from "../world/model.ts";
import type { World } from "../world/state.ts";
import { takeFromBudget } from "../world/windows.ts";
import { alertStatus, recordFailure, recordSuccess } from "./auto-disable.ts";
import { post } from "./post.ts";
import { sign } from "./signature.ts";

export interface HookEvent {
  readonly trigger: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly eventUuid: string;
  /** The same again on a manual resend. */
  readonly idempotencyKey: string;
  /** A test or a resend: sent even where the hook is disabled. */
  readonly manual?: true;
}

const STORED_RESPONSE = 8 * 1024;

/**
 * Queues one delivery behind the earlier ones of its project. A disabled hook's events are dropped, not kept; so are
 * those over the namespace's rate. Nothing is ever sent again by itself. Returns null where it was dropped at once.
 */
export function deliver(
  world: World,
  project: StoredProject,
  hook: StoredHook,
  event: HookEvent,
): Promise<Delivery> | null {
  if (event.manual !== true && isDisabled(world, hook)) return null;
  const namespace = project.path.split("/")[0] ?? "";
  const limit = world.settings.limits.webhooksPerMinute;
  if (limit !== null && !takeFromBudget(world, `webhooks ${namespace}`, limit, 60)) return null;
  const delivery = buildDelivery(world, project, hook, event);
  world.deliveries.push(delivery);
  const before = world.deliveryChains.get(project.id) ?? Promise.resolve();
  const sent = before.then(() => attempt(world, hook, delivery));
  world.deliveryChains.set(project.id, sent);
  return sent.then(() => delivery);
}

function isDisabled(world: World, hook: StoredHook): boolean {
  return world.settings.autoDisableHooks && alertStatus(hook, world.clock.now()) !== "executable";
}

async function attempt(world: World, hook: StoredHook, delivery: Delivery): Promise<void> {
  if (Buffer.byteLength(delivery.body) > world.settings.webhookMaxBytes) {
    delivery.error = `internal error: request payload is larger than ${world.settings.webhookMaxBytes} bytes`;
    return;
  }
  const started = performance.now();
  const answer = await post(delivery.url, delivery.headers, delivery.body, {
    timeoutMs: world.settings.webhookTimeoutMs,
    verifyTls: hook.enableSslVerification,
  });
  delivery.durationSeconds = (performance.now() - started) / 1000;
  if ("error" in answer) delivery.error = answer.error;
  else {
    delivery.status = answer.status;
    delivery.responseBody = answer.body.slice(0, STORED_RESPONSE);
    delivery.responseHeaders = answer.headers;
  }
  const succeeded = delivery.status !== null && delivery.status >= 200 && delivery.status < 400;
  if (succeeded) recordSuccess(hook);
  else recordFailure(hook, world.clock.now());
}

function buildDelivery(world: World, project: StoredProject, hook: StoredHook, event: HookEvent): Delivery {
  const body = JSON.stringify(event.payload);
  const at = world.clock.now();
  return {
    id: world.nextId("delivery"),
    hookId: hook.id,
    projectId: project.id,
    url: hook.url,
    trigger: event.trigger,
    headers: buildHeaders(world, hook, event, body, Math.floor(at.getTime() / 1000)),
    body,
    status: null,
    error: null,
    responseBody: "",
    responseHeaders: {},
    durationSeconds: 0,
    at: at.toISOString(),
  };
}

function buildHeaders(
  world: World,
  hook: StoredHook,
  event: HookEvent,
  body: string,
  timestamp: number,
): Readonly<Record<string, string>> {
  const id = event.idempotencyKey;
  const signed =
    hook.signingToken === null ? {} : { "webhook-signature": sign(hook.signingToken, id, timestamp, body) };
  return {
    ...Object.fromEntries(hook.customHeaders),
    "Content-Type": "application/json",
    "User-Agent": `GitLab/${world.settings.version}`,
    "Idempotency-Key": id,
    "X-Gitlab-Event": eventName(event),
    "X-Gitlab-Webhook-UUID": world.uuid(),
    "X-Gitlab-Instance": world.url,
    "X-Gitlab-Event-UUID": event.eventUuid,
    ...(hook.token === null ? {} : { "X-Gitlab-Token": hook.token.replace(/[\r\n]/g, "") }),
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    ...signed,
  };
}

/** The trigger's name in the singular: `confidential_issues_events` is `Confidential Issue Hook`. */
function eventName(event: HookEvent): string {
  const words = event.trigger.replace(/_events$/, "").split("_");
  const singular = words.map((word) => (word === "issues" ? "issue" : word));
  return `${singular.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ")} Hook`;
}
