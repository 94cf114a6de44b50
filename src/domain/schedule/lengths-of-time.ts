import { refuse, type UnreadWords } from "./parsed.ts";
import { didYouMean, NUMBERS } from "./repeat-vocabulary.ts";
import type { LeadTime } from "./types.ts";

/** A length of time in minutes, or why there is none. */
export type DurationResult = { readonly ok: true; readonly minutes: number } | UnreadWords;
/** A lead time, or why there is none. */
export type LeadTimeResult = { readonly ok: true; readonly leadTime: LeadTime } | UnreadWords;

type Unit = LeadTime["unit"];
interface Amount {
  readonly amount: number;
  readonly unit: Unit;
}

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ["m", "minutes"],
  ["min", "minutes"],
  ["mins", "minutes"],
  ["minute", "minutes"],
  ["minutes", "minutes"],
  ["h", "hours"],
  ["hr", "hours"],
  ["hrs", "hours"],
  ["hour", "hours"],
  ["hours", "hours"],
  ["d", "days"],
  ["day", "days"],
  ["days", "days"],
  ["bd", "business-days"],
  ["bds", "business-days"],
  ["workday", "business-days"],
  ["workdays", "business-days"],
  ["business day", "business-days"],
  ["business days", "business-days"],
  ["working day", "business-days"],
  ["working days", "business-days"],
  ["w", "weeks"],
  ["wk", "weeks"],
  ["week", "weeks"],
  ["weeks", "weeks"],
]);
const MINUTES: Readonly<Record<Exclude<Unit, "business-days">, number>> = {
  minutes: 1,
  hours: 60,
  days: 1440,
  weeks: 10_080,
};
const DURATIONS = ["50 minutes", "1 hour", "1h30m", "PT50M"];
const LEAD_TIMES = ["3 days", "2 business days", "72 hours", "1 week", "P3D"];
const LONGEST_CALL = MINUTES.days;
const LONGEST_LEAD = 366 * MINUTES.days;

/** Reads how long a call lasts: `50 minutes`, `50m`, `1 hour`, `1h30m`, `1.5 hours`, ISO 8601 `PT50M`. From one minute to 24 hours. */
export function parseDuration(text: string): DurationResult {
  const amounts = parseAmounts(text, DURATIONS);
  if ("ok" in amounts) return amounts;
  if (amounts.some(({ unit }) => unit === "business-days"))
    return refuse("a call cannot last business days", DURATIONS);
  const minutes = total(amounts);
  if (!Number.isInteger(minutes)) return refuse(`"${text.trim()}" is no whole number of minutes`, DURATIONS);
  return minutes >= 1 && minutes <= LONGEST_CALL
    ? { ok: true, minutes }
    : refuse(`"${text.trim()}" is not between 1 minute and 24 hours`, DURATIONS);
}

/**
 * Reads how long before the call its agenda is made: `3 days`, `2 business days`, `72 hours`, `1 week`, ISO 8601 `P3D`,
 * `PT36H`. From one minute to 366 days. Days keep the call's time of day, hours are exact: the two cannot be mixed.
 */
export function parseLeadTime(text: string): LeadTimeResult {
  const amounts = parseAmounts(text.replace(/(?<!\s)\s+(before|ahead|earlier)\s*$/i, ""), LEAD_TIMES);
  if ("ok" in amounts) return amounts;
  const leadTime = combine(amounts);
  if (leadTime === null) return refuse("days, hours and business days cannot be mixed in one lead time", LEAD_TIMES);
  if (!Number.isInteger(leadTime.amount))
    return refuse(`"${text.trim()}" is no whole number of ${leadTime.unit.replace("-", " ")}`, LEAD_TIMES);
  const minutes = leadTime.amount * MINUTES[leadTime.unit === "business-days" ? "days" : leadTime.unit];
  if (leadTime.amount < 1)
    return refuse(
      "the agenda cannot be made when the call begins: the lead time must be more than nothing",
      LEAD_TIMES,
    );
  return minutes <= LONGEST_LEAD ? { ok: true, leadTime } : refuse(`"${text.trim()}" is more than a year`, LEAD_TIMES);
}

/** One unit where one will do: weeks and days make days, hours and minutes make minutes; null for other mixtures. */
function combine(amounts: readonly Amount[]): LeadTime | null {
  const units = new Set(amounts.map(({ unit }) => unit));
  const only = units.size === 1 ? amounts[0]?.unit : undefined;
  if (only !== undefined) return { amount: amounts.reduce((sum, { amount }) => sum + amount, 0), unit: only };
  if (units.has("business-days")) return null;
  if (!units.has("minutes") && !units.has("hours")) return { amount: total(amounts) / MINUTES.days, unit: "days" };
  return units.has("days") || units.has("weeks") ? null : { amount: total(amounts), unit: "minutes" };
}

function total(amounts: readonly Amount[]): number {
  const minutes = amounts.reduce(
    (sum, { amount, unit }) => sum + amount * MINUTES[unit === "business-days" ? "days" : unit],
    0,
  );
  // 4.1 hours are 246 minutes, not 245.99999999999997.
  return Math.round(minutes * 1e6) / 1e6;
}

function parseAmounts(text: string, examples: readonly string[]): readonly Amount[] | UnreadWords {
  const plain = text.trim().toLowerCase().replaceAll(/\s+/g, " ");
  if (plain === "") return refuse("nothing is written here", examples);
  if (/^p[t\d]/.test(plain)) return parseIso(plain.toUpperCase(), examples);
  const amounts: Amount[] = [];
  for (const part of plain.split(/,| and |(?<=[a-z])(?= ?\d)/)) {
    const match = /^([\d.]+|[a-z]+(?![a-z])) ?([a-z ]*)$/.exec(part.trim());
    const number = match === null ? undefined : (NUMBERS.get(match[1] as string) ?? Number(match[1]));
    if (match === null || number === undefined || Number.isNaN(number))
      return refuse(`"${part.trim()}" is no number and unit`, examples);
    if (match[2] === "") return refuse(`the unit is missing after ${match[1]}`, examples);
    const unit = UNITS.get(match[2] as string);
    if (unit === undefined)
      return refuse(
        `"${match[2]}" is no unit of time${didYouMean(
          match[2] as string,
          [...UNITS.keys()].filter((name) => name.length > 3),
        )}`,
        examples,
      );
    amounts.push({ amount: number, unit });
  }
  return amounts;
}

function parseIso(text: string, examples: readonly string[]): readonly Amount[] | UnreadWords {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text);
  const units: readonly Unit[] = ["weeks", "days", "hours", "minutes"];
  const amounts = units.flatMap((unit, index) =>
    match?.[index + 1] === undefined ? [] : [{ amount: Number(match[index + 1]), unit }],
  );
  if (amounts.length > 0) return amounts;
  const month = /^P\d+M$/.test(text) ? ` (P1M is a month; one minute is PT1M)` : "";
  return refuse(`"${text}" is no ISO 8601 duration of weeks, days, hours and minutes${month}`, examples);
}
