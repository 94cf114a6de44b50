import { type Reason, reason } from "../../../domain/reason.ts";
import { formatDay } from "../../../domain/schedule/format.ts";
import type { OccurrenceDecision, SeriesDecisions } from "../../../domain/schedule/types.ts";
import { epochOf } from "../../../domain/time/zoned-time.ts";
import type { SeriesAgenda } from "../types.ts";

/** The rule of a call without an agenda that nobody has to look at any more. */
export const WENT_WITHOUT = "went-without";

function wentWithout({ occurrence }: OccurrenceDecision, later: SeriesAgenda): Reason {
  const text = `the call of ${formatDay(occurrence.date)}, ${occurrence.time} had no agenda; #${later.issue.iid} was made since`;
  return reason(WENT_WITHOUT, text, { occurrence: occurrence.id, iid: later.issue.iid });
}

/**
 * Calls without an agenda that ask for a person: those since the last agenda of the series was made. What lies before the
 * first agenda was never the bot's, and what a later agenda went on from is told without a call for help: the rhythm may
 * have been another one then.
 */
export function settleMissed(decisions: SeriesDecisions, agendas: readonly SeriesAgenda[]): SeriesDecisions {
  const [first] = agendas.map(({ date }) => date).sort();
  const settled = decisions.decisions.flatMap((one): readonly OccurrenceDecision[] => {
    const { decision, occurrence } = one;
    if (decision !== "missed") return [one];
    if (first === undefined || occurrence.date <= first) return [];
    const later = agendas.find(
      ({ issue, date }) => date > occurrence.date && epochOf(issue.createdAt) > epochOf(occurrence.start),
    );
    return [later === undefined ? one : { ...one, reason: wentWithout(one, later) }];
  });
  return { ...decisions, decisions: settled };
}
