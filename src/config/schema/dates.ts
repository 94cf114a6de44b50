import { parseTimeOfDay } from "../../domain/schedule/time-words.ts";
import type { DateRange } from "../../domain/schedule/types.ts";
import { isPlainDate } from "../../domain/time/dates.ts";
import type { PlainDate, PlainTime } from "../../domain/time/types.ts";
import type { Read } from "./leaf.ts";
import { refusal } from "./texts.ts";

/** How a date looks to an editor; whether the day exists is up to `readDate`. */
export const DATE_PATTERN = "^\\d{4}-\\d{2}-\\d{2}$";

const DAY = "2026-01-13";

/** A day, `YYYY-MM-DD`. */
export function readDate(text: string): Read<PlainDate> {
  const written = text.trim();
  if (isPlainDate(written)) return { ok: true, value: written };
  if (!/^\d{4}-\d\d-\d\d$/.test(written)) return refusal("not a date", [DAY], nearDate(written));
  const [year, month] = written.split("-").map(Number) as [number, number];
  if (year < 1900 || year > 9000) return refusal("not a year of our calendar", [DAY]);
  if (month < 1 || month > 12) return refusal(`there is no month ${month}`, [DAY]);
  const last = `${written.slice(0, 8)}${lastDay(year, month)}`;
  return refusal("there is no such day", [`${written.slice(0, 8)}01 to ${last}`], last);
}

/** A time of day, `10:00`. */
export function readTime(text: string): Read<PlainTime> {
  const time = parseTimeOfDay(text);
  return time === null ? refusal("not a time of day", ["10:00", "14:30"]) : { ok: true, value: time };
}

/** A day or `A..B`, both included; an open end (`A..`) where `open` says so. */
export function readRange(text: string, open: boolean): Read<DateRange> {
  const allowed = open ? ["2026-07-01..2026-08-15", "2026-07-01.."] : ["2026-05-05", "2026-12-22..2027-01-02"];
  const ends = text.split("..").map((end) => end.trim());
  const nearest = nearRange(text);
  if (nearest !== null) return refusal("not a range: two dots stand between its ends", allowed, nearest);
  if (ends.length > 2 || ends[0] === "") return refusal("not a day or a range of days", allowed);
  const from = readDate(ends[0] as string);
  if (!from.ok) return ends.length === 1 ? { ...from, allowed } : from;
  if (ends[1] === "" && !open)
    return refusal("the range has no end", [
      ...allowed,
      "until: for the last day of a series",
      "pause: for a break without an end",
    ]);
  if (ends.length === 1 && open)
    return refusal(
      "a pause needs an end, or two dots for none",
      [`${from.value}..`, `${from.value}..${from.value}`],
      `${from.value}..`,
    );
  const to: Read<PlainDate | null> = ends[1] === "" ? { ok: true, value: null } : readDate(ends[1] ?? from.value);
  return to.ok ? orderedRange(from.value, to.value, null) : to;
}

/** A range of which the days are read already. */
export function orderedRange(from: PlainDate, to: PlainDate | null, reason: string | null): Read<DateRange> {
  if (to !== null && to < from) return refusal("the range ends before it begins", [`${to}..${from}`], `${to}..${from}`);
  return { ok: true, value: { from, to, reason } };
}

/** `2026-12-03` or `2026-12-03 14:00`. */
export function readMoveTarget(text: string): Read<{ readonly toDate: PlainDate; readonly toTime: PlainTime | null }> {
  const [day = "", ...rest] = text.trim().split(/[ T]+|\s{1,9}at\s{1,9}/);
  const date = readDate(day);
  if (!date.ok) return { ...date, allowed: ["2026-12-03", "2026-12-03 14:00"] };
  if (rest.length === 0) return { ok: true, value: { toDate: date.value, toTime: null } };
  const time = readTime(rest.join(" "));
  if (!time.ok) return { ...time, allowed: [`${date.value}`, `${date.value} 14:00`] };
  return { ok: true, value: { toDate: date.value, toTime: time.value } };
}

/** What was probably meant by a day written another way, where only one day can be meant. */
function nearDate(text: string): string | null {
  const slashes = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (slashes !== null) return nearSlashes(slashes.slice(1) as [string, string, string]);
  const parts = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const [year, month, day] = parts?.slice(1) ?? german?.slice(1).reverse() ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  return existing(year, month, day);
}

/** 12/31/2026 is a day only in America, 31/12/2026 elsewhere; 1/2/2026 is not guessed. */
function nearSlashes([first, second, year]: readonly [string, string, string]): string | null {
  if (Number(first) > 12) return existing(year, second, first);
  return Number(second) > 12 ? existing(year, first, second) : null;
}

function existing(year: string, month: string, day: string): string | null {
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isPlainDate(date) ? date : null;
}

/** `A...B`, `A - B`, `A to B` were meant as `A..B`. */
function nearRange(text: string): string | null {
  const match = /^(\d{4}-\d\d-\d\d)\s*(?:\.{3,}|[-–—/]|to|until)\s*(\d{4}-\d\d-\d\d)$/.exec(text.trim());
  return match === null ? null : `${match[1]}..${match[2]}`;
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
