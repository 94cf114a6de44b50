import { type Reason, reason } from "../domain/reason.ts";
import { DELIVERIES_PER_PAGE, type Hook, type HookDelivery } from "../gitlab/hooks-port.ts";

/** The deliveries that failed one after another up to now. GitLab counts 2xx and 3xx as received. */
export interface Failing {
  readonly status: number | null;
  readonly answer: string;
  readonly count: number;
  /** There may be more than were read. */
  readonly isAtLeast: boolean;
  /** The first and the last of them, ISO 8601 in UTC; null where GitLab does not tell. */
  readonly since: string | null;
  readonly last: string | null;
}

/** Whether GitLab takes a delivery for received (`WebHookService`: success or redirection). */
export function isReceived({ status }: Pick<HookDelivery, "status">): boolean {
  return status !== null && status >= 200 && status < 400;
}

/** What fails now, by deliveries of which the latest is first; null where the latest was received, or there are none. */
export function failingNow(deliveries: readonly HookDelivery[] | null): Failing | null {
  const [latest] = deliveries ?? [];
  if (deliveries === null || latest === undefined || isReceived(latest)) return null;
  const end = deliveries.findIndex(isReceived);
  const row = end < 0 ? deliveries : deliveries.slice(0, end);
  return {
    status: latest.status,
    answer: latest.answer,
    count: row.length,
    isAtLeast: end < 0 && deliveries.length >= DELIVERIES_PER_PAGE,
    since: row.at(-1)?.at ?? null,
    last: latest.at,
  };
}

/** What a status of a delivery says; null where no answer came. */
export function whatStatus(status: number | null): string {
  if (status === null) return "GitLab got no answer";
  if (status === 401) return "the answer was 401, the secret is refused";
  if (status === 404 || status === 405) return `the answer was ${status}, there is no receiver`;
  return `the answer was ${status}`;
}

/** What to do about deliveries that end with this status. */
export function remedyOfStatus(status: number | null, commandName: string): string {
  if (status === null) {
    return "Look whether the service runs and GitLab can reach its address: name, port, firewall, a certificate that GitLab trusts; it waits 10 seconds at most.";
  }
  if (status === 401) {
    return `The service does not know the webhook's secret: give it and this command the same CADENCE_SIGNING_TOKEN (or CADENCE_WEBHOOK_TOKEN alone), then run ${commandName} hooks apply --rotate. Clocks more than 5 minutes apart are refused as well.`;
  }
  if (status === 404 || status === 405) {
    return "Check the address, and that the proxy in front of the service passes /webhooks/gitlab.";
  }
  if (status === 503) return "The service could not reach its queue, or stopped: look at its /readyz and its log.";
  if (status >= 500) return "Look at the log of the service, and of the proxy in front of it.";
  return "Look at the log of the service; 403 and 413 are mostly a proxy's.";
}

/** Why GitLab disabled a webhook, as far as its deliveries tell. GitLab docs: Auto-disabled webhooks. */
export function disabledReason(hook: Hook, failing: Failing | null): Reason {
  const forGood = hook.alert === "disabled";
  const how = forGood
    ? "GitLab has disabled it for good"
    : `GitLab has disabled it${hook.disabledUntil === null ? " for a while" : ` until ${inSeconds(hook.disabledUntil)}`}`;
  return reason(
    forGood ? "hook-disabled" : "hook-disabled-for-a-while",
    `${how}, events are dropped: ${describeFailing(failing)}`,
    {
      disabledUntil: hook.disabledUntil,
      failures: failing?.count ?? null,
      status: failing?.status ?? null,
      since: failing?.since ?? null,
    },
  );
}

/** What fails, how often, since when. */
export function describeFailing(failing: Failing | null): string {
  if (failing === null) return "its latest deliveries do not tell why";
  const { status, answer, count, isAtLeast, since } = failing;
  const times = count === 1 ? "the latest delivery" : `${isAtLeast ? "at least " : ""}${count} deliveries in a row`;
  const from = since === null ? "" : ` ${count === 1 ? "at" : "since"} ${inSeconds(since)}`;
  const said = answer === "" ? "" : ` ("${answer}")`;
  return `${times} failed${from}, ${whatStatus(status)}${said}`;
}

function inSeconds(instant: string): string {
  return instant.replace(/\.\d+Z$/, "Z");
}
