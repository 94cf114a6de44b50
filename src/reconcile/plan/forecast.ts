import { decideAgendas } from "../../domain/schedule/decide.ts";
import type { Occurrence } from "../../domain/schedule/types.ts";
import type { Instant } from "../../domain/time/types.ts";
import type { ProjectState } from "../model/types.ts";

/** What a run at an instant to come would do if people changed nothing until then. */
export interface ForecastRun {
  readonly at: Instant;
  readonly creates: readonly Occurrence[];
}

/** Steps looked at before the forecast gives up: calls begin and end in between. */
const MAX_STEPS = 200;

/** The next `count` runs that would create an agenda, from the schedule alone. Pure. */
export function forecastRuns(state: ProjectState, count: number): readonly ForecastRun[] {
  const { calendar, at } = state.snapshot;
  const existing = new Map(
    state.series.map((series) => [
      series.meeting.id,
      new Set(series.agendas.flatMap((one) => (one.stands && one.occurrence !== null ? [one.occurrence] : []))),
    ]),
  );
  const runs: ForecastRun[] = [];
  let now: Instant | null = at;
  for (let step = 0; step < MAX_STEPS && now !== null && runs.length < count; step += 1) {
    const creates: Occurrence[] = [];
    let next: Instant | null = null;
    for (const series of state.series) {
      const known = existing.get(series.meeting.id) ?? new Set<string>();
      // As the state itself: nobody looked at a new project before, so that nothing was missed in it.
      const decide = (when: Instant) =>
        decideAgendas(
          series.meeting.schedule,
          calendar,
          series.overrides,
          known,
          when,
          when === at && state.bot === null,
        );
      for (const { decision, occurrence } of decide(now).decisions) {
        if (decision !== "due") continue;
        creates.push(occurrence);
        known.add(occurrence.id);
      }
      const change: Instant | null = decide(now).nextChangeAt;
      if (change !== null && (next === null || Date.parse(change) < Date.parse(next))) next = change;
    }
    if (creates.length > 0) runs.push({ at: now, creates });
    now = next;
  }
  return runs;
}
