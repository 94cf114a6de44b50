import { asIssueIid } from "../../../src/domain/ids.ts";
import { decideReminders } from "../../../src/domain/reminders/decide.ts";
import type { ReminderDecision, ReminderInput, ReminderItem } from "../../../src/domain/reminders/types.ts";
import type { HolidayCalendar } from "../../../src/domain/time/types.ts";

/** Berlin has Christmas on 25 and 26 December 2026, a Friday and a Saturday. */
export const calendar: HolidayCalendar = (date) => (/-12-2[56]$/.test(date) ? "Christmas" : null);

/** Due on Tuesday 1 December 2026; Bob of the account team owns it. */
export function item(changes: Partial<ReminderItem> = {}): ReminderItem {
  return {
    id: "12-k3f",
    text: "Send the diagram",
    owner: "bob",
    ownerSide: "account-team",
    due: "2026-12-01",
    raised: "2026-11-24",
    carries: 0,
    callDate: "2026-11-24",
    issueIid: asIssueIid(12),
    sent: [],
    touchedAt: "2026-11-24T11:00:00Z",
    snoozedUntil: null,
    toldOn: null,
    ...changes,
  };
}

/** 12 noon on a day in December 2026, Berlin time unless said otherwise. */
export function at(day: string, time = "12:00"): string {
  return new Date(`${day}T${time}:00+01:00`).toISOString().replace(".000Z", "Z");
}

export function input(
  now: string,
  items: readonly ReminderItem[],
  changes: Partial<ReminderInput> = {},
): ReminderInput {
  return {
    items,
    rules: { enabled: true, everyDays: 7, atMost: 3 },
    flagAfter: 3,
    flagAfterDays: 28,
    noise: { perDay: 5, hours: { quietHours: { from: "18:00", to: "08:00" } } },
    mentionsCustomer: false,
    csm: "jane",
    sentToday: 0,
    lastSentAt: null,
    now,
    timeZone: "Europe/Berlin",
    calendar,
    ...changes,
  };
}

export function decide(
  now: string,
  items: readonly ReminderItem[],
  changes: Partial<ReminderInput> = {},
): ReminderDecision {
  return decideReminders(input(now, items, changes));
}
