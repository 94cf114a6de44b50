import { alertStatus } from "../../hooks/auto-disable.ts";
import { hookTriggers } from "../../hooks/triggers.ts";
import type { Delivery, StoredHook } from "../../world/model.ts";
import { tellsOfTokens } from "../../world/settings.ts";
import type { World } from "../../world/state.ts";

type Json = Readonly<Record<string, unknown>>;

/** A hook; neither of its tokens is ever shown. */
export function presentHook(world: World, hook: StoredHook): Json {
  return {
    id: hook.id,
    url: hook.url,
    name: hook.name,
    description: hook.description,
    created_at: hook.createdAt.toISOString(),
    ...(hook.project === null ? { group_id: hook.group?.id ?? null } : { project_id: hook.project.id }),
    ...Object.fromEntries(hookTriggers.map((trigger) => [trigger, hook.triggers.get(trigger) ?? false])),
    push_events_branch_filter: "",
    branch_filter_strategy: "wildcard",
    repository_update_events: false,
    enable_ssl_verification: hook.enableSslVerification,
    alert_status: alertStatus(hook, world.clock.now()),
    disabled_until: hook.disabledUntil?.toISOString() ?? null,
    url_variables: [],
    custom_webhook_template: hook.customTemplate,
    custom_headers: [...hook.customHeaders.keys()].map((key) => ({ key })),
    ...(tellsOfTokens(world.settings)
      ? { token_present: hook.token !== null, signing_token_present: hook.signingToken !== null }
      : {}),
  };
}

/** One entry of a hook's delivery record. */
export function presentDelivery(delivery: Delivery): Json {
  const headers = Object.entries(delivery.headers).map(([name, value]) => [
    name,
    name === "X-Gitlab-Token" ? "[REDACTED]" : value,
  ]);
  return {
    id: delivery.id,
    url: delivery.url,
    trigger: delivery.trigger.replace(/_events$/, "_hooks"),
    request_headers: Object.fromEntries(headers),
    request_data: JSON.parse(delivery.body) as unknown,
    response_headers: delivery.responseHeaders,
    response_body: delivery.responseBody,
    execution_duration: delivery.durationSeconds,
    response_status: delivery.status === null ? "internal error" : String(delivery.status),
    created_at: delivery.at,
  };
}
