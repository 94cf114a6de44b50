import { badRequest } from "../http/api-error.ts";
import { canCreateIssue, canSetMetadata } from "../world/access.ts";
import { availableLabels } from "../world/find.ts";
import type { StoredIssue, StoredProject, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import type { ActContext } from "./context.ts";
import { referenceTo } from "./cross-references.ts";
import { changeState } from "./issue-state.ts";
import { notifyParticipants } from "./notify.ts";
import { storeIssue } from "./store-issue.ts";
import { addSystemNote } from "./system-notes.ts";

/** Moves an issue with its comments to another project: a new issue there, the old one closed. */
export function moveIssue(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  to: StoredProject,
  context: ActContext,
): StoredIssue {
  if (issue.project === to) throw badRequest("Cannot move issue to project it originates from!");
  if (!canSetMetadata(world, actor, issue.project) || !canCreateIssue(world, actor, to)) {
    throw badRequest("Cannot move issue due to insufficient permissions!");
  }
  const moved = copyIssue(world, actor, issue, to, context);
  for (const note of issue.notes.filter((one) => !one.system)) {
    moved.notes.push({ ...note, id: world.nextId("note"), reactions: [...note.reactions] });
  }
  issue.movedTo = moved;
  addSystemNote(world, actor, issue, `moved to ${referenceTo(moved, issue.project)}`);
  addSystemNote(world, actor, moved, `moved from ${referenceTo(issue, to)}`);
  notifyParticipants(world, { actor, issue, cause: "moved" });
  changeState(world, actor, issue, "close", context);
  return moved;
}

function copyIssue(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  to: StoredProject,
  context: ActContext,
): StoredIssue {
  const usable = availableLabels(world, to).map((label) => label.name);
  return storeIssue(
    world,
    actor,
    to,
    {
      title: issue.title,
      description: issue.description,
      labels: issue.labels.map((label) => label.name).filter((name) => usable.includes(name)),
      assignees: issue.assignees,
      dueDate: issue.dueDate,
      confidential: issue.confidential,
    },
    context,
  );
}
