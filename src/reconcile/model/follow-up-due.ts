import { includesUser } from "../../domain/action-items/read/group.ts";
import type { ItemTimeline } from "../../domain/action-items/read/types.ts";
import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import { followUpDue } from "../../domain/follow-up/due.ts";
import type { PlainDate } from "../../domain/time/types.ts";
import { sidesOn } from "./csm.ts";
import { isOpen, itemsIn, newestFor } from "./items.ts";
import type { ProjectState, SeriesAgenda, SeriesFollowUp, SeriesState } from "./types.ts";

/** The day by which the follow-up of an agenda is to be sent (handbook A69). */
export function sendBy({ snapshot }: ProjectState, { meeting }: SeriesState, agenda: SeriesAgenda): PlainDate {
  const { timeZone } = snapshot.configuration;
  return followUpDue(agenda, meeting.followUp.due, timeZone, snapshot.calendar);
}

/** The due date of an item as its newest copy says that those who see an issue may read. */
export function dueOf(timeline: ItemTimeline, confidential: boolean): PlainDate | null {
  return newestFor(timeline, confidential)?.details.due ?? null;
}

/** The earliest date that stands at an open item of the account team: when a follow-up that was sent is due. */
export function earliestOurs(
  state: ProjectState,
  timelines: readonly ItemTimeline[],
  confidential: boolean,
): PlainDate | null {
  const { accountTeam } = sidesOn(state.snapshot.configuration, state.today);
  const days = timelines.filter(isOpen).flatMap((timeline) => {
    const place = newestFor(timeline, confidential);
    const { owner = null, due = null } = place?.details ?? {};
    return due !== null && owner !== null && includesUser(accountTeam, owner) ? [due] : [];
  });
  return days.sort()[0] ?? null;
}

/** The due date that a follow-up which was sent should have; undefined where it is a person's, or an earlier version set it. */
export function wantedDue(
  state: ProjectState,
  { issue, marker }: SeriesFollowUp,
  items: SeriesItems,
): PlainDate | null | undefined {
  const own = marker.due === "none" ? null : marker.due;
  if (marker.due === null || issue.dueDate !== own) return undefined;
  return earliestOurs(state, itemsIn(items, issue.iid), issue.confidential);
}

/** The items of an issue that are open past their own date, by that date, the earliest first. */
export function overdueSince(
  state: ProjectState,
  timelines: readonly ItemTimeline[],
  confidential: boolean,
): readonly PlainDate[] {
  return timelines
    .filter(isOpen)
    .flatMap((timeline) => dueOf(timeline, confidential) ?? [])
    .filter((day) => day < state.today)
    .sort();
}
