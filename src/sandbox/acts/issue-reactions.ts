import { fireEmojiHooks } from "../hooks/fire.ts";
import { notFound, unauthorized } from "../http/api-error.ts";
import { canReadIssue } from "../world/access.ts";
import type { StoredIssue, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import type { ActContext } from "./context.ts";

export type IssueReaction = StoredIssue["reactions"][number];

const NAME = /^[a-z0-9_+-]+$/;

/** Puts a reaction on an issue, whose updated_at stays; nobody is mailed. Throws 404 as that on a comment does. */
export function reactToIssue(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  name: string,
  context: ActContext,
): IssueReaction {
  if (!canReadIssue(world, actor, issue) || issue.project.archived) throw notFound("Award Emoji");
  if (!NAME.test(name)) throw notFound("Award Emoji Name is not a valid emoji name");
  if (issue.reactions.some((one) => one.name === name && one.user === actor))
    throw notFound("Award Emoji Name has already been taken");
  const reaction = { id: world.nextId("reaction"), name, user: actor, createdAt: world.clock.stamp() };
  issue.reactions.push(reaction);
  fireEmojiHooks(world, actor, issue, reaction, "award", context);
  return reaction;
}

/** Takes back a reaction of one's own; administrators any. Throws 404 for none, 401 for somebody else's. */
export function takeReactionBack(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  id: number,
  context: ActContext,
): void {
  const reaction = issue.reactions.find((one) => one.id === id);
  if (reaction === undefined) throw notFound();
  if (reaction.user !== actor && !actor.admin) throw unauthorized();
  issue.reactions = issue.reactions.filter((one) => one !== reaction);
  fireEmojiHooks(world, actor, issue, reaction, "revoke", context);
}

/** What `/react` does. */
export function toggleReaction(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  name: string,
  context: ActContext,
): void {
  const own = issue.reactions.find((one) => one.name === name && one.user === actor);
  if (own === undefined) reactToIssue(world, actor, issue, name, context);
  else takeReactionBack(world, actor, issue, own.id, context);
}
