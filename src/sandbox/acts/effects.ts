import { ApiError } from "../http/api-error.ts";
import type { LinkType, StoredIssue, StoredProject, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import type { ActContext } from "./context.ts";
import { referenceTo } from "./cross-references.ts";
import { toggleReaction } from "./issue-reactions.ts";
import { changeState } from "./issue-state.ts";
import { findLink, linkIssues, unlinkIssues } from "./links.ts";
import { moveIssue } from "./move-issue.ts";
import { addTodo } from "./notify.ts";
import { addSystemNote } from "./system-notes.ts";

/** What a quick action does beyond the fields of its issue. */
export type Effect =
  | { readonly kind: "link"; readonly targets: readonly StoredIssue[]; readonly type: LinkType }
  | { readonly kind: "unlink"; readonly target: StoredIssue }
  | { readonly kind: "move"; readonly to: StoredProject }
  | { readonly kind: "duplicate"; readonly of: StoredIssue }
  | { readonly kind: "subscribe"; readonly subscribed: boolean }
  | { readonly kind: "todo" | "done" }
  | { readonly kind: "react"; readonly name: string };

/** Carries effects out in turn; one that GitLab would refuse is left undone, as there. */
export function runEffects(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  effects: readonly Effect[],
  context: ActContext,
): void {
  for (const effect of effects) {
    try {
      runEffect(world, actor, issue, effect, context);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }
}

function runEffect(world: World, actor: StoredUser, issue: StoredIssue, effect: Effect, context: ActContext): void {
  switch (effect.kind) {
    case "link":
      for (const target of effect.targets) {
        if (findLink(world, issue, target) === null) linkIssues(world, actor, issue, target, effect.type);
      }
      return;
    case "unlink": {
      const link = findLink(world, issue, effect.target);
      if (link !== null) unlinkIssues(world, actor, link);
      return;
    }
    case "move":
      moveIssue(world, actor, issue, effect.to, context);
      return;
    case "duplicate":
      markDuplicate(world, actor, issue, effect.of, context);
      return;
    case "subscribe":
      issue.subscriptions.set(actor.id, effect.subscribed);
      return;
    case "todo":
      addTodo(world, actor, actor, issue, "marked", issue.title);
      return;
    case "done":
      for (const todo of world.todos) if (todo.issue === issue && todo.user === actor) todo.state = "done";
      return;
    case "react":
      toggleReaction(world, actor, issue, effect.name, context);
      return;
    default:
      effect satisfies never;
  }
}

function markDuplicate(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  original: StoredIssue,
  context: ActContext,
): void {
  issue.duplicatedTo = original;
  addSystemNote(world, actor, issue, `marked this issue as a duplicate of ${referenceTo(original, issue.project)}`);
  addSystemNote(world, actor, original, `marked ${referenceTo(issue, original.project)} as a duplicate of this issue`);
  if (findLink(world, issue, original) === null) linkIssues(world, actor, issue, original, "relates_to");
  changeState(world, actor, issue, "close", context);
}
