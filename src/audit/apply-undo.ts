import type { Log } from "../domain/log.ts";
import { reason } from "../domain/reason.ts";
import type { GitLab, Issue } from "../gitlab/port.ts";
import { type EditDependencies, editDescription } from "../reconcile/apply/edit-description.ts";
import { type Judgement, judgeUndoing, type UndoFacts, type Undoing } from "./judge-step.ts";
import { issuesOfRun, planUndo, type UndoStep } from "./plan-undo.ts";
import type { RunRecord } from "./record.ts";

/** What became of one step. */
export interface Undone {
  readonly step: UndoStep;
  readonly outcome: "done" | "back" | "stays" | "left" | "failed";
  readonly error: Error | null;
}

/** Reads what is in GitLab now and plans how a run is taken back there; writes nothing. */
export async function planUndoOf(gitlab: GitLab, records: readonly RunRecord[]): Promise<readonly UndoStep[]> {
  const { all, comments } = issuesOfRun(records);
  const { id: botId } = await gitlab.getCurrentUser();
  const issues = new Map((all.length === 0 ? [] : await gitlab.listIssues({ iids: all })).map((one) => [one.iid, one]));
  const notes = new Map(
    await Promise.all(
      comments
        .filter((iid) => issues.has(iid))
        .map(async (iid) => [iid, await gitlab.listNotes(iid, "comments")] as const),
    ),
  );
  return planUndo(records, (iid) => ({ issue: issues.get(iid) ?? null, comments: notes.get(iid) ?? [], botId }));
}

const CROSSED: Judgement = { decision: "left", reason: reason("changed-since", "the text was changed since") };

/** Writes one thing back; answers why it was left alone after all, or null when it is done. */
async function write(deps: EditDependencies, undoing: Undoing): Promise<Judgement | null> {
  const { gitlab } = deps;
  const { iid } = undoing;
  switch (undoing.kind) {
    case "description": {
      const { from, to } = undoing;
      const { outcome } = await editDescription(deps, iid, (one) => (one.description === from ? to : null));
      return outcome === "done" ? null : CROSSED;
    }
    case "delete-comment":
      await gitlab.deleteNote(iid, undoing.noteId);
      return null;
    case "comment-text":
      await gitlab.updateNote(iid, undoing.noteId, undoing.to);
      return null;
    default:
      await gitlab.updateIssue(iid, changeOf(undoing));
      return null;
  }
}

type PlainUndoing = Exclude<Undoing, { kind: "description" | "delete-comment" | "comment-text" }>;

function changeOf(undoing: PlainUndoing) {
  switch (undoing.kind) {
    case "close-created":
      return { state: "close" as const };
    case "labels":
      return { addLabels: undoing.add, removeLabels: undoing.remove };
    case "state":
      return { state: undoing.to === "opened" ? ("reopen" as const) : ("close" as const) };
    case "dueDate":
      return undoing.to === null ? {} : { dueDate: undoing.to };
    case "assigneeIds":
      return { assigneeIds: undoing.to };
  }
}

function needsComments({ kind }: Undoing): boolean {
  return kind === "close-created" || kind === "delete-comment" || kind === "comment-text";
}

/** What stands there at this moment, read right before the write (law 3). */
async function readFacts(gitlab: GitLab, undoing: Undoing, botId: number): Promise<UndoFacts> {
  const comments = needsComments(undoing) ? await gitlab.listNotes(undoing.iid, "comments") : [];
  const issue: Issue | null = await gitlab.getIssue(undoing.iid);
  return { issue, comments, botId };
}

/**
 * Takes back what can be, step by step, each after it was read anew: what people touched since the plan is left alone. A step
 * that fails does not stop the others.
 */
export async function applyUndo(
  gitlab: GitLab,
  steps: readonly UndoStep[],
  options: { readonly onStep?: (step: UndoStep) => void; readonly log?: Log } = {},
): Promise<readonly Undone[]> {
  const { id: botId } = await gitlab.getCurrentUser();
  const results: Undone[] = [];
  for (const step of steps) {
    const { undoing, decision } = step;
    if (decision !== "undo" || undoing === null) {
      results.push({ step, outcome: decision === "undo" ? "left" : decision, error: null });
      continue;
    }
    try {
      options.onStep?.(step);
      const now = judgeUndoing(undoing, await readFacts(gitlab, undoing, botId));
      const other = now.decision === "undo" ? await write({ gitlab, botId, log: options.log }, undoing) : now;
      const outcome = other === null || other.decision === "undo" ? "done" : other.decision;
      results.push({ step: other === null ? step : { ...step, ...other }, outcome, error: null });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      results.push({ step, outcome: "failed", error });
    }
  }
  return results;
}
