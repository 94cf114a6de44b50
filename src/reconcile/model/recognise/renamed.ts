import type { MeetingSeries } from "../../../config/resolve/types.ts";
import { type IssueMarker, parseIssueMarker } from "../../../domain/marker/issue-marker.ts";
import type { Issue } from "../../../gitlab/port.ts";

/** Returns the series to which what a marker names belongs today. */
export type SeriesOfMarker = (marker: Pick<IssueMarker, "series" | "occurrence">) => string;

/**
 * A series whose id the configuration no longer has lives on in the one that continues it: its agendas are that one's, each
 * for the call of the same day. An agenda of the new id, or of a predecessor named before, keeps that day for itself.
 */
export function renamedSeries(own: readonly Issue[], meetings: readonly MeetingSeries[]): SeriesOfMarker {
  const ids = new Set(meetings.map((meeting) => meeting.id));
  const renamed = meetings.filter(({ continues }) => continues.some((id) => !ids.has(id)));
  if (renamed.length === 0) return ({ series }) => series;
  const days = daysOfAgendas(own);
  const now = new Map<string, string>();
  for (const { id, continues } of renamed) {
    const taken = new Set(days.get(id));
    for (const former of continues.filter((one) => !ids.has(one))) {
      const free = [...(days.get(former) ?? [])].filter((day) => !taken.has(day));
      for (const day of free) {
        taken.add(day);
        now.set(`${former}/${day}`, id);
      }
    }
  }
  return ({ series, occurrence }) => now.get(`${series}/${occurrence}`) ?? series;
}

/** By series: the days that its agendas are for. */
function daysOfAgendas(own: readonly Issue[]): ReadonlyMap<string, ReadonlySet<string>> {
  const days = new Map<string, Set<string>>();
  for (const { description } of own) {
    const marker = parseIssueMarker(description);
    if (marker?.kind !== "agenda") continue;
    days.set(marker.series, (days.get(marker.series) ?? new Set()).add(marker.occurrence));
  }
  return days;
}
