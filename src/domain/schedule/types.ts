import type { Reason } from "../reason.ts";
import type { KindHours } from "../time/kind-hours.ts";
import type { Instant, PlainDate, PlainTime } from "../time/types.ts";

/** Days between two dates, both included; `to: null` has no end. */
export interface DateRange {
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  /** What people wrote as the reason, else null. */
  readonly reason: string | null;
}

/** One occurrence of the rule that takes place at another day (and, when given, another time). */
export interface Move {
  /** The day the rule planned. */
  readonly date: PlainDate;
  readonly toDate: PlainDate;
  /** null keeps the series' time. */
  readonly toTime: PlainTime | null;
  readonly reason: string | null;
}

/** How long before the call its agenda is made. */
export interface LeadTime {
  readonly amount: number;
  readonly unit: "minutes" | "hours" | "days" | "business-days" | "weeks";
}

/** What happens to a call that the rule puts on a public holiday. */
export type HolidayPolicy = "shift-next-day" | "shift-previous-day" | "skip" | "ignore";

/** When a series repeats: the body of an RFC 5545 RRULE (`FREQ=WEEKLY;INTERVAL=2;BYDAY=TU`) and a wall-clock time. */
export interface Recurrence {
  readonly rrule: string;
  readonly time: PlainTime;
  /** The rule in words, as people wrote it or as close as can be. */
  readonly text: string;
  /** The day its intervals are counted from; the series' `from` where it is not given. */
  readonly countedFrom?: PlainDate;
  /** The first and the last day it may plan, where it does not hold as long as the series. */
  readonly firstDay?: PlainDate;
  readonly lastDay?: PlainDate;
}

/** Everything the schedule of one meeting series depends on, apart from the clock. */
export interface SeriesSchedule {
  readonly series: string;
  readonly timeZone: string;
  /** When the series meets, in the order of the file; of two that plan a day the first says when on it. Never empty. */
  readonly recurrences: readonly Recurrence[];
  /** First day the series may meet; also anchors the parity of "every 2 weeks". */
  readonly from: PlainDate;
  /** Last day the series may meet, or null. */
  readonly until: PlainDate | null;
  readonly durationMinutes: number;
  readonly leadTime: LeadTime;
  /** When an agenda, which mails the people it mentions, is made once its lead time is reached. */
  readonly hours: KindHours;
  readonly skip: readonly DateRange[];
  readonly pause: readonly DateRange[];
  readonly move: readonly Move[];
  readonly holidays: HolidayPolicy;
}

/** What people did to single occurrences in GitLab, by occurrence id. It wins over the configuration. */
export interface OccurrenceOverrides {
  /** The due date of the agenda was moved to this day. */
  readonly moved: ReadonlyMap<string, { readonly toDate: PlainDate; readonly reason: Reason }>;
  /** The agenda was closed unheld. */
  readonly skipped: ReadonlyMap<string, Reason>;
}

/** One meeting of a series. */
export interface Occurrence {
  readonly series: string;
  /** The day it was first planned for; stays when the meeting moves (as RECURRENCE-ID in RFC 5545). */
  readonly id: PlainDate;
  /** The day it takes place, in the series' zone. */
  readonly date: PlainDate;
  /** The wall-clock time it begins, in the series' zone. */
  readonly time: PlainTime;
  readonly start: Instant;
  readonly end: Instant;
  /** The instant from which its agenda is due. */
  readonly agendaDueAt: Instant;
  readonly state: "planned" | "skipped";
  /** Why it is where it is: moved, shifted off a holiday, skipped. Empty for a plain occurrence. */
  readonly reasons: readonly Reason[];
}

/** What is to be done about one occurrence at an instant. */
export interface OccurrenceDecision {
  readonly occurrence: Occurrence;
  /**
   * `due`: make the agenda now. `waiting`: not yet. `exists`: it has one. `skipped`: people skipped it.
   * `missed`: the call began and it never had an agenda.
   */
  readonly decision: "due" | "waiting" | "exists" | "skipped" | "missed";
  readonly reason: Reason;
}

/** The due list of one series at an instant. */
export interface SeriesDecisions {
  readonly series: string;
  /** In order of start: what was missed or skipped in the look-back window, the running call, the next calls. */
  readonly decisions: readonly OccurrenceDecision[];
  /** The next call that has not begun and is not skipped, or null when the series has ended. */
  readonly next: Occurrence | null;
  /** When this list changes by the passing of time alone, or null for never. */
  readonly nextChangeAt: Instant | null;
}
