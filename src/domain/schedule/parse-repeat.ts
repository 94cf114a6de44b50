import { isPlainDate } from "../time/dates.ts";
import { type RecurrenceResult, refuse, type UnreadWords } from "./parsed.ts";
import { type DaysResult, monthDays, quarterDays, weekDays, yearDay } from "./repeat-days.ts";
import { reorder } from "./repeat-order.ts";
import { saidElsewhere, timesIn, twoMeanings } from "./repeat-unclear.ts";
import { didYouMean, NUMBERS, ORDINALS, WEEKDAYS, WORKING_WEEK } from "./repeat-vocabulary.ts";
import { parseTimeOfDay } from "./time-words.ts";
import type { Recurrence } from "./types.ts";

/**
 * Reads how often a series meets from people's words: `every 2 weeks on tuesday at 10:00`, `monthly on the first
 * tuesday at 9am`, `first and third tuesday at 10:00`, `last friday of every quarter at 10:00`, `first tuesday of january
 * and july at 10:00`, `yearly on march 3 at 10:00`, `every weekday at 9:15`, `once on 2026-12-03 at 10:00`.
 *
 * Case and extra spaces do not matter. Words with two meanings are refused with both (bi-monthly, biweekly, "every
 * second tuesday"). The 29th to 31st mean the last day in months that are shorter. "2 weeks", "2 months" are counted
 * from the week or month that holds the series' `from`, as RFC 5545 does; a day of the quarter is one of the calendar's.
 */
export function parseRepeat(words: string): RecurrenceResult {
  const result = read(words);
  return result.ok ? result : { ...result, allowed: readableOf(result.allowed) };
}

function read(words: string): RecurrenceResult {
  const text = words.trim().replaceAll(/\s+/g, " ");
  const plain = text.toLowerCase().replace(/[.;]$/, "");
  if (plain === "") return refuse("nothing is written here", examplesFor("at 10:00"));
  const split = splitTime(plain);
  const at = `at ${"ok" in split ? "10:00" : split.time}`;
  const unclear = twoMeanings(plain, at) ?? saidElsewhere(plain, at) ?? timesIn(plain, at);
  if (unclear !== null) return unclear;
  if ("ok" in split) return split;
  const once = readOnce(split.rest, at);
  if (once !== null && "ok" in once) return once;
  if (once !== null) return { ok: true, recurrence: { ...once, time: split.time, text } };
  const parsed = parseRule(reorder(split.rest), at);
  return parsed.ok ? { ok: true, recurrence: { rrule: parsed.parts, time: split.time, text } } : parsed;
}

/** Advice with a time is a phrase: it stays where it can be read. */
function readableOf(allowed: readonly string[]): readonly string[] {
  const readable = [...new Set(allowed)].filter((one) => !/ at \d/.test(one) || read(one).ok);
  return readable.length > 0 ? readable : examplesFor("at 10:00");
}

function examplesFor(at: string): readonly string[] {
  return [`every week on tuesday ${at}`, `every 2 weeks on tuesday ${at}`, `every month on the first tuesday ${at}`];
}

function splitTime(plain: string): { readonly rest: string; readonly time: string } | UnreadWords {
  const word = /\bat\b/.exec(plain) ?? / (?=(?:\d{1,2}:\d\d ?(?:am|pm)?|\d{1,2} ?(?:am|pm))$)/.exec(plain);
  const span = / (?:at |from )?(\d{1,2}:\d\d) ?(?:-|–|to|until) ?\d{1,2}:\d\d$/.exec(plain);
  if (span !== null)
    return refuse(`"${span[0].trim()}" says how long a call takes: that stands under duration`, [
      `${plain.slice(0, span.index)} at ${span[1]}`,
      "duration: 1 hour",
    ]);
  if (word === null) {
    const rest = readOnce(plain, "at 10:00") ?? parseRule(reorder(plain), "at 10:00");
    if (!("ok" in rest)) return refuse("the time of day is missing", [`${plain} at 10:00`]);
    return rest.ok ? refuse("the time of day is missing", [`${plain} at 10:00`]) : rest;
  }
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

/** `once on 2026-12-03`: that day, whatever the series' first day. Null for other words. */
function readOnce(plain: string, at: string): Pick<Recurrence, "rrule" | "countedFrom"> | UnreadWords | null {
  const words = /^(once )?(?:on )?(?=\S*\d{4})(\S+)$/.exec(plain);
  const date = words?.[2] ?? /^once on (.*)$/.exec(plain)?.[1];
  if (date === undefined) return null;
  if (isPlainDate(date) && words?.[1] !== undefined) return { rrule: "FREQ=DAILY;COUNT=1", countedFrom: date };
  const problem = isPlainDate(date)
    ? `"${plain}" does not say that it is once`
    : `"${date}" is no day such as 2026-12-03`;
  return refuse(problem, [`once on ${isPlainDate(date) ? date : "2026-12-03"} ${at}`]);
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
  const said = spelledOut === undefined ? plain : `${spelledOut}${adverb?.[2]}`;
  const match = /^(?:every|each) (.+)$/.exec(said.replace(/^(every|each) half[- ]year\b/, "every 6 months"));
  if (match === null)
    return refuse(
      `"${plain}" does not begin with how often${didYouMean(adverb?.[1] ?? "", ["every", ...ADVERBS.keys()])}`,
      [
        `every ${plain.replace(/^on /, "")} ${at}`,
        ...examplesFor(at),
        `quarterly on the second monday ${at}`,
        `every weekday ${at}`,
      ],
    );
  const head = splitInterval(match[1] as string, at);
  if ("ok" in head) return head;
  const unit = /^(\S+?),?(?: on\b)?(?: (.*))?$/.exec(
    head.rest.replace(/^(business|working) day/, "$1day"),
  ) as RegExpExecArray;
  return daysOf(unit[1] as string, (unit[2] ?? "").trim(), head, at);
}

interface RepeatHead {
  readonly interval: number;
  readonly rest: string;
}

/** Takes `2`, `two`, `other` or `third` off "2 weeks on tuesday"; 1 where no number stands. */
function splitInterval(words: string, at: string): RepeatHead | UnreadWords {
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

function daysOf(unit: string, words: string, head: RepeatHead, at: string): DaysResult {
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
      return head.interval === 1
        ? rule("MONTHLY", 1, quarterDays(words, at))
        : severalQuarters(head.interval, words, at);
    case "year":
      return yearRule(head.interval, words, at);
    default:
      return weekdayAsUnit(head, at);
  }
}

function severalQuarters(interval: number, words: string, at: string): UnreadWords {
  return refuse(`"every ${interval} quarters" does not say in which`, [
    `every ${interval * 3} months on ${words} ${at}`,
    `every ${interval * 3} months on the first tuesday ${at}`,
  ]);
}

/** Several months are a rule of months, so that "the last weekday" is found in each of them. */
function yearRule(interval: number, words: string, at: string): DaysResult {
  const days = yearDay(words, at);
  if (!days.ok || !/BYMONTH=\d+,/.test(days.parts)) return rule("YEARLY", interval, days);
  return interval === 1
    ? rule("MONTHLY", 1, days)
    : refuse(`several months in every ${interval} years are not read`, [`every year on ${words} ${at}`, "an rrule"]);
}

/** "every tuesday and thursday", "every other tuesday". */
function weekdayAsUnit(head: RepeatHead, at: string): DaysResult {
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
