import { addDays, instantOf } from "./clock.ts";

/** A meeting series as the year's `cadence.yml` says it. */
export interface SeriesInFile {
  id: string;
  /** Ids it had before and says so. */
  continues: readonly string[];
  weeks: 1 | 2 | 6;
  weekday: Weekday;
  time: string;
  /** The first day; its week counts the weeks. */
  from: string;
  until: string | null;
  home: "own" | "main" | null;
  readonly move: Map<string, { readonly to: string; readonly time: string | null }>;
  readonly skip: Set<string>;
}

/** The year's `cadence.yml`. `version` grows with each change. */
export interface YearFile {
  language: "en" | "de";
  timeZone: string;
  countries: readonly Country[];
  /** In the order of the file: the first is the main one. */
  series: readonly SeriesInFile[];
  version: number;
}

/** One call as the file alone has it. */
export interface Call {
  /** The day that the rhythm planned. */
  readonly id: string;
  readonly date: string;
  readonly isHeld: boolean;
  /** In milliseconds. */
  readonly start: number;
  readonly isUsual: boolean;
}

export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Public holidays of 2026 and of the first days of 2027, in the whole country. */
const HOLIDAYS = {
  DE: ["01-01", "04-03", "04-06", "05-01", "05-14", "05-25", "10-03", "12-25", "12-26"],
  FR: ["01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25"],
} as const;
export type Country = keyof typeof HOLIDAYS;

const LAST_DAY = "2027-03-31";

function isHoliday({ countries }: Pick<YearFile, "countries">, date: string): boolean {
  const day = date.slice(5);
  if (date.startsWith("2027-")) return countries.length > 0 && day === "01-01";
  return countries.some((country) => (HOLIDAYS[country] as readonly string[]).includes(day));
}

function isWorkday(file: YearFile, date: string): boolean {
  const weekday = new Date(date).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(file, date);
}

function ruleDays({ weeks, weekday, from, until }: SeriesInFile): readonly string[] {
  const monday = addDays(from, -((new Date(from).getUTCDay() + 6) % 7));
  const days: string[] = [];
  for (
    let day = addDays(monday, WEEKDAYS.indexOf(weekday));
    day <= (until ?? LAST_DAY);
    day = addDays(day, 7 * weeks)
  ) {
    if (day >= from) days.push(day);
  }
  return days;
}

type Place = Pick<Call, "date" | "isHeld"> & { readonly time: string };

function planCalls(file: YearFile, series: SeriesInFile): readonly Call[] {
  const days = ruleDays(series);
  const places = new Map<string, Place>();
  const waiting: string[] = [];
  for (const day of days) {
    const move = series.move.get(day);
    if (move !== undefined) places.set(day, { date: move.to, isHeld: true, time: move.time ?? series.time });
    else if (!series.skip.has(day) && isHoliday(file, day)) waiting.push(day);
    else places.set(day, { date: day, isHeld: !series.skip.has(day), time: series.time });
  }
  // A call on a holiday goes to the next working day, where the series has no other one and may meet.
  const taken = new Set([...places.values()].flatMap(({ date, isHeld }) => (isHeld ? [date] : [])));
  for (const day of waiting) {
    let date = addDays(day, 1);
    while (!isWorkday(file, date)) date = addDays(date, 1);
    const isHeld = !taken.has(date) && !series.skip.has(date) && (series.until === null || date <= series.until);
    if (isHeld) taken.add(date);
    places.set(day, { date: isHeld ? date : day, isHeld, time: series.time });
  }
  return [...places]
    .map(([id, { date, isHeld, time }]) => {
      const start = instantOf(date, time, file.timeZone);
      return { id, date, isHeld, start, isUsual: date === id };
    })
    .sort((a, b) => a.start - b.start);
}

const planned = new WeakMap<SeriesInFile, { readonly version: number; readonly calls: readonly Call[] }>();

/** Every call of a series, by its start. */
export function callsOf(file: YearFile, series: SeriesInFile): readonly Call[] {
  const known = planned.get(series);
  if (known?.version === file.version) return known.calls;
  const calls = planCalls(file, series);
  planned.set(series, { version: file.version, calls });
  return calls;
}

/** The first call of a series that is held and has not begun. */
export function nextCallOf(file: YearFile, series: SeriesInFile, now: number): Call | null {
  return callsOf(file, series).find(({ start, isHeld }) => isHeld && start > now) ?? null;
}

/** The series that a marker names, by whatever id it goes now; null for one that the file has no more. */
export function seriesNamed({ series }: YearFile, id: string | null): SeriesInFile | null {
  const own = series.find((one) => one.id === id);
  return own ?? series.find(({ continues }) => id !== null && continues.includes(id)) ?? null;
}

function seriesLines(one: SeriesInFile): readonly string[] {
  const every = one.weeks === 1 ? "every week" : `every ${one.weeks} weeks`;
  const moves = [...one.move].map(([day, { to, time }]) => `${day}: ${time === null ? to : `${to} ${time}`}`);
  return [
    `  ${one.id}:`,
    `    repeat: ${every} on ${one.weekday} at ${one.time}`,
    `    from: ${one.from}`,
    ...(one.until === null ? [] : [`    until: ${one.until}`]),
    ...(one.continues.length === 0 ? [] : [`    continues: [${one.continues.join(", ")}]`]),
    ...(one.home === null ? [] : [`    home: ${one.home}`]),
    ...(one.skip.size === 0 ? [] : [`    skip: [${[...one.skip].join(", ")}]`]),
    ...(moves.length === 0 ? [] : [`    move: { ${moves.join(", ")} }`]),
  ];
}

/** The text of the file. */
export function renderFile({ language, timeZone, countries, series }: YearFile, people: readonly string[]): string {
  return [
    "customer: Acme",
    ...(language === "en" ? [] : [`language: ${language}`]),
    `timezone: ${timeZone}`,
    ...(countries.length === 0 ? [] : [`country: [${countries.join(", ")}]`]),
    ...people,
    "meetings:",
    ...series.flatMap(seriesLines),
    "",
  ].join("\n");
}
