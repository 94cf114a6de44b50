import { appendLateItems, editItems } from "../../domain/action-items/carry/edit.ts";
import { contentHash } from "../../domain/marker/content-hash.ts";
import { parseIssueMarker, withMarker } from "../../domain/marker/issue-marker.ts";
import type { Issue } from "../../gitlab/port.ts";
import { mayBeAgendaOf } from "../model/hand-written.ts";
import { closeTwin } from "../model/twins.ts";
import type {
  Action,
  CreateAgenda,
  CreateFollowUp,
  EditItems,
  PromoteItem,
  RefreshFollowUp,
  SetDueDate,
} from "../model/types.ts";
import type { Applied, ApplyDependencies } from "./applied.ts";
import { commentOnce } from "./comment-once.ts";
import { type CreateDependencies, createUnique } from "./create-once.ts";
import { type EditOutcome, editDescription, keepHash, repairCrossing } from "./edit-description.ts";

type Result = Pick<Applied, "outcome" | "iid" | "webUrl">;

function done(iid: number | null, issue: Pick<Issue, "webUrl"> | null = null): Result {
  return { outcome: "done", iid, webUrl: issue?.webUrl ?? null };
}

function creating(series: string, labels: readonly string[], deps: ApplyDependencies): CreateDependencies {
  return {
    gitlab: deps.gitlab,
    seenUntil: deps.seenUntil,
    sleep: deps.sleep,
    endTwin: async (iid, stays) => void (await applyOne(closeTwin(series, iid, stays, labels), deps)),
  };
}

async function createAgenda(action: CreateAgenda, deps: ApplyDependencies): Promise<Result> {
  const { agenda, assigneeIds, series, occurrence } = action;
  const { title, description, labels, dueDate, confidential, milestone } = agenda;
  const { issue, outcome } = await createUnique(
    {
      draft: { title, description, labels, assigneeIds, dueDate, confidential, milestone },
      label: deps.agendaLabel,
      is: (marker) => marker.kind === "agenda" && marker.series === series && marker.occurrence === occurrence.id,
      mayBeTheirs: (one) => one.author.id !== deps.botId && mayBeAgendaOf(one, occurrence.date, deps.agendaLabel),
    },
    creating(series, deps.twinLabels.agenda, deps),
  );
  if (outcome === "put-off") return { ...done(issue.iid, issue), outcome };
  for (const iid of action.relateTo) if (iid !== issue.iid) await deps.gitlab.relateIssues(issue.iid, iid);
  return { ...done(issue.iid, issue), outcome };
}

/** Says something, and puts into the marker that participants were told: a comment can be deleted or rewritten. */
async function say(
  iid: number,
  { what, body }: Pick<Extract<Action, { kind: "comment" }>, "what" | "body">,
  deps: ApplyDependencies,
): Promise<void> {
  const { createdAt: told } = await commentOnce(deps.gitlab, iid, body, deps);
  if (what !== "participants") return;
  await editDescription(deps, iid, ({ description }) =>
    parseIssueMarker(description)?.told === null ? withMarker(description, { told }) : null,
  );
}

async function createFollowUp(action: CreateFollowUp, deps: ApplyDependencies): Promise<Result> {
  const { followUp, assigneeIds, series, occurrence } = action;
  const { title, description, labels, dueDate, confidential } = followUp;
  const day = parseIssueMarker(description)?.date;
  const { issue, outcome } = await createUnique(
    {
      draft: { title, description, labels, assigneeIds, dueDate, confidential, milestone: null },
      label: deps.followUpLabel,
      is: (marker) =>
        marker.kind === "follow-up" &&
        marker.series === series &&
        marker.occurrence === occurrence &&
        marker.date === day,
    },
    creating(series, deps.twinLabels.followUp, deps),
  );
  await deps.gitlab.relateIssues(issue.iid, action.agendaIid);
  if (outcome !== "done") return { ...done(issue.iid, issue), outcome };
  for (const comment of action.comments) await say(issue.iid, comment, deps);
  return done(issue.iid, issue);
}

async function promote(action: PromoteItem, deps: ApplyDependencies): Promise<Result> {
  const { title, description, labels, assigneeIds, dueDate, confidential, id } = action;
  const { issue, outcome } = await createUnique(
    {
      draft: { title, description, labels, assigneeIds, dueDate, confidential, milestone: null },
      label: null,
      is: (marker) => marker.kind === "item" && marker.carried.includes(id),
    },
    creating(action.series, [], deps),
  );
  for (const iid of action.relateTo) await deps.gitlab.relateIssues(issue.iid, iid);
  for (const { iid, edit } of action.pointers) {
    await editDescription(deps, iid, ({ description }) =>
      keepHash(description, editItems(description, [{ ...edit, point: issue.iid }]).text),
    );
  }
  return { ...done(issue.iid, issue), outcome };
}

function edited({ outcome, issue }: EditOutcome, iid: number): Result {
  const said = { done: "done", nothing: "already-done", busy: "put-off" } as const;
  return { outcome: said[outcome], iid, webUrl: issue?.webUrl ?? null };
}

async function editCopies(action: EditItems, deps: ApplyDependencies): Promise<Result> {
  const { iid, late } = action;
  let missed = 0;
  const result = await editDescription(deps, iid, ({ description }) => {
    const changed = editItems(description, action.edits);
    missed = changed.missed.length;
    const { text } = changed;
    return keepHash(description, late === null ? text : (appendLateItems(text, late.items, deps.customer) ?? text));
  });
  if (late?.note !== undefined && late.note !== null && result.outcome === "done") {
    const { noteId, body } = late.note;
    if (noteId === null) await commentOnce(deps.gitlab, iid, body, deps);
    else await deps.gitlab.updateNote(iid, noteId, body);
  }
  // What a person changed meanwhile is looked at anew.
  return missed > 0 ? { ...edited(result, iid), outcome: "put-off" } : edited(result, iid);
}

/** What the marker remembers besides the text, which a fresh text does not know. */
function kept(description: string) {
  const marker = parseIssueMarker(description);
  return { told: marker?.told ?? null, snoozed: marker?.snoozed ?? [] };
}

async function refresh(action: RefreshFollowUp, deps: ApplyDependencies): Promise<Result> {
  const { iid, followUp, dueDate, reopen, expected } = action;
  const now = await deps.gitlab.getIssue(iid);
  if (now === null || now.description !== expected) return { outcome: "put-off", iid, webUrl: now?.webUrl ?? null };
  const changed = await deps.gitlab.updateIssue(iid, {
    description: withMarker(followUp.description, kept(now.description)),
    ...(dueDate === null ? {} : { dueDate }),
    ...(reopen ? { state: "reopen" as const } : {}),
  });
  return done(iid, await repairCrossing(deps, now, changed));
}

/** Takes a follow-up back as long as nobody touched it since it was looked at. */
async function closeFollowUp(iid: number, deps: ApplyDependencies): Promise<Result> {
  const now = await deps.gitlab.getIssue(iid);
  const untouched = now !== null && parseIssueMarker(now.description)?.body === contentHash(now.description);
  if (!untouched) return { outcome: "put-off", iid, webUrl: now?.webUrl ?? null };
  return done(iid, await deps.gitlab.updateIssue(iid, { state: "close" }));
}

async function handOver(action: Extract<Action, { kind: "assign" }>, deps: ApplyDependencies): Promise<Result> {
  const { iid, from, toId } = action;
  const now = await deps.gitlab.getIssue(iid);
  const stay = now?.assignees.filter((user) => !from.includes(user.username) && user.id !== toId) ?? [];
  const still = now?.assignees.some((user) => from.includes(user.username)) === true;
  if (!still) return { outcome: "put-off", iid, webUrl: now?.webUrl ?? null };
  const changed = await deps.gitlab.updateIssue(iid, { assigneeIds: [toId, ...stay.map((user) => user.id)] });
  // The next change of CSM has to know whom the bot assigned.
  await editDescription(deps, iid, (one) => withMarker(one.description, { assigned: action.to }));
  return done(iid, changed);
}

/** The day that the bot gives an agenda goes into its marker with the same write, as long as nobody chose another meanwhile. */
async function setDueDate(action: SetDueDate, deps: ApplyDependencies): Promise<Result> {
  const { iid, dueDate, previous, marker } = action;
  const along = dueDate === null || dueDate === previous ? {} : { dueDate };
  if (marker === null) return done(iid, await deps.gitlab.updateIssue(iid, along));
  const edit = (one: Issue) => (one.dueDate === previous ? withMarker(one.description, marker) : null);
  return edited(await editDescription(deps, iid, edit, along), iid);
}

function withSnooze(description: string, { id, until }: { readonly id: string; readonly until: string }): string {
  const others = parseIssueMarker(description)?.snoozed.filter((one) => one.id !== id) ?? [];
  return withMarker(description, { snoozed: [...others, { id, until }] });
}

/** Carries one action out. */
export async function applyOne(action: Action, deps: ApplyDependencies): Promise<Result> {
  const { gitlab } = deps;
  switch (action.kind) {
    case "create-agenda":
      return createAgenda(action, deps);
    case "create-follow-up":
      return createFollowUp(action, deps);
    case "promote-item":
      return promote(action, deps);
    case "edit-items":
      return editCopies(action, deps);
    case "refresh-follow-up":
      return refresh(action, deps);
    case "close-follow-up":
      return closeFollowUp(action.iid, deps);
    case "assign":
      return handOver(action, deps);
    case "take-up":
      return edited(
        await editDescription(deps, action.iid, (one) => withMarker(one.description, action.facts)),
        action.iid,
      );
    case "snooze":
      return edited(await editDescription(deps, action.iid, (one) => withSnooze(one.description, action)), action.iid);
    case "set-due-date":
      return setDueDate(action, deps);
    case "create-label":
      await gitlab.createLabel(action.label);
      return done(null);
    case "relate":
      await gitlab.relateIssues(action.iid, action.to);
      return done(action.iid);
    case "close-twin":
      await gitlab.relateIssues(action.iid, action.stays);
      return done(
        action.iid,
        await gitlab.updateIssue(action.iid, { state: "close", removeLabels: action.removeLabels }),
      );
    case "comment":
      await say(action.iid, action, deps);
      return done(action.iid);
    case "edit-comment":
      await gitlab.updateNote(action.iid, action.noteId, action.body);
      return done(action.iid);
    case "delete-comment":
      await gitlab.deleteNote(action.iid, action.noteId);
      return done(action.iid);
    case "react":
      await gitlab.react(action.iid, action.noteId, action.name);
      return done(action.iid);
    default:
      return done(action.iid, await gitlab.updateIssue(action.iid, changeOf(action)));
  }
}

type PlainChange = Extract<Action, { kind: "set-labels" | "reopen-follow-up" | "skip-call" }>;

function changeOf(action: PlainChange) {
  switch (action.kind) {
    case "set-labels":
      return { addLabels: action.add, removeLabels: action.remove };
    case "reopen-follow-up":
      return { state: "reopen" as const };
    case "skip-call":
      return { state: "close" as const };
  }
}
