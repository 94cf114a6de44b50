import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frequencyOf, frequencyWord } from "../../../src/domain/agenda/frequency.ts";
import { describeRule } from "../../../src/domain/schedule/describe-rule.ts";
import { parseRepeat } from "../../../src/domain/schedule/parse-repeat.ts";
import { parseRrule } from "../../../src/domain/schedule/parse-rrule.ts";
import { assertOften } from "../../support/assert-often.ts";
import { EN } from "../../support/texts.ts";

describe("a rhythm in words is called what it is", () => {
  it.each([
    ["every day at 10:00", "Daily"],
    ["every weekday at 10:00", "Every Weekday"],
    ["every week on tuesday at 10:00", "Weekly"],
    ["every week on tuesday and thursday at 10:00", "Twice-weekly"],
    ["every week on monday, wednesday and friday at 10:00", "3 Times a Week"],
    ["every 2 weeks on tuesday at 10:00", "Bi-weekly"],
    ["every 2 weeks on tuesday and thursday at 10:00", "2 Times Every 2 Weeks"],
    ["every 3 weeks on tuesday at 10:00", "Every 3 Weeks"],
    ["every month on the first tuesday at 10:00", "Monthly"],
    ["every month on the last weekday at 10:00", "Monthly"],
    ["every month on the 31st at 10:00", "Monthly"],
    ["first and third tuesday of every month at 10:00", "Twice-monthly"],
    ["every month on the first and third tuesday at 10:00", "Twice-monthly"],
    ["every month on the 1st and 15th at 10:00", "Twice-monthly"],
    ["every month on the first, second and third tuesday at 10:00", "3 Times a Month"],
    ["every 2 months on the first tuesday at 10:00", "Every 2 Months"],
    ["every 2 months on the first and third tuesday at 10:00", "12 Times a Year"],
    ["last friday of every quarter at 10:00", "Quarterly"],
    ["first tuesday of january and july at 10:00", "Half-yearly"],
    ["first tuesday of january, april and may at 10:00", "3 Times a Year"],
    ["every year on the first tuesday of march at 10:00", "Yearly"],
    ["every year on february 29 at 10:00", "Yearly"],
    ["once on 2026-12-03 at 10:00", "One-time"],
  ])("%s: %s", (repeat, word) => {
    const read = parseRepeat(repeat);
    expect(read).toMatchObject({ ok: true });
    if (read.ok) expect(frequencyWord(read.recurrence.rrule, EN)).toBe(word);
  });
});

describe("so is an RFC 5545 rule, however it is written", () => {
  it.each([
    ["FREQ=DAILY", "Daily"],
    ["FREQ=DAILY;INTERVAL=2", "Every 2 Days"],
    ["FREQ=DAILY;INTERVAL=7", "Weekly"],
    ["FREQ=DAILY;INTERVAL=14", "Bi-weekly"],
    ["FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "Every Weekday"],
    ["FREQ=DAILY;BYDAY=TU", "Weekly"],
    ["FREQ=DAILY;BYMONTHDAY=1", "Monthly"],
    ["FREQ=WEEKLY;BYDAY=TU;COUNT=12", "Weekly"],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20261231", "Bi-weekly"],
    ["FREQ=WEEKLY;INTERVAL=2", "Bi-weekly"],
    ["FREQ=WEEKLY;INTERVAL=4;BYDAY=TU", "Every 4 Weeks"],
    ["FREQ=WEEKLY;INTERVAL=60;BYDAY=TU", "Every 60 Weeks"],
    ["FREQ=WEEKLY;BYDAY=TU;BYMONTH=1,2,3,4,5,6", "About 26 Times a Year"],
    ["FREQ=MONTHLY;BYDAY=TU", "Weekly"],
    ["FREQ=MONTHLY;BYDAY=1TU,3TU", "Twice-monthly"],
    ["FREQ=MONTHLY;BYDAY=2TU,4TU", "Twice-monthly"],
    ["FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1,3", "Twice-monthly"],
    ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "Monthly"],
    ["FREQ=MONTHLY;BYDAY=5TU", "About 4 Times a Year"],
    ["FREQ=MONTHLY;BYDAY=1TU,3TU,5TU", "About 28 Times a Year"],
    ["FREQ=MONTHLY;BYMONTHDAY=31", "7 Times a Year"],
    ["FREQ=MONTHLY;BYMONTHDAY=29", "About 11 Times a Year"],
    ["INTERVAL=3;FREQ=MONTHLY", "Quarterly"],
    ["FREQ=MONTHLY;INTERVAL=5;BYDAY=1TU", "Every 5 Months"],
    ["FREQ=MONTHLY;INTERVAL=6;BYDAY=1TU", "Half-yearly"],
    ["FREQ=MONTHLY;INTERVAL=12;BYDAY=1TU", "Yearly"],
    ["FREQ=MONTHLY;INTERVAL=24;BYDAY=1TU", "Every 2 Years"],
    ["FREQ=YEARLY", "Yearly"],
    ["FREQ=YEARLY;INTERVAL=2", "Every 2 Years"],
    ["FREQ=YEARLY;INTERVAL=10", "Every 10 Years"],
    ["FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=1TU", "Quarterly"],
    ["FREQ=YEARLY;BYMONTH=1,5,9;BYDAY=1TU", "Every 4 Months"],
    ["FREQ=YEARLY;BYMONTH=1;BYDAY=1TU,3TU", "2 Times a Year"],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "Every 4 Years"],
    ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "Yearly"],
    ["FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "About Every 6 Years"],
    ["FREQ=YEARLY;BYYEARDAY=1,100,200", "3 Times a Year"],
    ["FREQ=YEARLY;BYDAY=TU", "Weekly"],
    ["FREQ=WEEKLY;COUNT=1", "One-time"],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "Yearly"],
  ])("%s: %s", (rrule, word) => {
    expect(parseRrule(rrule, "10:00")).toMatchObject({ ok: true });
    expect(frequencyWord(rrule, EN)).toBe(word);
  });
});

const interval = fc.integer({ min: 1, max: 12 }).map((count) => (count === 1 ? "" : `;INTERVAL=${count}`));
const day = fc.constantFrom("MO", "TU", "WE", "TH", "FR");
const days = fc.uniqueArray(day, { minLength: 1, maxLength: 5 });
const nth = fc.uniqueArray(fc.constantFrom("1", "2", "3", "4", "-1"), { minLength: 1, maxLength: 3 });
const rule = fc.oneof(
  fc.tuple(interval, days).map(([every, on]) => `FREQ=WEEKLY${every};BYDAY=${on.join(",")}`),
  fc
    .tuple(interval, nth, day)
    .map(([every, at, on]) => `FREQ=MONTHLY${every};BYDAY=${at.map((n) => n + on).join(",")}`),
  fc
    .tuple(interval, nth)
    .map(([every, at]) => `FREQ=YEARLY${every};BYMONTH=3;BYDAY=${at.map((n) => `${n}TU`).join(",")}`),
);

it("only what meets once in two weeks is bi-weekly, only what meets once a month is monthly", () => {
  fc.assert(
    fc.property(rule, (rrule) => {
      const word = frequencyWord(rrule, EN);
      const isBiWeekly = /^FREQ=WEEKLY;INTERVAL=2;BYDAY=..$/.test(rrule);
      const isMonthly = /^FREQ=MONTHLY;BYDAY=-?\d..$/.test(rrule);
      expect([word === "Bi-weekly", word === "Monthly"]).toEqual([isBiWeekly, isMonthly]);
    }),
  );
});

it("a rule and the words that describe it are called the same", () => {
  assertOften({ "the words are read": 0.2 }, (asserted) =>
    fc.property(rule, (rrule) => {
      const read = parseRepeat(describeRule(rrule, "10:00"));
      if (!read.ok) return;
      asserted("the words are read");
      expect(frequencyOf(read.recurrence.rrule)).toEqual(frequencyOf(rrule));
    }),
  );
});
