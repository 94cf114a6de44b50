import { describe, expect, it } from "vitest";
import { parseRepeat } from "../../../src/domain/schedule/parse-repeat.ts";

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
  ["every week on monday until january 1, 2027 at 10:00", "the last day stands under until", "until: 2027-01-01"],
  ["every tuesday through 2026-12-31 at 10:00", "the last day stands under until", "until: 2026-12-31"],
  ["every monday for 10 weeks at 10:00", '"for 10 weeks" does not belong here', "every monday at 10:00"],
  ["every monday 5 times at 10:00", "the last day stands under until", "every monday at 10:00"],
  ["every monday starting march 3, 2026 at 10:00", "the first day stands under from", "from: 2026-03-03"],
  ["every monday except in august at 10:00", "a day without a call stands under skip", "every monday at 10:00"],
  ["0 10 * * 2", '"0 10 * * 2" does not begin with how often', "every week on tuesday at 10:00"],
  ["whenever bob has time", '"whenever bob has time" does not begin', "every week on tuesday at 10:00"],
  ["every 2 weeks on tuesday 10:00-11:00", "that stands under duration", "every 2 weeks on tuesday at 10:00"],
  ["twice a month on friday", '"twice a month" does not say', "every month on the first and third friday at 10:00"],
  ["once a month at 9am", 'is said as "every month"', "every month on the first tuesday at 09:00"],
  ["once a month on the last friday at 9am", 'as "every month"', "every month on the last friday at 09:00"],
  ["three times a week at 9:00", "does not say on which days", "every week on monday, tuesday and friday at 09:00"],
  ["every quarter on the 30th at 10:00", "several days with that number", "every 3 months on the 30th at 10:00"],
  ["every quarter on the 15th at 10:00", "several days with that number", "every 3 months on the 15th at 10:00"],
  [
    "every 2 quarters on the last friday at 10:00",
    "does not say in which",
    "every 6 months on the last friday at 10:00",
  ],
  ["2026-12-03 at 10:00", "does not say that it is once", "once on 2026-12-03 at 10:00"],
  ["once on december 3 at 10:00", '"december 3" is no day', "once on 2026-12-03 at 10:00"],
  ["every week on last at 10:00", '"last" is no day of the week', "every week on tuesday at 10:00"],
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
    "every month on the first tuesday at 10:00",
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
  ["tuesday at 10:00", '"tuesday" does not begin with how often', "every tuesday at 10:00"],
  ["on monday and thursday at 9:30", "does not begin with how often", "every monday and thursday at 09:30"],
  ["once on 2026-12-03", "the time of day is missing", "once on 2026-12-03 at 10:00"],
  ["once on 3 december 2026", '"3 december 2026" is no day', "once on 2026-12-03 at 10:00"],
  ["every month on day 15 at 10:00", '"day" does not say which 15 of the month', "every month on the 15th at 10:00"],
  ["wekly on tuesday at 10:00", "did you mean weekly?", "every week on tuesday at 10:00"],
  ["every constructor at 10:00", '"constructor" is no day, week', "every week on tuesday at 10:00"],
  ["constructor on monday at 10:00", '"constructor on monday" does not begin', "every week on tuesday at 10:00"],
  ["every constructor week on monday at 10:00", '"constructor" is no day, week', "every week on tuesday at 10:00"],
  ["every week on constructor at 10:00", '"constructor" is no day of the week', "every week on tuesday at 10:00"],
  [
    "every month on the constructor monday at 10:00",
    '"constructor" does not say which monday',
    "every month on the first monday at 10:00",
  ],
  [
    "every month on the first constructor at 10:00",
    '"constructor" is no day of the week',
    "every month on the 15th at 10:00",
  ],
  ["every year on constructor 3 at 10:00", '"constructor" is no month', "every year on march 3 at 10:00"],
  ["at 10:00", '"" does not begin with how often', "every week on tuesday at 10:00"],
];

describe("parseRepeat", () => {
  it.each(REFUSED)("refuses: %s", (words, problem, example) => {
    const result = parseRepeat(words);
    expect(result).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
    expect(result.ok ? [] : result.allowed).toContain(example);
  });

  it("bi-monthly shows both meanings as spellings", () => {
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

  it("no word of a month or a quarter is offered a day of the week", () => {
    expect(parseRepeat("every week on last at 10:00")).not.toMatchObject({ problem: expect.stringContaining("sat") });
  });

  it("what a refusal allows as a phrase is understood", () => {
    for (const [words] of REFUSED) {
      const result = parseRepeat(words);
      const phrases = result.ok ? [] : result.allowed.filter((example) => / at \d/.test(example));
      for (const phrase of phrases) expect(parseRepeat(phrase), `${words}: ${phrase}`).toMatchObject({ ok: true });
    }
  });
});
