import type { IssueIid } from "../ids.ts";
import type { Reason } from "../reason.ts";
import type { KindHours } from "../time/kind-hours.ts";
import type { HolidayCalendar, Instant, PlainDate } from "../time/types.ts";

/** What `reminders:` says. */
export interface ReminderRules {
  readonly enabled: boolean;
  /** Days between two reminders of one item. */
  readonly everyDays: number;
  /** Reminders per item over its life at most (handbook E50). */
  readonly atMost: number;
}

/** What `noise:` says. */
export interface NoiseRules {
  /** People notified by reminders, per project and day, at most. */
  readonly perDay: number;
  /** When reminders, and whatever else mails people, go out. */
  readonly hours: KindHours;
}

/** An open action item after its call. */
export interface ReminderItem {
  readonly id: string;
  /** As people wrote it, on one line; not yet inert. */
  readonly text: string;
  /** User name without `@`, or null. */
  readonly owner: string | null;
  /** null without an owner; `other` for a person of neither list. */
  readonly ownerSide: "account-team" | "customer" | "other" | null;
  readonly due: PlainDate | null;
  readonly raised: PlainDate;
  /** How often it was carried so far. */
  readonly carries: number;
  /** Day of the call after which it is open. */
  readonly callDate: PlainDate;
  /** iid of the issue where reminders of it go. */
  readonly issueIid: IssueIid;
  /** Reminders of it so far. */
  readonly sent: readonly { readonly at: Instant }[];
  /** When an issue that it stands in changed last: it may be due since then only. */
  readonly touchedAt: Instant;
  /** People asked for no reminder before this day. */
  readonly snoozedUntil: PlainDate | null;
  /** The day on which participants were told of the issue where reminders go: they are not reminded on it. */
  readonly toldOn: PlainDate | null;
}

/** What the days of an item's reminders depend on, beside the item. */
export interface StepRules {
  readonly rules: ReminderRules;
  /** An item carried more often than this is reminded of (rules of carrying). */
  readonly flagAfter: number;
  /** An item older than this many days is reminded of, with the proposal of an issue of its own (handbook E49). */
  readonly flagAfterDays: number;
  readonly calendar: HolidayCalendar;
}

export interface ReminderInput extends StepRules {
  readonly items: readonly ReminderItem[];
  readonly noise: NoiseRules;
  /** Whether a reminder may mention people who are not of the account team. */
  readonly mentionsCustomer: boolean;
  /** User name of the CSM without `@`; asked about items whose owner may not be mentioned. Null when there is none. */
  readonly csm: string | null;
  /** People notified by reminders today in the project so far. */
  readonly sentToday: number;
  /** When the last reminder of the project went out, as far as is known: somebody looked then. Null for none. */
  readonly lastSentAt: Instant | null;
  readonly now: Instant;
  readonly timeZone: string;
}

/** Why an item is reminded of: past its due date, carried too often, open too long. */
export type ReminderStep = "overdue" | "carried" | "old";

export interface DueReminder {
  readonly id: string;
  readonly step: ReminderStep;
  /** The how-manyeth reminder of the item this is, from 1. */
  readonly number: number;
  readonly proposeIssue: boolean;
  /** User name without `@` of the person to mention, or null. */
  readonly mention: string | null;
}

/** One comment: all reminders that go to one issue. */
export interface IssueReminder {
  /** iid of the issue. */
  readonly issueIid: IssueIid;
  readonly items: readonly DueReminder[];
  /** User names without `@`, each once, in the order of the items. */
  readonly notifies: readonly string[];
}

export interface PostponedReminder {
  readonly id: string;
  readonly reason: Reason;
  /** When a reminder of it can go next, or null for never. */
  readonly until: Instant | null;
}

export interface ReminderDecision {
  readonly reminders: readonly IssueReminder[];
  readonly postponed: readonly PostponedReminder[];
  /** When this changes by the passing of time alone once the reminders are sent, or null for never. */
  readonly nextAt: Instant | null;
}
