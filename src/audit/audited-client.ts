import { isUnknownOutcomeError, messageOf } from "../domain/errors.ts";
import type { IssueIid, NoteId } from "../domain/ids.ts";
import type { Instant } from "../domain/time/types.ts";
import { overlayGitLab } from "../gitlab/overlay.ts";
import type { GitLab } from "../gitlab/port.ts";
import { type AuditMemory, CREATED_KEYS, createAuditMemory, factsChanged, factsOf } from "./facts.ts";
import type { WriteFacts, WriteMethod, WriteRecord } from "./record.ts";

interface Auditing {
  readonly gitlab: GitLab;
  readonly memory: AuditMemory;
  readonly sink: (record: WriteRecord) => void;
  readonly now: () => Instant;
}

interface Write<T> {
  readonly method: WriteMethod;
  readonly request: WriteRecord["request"];
  readonly iid?: IssueIid;
  readonly noteId?: NoteId;
  readonly before?: WriteFacts | null;
  readonly run: () => Promise<T>;
  /** What to remember and to record of the answer. */
  readonly done?: (answer: T) => Partial<Pick<WriteRecord, "iid" | "noteId" | "after">>;
}

/**
 * The same GitLab, with a record of each write given to `sink` before the caller hears of its end, also of one that was
 * refused or that may have happened. Facts from before a write are the last that were read through this port; where there
 * are none they are read first, and where that fails nothing is written. What `sink` throws reaches the caller.
 */
export function auditGitLab(gitlab: GitLab, sink: (record: WriteRecord) => void, now: () => Instant): GitLab {
  const auditing: Auditing = { gitlab, memory: createAuditMemory(gitlab), sink, now };
  const writes: Pick<GitLab, WriteMethod> = { ...issueWrites(auditing), ...noteWrites(auditing) };
  return overlayGitLab(gitlab, { ...observedReads(auditing), ...writes });
}

function observedReads({ gitlab, memory }: Auditing): Pick<GitLab, "listIssues" | "getIssue" | "listNotes"> {
  return {
    async listIssues(filter) {
      const issues = await gitlab.listIssues(filter);
      for (const issue of issues) memory.rememberIssue(issue);
      return issues;
    },
    async getIssue(iid) {
      const issue = await gitlab.getIssue(iid);
      if (issue !== null) memory.rememberIssue(issue);
      return issue;
    },
    async listNotes(iid, which) {
      const notes = await gitlab.listNotes(iid, which);
      for (const note of notes) memory.rememberNote(iid, note);
      return notes;
    },
  };
}

function issueWrites(auditing: Auditing): Pick<GitLab, "createIssue" | "updateIssue" | "relateIssues" | "createLabel"> {
  const { gitlab, memory } = auditing;
  return {
    createIssue: (draft) =>
      recorded(auditing, {
        method: "createIssue",
        request: { draft },
        run: () => gitlab.createIssue(draft),
        done(issue) {
          memory.rememberIssue(issue);
          const { iid, updatedAt } = issue;
          return { iid, after: { iid, updatedAt, ...factsOf(issue, CREATED_KEYS) } };
        },
      }),
    async updateIssue(iid, change) {
      const keys = factsChanged(change);
      // An empty change is only a read.
      if (keys.length === 0) return gitlab.updateIssue(iid, change);
      const known = await memory.issue(iid);
      return recorded(auditing, {
        method: "updateIssue",
        request: { iid, change },
        iid,
        before: known === null ? null : factsOf(known, keys),
        run: () => gitlab.updateIssue(iid, change),
        done(issue) {
          memory.rememberIssue(issue);
          return { after: { ...factsOf(issue, keys), updatedAt: issue.updatedAt } };
        },
      });
    },
    relateIssues: (iid, otherIid) =>
      recorded(auditing, {
        method: "relateIssues",
        request: { iid, otherIid },
        iid,
        run: () => gitlab.relateIssues(iid, otherIid),
      }),
    createLabel: (label) =>
      recorded(auditing, { method: "createLabel", request: { label }, run: () => gitlab.createLabel(label) }),
  };
}

function noteWrites(auditing: Auditing): Pick<GitLab, "createNote" | "updateNote" | "deleteNote" | "react"> {
  const { gitlab, memory } = auditing;
  const before = async (iid: IssueIid, noteId: NoteId): Promise<WriteFacts | null> => {
    const body = await memory.noteBody(iid, noteId);
    return body === null ? null : { noteId, body };
  };
  return {
    createNote: (iid, body) =>
      recorded(auditing, {
        method: "createNote",
        request: { iid, body },
        iid,
        run: () => gitlab.createNote(iid, body),
        done(note) {
          memory.rememberNote(iid, note);
          return { noteId: note.id, after: { noteId: note.id, body: note.body } };
        },
      }),
    updateNote: async (iid, noteId, body) =>
      recorded(auditing, {
        method: "updateNote",
        request: { iid, noteId, body },
        iid,
        noteId,
        before: await before(iid, noteId),
        run: () => gitlab.updateNote(iid, noteId, body),
        done(note) {
          memory.rememberNote(iid, note);
          return { after: { noteId, body: note.body } };
        },
      }),
    deleteNote: async (iid, noteId) =>
      recorded(auditing, {
        method: "deleteNote",
        request: { iid, noteId },
        iid,
        noteId,
        before: await before(iid, noteId),
        run: () => gitlab.deleteNote(iid, noteId),
        done() {
          memory.forgetNote(iid, noteId);
          return {};
        },
      }),
    react: (iid, noteId, name) =>
      recorded(auditing, {
        method: "react",
        request: { iid, noteId, name },
        iid,
        noteId,
        run: () => gitlab.react(iid, noteId, name),
      }),
  };
}

async function recorded<T>({ gitlab, memory, sink, now }: Auditing, write: Write<T>): Promise<T> {
  const { method, request, iid = null, noteId = null, before = null, run, done } = write;
  const common = { project: gitlab.projectRef, method, request, iid, noteId, before, after: null };
  let answer: T;
  try {
    answer = await run();
  } catch (error) {
    // Even a refusal may have come after a try that was applied.
    if (iid !== null) memory.forget(iid);
    const outcome = isUnknownOutcomeError(error) ? "unknown" : "failed";
    sink({ at: now(), ...common, outcome, error: messageOf(error) });
    throw error;
  }
  sink({ at: now(), ...common, outcome: "done", error: null, ...done?.(answer) });
  return answer;
}
