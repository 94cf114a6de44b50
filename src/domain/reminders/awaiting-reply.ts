import { addBusinessDays, isBusinessDay } from "../time/business-days.ts";
import type { HolidayCalendar, Instant } from "../time/types.ts";
import { epochOf, toInstant, toLocal } from "../time/zoned-time.ts";

/** A comment of an issue. */
export interface WrittenComment {
  /** User name. */
  readonly author: string;
  readonly at: Instant;
  /** Whether the bot wrote it. */
  readonly bot: boolean;
}

/** Whether the customer's side waits for an answer. */
export interface AwaitingReply {
  readonly awaiting: boolean;
  /** When the first comment that has no answer was written, or null when there is none. */
  readonly since: Instant | null;
  /** When its answer was or will be late, or null when there is none to give. */
  readonly lateAt: Instant | null;
  /** When `awaiting` will become true if nobody answers, or null. */
  readonly changesAt: Instant | null;
}

/** Business days within which questions are answered (handbook E45). */
const DAYS_TO_ANSWER = 1;

/**
 * Finds out whether a comment of the customer's side has had no later one by the account team for a business day
 * (handbook E45): until the same time of the next business day; for one written on a day off the whole next business day
 * counts. People are `@name` or `name` as configured, in any case; who is in both lists belongs to the account team.
 * Comments of the bot and of people in neither list say nothing.
 */
export function awaitingReply(
  comments: readonly WrittenComment[],
  accountTeam: readonly string[],
  customer: readonly string[],
  now: Instant,
  timeZone: string,
  calendar: HolidayCalendar,
): AwaitingReply {
  const [ours, theirs] = [namesOf(accountTeam), namesOf(customer)];
  const isOurs = ({ author }: WrittenComment): boolean => ours.has(author.toLowerCase());
  const spoken = comments
    .filter((comment) => !comment.bot && (isOurs(comment) || theirs.has(comment.author.toLowerCase())))
    .sort((a, b) => epochOf(a.at) - epochOf(b.at));
  const since = spoken[spoken.findLastIndex(isOurs) + 1]?.at ?? null;
  if (since === null) return { awaiting: false, since, lateAt: null, changesAt: null };
  const deadline = answerDue(since, timeZone, calendar);
  const awaiting = epochOf(now) >= epochOf(deadline);
  return { awaiting, since, lateAt: deadline, changesAt: awaiting ? null : deadline };
}

function namesOf(people: readonly string[]): ReadonlySet<string> {
  return new Set(people.map((one) => one.trim().replace(/^@/, "").toLowerCase()));
}

function answerDue(since: Instant, timeZone: string, calendar: HolidayCalendar): Instant {
  const { date, time } = toLocal(since, timeZone);
  if (isBusinessDay(date, calendar)) return toInstant(addBusinessDays(date, DAYS_TO_ANSWER, calendar), time, timeZone);
  return toInstant(addBusinessDays(date, DAYS_TO_ANSWER + 1, calendar), "00:00", timeZone);
}
