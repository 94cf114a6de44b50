import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import { originOfItem } from "../../domain/marker/item-marker.ts";
import { everySeries } from "./former-series.ts";
import { homeOfSeries, seriesOfIssue } from "./series-homes.ts";
import type { ProjectState, SeriesAgenda, SeriesState } from "./types.ts";

const ORIGIN_IN_MARKER = /<!--[ \t]?c:([1-9]\d{0,9})-/g;

const known = new WeakMap<ProjectState, ReadonlyMap<SeriesState, readonly SeriesState[]>>();

/**
 * The series that share items with one, itself among them: items of the one go to the other, or went there once. What is
 * ticked in one of them is ticked in all (law 2). In the order of the file; a project whose items stay at home has only
 * circles of one.
 */
export function circleOf(state: ProjectState, series: SeriesState): readonly SeriesState[] {
  const circles = known.get(state) ?? findCircles(state);
  known.set(state, circles);
  return circles.get(series) ?? [series];
}

function findCircles(state: ProjectState): ReadonlyMap<SeriesState, readonly SeriesState[]> {
  const all = everySeries(state);
  const circles = new Map<SeriesState, readonly SeriesState[]>(all.map((series) => [series, [series]]));
  if (all.length === 1) return circles;
  for (const series of all) {
    for (const other of neighbours(state, series)) {
      const [a = [], b = []] = [circles.get(series), circles.get(other)];
      if (a.includes(other)) continue;
      const joined = all.filter((one) => a.includes(one) || b.includes(one));
      for (const one of joined) circles.set(one, joined);
    }
  }
  return circles;
}

function neighbours(state: ProjectState, series: SeriesState): ReadonlySet<SeriesState> {
  const origins = new Set(series.agendas.flatMap(originsIn));
  const came = [...origins].flatMap((iid) => seriesOfIssue(state, iid) ?? []);
  const { to } = homeOfSeries(state, series);
  return new Set([...came, ...(to === null ? [] : [to])]);
}

/** Issues that items of an agenda were raised in, as its markers tell. */
function originsIn({ issue, byBot }: SeriesAgenda): readonly number[] {
  const { description } = issue;
  const carried = byBot ? (parseIssueMarker(description)?.carried ?? []) : [];
  const marked = [...description.matchAll(ORIGIN_IN_MARKER)].map(([, iid]) => Number(iid));
  return [...carried.map(originOfItem), ...marked];
}
