import { isSigningToken } from "../hooks/signature.ts";
import { hookTriggers } from "../hooks/triggers.ts";
import { ApiError } from "../http/api-error.ts";
import type { Call } from "../http/call.ts";
import { flag, readInput, text } from "../http/input.ts";
import type { StoredHook } from "../world/model.ts";
import { signsWebhooks } from "../world/settings.ts";

/** Applies a hook's parameters. `url` is required on a change too; a change of it resets the secret token and custom headers. */
export function applyHookInput(call: Call, hook: StoredHook): void {
  const input = readInput(call.input);
  const url = input.required("url", text);
  const name = input.get("name", text);
  const description = input.get("description", text);
  const token = input.get("token", text);
  const signingToken = input.get("signing_token", text);
  const verify = input.get("enable_ssl_verification", flag);
  const template = input.nullable("custom_webhook_template", text);
  const triggers = hookTriggers.map((trigger) => [trigger, input.get(trigger, flag)] as const);
  input.check();
  checkUrl(url);
  // Where GitLab does not know the parameter it is ignored, as all unknown ones are.
  const knowsSigning = signsWebhooks(call.world.settings);
  if (knowsSigning && signingToken !== undefined && signingToken !== "" && !isSigningToken(signingToken)) {
    throw unprocessable("Signing token must be whsec_ followed by the base64 of 32 bytes");
  }
  if (hook.url !== "" && hook.url !== url) {
    hook.token = null;
    hook.customHeaders.clear();
  }
  hook.url = url;
  if (name !== undefined) hook.name = name;
  if (description !== undefined) hook.description = description;
  if (token !== undefined) hook.token = token === "" ? null : token;
  if (knowsSigning && signingToken !== undefined) hook.signingToken = signingToken === "" ? null : signingToken;
  if (verify !== undefined) hook.enableSslVerification = verify;
  if (template !== undefined) hook.customTemplate = template;
  for (const [trigger, wanted] of triggers) if (wanted !== undefined) hook.triggers.set(trigger, wanted);
  readPairs(call.input["custom_headers"], hook.customHeaders);
}

export function unprocessable(message: string): ApiError {
  return new ApiError(422, { error: message });
}

function checkUrl(url: string): void {
  const usable = /^https?:\/\/[^\s/]+/.test(url) && URL.canParse(url.replace(/[{}]/g, ""));
  if (!usable) throw unprocessable("Invalid url given");
}

function readPairs(value: unknown, target: Map<string, string>): void {
  if (!Array.isArray(value)) return;
  target.clear();
  for (const pair of value as readonly { readonly key?: unknown; readonly value?: unknown }[]) {
    if (typeof pair?.key === "string") target.set(pair.key, String(pair.value ?? ""));
  }
}
