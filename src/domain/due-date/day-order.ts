import type { DayOrder } from "./types.ts";

/** Where the month comes first: the United States with their territories, and the Philippines (Unicode CLDR, `yMd`). */
const MONTH_FIRST: ReadonlySet<string> = new Set(["US", "AS", "FM", "GU", "MH", "MP", "PH", "PR", "PW", "UM", "VI"]);
/** Where the year comes first, or several orders are in use: what `01/02/2026` means there, nobody can tell. */
const IN_DOUBT: ReadonlySet<string> = new Set(
  ["BT", "CA", "CN", "HU", "IR", "JP", "KP", "KR", "LT", "MN", "SE", "TW", "ZA"], // CLDR, yMd
);

/** How people of these countries (`DE`, `DE-BY`) write a day in figures; unknown without any, and where they differ. */
export function dayOrderOf(countries: readonly string[]): DayOrder {
  const orders = new Set(countries.map((country) => orderOf(country.slice(0, 2))));
  const [only] = orders;
  return only === undefined || orders.size > 1 ? "unknown" : only;
}

function orderOf(country: string): DayOrder {
  if (IN_DOUBT.has(country)) return "unknown";
  return MONTH_FIRST.has(country) ? "month-first" : "day-first";
}
