import type { IssueIid, NoteId } from "../domain/ids.ts";
import type { GitLab, Issue, IssueChange, Note } from "../gitlab/port.ts";
import type { FactKey, FactValue, IssueFacts } from "./record.ts";

/** The last that was read of issues and comments. */
export interface AuditMemory {
  readonly rememberIssue: (issue: Issue) => void;
  readonly rememberNote: (iid: IssueIid, note: Note) => void;
  /** After a write of doubtful outcome. */
  readonly forget: (iid: IssueIid) => void;
  readonly forgetNote: (iid: IssueIid, noteId: NoteId) => void;
  /** Of one that was not read yet: read now. null for one that is not there. */
  readonly issue: (iid: IssueIid) => Promise<Issue | null>;
  readonly noteBody: (iid: IssueIid, noteId: NoteId) => Promise<string | null>;
}

export function createAuditMemory(gitlab: Pick<GitLab, "getIssue" | "listNotes">): AuditMemory {
  const issues = new Map<IssueIid, Issue>();
  const bodies = new Map<IssueIid, Map<NoteId, string>>();
  const rememberNote = (iid: IssueIid, { id, body }: Note): void => {
    bodies.set(iid, (bodies.get(iid) ?? new Map<NoteId, string>()).set(id, body));
  };
  return {
    rememberIssue: (issue) => void issues.set(issue.iid, issue),
    rememberNote,
    forget(iid) {
      issues.delete(iid);
      bodies.delete(iid);
    },
    forgetNote: (iid, noteId) => void bodies.get(iid)?.delete(noteId),
    async issue(iid) {
      const known = issues.get(iid) ?? (await gitlab.getIssue(iid));
      if (known !== null) issues.set(iid, known);
      return known;
    },
    async noteBody(iid, noteId) {
      const known = bodies.get(iid)?.get(noteId);
      if (known !== undefined) return known;
      for (const note of await gitlab.listNotes(iid, "comments")) rememberNote(iid, note);
      return bodies.get(iid)?.get(noteId) ?? null;
    },
  };
}

/** The fact that each part of a change is about. */
const FACT_OF: Readonly<Record<keyof IssueChange, FactKey>> = {
  state: "state",
  addLabels: "labels",
  removeLabels: "labels",
  dueDate: "dueDate",
  description: "description",
  assigneeIds: "assigneeIds",
};

/** Returns the facts that a change is about; none for an empty one. */
export function factsChanged(change: IssueChange): readonly FactKey[] {
  const parts = (Object.keys(FACT_OF) as (keyof IssueChange)[]).filter((part) => {
    const isList = part === "addLabels" || part === "removeLabels";
    return isList ? (change[part] ?? []).length > 0 : change[part] !== undefined;
  });
  return [...new Set(parts.map((part) => FACT_OF[part]))];
}

const READ: { readonly [K in FactKey]: (issue: Issue) => FactValue<K> } = {
  description: (issue) => issue.description,
  labels: (issue) => issue.labels,
  state: (issue) => issue.state,
  dueDate: (issue) => issue.dueDate,
  assigneeIds: (issue) => issue.assignees.map(({ id }) => id),
};

/** Returns one fact of an issue as it stands. */
export function factOf<K extends FactKey>(issue: Issue, key: K): FactValue<K> {
  return READ[key](issue);
}

export function factsOf(issue: Issue, keys: readonly FactKey[]): IssueFacts {
  return Object.fromEntries(keys.map((key) => [key, factOf(issue, key)]));
}

/** What is noted of an issue that the bot made: it is closed again only where all of this is as it was. */
export const CREATED = { description: "its text", labels: "its set of labels", dueDate: "its due date" } as const;
export const CREATED_KEYS = Object.keys(CREATED) as readonly (keyof typeof CREATED)[];
