import { asIssueIid, type IssueIid } from "../../domain/ids.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import { originOfItem } from "../../domain/marker/item-marker.ts";
import type { ProjectState, SeriesAgenda, SeriesState } from "./types.ts";

const ORIGIN_IN_MARKER = /<!--[ \t]?c:([1-9]\d{0,9})-/g;

/** See `ProjectState.circles`. A project whose items stay in their series has only circles of one. */
export function findCircles(
  all: readonly SeriesState[],
  places: Pick<ProjectState, "seriesOfIssue" | "homes">,
): ProjectState["circles"] {
  const circles = new Map<SeriesState, readonly SeriesState[]>(all.map((series) => [series, [series]]));
  if (all.length === 1) return circles;
  for (const series of all) {
    for (const other of neighbours(series, places)) {
      const [a = [], b = []] = [circles.get(series), circles.get(other)];
      if (a.includes(other)) continue;
      const joined = all.filter((one) => a.includes(one) || b.includes(one));
      for (const one of joined) circles.set(one, joined);
    }
  }
  return circles;
}

/** The series that share items with one, itself among them. */
export function circleOf({ circles }: Pick<ProjectState, "circles">, series: SeriesState): readonly SeriesState[] {
  return circles.get(series) ?? [series];
}

function neighbours(
  series: SeriesState,
  { seriesOfIssue, homes }: Pick<ProjectState, "seriesOfIssue" | "homes">,
): ReadonlySet<SeriesState> {
  const origins = new Set(series.agendas.flatMap(originsIn));
  const came = [...origins].flatMap((iid) => seriesOfIssue.get(iid) ?? []);
  const to = homes.get(series)?.to ?? null;
  return new Set([...came, ...(to === null ? [] : [to])]);
}

/** Issues that items of an agenda were raised in, as its markers tell. */
function originsIn({ issue, byBot }: SeriesAgenda): readonly IssueIid[] {
  const { description } = issue;
  const carried = byBot ? (parseIssueMarker(description)?.carried ?? []) : [];
  const marked = [...description.matchAll(ORIGIN_IN_MARKER)].map(([, iid]) => asIssueIid(Number(iid)));
  return [...carried.map(originOfItem), ...marked];
}
