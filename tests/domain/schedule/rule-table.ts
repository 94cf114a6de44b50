// A witness for rules that shares nothing with the product, its libraries or `oracle.ts`: a calendar walked day by day
// without Date, each day held against each part of the rule by the table of RFC 5545, section 3.3.10.

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const NAMES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

interface Walked {
  readonly text: string;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly ofYear: number;
  readonly weekday: number;
  /** Days since the first one walked. */
  readonly index: number;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function lengthOfMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] as number);
}

/** Every day from 1 January 2016, a Friday, to the end of a year. */
export function calendarUpTo(lastYear: number): readonly Walked[] {
  const days: Walked[] = [];
  let weekday = 4;
  for (let year = 2016; year <= lastYear; year++) {
    let ofYear = 1;
    for (let month = 1; month <= 12; month++) {
      for (let day = 1; day <= lengthOfMonth(year, month); day++) {
        const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        days.push({ text, year, month, day, ofYear, weekday, index: days.length });
        ofYear++;
        weekday = (weekday + 1) % 7;
      }
    }
  }
  return days;
}

type Rule = Readonly<Record<string, string>>;

function list(rule: Rule, part: string): readonly string[] {
  return rule[part]?.split(",") ?? [];
}

/** The table's rows for one day: does each BY part that stands in the rule let it pass? */
function passes(rule: Rule, start: Walked, day: Walked): boolean {
  const yearLength = isLeap(day.year) ? 366 : 365;
  const monthLength = lengthOfMonth(day.year, day.month);
  if ("BYMONTH" in rule && !list(rule, "BYMONTH").some((month) => Number(month) === day.month)) return false;
  if ("BYWEEKNO" in rule) {
    const { week, weeks } = weekOf(day, NAMES.indexOf(rule["WKST"] ?? "MO"));
    if (!list(rule, "BYWEEKNO").some((one) => Number(one) === week || Number(one) === week - weeks - 1)) return false;
  }
  if ("BYYEARDAY" in rule) {
    const fromEnd = day.ofYear - yearLength - 1;
    if (!list(rule, "BYYEARDAY").some((one) => Number(one) === day.ofYear || Number(one) === fromEnd)) return false;
  }
  if ("BYMONTHDAY" in rule) {
    const fromEnd = day.day - monthLength - 1;
    if (!list(rule, "BYMONTHDAY").some((one) => Number(one) === day.day || Number(one) === fromEnd)) return false;
  }
  if ("BYDAY" in rule) {
    // Note 1 and note 2: numbers count in the month where the rule is monthly or names months, else in the year.
    const inMonth = rule["FREQ"] === "MONTHLY" || "BYMONTH" in rule;
    const [place, length] = inMonth ? [day.day, monthLength] : [day.ofYear, yearLength];
    const nth = [Math.ceil(place / 7), -Math.ceil((length - place + 1) / 7)];
    const fits = (text: string): boolean =>
      text.endsWith(NAMES[day.weekday] as string) && (text.length === 2 || nth.includes(Number(text.slice(0, -2))));
    if (!list(rule, "BYDAY").some(fits)) return false;
  }
  return likeStart(rule, start, day);
}

/** What the rule does not say comes from DTSTART. */
function likeStart(rule: Rule, start: Walked, day: Walked): boolean {
  if ("BYDAY" in rule || "BYMONTHDAY" in rule || "BYYEARDAY" in rule || rule["FREQ"] === "DAILY") return true;
  if ("BYWEEKNO" in rule || rule["FREQ"] === "WEEKLY") return day.weekday === start.weekday;
  if (day.day !== start.day) return false;
  return rule["FREQ"] === "MONTHLY" || "BYMONTH" in rule || day.month === start.month;
}

/** The number of a day's week, and how many weeks its year has: week 1 has four days at least in its year. */
function weekOf(day: Walked, wkst: number): { readonly week: number; readonly weeks: number; readonly year: number } {
  // The year of a week is the one of its fourth day.
  const fourth = day.ofYear - ((day.weekday - wkst + 7) % 7) + 3;
  const yearLength = isLeap(day.year) ? 366 : 365;
  const before = isLeap(day.year - 1) ? 366 : 365;
  if (fourth < 1)
    return { week: Math.ceil((fourth + before) / 7), weeks: weeksIn(fourth + before, before), year: day.year - 1 };
  if (fourth > yearLength) {
    const length = isLeap(day.year + 1) ? 366 : 365;
    return { week: 1, weeks: weeksIn(fourth - yearLength, length), year: day.year + 1 };
  }
  return { week: Math.ceil(fourth / 7), weeks: weeksIn(fourth, yearLength), year: day.year };
}

/** Weeks of a year of so many days of which one week has its fourth day there. */
function weeksIn(fourth: number, length: number): number {
  const first = ((fourth - 1) % 7) + 1;
  return Math.floor((length - first) / 7) + 1;
}

/** Which of the rule's periods a day is in, counted from the start's. */
function periodOf(rule: Rule, start: Walked, day: Walked): number {
  const wkst = NAMES.indexOf(rule["WKST"] ?? "MO");
  switch (rule["FREQ"]) {
    case "DAILY":
      return day.index - start.index;
    case "WEEKLY":
      return (day.index - ((day.weekday - wkst + 7) % 7) - (start.index - ((start.weekday - wkst + 7) % 7))) / 7;
    case "MONTHLY":
      return (day.year - start.year) * 12 + day.month - start.month;
    default:
      return ("BYWEEKNO" in rule ? weekOf(day, wkst).year : day.year) - start.year;
  }
}

/** The days a rule plans from `from` on among the days of a calendar. */
export function daysByTable(rrule: string, from: string, calendar: readonly Walked[]): readonly string[] {
  const rule: Rule = Object.fromEntries(rrule.split(";").map((part) => part.split("=") as [string, string]));
  const start = calendar.find(({ text }) => text === from) as Walked;
  const sets = new Map<number, Walked[]>();
  for (const day of calendar) {
    const period = periodOf(rule, start, day);
    if (period % Number(rule["INTERVAL"] ?? "1") !== 0 || !passes(rule, start, day)) continue;
    const set = sets.get(period) ?? [];
    set.push(day);
    sets.set(period, set);
  }
  const places = list(rule, "BYSETPOS").map(Number);
  const chosen = [...sets.values()].flatMap((set) =>
    places.length === 0
      ? set
      : set.filter((_, index) => places.includes(index + 1) || places.includes(index - set.length)),
  );
  return chosen.filter(({ index }) => index >= start.index).map(({ text }) => text);
}
