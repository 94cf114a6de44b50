import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRepeat } from "../../../src/domain/schedule/parse-repeat.ts";

const UNDERSTOOD: readonly (readonly [string, string, string])[] = [
  ["every week on tuesday at 10:00", "FREQ=WEEKLY;BYDAY=TU", "10:00"],
  ["every 2 weeks on tuesday and thursday at 10:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "10:00"],
  ["every two weeks on mon, wed and fri at 8:05", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", "08:05"],
  ["weekly on monday at 9:30", "FREQ=WEEKLY;BYDAY=MO", "09:30"],
  ["every other week on tue at 9am", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "09:00"],
  ["every second week on weds at 9 am", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "09:00"],
  ["every 3rd week on thurs at 12pm", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH", "12:00"],
  ["fortnightly on tues at 2:30 pm", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "14:30"],
  ["every fortnight on wed at noon", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "12:00"],
  ["every 2 fortnights on wed at 12am", "FREQ=WEEKLY;INTERVAL=4;BYDAY=WE", "00:00"],
  ["every tuesday at 10:00", "FREQ=WEEKLY;BYDAY=TU", "10:00"],
  ["every mon & thu at 10:00", "FREQ=WEEKLY;BYDAY=MO,TH", "10:00"],
  ["every tuesday, tuesday at 10:00", "FREQ=WEEKLY;BYDAY=TU", "10:00"],
  ["every other friday at 10:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "10:00"],
  ["each saturday at 10:00", "FREQ=WEEKLY;BYDAY=SA", "10:00"],
  ["tuesdays and thursdays at 10:00", "FREQ=WEEKLY;BYDAY=TU,TH", "10:00"],
  ["weekdays at 10:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "10:00"],
  ["every week on weekdays at 10:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "10:00"],
  ["every weekday at 9:15", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "09:15"],
  ["every working day at 9:15", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "09:15"],
  ["every day at 23:59", "FREQ=DAILY", "23:59"],
  ["daily at 0:00", "FREQ=DAILY", "00:00"],
  ["every 10 days at 10:00", "FREQ=DAILY;INTERVAL=10", "10:00"],
  ["monthly on the first tuesday at 10:00", "FREQ=MONTHLY;BYDAY=1TU", "10:00"],
  ["every month on the last friday at 15:00", "FREQ=MONTHLY;BYDAY=-1FR", "15:00"],
  ["every month on 4th sun at 15:00", "FREQ=MONTHLY;BYDAY=4SU", "15:00"],
  ["every month on the first and third tuesday at 10:00", "FREQ=MONTHLY;BYDAY=1TU,3TU", "10:00"],
  ["every month on the first and first tuesday at 10:00", "FREQ=MONTHLY;BYDAY=1TU", "10:00"],
  ["every 2 months on the 15th at 10:00", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15", "10:00"],
  ["every month on day 3 at 10:00".replace("day 3", "the 3rd day"), "FREQ=MONTHLY;BYMONTHDAY=3", "10:00"],
  ["every month on the 15th and the 1st at 10:00", "FREQ=MONTHLY;BYMONTHDAY=1,15", "10:00"],
  ["every month on the 28th at 10:00", "FREQ=MONTHLY;BYMONTHDAY=28", "10:00"],
  ["every month on the 29th at 10:00", "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1", "10:00"],
  ["every month on the 30th at 10:00", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "10:00"],
  ["every month on the 31st at 10:00", "FREQ=MONTHLY;BYMONTHDAY=-1", "10:00"],
  ["every month on the last day at 10:00", "FREQ=MONTHLY;BYMONTHDAY=-1", "10:00"],
  ["every month on the last day of the month at 10:00", "FREQ=MONTHLY;BYMONTHDAY=-1", "10:00"],
  ["every month on the last business day at 10:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "10:00"],
  ["every month on the first weekday at 10:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "10:00"],
  ["the first tuesday of every month at 10:00", "FREQ=MONTHLY;BYDAY=1TU", "10:00"],
  ["every first tuesday of the month at 10:00", "FREQ=MONTHLY;BYDAY=1TU", "10:00"],
  ["every second tuesday of every month at 10:00", "FREQ=MONTHLY;BYDAY=2TU", "10:00"],
  ["on the 15th of each month at 10:00", "FREQ=MONTHLY;BYMONTHDAY=15", "10:00"],
  ["last friday of every 2 months at 10:00", "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR", "10:00"],
  ["quarterly on the second monday at 14:00", "FREQ=MONTHLY;INTERVAL=3;BYDAY=2MO", "14:00"],
  ["every quarter on the last day at 14:00", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "14:00"],
  ["every 3 months on the 1st at 14:00", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1", "14:00"],
  ["every 6 months on the first wed at 14:00", "FREQ=MONTHLY;INTERVAL=6;BYDAY=1WE", "14:00"],
  ["half-yearly on the first wed at 14:00", "FREQ=MONTHLY;INTERVAL=6;BYDAY=1WE", "14:00"],
  ["yearly on march 3 at 10:00", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", "10:00"],
  ["annually on the 3rd of march at 10:00", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", "10:00"],
  ["every year on 3 mar at 10:00", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", "10:00"],
  ["every 2 years on sept the 30th at 10:00", "FREQ=YEARLY;INTERVAL=2;BYMONTH=9;BYMONTHDAY=30", "10:00"],
  ["yearly on february 29 at 10:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "10:00"],
  ["yearly on the first tuesday of march at 10:00", "FREQ=YEARLY;BYMONTH=3;BYDAY=1TU", "10:00"],
  ["yearly on the last day in june at 10:00", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1", "10:00"],
  ["  Every   2 Weeks ON Tuesday\tat 10:00.", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "10:00"],
  ["every tuesday 10:00", "FREQ=WEEKLY;BYDAY=TU", "10:00"],
  ["every tuesday 2pm", "FREQ=WEEKLY;BYDAY=TU", "14:00"],
  ["every tuesday at 2 p.m.", "FREQ=WEEKLY;BYDAY=TU", "14:00"],
];

const REFUSED: readonly (readonly [string, string, string])[] = [
  [
    "bi-monthly on tuesday",
    '"bi-monthly" can mean twice a month or every two months',
    "every 2 weeks on tuesday at 10:00",
  ],
  [
    "bimonthly on tuesday at 9:00",
    '"bimonthly" can mean twice a month or every two months',
    "every 2 months on the first tuesday at 09:00",
  ],
  ["Bi-Monthly", '"bi-monthly" can mean twice a month or every two months', "an rrule"],
  [
    "biweekly on tuesday at 10:00",
    '"biweekly" can mean every two weeks or twice a week',
    "every week on tuesday and thursday at 10:00",
  ],
  [
    "bi-weekly on tuesday at 10:00",
    '"bi-weekly" can mean every two weeks or twice a week',
    "every 2 weeks on tuesday at 10:00",
  ],
  [
    "semi-monthly at 10:00",
    '"semi-monthly" can mean twice a month',
    "every month on the first and third tuesday at 10:00",
  ],
  [
    "biannually on march 3 at 10:00",
    '"biannually" can mean twice a year or every two years',
    "every 6 months on the first tuesday at 10:00",
  ],
  [
    "biennial on march 3 at 10:00",
    '"biennial" can mean twice a year or every two years',
    "every 2 years on march 3 at 10:00",
  ],
  [
    "every second tuesday at 10:00",
    '"every second tuesday" can mean every 2 weeks or the second tuesday of every month',
    "every 2 weeks on tuesday at 10:00",
  ],
  [
    "every 3rd friday at 10:00",
    '"every 3rd friday" can mean every 3 weeks or the 3rd friday of every month',
    "every month on the 3rd friday at 10:00",
  ],
  ["", "nothing is written here", "every week on tuesday at 10:00"],
  ["every week on tuesday", "the time of day is missing", "every week on tuesday at 10:00"],
  ["every week on tuesday at", 'the time of day is missing after "at"', "every week on tuesday at 10:00"],
  ["every week on tuesday at 10", '"10" could be morning or afternoon', "every week on tuesday at 10:00"],
  ["every week on tuesday at 25:00", '"25:00" is no time of day', "every week on tuesday at 9:30"],
  ["every week on tuesday at 10:60", '"10:60" is no time of day', "every week on tuesday at 9:30"],
  ["every week on tuesday at 13pm", '"13pm" is no time of day', "every week on tuesday at 2:30 pm"],
  ["every week on tuesday at 0am", '"0am" is no time of day', "every week on tuesday at 2:30 pm"],
  ["every week on tuesday at 99:00 CET", '"99:00 cet" is no time of day', "every week on tuesday at 10:00"],
  ["every week on tuesday at 10:00 CET", '"cet" after the time is not understood', "every week on tuesday at 10:00"],
  [
    "every week on tuesday at 10:00 and 14:00",
    "a second time needs a series of its own",
    "every week on tuesday at 10:00",
  ],
  ["every week at 10:00", "the day of the week is missing", "every week on tuesday at 10:00"],
  [
    "weekly on tuseday at 10:00",
    '"tuseday" is no day of the week; did you mean tuesday?',
    "every week on tuesday at 10:00",
  ],
  [
    "every 2 weeks on the first tuesday at 10:00",
    '"the first tuesday" is a day of a month, not of a week',
    "every month on the first tuesday at 10:00",
  ],
  ["every 2 weeks on the 15th at 10:00", '"the 15th" is no day of the week', "every week on tuesday at 10:00"],
  ["every month at 10:00", "the day of the month is missing", "every month on the 15th at 10:00"],
  [
    "every month on tuesday at 10:00",
    "a month has several tuesdays: which one?",
    "every month on the first tuesday at 10:00",
  ],
  ["every month on someday at 10:00", '"someday" is no day of a month', "every month on the last day at 10:00"],
  [
    "every month on the frist tuesday at 10:00",
    '"frist" does not say which tuesday of the month; did you mean first?',
    "first",
  ],
  [
    "every month on the fifth monday at 10:00",
    "not every month has a fifth monday",
    "every month on the last monday at 10:00",
  ],
  [
    "every month on the first tusday at 10:00",
    '"tusday" is no day of the week; did you mean tuesday?',
    "every month on the first tuesday at 10:00",
  ],
  ["every month on the 32nd at 10:00", "no month has a day 32", "every month on the 15th at 10:00"],
  ["every month on the 0th at 10:00", "no month has a day 0", "every month on the 15th at 10:00"],
  ["every month on the 1st and 31st at 10:00", "not every month has a day 31", "every month on the last day at 10:00"],
  ["every year at 10:00", "the day of the year is missing", "every year on march 3 at 10:00"],
  ["every year on tuesday at 10:00", '"tuesday" is no day of a year', "every year on march 3 at 10:00"],
  ["every year on april 31 at 10:00", "april has no day 31", "1 to 30"],
  ["every year on march 0 at 10:00", "march has no day 0", "1 to 31"],
  ["every year on marhc 3 at 10:00", '"marhc" is no month; did you mean march?', "every year on march 3 at 10:00"],
  [
    "every year on the fifth tuesday of march at 10:00",
    "not every month has a fifth tuesday",
    "every month on the last tuesday at 10:00",
  ],
  ["every day on monday at 10:00", '"monday" does not fit every day', "every weekday at 10:00"],
  ["every 2 weekdays at 10:00", 'only "every weekday" is understood', "every weekday at 10:00"],
  ["every 0 weeks on tuesday at 10:00", '"every 0" is out of range', "a number from 1 to 100"],
  ["every 101 weeks on tuesday at 10:00", '"every 101" is out of range', "a number from 1 to 100"],
  ["every hour at 10:00", '"every hour" is more than one call a day', "every week on tuesday at 10:00"],
  [
    "every wek on tuesday at 10:00",
    '"wek" is no day, week, month, quarter or year; did you mean week?',
    "every week on tuesday at 10:00",
  ],
  ["every at 10:00", '"every" does not begin with how often', "quarterly on the second monday at 10:00"],
  ["tuesday at 10:00", '"tuesday" does not begin with how often', "every week on tuesday at 10:00"],
  ["wekly on tuesday at 10:00", "did you mean weekly?", "every week on tuesday at 10:00"],
  ["at 10:00", '"" does not begin with how often', "every week on tuesday at 10:00"],
];

describe("parseRepeat", () => {
  test.each(UNDERSTOOD)("%s", (words, rrule, time) => {
    const text = words.trim().replaceAll(/\s+/g, " ");
    expect(parseRepeat(words)).toEqual({ ok: true, recurrence: { rrule, time, text } });
  });

  test.each(REFUSED)("refuses: %s", (words, problem, example) => {
    const result = parseRepeat(words);
    expect(result).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
    expect(result.ok ? [] : result.allowed).toContain(example);
  });

  test("bi-monthly shows both meanings as spellings", () => {
    expect(parseRepeat("bi-monthly on tuesday at 10:00")).toEqual({
      ok: false,
      problem: '"bi-monthly" can mean twice a month or every two months',
      allowed: [
        "every 2 weeks on tuesday at 10:00",
        "every month on the first and third tuesday at 10:00",
        "every 2 months on the first tuesday at 10:00",
        "an rrule",
      ],
    });
  });

  test("what a refusal allows as a phrase is understood", () => {
    for (const [words] of REFUSED) {
      const result = parseRepeat(words);
      const phrases = result.ok
        ? []
        : result.allowed.filter(
            (example) => example.startsWith("every") && !words.startsWith(example.replace(/ at .*/, "")),
          );
      for (const phrase of phrases) expect(parseRepeat(phrase), `${words}: ${phrase}`).toMatchObject({ ok: true });
    }
  });

  test("never throws, whatever is written", () => {
    const word = fc.constantFrom(
      "every",
      "each",
      "2",
      "week",
      "weeks",
      "month",
      "year",
      "day",
      "on",
      "the",
      "first",
      "last",
      "tuesday",
      "and",
      ",",
      "of",
      "march",
      "31st",
      "at",
      "10:00",
      "9am",
      "other",
      "constructor",
      "__proto__",
      "toString",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word, { maxLength: 10 }).map((words) => words.join(" ")),
          fc.string(),
        ),
        (words) => {
          const result = parseRepeat(words);
          if (!result.ok) expect(result.problem.length).toBeGreaterThan(0);
          else expect(result.recurrence.rrule).toMatch(/^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[-0-9A-Z,]+)*$/);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
