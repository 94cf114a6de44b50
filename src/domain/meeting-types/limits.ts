import type { IssueIid } from "../ids.ts";
import type { HandbookProposal } from "../profile/proposals.ts";
import { formatDay } from "../schedule/format.ts";
import { daysBetween } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import type { MeetingTypeName } from "./types.ts";

/** How long a check-in with leaders takes, in minutes (handbook D5). */
const CHECK_IN_MINUTES = { from: 30, to: 60 } as const;
/** How many rounds one subject has at most, and how many days (handbook E50, E49). */
const ENGAGEMENT = { rounds: 3, days: 28 } as const;

/** A series of a type, as far as the handbook limits it. */
export interface LimitedSeries {
  readonly id: string;
  readonly type: MeetingTypeName | null;
  readonly durationMinutes: number;
  /** Days of its calls that took place, oldest first. */
  readonly held: readonly PlainDate[];
  /** The day of its next call, or null. */
  readonly next: PlainDate | null;
  /** Agendas with a follow-up that somebody opened again, with the day of the call. */
  readonly reopened: readonly { readonly iid: IssueIid; readonly date: PlainDate }[];
  /** Follow-ups on which somebody waits for a reply. */
  readonly awaiting: readonly IssueIid[];
}

/** Returns what of a series is not as the handbook has it for its type: told to the account team, and never done. */
export function limitsOf(series: LimitedSeries, today: PlainDate): readonly HandbookProposal[] {
  if (series.type === "leadership-check-in") return lengthOfCheckIn(series);
  if (series.type !== "engagement") return [];
  return [...rounds(series), ...weeks(series), ...reopened(series, today), ...waiting(series)];
}

function lengthOfCheckIn({ id, durationMinutes: minutes }: LimitedSeries): readonly HandbookProposal[] {
  const { from, to } = CHECK_IN_MINUTES;
  if (minutes >= from && minutes <= to) return [];
  const text = `${id} takes ${minutes} minutes, where the handbook has ${from} to ${to} for a check-in with leaders (D5)`;
  return [{ subject: id, text, remedy: "duration: 50 minutes", row: "D5" }];
}

const ANEW = "begin another engagement, a meeting of its own, for what is new";

function rounds({ id, held, next }: LimitedSeries): readonly HandbookProposal[] {
  if (next === null || held.length < ENGAGEMENT.rounds) return [];
  const text = `${id} was held ${held.length} times, and another call is planned for ${formatDay(next)}: the handbook has at most ${ENGAGEMENT.rounds} rounds on one subject (E50)`;
  return [{ subject: id, text, remedy: ANEW, row: "E50" }];
}

function weeks({ id, held, next }: LimitedSeries): readonly HandbookProposal[] {
  const [first] = held;
  if (first === undefined || next === null || daysBetween(first, next) <= ENGAGEMENT.days) return [];
  const text = `the next call of ${id}, on ${formatDay(next)}, is more than four weeks after its first one, on ${formatDay(first)}: that is a new engagement (E49)`;
  return [{ subject: id, text, remedy: ANEW, row: "E49" }];
}

function reopened({ id, reopened: all }: LimitedSeries, today: PlainDate): readonly HandbookProposal[] {
  return all
    .filter(({ date }) => quarterOf(date) !== quarterOf(today))
    .map(({ iid, date }) => ({
      subject: id,
      text: `#${iid}, of the call on ${formatDay(date)}, is of an earlier quarter and was opened again: the handbook opens none of those again (E51)`,
      remedy: `close #${iid}, and ${ANEW}`,
      row: "E51",
    }));
}

/** The calendar's quarter of a day, `2026 2`. */
function quarterOf(date: PlainDate): string {
  return `${date.slice(0, 4)} ${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

function waiting({ id, awaiting }: LimitedSeries): readonly HandbookProposal[] {
  return awaiting.map((iid) => ({
    subject: id,
    text: `somebody waits for a reply on #${iid}, ideally within a business day (E45)`,
    remedy: "answer with what there is to read; where that would be a long answer, offer a short call (E46)",
    row: "E46",
  }));
}
