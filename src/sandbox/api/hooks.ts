import { deliver } from "../hooks/deliver.ts";
import { testPayload } from "../hooks/test-payload.ts";
import { hookTriggers } from "../hooks/triggers.ts";
import { ApiError, forbidden, invalidParameter, notFound } from "../http/api-error.ts";
import { type Call, caller, callGroup, callProject, pathNumber } from "../http/call.ts";
import { commaList, integer, oneOf, readInput } from "../http/input.ts";
import { paginate } from "../http/paginate.ts";
import { limitAction } from "../http/rate-limits.ts";
import type { Answer, Route } from "../http/router.ts";
import { levelInGroup, MAINTAINER, OWNER, projectLevel } from "../world/access.ts";
import { projectsInGroup } from "../world/find.ts";
import type { Group, StoredHook, StoredProject } from "../world/model.ts";
import { applyHookInput, unprocessable } from "./hook-input.ts";
import { presentDelivery, presentHook } from "./present/hook.ts";

const MAX_PROJECT_HOOKS = 100;
const MAX_GROUP_HOOKS = 50;

interface Owner {
  readonly project: StoredProject | null;
  readonly group: Group | null;
  readonly hooks: StoredHook[];
}

/** Webhooks of projects (Maintainer) and groups (Owner, Premium), their deliveries, tests and resends. */
export const hookRoutes: readonly Route[] = (
  [
    ["projects", projectOwner],
    ["groups", groupOwner],
  ] as const
).flatMap(([kind, owner]) => {
  const base = `/${kind}/:id/hooks`;
  return [
    { method: "GET", pattern: base, handler: (call) => list(call, owner(call)) },
    { method: "POST", pattern: base, handler: (call) => create(call, owner(call)) },
    { method: "GET", pattern: `${base}/:hook_id`, handler: (call) => one(call, callHook(call, owner(call)), 200) },
    { method: "PUT", pattern: `${base}/:hook_id`, handler: (call) => update(call, owner(call)) },
    { method: "DELETE", pattern: `${base}/:hook_id`, handler: (call) => remove(call, owner(call)) },
    { method: "GET", pattern: `${base}/:hook_id/events`, handler: (call) => listEvents(call, owner(call)) },
    {
      method: "POST",
      pattern: `${base}/:hook_id/events/:event_id/resend`,
      handler: (call) => resend(call, owner(call)),
    },
    { method: "POST", pattern: `${base}/:hook_id/test/:trigger`, handler: (call) => test(call, owner(call)) },
  ] satisfies readonly Route[];
});

function projectOwner(call: Call): Owner {
  const user = caller(call);
  const project = callProject(call);
  if (projectLevel(call.world, user, project) < MAINTAINER) throw forbidden();
  if (project.archived && call.method !== "GET") throw forbidden();
  return { project, group: null, hooks: project.hooks };
}

function groupOwner(call: Call): Owner {
  const user = caller(call);
  const group = callGroup(call);
  if (call.world.settings.plan === "free" || levelInGroup(call.world, user, group) < OWNER) throw forbidden();
  return { project: null, group, hooks: group.hooks };
}

function list(call: Call, owner: Owner): Answer {
  return paginate(call, owner.hooks, (hook) => presentHook(call.world, hook));
}

function one(call: Call, hook: StoredHook, status: number): Answer {
  return { status, body: presentHook(call.world, hook) };
}

function create(call: Call, owner: Owner): Answer {
  const maximum = owner.project === null ? MAX_GROUP_HOOKS : MAX_PROJECT_HOOKS;
  if (owner.hooks.length >= maximum) throw unprocessable(`Maximum number of hooks (${maximum}) exceeded`);
  const hook: StoredHook = {
    id: call.world.nextId("hook"),
    url: "",
    name: null,
    description: null,
    token: null,
    signingToken: null,
    triggers: new Map([["push_events", true]]),
    enableSslVerification: true,
    customHeaders: new Map(),
    customTemplate: null,
    recentFailures: 0,
    disabledUntil: null,
    project: owner.project,
    group: owner.group,
    createdAt: call.world.clock.now(),
  };
  applyHookInput(call, hook);
  owner.hooks.push(hook);
  return one(call, hook, 201);
}

function update(call: Call, owner: Owner): Answer {
  const hook = callHook(call, owner);
  applyHookInput(call, hook);
  return one(call, hook, 200);
}

function remove(call: Call, owner: Owner): Answer {
  owner.hooks.splice(owner.hooks.indexOf(callHook(call, owner)), 1);
  return { status: 204 };
}

function callHook(call: Call, owner: Owner): StoredHook {
  const id = pathNumber(call, "hook_id");
  const hook = owner.hooks.find((candidate) => candidate.id === id);
  if (hook === undefined) throw notFound();
  return hook;
}

/** Deliveries of the past seven days, the latest first. */
function listEvents(call: Call, owner: Owner): Answer {
  const hook = callHook(call, owner);
  const input = readInput(call.input);
  const statuses = input.get("status", commaList) ?? [];
  const perPage = input.get("per_page", integer) ?? 20;
  input.check();
  // Bodies are large, so pages are short: more than 20 rows are refused here, not cut as elsewhere.
  if (perPage < 1 || perPage > 20) throw invalidParameter("per_page does not have a valid value");
  const since = call.world.clock.now().getTime() - 7 * 86_400_000;
  const rows = call.world.deliveries
    .filter((delivery) => delivery.hookId === hook.id && Date.parse(delivery.at) >= since)
    .filter(({ status }) => statuses.length === 0 || statuses.some((wanted) => matchesStatus(status, wanted)))
    .reverse();
  return paginate(call, rows, presentDelivery);
}

function matchesStatus(status: number | null, wanted: string): boolean {
  if (wanted === "successful") return status !== null && status >= 200 && status < 300;
  if (wanted === "client_failure") return status !== null && status >= 400 && status < 500;
  if (wanted === "server_failure") return status === null || status >= 500;
  return String(status) === wanted;
}

/** The same body and idempotency key once more. Any answer of the receiver is told with 201, none at all with 422. */
async function resend(call: Call, owner: Owner): Promise<Answer> {
  const hook = callHook(call, owner);
  limitTests(call, `resend ${owner.project?.id ?? owner.group?.id}`);
  const id = pathNumber(call, "event_id");
  const old = call.world.deliveries.find((delivery) => delivery.id === id && delivery.hookId === hook.id);
  if (old === undefined) throw notFound();
  const project = call.world.projects.find((candidate) => candidate.id === old.projectId);
  if (project === undefined) throw notFound();
  const delivery = await deliver(call.world, project, hook, {
    trigger: old.trigger,
    payload: JSON.parse(old.body) as Readonly<Record<string, unknown>>,
    eventUuid: old.headers["X-Gitlab-Event-UUID"] ?? call.world.uuid(),
    idempotencyKey: old.headers["Idempotency-Key"] ?? call.world.uuid(),
    manual: true,
  });
  if (delivery?.status == null) throw new ApiError(422, { message: delivery?.error ?? "no answer" });
  return { status: 201, body: { response_status: delivery.status } };
}

/** Sends a sample of the event; what the receiver says decides between 201 and 422. */
async function test(call: Call, owner: Owner): Promise<Answer> {
  const hook = callHook(call, owner);
  const input = readInput(call.params);
  const trigger = input.required("trigger", oneOf(...hookTriggers));
  input.check();
  limitTests(call, `test ${owner.project?.id ?? owner.group?.id}`);
  const project =
    owner.project ?? (owner.group === null ? undefined : projectsInGroup(call.world, owner.group, true)[0]);
  if (project === undefined) throw unprocessable("Ensure the group has a project with commits.");
  const payload = testPayload(call.world, caller(call), project, trigger);
  if (typeof payload === "string") throw new ApiError(422, { message: `Ensure the project has ${payload}.` });
  const delivery = await deliver(call.world, project, hook, {
    trigger,
    payload,
    eventUuid: call.world.uuid(),
    idempotencyKey: call.world.uuid(),
    manual: true,
  });
  const succeeded = delivery?.status != null && delivery.status >= 200 && delivery.status < 300;
  if (succeeded) return { status: 201, body: { message: "201 Created" } };
  throw new ApiError(422, { message: delivery?.error ?? delivery?.responseBody ?? "no answer" });
}

function limitTests(call: Call, key: string): void {
  limitAction(call.world, `${key} ${call.user?.id ?? 0}`, call.world.settings.limits.hookTestsPerMinute);
}
