import * as z from "zod/mini";
import { parseErrorText } from "../errors/error-text.ts";
import {
  DELIVERIES_PER_PAGE,
  type DeliveryFilter,
  type DeliveryList,
  type HookDelivery,
  type HookPlace,
  type HookTrigger,
} from "../hooks-port.ts";
import type { CallFailure } from "../http/call-failure.ts";
import { nextLink } from "../http/pages.ts";
import { type CallContext, callOrNull } from "../project/call.ts";
import { endpoint, isClosed, reads, request, sendOne, writes } from "./hooks-request.ts";
import { ApiDeliveries, ApiResent } from "./hooks-schema.ts";

/** What GitLab says of a delivery that went wrong: 422 with whatever the receiver answered, which may be nothing. */
function isUndelivered({ status }: CallFailure): boolean {
  return status === 422;
}

/** `HookGitLab.testHook`. */
export async function testHook(
  context: CallContext,
  place: HookPlace,
  id: number,
  trigger: HookTrigger,
): Promise<string | null> {
  const operation = writes(context, place, "test webhooks", "once");
  let said = "";
  const one = request(context, "POST", endpoint(place, `/${id}/test/${trigger}`));
  const failed = (failure: CallFailure): boolean => {
    if (!isUndelivered(failure)) return false;
    said = failure.outcome.kind === "answer" ? (parseErrorText(failure.outcome.body).text ?? "") : "";
    return true;
  };
  const answer = await callOrNull(context, operation, z.object({}), failed, async () => {
    return (await sendOne(context, operation, one)).body;
  });
  return answer === null ? context.secret.redact(said) : null;
}

/** `HookGitLab.listDeliveries`. */
export async function listDeliveries(
  context: CallContext,
  place: HookPlace,
  id: number,
  { status, maxPages }: DeliveryFilter,
): Promise<DeliveryList | null> {
  const operation = reads(context, place, "list deliveries of webhooks");
  const filter = status === null ? "" : `&status=${status}`;
  const deliveries = new Map<number, HookDelivery>();
  for (let page = 1; page <= maxPages; page++) {
    let isLast = true;
    const query = `per_page=${DELIVERIES_PER_PAGE}&page=${page}${filter}`;
    const one = request(context, "GET", `${endpoint(place, `/${id}/events`)}?${query}`);
    const rows = await callOrNull(context, operation, ApiDeliveries, isClosed, async () => {
      const { body, headers } = await sendOne(context, operation, one);
      isLast = nextLink(headers.get("link") ?? "") === null;
      return body;
    });
    if (rows === null) return null;
    // A delivery made meanwhile moves the others to later pages: they come twice, none is left out.
    for (const row of rows) deliveries.set(row.id, row);
    if (isLast) return { deliveries: [...deliveries.values()], complete: true };
  }
  return { deliveries: [...deliveries.values()], complete: false };
}

/** `HookGitLab.resendDelivery`. */
export async function resendDelivery(
  context: CallContext,
  place: HookPlace,
  id: number,
  deliveryId: number,
): Promise<number | null> {
  const operation = writes(context, place, "resend deliveries", "once");
  const one = request(context, "POST", endpoint(place, `/${id}/events/${deliveryId}/resend`));
  const answer = await callOrNull(context, operation, ApiResent, isUndelivered, async () => {
    return (await sendOne(context, operation, one)).body;
  });
  return answer?.response_status ?? null;
}
