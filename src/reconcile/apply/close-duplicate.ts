import type { ActionOf } from "../actions/kinds.ts";
import { type ApplyDependencies, done, type Result } from "./applied.ts";

type Duplicate = Pick<ActionOf<"close-twin">, "iid" | "stays" | "removeLabels">;

export async function closeDuplicate(
  { iid, stays, removeLabels }: Duplicate,
  { gitlab }: ApplyDependencies,
): Promise<Result> {
  await gitlab.relateIssues(iid, stays);
  return done(iid, await gitlab.updateIssue(iid, { state: "close", removeLabels }));
}
