import { readReferences } from "../text/references.ts";
import { canReadInternalNotes, canReadIssue, GUEST, projectLevel } from "../world/access.ts";
import { findGroup, findUser } from "../world/find.ts";
import type { Issue, Note, Notification, Todo, User } from "../world/model.ts";
import type { World } from "../world/state.ts";

/** Mails and to-dos for who is newly mentioned in a text; `before` is the text it replaces. */
export function notifyMentioned(
  world: World,
  actor: User,
  issue: Issue,
  text: string,
  options: { readonly before?: string; readonly note?: Note } = {},
): readonly User[] {
  const old = new Set(mentionedUsers(world, issue, options.before ?? ""));
  const fresh = mentionedUsers(world, issue, text).filter((user) => !old.has(user));
  const reached = fresh.filter((user) => notify(world, actor, issue, user, "mentioned", options.note));
  for (const user of reached) addTodo(world, actor, user, issue, "mentioned", text);
  return reached;
}

/** Mails and to-dos for new assignees. */
export function notifyAssigned(world: World, actor: User, issue: Issue, users: readonly User[]): void {
  for (const user of users) {
    if (notify(world, actor, issue, user, "assigned")) addTodo(world, actor, user, issue, "assigned", issue.title);
  }
}

/** Mails for participants and subscribers, without those in `except`, who heard of it another way. */
export function notifyParticipants(
  world: World,
  actor: User,
  issue: Issue,
  cause: Notification["cause"],
  options: { readonly note?: Note; readonly except?: readonly User[] } = {},
): void {
  for (const user of participants(world, issue)) {
    if (options.except?.includes(user) !== true) notify(world, actor, issue, user, cause, options.note);
  }
}

/** Author, assignees, commenters, the mentioned, and who subscribed; not who unsubscribed. */
export function participants(world: World, issue: Issue): readonly User[] {
  const comments = issue.notes.filter((note) => !note.system);
  const users = new Set<User>([issue.author, ...issue.assignees, ...comments.map((note) => note.author)]);
  for (const text of [issue.description ?? "", ...comments.map((note) => note.body)]) {
    for (const user of mentionedUsers(world, issue, text)) users.add(user);
  }
  for (const [id, subscribed] of issue.subscriptions) {
    const user = world.users.find((one) => one.id === id);
    if (user !== undefined && subscribed) users.add(user);
    else if (user !== undefined) users.delete(user);
  }
  return [...users];
}

/** Whether a user hears of an issue; texts are only read where nothing plainer tells. */
export function isParticipant(world: World, issue: Issue, user: User): boolean {
  const explicit = issue.subscriptions.get(user.id);
  if (explicit !== undefined) return explicit;
  return issue.author === user || issue.assignees.includes(user) || participants(world, issue).includes(user);
}

export function addTodo(
  world: World,
  author: User,
  user: User,
  issue: Issue,
  action: Todo["action"],
  body: string,
): Todo {
  const known = world.todos.find((one) => one.user === user && one.issue === issue && one.state === "pending");
  if (known !== undefined && known.action === action) return known;
  const todo: Todo = {
    id: world.nextId("todo"),
    user,
    author,
    action,
    issue,
    body,
    state: "pending",
    createdAt: world.clock.now(),
  };
  world.todos.push(todo);
  return todo;
}

function mentionedUsers(world: World, issue: Issue, text: string): readonly User[] {
  const users = readReferences(text).mentions.flatMap((name) => usersNamed(world, issue, name));
  return [...new Set(users)];
}

/** One user, the members of a group, or with `all` everybody in the project. */
function usersNamed(world: World, issue: Issue, name: string): readonly User[] {
  if (name === "all")
    return world.users.filter((user) => !user.admin && projectLevel(world, user, issue.project) >= GUEST);
  const user = findUser(world, name);
  if (user !== null) return [user];
  const group = findGroup(world, name);
  return group === null || /^\d+$/.test(name) ? [] : world.users.filter((one) => group.members.has(one.id));
}

/** Records a notification; false where the user gets none: own action, or may not read it. */
function notify(
  world: World,
  actor: User,
  issue: Issue,
  user: User,
  cause: Notification["cause"],
  note?: Note,
): boolean {
  if (user === actor || user.state !== "active" || !canReadIssue(world, user, issue)) return false;
  if (note?.internal === true && !canReadInternalNotes(world, user, issue.project)) return false;
  world.notifications.push({
    user: user.username,
    cause,
    project: issue.project.path,
    iid: issue.iid,
    ...(note === undefined ? {} : { noteId: note.id }),
    at: world.clock.now().toISOString(),
  });
  return true;
}
