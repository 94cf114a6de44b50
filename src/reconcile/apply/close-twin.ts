import type { ActionOf } from "../actions/kinds.ts";
import { type ApplyDependencies, done, type Result } from "./applied.ts";

type Twin = Pick<ActionOf<"close-twin">, "iid" | "stays" | "removeLabels">;

export async function closeTwin({ iid, stays, removeLabels }: Twin, { gitlab }: ApplyDependencies): Promise<Result> {
  await gitlab.relateIssues(iid, stays);
  return done(iid, await gitlab.updateIssue(iid, { state: "close", removeLabels }));
}
