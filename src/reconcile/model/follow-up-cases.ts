import { type Reason, reason } from "../../domain/reason.ts";
import type { Instant } from "../../domain/time/types.ts";
import { wasSkipped } from "./bot.ts";
import { endOfCall } from "./call-end.ts";
import { dayOf } from "./csm.ts";
import { followedFrom, holdBackFlood } from "./follow-up-flood.ts";
import { agendaOf, followUpOf, isCounted } from "./follow-ups.ts";
import { isToCome, outAt } from "./kind-hours.ts";
import type { FollowUpCase, ProjectFacts, SeriesAgenda, SeriesFollowUp, SeriesState } from "./types.ts";

/** The rule of agendas that were closed so long after their call that they get no follow-up. */
export const TOO_LONG_AGO = "call-too-long-ago";

type Series = Omit<SeriesState, "followUpCases">;

function sameSecond(a: Instant, b: Instant | null): boolean {
  return b !== null && Math.floor(Date.parse(a) / 1000) === Math.floor(Date.parse(b) / 1000);
}

/** A follow-up that lost its marker does not know which closing it took up: it stays as it is. */
function isNewer(closedAt: Instant, { marker }: SeriesFollowUp): boolean {
  return marker.closed !== null && !sameSecond(closedAt, marker.closed);
}

function closedByBot(followUp: SeriesFollowUp): boolean {
  return followUp.issue.closedById === followUp.issue.author.id;
}

function none(agenda: SeriesAgenda, rule: string, text: string): FollowUpCase {
  return { kind: "none", agenda, reason: reason(rule, text, { iid: agenda.issue.iid }) };
}

function caseWith(state: ProjectFacts, series: Series, agenda: SeriesAgenda, followUp: SeriesFollowUp): FollowUpCase {
  const { held } = agenda;
  const { iid } = followUp.issue;
  const overSince = endWithoutClick(state, series, agenda);
  const closedAt = agenda.issue.closedAt ?? overSince;
  if (followUp.issue.state === "opened") {
    if (agenda.issue.state === "opened") {
      if (overSince === null) return { kind: "reopened", agenda, followUp };
      return { kind: "open", agenda, followUp, closedAt: followUp.marker.closed ?? overSince, closedAgain: false };
    }
    if (!held || closedAt === null) return none(agenda, "follow-up-exists", `#${iid} is its follow-up`);
    return { kind: "open", agenda, followUp, closedAt, closedAgain: isNewer(closedAt, followUp) };
  }
  // One that was closed since everything in it was resolved was not taken back.
  const again = closedAt !== null && isNewer(closedAt, followUp) && followUp.marker.settled === null;
  if ((held || overSince !== null) && again && closedByBot(followUp)) {
    return { kind: "taken-back", agenda, followUp, closedAt };
  }
  return none(agenda, "follow-up-closed", `its follow-up #${iid} is closed`);
}

/** When the call of an open agenda ended that needs no click for its follow-up; null for all others, and before. */
function endWithoutClick(state: ProjectFacts, series: Series, agenda: SeriesAgenda): Instant | null {
  if (agenda.issue.state !== "opened" || series.gone !== null) return null;
  if (series.meeting.followUp.when !== "after-call") return null;
  const end = endOfCall(state, series, agenda);
  return end === null || isToCome(state, end) ? null : end;
}

/** Why the call of an agenda did not take place by the configuration: whoever closes the agenda later held no call. */
function skippedCall(series: Series, { occurrence }: SeriesAgenda): Reason | null {
  const decided = series.decisions.decisions.find((one) => one.occurrence.id === occurrence);
  return decided?.decision === "skipped" ? decided.reason : null;
}

/** The follow-up that is made when a call is over: nobody clicked just now, so that it waits for kind hours. */
function caseAfterCall(state: ProjectFacts, series: Series, agenda: SeriesAgenda): FollowUpCase | null {
  if (series.meeting.followUp.when !== "after-call" || agenda.date < followedFrom(state)) return null;
  const end = endOfCall(state, series, agenda);
  if (end === null) return null;
  const at = outAt(state, end);
  return isToCome(state, at) ? { kind: "to-come", agenda, end, at } : { kind: "wanted", agenda, closedAt: end };
}

/** An agenda from before the bot gets no follow-up; where it is of the last days that is said. */
function caseBeforeBot(state: ProjectFacts, agenda: SeriesAgenda): FollowUpCase | null {
  if (!agenda.held || agenda.date < followedFrom(state)) return null;
  return none(agenda, "before-bot", "its call was before the bot began here");
}

function caseWithout(state: ProjectFacts, series: Series, agenda: SeriesAgenda): FollowUpCase | null {
  const { closedAt } = agenda.issue;
  if (series.gone !== null) return null;
  if (agenda.beforeBot) return caseBeforeBot(state, agenda);
  if (agenda.issue.state === "opened") return caseAfterCall(state, series, agenda);
  if (closedAt === null || !agenda.held) return null;
  // The file may say since that the call had begun by then.
  if (wasSkipped(state, agenda.issue)) return none(agenda, "call-skipped", "somebody asked for its call to be skipped");
  const skipped = agenda.byBot ? skippedCall(series, agenda) : null;
  if (skipped !== null) return none(agenda, "call-skipped", `its call did not take place: ${skipped.text}`);
  if (series.meeting.followUp.when === "off") {
    return none(agenda, "follow-up-off", "follow_up is off for this series");
  }
  if (agenda.date >= followedFrom(state)) return { kind: "wanted", agenda, closedAt };
  // What was closed long ago is no news.
  if (dayOf(state, closedAt) < followedFrom(state)) return null;
  return none(agenda, TOO_LONG_AGO, "its call was more than two weeks ago: it gets no follow-up");
}

/** Whether a follow-up is taken back, comes back or is brought up to date in this very run. */
export function isTurning(one: FollowUpCase): one is Extract<FollowUpCase, { readonly followUp: SeriesFollowUp }> {
  return one.kind === "reopened" || one.kind === "taken-back" || (one.kind === "open" && one.closedAgain);
}

/** Where every agenda of a series and its follow-up stand, oldest call first. Pure. */
export function followUpCases(state: ProjectFacts, series: Series): readonly FollowUpCase[] {
  const seen = new Set<SeriesFollowUp>();
  const cases = series.agendas.flatMap((agenda): readonly FollowUpCase[] => {
    if (!isCounted(agenda)) return [];
    const followUp = followUpOf(series, agenda);
    if (followUp !== null) {
      if (seen.has(followUp) || agendaOf(series, followUp.marker) !== agenda) return [];
      seen.add(followUp);
      return [caseWith(state, series, agenda, followUp)];
    }
    const wanted = caseWithout(state, series, agenda);
    return wanted === null ? [] : [wanted];
  });
  return holdBackFlood(state, series, cases);
}
