import { type Reason, reason } from "../reason.ts";
import { daysBetween } from "../time/dates.ts";
import type { Instant } from "../time/types.ts";
import { epochOf, toLocal } from "../time/zoned-time.ts";
import { formatDay, formatInstant, formatLeadTime } from "./format.ts";
import type { Occurrence, SeriesSchedule } from "./types.ts";

type Facts = Reason["data"];

/** What puts a call on another day or time than the usual one is told with it. */
function told(occurrence: Occurrence, text: string): string {
  return [text, ...occurrence.reasons.map((one) => one.text)].join("; ");
}

function facts(occurrence: Occurrence, more: Facts = {}): Facts {
  const { id, start, end, agendaDueAt } = occurrence;
  return { occurrence: id, start, end, agendaDueAt, ...more };
}

const LAST_MOMENT = "; outside business hours, since the call would begin without its agenda";

/** Why an agenda is made now: `call in 7 days, lead time 3 business days reached Thu 26 Nov`. */
export function agendaIsDue(
  occurrence: Occurrence,
  schedule: SeriesSchedule,
  now: Instant,
  isLastMoment: boolean,
): Reason {
  const days = daysBetween(toLocal(now, schedule.timeZone).date, occurrence.date);
  const when = days === 0 ? `today at ${occurrence.time}` : days === 1 ? "tomorrow" : `in ${days} days`;
  const leadTime = formatLeadTime(schedule.leadTime);
  const reached = formatDay(toLocal(occurrence.agendaDueAt, schedule.timeZone).date, { year: false });
  return reason(
    "lead-time-reached",
    told(occurrence, `call ${when}, lead time ${leadTime} reached ${reached}${isLastMoment ? LAST_MOMENT : ""}`),
    facts(occurrence, { leadTime, daysAhead: days, now, ...(isLastMoment ? { isLastMoment } : {}) }),
  );
}

/** Why an agenda is not made yet, and when it is: `agenda is made on Thu 10 Dec 2026, 10:00`. */
export function agendaWaits(
  occurrence: Occurrence,
  schedule: SeriesSchedule,
  makeAt: Instant,
  after: Occurrence | null,
): Reason {
  const when = `agenda is made on ${formatInstant(makeAt, schedule.timeZone)}`;
  const data = facts(occurrence, { leadTime: formatLeadTime(schedule.leadTime), makeAt });
  if (after === null) return reason("not-yet", told(occurrence, when), data);
  const text = told(occurrence, `${when}, after the call of ${formatDay(after.date, { year: false })}`);
  return reason("earlier-call-first", text, { ...data, after: after.id });
}

/** Why an agenda is not made yet though its lead time is reached, or will be by then: it mails people outside business hours. */
export function agendaHeld(
  occurrence: Occurrence,
  schedule: SeriesSchedule,
  makeAt: Instant,
  since: Instant,
  now: Instant,
): Reason {
  const isHeld = epochOf(since) <= epochOf(now);
  const when = `${isHeld ? "due, and waits for business hours: made" : "agenda is made"} on ${formatInstant(makeAt, schedule.timeZone)}`;
  const data = facts(occurrence, { leadTime: formatLeadTime(schedule.leadTime), makeAt, since });
  return reason(isHeld ? "kind-hours" : "not-yet", told(occurrence, when), data);
}

/** Why no agenda is made: there is one. */
export function agendaExists(occurrence: Occurrence, when: "running" | "ahead"): Reason {
  const text = `the call of ${formatDay(occurrence.date)} ${when === "running" ? "is running and " : ""}has its agenda`;
  return reason(when === "running" ? "call-running" : "agenda-exists", told(occurrence, text), facts(occurrence));
}

/** Why a call gets no agenda of its own: another one begins at the same instant. */
export function sharesAgenda(occurrence: Occurrence, other: Occurrence): Reason {
  const both = `both begin on ${formatDay(occurrence.date)}, ${occurrence.time}`;
  const text = `shares the agenda of the call planned for ${formatDay(other.id)}: ${both}`;
  return reason("shared-agenda", text, facts(occurrence, { with: other.id }));
}

/** Says that a call began without an agenda. */
export function callMissed(occurrence: Occurrence): Reason {
  const text = `the call of ${formatDay(occurrence.date)}, ${occurrence.time} began without an agenda; none is made for the past`;
  return reason("missed", told(occurrence, text), facts(occurrence));
}

/** Why a call does not take place: the last of its reasons, which is the one that decided. */
export function skippedReason(occurrence: Occurrence): Reason {
  return (
    occurrence.reasons[occurrence.reasons.length - 1] ?? reason("skipped", "the call is skipped", facts(occurrence))
  );
}
