import { addDays } from "../time/dates.ts";
import { goesOutAt, type MailTimes, nextAllowed, startOfDay } from "../time/kind-hours.ts";
import type { Instant, PlainDate } from "../time/types.ts";
import { epochOf, toLocal } from "../time/zoned-time.ts";
import { dailyLimit, nobodyToTell, whyPostponed } from "./reminder-reasons.ts";
import { isOlder, nextReminder, openWindow } from "./steps.ts";
import type {
  DueReminder,
  IssueReminder,
  PostponedReminder,
  ReminderDecision,
  ReminderInput,
  ReminderItem,
  ReminderStep,
} from "./types.ts";

const STEPS: readonly ReminderStep[] = ["overdue", "carried", "old"];

/** An item with the days of its reminders and the next moment for one. */
interface ReminderCandidate {
  readonly item: ReminderItem;
  readonly sentDays: readonly PlainDate[];
  readonly next: Moment | null;
}

interface Moment {
  readonly at: Instant;
  readonly step: ReminderStep;
}

/**
 * Decides which reminders go now, which would but for the hour, the day or a limit, and when to look again.
 *
 * - An item is reminded of from the first business day after its due date on, when it was carried more often than
 *   `flagAfter`, or when it is older than `flagAfterDays` (handbook E49), then every `everyDays` days, `atMost` times in
 *   its life (E50), each time within three business days of its day; on business days outside quiet hours only.
 * - It mentions its owner when that is one of the account team (or `mentionsCustomer` allows others), else the CSM. All
 *   reminders of an issue go in one comment. One that would mention nobody does not go: GitLab would tell the
 *   participants all the same, the customer's too.
 * - `perDay` counts people, those of this run once: an item for a person who is told anyway costs nothing.
 *
 * Same input, same answer in the same order. Throws a RangeError when the calendar has no business day within a year.
 */
export function decideReminders(input: ReminderInput): ReminderDecision {
  if (!input.rules.enabled) return { reminders: [], postponed: [], nextAt: null };
  const candidates = input.items.map((item) => candidateOf(item, input));
  const { told, overLimit } = withinLimit(candidates.filter(isDueNow(input)).sort(byStep), input);
  const perIssue = groupByIssue(told, input);
  const silent = perIssue.filter(({ notifies }) => notifies.length === 0).flatMap(({ items }) => items);
  const reminders = perIssue.filter(({ notifies }) => notifies.length > 0);
  const tomorrow = startOfDay(addDays(toLocal(input.now, input.timeZone).date, 1), input.timeZone);
  const postponed = [
    ...candidates.flatMap((candidate) => explain(candidate, input)),
    ...overLimit.map(({ item, sentDays }) => {
      const until = firstMoment(item, sentDays, tomorrow, input)?.at ?? null;
      return { id: item.id, reason: dailyLimit(input), until };
    }),
    ...silent.map(({ id }) => ({ id, reason: nobodyToTell(), until: null })),
  ];
  return { reminders, postponed, nextAt: nextChange(candidates, reminders, postponed, input) };
}

function candidateOf(item: ReminderItem, input: ReminderInput): ReminderCandidate {
  const sentDays = item.sent.map(({ at }) => toLocal(at, input.timeZone).date).sort();
  return { item, sentDays, next: firstMoment(item, sentDays, input.now, input) };
}

/** The first moment from an instant on when a reminder of an item may go, or null when there will be none. */
function firstMoment(
  item: ReminderItem,
  sentDays: readonly PlainDate[],
  from: Instant,
  input: ReminderInput,
): Moment | null {
  const starved = from === input.now ? starvedMoment(item, sentDays, input) : null;
  if (starved !== null) return starved;
  for (let at = from; ; ) {
    at = nextAllowed(at, mailTimes(input));
    const day = toLocal(at, input.timeZone).date;
    const next = nextReminder(item, sentDays, day, input);
    if (next === null) return null;
    if (next.day === day) return { at, step: next.step };
    at = startOfDay(next.day, input.timeZone);
  }
}

function mailTimes({ noise, timeZone, calendar }: ReminderInput): MailTimes {
  return { hours: noise.hours, timeZone, calendar };
}

/** A reminder that had a business day to go out and did not, since nobody looked in its hours, goes at any hour. */
function starvedMoment(item: ReminderItem, sentDays: readonly PlainDate[], input: ReminderInput): Moment | null {
  const { now, timeZone, rules, lastSentAt } = input;
  const last = sentDays.at(-1);
  const today = toLocal(now, timeZone).date;
  const window = sentDays.length < rules.atMost ? openWindow(item, today, input, last) : null;
  if (window === null) return null;
  const rested = last === undefined ? window.from : addDays(last, rules.everyDays);
  const asked = startOfDay(rested > window.from ? rested : window.from, timeZone);
  const since = [asked, item.touchedAt, lastSentAt ?? asked].reduce((a, b) => (epochOf(a) < epochOf(b) ? b : a));
  return rested <= today && goesOutAt(since, now, mailTimes(input)) === now ? { at: now, step: window.step } : null;
}

function isDueNow({ now }: ReminderInput): (candidate: ReminderCandidate) => boolean {
  return ({ next }) => next?.at === now;
}

function byStep(a: ReminderCandidate, b: ReminderCandidate): number {
  const rank = ({ item, next }: ReminderCandidate): string => {
    const step = STEPS.indexOf(next?.step ?? "old");
    return `${step} ${item.due ?? item.raised} ${String(item.issueIid).padStart(10, "0")} ${item.id}`;
  };
  return rank(a) < rank(b) ? -1 : 1;
}

/** The person a reminder of an item mentions, or null. */
function mentionOf({ owner, ownerSide }: ReminderItem, { csm, mentionsCustomer }: ReminderInput): string | null {
  const mayMentionOwner = ownerSide === "account-team" || mentionsCustomer;
  return owner !== null && mayMentionOwner ? owner : csm;
}

/** Takes the reminders in order as long as the people they notify are within the limit of the day. */
function withinLimit(
  due: readonly ReminderCandidate[],
  input: ReminderInput,
): { readonly told: readonly ReminderCandidate[]; readonly overLimit: readonly ReminderCandidate[] } {
  const people = new Set<string>();
  const isWithin = ({ item }: ReminderCandidate): boolean => {
    const person = mentionOf(item, input)?.toLowerCase();
    if (person === undefined || people.has(person)) return true;
    if (people.size >= input.noise.perDay - input.sentToday) return false;
    people.add(person);
    return true;
  };
  const told = due.filter(isWithin);
  return { told, overLimit: due.filter((candidate) => !told.includes(candidate)) };
}

function groupByIssue(told: readonly ReminderCandidate[], input: ReminderInput): readonly IssueReminder[] {
  const issues = [...new Set(told.map(({ item }) => item.issueIid))].sort((a, b) => a - b);
  return issues.map((issueIid) => {
    const items = told
      .filter(({ item }) => item.issueIid === issueIid)
      .map((candidate) => dueReminder(candidate, input));
    const names = items.flatMap(({ mention }) => (mention === null ? [] : [mention]));
    const isFirst = (name: string, index: number): boolean =>
      names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index;
    return { issueIid, items, notifies: names.filter(isFirst) };
  });
}

function dueReminder({ item, next }: ReminderCandidate, input: ReminderInput): DueReminder {
  return {
    id: item.id,
    step: next?.step ?? "old",
    number: item.sent.length + 1,
    proposeIssue: isOlder(item, toLocal(input.now, input.timeZone).date, input),
    mention: mentionOf(item, input),
  };
}

/** Why an item is not reminded of though the days of a step have come and it was not done yet. */
function explain({ item, sentDays, next }: ReminderCandidate, input: ReminderInput): readonly PostponedReminder[] {
  if (next?.at === input.now) return [];
  const today = toLocal(input.now, input.timeZone).date;
  const isSnoozed = item.snoozedUntil !== null && item.snoozedUntil > today;
  const asked = {
    ...item,
    ...(isSnoozed ? { snoozedUntil: null } : {}),
    ...(item.toldOn === today ? { toldOn: null } : {}),
  };
  const window = openWindow(asked, today, input, sentDays.at(-1));
  if (window === null) return [];
  return [{ id: item.id, reason: whyPostponed(item, sentDays, today, input), until: next?.at ?? null }];
}

function nextChange(
  candidates: readonly ReminderCandidate[],
  reminders: readonly IssueReminder[],
  postponed: readonly PostponedReminder[],
  input: ReminderInput,
): Instant | null {
  const today = toLocal(input.now, input.timeZone).date;
  const sent = new Set(reminders.flatMap(({ items }) => items.map(({ id }) => id)));
  const later = candidates.flatMap(({ item, sentDays, next }) => {
    const following = sent.has(item.id) ? firstMoment(item, [...sentDays, today], input.now, input) : next;
    return following === null || following.at === input.now ? [] : [following.at];
  });
  const instants = [...later, ...postponed.flatMap(({ until }) => (until === null ? [] : [until]))];
  return instants.sort((a, b) => epochOf(a) - epochOf(b))[0] ?? null;
}
