import { appendLateItems, editItems } from "../../domain/action-items/carry/edit.ts";
import { boxLooseActions } from "../../domain/follow-up/box-loose.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { contentHash } from "../../domain/marker/content-hash.ts";
import { parseIssueMarker, withMarker } from "../../domain/marker/issue-marker.ts";
import type { Issue } from "../../gitlab/port.ts";
import type { ActionOf } from "../actions/kinds.ts";
import { type ApplyDependencies, done, type Result } from "./applied.ts";
import { commentOnce } from "./comment-once.ts";
import { type EditOutcome, editDescription, keepHash, repairCrossing } from "./edit-description.ts";

function edited({ outcome, issue }: EditOutcome, iid: IssueIid): Result {
  const said = { done: "done", nothing: "already-done", busy: "put-off" } as const;
  return { outcome: said[outcome], iid, webUrl: issue?.webUrl ?? null };
}

export async function editCopies(action: ActionOf<"edit-items">, deps: ApplyDependencies): Promise<Result> {
  const { iid, late } = action;
  let missed = 0;
  const result = await editDescription(deps, iid, ({ description }) => {
    const changed = editItems(description, action.edits, deps.texts);
    missed = changed.missed.length;
    const { text } = changed;
    return keepHash(description, late === null ? text : (appendLateItems(text, late.items, deps, deps.texts) ?? text));
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
  return { told: marker?.told ?? null, snoozed: marker?.snoozed ?? [], settled: marker?.settled ?? null };
}

export async function refreshFollowUp(action: ActionOf<"refresh-follow-up">, deps: ApplyDependencies): Promise<Result> {
  const { iid, followUp, dueDate, reopen, expected } = action;
  const now = await deps.gitlab.getIssue(iid);
  if (now === null || now.description !== expected) return { outcome: "put-off", iid, webUrl: now?.webUrl ?? null };
  const due = dueDate === null ? { due: parseIssueMarker(now.description)?.due ?? null } : {};
  const changed = await deps.gitlab.updateIssue(iid, {
    description: withMarker(followUp.description, { ...kept(now.description), ...due }),
    ...(dueDate === null ? {} : { dueDate }),
    ...(reopen ? { state: "reopen" as const } : {}),
  });
  return done(iid, await repairCrossing(deps, now, changed));
}

/** Takes a follow-up back as long as nobody touched it since it was looked at. */
export async function closeFollowUp({ iid }: ActionOf<"close-follow-up">, deps: ApplyDependencies): Promise<Result> {
  const now = await deps.gitlab.getIssue(iid);
  const untouched = now !== null && parseIssueMarker(now.description)?.body === contentHash(now.description);
  if (!untouched) return { outcome: "put-off", iid, webUrl: now?.webUrl ?? null };
  return done(iid, await deps.gitlab.updateIssue(iid, { state: "close" }));
}

/** Closes a follow-up in which everything is resolved, and notes that with the same write: who reopens it means it. */
export async function settleFollowUp({ iid }: ActionOf<"settle-follow-up">, deps: ApplyDependencies): Promise<Result> {
  const edit = ({ description, state }: Issue): string | null =>
    state === "opened" ? withMarker(description, { settled: deps.at }) : null;
  return edited(await editDescription(deps, iid, edit, () => ({ state: "close" })), iid);
}

export async function assign(action: ActionOf<"assign">, deps: ApplyDependencies): Promise<Result> {
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
export async function setDueDate(action: ActionOf<"set-due-date">, deps: ApplyDependencies): Promise<Result> {
  const { iid, dueDate, previous, marker } = action;
  const isKept = dueDate === previous || (dueDate === null && !(marker !== null && "due" in marker));
  const along = isKept ? {} : { dueDate };
  if (marker === null) return done(iid, await deps.gitlab.updateIssue(iid, along));
  const edit = (one: Issue) => (one.dueDate === previous ? withMarker(one.description, marker) : null);
  return edited(await editDescription(deps, iid, edit, () => along), iid);
}

/** Made on what stands there now; what people boxed meanwhile has a box already. */
export async function addBoxes({ iid }: ActionOf<"add-boxes">, deps: ApplyDependencies): Promise<Result> {
  return edited(await editDescription(deps, iid, ({ description }) => boxLooseActions(description).text), iid);
}

export async function snooze({ iid, id, until }: ActionOf<"snooze">, deps: ApplyDependencies): Promise<Result> {
  const edit = ({ description }: Issue): string => {
    const others = parseIssueMarker(description)?.snoozed.filter((one) => one.id !== id) ?? [];
    return withMarker(description, { snoozed: [...others, { id, until }] });
  };
  return edited(await editDescription(deps, iid, edit), iid);
}

export async function takeUpFacts({ iid, facts }: ActionOf<"take-up">, deps: ApplyDependencies): Promise<Result> {
  return edited(await editDescription(deps, iid, ({ description }) => withMarker(description, facts)), iid);
}
