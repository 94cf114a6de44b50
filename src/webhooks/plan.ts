import { type Reason, reason } from "../domain/reason.ts";
import { NEEDED_EVENTS, OPTIONAL_EVENTS } from "../gitlab/hooks-port.ts";
import { isOurHook, isSameAddress, sendsTo } from "./address.ts";
import { secretReason } from "./secret.ts";
import type { HookChange, HookFinding, HookPlan, HookStep, ObservedHook, PlaceState, WantedHook } from "./types.ts";
import { findingsOf } from "./warnings.ts";

/**
 * What to do about the webhooks of one place, and why. Pure. Webhooks of other addresses are left alone; of ours the one
 * with the lowest id stays, its name, headers and filters as people set them.
 */
export function planHooks(state: PlaceState, wanted: WantedHook): HookPlan {
  const ours = state.hooks.filter(({ url }) => isOurHook(url, wanted));
  const [kept, ...others] = ours;
  // Without an address to go by, those of two services may both look like ours.
  const doubles = others.filter(({ url }) => wanted.url !== null || isSameAddress(url, kept?.url ?? ""));
  const plan = (hookId: number | null, steps: readonly HookStep[], findings: readonly HookFinding[]): HookPlan => ({
    place: state.place,
    path: state.path,
    hookId,
    steps,
    findings: [...findings, ...findingsOf(state, wanted)],
  });
  if (state.coveredBy !== null) {
    const above = state.coveredBy;
    const text = `the webhook of the group ${above} sends the same: each event would come twice`;
    const steps = ours.map(({ id }) => removal(id, reason("doubled-by-group", text, { group: above })));
    const covered = fine(
      null,
      reason("covered-by-group", `the webhook of the group ${above} serves it`, { group: above }),
    );
    return plan(null, steps, ours.length === 0 ? [covered] : []);
  }
  if (kept === undefined) {
    const hidden = state.isAboveHidden ? [hiddenAbove()] : [];
    return plan(null, creation(wanted), wanted.url === null ? [missingHook(wanted)] : hidden);
  }
  const reasons = differences(kept, wanted);
  const steps: HookStep[] = [];
  if (reasons.length > 0) steps.push({ kind: "repair-hook", hookId: kept.id, reasons, change: changeOf(kept, wanted) });
  for (const sample of samples(kept, reasons, wanted)) steps.push(sample);
  const text = `it sends the same as #${kept.id}: each event comes twice`;
  for (const { id } of doubles) steps.push(removal(id, reason("doubled", text, { kept: kept.id })));
  const isWrong =
    steps.some(({ kind }) => kind !== "remove-hook") ||
    findingsOf(state, wanted).some(({ level, hookId }) => level === "warning" && hookId === kept.id);
  return plan(kept.id, steps, isWrong ? [] : [fine(kept.id, reason("hook-fine", "it is as it should be"))]);
}

/** What of a webhook is not as it should be, each with its reason; empty where all is. Pure. */
export function differences(hook: ObservedHook, wanted: WantedHook): readonly Reason[] {
  const reasons: Reason[] = [];
  if (wanted.url !== null && !isSameAddress(hook.url, wanted.url)) {
    const text = `it sends to ${hook.url}, the service's former address; GitLab forgets custom headers with it`;
    reasons.push(reason("hook-address", text, { url: hook.url }));
  } else if (wanted.url !== null && !sendsTo(hook.url, wanted.url)) {
    reasons.push(
      reason("hook-address", `its address is ${hook.url}: the slash makes it another one`, { url: hook.url }),
    );
  }
  const { on, off } = eventsOf(hook);
  if (on.length > 0) {
    reasons.push(reason("events-missing", `it does not send ${listOf(on)}`, { events: on }));
  }
  if (off.length > 0) {
    const text = `it sends ${listOf(off)}, which nobody here reads and which count as deliveries`;
    reasons.push(reason("events-unneeded", text, { events: off }));
  }
  if (!hook.sslVerification) {
    reasons.push(reason("ssl-verification-off", "GitLab does not check the certificate of the service"));
  }
  const secret = secretReason(hook, wanted);
  return secret === null ? reasons : [...reasons, secret];
}

/** A change that puts all right at once. The secret can't be read, so it is set with whatever else is. */
function changeOf(hook: ObservedHook, { url, proof }: WantedHook): HookChange {
  return { url: url ?? hook.url, ...eventsOf(hook), sslVerification: true, proof };
}

function eventsOf({ events }: Pick<ObservedHook, "events">): Pick<HookChange, "on" | "off"> {
  const needed: readonly string[] = NEEDED_EVENTS;
  const known: readonly string[] = [...NEEDED_EVENTS, ...OPTIONAL_EVENTS];
  return {
    on: needed.filter((event) => !events.includes(event)),
    off: events.filter((event) => !known.includes(event)),
  };
}

function creation({ url, proof, test }: WantedHook): readonly HookStep[] {
  if (url === null) return [];
  // GitLab's default for a new webhook is to send pushes.
  const change = {
    url,
    on: [...NEEDED_EVENTS, ...OPTIONAL_EVENTS],
    off: ["push_events"],
    sslVerification: true,
    proof,
  };
  const created: HookStep = {
    kind: "create-hook",
    change,
    reasons: [reason("hook-missing", `nothing sends to ${url}`)],
  };
  return test ? [created, testing(null, reason("test-asked-for", "people asked for a test"))] : [created];
}

/** A disabled webhook comes back with a sample that is received, and not before; nor does a secret show to be right without one. */
function samples(hook: ObservedHook, reasons: readonly Reason[], { test }: WantedHook): readonly HookStep[] {
  if (hook.alert !== "executable") {
    const text = "GitLab has disabled it; a sample that the service takes enables it again";
    return [testing(hook.id, reason("enable-again", text, { alert: hook.alert }))];
  }
  if (test) return [testing(hook.id, reason("test-asked-for", "people asked for a test"))];
  // Where GitLab tells nothing of secrets, each write of one is tested anyway.
  const isRefused = reasons.some(({ rule }) => rule === "secret-refused") && hook.hasToken !== null;
  return isRefused
    ? [testing(hook.id, reason("secret-set", "a sample shows whether the service knows the secret now"))]
    : [];
}

function testing(hookId: number | null, why: Reason): HookStep {
  return { kind: "test-hook", hookId, trigger: "issues_events", reasons: [why] };
}

function removal(hookId: number, why: Reason): HookStep {
  return { kind: "remove-hook", hookId, reasons: [why] };
}

function missingHook({ commandName }: WantedHook): HookFinding {
  return {
    level: "warning",
    hookId: null,
    reason: reason("hook-missing", "no webhook sends to an address that ends with /webhooks/gitlab"),
    remedy: `Make one: ${commandName} hooks apply --config cadence.yml --url https://...`,
  };
}

function hiddenAbove(): HookFinding {
  const text =
    "GitLab does not show the token webhooks of the groups above: with one to the same address events come twice";
  return { level: "note", hookId: null, reason: reason("groups-above-hidden", text), remedy: "" };
}

function fine(hookId: number | null, why: Reason): HookFinding {
  return { level: "fine", hookId, reason: why, remedy: "" };
}

function listOf(events: readonly string[]): string {
  return events.map((event) => event.replace(/_events$/, "").replaceAll("_", " ")).join(", ");
}
