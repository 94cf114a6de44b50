import type { ActContext } from "../acts/context.ts";
import { ancestorGroups } from "../world/find.ts";
import type { StoredHook, StoredIssue, StoredNote, StoredProject, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import { issueSnapshot, snapshotChanges } from "./changes.ts";
import { deliver } from "./deliver.ts";
import { emojiPayload, issuePayload, notePayload } from "./payload.ts";

/** One event, to every hook of the project and of its groups (Premium) that asked for it. */
export function fireIssueHooks(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  action: "open" | "close" | "reopen" | "update",
  before: Readonly<Record<string, unknown>> | null,
  context: ActContext,
): void {
  const trigger = issue.confidential ? "confidential_issues_events" : "issues_events";
  const hooks = listeners(world, issue.project, trigger);
  if (hooks.length === 0) return;
  const changes = snapshotChanges(before, issueSnapshot(issue));
  send(world, issue.project, hooks, trigger, issuePayload(world, actor, issue, { action, changes, context }), context);
}

export function fireNoteHooks(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  note: StoredNote,
  action: "create" | "update",
  context: ActContext,
): void {
  const trigger = issue.confidential || note.internal ? "confidential_note_events" : "note_events";
  const hooks = listeners(world, issue.project, trigger);
  if (hooks.length > 0)
    send(world, issue.project, hooks, trigger, notePayload(world, actor, issue, note, action), context);
}

/** A reaction on an issue. GitLab docs, Webhook events: emoji events. */
export function fireEmojiHooks(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  reaction: StoredIssue["reactions"][number],
  action: "award" | "revoke",
  context: ActContext,
): void {
  const hooks = listeners(world, issue.project, "emoji_events");
  if (hooks.length > 0)
    send(world, issue.project, hooks, "emoji_events", emojiPayload(world, actor, issue, reaction, action), context);
}

function listeners(world: World, project: StoredProject, trigger: string): readonly StoredHook[] {
  const groups = world.settings.plan === "premium" ? ancestorGroups(world, project.path) : [];
  const hooks = [...project.hooks, ...groups.flatMap((group) => group.hooks)];
  return hooks.filter((hook) => hook.triggers.get(trigger) === true);
}

function send(
  world: World,
  project: StoredProject,
  hooks: readonly StoredHook[],
  trigger: string,
  payload: Readonly<Record<string, unknown>>,
  context: ActContext,
): void {
  const eventUuid = context.eventUuid ?? world.uuid();
  for (const hook of hooks) {
    if (isRecursion(world, hook, eventUuid)) continue;
    deliver(world, project, hook, { trigger, payload, eventUuid, idempotencyKey: world.uuid() });
  }
}

const RECURSION_MEMORY_MS = 30 * 60_000;
const MAX_HOOKS_PER_EVENT = 100;

/** A hook already called for this event UUID is not called again, nor more than 100 hooks in all. */
function isRecursion(world: World, hook: StoredHook, eventUuid: string): boolean {
  const now = world.clock.now().getTime();
  const known = world.seenHooks.get(eventUuid);
  const seen =
    known !== undefined && now - known.at < RECURSION_MEMORY_MS ? known : { at: now, hooks: new Set<number>() };
  if (seen.hooks.has(hook.id) || seen.hooks.size >= MAX_HOOKS_PER_EVENT) return true;
  seen.hooks.add(hook.id);
  world.seenHooks.set(eventUuid, seen);
  return false;
}
