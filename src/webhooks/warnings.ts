import { reason } from "../domain/reason.ts";
import { isLikeOurs, isOurHook } from "./address.ts";
import { describeFailing, disabledReason, failingNow, remedyOfStatus } from "./explain-failures.ts";
import type { HookFinding, ObservedHook, PlaceState, WantedHook } from "./types.ts";

/** What is to be known of the webhooks of a place, and what a person can do about it. Pure. */
export function findingsOf({ hooks }: PlaceState, wanted: WantedHook): readonly HookFinding[] {
  return hooks.flatMap((hook) => {
    if (isOurHook(hook.url, wanted))
      return [...deliveryFindings(hook, wanted), ...templateFindings(hook), ...emojiFindings(hook)];
    return isLikeOurs(hook.url) ? [otherAddress(hook, wanted)] : [];
  });
}

function deliveryFindings(hook: ObservedHook, { commandName }: WantedHook): readonly HookFinding[] {
  const failing = failingNow(hook.deliveries);
  const isDisabled = hook.alert !== "executable";
  if (failing === null && !isDisabled) return [];
  const why = isDisabled
    ? disabledReason(hook, failing)
    : reason("deliveries-fail", describeFailing(failing), {
        status: failing?.status ?? null,
        since: failing?.since ?? null,
        failures: failing?.count ?? null,
      });
  const remedy =
    failing === null
      ? `Look whether the service runs, then run ${commandName} hooks apply: a test that is received enables it again.`
      : remedyOfStatus(failing.status, commandName);
  return [{ level: "warning", hookId: hook.id, reason: why, remedy }];
}

function templateFindings({ id, hasTemplate }: ObservedHook): readonly HookFinding[] {
  if (!hasTemplate) return [];
  const text = "a template gives what it sends another form, which the service cannot read";
  const remedy = "Clear the custom webhook template in the webhook's settings in GitLab.";
  return [{ level: "warning", hookId: id, reason: reason("custom-template", text), remedy }];
}

/** Only drafts that wait for approval are seen sooner by it: nothing is wrong without. */
function emojiFindings({ id, unsent = [] }: ObservedHook): readonly HookFinding[] {
  if (unsent.length === 0) return [];
  const text = "it sends no emoji events: a thumbs-up on a draft (draft_for: until-approved) is seen at the next look";
  const remedy = "Tick Emoji events in the webhook's settings in GitLab, where drafts wait for approval.";
  return [{ level: "note", hookId: id, reason: reason("emoji-events-off", text, { events: [...unsent] }), remedy }];
}

function otherAddress({ id, url }: ObservedHook, { commandName }: WantedHook): HookFinding {
  const why = reason("other-address", `it sends to ${url}: left alone, it may belong to another service`, { url });
  const remedy = `If this service had that address before: ${commandName} hooks apply --former-url with it.`;
  return { level: "note", hookId: id, reason: why, remedy };
}
