import type { MeetingSeries, ProjectConfiguration } from "../../../config/resolve/types.ts";
import { dayInTitle } from "../../../domain/due-date/day-in-title.ts";
import { parseIssueMarker } from "../../../domain/marker/issue-marker.ts";
import { matchesTitle } from "../../../domain/text/title-pattern.ts";
import type { PlainDate } from "../../../domain/time/types.ts";
import { toLocal } from "../../../domain/time/zoned-time.ts";
import type { Issue } from "../../../gitlab/port.ts";

/** Whether `history` names an issue by its title or number. */
export function isNamedByHistory({ iid, title }: Issue, { history }: Pick<ProjectConfiguration, "history">): boolean {
  if (history === null) return false;
  return history.issues.includes(iid) || history.titles.some((pattern) => matchesTitle(pattern, title));
}

/** The day of the call of an issue from before the bot: its due date, else the day in its title, else the day it was made. */
export function dayOfOldIssue(
  { dueDate, title, createdAt }: Issue,
  { meetings, timeZone }: Pick<ProjectConfiguration, "meetings" | "timeZone">,
): PlainDate {
  const order = meetings[0]?.carry.dayOrder ?? "unknown";
  return dueDate ?? dayInTitle(title, order) ?? toLocal(createdAt, timeZone).date;
}

/**
 * The day of the call of an agenda from before the bot as `history` draws the line, or null where it is none: one with the
 * agenda label, or that `history` names, of a day before its `before`. What the bot marked is its own.
 */
export function oldDayOf(issue: Issue, configuration: ProjectConfiguration): PlainDate | null {
  const { history, agendaLabel } = configuration;
  if (history === null || parseIssueMarker(issue.description) !== null) return null;
  if (!issue.labels.includes(agendaLabel) && !isNamedByHistory(issue, configuration)) return null;
  const day = dayOfOldIssue(issue, configuration);
  return day < history.before ? day : null;
}

/** The series that agendas from before the bot may belong to. */
export function seriesOfOld({ history, meetings }: ProjectConfiguration): readonly MeetingSeries[] {
  const named = meetings.filter(({ id }) => id === history?.series);
  return named.length === 0 ? meetings : named;
}
