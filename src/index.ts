/**
 * collab-cadence as a library: the same observe, plan and apply that the commands use.
 *
 * Give `reconcile` a GitLab client and a configuration; `planOnly` does the same and writes nothing.
 *
 * @packageDocumentation
 */
export { parseProjectConfiguration } from "./config/parse-project-configuration.ts";
export type { MeetingSeries, ProjectConfiguration } from "./config/resolve/types.ts";
export { ConfigError, PermanentError, type Problem, TransientError, UnknownOutcomeError } from "./domain/errors.ts";
export type { IssueIid, NoteId, ProjectId } from "./domain/ids.ts";
export type { Reason } from "./domain/reason.ts";
export { createHolidayCalendar } from "./domain/schedule/holidays.ts";
export type { Occurrence, SeriesDecisions, SeriesSchedule } from "./domain/schedule/types.ts";
export type { HolidayCalendar } from "./domain/time/types.ts";
export type { GitLab, Issue, IssueDraft } from "./gitlab/port.ts";
export { createGitLab, type GitLabOptions } from "./gitlab/project/client.ts";
export type { Applied } from "./reconcile/apply/apply-actions.ts";
export type { Action, NonAction, Plan } from "./reconcile/model/types.ts";
export { planOnly, type ReconcileDependencies, type Reconciled, reconcile } from "./reconcile/reconcile.ts";
