import { addDays } from "./dates.ts";
import { formatDay, formatLeadTime } from "./format.ts";
import { planOccurrences } from "./occurrences.ts";
import { covers } from "./placement.ts";
import { isRuleDate, ruleDates } from "./rule-dates.ts";
import type {
  DateRange,
  HolidayCalendar,
  Instant,
  Move,
  Occurrence,
  OccurrenceOverrides,
  SeriesSchedule,
} from "./types.ts";
import { epochOf } from "./zoned-time.ts";

/** Something in a schedule that people should look at. */
export interface ScheduleProblem {
  /** Stable kebab-case name. */
  readonly rule: string;
  /** `error`: it cannot be meant. `warning`: it works, perhaps not as meant. */
  readonly severity: "error" | "warning";
  /** The field of {@link SeriesSchedule} it is about. */
  readonly field: "recurrence" | "from" | "until" | "leadTime" | "skip" | "pause" | "move";
  /** What stands there, as far as it is one value: a day, a range. */
  readonly found: string | null;
  /** One sentence without a full stop. */
  readonly problem: string;
  /** What would fit instead. */
  readonly allowed: readonly string[];
}

const NO_OVERRIDES: OccurrenceOverrides = { moved: new Map(), skipped: new Map() };
/** Days looked ahead for a rule that meets at all: leap days are 8 years apart at most. */
const EVER = 9 * 366;
/** Days looked ahead for what an open-ended skip or pause hits. */
const OPEN_END = 3 * 366;

/** The configured moves of days that the rule does not plan, so that nothing is moved. */
export function unmatchedMoves(schedule: SeriesSchedule): readonly Move[] {
  return schedule.move.filter(({ date }) => !isRuleDate(schedule, date));
}

/**
 * Looks for what is wrong or surprising in a schedule: the calls between the two instants of `window` are looked at
 * one by one, the rest of the configuration as a whole. Nothing is thrown for a bad schedule; an unknown time zone
 * throws a RangeError.
 */
export function checkSchedule(
  schedule: SeriesSchedule,
  calendar: HolidayCalendar,
  window: { readonly from: Instant; readonly to: Instant },
): readonly ScheduleProblem[] {
  const limits = checkLimits(schedule);
  if (limits.length > 0) return limits;
  const calls = planOccurrences(schedule, calendar, NO_OVERRIDES, window);
  return [
    ...checkMoves(schedule),
    ...checkRanges(schedule, "skip"),
    ...checkRanges(schedule, "pause"),
    ...checkCalls(schedule, calls),
  ];
}

/** Problems that make looking at single calls pointless, then the first day. */
function checkLimits(schedule: SeriesSchedule): readonly ScheduleProblem[] {
  const { from, until, recurrence } = schedule;
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
  if (ruleDates(schedule, from, addDays(from, EVER)).length > 0) return [];
  const problem = `"${recurrence.text}" never meets from ${formatDay(from)}${until === null ? "" : ` to ${formatDay(until)}`}`;
  return [
    { rule: "never-meets", severity: "error", field: "recurrence", found: recurrence.text, problem, allowed: [] },
  ];
}

function checkMoves(schedule: SeriesSchedule): readonly ScheduleProblem[] {
  const unmatched = unmatchedMoves(schedule).map((move): ScheduleProblem => {
    const near = ruleDates(schedule, addDays(move.date, -366), addDays(move.date, 366));
    const allowed = [
      near.filter((day) => day < move.date).slice(-1),
      near.filter((day) => day > move.date).slice(0, 1),
    ].flat();
    const problem = `no call is planned on ${formatDay(move.date)}, so nothing is moved to ${formatDay(move.toDate)}`;
    return { rule: "move-without-call", severity: "error", field: "move", found: move.date, problem, allowed };
  });
  const twice = schedule.move.filter(
    (move, index) => schedule.move.findIndex(({ date }) => date === move.date) < index,
  );
  return [...unmatched, ...twice.map((move) => movedTwice(move)), ...movesOfSkippedDays(schedule)];
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

function movesOfSkippedDays(schedule: SeriesSchedule): readonly ScheduleProblem[] {
  const single = schedule.skip.filter(({ from, to }) => from === to);
  const both = schedule.move.filter((move) => single.some((range) => covers(range, move.date)));
  return both.map(({ date, toDate }) => {
    const problem = `the call of ${formatDay(date)} is both skipped and moved; it takes place on ${formatDay(toDate)}`;
    return {
      rule: "move-of-skipped",
      severity: "warning",
      field: "move",
      found: date,
      problem,
      allowed: ["either skip or move"],
    };
  });
}

function checkRanges(schedule: SeriesSchedule, field: "skip" | "pause"): readonly ScheduleProblem[] {
  return schedule[field].flatMap((range): readonly ScheduleProblem[] => {
    const { from, to } = range;
    const found = to === from ? from : `${from}..${to ?? ""}`;
    if (to !== null && to < from) {
      return [
        {
          rule: `${field}-reversed`,
          severity: "error",
          field,
          found,
          problem: `${formatDay(to)} is before ${formatDay(from)}`,
          allowed: [`${to}..${from}`],
        },
      ];
    }
    if (hits(schedule, range)) return [];
    return [
      {
        rule: `${field}-without-call`,
        severity: "warning",
        field,
        found,
        problem: `no call is planned ${to === from ? "on" : "in"} ${describeRange(range)}`,
        allowed: nearDays(schedule, from),
      },
    ];
  });
}

function hits(schedule: SeriesSchedule, { from, to }: DateRange): boolean {
  return ruleDates(schedule, from, to ?? addDays(from > schedule.from ? from : schedule.from, OPEN_END)).length > 0;
}

function describeRange({ from, to }: DateRange): string {
  if (to === from) return formatDay(from);
  return to === null ? `the time from ${formatDay(from)}` : `${formatDay(from)} to ${formatDay(to)}`;
}

function nearDays(schedule: SeriesSchedule, date: string): readonly string[] {
  const near = ruleDates(schedule, addDays(date, -366), addDays(date, 366));
  return [...near.filter((day) => day < date).slice(-1), ...near.filter((day) => day > date).slice(0, 1)];
}

function checkCalls(schedule: SeriesSchedule, calls: readonly Occurrence[]): readonly ScheduleProblem[] {
  const held = calls.filter(({ state }) => state === "planned");
  const problems: ScheduleProblem[] = [];
  for (const [index, call] of held.entries()) {
    const other = held.slice(0, index).find(({ date }) => date === call.date);
    if (other === undefined) continue;
    const shared = other.start === call.start ? ", which share one agenda" : "";
    const problem = `two calls on ${formatDay(call.date)}: those planned for ${formatDay(other.id)} and ${formatDay(call.id)}${shared}`;
    problems.push({
      rule: "two-on-one-day",
      severity: "warning",
      field: "move",
      found: call.date,
      problem,
      allowed: [],
    });
  }
  // No lead time helps where two calls are on one day, which is told above.
  const crowded = held.findIndex((call, index) => {
    const before = held[index - 1];
    return before !== undefined && before.date !== call.date && epochOf(call.agendaDueAt) < epochOf(before.start);
  });
  if (crowded > 0) problems.push(leadTooLong(schedule, held[crowded - 1] as Occurrence, held[crowded] as Occurrence));
  if (held.length === 0 && calls.length > 0) {
    const problem = `all ${calls.length} calls looked at are skipped`;
    problems.push({ rule: "all-skipped", severity: "warning", field: "skip", found: null, problem, allowed: [] });
  }
  return [...problems, ...lateStart(schedule)];
}

function leadTooLong(schedule: SeriesSchedule, before: Occurrence, call: Occurrence): ScheduleProblem {
  const leadTime = formatLeadTime(schedule.leadTime);
  const problem = `the lead time of ${leadTime} is longer than the time between calls: the agenda of ${formatDay(call.date)} is made only after the call of ${formatDay(before.date)}`;
  return {
    rule: "lead-time-longer-than-interval",
    severity: "warning",
    field: "leadTime",
    found: leadTime,
    problem,
    allowed: ["a shorter lead time"],
  };
}

/** `from` lies in a week or month whose meeting day has passed, so an "every 2 weeks" begins an interval later than people may think. */
function lateStart(schedule: SeriesSchedule): readonly ScheduleProblem[] {
  const { from, recurrence } = schedule;
  if (!/;INTERVAL=/.test(recurrence.rrule)) return [];
  const everyTime = {
    ...schedule,
    recurrence: { ...recurrence, rrule: recurrence.rrule.replace(/;INTERVAL=\d+/, "") },
  };
  const [first] = ruleDates(schedule, from, addDays(from, EVER));
  const [soonest] = ruleDates(everyTime, from, addDays(from, EVER));
  if (first === undefined || soonest === undefined || first === soonest) return [];
  const problem = `the first call is on ${formatDay(first)}: weeks and months are counted from the one that holds ${formatDay(from)}`;
  return [
    {
      rule: "late-start",
      severity: "warning",
      field: "from",
      found: from,
      problem,
      allowed: [`${soonest} to begin on ${formatDay(soonest)}`],
    },
  ];
}
