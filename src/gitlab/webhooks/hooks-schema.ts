import * as z from "zod/mini";
import { type Hook, type HookDelivery, OPTIONAL_EVENTS } from "../hooks-port.ts";
import { Count, GitLabInstant } from "../project/schema.ts";

const Maybe = <T extends z.core.$ZodType>(schema: T) => z.optional(z.nullable(schema));

/** `repository_update_events` is a matter of system hooks: it cannot be set here. */
const NOT_SETTABLE: ReadonlySet<string> = new Set(["repository_update_events"]);

/** A webhook. A state that is not known counts as able to run: GitLab would have told. GitLab docs: Project webhooks API. */
export const ApiHook = z.pipe(
  z.looseObject({
    id: Count,
    url: z.string(),
    enable_ssl_verification: Maybe(z.boolean()),
    token_present: Maybe(z.boolean()),
    signing_token_present: Maybe(z.boolean()),
    alert_status: Maybe(z.string()),
    disabled_until: Maybe(GitLabInstant),
    custom_webhook_template: Maybe(z.string()),
  }),
  z.transform(
    (hook): Hook => ({
      id: hook.id,
      url: hook.url,
      events: Object.keys(hook).filter(
        (key) => key.endsWith("_events") && hook[key] === true && !NOT_SETTABLE.has(key),
      ),
      ...unsentOf(hook),
      sslVerification: hook.enable_ssl_verification ?? true,
      hasToken: hook.token_present ?? null,
      hasSigningToken: hook.signing_token_present ?? null,
      alert: alertOf(hook.alert_status),
      disabledUntil: hook.disabled_until ?? null,
      hasTemplate: (hook.custom_webhook_template ?? "") !== "",
    }),
  ),
);

function unsentOf(hook: Readonly<Record<string, unknown>>): Pick<Hook, "unsent"> {
  const unsent = OPTIONAL_EVENTS.filter((event) => hook[event] === false);
  return unsent.length === 0 ? {} : { unsent };
}

function alertOf(status: string | null | undefined): Hook["alert"] {
  return status === "disabled" || status === "temporarily_disabled" ? status : "executable";
}

/** Webhooks by ascending id, each once. */
export const ApiHooks = z.pipe(
  z.array(ApiHook),
  z.transform((hooks): readonly Hook[] =>
    [...new Map(hooks.map((hook) => [hook.id, hook])).values()].sort((a, b) => a.id - b.id),
  ),
);

const Headers = Maybe(z.record(z.string(), z.unknown()));
const MAX_ANSWER = 200;

const ApiDelivery = z.pipe(
  z.object({
    id: Count,
    response_status: Maybe(z.union([z.string(), z.number()])),
    response_body: Maybe(z.string()),
    request_headers: Headers,
    response_headers: Headers,
    created_at: Maybe(GitLabInstant),
  }),
  z.transform((row): HookDelivery => {
    const status = Number(row.response_status ?? "");
    return {
      id: row.id,
      key: headerOf(row.request_headers, "Idempotency-Key"),
      at: row.created_at ?? instantOf(row),
      // GitLab writes `internal error` where no answer came.
      status: Number.isInteger(status) && status >= 100 ? status : null,
      answer: (row.response_body ?? "").replace(/\s+/g, " ").trim().slice(0, MAX_ANSWER),
    };
  }),
);

export const ApiDeliveries = z.array(ApiDelivery);

interface Stamped {
  readonly request_headers?: Readonly<Record<string, unknown>> | null | undefined;
  readonly response_headers?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Older versions do not say when a delivery was; its own headers may. */
function instantOf({ request_headers, response_headers }: Stamped): string | null {
  const seconds = Number(headerOf(request_headers, "webhook-timestamp") ?? Number.NaN);
  const at = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(headerOf(response_headers, "Date") ?? "");
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function headerOf(headers: Readonly<Record<string, unknown>> | null | undefined, name: string): string | null {
  const wanted = name.toLowerCase();
  const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === wanted)?.[1];
  return typeof found === "string" && found !== "" ? found : null;
}

export const ApiResent = z.object({ response_status: Maybe(Count) });
