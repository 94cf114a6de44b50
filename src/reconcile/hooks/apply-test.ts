import { PermanentError } from "../../domain/errors.ts";
import type { HookPlace, HookTrigger } from "../../gitlab/hooks-port.ts";
import { explainStatus, isReceived } from "./explain-failures.ts";
import type { WriteHooksDependencies, Written } from "./types.ts";

/** What GitLab says where there is nothing to make a sample of (`TestHooks::BaseService`). */
const NO_SAMPLE = /^Ensure /;

/**
 * Has GitLab send a sample, and looks whether the webhook works afterwards: a sample that is received enables a disabled one.
 * @throws PermanentError with what went wrong and a remedy.
 */
export async function applyTest(
  place: HookPlace,
  id: number,
  trigger: HookTrigger,
  { hooks }: WriteHooksDependencies,
): Promise<Written> {
  let said = await hooks.testHook(place, id, trigger);
  // The receiver answers 2xx to whatever is signed as it should be.
  if (said !== null && NO_SAMPLE.test(said)) said = await hooks.testHook(place, id, "push_events");
  if (said !== null && NO_SAMPLE.test(said)) throw noSample(said);
  if (said !== null) throw await failed(place, id, said, hooks);
  const hook = (await hooks.listHooks(place))?.find((one) => one.id === id);
  if (hook !== undefined && hook.alert !== "executable") {
    throw new PermanentError("the test was received, but GitLab still calls the webhook disabled", {
      code: "CADENCE_HOOK_STILL_DISABLED",
      status: null,
      remedy: "Press Test in the webhook's settings in GitLab, then run cadence hooks plan.",
    });
  }
  return { hookId: id, findings: [] };
}

function noSample(said: string): PermanentError {
  return new PermanentError(`GitLab has nothing to test the webhook with: ${said}`, {
    code: "CADENCE_HOOK_NO_SAMPLE",
    status: null,
    remedy: "Make an issue in the project, then run the same command again.",
  });
}

/** GitLab's refusal holds what the receiver answered, but not the status: the record of deliveries does. */
async function failed(
  place: HookPlace,
  id: number,
  said: string,
  hooks: WriteHooksDependencies["hooks"],
): Promise<PermanentError> {
  const list = await hooks.listDeliveries(place, id, { status: null, maxPages: 1 });
  const [latest] = list?.deliveries ?? [];
  const isKnown = latest !== undefined && !isReceived(latest);
  const { what, remedy } = isKnown
    ? explainStatus(latest.status)
    : { what: "GitLab does not say what came", remedy: explainStatus(null).remedy };
  return new PermanentError(`the test failed: ${what}${said === "" ? "" : ` ("${said}")`}`, {
    code: "CADENCE_HOOK_TEST_FAILED",
    status: latest?.status ?? null,
    remedy,
  });
}
