import type { IssueIid } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/types.ts";
import { DAY_MS } from "../../domain/time/units.ts";
import type { Issue } from "../../gitlab/port.ts";
import type { ProjectState } from "../model/types.ts";
import { allIssues } from "./needs.ts";

/** An issue to which nothing happened for this long is quiet. */
const QUIET_DAYS = 14;

/** Whether nothing happened to an issue for long. */
export function isQuiet(issue: Pick<Issue, "updatedAt">, at: Instant): boolean {
  return Date.parse(issue.updatedAt) < Date.parse(at) - QUIET_DAYS * DAY_MS;
}

/** Issues of the project to which nothing happened for long. */
export function quietIssues(state: ProjectState): ReadonlySet<IssueIid> {
  const quiet = [...allIssues(state).values()].filter((issue) => isQuiet(issue, state.snapshot.at));
  return new Set(quiet.map((issue) => issue.iid));
}
