import { isPermanentError, isUnknownOutcomeError, PermanentError, type UnknownOutcomeError } from "../domain/errors.ts";
import { reason } from "../domain/reason.ts";
import type { Hook, HookPlace, HookSettings } from "../gitlab/hooks-port.ts";
import { isOurHook } from "./address.ts";
import { applyTest } from "./apply-test.ts";
import { differences } from "./plan.ts";
import { signingIgnored } from "./secret.ts";
import type { HookChange, HookFinding, HookSecrets, HookStep, WriteHooksDependencies, Written } from "./types.ts";

type Step<K extends HookStep["kind"]> = Extract<HookStep, { readonly kind: K }>;

/**
 * Makes a webhook and reads it back. GitLab knows no key that makes a second creation harmless: where the answer got lost, the list
 * tells whether it is there, and of two made at the same moment the later one goes (law 1).
 */
export async function applyCreation(
  place: HookPlace,
  { change }: Step<"create-hook">,
  deps: WriteHooksDependencies,
): Promise<Written> {
  let made: number | null = null;
  let lost: UnknownOutcomeError | null = null;
  try {
    made = (await deps.hooks.createHook(place, settingsOf(change, deps.secrets))).id;
  } catch (error) {
    if (!isUnknownOutcomeError(error)) throw error;
    lost = error;
  }
  const [first, ...later] = await listOurs(place, deps);
  if (first === undefined) throw lost ?? notStored(["GitLab does not list it"], deps);
  if (made !== null && later.some(({ id }) => id === made)) await deps.hooks.deleteHook(place, made);
  return finish(place, first, change, deps);
}

/** Puts a webhook right and reads it back. */
export async function applyRepair(
  place: HookPlace,
  { hookId, change }: Step<"repair-hook">,
  deps: WriteHooksDependencies,
): Promise<Written> {
  await deps.hooks.updateHook(place, hookId, settingsOf(change, deps.secrets));
  const hook = (await listOurs(place, deps)).find(({ id }) => id === hookId);
  if (hook === undefined) throw notStored(["GitLab does not list it any more"], deps);
  return finish(place, hook, change, deps);
}

function settingsOf({ proof, ...change }: HookChange, { signingToken, token }: HookSecrets): HookSettings {
  return {
    ...change,
    ...(proof === "signature" && signingToken !== null ? { signingToken } : {}),
    ...(proof === "token" && token !== null ? { token } : {}),
  };
}

async function listOurs(place: HookPlace, { hooks, wanted }: WriteHooksDependencies): Promise<readonly Hook[]> {
  const all = (await hooks.listHooks(place)) ?? [];
  return all.filter(({ url }) => isOurHook(url, wanted));
}

/** Sees to the secret, which GitLab may have ignored, and to everything else being stored as it was sent. */
async function finish(
  place: HookPlace,
  hook: Hook,
  { proof }: HookChange,
  deps: WriteHooksDependencies,
): Promise<Written> {
  const wrong = differences({ ...hook, deliveries: null }, { ...deps.wanted, proof: null, rotate: false });
  if (wrong.length > 0)
    throw notStored(
      wrong.map(({ text }) => text),
      deps,
    );
  if (proof === "token" && hook.hasToken === false) throw notStored(["it has no secret token"], deps);
  const fallback = proof === "signature" && hook.hasSigningToken !== true ? await fallBack(place, hook, deps) : [];
  // An older GitLab does not tell whether a secret is set: the next run learns it from what became of a delivery.
  const isTold = hook.hasToken !== null || proof === null || deps.wanted.test;
  const tested = isTold ? [] : await testOnce(place, hook.id, deps);
  return { hookId: hook.id, findings: [...fallback, ...tested] };
}

/** The webhook is made whatever comes of its test. */
async function testOnce(place: HookPlace, id: number, deps: WriteHooksDependencies): Promise<readonly HookFinding[]> {
  try {
    return (await applyTest(place, id, "issues_events", deps)).findings;
  } catch (error) {
    if (!isPermanentError(error)) throw error;
    return [{ level: "warning", hookId: id, reason: reason("test-failed", error.message), remedy: error.remedy }];
  }
}

/** GitLab ignores a signing token where it does not know it: before 19.0, and behind a feature flag. */
async function fallBack(
  place: HookPlace,
  { id, url }: Hook,
  { hooks, secrets: { token } }: WriteHooksDependencies,
): Promise<readonly HookFinding[]> {
  const ignored = "GitLab ignored the signing token (it is older than 19.0, or its flag webhook_signing_token is off)";
  if (token === null) {
    throw new PermanentError(`${ignored}, so the service would refuse what this webhook sends`, {
      code: "CADENCE_HOOK_NOT_SIGNED",
      status: null,
      remedy: "Set CADENCE_WEBHOOK_TOKEN for this command, and for the service in place of CADENCE_SIGNING_TOKEN.",
    });
  }
  await hooks.updateHook(place, id, { url, token });
  return [signingIgnored(id, `${ignored}: the webhook has the secret token instead, in plain text with each delivery`)];
}

function notStored(what: readonly string[], { wanted: { commandName } }: WriteHooksDependencies): PermanentError {
  return new PermanentError(`GitLab took the webhook, but stored something else: ${what.join("; ")}`, {
    code: "CADENCE_HOOK_NOT_STORED",
    status: null,
    remedy: `Run ${commandName} hooks plan to see how it is now; somebody may have changed it at the same moment.`,
  });
}
