/** A calendar day, `YYYY-MM-DD`. */
export type PlainDate = string;
/** A wall-clock time, `HH:MM`, 24 hours. */
export type PlainTime = string;
/** A point in time, ISO 8601 in UTC with a trailing `Z`. */
export type Instant = string;

/** Gives the name of the public holiday on a day, or null. A pure look-up: same day, same answer. */
export type HolidayCalendar = (date: PlainDate) => string | null;
