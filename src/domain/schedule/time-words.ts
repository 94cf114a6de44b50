import type { PlainTime } from "../time/types.ts";

/** Reads a time of day: `10:00`, `9:30`, `9am`, `2:30 pm`, `noon`. Null for anything else, a bare `10` too: it could be either half of the day. */
export function parseTimeOfDay(text: string): PlainTime | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/([ap])\.m\.?$/, "$1m");
  if (words === "noon" || words === "midday") return "12:00";
  const match = /^(\d{1,2})(?::(\d\d))?\s*(am|pm)?$/.exec(words);
  if (match === null) return null;
  const [, hours, minutes, half] = match;
  if (half === undefined && minutes === undefined) return null;
  const hour = half === undefined ? Number(hours) : hourOf(Number(hours), half);
  if (hour === null || hour > 23 || Number(minutes ?? "0") > 59) return null;
  return `${String(hour).padStart(2, "0")}:${minutes ?? "00"}`;
}

function hourOf(hours: number, half: string): number | null {
  if (hours < 1 || hours > 12) return null;
  return (hours % 12) + (half === "pm" ? 12 : 0);
}
