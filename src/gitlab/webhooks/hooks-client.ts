import * as z from "zod/mini";
import { isPermanentError, PermanentError } from "../../domain/errors.ts";
import { reading } from "../errors/operation.ts";
import type { Hook, HookGitLab, HookPlace, HookSettings } from "../hooks-port.ts";
import type { CallFailure } from "../http/call-failure.ts";
import { sendAll } from "../http/pages.ts";
import type { RequestCounts } from "../port.ts";
import { type CallContext, callOrNull, createCallContext } from "../project/call.ts";
import type { GitLabOptions } from "../project/client-options.ts";
import { callSettings } from "../project/client-settings.ts";
import { ApiVersion } from "../project/schema.ts";
import { listDeliveries, resendDelivery, testHook } from "./hooks-deliveries.ts";
import { ask, endpoint, isClosed, reads, request, sendOne, writes } from "./hooks-request.ts";
import { ApiHook, ApiHooks } from "./hooks-schema.ts";

/**
 * A client for webhooks of any project or group of one instance. Nothing is sent before the first call; calls throw as
 * those of `createGitLab` do.
 * @throws ConfigError for an address or token that cannot be used.
 */
export function createHookGitLab(
  options: Omit<GitLabOptions, "project">,
): HookGitLab & { readonly requests: RequestCounts } {
  const common = createCallContext(callSettings({ ...options, project: "the webhooks" }));
  // Messages name the place, and a project that refuses is asked once more what is wrong with it.
  const at = ({ ref }: HookPlace): CallContext => ({ ...common, project: { ref, name: ref } });
  return {
    listHooks: (place) => listHooks(at(place), place),
    createHook: (place, hook) => createHook(at(place), place, hook),
    updateHook: (place, id, hook) => updateHook(at(place), place, id, hook),
    deleteHook: (place, id) => deleteHook(at(place), place, id),
    testHook: (place, id, trigger) => testHook(at(place), place, id, trigger),
    listDeliveries: (place, id, filter) => listDeliveries(at(place), place, id, filter),
    resendDelivery: (place, id, deliveryId) => resendDelivery(at(place), place, id, deliveryId),
    async getVersion() {
      const operation = { ...reading(common, "read the version", "Guest"), project: null };
      return (await ask(common, operation, ApiVersion, request(common, "GET", "version"))).version;
    },
    get requests() {
      return { ...common.counts };
    },
  };
}

function listHooks(context: CallContext, place: HookPlace): Promise<readonly Hook[] | null> {
  const operation = reads(context, place, "list webhooks");
  return callOrNull(context, operation, ApiHooks, isClosed, () =>
    sendAll(
      request(context, "GET", `${endpoint(place)}?per_page=100`),
      "repeat",
      { leftMs: context.maxWaitMs },
      context,
    ),
  );
}

function bodyOf({ url, on = [], off = [], sslVerification, token, signingToken }: HookSettings): unknown {
  return {
    url,
    ...Object.fromEntries([...on.map((event) => [event, true]), ...off.map((event) => [event, false])]),
    ...(sslVerification === undefined ? {} : { enable_ssl_verification: sslVerification }),
    ...(token === undefined ? {} : { token }),
    ...(signingToken === undefined ? {} : { signing_token: signingToken }),
  };
}

function createHook(context: CallContext, place: HookPlace, settings: HookSettings): Promise<Hook> {
  const operation = writes(context, place, "create webhooks", "once");
  return withAddressRemedy(() =>
    ask(context, operation, ApiHook, request(context, "POST", endpoint(place), bodyOf(settings))),
  );
}

function updateHook(context: CallContext, place: HookPlace, id: number, settings: HookSettings): Promise<Hook> {
  const operation = writes(context, place, "change webhooks", "repeatable");
  return withAddressRemedy(() =>
    ask(context, operation, ApiHook, request(context, "PUT", endpoint(place, `/${id}`), bodyOf(settings))),
  );
}

/** GitLab calls every address that it may not send to `Invalid url given`. GitLab docs: Outbound requests. */
async function withAddressRemedy(write: () => Promise<Hook>): Promise<Hook> {
  try {
    return await write();
  } catch (error) {
    if (!isPermanentError(error) || !/invalid url/i.test(error.message)) throw error;
    const remedy =
      "Give an address that GitLab can reach. One in GitLab's own network must be allowed by its administrator (Admin, Settings, Network, Outbound requests).";
    throw new PermanentError(error.message, { code: error.code, status: error.status, remedy }, { cause: error });
  }
}

async function deleteHook(context: CallContext, place: HookPlace, id: number): Promise<void> {
  const operation = writes(context, place, "remove webhooks", "repeatable");
  const isGone = ({ status }: CallFailure) => status === 404;
  const one = request(context, "DELETE", endpoint(place, `/${id}`));
  await callOrNull(context, operation, z.unknown(), isGone, async () => (await sendOne(context, operation, one)).body);
}
