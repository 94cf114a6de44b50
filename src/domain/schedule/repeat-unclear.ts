import { isPlainDate } from "../time/dates.ts";
import { refuse, type UnreadWords } from "./parsed.ts";
import { MONTHS, NUMBERS, ORDINALS, WEEKDAYS } from "./repeat-vocabulary.ts";

/** Words that people use for two different rhythms. */
export function twoMeanings(plain: string, at: string): UnreadWords | null {
  const word = /\b(bi[- ]?(?:month|week|annual|enn?ial)\w*|semi[- ]?(?:month|week)\w*)/.exec(plain)?.[1];
  if (word === undefined) {
    const nth = /\bevery (second|2nd|third|3rd|fourth|4th) (\w+)/.exec(plain);
    const weekday = nth === null ? undefined : WEEKDAYS.get(nth[2] as string);
    if (weekday === undefined || / month\b/.test(plain)) return null;
    const [ordinal, day] = [nth?.[1] as string, nth?.[2] as string];
    const weeks = Math.abs(Number(ORDINALS.get(ordinal)));
    return refuse(`"every ${ordinal} ${day}" can mean every ${weeks} weeks or the ${ordinal} ${day} of every month`, [
      `every ${weeks} weeks on ${day} ${at}`,
      `every month on the ${ordinal} ${day} ${at}`,
    ]);
  }
  if (word.includes("month"))
    return refuse(`"${word}" can mean twice a month or every two months`, [
      `every 2 weeks on tuesday ${at}`,
      `every month on the first and third tuesday ${at}`,
      `every 2 months on the first tuesday ${at}`,
      "an rrule",
    ]);
  if (word.includes("week"))
    return refuse(`"${word}" can mean every two weeks or twice a week`, [
      `every 2 weeks on tuesday ${at}`,
      `every week on tuesday and thursday ${at}`,
      "an rrule",
    ]);
  return refuse(`"${word}" can mean twice a year or every two years`, [
    `every 6 months on the first tuesday ${at}`,
    `every 2 years on march 3 ${at}`,
    "an rrule",
  ]);
}

/** Words that belong to another key: `until january 1, 2027`, `starting in march`, `except in august`, `for 10 weeks`. */
export function saidElsewhere(plain: string, at: string): UnreadWords | null {
  for (const { words, key, meaning, example } of ELSEWHERE) {
    const found = words.exec(plain);
    if (found === null) continue;
    const said = withoutTime(plain.slice(found.index));
    const value = key === "skip" ? example : (dateIn(said) ?? example);
    const rest = withoutTime(plain.slice(0, found.index)).trimEnd();
    return refuse(`"${said}" does not belong here: ${meaning} stands under ${key}`, [
      `${key}: ${value}`,
      `${rest} ${at}`,
    ]);
  }
  return null;
}

const ELSEWHERE = [
  {
    words: /\b(?:until|till|through|ending|ends|for \w+ (?:times|days|weeks|months|years)|\d+ times)\b/,
    key: "until",
    meaning: "the last day",
    example: "2026-12-31",
  },
  {
    words: /\b(?:starting|beginning|starts|begins|as of|from (?!\d{1,2}[: ap]))/,
    key: "from",
    meaning: "the first day",
    example: "2026-01-13",
  },
  {
    words: /\b(?:except|excluding|but not|not on|without|unless)\b/,
    key: "skip",
    meaning: "a day without a call",
    example: "[2026-05-05, 2026-12-22..2027-01-02]",
  },
] as const;

/** A day with its year, in figures or as `january 1, 2027` and `1 january 2027`. */
function dateIn(words: string): string | null {
  const figures = /\d{4}-\d\d-\d\d/.exec(words)?.[0] ?? "";
  if (isPlainDate(figures)) return figures;
  const year = /\b\d{4}\b/.exec(words)?.[0];
  const day = /\b\d{1,2}(?=\b|st|nd|rd|th)/.exec(words)?.[0];
  const month = words
    .split(/[\s,]/)
    .map((word) => MONTHS.get(word))
    .find((number) => number !== undefined);
  if (year === undefined || day === undefined || month === undefined) return null;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isPlainDate(date) ? date : null;
}

/** A phrase up to its time of day. */
function withoutTime(phrase: string): string {
  const at = phrase.search(/ at \d/);
  return at < 0 ? phrase : phrase.slice(0, at);
}

/** `twice a month on tuesday`, `once a week`: how often without saying which days, or in words that are not read. */
export function timesIn(plain: string, at: string): UnreadWords | null {
  const rest = withoutTime(plain);
  const every = /^once (every .+)$/.exec(rest)?.[1];
  if (every !== undefined) return refuse(`"once" says nothing here`, [`${every} ${at}`]);
  const words =
    /^(once|twice|thrice|\w+ times) (?:a|an|per|each|every|in a) (day|week|month|quarter|year)\b,?(.*)$/.exec(rest);
  if (words === null) return null;
  const [, often, unit, days] = words as unknown as [string, string, string, string];
  const weekday = days.split(/[\s,]/).find((word) => WEEKDAYS.has(word)) ?? "tuesday";
  if (often === "once") {
    const problem = `"once a ${unit}" is said as "every ${unit}"`;
    return refuse(problem, [
      `every ${unit}${days} ${at}`,
      `every ${unit}${ONCE[unit]?.replace("tuesday", weekday)} ${at}`,
    ]);
  }
  const times = often === "twice" ? 2 : (NUMBERS.get(often.split(" ")[0] as string) ?? 3);
  const phrase = times === 2 ? TWICE[unit] : THRICE[unit];
  const problem = `"${often} a ${unit}" does not say on which days`;
  return refuse(
    problem,
    phrase === undefined ? [`every weekday ${at}`] : [`${phrase.replace("tuesday", weekday)} ${at}`],
  );
}

const ONCE: Readonly<Record<string, string>> = {
  day: "",
  week: " on tuesday",
  month: " on the first tuesday",
  quarter: " on the first tuesday",
  year: " on the first tuesday of march",
};
const TWICE: Readonly<Record<string, string>> = {
  week: "every week on tuesday and friday",
  month: "every month on the first and third tuesday",
  quarter: "first tuesday of february, march, may, june, august, september, november and december",
  year: "first tuesday of january and july",
};
const THRICE: Readonly<Record<string, string>> = {
  week: "every week on monday, tuesday and friday",
  month: "every month on the first, second and third tuesday",
  quarter: "every month on the first tuesday",
  year: "first tuesday of january, may and september",
};
