import type { PlainTime } from "../time/types.ts";

const DAYS: Readonly<Record<string, string>> = {
  MO: "monday",
  TU: "tuesday",
  WE: "wednesday",
  TH: "thursday",
  FR: "friday",
  SA: "saturday",
  SU: "sunday",
};
const ORDINALS: Readonly<Record<string, string>> = {
  "1": "first",
  "2": "second",
  "3": "third",
  "4": "fourth",
  "-1": "last",
};
const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const WORKING_WEEK = "MO,TU,WE,TH,FR";

/**
 * Says a rule in the words that `parseRepeat` reads (`every 2 weeks on tuesday at 10:00`), or `the rule FREQ=… at
 * 10:00` for rules that those words cannot say. `rrule` is the body of an RFC 5545 RRULE in capitals.
 */
export function describeRule(rrule: string, time: PlainTime): string {
  const parts = new Map(rrule.split(";").map((part) => part.split("=") as [string, string]));
  const days = wordsForDays(parts);
  if (days === null) return `the rule ${rrule} at ${time}`;
  return `${every(parts)}${days} at ${time}`;
}

/** Returns the English name of a weekday of RFC 5545: `tuesday` for `TU`. */
export function weekdayName(code: string): string {
  return DAYS[code] ?? code;
}

const UNITS: Readonly<Record<string, string>> = { DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" };

function every(parts: ReadonlyMap<string, string>): string {
  const unit = UNITS[parts.get("FREQ") as string] as string;
  const interval = Number(parts.get("INTERVAL") ?? "1");
  return interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`;
}

/** The words after "every month", empty for a plain daily rule, null when the phrase language has none. */
function wordsForDays(parts: ReadonlyMap<string, string>): string | null {
  const shape = [...parts.keys()]
    .filter((name) => name !== "FREQ" && name !== "INTERVAL")
    .sort()
    .join();
  const [byDay, byMonthDay, position] = [
    parts.get("BYDAY") ?? "",
    parts.get("BYMONTHDAY") ?? "",
    parts.get("BYSETPOS"),
  ];
  const month = parts.has("BYMONTH") ? MONTHS[Number(parts.get("BYMONTH")) - 1] : undefined;
  switch (`${parts.get("FREQ")} ${shape}`) {
    case "DAILY ":
      return "";
    case "WEEKLY BYDAY":
      return ` on ${byDay === WORKING_WEEK ? "weekdays" : list(byDay.split(",").map((day) => DAYS[day]))}`;
    case "MONTHLY BYDAY":
      return nthWeekday(byDay);
    case "MONTHLY BYDAY,BYSETPOS":
      return byDay === WORKING_WEEK && (position === "1" || position === "-1")
        ? ` on the ${ORDINALS[position]} weekday`
        : null;
    case "MONTHLY BYMONTHDAY":
      return monthDays(byMonthDay);
    case "MONTHLY BYMONTHDAY,BYSETPOS":
      return clippedDay(byMonthDay, position);
    case "YEARLY BYDAY,BYMONTH": {
      const words = nthWeekday(byDay);
      return words === null || month === undefined ? null : `${words} of ${month}`;
    }
    case "YEARLY BYMONTH,BYMONTHDAY": {
      if (month === undefined || !/^\d+$/.test(byMonthDay) || (month === "february" && Number(byMonthDay) > 28))
        return null;
      return ` on ${month} ${byMonthDay}`;
    }
    case "YEARLY BYMONTH,BYMONTHDAY,BYSETPOS":
      return month === "february" && byMonthDay === "28,29" && position === "-1" ? " on february 29" : null;
    default:
      return null;
  }
}

function nthWeekday(byDay: string): string | null {
  const days = byDay.split(",").map((day) => /^([+-]?\d)([A-Z]{2})$/.exec(day));
  const weekday = days[0]?.[2];
  const ordinals = days.map((day) =>
    day !== null && day[2] === weekday ? ORDINALS[(day[1] as string).replace("+", "")] : undefined,
  );
  return ordinals.includes(undefined) ? null : ` on the ${list(ordinals)} ${DAYS[weekday as string]}`;
}

function monthDays(byMonthDay: string): string | null {
  if (byMonthDay === "-1") return " on the last day";
  const days = byMonthDay.split(",").map(Number);
  // From the 29th on the words mean "or the last day of a shorter month", the plain rule leaves such months out.
  return days.every((day) => day >= 1 && day <= 28) ? ` on the ${list(days.map(withSuffix))}` : null;
}

function clippedDay(byMonthDay: string, position: string | undefined): string | null {
  const days = byMonthDay.split(",").map(Number);
  const counted = days.every((day, index) => day === 28 + index);
  return position === "-1" && counted && days.length > 1 && days.length < 4
    ? ` on the ${withSuffix(days[days.length - 1] as number)}`
    : null;
}

function withSuffix(day: number): string {
  if (day % 10 === 1 && day !== 11) return `${day}st`;
  if (day % 10 === 2 && day !== 12) return `${day}nd`;
  if (day % 10 === 3 && day !== 13) return `${day}rd`;
  return `${day}th`;
}

function list(words: readonly (string | undefined)[]): string {
  return words.length < 2 ? `${words[0]}` : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}
