import { limitsOf } from "../domain/meeting-types/limits.ts";
import type { HandbookProposal } from "../domain/profile/proposals.ts";
import type { PlainDate } from "../domain/time/types.ts";
import type { ProjectState, SeriesState } from "../reconcile/model/types.ts";

/** Returns the days of a series' calls that took place, oldest first. */
export function heldDays({ agendas }: SeriesState): readonly PlainDate[] {
  const held = agendas.filter((one) => one.stands && one.held);
  return held.map(({ date }) => date).sort();
}

/** Returns what of a project's meetings is not as the handbook has it for their types. */
export function limitProposals({ series, snapshot, today }: ProjectState): readonly HandbookProposal[] {
  const { awaitingReply } = snapshot.configuration.stateLabels;
  return series.flatMap((one) => {
    const { meeting, agendas, followUps, decisions } = one;
    const reopened = agendas.filter(
      ({ issue, stands, occurrence }) =>
        stands && issue.state === "opened" && followUps.some((followUp) => followUp.occurrence === occurrence),
    );
    const awaiting = followUps.filter(({ issue }) => issue.labels.includes(awaitingReply.name));
    const facts = {
      id: meeting.id,
      type: meeting.type,
      durationMinutes: meeting.schedule.durationMinutes,
      held: heldDays(one),
      next: decisions.next?.date ?? null,
      reopened: reopened.map(({ issue, date }) => ({ iid: issue.iid, date })),
      awaiting: awaiting.map(({ issue }) => issue.iid),
    };
    return limitsOf(facts, today);
  });
}
