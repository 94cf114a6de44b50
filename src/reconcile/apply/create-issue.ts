import { editItems } from "../../domain/action-items/carry/edit.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import type { ActionOf } from "../actions/kinds.ts";
import { mayBeAgendaOf } from "../model/recognise/hand-written.ts";
import { type ApplyDependencies, done, type Result } from "./applied.ts";
import { closeDuplicate } from "./close-duplicate.ts";
import { say } from "./comment-once.ts";
import { type CreateDependencies, createUnique } from "./create-once.ts";
import { editDescription, keepHash } from "./edit-description.ts";

function creating(labels: readonly string[], deps: ApplyDependencies): CreateDependencies {
  return {
    gitlab: deps.gitlab,
    seenUntil: deps.seenUntil,
    sleep: deps.sleep,
    endDuplicate: async (iid, stays) => void (await closeDuplicate({ iid, stays, removeLabels: labels }, deps)),
  };
}

export async function createAgenda(action: ActionOf<"create-agenda">, deps: ApplyDependencies): Promise<Result> {
  const { agenda, assigneeIds, series, occurrence } = action;
  const { title, description, labels, dueDate, confidential, milestone } = agenda;
  const { issue, outcome } = await createUnique(
    {
      draft: { title, description, labels, assigneeIds, dueDate, confidential, milestone },
      label: deps.agendaLabel,
      is: (marker) => marker.kind === "agenda" && marker.series === series && marker.occurrence === occurrence.id,
      mayBeTheirs: (one) => one.author.id !== deps.botId && mayBeAgendaOf(one, occurrence.date, deps.agendaLabel),
    },
    creating(deps.duplicateLabels.agenda, deps),
  );
  if (outcome === "put-off") return { ...done(issue.iid, issue), outcome };
  for (const iid of action.relateTo) if (iid !== issue.iid) await deps.gitlab.relateIssues(issue.iid, iid);
  return { ...done(issue.iid, issue), outcome };
}

export async function createFollowUp(action: ActionOf<"create-follow-up">, deps: ApplyDependencies): Promise<Result> {
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
    creating(deps.duplicateLabels.followUp, deps),
  );
  await deps.gitlab.relateIssues(issue.iid, action.agendaIid);
  if (outcome !== "done") return { ...done(issue.iid, issue), outcome };
  for (const comment of action.comments) await say(issue.iid, comment, deps);
  return done(issue.iid, issue);
}

export async function promoteItem(action: ActionOf<"promote-item">, deps: ApplyDependencies): Promise<Result> {
  const { title, description, labels, assigneeIds, dueDate, confidential, id } = action;
  const { issue, outcome } = await createUnique(
    {
      draft: { title, description, labels, assigneeIds, dueDate, confidential, milestone: null },
      label: null,
      is: (marker) => marker.kind === "item" && marker.carried.includes(id),
    },
    creating([], deps),
  );
  for (const iid of action.relateTo) await deps.gitlab.relateIssues(issue.iid, iid);
  for (const { iid, edit } of action.pointers) {
    await editDescription(deps, iid, ({ description }) =>
      keepHash(description, editItems(description, [{ ...edit, point: issue.iid }], deps.texts).text),
    );
  }
  return { ...done(issue.iid, issue), outcome };
}
