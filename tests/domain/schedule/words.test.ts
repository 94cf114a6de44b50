import { describe, expect, it } from "vitest";
import { parseDuration, parseLeadTime } from "../../../src/domain/schedule/lengths-of-time.ts";
import { parseTimeOfDay } from "../../../src/domain/schedule/time-words.ts";

describe("parseDuration", () => {
  it.each([
    ["50 minutes", 50],
    ["50m", 50],
    ["50 min", 50],
    ["1 hour", 60],
    ["an hour", 60],
    ["1h30m", 90],
    ["1h 30m", 90],
    ["1 hour and 30 minutes", 90],
    ["1 hour, 15 mins", 75],
    ["1.5 hours", 90],
    ["4.1 hours", 246],
    ["two hours", 120],
    ["PT50M", 50],
    ["pt1h30m", 90],
    ["PT24H", 1440],
    ["P1D", 1440],
    ["1 day", 1440],
    [" 45  Minutes ", 45],
  ])("%s is %i minutes", (text, minutes) => {
    expect(parseDuration(text)).toEqual({ ok: true, minutes });
  });

  it.each([
    ["", "nothing is written here"],
    ["50", "the unit is missing after 50"],
    ["half an hour", '"half an hour" is no number and unit'],
    ["some time", '"some time" is no number and unit'],
    ["1.2.3 hours", '"1.2.3 hours" is no number and unit'],
    ["50 minuets", '"minuets" is no unit of time; did you mean minutes?'],
    ["50 parsecs!", '"50 parsecs!" is no number and unit'],
    ["0 minutes", '"0 minutes" is not between 1 minute and 24 hours'],
    ["25 hours", '"25 hours" is not between 1 minute and 24 hours'],
    ["1.5 minutes", '"1.5 minutes" is no whole number of minutes'],
    ["1 business day", "a call cannot last business days"],
    ["P1M", '"P1M" is no ISO 8601 duration of weeks, days, hours and minutes (P1M is a month; one minute is PT1M)'],
    ["5 constructor", '"constructor" is no unit of time'],
    ["constructor minutes", '"constructor minutes" is no number and unit'],
    ["PT", '"PT" is no ISO 8601 duration of weeks, days, hours and minutes'],
    ["PT50S", '"PT50S" is no ISO 8601 duration of weeks, days, hours and minutes'],
  ])("refuses %j", (text, problem) => {
    expect(parseDuration(text)).toEqual({ ok: false, problem, allowed: ["50 minutes", "1 hour", "1h30m", "PT50M"] });
  });
});

describe("parseLeadTime", () => {
  it.each([
    ["3 days", 3, "days"],
    ["3d", 3, "days"],
    ["1 day", 1, "days"],
    ["2 business days", 2, "business-days"],
    ["two working days", 2, "business-days"],
    ["2bd", 2, "business-days"],
    ["72 hours", 72, "hours"],
    ["72h", 72, "hours"],
    ["1 week", 1, "weeks"],
    ["a week", 1, "weeks"],
    ["1 week 2 days", 9, "days"],
    ["90 minutes", 90, "minutes"],
    ["1h30m", 90, "minutes"],
    ["P3D", 3, "days"],
    ["PT36H", 36, "hours"],
    ["P1W", 1, "weeks"],
    ["P1W2D", 9, "days"],
    ["3 days before", 3, "days"],
    ["366 days", 366, "days"],
  ])("%s is %i %s", (text, amount, unit) => {
    expect(parseLeadTime(text)).toEqual({ ok: true, leadTime: { amount, unit } });
  });

  it.each([
    ["", "nothing is written here"],
    ["3", "the unit is missing after 3"],
    ["0 days", "the lead time must be more than nothing"],
    ["1.5 days", '"1.5 days" is no whole number of days'],
    ["0.5 business days", '"0.5 business days" is no whole number of business days'],
    ["1 day 12 hours", "days, hours and business days cannot be mixed in one lead time"],
    ["P1DT12H", "days, hours and business days cannot be mixed in one lead time"],
    ["1 week and 1 hour", "days, hours and business days cannot be mixed in one lead time"],
    ["1 business day and 1 hour", "days, hours and business days cannot be mixed in one lead time"],
    ["367 days", '"367 days" is more than a year'],
    ["400 business days", '"400 business days" is more than a year'],
    ["3 dyas", '"dyas" is no unit of time; did you mean days?'],
    ["3 fortnights", '"fortnights" is no unit of time'],
  ])("refuses %j", (text, problem) => {
    const result = parseLeadTime(text);
    expect(result).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
    expect(result.ok ? [] : result.allowed).toContain("2 business days");
  });
});

describe("parseTimeOfDay", () => {
  it.each([
    ["10:00", "10:00"],
    ["9:30", "09:30"],
    ["00:00", "00:00"],
    ["23:59", "23:59"],
    ["9am", "09:00"],
    ["12am", "00:00"],
    ["12pm", "12:00"],
    ["2:30 PM", "14:30"],
    ["2 p.m.", "14:00"],
    ["noon", "12:00"],
    ["midday", "12:00"],
    ["10", null],
    ["24:00", null],
    ["10:60", null],
    ["0am", null],
    ["13pm", null],
    ["ten", null],
    ["10:0", null],
    ["", null],
  ])("%s is %s", (text, time) => {
    expect(parseTimeOfDay(text)).toBe(time);
  });
});
