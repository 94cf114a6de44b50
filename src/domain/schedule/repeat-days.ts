import { refuse, type UnreadWords } from "./parsed.ts";
import {
  didYouMean,
  LONGEST_MONTHS,
  MONTHS,
  ORDINALS,
  WEEKDAYS,
  WORKING_DAYS,
  WORKING_WEEK,
} from "./repeat-vocabulary.ts";

/** The BY parts of a rule that the words after "on" ask for. */
export type DaysResult = { readonly ok: true; readonly parts: string } | UnreadWords;

/** Reads the days of a weekly rule: `tuesday and thursday`, `mon, wed`, `weekdays`. `at` ends the examples. */
export function weekDays(words: string, at: string): DaysResult {
  const examples = [`every week on tuesday ${at}`, `every 2 weeks on tuesday and thursday ${at}`];
  if (words === "") return refuse("the day of the week is missing", examples);
  if (WORKING_DAYS.test(words)) return { ok: true, parts: `BYDAY=${WORKING_WEEK}` };
  const days: string[] = [];
  for (const word of listOf(words)) {
    const day = WEEKDAYS.get(word);
    if (day === undefined && /^(the )?(first|second|third|fourth|last|\d+(st|nd|rd|th)) /.test(word)) {
      return refuse(`"${word}" is a day of a month, not of a week`, [`every month on ${word} ${at}`, ...examples]);
    }
    if (day === undefined)
      return refuse(`"${word}" is no day of the week${didYouMean(word, [...WEEKDAYS.keys()])}`, examples);
    if (!days.includes(day)) days.push(day);
  }
  return { ok: true, parts: `BYDAY=${days.join(",")}` };
}

/** Reads the days of a monthly rule: `the first tuesday`, `the 15th`, `the 1st and 15th`, `the last day`, `the last weekday`. */
export function monthDays(words: string, at: string): DaysResult {
  const examples = [
    `every month on the first tuesday ${at}`,
    `every month on the 15th ${at}`,
    `every month on the last day ${at}`,
  ];
  const plain = withoutThe(words.replace(/ (of|in) (the|each|every) month$/, ""));
  if (plain === "") return refuse("the day of the month is missing", examples);
  if (plain === "last day") return { ok: true, parts: "BYMONTHDAY=-1" };
  const byNumber = listOf(plain).map((word) => /^(\d{1,2})(st|nd|rd|th)?$/.exec(withoutThe(word).replace(/ day$/, "")));
  if (byNumber.every((match) => match !== null))
    return daysByNumber(
      byNumber.map((match) => Number(match[1])),
      examples,
    );
  return nthWeekdays(plain.replaceAll(/(business|working) day/g, "$1day"), examples);
}

/** Reads the days of a calendar quarter: `the last friday`, `the first weekday`, `the last day`. `at` ends the examples. */
export function quarterDays(words: string, at: string): DaysResult {
  const days = monthDays(words, at);
  if (!days.ok) return { ...days, allowed: days.allowed.map((one) => one.replace("every month", "every quarter")) };
  const ordinals = days.parts.split("BYSETPOS=").at(-1) ?? "";
  const places = new Set((ordinals.match(/-?\d+/g) ?? []).map((place) => (place === "-1" ? "last" : "first")));
  const numbered = days.parts.startsWith("BYMONTHDAY") && !/^BYMONTHDAY=-?1$/.test(days.parts);
  if (numbered)
    return refuse(`a quarter has several days with that number: "${words}"`, [
      `every 3 months on ${words} ${at}`,
      `${withoutThe(words)} of january, april, july and october ${at}`,
    ]);
  if (places.size > 1)
    return refuse("the first and the last of a quarter are in different months", [
      `every quarter on the last friday ${at}`,
      "a list of rhythms",
    ]);
  return { ok: true, parts: `BYMONTH=${places.has("last") ? "3,6,9,12" : "1,4,7,10"};${days.parts}` };
}

function daysByNumber(days: readonly number[], examples: readonly string[]): DaysResult {
  const wrong = days.find((day) => day < 1 || day > 31);
  if (wrong !== undefined) return refuse(`no month has a day ${wrong}`, examples);
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const last = sorted[sorted.length - 1] as number;
  if (last <= 28) return { ok: true, parts: `BYMONTHDAY=${sorted.join(",")}` };
  if (sorted.length > 1)
    return refuse(
      `not every month has a day ${last}, and beside other days it cannot be put on the last day of short months`,
      [`${examples[2]}`, "a series of its own for each day"],
    );
  return { ok: true, parts: lastDayUpTo(last) };
}

/**
 * People who write "the 31st" want a call every month. RFC 5545 leaves the months out that have no such day, so the
 * rule is "the last of 28, 29, 30, 31 that the month has".
 */
function lastDayUpTo(day: number): string {
  if (day === 31) return "BYMONTHDAY=-1";
  const days = [28, 29, 30].filter((candidate) => candidate <= day);
  return `BYMONTHDAY=${days.join(",")};BYSETPOS=-1`;
}

/** `first and third tuesday`, `first tuesday and third thursday`, `last weekday`. */
function nthWeekdays(words: string, examples: readonly string[]): DaysResult {
  const days: string[] = [];
  let waiting: string[] = [];
  for (const item of listOf(words).map(withoutThe)) {
    const cut = item.lastIndexOf(" ");
    waiting.push(cut < 0 ? item : item.slice(0, cut));
    if (cut < 0) continue;
    const found = nthOf(waiting, item.slice(cut + 1), examples);
    if (!("length" in found)) return found;
    for (const day of found) if (!days.includes(day)) days.push(day);
    waiting = [];
  }
  if (waiting.length > 0) return refuse(notADayOfMonth(waiting.join(" and ")), examples);
  const places = days.flatMap((day) => /^(-?\d)WORK$/.exec(day)?.[1] ?? []);
  if (places.length === 0) return { ok: true, parts: `BYDAY=${days.join(",")}` };
  if (places.length === days.length) return { ok: true, parts: `BYDAY=${WORKING_WEEK};BYSETPOS=${places.join(",")}` };
  return refuse("a weekday of any name cannot stand beside a named one", [...examples, "a list of rhythms"]);
}

function nthOf(which: readonly string[], name: string, examples: readonly string[]): readonly string[] | UnreadWords {
  const ordinals: string[] = [];
  for (const word of which) {
    const ordinal = ORDINALS.get(word);
    if (ordinal === undefined && /^(fifth|5th)$/.test(word))
      return refuse(`not every month has a fifth ${name}`, [
        examples[0]?.replace("first tuesday", `last ${name}`) as string,
      ]);
    if (ordinal === undefined)
      return refuse(
        `"${word}" does not say which ${name} of the month${didYouMean(word, [...ORDINALS.keys()])}`,
        WEEKDAYS.has(name)
          ? ["first", "second", "third", "fourth", "last"].map(
              (nth) => examples[0]?.replace("first tuesday", `${nth} ${name}`) as string,
            )
          : examples,
      );
    ordinals.push(ordinal);
  }
  const weekday = WORKING_DAYS.test(name) ? "WORK" : WEEKDAYS.get(name);
  if (weekday === undefined)
    return refuse(`"${name}" is no day of the week${didYouMean(name, [...WEEKDAYS.keys()])}`, examples);
  return ordinals.map((ordinal) => `${ordinal}${weekday}`);
}

function notADayOfMonth(words: string): string {
  const weekday = WEEKDAYS.get(words);
  return weekday === undefined
    ? `"${words}" is no day of a month${didYouMean(words, ["last day"])}`
    : `a month has several ${words.replace(/s?$/, "s")}: which one?`;
}

/** Reads the day of a yearly rule: `march 3`, `the 3rd of march`, `the first tuesday of march`, `the last day of june`. */
export function yearDay(words: string, at: string): DaysResult {
  const examples = [`every year on march 3 ${at}`, `every year on the first tuesday of march ${at}`];
  const plain = withoutThe(words);
  if (plain === "") return refuse("the day of the year is missing", examples);
  const cut = Math.max(plain.lastIndexOf(" of "), plain.lastIndexOf(" in "));
  const byDay = /^(\d{1,2})(?:st|nd|rd|th)? ?([a-z]+)$/.exec(plain.replace(" of ", " "));
  const byMonth = /^([a-z]+) (?:the )?(\d{1,2})(?:st|nd|rd|th)?$/.exec(plain);
  const name = byMonth?.[1] ?? byDay?.[2] ?? (cut > 0 ? plain.slice(cut + 4) : undefined);
  if (name === undefined) return refuse(`"${plain}" is no day of a year`, examples);
  const names = listOf(name);
  const unknown = names.find((one) => !MONTHS.has(one));
  if (unknown !== undefined)
    return refuse(`"${unknown}" is no month${didYouMean(unknown, [...MONTHS.keys()])}`, examples);
  const months = [...new Set(names.map((one) => MONTHS.get(one) as string))].join(",");
  const day = byMonth?.[2] ?? byDay?.[1];
  if (day !== undefined) return dayOfMonth(Number(day), months, name, examples);
  const days = monthDays(plain.slice(0, cut), at);
  return days.ok ? { ok: true, parts: `BYMONTH=${months};${days.parts}` } : days;
}

function dayOfMonth(day: number, month: string, name: string, examples: readonly string[]): DaysResult {
  const longest = LONGEST_MONTHS[Number(month) - 1] as number;
  if (day < 1 || day > longest) return refuse(`${name} has no day ${day}`, [`1 to ${longest}`, ...examples]);
  const clipped = month === "2" && day === 29;
  return { ok: true, parts: `BYMONTH=${month};${clipped ? lastDayUpTo(29) : `BYMONTHDAY=${day}`}` };
}

/** The entries of `a, b and c`. */
export function listOf(words: string): readonly string[] {
  return words.replaceAll(/\s+/g, " ").split(/ ?(?:, ?and |,| and |&) ?/);
}

export function withoutThe(words: string): string {
  return words.replace(/^the /, "");
}
