import { csmOn } from "../../config/resolve/csm.ts";
import { accountTeamOn, allAttendees, allObservers, peopleOfCall } from "../../config/resolve/people.ts";
import type { ProjectConfiguration } from "../../config/resolve/types.ts";
import type { Sides } from "../../domain/action-items/read/types.ts";
import { standInOn } from "../../domain/people/cover.ts";
import type { CallPeople } from "../../domain/people/types.ts";
import { addDays } from "../../domain/time/dates.ts";
import type { Instant, PlainDate } from "../../domain/time/types.ts";
import { toInstant, toLocal } from "../../domain/time/zoned-time.ts";
import type { ProjectFacts, ProjectState, SeriesAgenda, SeriesState } from "./types.ts";

/** The day of an instant in the project's zone. */
export function dayOf(state: Pick<ProjectFacts, "snapshot">, instant: Instant): PlainDate {
  return toLocal(instant, state.snapshot.configuration.timeZone).date;
}

/**
 * The two sides of the table on a day, for all meetings: the CSM of that day leads the account team; who led before and has
 * left (a term that ended, not named in `account_team` besides) is no part of it.
 */
export function sidesOn(configuration: ProjectConfiguration, day: PlainDate): Sides {
  const accountTeam = accountTeamOn(configuration, day);
  const attendees = allAttendees(configuration);
  const seated = new Set([...accountTeam, ...attendees].map((one) => one.toLowerCase()));
  const watching = allObservers(configuration).filter((one) => !seated.has(one.toLowerCase()));
  return {
    customer: configuration.customer,
    teamName: configuration.teamName,
    accountTeam,
    attendees,
    ...(watching.length === 0 ? {} : { watching }),
  };
}

/** Who is named on the follow-up of a call: it is about that call, and for those who are there today. */
export function peopleAfter(
  state: ProjectState,
  { meeting }: SeriesState,
  { occurrence, date }: Pick<SeriesAgenda, "occurrence" | "date">,
): CallPeople {
  return peopleOfCall(state.snapshot.configuration, meeting, { id: occurrence ?? date, date: state.today });
}

/** Who the issues of a series are assigned to on a day, each `@username`. */
export function assigneesOn(state: ProjectState, series: SeriesState, day: PlainDate): readonly string[] {
  const { configuration } = state.snapshot;
  const { assignees } = series.meeting;
  if (assignees !== null) return assignees.map((one) => standInOn(configuration.away, one, day) ?? one);
  const csm = csmOn(configuration, day);
  return csm?.startsWith("@") === true ? [csm] : [];
}

/** The first moment of the day from which the CSM of today leads, or null where that is so from the beginning. */
export function lastCsmChange(state: ProjectState): Instant | null {
  const { configuration } = state.snapshot;
  const last = csmChanges(configuration).findLast((day) => day <= state.today);
  return last === undefined ? null : toInstant(last, "00:00", configuration.timeZone);
}

/** The first moment of the next day on which another CSM leads, or covers for one. */
export function nextCsmChange(state: ProjectState): Instant | null {
  const { configuration } = state.snapshot;
  const next = csmChanges(configuration).find((day) => day > state.today);
  return next === undefined ? null : toInstant(next, "00:00", configuration.timeZone);
}

/** The days, in order, on which another CSM leads than on the day before. */
function csmChanges(configuration: ProjectConfiguration): readonly PlainDate[] {
  const { csm, away } = configuration;
  const ends = [...csm.map(({ until }) => until), ...away.map(({ to }) => to)];
  const days = [...away.map(({ from }) => from), ...ends.flatMap((end) => (end === null ? [] : [addDays(end, 1)]))];
  const changes = days.filter((day) => csmOn(configuration, addDays(day, -1)) !== csmOn(configuration, day));
  return [...new Set(changes)].sort();
}
