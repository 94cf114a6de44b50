import { canReadInternalNotes, canReadIssue } from "../world/access.ts";
import type { Mail, StoredIssue, StoredNote, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";

/** What there is to tell people of. */
export interface News {
  /** Null for what nobody did. */
  readonly actor: StoredUser | null;
  readonly issue: StoredIssue;
  readonly cause: Mail["cause"];
  readonly note?: StoredNote | undefined;
  /** Now unless said. */
  readonly at?: Date;
}

/** What makes a person hear of an issue; a subscription, to an issue or a label, stands above the level of notifications. */
export type Tie = "participating" | "mention" | "watch" | "subscription";

/** Whether a person may hear of it: not of own acts, nor of what one may not read. */
export function mayHear(world: World, user: StoredUser, { actor, issue, note }: News): boolean {
  if (user === actor || user.state !== "active" || !canReadIssue(world, user, issue)) return false;
  return note?.internal !== true || canReadInternalNotes(world, user, issue.project);
}

/** Sends mails, one to each of those who get any. Says who may hear of it, mail or not. */
export function mail(world: World, users: Iterable<StoredUser>, tie: Tie, news: News): readonly StoredUser[] {
  const hearing = [...new Set(users)].filter((user) => mayHear(world, user, news));
  const { issue, cause, note } = news;
  const at = (news.at ?? world.clock.now()).toISOString();
  for (const { username: user } of hearing.filter((one) => getsMail(one, tie, news))) {
    const about = { user, cause, project: issue.project.path, iid: issue.iid };
    world.mails.push({ ...about, ...(note === undefined ? {} : { noteId: note.id }), at });
  }
  return hearing;
}

/** The users of project and group tokens get none (app/policies/global_policy.rb; app/models/notification_recipient.rb). */
function getsMail(user: StoredUser, tie: Tie, { issue, cause }: News): boolean {
  if (user.bot) return false;
  const isUnsubscribed = issue.subscriptions.get(user.id) === false;
  if (tie === "subscription") return !isUnsubscribed;
  const level = issue.project.notificationLevels.get(user.id) ?? "participating";
  if (level === "disabled" || (level === "mention" && tie !== "mention")) return false;
  // EXCLUDED_WATCHER_EVENTS (app/models/notification_setting.rb)
  if (level === "watch" && cause === "due") return false;
  return tie === "mention" || !isUnsubscribed;
}

/** Who watches the project of an issue. */
export function watchers(world: World, { project }: StoredIssue): readonly StoredUser[] {
  return world.users.filter((user) => project.notificationLevels.get(user.id) === "watch");
}
