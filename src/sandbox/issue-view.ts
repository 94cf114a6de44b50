import { linksOf, linkTypeFrom } from "./acts/links.ts";
import type { LinkType, StoredIssue } from "./world/model.ts";
import type { World } from "./world/state.ts";

/** The state of an issue at the moment it was asked for, as plain data; people by user name, times in ISO 8601. */
export interface IssueState {
  readonly id: number;
  readonly iid: number;
  readonly title: string;
  /** Empty string where there is none. */
  readonly description: string;
  /** Every description it ever had, oldest first, the present one last: one more than it was edited. */
  readonly history: readonly string[];
  readonly state: "opened" | "closed";
  readonly labels: readonly string[];
  readonly author: string;
  readonly assignees: readonly string[];
  readonly milestone: string | null;
  readonly dueDate: string | null;
  readonly confidential: boolean;
  readonly discussionLocked: boolean;
  readonly type: string;
  readonly weight: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly lastEditedAt: string | null;
  readonly lastEditedBy: string | null;
  readonly notes: readonly NoteState[];
  readonly links: readonly {
    readonly id: number;
    readonly project: string;
    readonly iid: number;
    readonly type: LinkType;
  }[];
  readonly stateEvents: readonly { readonly user: string; readonly state: string; readonly at: string }[];
  readonly labelEvents: readonly {
    readonly user: string;
    readonly action: "add" | "remove";
    readonly label: string;
    readonly at: string;
  }[];
}

export interface NoteState {
  readonly id: number;
  readonly body: string;
  readonly author: string;
  readonly system: boolean;
  readonly internal: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Oldest first. */
  readonly reactions: readonly { readonly name: string; readonly user: string }[];
}

export function viewIssue(world: World, issue: StoredIssue): IssueState {
  return {
    id: issue.id,
    iid: issue.iid,
    title: issue.title,
    description: issue.description ?? "",
    history: issue.history.map((text) => text ?? ""),
    state: issue.state,
    labels: issue.labels.map((label) => label.name).sort(),
    author: issue.author.username,
    assignees: issue.assignees.map((user) => user.username),
    milestone: issue.milestone?.title ?? null,
    dueDate: issue.dueDate,
    confidential: issue.confidential,
    discussionLocked: issue.discussionLocked ?? false,
    type: issue.type,
    weight: issue.weight,
    createdAt: issue.createdAt.toISOString(),
    updatedAt: issue.updatedAt.toISOString(),
    closedAt: issue.closedAt?.toISOString() ?? null,
    closedBy: issue.closedBy?.username ?? null,
    lastEditedAt: issue.lastEditedAt?.toISOString() ?? null,
    lastEditedBy: issue.lastEditedBy?.username ?? null,
    notes: viewNotes(issue),
    ...viewRecord(world, issue),
  };
}

function viewNotes(issue: StoredIssue): readonly NoteState[] {
  return issue.notes.map((note) => ({
    id: note.id,
    body: note.body,
    author: note.author.username,
    system: note.system,
    internal: note.internal,
    createdAt: note.createdAt.toISOString(),
    updatedAt: note.updatedAt.toISOString(),
    reactions: note.reactions.map(({ name, user }) => ({ name, user: user.username })),
  }));
}

function viewRecord(world: World, issue: StoredIssue): Pick<IssueState, "links" | "stateEvents" | "labelEvents"> {
  return {
    links: linksOf(world, issue).map((link) => {
      const other = link.source === issue ? link.target : link.source;
      return { id: link.id, project: other.project.path, iid: other.iid, type: linkTypeFrom(link, issue) };
    }),
    stateEvents: issue.stateEvents.map((event) => ({
      user: event.user.username,
      state: event.state,
      at: event.createdAt.toISOString(),
    })),
    labelEvents: issue.labelEvents.map((event) => ({
      user: event.user.username,
      action: event.action,
      label: event.label.name,
      at: event.createdAt.toISOString(),
    })),
  };
}
