import type { CallDistance } from "../../domain/schedule/trigger.ts";
import { leaf, type Read } from "./leaf.ts";
import { readMeetingId } from "./meeting-id.ts";
import { refusal } from "./texts.ts";

/** `contract`: the month of the contract year in which a series meets. */
export function Contract() {
  const about = {
    title: "month of the contract",
    description:
      "In place of `repeat`: once a year, in this month of the contract year, counted from `profile.since`: on the weekday of `calls` that lies in its third week. Move a single year's call with `move`.",
    examples: ["month 6"],
  };
  return leaf(about, (text): Read<number> => {
    const month = Number(/^month (\d{1,2})$/i.exec(text.trim())?.[1] ?? "0");
    return month >= 1 && month <= 12
      ? { ok: true, value: month }
      : refusal("no month of the contract year", ["month 6", "month 1 to month 12"]);
  });
}

/** `after`: the series whose held calls are followed. */
export function After() {
  const about = {
    title: "id of a meeting",
    description:
      "In place of `repeat`: one call some time after each call of that meeting that was held, as soon as its agenda is closed. Needs `in`.",
    examples: ["business-review"],
  };
  return leaf(about, readMeetingId);
}

const DISTANCES = ["3 months", "2 weeks", "10 days"];
const LONGEST_DAYS = 731;
const DAYS: Readonly<Record<CallDistance["unit"], number>> = { days: 1, weeks: 7, months: 31 };

/** `in`: how long after a held call the one that follows it is. */
export function Distance() {
  const about = {
    title: "length of time",
    description:
      "With `after`: how much later, up to two years. The call is on the first weekday of `when` from then on.",
    examples: ["3 months", "2 weeks"],
  };
  return leaf(about, (text): Read<CallDistance> => {
    const [, number = "", word = ""] = /^(\d{1,3}) ?(day|week|month)s?$/i.exec(text.trim()) ?? [];
    if (word === "") return refusal("no number of days, weeks or months", DISTANCES);
    const distance: CallDistance = { amount: Number(number), unit: `${word.toLowerCase()}s` as CallDistance["unit"] };
    const days = distance.amount * DAYS[distance.unit];
    if (days < 1 || days > LONGEST_DAYS) return refusal("between 1 day and 2 years", DISTANCES);
    return { ok: true, value: distance };
  });
}
