import { isPlainDate } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import type { DayOrder } from "./types.ts";

const YEAR_FIRST = /(?<!\d)(20\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
const YEAR_LAST = /(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(20\d\d)(?!\d)/;

function toDate(year: string, month: string, day: string): PlainDate | null {
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isPlainDate(date) ? date : null;
}

/**
 * The day that the title of an agenda names in figures, or null: `2026-03-04`, `2026/3/4`, `04.03.2026`. Of two numbers with a
 * slash or dash that can be read in two ways `order` tells which is the day; where nobody said, there is none.
 */
export function dayInTitle(title: string, order: DayOrder): PlainDate | null {
  const iso = YEAR_FIRST.exec(title);
  if (iso !== null) return toDate(iso[1] ?? "", iso[3] ?? "", iso[4] ?? "");
  const found = YEAR_LAST.exec(title);
  if (found === null) return null;
  const [, first = "", sign = "", second = "", year = ""] = found;
  const dayFirst = toDate(year, second, first);
  const monthFirst = toDate(year, first, second);
  if (sign === "." || monthFirst === null || dayFirst === monthFirst) return dayFirst;
  if (dayFirst === null) return monthFirst;
  if (order === "unknown") return null;
  return order === "day-first" ? dayFirst : monthFirst;
}
