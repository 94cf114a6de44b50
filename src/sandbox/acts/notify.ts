import { readReferences } from "../text/references.ts";
import { GUEST, projectLevel } from "../world/access.ts";
import { findGroup, findUser } from "../world/find.ts";
import type { StoredIssue, StoredLabel, StoredNote, StoredUser, Todo } from "../world/model.ts";
import type { World } from "../world/state.ts";
import { mail, mayHear, type News, watchers } from "./mail.ts";

/** Mails and to-dos for who is newly mentioned in a text; `before` is the text it replaces. Those in `told` get no other mail. */
export function notifyMentioned(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  text: string,
  options: { readonly before?: string; readonly note?: StoredNote; readonly told?: readonly StoredUser[] } = {},
): readonly StoredUser[] {
  const old = new Set(mentionedUsers(world, issue, options.before ?? ""));
  const news: News = { actor, issue, cause: "mentioned", note: options.note };
  const fresh = mentionedUsers(world, issue, text).filter((user) => !old.has(user) && mayHear(world, user, news));
  for (const user of fresh) addTodo(world, actor, user, issue, "mentioned", text);
  mail(world, without(fresh, options.told), "mention", news);
  return fresh;
}

/** Mails and to-dos for new assignees. */
export function notifyAssigned(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  users: readonly StoredUser[],
): readonly StoredUser[] {
  const hearing = mail(world, users, "mention", { actor, issue, cause: "assigned" });
  for (const user of hearing) addTodo(world, actor, user, issue, "assigned", issue.title);
  return hearing;
}

/** Mails for participants, subscribers and watchers, without those in `told`, who heard of it another way. */
export function notifyParticipants(world: World, news: News, told: readonly StoredUser[] = []): void {
  const { issue, cause } = news;
  const subscribed = world.users.filter((user) => issue.subscriptions.get(user.id) === true);
  const all = participants(world, issue);
  mail(world, without(subscribed, told), "subscription", news);
  mail(world, without(all, [...told, ...subscribed]), "participating", news);
  if (cause !== "due") mail(world, without(watchers(world, issue), [...told, ...subscribed, ...all]), "watch", news);
}

/** Mails for those who hear of every new issue, and for the subscribers of its labels. */
export function notifyNew(world: World, actor: StoredUser, issue: StoredIssue, told: readonly StoredUser[]): void {
  const news: News = { actor, issue, cause: "new" };
  const watching = without(watchers(world, issue), told);
  mail(world, watching, "watch", news);
  mail(world, without(subscribers(world, issue.labels), [...told, ...watching]), "subscription", news);
}

/** Mails for the subscribers of labels that an issue gets. */
export function notifyLabelled(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  added: readonly StoredLabel[],
): void {
  mail(world, subscribers(world, added), "subscription", { actor, issue, cause: "labelled" });
}

function subscribers(world: World, labels: readonly StoredLabel[]): readonly StoredUser[] {
  return world.users.filter((user) => labels.some((label) => label.subscribers.has(user.id)));
}

function without(users: readonly StoredUser[], told: readonly StoredUser[] = []): readonly StoredUser[] {
  return users.filter((user) => !told.includes(user));
}

/** Author, assignees, commenters, the mentioned, and who subscribed; not who unsubscribed. */
function participants(world: World, issue: StoredIssue): readonly StoredUser[] {
  const comments = issue.notes.filter((note) => !note.system);
  const users = new Set<StoredUser>([issue.author, ...issue.assignees, ...comments.map((note) => note.author)]);
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
export function isParticipant(world: World, issue: StoredIssue, user: StoredUser): boolean {
  const explicit = issue.subscriptions.get(user.id);
  if (explicit !== undefined) return explicit;
  return issue.author === user || issue.assignees.includes(user) || participants(world, issue).includes(user);
}

export function addTodo(
  world: World,
  author: StoredUser,
  user: StoredUser,
  issue: StoredIssue,
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

function mentionedUsers(world: World, issue: StoredIssue, text: string): readonly StoredUser[] {
  const users = readReferences(text).mentions.flatMap((name) => usersNamed(world, issue, name));
  return [...new Set(users)];
}

/** One user, the members of a group, or with `all` everybody in the project. */
function usersNamed(world: World, issue: StoredIssue, name: string): readonly StoredUser[] {
  if (name === "all")
    return world.users.filter((user) => !user.admin && projectLevel(world, user, issue.project) >= GUEST);
  const user = findUser(world, name);
  if (user !== null) return [user];
  const group = findGroup(world, name);
  return group === null || /^\d+$/.test(name) ? [] : world.users.filter((one) => group.members.has(one.id));
}
