import type { MeetingSeries } from "../../config/resolve/types.ts";
import { recogniseFollowUps } from "./follow-ups.ts";
import { ONE_OFFS } from "./hand-written.ts";
import type { Recognised } from "./recognise.ts";
import type { SeriesOfMarker } from "./renamed.ts";
import type { ProjectState, SeriesState, Snapshot } from "./types.ts";

/**
 * The series that the configuration no longer has, and the meetings outside of every series, as far as GitLab shows them:
 * they have no calls to come, and what was agreed there is not forgotten (law 2).
 */
export function formerSeries(
  { configuration, own }: Snapshot,
  former: Recognised["former"],
  itemIssues: ReadonlySet<number>,
  seriesOf: SeriesOfMarker,
): readonly SeriesState[] {
  const [rules] = configuration.meetings.toSorted((a, b) => Number(b.main) - Number(a.main));
  if (rules === undefined) return [];
  return [...former].map(([id, agendas]) => ({
    meeting: formerMeeting(id, rules),
    gone: id === ONE_OFFS ? "it belongs to no meeting of the configuration" : "the configuration no longer has it",
    agendas,
    followUps: recogniseFollowUps(id, own, { label: configuration.followUpLabel, agendas }, seriesOf),
    itemIssues,
    overrides: { moved: new Map(), skipped: new Map() },
    decisions: { series: id, decisions: [], next: null, nextChangeAt: null },
  }));
}

/** What it said itself is not known any more: the rules of the project's main meeting hold. */
function formerMeeting(id: string, rules: MeetingSeries): MeetingSeries {
  const carry = { ...rules.carry, enabled: true };
  return { ...rules, id, schedule: { ...rules.schedule, series: id }, carry, home: null, main: false, continues: [] };
}

/** Every series with something to look after, those of the configuration first. */
export function everySeries({ series, former }: Pick<ProjectState, "series" | "former">): readonly SeriesState[] {
  return former.length === 0 ? series : [...series, ...former];
}
