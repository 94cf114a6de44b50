import type { ItemTimeline } from "../../../domain/action-items/read/types.ts";
import { isSessionFeedback } from "../../../domain/meeting-types/feedback.ts";
import type { SeriesState } from "../types.ts";

/**
 * Returns why nobody is asked for feedback on a session yet (handbook C3, A25, A106): it goes to the cadence calls once the
 * session's agenda is closed after its call, as long as that is so. null for all other items.
 */
export function whyNoFeedbackYet(own: SeriesState, timeline: ItemTimeline): string | null {
  if (own.meeting.type !== "enablement-session") return null;
  const session = own.agendas.find(({ issue }) => issue.iid === timeline.origin);
  if (session === undefined || session.held) return null;
  if (!timeline.appearances.some(({ text }) => isSessionFeedback(text))) return null;
  const { iid, state } = session.issue;
  return state === "closed"
    ? `the session of #${iid} was closed before its call: there is nothing to give feedback on`
    : `feedback on the session of #${iid} is asked for once that is closed after its call`;
}
