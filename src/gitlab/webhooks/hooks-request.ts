import type * as z from "zod/mini";
import { parseErrorText } from "../errors/error-text.ts";
import { type Operation, reading, writing } from "../errors/operation.ts";
import type { HookPlace } from "../hooks-port.ts";
import { endpointUrl } from "../http/address.ts";
import type { CallFailure } from "../http/call-failure.ts";
import type { GitLabRequest } from "../http/outcome.ts";
import { type HttpAnswer, type Policy, send } from "../http/send.ts";
import { type CallContext, call } from "../project/call.ts";

const PLURAL = { project: "projects", group: "groups" } as const;

/** The path of the webhooks of a place, and what is below it. */
export function endpoint({ kind, ref }: HookPlace, path = ""): string {
  return `${PLURAL[kind]}/${encodeURIComponent(ref)}/hooks${path}`;
}

/** One request; `path` may hold a query. */
export function request(
  context: CallContext,
  method: GitLabRequest["method"],
  path: string,
  body: unknown = null,
): GitLabRequest {
  const [plain = "", query = ""] = path.split("?");
  const text = body === null ? null : JSON.stringify(body);
  return { method, url: endpointUrl(context.address, plain, query), body: text, expects: "json", maxBytes: null };
}

/** GitLab docs, Roles and permissions: webhooks of a project are its Maintainers', those of a group its Owners' (Premium). */
function needing(operation: Operation, { kind }: HookPlace): Operation {
  return { ...operation, role: kind === "project" ? "Maintainer" : "Owner" };
}

/** A read that needs the role for webhooks. */
export function reads(context: CallContext, place: HookPlace, action: string): Operation {
  return needing(reading(context, action, "Guest"), place);
}

/** A write that needs the role for webhooks. */
export function writes(
  context: CallContext,
  place: HookPlace,
  action: string,
  policy: "once" | "repeatable",
): Operation {
  return needing(writing(context, action, policy), place);
}

/** Makes one call and parses its answer. Throws as `call` does. */
export function ask<T extends z.core.$ZodType>(
  context: CallContext,
  operation: Operation,
  schema: T,
  one: GitLabRequest,
): Promise<z.output<T>> {
  return call(context, operation, schema, async () => (await sendOne(context, operation, one)).body);
}

/** Sends a request as often as its operation allows. Throws a `CallFailure`. */
export function sendOne(context: CallContext, { write }: Operation, one: GitLabRequest): Promise<HttpAnswer> {
  const policy: Policy = write === "once" ? "once" : "repeat";
  return send(one, policy, { leftMs: context.maxWaitMs }, context);
}

/** A clear no to this user or plan; never a token's missing scope, nor a page of something in between. */
export function isClosed({ outcome }: CallFailure): boolean {
  if (outcome.kind !== "answer") return false;
  const said = parseErrorText(outcome.body);
  if (outcome.status === 403) return said.speaker === "api";
  // GitLab without the part that groups' webhooks belong to has no such route.
  return outcome.status === 404 && said.speaker !== "other";
}
