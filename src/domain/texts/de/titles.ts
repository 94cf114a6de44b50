import type { Catalogue } from "../catalogue.ts";
import { countingIn } from "../counting.ts";

const counted = countingIn("de");

export const GERMAN_TITLES: Catalogue["titles"] = {
  customer: "{{team_name}} / {{customer}} CSM-Termin - {{date}}",
  frequency: "{{team_name}} - Zusammenarbeit {{frequency}} - {{date}}",
  plain: "{{team_name}} - CSM-Termin - {{date}}",
  ofSeries: ({ name }) => `{{team_name}} / {{customer}} ${name} - {{date}}`,
  frequencyOfSeries: ({ name }) => `{{team_name}} - ${name} {{frequency}} - {{date}}`,
  plainOfSeries: ({ name }) => `{{team_name}} - ${name} - {{date}}`,
  followUp: ({ agenda }) => `Nachbereitung: ${agenda}`,
  ourCall: ({ date }) => `unser Termin am ${date}`,

  hours: ({ count }) => counted(count, { one: `${count} Stunde`, other: `${count} Stunden` }),
  minutes: ({ count }) => counted(count, { one: `${count} Minute`, other: `${count} Minuten` }),
  once: "einmalig",
  everyWeekday: "werktäglich",
  daily: "täglich",
  weekly: "wöchentlich",
  biWeekly: "zweiwöchentlich",
  twiceWeekly: "zweimal wöchentlich",
  monthly: "monatlich",
  twiceMonthly: "zweimal monatlich",
  quarterly: "vierteljährlich",
  halfYearly: "halbjährlich",
  yearly: "jährlich",
  about: ({ often }) => `etwa ${often}`,
  every: {
    day: ({ count }) => counted(count, { one: "jeden Tag", other: `alle ${count} Tage` }),
    week: ({ count }) => counted(count, { one: "jede Woche", other: `alle ${count} Wochen` }),
    month: ({ count }) => counted(count, { one: "jeden Monat", other: `alle ${count} Monate` }),
    year: ({ count }) => counted(count, { one: "jedes Jahr", other: `alle ${count} Jahre` }),
  },
  timesIn: {
    day: ({ times, count }) => counted(count, { one: `${times}-mal am Tag`, other: `${times}-mal alle ${count} Tage` }),
    week: ({ times, count }) =>
      counted(count, { one: `${times}-mal die Woche`, other: `${times}-mal alle ${count} Wochen` }),
    month: ({ times, count }) =>
      counted(count, { one: `${times}-mal im Monat`, other: `${times}-mal alle ${count} Monate` }),
    year: ({ times, count }) =>
      counted(count, { one: `${times}-mal im Jahr`, other: `${times}-mal alle ${count} Jahre` }),
  },
};
