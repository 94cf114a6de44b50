import { addDays } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import { formatDay } from "./format.ts";
import { firstRuleDate, isRuleDate, ruleDates, type SeriesRule } from "./rule-dates.ts";
import type { Move, Recurrence, SeriesSchedule } from "./types.ts";

/** Something in a schedule that people should look at. */
export interface ScheduleProblem {
  /** Stable kebab-case name. */
  readonly rule: string;
  /** `error`: it cannot be meant. `warning`: it works, perhaps not as meant. */
  readonly severity: "error" | "warning";
  /** The field of {@link SeriesSchedule} it is about. */
  readonly field: "recurrences" | "from" | "until" | "leadTime" | "skip" | "pause" | "move";
  /** Which of the rhythms it is about. */
  readonly index?: number;
  /** What stands there, as far as it is one value: a day, a range. */
  readonly found: string | null;
  /** One sentence without a full stop. */
  readonly problem: string;
  /** What would fit instead. */
  readonly allowed: readonly string[];
}

/** Problems that make looking at single calls pointless, then the first day. */
export function checkLimits(schedule: SeriesSchedule): readonly ScheduleProblem[] {
  const { from, until } = schedule;
  if (until !== null && until < from) {
    const problem = `the series ends on ${formatDay(until)}, before it begins on ${formatDay(from)}`;
    return [
      {
        rule: "until-before-from",
        severity: "error",
        field: "until",
        found: until,
        problem,
        allowed: [`${from} or later`],
      },
    ];
  }
  return schedule.recurrences.flatMap((recurrence, index) => neverMeets(schedule, recurrence, index));
}

function neverMeets(schedule: SeriesSchedule, recurrence: Recurrence, index: number): readonly ScheduleProblem[] {
  const { firstDay = schedule.from, lastDay, text } = recurrence;
  const from = firstDay > schedule.from ? firstDay : schedule.from;
  if (firstRuleDate({ ...schedule, recurrences: [recurrence] }, from) !== null) return [];
  const until = [lastDay, schedule.until].filter((day) => typeof day === "string").sort()[0];
  const problem = `"${text}" never meets from ${formatDay(from)}${until === undefined ? "" : ` to ${formatDay(until)}`}`;
  const allowed = index === 0 ? [] : ["from: for a rhythm that takes turns with those before it"];
  return [{ rule: "never-meets", severity: "error", field: "recurrences", index, found: text, problem, allowed }];
}

/** The planned days before and after a day on which no call is planned, as far as there are any within a year. */
export function plannedAround(rule: SeriesRule, date: PlainDate): readonly PlainDate[] {
  const near = ruleDates(rule, addDays(date, -366), addDays(date, 366));
  return [near.filter((day) => day < date).slice(-1), near.filter((day) => day > date).slice(0, 1)].flat();
}

/** Moves that move nothing. */
export function checkMoves(schedule: SeriesSchedule): readonly ScheduleProblem[] {
  const unmatched = schedule.move
    .filter(({ date }) => !isRuleDate(schedule, date))
    .map((move): ScheduleProblem => {
      const allowed = plannedAround(schedule, move.date);
      const problem = `no call is planned on ${formatDay(move.date)}, so nothing is moved to ${formatDay(move.toDate)}`;
      return { rule: "move-without-call", severity: "error", field: "move", found: move.date, problem, allowed };
    });
  const twice = schedule.move.filter(
    (move, index) => schedule.move.findIndex(({ date }) => date === move.date) < index,
  );
  return [...unmatched, ...twice.map((move) => movedTwice(move))];
}

function movedTwice({ date, toDate }: Move): ScheduleProblem {
  const problem = `the call of ${formatDay(date)} is moved twice; the move to ${formatDay(toDate)} is not used`;
  return {
    rule: "move-twice",
    severity: "error",
    field: "move",
    found: date,
    problem,
    allowed: ["one move for each call"],
  };
}

/** What cannot be meant in a schedule, whenever one looks at it: rhythms that never meet, moves of days without a call. */
export function scheduleErrors(schedule: SeriesSchedule): readonly ScheduleProblem[] {
  const limits = checkLimits(schedule);
  return limits.length > 0 ? limits : checkMoves(schedule);
}
