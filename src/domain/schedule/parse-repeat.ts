import { type RecurrenceResult, type Refusal, refuse } from "./parsed.ts";
import { type DaysResult, monthDays, weekDays, yearDay } from "./repeat-days.ts";
import { didYouMean, NUMBERS, ORDINALS, WEEKDAYS, WORKING_WEEK } from "./repeat-vocabulary.ts";
import { parseTimeOfDay } from "./time-words.ts";

/**
 * Reads how often a series meets from people's words: `every 2 weeks on tuesday at 10:00`, `monthly on the first
 * tuesday at 9am`, `quarterly on the second monday at 14:00`, `yearly on march 3 at 10:00`, `every weekday at 9:15`.
 *
 * Case and extra spaces do not matter. Words with two meanings are refused with both (bi-monthly, biweekly, "every
 * second tuesday"). The 29th to 31st mean the last day in months that are shorter. "2 weeks", "2 months" are counted
 * from the week or month that holds the series' `from`, as RFC 5545 does.
 */
export function parseRepeat(words: string): RecurrenceResult {
  const text = words.trim().replaceAll(/\s+/g, " ");
  const plain = text.toLowerCase().replace(/[.;]$/, "");
  if (plain === "") return refuse("nothing is written here", examplesFor("at 10:00"));
  const split = splitTime(plain);
  const at = `at ${"ok" in split ? "10:00" : split.time}`;
  const twofold = twoMeanings(plain, at);
  if (twofold !== null) return twofold;
  if ("ok" in split) return split;
  const parsed = parseRule(reorder(split.rest), at);
  return parsed.ok ? { ok: true, recurrence: { rrule: parsed.parts, time: split.time, text } } : parsed;
}

function examplesFor(at: string): readonly string[] {
  return [`every week on tuesday ${at}`, `every 2 weeks on tuesday ${at}`, `every month on the first tuesday ${at}`];
}

function splitTime(plain: string): { readonly rest: string; readonly time: string } | Refusal {
  const word = /\bat\b/.exec(plain) ?? / (?=(?:\d{1,2}:\d\d ?(?:am|pm)?|\d{1,2} ?(?:am|pm))$)/.exec(plain);
  if (word === null) return refuse("the time of day is missing", [`${plain} at 10:00`]);
  const rest = plain.slice(0, word.index).trimEnd();
  const words = plain.slice(word.index + word[0].length).trimStart();
  const time = parseTimeOfDay(words);
  if (time !== null) return { rest, time };
  return refuse(timeProblem(words), [`${rest} at 10:00`, `${rest} at 9:30`, `${rest} at 2:30 pm`]);
}

function timeProblem(words: string): string {
  if (words === "") return 'the time of day is missing after "at"';
  if (/^\d{1,2}$/.test(words)) return `"${words}" could be morning or afternoon`;
  const first = /^(\d{1,2}:\d\d ?(?:am|pm)?|\d{1,2} ?(?:am|pm)) (.+)$/.exec(words);
  if (first === null || parseTimeOfDay(first[1] as string) === null) return `"${words}" is no time of day`;
  return /^(and|,|&)/.test(first[2] as string)
    ? "a series meets at one time of day; a second time needs a series of its own"
    : `"${first[2]}" after the time is not understood (the zone is set by timezone:)`;
}

/** Words that people use for two different rhythms. */
function twoMeanings(plain: string, at: string): Refusal | null {
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

/** Turns the orders of words that people also use into "every … on …". */
function reorder(plain: string): string {
  const turned =
    /^(?:on )?(?:every |each )?(?:the )?((?:first|second|third|fourth|fifth|last|\d{1,2}(?:st|nd|rd|th))\b.*?) (?:of|in) ((?:each|every) (?:\S+ )?months?|the month|each quarter|every quarter)$/.exec(
      plain,
    );
  if (turned !== null) return `${turned[2] === "the month" ? "every month" : turned[2]} on the ${turned[1]}`;
  const weekday = /^(?:on )?(mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekdays)\b(.*)$/.exec(
    plain,
  );
  return weekday === null ? plain : `every week on ${weekday[1]}${weekday[2]}`;
}

const ADVERBS: ReadonlyMap<string, string> = new Map([
  ["daily", "every day"],
  ["weekly", "every week"],
  ["fortnightly", "every 2 weeks"],
  ["monthly", "every month"],
  ["quarterly", "every 3 months"],
  ["half-yearly", "every 6 months"],
  ["semi-annually", "every 6 months"],
  ["yearly", "every year"],
  ["annually", "every year"],
]);

function parseRule(plain: string, at: string): DaysResult {
  const adverb = /^(\S+)([^]*)$/.exec(plain);
  const spelledOut = ADVERBS.get(adverb?.[1] ?? "");
  const match = /^(?:every|each) (.+)$/.exec(spelledOut === undefined ? plain : `${spelledOut}${adverb?.[2]}`);
  if (match === null)
    return refuse(
      `"${plain}" does not begin with how often${didYouMean(adverb?.[1] ?? "", ["every", ...ADVERBS.keys()])}`,
      [...examplesFor(at), `quarterly on the second monday ${at}`, `every weekday ${at}`],
    );
  const head = splitInterval(match[1] as string, at);
  if ("ok" in head) return head;
  const unit = /^(\S+)(?: on\b)?(?: (.*))?$/.exec(
    head.rest.replace(/^(business|working) day/, "$1day"),
  ) as RegExpExecArray;
  return daysOf(unit[1] as string, (unit[2] ?? "").trim(), head, at);
}

interface Head {
  readonly interval: number;
  readonly rest: string;
}

/** Takes `2`, `two`, `other` or `third` off "2 weeks on tuesday"; 1 where no number stands. */
function splitInterval(words: string, at: string): Head | Refusal {
  const match = /^(\S+) (.+)$/.exec(words);
  const [first, rest] = [match?.[1] ?? "", match?.[2] ?? ""];
  if (first === "other") return { interval: 2, rest };
  const nth = ORDINALS.get(first);
  if (nth !== undefined && first !== "last") return { interval: Number(nth), rest };
  const number = /^\d+$/.test(first) ? Number(first) : NUMBERS.get(first);
  if (number === undefined) return { interval: 1, rest: words };
  if (number < 1 || number > 100)
    return refuse(`"every ${first}" is out of range`, ["a number from 1 to 100", ...examplesFor(at)]);
  return { interval: number, rest };
}

function daysOf(unit: string, words: string, head: Head, at: string): DaysResult {
  switch (unit.replace(/s$/, "")) {
    case "day":
      return words === ""
        ? rule("DAILY", head.interval, { ok: true, parts: "" })
        : refuse(`"${words}" does not fit every day`, [
            `every day ${at}`,
            `every weekday ${at}`,
            `every week on tuesday ${at}`,
          ]);
    case "weekday":
    case "workday":
    case "businessday":
    case "workingday":
      if (words === "" && head.interval === 1) return rule("WEEKLY", 1, { ok: true, parts: `BYDAY=${WORKING_WEEK}` });
      return refuse(`only "every weekday" is understood`, [`every weekday ${at}`]);
    case "week":
      return rule("WEEKLY", head.interval, weekDays(words, at));
    case "fortnight":
      return rule("WEEKLY", head.interval * 2, weekDays(words, at));
    case "month":
      return rule("MONTHLY", head.interval, monthDays(words, at));
    case "quarter":
      return rule("MONTHLY", head.interval * 3, monthDays(words, at));
    case "year":
      return rule("YEARLY", head.interval, yearDay(words, at));
    default:
      return weekdayAsUnit(head, at);
  }
}

/** "every tuesday and thursday", "every other tuesday". */
function weekdayAsUnit(head: Head, at: string): DaysResult {
  const first = /^[^\s,&]+/.exec(head.rest)?.[0] ?? head.rest;
  if (WEEKDAYS.get(first) !== undefined) return rule("WEEKLY", head.interval, weekDays(head.rest, at));
  if (/^(hour|minute|second)s?$/.test(first))
    return refuse(`"every ${first}" is more than one call a day`, examplesFor(at));
  const units = ["day", "weekday", "week", "fortnight", "month", "quarter", "year"];
  const names = [...WEEKDAYS.keys()].filter((name) => name.endsWith("day"));
  return refuse(
    `"${first}" is no day, week, month, quarter or year${didYouMean(first, [...units, ...names])}`,
    examplesFor(at),
  );
}

function rule(frequency: string, interval: number, days: DaysResult): DaysResult {
  if (!days.ok) return days;
  const parts = [
    `FREQ=${frequency}`,
    ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
    ...(days.parts === "" ? [] : [days.parts]),
  ];
  return { ok: true, parts: parts.join(";") };
}
