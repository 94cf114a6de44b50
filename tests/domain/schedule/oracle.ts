// Independent witnesses for the schedule: whole days counted as integers, every day of every period looked at, and
// clocks read through Intl. Nothing here uses Temporal or code of the schedule.

const DAY = 86_400_000;
const NAMES = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY;
}

export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

interface Day {
  readonly number: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly name: string;
}

function dayOf(number: number): Day {
  const date = new Date(number * DAY);
  return {
    number,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    name: NAMES[date.getUTCDay()] as string,
  };
}

function monthLength(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function yearStart(year: number): number {
  return Date.UTC(year, 0, 1) / DAY;
}

/** Days of a rule from `from` to `last`, found by filtering every day of every period. COUNT and DATE-valued UNTIL are known. */
export function oracleDates(rrule: string, from: string, last: string): readonly string[] {
  const parts = new Map(rrule.split(";").map((part) => part.split("=") as [string, string]));
  const start = dayOf(dayNumber(from));
  const end = dayNumber(last);
  const interval = Number(parts.get("INTERVAL") ?? "1");
  const found: number[] = [];
  for (let period = 0; ; period += interval) {
    const days = periodDays(parts, start, period);
    if ((days[0] as Day).number > end + 400) break;
    const fitting = days.filter((day) => fits(day, parts, start));
    found.push(...atPositions(fitting, parts.get("BYSETPOS")).map(({ number }) => number));
  }
  const after = found.filter((number) => number >= start.number);
  const counted = parts.has("COUNT") ? after.slice(0, Number(parts.get("COUNT"))) : after;
  const until = parts.get("UNTIL")?.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
  return counted.map(dateOf).filter((date) => date <= last && (until === undefined || date <= until));
}

function periodDays(parts: ReadonlyMap<string, string>, start: Day, period: number): readonly Day[] {
  const span = (first: number, length: number): readonly Day[] =>
    Array.from({ length }, (_, index) => dayOf(first + index));
  switch (parts.get("FREQ")) {
    case "DAILY":
      return span(start.number + period, 1);
    case "WEEKLY": {
      let monday = start.number;
      while (dayOf(monday).name !== (parts.get("WKST") ?? "MO")) monday--;
      return span(monday + 7 * period, 7);
    }
    case "MONTHLY": {
      const months = start.year * 12 + start.month - 1 + period;
      const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
      return span(Date.UTC(year, month - 1, 1) / DAY, monthLength(year, month));
    }
    default: {
      const year = start.year + period;
      if (parts.has("BYWEEKNO")) return weeksOfYear(year, parts.get("BYWEEKNO") as string);
      return span(yearStart(year), yearStart(year + 1) - yearStart(year));
    }
  }
}

function weeksOfYear(year: number, weeks: string): readonly Day[] {
  let first = yearStart(year) + 3;
  while (dayOf(first).name !== "MO") first--;
  return weeks
    .split(",")
    .flatMap((week) => Array.from({ length: 7 }, (_, index) => dayOf(first + 7 * (Number(week) - 1) + index)));
}

function fits(day: Day, parts: ReadonlyMap<string, string>, start: Day): boolean {
  const values = (name: string): readonly string[] | undefined => parts.get(name)?.split(",");
  const frequency = parts.get("FREQ");
  const [byDay, byMonthDay, byYearDay, byMonth] = [
    values("BYDAY"),
    values("BYMONTHDAY"),
    values("BYYEARDAY"),
    values("BYMONTH"),
  ];
  if (byMonth !== undefined && !byMonth.includes(String(day.month))) return false;
  if (
    byMonthDay !== undefined &&
    !byMonthDay.some((value) => day.day === fromEnd(Number(value), monthLength(day.year, day.month)))
  )
    return false;
  if (byYearDay !== undefined) {
    const length = yearStart(day.year + 1) - yearStart(day.year);
    if (!byYearDay.some((value) => day.number - yearStart(day.year) + 1 === fromEnd(Number(value), length)))
      return false;
  }
  if (
    byDay !== undefined &&
    !byDay.some((value) => fitsWeekday(day, value, frequency === "YEARLY" && byMonth === undefined))
  )
    return false;
  if (frequency === "DAILY" || byDay !== undefined || byMonthDay !== undefined || byYearDay !== undefined) return true;
  if (frequency === "WEEKLY" || parts.has("BYWEEKNO")) return day.name === start.name;
  return day.day === start.day && (frequency === "MONTHLY" || byMonth !== undefined || day.month === start.month);
}

function fromEnd(value: number, length: number): number {
  return value > 0 ? value : length + 1 + value;
}

function fitsWeekday(day: Day, value: string, inYear: boolean): boolean {
  const [, position, name] = /^([+-]?\d+)?([A-Z]{2})$/.exec(value) as unknown as [string, string | undefined, string];
  if (day.name !== name) return false;
  if (position === undefined) return true;
  const index = inYear ? day.number - yearStart(day.year) : day.day - 1;
  const length = inYear ? yearStart(day.year + 1) - yearStart(day.year) : monthLength(day.year, day.month);
  const wanted = Number(position);
  return wanted > 0 ? Math.floor(index / 7) + 1 === wanted : Math.floor((length - 1 - index) / 7) + 1 === -wanted;
}

function atPositions(days: readonly Day[], positions: string | undefined): readonly Day[] {
  if (positions === undefined) return days;
  const wanted = positions
    .split(",")
    .map((value) => (Number(value) > 0 ? Number(value) - 1 : days.length + Number(value)));
  return days.filter((_, index) => wanted.includes(index));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  clocks.set(timeZone, made);
  return made;
}

/** What a zone's clock shows, as if it were UTC, in milliseconds. */
function wallClock(instant: number, timeZone: string): number {
  const format = clockOf(timeZone);
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return Date.parse(`${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}Z`);
}

/** The instant of a wall-clock time: the first of two, and past a gap by the offset that was valid before it. */
export function oracleInstant(date: string, time: string, timeZone: string): number {
  const wall = Date.parse(`${date}T${time}:00Z`);
  const offsets = [wall - 30 * 3_600_000, wall + 30 * 3_600_000].map(
    (instant) => wallClock(instant, timeZone) - instant,
  );
  const candidates = offsets.map((offset) => wall - offset).filter((instant) => wallClock(instant, timeZone) === wall);
  return candidates.length > 0 ? Math.min(...candidates) : wall - (offsets[0] as number);
}
