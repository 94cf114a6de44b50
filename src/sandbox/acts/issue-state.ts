import { issueSnapshot } from "../hooks/changes.ts";
import { fireIssueHooks } from "../hooks/fire.ts";
import { noteActivity } from "../world/activity.ts";
import type { StoredIssue, StoredStateEvent, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import type { ActContext } from "./context.ts";
import { notifyParticipants } from "./notify.ts";

/** Closes or reopens with event, mail and its own webhook delivery; nothing at all where the issue is so already. */
export function changeState(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  event: "close" | "reopen",
  context: ActContext,
): void {
  const state = event === "close" ? "closed" : "opened";
  if (issue.state === state) return;
  const before = issueSnapshot(issue);
  const at = world.clock.stamp();
  issue.state = state;
  issue.closedAt = event === "close" ? at : null;
  issue.closedBy = event === "close" ? actor : null;
  issue.updatedAt = at;
  noteActivity(issue.project, at);
  addStateEvent(world, actor, issue, state, at);
  notifyParticipants(world, { actor, issue, cause: event === "close" ? "closed" : "reopened" });
  if (event === "close")
    for (const todo of world.todos) if (todo.issue === issue && todo.user === actor) todo.state = "done";
  fireIssueHooks(world, actor, issue, event, before, context);
}

function addStateEvent(
  world: World,
  user: StoredUser,
  issue: StoredIssue,
  state: StoredStateEvent["state"],
  createdAt: Date,
): void {
  issue.stateEvents.push({ id: world.nextId("state event"), user, createdAt, state });
}
