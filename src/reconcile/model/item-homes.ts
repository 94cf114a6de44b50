import type { Belonging } from "../../domain/action-items/carry/carry.ts";
import type { Appearance, ItemTimeline } from "../../domain/action-items/read/types.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import { whyNoFeedbackYet } from "./meeting-types/session-feedback.ts";
import { canTake } from "./series-homes.ts";
import type { ItemsHome, ProjectState, SeriesState } from "./types.ts";

/** The id of a series as people know it. */
function nameOf({ meeting }: SeriesState): string {
  return meeting.id === "" ? "a meeting of its own" : meeting.id;
}

/** The series that an item was raised in. */
function ownSeries(state: ProjectState, timeline: ItemTimeline): SeriesState | undefined {
  const first = timeline.appearances[0]?.agenda.iid;
  return state.seriesOfIssue.get(timeline.origin) ?? (first === undefined ? undefined : state.seriesOfIssue.get(first));
}

/** Agendas of a series are confidential by its configuration or by their template, as the last one shows. */
function isConfidential({ meeting, agendas }: SeriesState): boolean {
  return meeting.confidential || agendas.findLast((agenda) => agenda.canonical)?.issue.confidential === true;
}

/** Where one open item goes: as its series does, unless only those may read it who see confidential issues (law 5). */
function homeOfItem(
  state: ProjectState,
  timeline: ItemTimeline,
): ItemsHome & { readonly own: SeriesState | undefined } {
  const own = ownSeries(state, timeline);
  const home = own === undefined ? undefined : state.homes.get(own);
  if (own === undefined || home === undefined) return { own, to: null, why: "the issue that it was raised in is gone" };
  const feedback = whyNoFeedbackYet(own, timeline);
  if (feedback !== null) return { own, to: null, why: feedback };
  const { to } = home;
  if (to === null || to === own || isConfidential(to)) return { own, ...home };
  if (!timeline.appearances.every(({ agenda }) => agenda.confidential)) return { own, ...home };
  const why = `only confidential issues show it, and agendas of ${to.meeting.id} are none: ${home.why}`;
  return { own, to: canTake(own) ? own : null, why };
}

/** What people are told of where an item goes that stands in a series; null where it simply goes on there. */
export function homeReason(state: ProjectState, series: SeriesState, timeline: ItemTimeline): Reason | null {
  const { to, why } = homeOfItem(state, timeline);
  if (why === null || (to === series && series !== ownSeries(state, timeline))) return null;
  const facts = { to: to?.meeting.id ?? null };
  if (to === series) return reason("home", `stays here: ${why}`, facts);
  if (to === null) return reason("no-home", `is in no agenda to come: ${why}`, facts);
  return reason("home", `goes to the next agenda of ${nameOf(to)}: ${why}`, facts);
}

/** Returns whether the next agenda of a series is where an item belongs. */
export function belongsTo(state: ProjectState, target: SeriesState): (timeline: ItemTimeline) => Belonging {
  const standsHere = ({ agenda }: Appearance): boolean => state.seriesOfIssue.get(agenda.iid) === target;
  return (timeline) => {
    const { own, to, why } = homeOfItem(state, timeline);
    if (to === target) {
      if (own === target) return { here: true, note: why === null ? null : `stays here: ${why}` };
      const isNew = own !== undefined && !timeline.appearances.some(standsHere);
      return { here: true, note: isNew ? `moves here from ${nameOf(own)}: ${why}` : null };
    }
    const newest = timeline.appearances.at(-1);
    return {
      here: false,
      reason: newest !== undefined && standsHere(newest) ? homeReason(state, target, timeline) : null,
    };
  };
}
