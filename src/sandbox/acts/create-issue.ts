import { forbidden } from "../http/api-error.ts";
import { runQuickActions } from "../quick-actions/run.ts";
import { canCreateIssue } from "../world/access.ts";
import type { StoredIssue, StoredProject, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import type { ActContext } from "./context.ts";
import { runEffects } from "./effects.ts";
import { dropForbiddenParams, type IssueParams } from "./issue-params.ts";
import { storeIssue } from "./store-issue.ts";

/**
 * Creates an issue: quick actions of the description run as the caller, then rights are applied, labels created,
 * people told. Throws `ApiError` with GitLab's 403, 400 or 409.
 */
export function createIssue(
  world: World,
  actor: StoredUser,
  project: StoredProject,
  given: IssueParams & { readonly title: string },
  context: ActContext,
): StoredIssue {
  if (!canCreateIssue(world, actor, project)) throw forbidden();
  const quick = runQuickActions({ world, actor, project, issue: null }, given, "");
  const params = dropForbiddenParams(world, actor, project, null, quick.params);
  const issue = storeIssue(world, actor, project, { ...params, title: params.title ?? given.title }, context);
  runEffects(world, actor, issue, quick.effects, context);
  return issue;
}
