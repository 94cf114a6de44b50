import { PermanentError } from "../domain/errors.ts";
import { reason } from "../domain/reason.ts";
import type { HookPlace, HookTrigger } from "../gitlab/hooks-port.ts";
import { isReceived, remedyOfStatus, whatStatus } from "./explain-failures.ts";
import type { WriteHooksDependencies, Written } from "./types.ts";

/** What GitLab says where there is nothing to make a sample of (`TestHooks::BaseService`). */
const NO_SAMPLE = /^Ensure /;

/**
 * Has GitLab send a sample, and looks whether the webhook works afterwards: a sample that is received enables a disabled one.
 * Where GitLab has nothing to make one of, that is a note, but for a disabled webhook an error.
 * @throws PermanentError with what went wrong and a remedy.
 */
export async function applyTest(
  place: HookPlace,
  id: number,
  trigger: HookTrigger,
  { hooks, wanted: { commandName } }: WriteHooksDependencies,
): Promise<Written> {
  const makeIssue = `Make an issue in the project, then run ${commandName} hooks apply --test.`;
  let said = await hooks.testHook(place, id, trigger);
  // The receiver answers 2xx to whatever is signed as it should be.
  if (said !== null && NO_SAMPLE.test(said)) said = await hooks.testHook(place, id, "push_events");
  const isUntested = said !== null && NO_SAMPLE.test(said);
  if (said !== null && !isUntested) throw await failed(place, id, said, { hooks, commandName });
  const hook = (await hooks.listHooks(place))?.find((one) => one.id === id);
  const isDisabled = hook !== undefined && hook.alert !== "executable";
  if (isUntested && isDisabled) throw stillDisabled(`GitLab has nothing to test it with (${said})`, makeIssue);
  if (isDisabled) throw stillDisabled("the test was received", "Press Test in the webhook's settings in GitLab.");
  if (!isUntested) return { hookId: id, findings: [] };
  const why = reason("nothing-to-test-with", `not tested, GitLab has nothing to make a sample of: ${said}`);
  return { hookId: id, findings: [{ level: "note", hookId: id, reason: why, remedy: makeIssue }] };
}

function stillDisabled(why: string, remedy: string): PermanentError {
  const message = `GitLab still calls the webhook disabled: ${why}`;
  return new PermanentError(message, { code: "CADENCE_HOOK_STILL_DISABLED", status: null, remedy });
}

/** GitLab's refusal holds what the receiver answered, but not the status: the record of deliveries does. */
async function failed(
  place: HookPlace,
  id: number,
  said: string,
  { hooks, commandName }: { readonly hooks: WriteHooksDependencies["hooks"]; readonly commandName: string },
): Promise<PermanentError> {
  const list = await hooks.listDeliveries(place, id, { status: null, maxPages: 1 });
  const [latest] = list?.deliveries ?? [];
  const isKnown = latest !== undefined && !isReceived(latest);
  const status = isKnown ? latest.status : null;
  const what = isKnown ? whatStatus(status) : "GitLab does not say what came";
  return new PermanentError(`the test failed: ${what}${said === "" ? "" : ` ("${said}")`}`, {
    code: "CADENCE_HOOK_TEST_FAILED",
    status: latest?.status ?? null,
    remedy: remedyOfStatus(status, commandName),
  });
}
