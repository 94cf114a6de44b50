import { addBusinessDays, isBusinessDay } from "../time/business-days.ts";
import { addDays } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import { toLocal } from "../time/zoned-time.ts";
import type { ReminderInput, ReminderItem, ReminderStep, StepRules } from "./types.ts";

/** Business days after the day of a step in which its reminder may still go. */
const WINDOW = 3;

/** All that is known of an item without reading comments. */
export type UnsentItem = Omit<ReminderItem, "sent">;

/** The days in which one reminder may go, both included. */
export interface StepWindow {
  readonly step: ReminderStep;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** The first day on which each rule is met; rules that will not be met by the passing of time alone are left out. */
function triggers(item: UnsentItem, context: StepRules): readonly (readonly [ReminderStep, PlainDate])[] {
  const { flagAfter, flagAfterDays, calendar } = context;
  const days: (readonly [ReminderStep, PlainDate])[] = [];
  if (item.due !== null) days.push(["overdue", addBusinessDays(item.due, 1, calendar)]);
  if (item.carries > flagAfter) days.push(["carried", item.callDate]);
  days.push(["old", addDays(item.raised, flagAfterDays + 1)]);
  return days;
}

/** The first days on which its people may be reminded again. */
function notBefore({ snoozedUntil, toldOn }: UnsentItem): readonly PlainDate[] {
  return [...(snoozedUntil === null ? [] : [snoozedUntil]), ...(toldOn === null ? [] : [addDays(toldOn, 1)])];
}

/**
 * The windows of all steps of an item: each rule that is met asks every `everyDays` days from its first day on, `atMost`
 * times. A snooze puts the first day off. In the order of the rules (overdue, carried, old), then of time.
 */
function stepWindows(item: UnsentItem, context: StepRules): readonly StepWindow[] {
  const { everyDays, atMost } = context.rules;
  return triggers(item, context).flatMap(([step, trigger]) => {
    const first = notBefore(item).reduce((a, b) => (a < b ? b : a), trigger);
    return Array.from({ length: atMost }, (_, index) => {
      const from = addDays(first, index * everyDays);
      return { step, from, to: addBusinessDays(from, WINDOW, context.calendar) };
    });
  });
}

/**
 * The window that is open on a day and has had no reminder (`last` is the day of the last one), the first in the order of
 * `stepWindows`, or null.
 */
export function openWindow(
  item: UnsentItem,
  day: PlainDate,
  context: StepRules,
  last: PlainDate | undefined,
): StepWindow | null {
  return stepWindows(item, context).find(({ from, to }) => from <= day && day <= to && isUnserved(from, last)) ?? null;
}

function isUnserved(from: PlainDate, last: PlainDate | undefined): boolean {
  return last === undefined || last < from;
}

/** Whether an item is older than `flagAfterDays` on a day (handbook E49). */
export function isOlder(item: UnsentItem, day: PlainDate, { flagAfterDays }: StepRules): boolean {
  return day > addDays(item.raised, flagAfterDays);
}

/**
 * Whether a reminder of an item could be due today, whatever was sent: only then its issue's comments have to be read.
 * Without reading them, `decideReminders` may be given the item with nothing sent; `nextAt` is then early, never late.
 */
export function stepWindow(item: UnsentItem, context: StepRules & Pick<ReminderInput, "now" | "timeZone">): boolean {
  return (
    context.rules.enabled && openWindow(item, toLocal(context.now, context.timeZone).date, context, undefined) !== null
  );
}

/**
 * The first business day from `day` on when a reminder of an item may go, and the rule that asks for it; null when there
 * will be none. `sentDays` are the days of its reminders so far, ascending.
 */
export function nextReminder(
  item: UnsentItem,
  sentDays: readonly PlainDate[],
  day: PlainDate,
  context: StepRules,
): { readonly day: PlainDate; readonly step: ReminderStep } | null {
  const { everyDays, atMost } = context.rules;
  if (sentDays.length >= atMost) return null;
  const last = sentDays.at(-1);
  const rested = last === undefined ? day : addDays(last, everyDays);
  const open = stepWindows(item, context)
    .filter(({ from }) => isUnserved(from, last))
    .map(({ step, from, to }) => ({ step, to, day: firstBusinessDay(latest(from, rested, day), context) }))
    .filter((one) => one.day <= one.to);
  const first = open.reduce((least, one) => (one.day < least ? one.day : least), "9999-12-31");
  const step = open.find((one) => one.day === first)?.step;
  return step === undefined ? null : { day: first, step };
}

function latest(...days: readonly PlainDate[]): PlainDate {
  return days.reduce((most, day) => (day > most ? day : most));
}

function firstBusinessDay(day: PlainDate, { calendar }: StepRules): PlainDate {
  return isBusinessDay(day, calendar) ? day : addBusinessDays(day, 1, calendar);
}
