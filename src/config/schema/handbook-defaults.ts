import type { TextLanguage } from "../../domain/texts/language.ts";

/**
 * What holds where nobody says otherwise, as people would write it in the file.
 *
 * From GitLab's handbook: agendas a few days ahead (Cadence Calls), "speedy meetings" of 50 minutes (Communication), the
 * meeting name (Cadence Calls, naming), at most three follow-ups per topic and four weeks (CSE Operating Rhythm), a
 * follow-up within one business day that somebody proofreads first (Cadence Calls, follow up).
 */
export const HANDBOOK_DEFAULTS = {
  duration: "50 minutes",
  lead_time: "3 business days",
  holidays: "shift-next-day",
  title: "customer",
  template: "Meeting Agenda",
  labels: [],
  confidential: false,
  carry: { flag_after: 3, flag_after_days: 28, horizon: "8 weeks" },
  follow_up: {
    when: "closed",
    due: "1 business day",
    draft_for: "1 hour",
    template: "Follow-up",
    close: "when-resolved",
  },
} as const;

/** Which row of the handbook a default is from, by key; those without one are the product's own. */
export const HANDBOOK_ROWS: Readonly<Record<string, string>> = {
  title: "A17",
  template: "A15",
  lead_time: "A9",
  "carry.flag_after": "E50",
  "carry.flag_after_days": "E49",
  "follow_up.when": "A61",
  "follow_up.due": "A69",
  "follow_up.draft_for": "A77",
};

/** How many topics an agenda suggests at most (handbook A98: at the CSM's discretion). */
export const DEFAULT_MOST_TOPICS = 4;

/** What issues are written in where the file names no language. */
export const DEFAULT_LANGUAGE: TextLanguage = "en";

/** What the account team is called where the file does not say. */
export const DEFAULT_TEAM_NAME = "GitLab";

/** Marks agendas where the file names no label. */
export const DEFAULT_AGENDA_LABEL = "meeting-agenda";

/** Marks follow-ups where the file names no label. */
export const DEFAULT_FOLLOW_UP_LABEL = "meeting-follow-up";

/**
 * The labels of states: `key` in the file, what it is `for`, the state that it is `of`, and the label by default. What
 * excludes each other is of one state and shares a scope (`action-items::`), what can hold at the same time does not: GitLab
 * keeps one label of a scope per issue. The customer reads the descriptions too. When an issue wears which one is decided in
 * `src/reconcile/model/label-changes.ts`.
 */
export const STATE_LABELS = {
  unresolved: {
    key: "unresolved",
    for: "A call with action items that are still open.",
    of: "action items",
    name: "action-items::unresolved",
    color: "#d9622b",
    description: "Action items of this call are still open.",
  },
  resolved: {
    key: "resolved",
    for: "A call of which all action items are done.",
    of: "action items",
    name: "action-items::resolved",
    color: "#3c8f55",
    description: "All action items of this call are done.",
  },
  noActionItems: {
    key: "no_action_items",
    for: "A call that left no action items.",
    of: "action items",
    name: "action-items::none",
    color: "#868686",
    description: "This call left no action items.",
  },
  overdue: {
    key: "overdue",
    for: "A follow-up with an open item past its own date.",
    of: "overdue",
    name: "follow-up::overdue",
    color: "#c9302c",
    description: "An open item of this follow-up is past its date.",
  },
  awaitingReply: {
    key: "awaiting_reply",
    for: "An issue on which somebody waits for a reply.",
    of: "reply",
    name: "awaiting-reply",
    color: "#e9a800",
    description: "This issue waits for a reply.",
  },
} as const;

export type StateLabelKey = keyof typeof STATE_LABELS;
export const STATE_LABEL_KEYS = Object.keys(STATE_LABELS) as readonly StateLabelKey[];

/** Labels of objectives and initiatives, where the file has a profile (handbook A33, C7). */
export const OBJECTIVE_LABELS: readonly string[] = ["objective", "initiative"];

/** Reminders: one a week, three per topic at most (CSE Operating Rhythm). */
export const DEFAULT_REMINDERS = { everyDays: 7, atMost: 3 } as const;

/** How many people reminders reach, and when none goes out. */
export const DEFAULT_NOISE = { perDay: 5, quietHours: { from: "18:00", to: "08:00" } } as const;
