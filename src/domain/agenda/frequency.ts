const WORDS: Readonly<Record<string, string>> = {
  "DAILY/1": "Daily",
  "WEEKLY/1": "Weekly",
  "WEEKLY/2": "Bi-weekly",
  "MONTHLY/1": "Monthly",
  "MONTHLY/3": "Quarterly",
  "MONTHLY/6": "Half-yearly",
  "YEARLY/1": "Yearly",
};

const UNITS: Readonly<Record<string, string>> = { DAILY: "Days", WEEKLY: "Weeks", MONTHLY: "Months", YEARLY: "Years" };

/**
 * The frequency of an RFC 5545 rule as the handbook's second meeting name uses it ("GitLab - Bi-weekly Collaboration"):
 * Weekly, Bi-weekly, Monthly, Every 2 Months, Quarterly, 5 Times a Year, One-time, ...
 */
export function frequencyWord(rrule: string): string {
  if (/COUNT=1(?!\d)/.test(rrule)) return "One-time";
  const months = /BYMONTH=([\d,]+)/.exec(rrule)?.[1]?.split(",").map(Number) ?? [];
  if (months.length > 1 && !/FREQ=(DAILY|WEEKLY)/.test(rrule)) return timesAYear(months);
  const frequency = /FREQ=([A-Z]+)/.exec(rrule)?.[1] ?? "";
  const interval = /INTERVAL=(\d+)/.exec(rrule)?.[1] ?? "1";
  return WORDS[`${frequency}/${interval}`] ?? `Every ${interval} ${UNITS[frequency] ?? "Times"}`;
}

/** A rule that names its months, at even distances or not. */
function timesAYear(months: readonly number[]): string {
  const apart = 12 / months.length;
  const even = months.every((month, index) => month === (months[0] as number) + index * apart);
  return even ? frequencyWord(`FREQ=MONTHLY;INTERVAL=${apart}`) : `${months.length} Times a Year`;
}
