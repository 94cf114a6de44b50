import { contentHash } from "../domain/marker/content-hash.ts";
import { parseIssueMarker } from "../domain/marker/issue-marker.ts";
import type { Issue } from "../gitlab/port.ts";
import type { SeriesAgenda, SeriesFollowUp, SeriesState } from "./types.ts";

/**
 * Finds the follow-ups of a series among the bot's own issues (law 1: a marker counts on those only). Of several for one
 * agenda the lowest iid stands.
 */
export function recogniseFollowUps(series: string, own: readonly Issue[]): readonly SeriesFollowUp[] {
  const found = own.flatMap((issue) => {
    const marker = parseIssueMarker(issue.description);
    return marker?.kind === "follow-up" && marker.series === series ? [{ issue, marker }] : [];
  });
  const lowest = new Map<string, number>();
  for (const { issue, marker } of found) {
    lowest.set(marker.occurrence, Math.min(lowest.get(marker.occurrence) ?? issue.iid, issue.iid));
  }
  return found
    .map(({ issue, marker }) => ({
      issue,
      marker,
      occurrence: marker.occurrence,
      canonical: lowest.get(marker.occurrence) === issue.iid,
      untouched: contentHash(issue.description) === marker.body,
    }))
    .sort((a, b) => a.occurrence.localeCompare(b.occurrence) || Number(b.canonical) - Number(a.canonical));
}

/** What the follow-up of an agenda is known by: its occurrence, or its day where it belongs to none. */
export function followUpKey(agenda: SeriesAgenda): string {
  return agenda.occurrence ?? agenda.date;
}

/** The follow-up that stands for an agenda, or null. */
export function followUpOf(series: SeriesState, agenda: SeriesAgenda): SeriesFollowUp | null {
  const key = followUpKey(agenda);
  return series.followUps.find((one) => one.canonical && one.occurrence === key) ?? null;
}

/** The agenda a follow-up belongs to, or null when it is gone. */
export function agendaOf(series: SeriesState, followUp: SeriesFollowUp): SeriesAgenda | null {
  return series.agendas.findLast((one) => one.canonical && followUpKey(one) === followUp.occurrence) ?? null;
}
