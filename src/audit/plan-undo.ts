import { asIssueIid, asNoteId, type IssueIid, type NoteId } from "../domain/ids.ts";
import { type Reason, reason } from "../domain/reason.ts";
import {
  type Judgement,
  judgeUndoing,
  sameFact,
  type UndoDecision,
  type UndoFacts,
  type Undoing,
} from "./judge-step.ts";
import { FACT_KEYS, type FactKey, type RunRecord, type WriteFacts, type WriteMethod } from "./record.ts";

export interface UndoStep {
  readonly iid: IssueIid | null;
  /** What is taken back, in words. */
  readonly what: string;
  readonly decision: UndoDecision;
  readonly reason: Reason;
  /** null for what is never taken back, or cannot be. */
  readonly undoing: Undoing | null;
}

function labelWords(add: readonly string[], remove: readonly string[]): string {
  const off = remove.length === 0 ? [] : [`take off ${remove.join(", ")}`];
  return [...off, ...(add.length === 0 ? [] : [`put on ${add.join(", ")}`])].join("; ");
}

/** What is taken back, in words for people. */
function undoWords(undoing: Undoing): string {
  switch (undoing.kind) {
    case "close-created":
      return `close ${undoing.left.title}`;
    case "description":
      return "put the text back";
    case "labels":
      return labelWords(undoing.add, undoing.remove);
    case "state":
      return undoing.to === "opened" ? "reopen" : "close";
    case "dueDate":
      return undoing.to === null ? "take off the due date" : `due date back to ${undoing.to}`;
    case "assigneeIds":
      return "assign as before";
    case "delete-comment":
      return "delete the comment";
    case "comment-text":
      return "put the comment back";
  }
}

/** One thing to be taken back, or one that is not: `fixed` says why. */
interface Found {
  readonly iid: IssueIid | null;
  readonly undoing: Undoing | null;
  readonly fixed: (Judgement & { readonly what: string }) | null;
}

/** What one thing was before and after several writes: of those at the end between which nobody else wrote. */
function endsOf<K extends keyof WriteFacts>(
  key: K,
  records: readonly RunRecord[],
): { readonly from: WriteFacts[K] | undefined; readonly to: WriteFacts[K] | undefined } {
  let to = records.at(-1)?.before?.[key];
  for (const record of records.slice(0, -1).reverse()) {
    if (!sameFact(record.after?.[key], to)) break;
    to = record.before?.[key];
  }
  return { from: records.at(-1)?.after?.[key], to };
}

function namesIn(records: readonly RunRecord[], key: "addLabels" | "removeLabels"): readonly string[] {
  return records.flatMap(({ request }) => {
    const change = request["change"];
    const names: unknown = typeof change === "object" && change !== null ? Reflect.get(change, key) : null;
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  });
}

function scopeOf(label: string): string | null {
  const end = label.lastIndexOf("::");
  return end < 0 ? null : label.slice(0, end);
}

/** Labels that the writes themselves changed: others came and went by people at the same moment. */
function labelsOf(iid: IssueIid, records: readonly RunRecord[]): Undoing | null {
  const { from: now, to: then } = endsOf("labels", records);
  if (now === undefined || then === undefined) return null;
  const put = namesIn(records, "addLabels");
  const taken = namesIn(records, "removeLabels");
  // GitLab docs, Scoped labels: putting one on takes off the others of its scope.
  const scopes = new Set(put.map(scopeOf).filter((scope) => scope !== null));
  const isOurs = (label: string): boolean => taken.includes(label) || scopes.has(scopeOf(label) ?? "");
  return {
    kind: "labels",
    iid,
    add: then.filter((label) => !now.includes(label) && isOurs(label)),
    remove: now.filter((label) => !then.includes(label) && put.includes(label)),
  };
}

/** How the writes to one fact of an issue are taken back; null where what was there before is not known. */
function factUndoing(iid: IssueIid, key: FactKey, records: readonly RunRecord[]): Undoing | null {
  if (key === "labels") return labelsOf(iid, records);
  const { from, to } = endsOf(key, records);
  // One key has one type; the compiler cannot follow that through the union.
  return from === undefined || to === undefined ? null : ({ kind: key, iid, from, to } as Undoing);
}

function commentUndoing(iid: IssueIid, noteId: NoteId, records: readonly RunRecord[]): Undoing | null {
  const { from, to } = endsOf("body", records);
  if (from === undefined) return null;
  if (records[0]?.method === "createNote") return { kind: "delete-comment", iid, noteId, body: from };
  return to === undefined ? null : { kind: "comment-text", iid, noteId, from, to };
}

/** A text in what a write asked for, whatever the audit file says there. */
function wordIn(thing: unknown, key: string): string | null {
  const word: unknown = typeof thing === "object" && thing !== null ? Reflect.get(thing, key) : null;
  return typeof word === "string" ? word : null;
}

/** The issue as the run left it: as it was created, with what the run itself changed afterwards. */
function createdUndoing(iid: IssueIid, records: readonly RunRecord[]): Undoing {
  const title = wordIn(records[0]?.request["draft"], "title") ?? `#${iid}`;
  const facts = Object.assign({}, ...records.map(({ after }) => after));
  return { kind: "close-created", iid, left: { ...facts, title } };
}

type Stays = (request: RunRecord["request"]) => readonly [what: string, why: string];

/** What is never taken back, by the write; null for what is. */
const STAYS: Readonly<Record<WriteMethod, Stays | null>> = {
  createIssue: null,
  updateIssue: null,
  createNote: null,
  updateNote: null,
  relateIssues: ({ otherIid }) => [`relation to #${otherIid}`, "relations stay"],
  react: ({ name }) => [`reaction :${name}:`, "reactions stay"],
  createLabel: ({ label }) => [`label ${wordIn(label, "name") ?? ""}`, "labels of the project stay"],
  deleteNote: () => ["deleted comment", "it is not written again: people would be told twice"],
};

function fixed(record: RunRecord, decision: UndoDecision, rule: string, what: string, text: string): Found {
  return {
    iid: record.iid,
    undoing: null,
    fixed: { what, decision, reason: reason(rule, text, { method: record.method }) },
  };
}

/** By the thing that was written, oldest write first; things in the order of their newest write. */
function groupWrites(records: readonly RunRecord[]): ReadonlyMap<string, RunRecord[]> {
  const made = new Set(records.filter(({ method }) => method === "createIssue").map(({ iid }) => iid));
  const groups = new Map<string, RunRecord[]>();
  records.forEach((record, index) => {
    for (const key of thingsOf(record, made, index)) {
      const before = groups.get(key) ?? [];
      groups.delete(key);
      groups.set(key, [...before, record]);
    }
  });
  return groups;
}

function thingsOf(record: RunRecord, made: ReadonlySet<IssueIid | null>, index: number): readonly string[] {
  const { method, iid, noteId, after, outcome } = record;
  if (outcome === "unknown" || STAYS[method] !== null) return [`fixed ${index}`];
  if (method === "createNote" || method === "updateNote") return [`comment ${iid} ${after?.noteId ?? noteId}`];
  if (made.has(iid)) return [`issue ${iid}`];
  return FACT_KEYS.filter((key) => after !== null && key in after).map((key) => `${key} ${iid}`);
}

function found(thing: string, records: readonly RunRecord[]): Found {
  const [kind, iidText, noteText] = thing.split(" ");
  const record = records.at(-1);
  if (record === undefined) throw new Error("a thing without a write");
  const iid = asIssueIid(Number(iidText));
  const stays = STAYS[record.method];
  if (record.outcome === "unknown") {
    return fixed(record, "left", "unknown-outcome", record.method, "GitLab gave no clear answer: look at it");
  }
  if (stays !== null) return fixed(record, "stays", "stays", ...stays(record.request));
  const undoing =
    kind === "issue"
      ? createdUndoing(iid, records)
      : kind === "comment"
        ? commentUndoing(iid, asNoteId(Number(noteText)), records)
        : factUndoing(iid, kind as FactKey, records);
  if (undoing !== null) return { iid, undoing, fixed: null };
  return fixed(record, "left", "before-unknown", kind ?? "", "what was there before is not known");
}

/** Iids of issues that a run wrote to and whose comments matter for taking that back. */
export function issuesOfRun(records: readonly RunRecord[]): {
  readonly all: readonly IssueIid[];
  readonly comments: readonly IssueIid[];
} {
  const written = records.filter(({ outcome, iid }) => outcome === "done" && iid !== null);
  const iids = (some: readonly RunRecord[]): readonly IssueIid[] => [...new Set(some.flatMap(({ iid }) => iid ?? []))];
  const spoken = written.filter(({ method }) => ["createIssue", "createNote", "updateNote"].includes(method));
  return { all: iids(written), comments: iids(spoken) };
}

/**
 * Plans how the writes of one run in one project are taken back, newest first, as far as each thing still is as the run
 * left it. `facts`: by iid, what is in GitLab now. Several writes to one thing are one step. Pure.
 */
export function planUndo(records: readonly RunRecord[], facts: (iid: IssueIid) => UndoFacts): readonly UndoStep[] {
  const groups = groupWrites(records.filter(({ outcome }) => outcome !== "failed"));
  return [...groups].reverse().flatMap(([thing, writes]): readonly UndoStep[] => {
    const { iid, undoing, fixed } = found(thing, writes);
    if (undoing === null) return fixed === null ? [] : [{ iid, undoing, ...fixed }];
    return [{ iid, what: undoWords(undoing), undoing, ...judgeUndoing(undoing, facts(undoing.iid)) }];
  });
}
