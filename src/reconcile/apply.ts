import { TransientError, UnknownOutcomeError } from "../domain/errors.ts";
import { parseIssueMarker } from "../domain/marker/issue-marker.ts";
import type { GitLab, Issue } from "../gitlab/port.ts";
import { closeTwin } from "./plan.ts";
import { isEndedTwin } from "./state.ts";
import type { Action } from "./types.ts";

/** Patience between a creation of unknown outcome and looking for it, in milliseconds. */
const SETTLE_MS: readonly number[] = [1_000, 4_000];
/** Clocks of GitLab's nodes may differ by this much. */
const CLOCK_SLACK_MS = 3_600_000;
const TRIES = 2;

/** What became of one action. */
export interface Applied {
  readonly action: Action;
  readonly outcome: "done" | "already-done" | "failed";
  /** The issue created or changed, or null. */
  readonly iid: number | null;
  readonly webUrl: string | null;
  readonly error: Error | null;
}

export interface ApplyDependencies {
  readonly gitlab: GitLab;
  readonly agendaLabel: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Told of each action before it is applied. */
  readonly onAction?: (action: Action) => void;
}

type CreateAgenda = Extract<Action, { kind: "create-agenda" }>;

function agendasOf(action: CreateAgenda, issues: readonly Issue[]): readonly Issue[] {
  return issues
    .filter((issue) => {
      if (isEndedTwin(issue)) return false;
      const marker = parseIssueMarker(issue.description);
      return marker?.kind === "agenda" && marker.series === action.series && marker.occurrence === action.occurrence.id;
    })
    .sort((a, b) => a.iid - b.iid);
}

async function createOnce(action: CreateAgenda, deps: ApplyDependencies): Promise<Issue> {
  const { agenda, assigneeIds } = action;
  const { title, description, labels, dueDate, confidential, milestone } = agenda;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await deps.gitlab.createIssue({
        title,
        description,
        labels,
        assigneeIds,
        dueDate,
        confidential,
        milestone,
      });
    } catch (error) {
      if (!(error instanceof UnknownOutcomeError)) throw error;
      const found = await lookFor(action, deps);
      if (found !== null) return found;
      if (attempt === TRIES) throw error;
    }
  }
}

/** After an unknown outcome: observe again, more than once, since GitLab may still be at it (law 1). */
async function lookFor(action: CreateAgenda, deps: ApplyDependencies): Promise<Issue | null> {
  for (const pause of SETTLE_MS) {
    await deps.sleep(pause);
    const [found] = agendasOf(action, await deps.gitlab.listIssues({ createdByMe: true }));
    if (found !== undefined) return found;
  }
  return null;
}

/**
 * Creates an agenda and looks whether somebody else did so at the same time: the lowest iid stays, the others are
 * closed with a relation to it. Whoever looks last sees both, so that exactly one stays open.
 */
async function applyCreate(action: CreateAgenda, deps: ApplyDependencies): Promise<Applied> {
  const created = await createOnce(action, deps);
  const createdAfter = new Date(Date.parse(created.createdAt) - CLOCK_SLACK_MS).toISOString();
  const own = await deps.gitlab.listIssues({ createdByMe: true, createdAfter });
  const twins = agendasOf(action, own);
  const stays = twins[0] ?? created;
  for (const twin of twins.slice(1)) {
    if (twin.state === "opened") await applyOne(closeTwin(action.series, twin.iid, stays.iid, deps.agendaLabel), deps);
  }
  for (const iid of action.relateTo) if (iid !== stays.iid) await deps.gitlab.relateIssues(stays.iid, iid);
  const outcome = stays.iid === created.iid ? "done" : "already-done";
  return { action, outcome, iid: stays.iid, webUrl: stays.webUrl, error: null };
}

async function applyOne(action: Action, deps: ApplyDependencies): Promise<Applied> {
  const done = (iid: number, webUrl: string | null): Applied => ({ action, outcome: "done", iid, webUrl, error: null });
  const { gitlab } = deps;
  switch (action.kind) {
    case "create-agenda":
      return applyCreate(action, deps);
    case "relate":
      await gitlab.relateIssues(action.iid, action.to);
      return done(action.iid, null);
    case "close-twin": {
      await gitlab.relateIssues(action.iid, action.stays);
      const closed = await gitlab.updateIssue(action.iid, { state: "close", removeLabels: action.removeLabels });
      return done(action.iid, closed.webUrl);
    }
    case "set-due-date": {
      const changed = await gitlab.updateIssue(action.iid, { dueDate: action.dueDate });
      return done(action.iid, changed.webUrl);
    }
  }
}

/**
 * Carries a plan out, action by action. One that fails does not stop the others, unless GitLab asks to come back later:
 * then the rest is left to the next run.
 */
export async function applyActions(actions: readonly Action[], deps: ApplyDependencies): Promise<readonly Applied[]> {
  const results: Applied[] = [];
  let stopped: Error | null = null;
  for (const action of actions) {
    if (stopped !== null) {
      results.push({ action, outcome: "failed", iid: null, webUrl: null, error: stopped });
      continue;
    }
    try {
      deps.onAction?.(action);
      results.push(await applyOne(action, deps));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      results.push({ action, outcome: "failed", iid: null, webUrl: null, error });
      if (error instanceof TransientError) stopped = error;
    }
  }
  return results;
}
