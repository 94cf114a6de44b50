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
 * Weekly, Bi-weekly, Monthly, Every 2 Months, Quarterly, ...
 */
export function frequencyWord(rrule: string): string {
  const frequency = /FREQ=([A-Z]+)/.exec(rrule)?.[1] ?? "";
  const interval = /INTERVAL=(\d+)/.exec(rrule)?.[1] ?? "1";
  return WORDS[`${frequency}/${interval}`] ?? `Every ${interval} ${UNITS[frequency] ?? "Times"}`;
}
