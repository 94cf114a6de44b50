/**
 * What holds where nobody says otherwise, as people would write it in the file.
 *
 * From GitLab's handbook: agendas a few days ahead (Cadence Calls), "speedy meetings" of 50 minutes (Communication), the
 * meeting name (Cadence Calls, naming), at most three follow-ups per topic and four weeks (CSE Operating Rhythm).
 */
export const HANDBOOK_DEFAULTS = {
  duration: "50 minutes",
  lead_time: "3 days",
  holidays: "shift-next-day",
  title: "customer",
  template: "Meeting Agenda",
  labels: [],
  confidential: false,
  carry: { flag_after: 3, flag_after_days: 28 },
} as const;

/** Marks agendas where the file names no label. */
export const DEFAULT_AGENDA_LABEL = "meeting-agenda";
