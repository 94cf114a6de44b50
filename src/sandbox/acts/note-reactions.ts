import { notFound, unauthorized } from "../http/api-error.ts";
import { canReadProject } from "../world/access.ts";
import type { StoredIssue, StoredNote, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";

export type NoteReaction = StoredNote["reactions"][number];

/** Names as GitLab's emoji have them; the sandbox knows no list of them. */
const EMOJI_NAME = /^[a-z0-9_+-]+$/;

/**
 * Puts a reaction on a comment, which moves the comment's updated_at alone; nobody is told. Throws 404 without the right, for no emoji name, and
 * for a second one of the same name and user, as GitLab does.
 */
export function addReaction(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  note: StoredNote,
  name: string,
): NoteReaction {
  const mayReact = canReadProject(world, actor, issue.project) && !issue.project.archived && !note.system;
  if (!mayReact) throw notFound("Award Emoji");
  if (!EMOJI_NAME.test(name)) throw notFound("Award Emoji Name is not a valid emoji name");
  if (note.reactions.some((one) => one.name === name && one.user === actor)) {
    throw notFound("Award Emoji Name has already been taken");
  }
  const reaction = { id: world.nextId("reaction"), name, user: actor, createdAt: world.clock.stamp() };
  note.reactions.push(reaction);
  note.updatedAt = reaction.createdAt;
  return reaction;
}

/** Takes back a reaction of one's own; administrators any. Throws 404 for none, 401 for somebody else's. */
export function removeReaction(world: World, actor: StoredUser, note: StoredNote, id: number): void {
  const reaction = note.reactions.find((one) => one.id === id);
  if (reaction === undefined) throw notFound();
  if (reaction.user !== actor && !actor.admin) throw unauthorized();
  note.reactions = note.reactions.filter((one) => one !== reaction);
  note.updatedAt = world.clock.stamp();
}
