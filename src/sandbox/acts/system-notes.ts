import { descriptionNotes } from "../text/task-notes.ts";
import type { StoredIssue, StoredNote, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";

/** Adds a note. A comment moves the issue's updated_at; a system note does not, only the edit that it tells of. */
export function addNote(
  world: World,
  author: StoredUser,
  issue: StoredIssue,
  fields: Pick<StoredNote, "body" | "system" | "internal"> & {
    readonly source?: StoredIssue | null;
    readonly createdAt?: Date;
  },
): StoredNote {
  const stamp = world.clock.stamp();
  const at = fields.createdAt ?? stamp;
  const note: StoredNote = {
    id: world.nextId("note"),
    discussionId: world.uuid().replaceAll("-", ""),
    body: fields.body,
    author,
    system: fields.system,
    internal: fields.internal,
    source: fields.source ?? null,
    createdAt: at,
    updatedAt: at,
    reactions: [],
  };
  issue.notes.push(note);
  if (!fields.system) issue.updatedAt = stamp;
  return note;
}

export function addSystemNote(world: World, author: StoredUser, issue: StoredIssue, body: string): StoredNote {
  return addNote(world, author, issue, { body, system: true, internal: false });
}

/** What changed, for the notes of an edit. */
export interface IssueBefore {
  readonly title: string;
  readonly description: string | null;
  readonly assignees: readonly StoredUser[];
  readonly dueDate: string | null;
  readonly startDate: string | null;
  readonly confidential: boolean;
  readonly discussionLocked: boolean | null;
  readonly type: string;
}

/** Leaves the system notes of an edit. Labels, state and milestone leave resource events instead. */
export function noteEdit(world: World, actor: StoredUser, issue: StoredIssue, before: IssueBefore): void {
  for (const body of editNotes(world, issue, before)) addSystemNote(world, actor, issue, body);
}

function editNotes(world: World, issue: StoredIssue, before: IssueBefore): readonly string[] {
  const bodies: string[] = [];
  if (issue.title !== before.title) bodies.push(titleNote(before.title, issue.title));
  if (issue.description !== before.description) {
    bodies.push(...descriptionNotes(before.description ?? "", issue.description ?? "", world.settings));
  }
  const assigned = issue.assignees.filter((user) => !before.assignees.includes(user));
  const unassigned = before.assignees.filter((user) => !issue.assignees.includes(user));
  const people = [
    ...(assigned.length > 0 ? [`assigned to ${names(assigned)}`] : []),
    ...(unassigned.length > 0 ? [`unassigned ${names(unassigned)}`] : []),
  ];
  if (people.length > 0) bodies.push(people.join(" and "));
  if (issue.dueDate !== before.dueDate) bodies.push(dateNote("due date", before.dueDate, issue.dueDate));
  if (issue.startDate !== before.startDate) bodies.push(dateNote("start date", before.startDate, issue.startDate));
  if (issue.confidential !== before.confidential) {
    bodies.push(issue.confidential ? "made the issue confidential" : "made the issue visible to everyone");
  }
  if ((issue.discussionLocked ?? false) !== (before.discussionLocked ?? false)) {
    bodies.push(`${issue.discussionLocked === true ? "locked" : "unlocked"} the discussion in this issue`);
  }
  if (issue.type !== before.type) bodies.push(`changed type from ${before.type} to ${issue.type}`);
  return bodies;
}

function names(users: readonly StoredUser[]): string {
  return users
    .map((user) => `@${user.username}`)
    .join(", ")
    .replace(/, ([^,]*)$/, " and $1");
}

function dateNote(what: string, before: string | null, after: string | null): string {
  return after === null ? `removed ${what} ${longDate(before ?? "")}` : `changed ${what} to ${longDate(after)}`;
}

function longDate(date: string): string {
  const options = { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" } as const;
  return new Intl.DateTimeFormat("en-US", options).format(new Date(`${date}T00:00:00Z`));
}

/** GitLab marks the differing middle: `{-old-}`, `{+new+}`. */
function titleNote(before: string, after: string): string {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1;
  let end = 0;
  const shorter = Math.min(before.length, after.length) - start;
  while (end < shorter && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const mark = (text: string, sign: string): string => {
    const middle = text.slice(start, text.length - end);
    return `${text.slice(0, start)}${middle === "" ? "" : `{${sign}${middle}${sign}}`}${text.slice(text.length - end)}`;
  };
  return `changed title from **${mark(before, "-")}** to **${mark(after, "+")}**`;
}
