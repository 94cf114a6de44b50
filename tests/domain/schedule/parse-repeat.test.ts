import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
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
  ["every month on the 3rd day at 10:00", "FREQ=MONTHLY;BYMONTHDAY=3", "10:00"],
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
  ["every quarter on the last day at 14:00", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "14:00"],
  ["every quarter on the 1st at 14:00", "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=1", "14:00"],
  ["last weekday of every quarter at 10:00", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "10:00"],
  ["every month on the first tuesday and first tuesday at 10:00", "FREQ=MONTHLY;BYDAY=1TU", "10:00"],
  ["last friday of every quarter at 10:00", "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=-1FR", "10:00"],
  ["first tuesday of each quarter at 10:00", "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1TU", "10:00"],
  [
    "every quarter on the first weekday at 9am",
    "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
    "09:00",
  ],
  ["quarterly on the last friday at 10:00", "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "10:00"],
  ["first tuesday of january and july at 10:00", "FREQ=MONTHLY;BYMONTH=1,7;BYDAY=1TU", "10:00"],
  ["every january, april and july on the 15th at 10:00", "FREQ=MONTHLY;BYMONTH=1,4,7;BYMONTHDAY=15", "10:00"],
  [
    "the last weekday of june and december at noon",
    "FREQ=MONTHLY;BYMONTH=6,12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "12:00",
  ],
  ["first and third tuesday at 10:00", "FREQ=MONTHLY;BYDAY=1TU,3TU", "10:00"],
  ["first tuesday and third thursday at 10:00", "FREQ=MONTHLY;BYDAY=1TU,3TH", "10:00"],
  ["every 2 months on the first tuesday and last friday at 10:00", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU,-1FR", "10:00"],
  ["every last friday at 10:00", "FREQ=MONTHLY;BYDAY=-1FR", "10:00"],
  ["every two weeks, tuesday 10:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "10:00"],
  ["every 3 months on the 1st at 14:00", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1", "14:00"],
  ["every 6 months on the first wed at 14:00", "FREQ=MONTHLY;INTERVAL=6;BYDAY=1WE", "14:00"],
  ["every half year on the first wed at 14:00", "FREQ=MONTHLY;INTERVAL=6;BYDAY=1WE", "14:00"],
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

describe("parseRepeat", () => {
  it.each(UNDERSTOOD)("%s", (words, rrule, time) => {
    const text = words.trim().replaceAll(/\s+/g, " ");
    expect(parseRepeat(words)).toEqual({ ok: true, recurrence: { rrule, time, text } });
  });

  it("never throws, whatever is written", () => {
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
          // A refusal has no rule but says something: one shape for both.
          const said = result.ok ? result.recurrence.rrule : `FREQ=DAILY;REFUSED=${result.problem.length}`;
          expect(said).toMatch(/^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[-0-9A-Z,]+)*$/);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
