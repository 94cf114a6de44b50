import { addDays } from "../time/dates.ts";
import type { HolidayCalendar, Instant } from "../time/types.ts";
import { epochOf } from "../time/zoned-time.ts";
import { formatDay, formatLeadTime } from "./format.ts";
import { planOccurrences } from "./occurrences.ts";
import { covers } from "./placement.ts";
import { firstRuleDate, recurrenceOn, ruleDates } from "./rule-dates.ts";
import { checkLimits, checkMoves, type ScheduleProblem } from "./schedule-errors.ts";
import type { DateRange, Occurrence, OccurrenceOverrides, Recurrence, SeriesSchedule } from "./types.ts";

const NO_OVERRIDES: OccurrenceOverrides = { moved: new Map(), skipped: new Map() };
/** Days looked ahead for what an open-ended skip or pause hits. */
const OPEN_END = 3 * 366;

/**
 * Looks for what is wrong (as `scheduleErrors` does) or surprising in a schedule: the calls between the two instants of `window` are looked at
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
    ...movesOfSkippedDays(schedule),
    ...checkRanges(schedule, "skip"),
    ...checkRanges(schedule, "pause"),
    ...checkCalls(schedule, calls),
  ];
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
  const planned = calls.filter(({ state }) => state === "planned");
  const problems: ScheduleProblem[] = [];
  for (const [index, call] of planned.entries()) {
    const other = planned.slice(0, index).find(({ date }) => date === call.date);
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
  const crowded = planned.findIndex((call, index) => {
    const before = planned[index - 1];
    return before !== undefined && before.date !== call.date && epochOf(call.agendaDueAt) < epochOf(before.start);
  });
  if (crowded > 0)
    problems.push(leadTooLong(schedule, planned[crowded - 1] as Occurrence, planned[crowded] as Occurrence));
  if (planned.length === 0 && calls.length > 0) {
    const problem = `all ${calls.length} calls looked at are skipped`;
    problems.push({ rule: "all-skipped", severity: "warning", field: "skip", found: null, problem, allowed: [] });
  }
  return [...problems, ...doublyPlanned(schedule), ...schedule.recurrences.flatMap((one) => lateStart(schedule, one))];
}

/** Days that two rhythms plan: there is one call, at the time of the first. */
function doublyPlanned(schedule: SeriesSchedule): readonly ScheduleProblem[] {
  const { from } = schedule;
  const days = schedule.recurrences.flatMap((one) => [
    ...ruleDates({ ...schedule, recurrences: [one] }, from, addDays(from, OPEN_END)),
  ]);
  const twice = days.sort().find((day, index) => days[index + 1] === day);
  if (twice === undefined) return [];
  const { text } = recurrenceOn(schedule, twice);
  const problem = `two rhythms plan ${formatDay(twice)}: one call takes place, that of "${text}"`;
  const allowed = ["from: and until: for rhythms that follow each other or take turns"];
  return [{ rule: "planned-twice", severity: "warning", field: "recurrences", found: twice, problem, allowed }];
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
function lateStart(schedule: SeriesSchedule, recurrence: Recurrence): readonly ScheduleProblem[] {
  // One that follows on another counts on: nobody chose its first week.
  const from = recurrence.countedFrom ?? (recurrence.firstDay === undefined ? schedule.from : null);
  if (from === null || !/;INTERVAL=/.test(recurrence.rrule)) return [];
  const everyTime = { ...recurrence, rrule: recurrence.rrule.replace(/;INTERVAL=\d+/, "") };
  const first = firstRuleDate({ ...schedule, recurrences: [recurrence] }, from);
  const soonest = firstRuleDate({ ...schedule, recurrences: [everyTime] }, from);
  if (first === null || soonest === null || first === soonest) return [];
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
