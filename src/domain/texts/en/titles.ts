import { countingIn } from "../counting.ts";

const counted = countingIn("en");

/** The titles of issues, with the variables of templates in them, and how often and how long a series meets. */
export const ENGLISH_TITLES = {
  customer: "{{team_name}} / {{customer}} CSM Call - {{date}}",
  frequency: "{{team_name}} - {{frequency}} Collaboration - {{date}}",
  plain: "{{team_name}} - CSM Call - {{date}}",
  /** Of a series that has none: by its id. */
  ofSeries: ({ name }: { name: string }) => `{{team_name}} / {{customer}} ${name} - {{date}}`,
  /** The same of one that shares a title of ours with another series. */
  frequencyOfSeries: ({ name }: { name: string }) => `{{team_name}} - {{frequency}} ${name} - {{date}}`,
  plainOfSeries: ({ name }: { name: string }) => `{{team_name}} - ${name} - {{date}}`,
  followUp: ({ agenda }: { agenda: string }) => `Follow-up: ${agenda}`,
  /** In place of a title that a customer should not read. */
  ourCall: ({ date }: { date: string }) => `our call on ${date}`,

  hours: ({ count }: { count: number }) => counted(count, { one: `${count} hour`, other: `${count} hours` }),
  minutes: ({ count }: { count: number }) => `${count} minutes`,
  once: "One-time",
  everyWeekday: "Every Weekday",
  daily: "Daily",
  weekly: "Weekly",
  biWeekly: "Bi-weekly",
  twiceWeekly: "Twice-weekly",
  monthly: "Monthly",
  twiceMonthly: "Twice-monthly",
  quarterly: "Quarterly",
  halfYearly: "Half-yearly",
  yearly: "Yearly",
  about: ({ often }: { often: string }) => `About ${often}`,
  every: {
    day: ({ count }: { count: number }) => counted(count, { one: "Every Day", other: `Every ${count} Days` }),
    week: ({ count }: { count: number }) => counted(count, { one: "Every Week", other: `Every ${count} Weeks` }),
    month: ({ count }: { count: number }) => counted(count, { one: "Every Month", other: `Every ${count} Months` }),
    year: ({ count }: { count: number }) => counted(count, { one: "Every Year", other: `Every ${count} Years` }),
  },
  timesIn: {
    day: ({ times, count }: { times: number; count: number }) =>
      counted(count, { one: `${times} Times a Day`, other: `${times} Times Every ${count} Days` }),
    week: ({ times, count }: { times: number; count: number }) =>
      counted(count, { one: `${times} Times a Week`, other: `${times} Times Every ${count} Weeks` }),
    month: ({ times, count }: { times: number; count: number }) =>
      counted(count, { one: `${times} Times a Month`, other: `${times} Times Every ${count} Months` }),
    year: ({ times, count }: { times: number; count: number }) =>
      counted(count, { one: `${times} Times a Year`, other: `${times} Times Every ${count} Years` }),
  },
};
