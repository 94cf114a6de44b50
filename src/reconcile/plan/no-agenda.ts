import { reason } from "../../domain/reason.ts";
import type { NonAction, SeriesState } from "../model/types.ts";

/** The calls of a series that get no agenda in this run, each with the reason, and that a series has none any more. */
export function nonActions(series: SeriesState): readonly NonAction[] {
  const { id, schedule } = series.meeting;
  if (series.decisions.next === null) {
    const ended = schedule.until === null ? noneIsPlanned(series.meeting) : `the series ended on ${schedule.until}`;
    const why = reason("no-more-calls", ended, { until: schedule.until });
    return [...decided(series), { series: id, occurrence: null, iid: null, reason: why }];
  }
  return decided(series);
}

function noneIsPlanned({ trigger }: SeriesState["meeting"]): string {
  if (trigger === null) return "no call is planned any more";
  return `no call is planned: one follows each call of ${trigger.after} that was held, once its agenda is closed`;
}

function decided(series: SeriesState): readonly NonAction[] {
  return series.decisions.decisions
    .filter((one) => one.decision !== "due")
    .map((one) => {
      const agenda = series.agendas.find((each) => each.occurrence === one.occurrence.id && each.canonical);
      return {
        series: series.meeting.id,
        occurrence: one.occurrence.id,
        date: one.occurrence.date,
        iid: agenda?.issue.iid ?? null,
        reason: one.reason,
      };
    });
}
