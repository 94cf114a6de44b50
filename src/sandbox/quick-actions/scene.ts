import type { Effect } from "../acts/effects.ts";
import type { IssueParams } from "../acts/issue-params.ts";
import { canSetMetadata } from "../world/access.ts";
import type { StoredIssue, StoredProject, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";

/** Where a quick action is run, and by whom. */
export interface Scene {
  readonly world: World;
  readonly actor: StoredUser;
  readonly project: StoredProject;
  /** Null while the issue is being created. */
  readonly issue: StoredIssue | null;
}

export interface CommandResult {
  readonly params?: IssueParams;
  readonly effects?: readonly Effect[];
  readonly message: string;
}

/** Null where the action does not apply: no right, no such label, an unreadable date. */
export type QuickCommand = (argument: string, scene: Scene, soFar: IssueParams) => CommandResult | null;

/** Whether the actor may set labels, people and dates of the issue. */
export function mayAdminister({ world, actor, project, issue }: Scene): boolean {
  return canSetMetadata(world, actor, project, issue === null);
}

export type Commands = Readonly<Record<string, QuickCommand>>;
