import { type Reason, reason } from "../../domain/reason.ts";
import { formatDay } from "../../domain/schedule/format.ts";
import { occurrenceOf } from "../../domain/schedule/occurrences.ts";
import type { Occurrence } from "../../domain/schedule/types.ts";
import { epochOf } from "../../domain/time/zoned-time.ts";
import { nextToMake } from "../model/draft.ts";
import { isAhead } from "../model/recognise/call-start.ts";
import type { ProjectState, SeriesAgenda, SeriesState } from "../model/types.ts";
import { forgottenAgendas } from "./forgotten-agendas.ts";
import type { LEFT_OPEN, LeftOpen } from "./left-open.ts";
import { staleWords } from "./stale-text.ts";

/** An open agenda of the bot with its call as the configuration and people have it now; null where that is not planned. */
export interface OpenAgenda {
  readonly agenda: SeriesAgenda & { readonly occurrence: string };
  readonly call: Occurrence | null;
}

/** The agendas that the bot made whose call is to come: by the issue, or by where the configuration has it now. */
export function openAgendas(state: ProjectState, series: SeriesState): readonly OpenAgenda[] {
  const { at, calendar } = state.snapshot;
  const { schedule } = series.meeting;
  const decided = new Map(series.decisions.decisions.map(({ occurrence }) => [occurrence.id, occurrence]));
  return series.agendas.flatMap((agenda): readonly OpenAgenda[] => {
    const { occurrence, issue } = agenda;
    if (!agenda.byBot || !agenda.stands || occurrence === null || issue.state !== "opened") return [];
    const ahead = isAhead(agenda, series.meeting, at);
    const isMoved = schedule.move.some(({ date }) => date === occurrence);
    if (!ahead && !isMoved && !decided.has(occurrence)) return [];
    // The list of decisions ends with the third call to come: a call may have been moved far behind it.
    const call = decided.get(occurrence) ?? occurrenceOf(schedule, calendar, series.overrides, occurrence);
    const isToCome = call !== null && epochOf(call.end) > epochOf(at);
    return ahead || isToCome ? [{ agenda: { ...agenda, occurrence }, call }] : [];
  });
}

function notPlanned(series: SeriesState, { occurrence, date }: OpenAgenda["agenda"]): readonly [string, string] {
  const { until, from } = series.meeting.schedule;
  const whose =
    until !== null && occurrence > until
      ? `the series, which ended on ${formatDay(until)}, no longer plans`
      : occurrence < from
        ? `the series, which begins on ${formatDay(from)}, no longer plans`
        : "the rhythm no longer plans";
  const next = nextToMake(series);
  const move = next === null ? "" : `move its due date to ${next.date}, the next call without an agenda, or `;
  return [`is the agenda of ${formatDay(date)}, which ${whose}`, `${move}close it`];
}

/** What is odd about one open agenda, and what to do; null where nothing is. */
function oddity(
  state: ProjectState,
  series: SeriesState,
  { agenda, call }: OpenAgenda,
  earlier: readonly OpenAgenda[],
): LeftOpen | null {
  const { iid } = agenda.issue;
  const odd = (rule: (typeof LEFT_OPEN)[number], text: string, remedy: string): LeftOpen => {
    const why = reason(rule, `${text}: ${remedy}`, { iid, occurrence: agenda.occurrence });
    return { series: series.meeting.id, occurrence: agenda.occurrence, iid, reason: why, text, remedy };
  };
  if (call === null) return odd("call-not-planned", ...notPlanned(series, agenda));
  if (call.state === "skipped") {
    const why = lastReason(call)?.text ?? "the call is skipped";
    return odd("open-but-skipped", `is open, and its call does not take place (${why})`, "say so in it, or close it");
  }
  if (epochOf(call.end) <= epochOf(state.snapshot.at)) {
    const text = `is due on ${agenda.date}, and the configuration has its call on ${formatDay(call.date)}, which is over`;
    return odd("moved-to-the-past", text, "move the call to a day to come, or close the issue");
  }
  const duplicate = earlier.find((one) => one.call?.state === "planned" && one.call.start === call.start);
  if (duplicate !== undefined) {
    const text = `and #${duplicate.agenda.issue.iid} are agendas of one moment, ${formatDay(call.date)}, ${call.time}`;
    return odd("same-moment", text, "close one of them");
  }
  const stale = agenda.adopted === null ? staleWords(series, agenda, call) : null;
  return stale === null ? null : odd("text-is-stale", stale, "title and text are yours to change");
}

function lastReason({ reasons }: Occurrence): Reason | undefined {
  return reasons[reasons.length - 1];
}

/** Agendas of a day near which the series has no call without one: people may mean them so, and they are carried from. */
function offSchedule(state: ProjectState, series: SeriesState, withCall: readonly OpenAgenda[]): readonly LeftOpen[] {
  const { meeting, agendas } = series;
  const open = agendas.filter((one) => one.occurrence === null && isAhead(one, meeting, state.snapshot.at));
  return open.map(({ issue, date }) => {
    const { iid } = issue;
    const other = withCall.find(({ call }) => call?.state === "planned" && call.date === date)?.agenda.issue.iid;
    const where =
      other === undefined
        ? `near which no call of ${meeting.id} is without an agenda`
        : `when the call of ${meeting.id} has its agenda, #${other}`;
    const text = `is due on ${formatDay(date)}, ${where}`;
    const next = nextToMake(series);
    const move = next === null ? "" : `move its due date to ${next.date}, the next call without an agenda, or `;
    const remedy = `${other === undefined ? move : "close one of them, or "}leave it as a meeting of its own`;
    const why = reason("agenda-off-schedule", `${text}: ${remedy}`, { iid, due: date });
    return { series: meeting.id, occurrence: null, iid, reason: why, text, remedy };
  });
}

/** Open agendas that the configuration left behind: what nobody names, nobody closes. */
export function leftOpen(state: ProjectState, series: SeriesState): readonly LeftOpen[] {
  const open = openAgendas(state, series);
  const odd = open.flatMap((one, index) => oddity(state, series, one, open.slice(0, index)) ?? []);
  return [...odd, ...offSchedule(state, series, open), ...forgottenAgendas(state, series)];
}
