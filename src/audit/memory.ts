import type { GitLab, Issue, IssueChange, Note } from "../gitlab/port.ts";

/** What a write changes, as GitLab told it; keys that it leaves alone are absent. */
export interface IssueFacts {
  readonly state?: Issue["state"];
  /** All of them. */
  readonly labels?: readonly string[];
  readonly dueDate?: string | null;
  readonly description?: string;
  readonly assigneeIds?: readonly number[];
}

/** The last that was read of issues and comments. */
export interface AuditMemory {
  readonly rememberIssue: (issue: Issue) => void;
  readonly rememberNote: (iid: number, note: Note) => void;
  /** After a write of doubtful outcome. */
  readonly forget: (iid: number) => void;
  readonly forgetNote: (iid: number, noteId: number) => void;
  /** Of one that was not read yet: read now. null for one that is not there. */
  readonly issue: (iid: number) => Promise<Issue | null>;
  readonly noteBody: (iid: number, noteId: number) => Promise<string | null>;
}

export function createAuditMemory(gitlab: Pick<GitLab, "getIssue" | "listNotes">): AuditMemory {
  const issues = new Map<number, Issue>();
  const bodies = new Map<number, Map<number, string>>();
  const rememberNote = (iid: number, { id, body }: Note): void => {
    bodies.set(iid, (bodies.get(iid) ?? new Map<number, string>()).set(id, body));
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

/** The facts that a change is about; none for an empty one. */
export function factsChanged(change: IssueChange): readonly (keyof IssueFacts)[] {
  const keys: (keyof IssueFacts)[] = [];
  if (change.state !== undefined) keys.push("state");
  if (change.addLabels?.length || change.removeLabels?.length) keys.push("labels");
  if (change.dueDate !== undefined) keys.push("dueDate");
  if (change.description !== undefined) keys.push("description");
  if (change.assigneeIds !== undefined) keys.push("assigneeIds");
  return keys;
}

export function factsOf(issue: Issue, keys: readonly (keyof IssueFacts)[]): IssueFacts {
  const { state, labels, dueDate, description, assignees } = issue;
  const all = { state, labels, dueDate, description, assigneeIds: assignees.map(({ id }) => id) };
  return Object.fromEntries(Object.entries(all).filter(([key]) => keys.some((wanted) => wanted === key)));
}
