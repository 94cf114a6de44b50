import { type Reason, reason } from "../../domain/reason.ts";
import { addDays } from "../../domain/schedule/dates.ts";
import type { Instant } from "../../domain/schedule/types.ts";
import { toLocal } from "../../domain/schedule/zoned-time.ts";
import { wasSkipped } from "./bot.ts";
import { startOfCall } from "./call-start.ts";
import { dayOf, todayOf } from "./csm.ts";
import { agendaOf, followUpOf, isCounted } from "./follow-ups.ts";
import type { ProjectState, SeriesAgenda, SeriesFollowUp, SeriesState } from "./types.ts";

/** A follow-up is made for an agenda closed within this many days: a project that begins late is not flooded. */
const RECENT_DAYS = 14;

/** Where one agenda and its follow-up stand, as far as the issues themselves tell. */
export type FollowUpCase =
  | { readonly kind: "wanted"; readonly agenda: SeriesAgenda; readonly closedAt: Instant }
  /** Open follow-up of a closed agenda: to be announced, refreshed or left alone. */
  | {
      readonly kind: "open";
      readonly agenda: SeriesAgenda;
      readonly followUp: SeriesFollowUp;
      readonly closedAt: Instant;
      /** The agenda was closed anew since the follow-up took it up. */
      readonly closedAgain: boolean;
    }
  /** The agenda was opened again. */
  | { readonly kind: "reopened"; readonly agenda: SeriesAgenda; readonly followUp: SeriesFollowUp }
  /** The bot took the follow-up back, and the agenda is closed again. */
  | {
      readonly kind: "taken-back";
      readonly agenda: SeriesAgenda;
      readonly followUp: SeriesFollowUp;
      readonly closedAt: Instant;
    }
  | { readonly kind: "none"; readonly agenda: SeriesAgenda; readonly reason: Reason };

/** Agendas belong to one state: their calls are looked up once, a year has hundreds of questions about them. */
const starts = new WeakMap<SeriesAgenda, Instant | null>();

/** When the call of an agenda begins, or null where only its day is known. */
export function callStart(state: ProjectState, series: SeriesState, agenda: SeriesAgenda): Instant | null {
  const known = starts.get(agenda);
  if (known !== undefined) return known;
  const { occurrence } = agenda;
  const start = occurrence === null ? null : startOfCall(occurrence, agenda, series.meeting, state.snapshot);
  starts.set(agenda, start);
  return start;
}

/** True when an agenda was closed after its call began: the call was held (design, identity). */
export function wasHeld(state: ProjectState, series: SeriesState, agenda: SeriesAgenda): boolean {
  const { closedAt, state: issueState } = agenda.issue;
  if (issueState !== "closed" || closedAt === null) return false;
  const start = callStart(state, series, agenda);
  if (start === null) return toLocal(closedAt, state.snapshot.configuration.timeZone).date >= agenda.date;
  return Date.parse(closedAt) >= Date.parse(start);
}

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

function caseWith(agenda: SeriesAgenda, followUp: SeriesFollowUp, held: boolean): FollowUpCase {
  const { iid } = followUp.issue;
  const { closedAt } = agenda.issue;
  if (followUp.issue.state === "opened") {
    if (agenda.issue.state === "opened") return { kind: "reopened", agenda, followUp };
    if (!held || closedAt === null) return none(agenda, "follow-up-exists", `#${iid} is its follow-up`);
    return { kind: "open", agenda, followUp, closedAt, closedAgain: isNewer(closedAt, followUp) };
  }
  const again = held && closedAt !== null && isNewer(closedAt, followUp);
  if (again && closedByBot(followUp)) return { kind: "taken-back", agenda, followUp, closedAt };
  return none(agenda, "follow-up-closed", `its follow-up #${iid} is closed`);
}

/** Why the call of an agenda did not take place by the configuration: whoever closes the agenda later held no call. */
function skippedCall(series: SeriesState, { occurrence }: SeriesAgenda): Reason | null {
  const decided = series.decisions.decisions.find((one) => one.occurrence.id === occurrence);
  return decided?.decision === "skipped" ? decided.reason : null;
}

function caseWithout(state: ProjectState, series: SeriesState, agenda: SeriesAgenda): FollowUpCase | null {
  const { closedAt } = agenda.issue;
  if (series.gone !== null || agenda.issue.state !== "closed" || closedAt === null) return null;
  if (!wasHeld(state, series, agenda)) return null;
  // The file may say since that the call had begun by then.
  if (wasSkipped(state, agenda.issue)) return none(agenda, "call-skipped", "somebody asked for its call to be skipped");
  const skipped = agenda.byBot ? skippedCall(series, agenda) : null;
  if (skipped !== null) return none(agenda, "call-skipped", `its call did not take place: ${skipped.text}`);
  if (series.meeting.followUp.when === "off") {
    return none(agenda, "follow-up-off", "follow_up is off for this series");
  }
  if (dayOf(state, closedAt) < addDays(todayOf(state), -RECENT_DAYS)) return null;
  return { kind: "wanted", agenda, closedAt };
}

/** Where every agenda of a series and its follow-up stand, oldest call first. Pure. */
export function followUpCases(state: ProjectState, series: SeriesState): readonly FollowUpCase[] {
  const seen = new Set<SeriesFollowUp>();
  return series.agendas.flatMap((agenda): readonly FollowUpCase[] => {
    if (!isCounted(agenda)) return [];
    const followUp = followUpOf(series, agenda);
    if (followUp !== null) {
      if (seen.has(followUp) || agendaOf(series, followUp.marker) !== agenda) return [];
      seen.add(followUp);
      return [caseWith(agenda, followUp, wasHeld(state, series, agenda))];
    }
    const wanted = caseWithout(state, series, agenda);
    return wanted === null ? [] : [wanted];
  });
}
