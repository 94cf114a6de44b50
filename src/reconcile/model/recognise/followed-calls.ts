import { parseIssueMarker } from "../../../domain/marker/issue-marker.ts";
import type { PlainDate } from "../../../domain/time/types.ts";
import type { Issue } from "../../../gitlab/port.ts";
import type { SeriesOfMarker } from "./renamed.ts";

/** A call that has a follow-up, and no agenda that says it is that call's. */
export interface FollowedCall {
  readonly series: string;
  readonly occurrence: PlainDate;
  /** The day of its agenda when the follow-up was written. */
  readonly date: PlainDate;
  readonly title: string;
}

type Calls = ReadonlyMap<string, readonly { readonly occurrence: PlainDate | null }[]>;

/** The calls that have an agenda known by its marker, by series; those of series that the configuration has no more apart. */
interface KnownCalls {
  readonly bySeries: Calls;
  readonly former: Calls;
}

/**
 * Calls whose follow-up names them: their agenda was adopted then, and stays theirs whatever becomes of the rhythm. Else it
 * would be another call's today, and get a second follow-up.
 */
export function followedCalls(
  own: readonly Issue[],
  { bySeries, former }: KnownCalls,
  seriesOf: SeriesOfMarker,
): readonly FollowedCall[] {
  return own.flatMap(({ description, title }): readonly FollowedCall[] => {
    const marker = parseIssueMarker(description);
    if (marker?.kind !== "follow-up") return [];
    const series = seriesOf(marker);
    const { occurrence, date } = marker;
    const known = bySeries.get(series) ?? former.get(series) ?? [];
    const isTaken = known.some((agenda) => agenda.occurrence === occurrence);
    return isTaken ? [] : [{ series, occurrence, date: date ?? occurrence, title }];
  });
}
