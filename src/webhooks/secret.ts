import { type Reason, reason } from "../domain/reason.ts";
import { failingNow, isReceived } from "./explain-failures.ts";
import type { HookFinding, HookSecrets, ObservedHook, Proof, WantedHook } from "./types.ts";

/**
 * Why the secret of a webhook is to be set; null where it may stay. GitLab never tells the secret, only whether there is one (since
 * 19.0). But the receiver tells: what it answered with 2xx it knew, what it answered with 401 it did not.
 */
export function secretReason(hook: ObservedHook, { proof, rotate }: WantedHook): Reason | null {
  if (proof === null) return null;
  if (rotate) return reason("rotate", "people asked for the secret to be set anew");
  if (proof === "signature" && hook.hasSigningToken !== true) {
    return reason("no-signing-token", "it does not sign what it sends");
  }
  if (proof === "token" && hook.hasToken === false) return reason("no-secret-token", "it has no secret token");
  // With a signing token on the webhook the receiver asks for a signature, and finds one by a key it was not given.
  const [latest] = hook.deliveries ?? [];
  if (failingNow(hook.deliveries)?.status === 401) {
    return reason("secret-refused", "the service answered its latest delivery with 401: it does not know the secret", {
      at: latest?.at ?? null,
    });
  }
  const isKnown = hook.hasToken === true || (hook.deliveries ?? []).some(isReceived);
  if (proof === "token" && !isKnown) {
    return reason("secret-unknown", "this GitLab does not tell whether it has a secret, and no delivery was received");
  }
  return null;
}

/** How webhooks can prove themselves to the service with what it knows, on a GitLab of this version. Pure. */
export function chooseProof(
  { signingToken, token }: HookSecrets,
  version: string,
): { readonly proof: Proof | null; readonly finding: HookFinding | null } {
  if (signingToken === null) return { proof: token === null ? null : "token", finding: null };
  if (Number(/^\d+/.exec(version)?.[0] ?? SIGNS_FROM) >= SIGNS_FROM) return { proof: "signature", finding: null };
  const text = `this GitLab is ${version}, and signing tokens came with ${SIGNS_FROM}.0`;
  if (token !== null)
    return { proof: "token", finding: signingIgnored(null, `${text}: webhooks get the secret token`) };
  return { proof: null, finding: signingIgnored(null, `${text}: webhooks need CADENCE_WEBHOOK_TOKEN`) };
}

/** GitLab docs, Project webhooks API: `signing_token` since 19.0. */
const SIGNS_FROM = 19;

/** The warning that goes with a webhook that cannot sign. */
export function signingIgnored(hookId: number | null, text: string): HookFinding {
  const remedy =
    "Run the service with CADENCE_WEBHOOK_TOKEN and without CADENCE_SIGNING_TOKEN: with both it asks for a signature.";
  return { level: "warning", hookId, reason: reason("signing-token-ignored", text), remedy };
}
