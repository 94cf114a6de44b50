import { afterEach, describe, expect, it } from "vitest";
import { formatDay, formatInstant, formatLeadTime, formatOccurrence } from "../../../src/domain/schedule/format.ts";
import { planOccurrences } from "../../../src/domain/schedule/occurrences.ts";
import { addDays, daysBetween, isPlainDate, isWeekend, weekdayOf } from "../../../src/domain/time/dates.ts";
import { addMinutes, epochOf, toInstant, toLocal } from "../../../src/domain/time/zoned-time.ts";
import { noHolidays, overrides, schedule, window } from "./builders.ts";

const machineZone = process.env.TZ;
afterEach(() => {
  if (machineZone === undefined) delete process.env.TZ;
  else process.env.TZ = machineZone;
});

describe.each(["UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Pacific/Apia"])("on a machine in %s", (zone) => {
  it("days, instants and calls read the same", () => {
    process.env.TZ = zone;
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
    expect(formatDay("2026-11-24")).toBe("Tue 24 Nov 2026");
    expect(formatDay("2026-03-01", { year: false })).toBe("Sun 1 Mar");
    expect(formatInstant("2026-11-24T09:00:00Z", "Europe/Berlin")).toBe("Tue 24 Nov 2026, 10:00");
    const [call] = planOccurrences(schedule(), noHolidays, overrides(), window("2026-12-01", "2026-12-02"));
    expect(call).toMatchObject({ start: "2026-12-01T09:00:00Z", agendaDueAt: "2026-11-28T09:00:00Z" });
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
    expect(weekdayOf("2026-03-29")).toBe(7);
  });
});

describe("formatOccurrence", () => {
  const call = (timeZone: string, time: string, durationMinutes = 50): ReturnType<typeof formatOccurrence> => {
    const series = schedule(`every day at ${time}`, {
      timeZone,
      durationMinutes,
      from: "2026-11-24",
      until: "2026-11-24",
    });
    const [occurrence] = planOccurrences(series, noHolidays, overrides(), window("2026-11-20", "2026-11-28"));
    if (occurrence === undefined) throw new Error("no call");
    return formatOccurrence(occurrence, timeZone);
  };

  it("says day, time, end, zone and UTC", () => {
    expect(call("Europe/Berlin", "10:00")).toEqual({
      day: "Tue 24 Nov 2026",
      time: "10:00",
      endTime: "10:50",
      span: "Tue 24 Nov 2026, 10:00–10:50 Berlin",
      local: "Tue 24 Nov 2026, 10:00 Berlin",
      utc: "09:00 UTC",
    });
  });

  it("says the day where it is another one", () => {
    expect(call("Asia/Kolkata", "2:00").utc).toBe("Mon 23 Nov 2026, 20:30 UTC");
    expect(call("America/New_York", "23:30").utc).toBe("Wed 25 Nov 2026, 04:30 UTC");
    expect(call("UTC", "23:30").endTime).toBe("Wed 25 Nov 2026, 00:20");
  });
});

describe("formatLeadTime", () => {
  it.each([
    [{ amount: 3, unit: "days" }, "3 days"],
    [{ amount: 1, unit: "business-days" }, "1 business day"],
    [{ amount: 2, unit: "business-days" }, "2 business days"],
    [{ amount: 1, unit: "weeks" }, "1 week"],
    [{ amount: 36, unit: "hours" }, "36 hours"],
  ] as const)("%j", (leadTime, text) => {
    expect(formatLeadTime(leadTime)).toBe(text);
  });
});

describe("days and instants", () => {
  it.each([
    ["2026-02-28", true],
    ["2028-02-29", true],
    ["2026-02-29", false],
    ["2026-13-01", false],
    ["2026-1-1", false],
    ["1899-12-31", false],
    ["1900-01-01", true],
    ["tomorrow", false],
  ])("%s is a day: %s", (text, known) => {
    expect(isPlainDate(text)).toBe(known);
  });

  it("what is no day is refused", () => {
    expect(() => formatDay("2026-02-30")).toThrow('expected a day as YYYY-MM-DD, got "2026-02-30"');
    expect(() => addDays("soon", 1)).toThrow(RangeError);
  });

  it("are counted", () => {
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(daysBetween("2026-03-01", "2026-02-28")).toBe(-1);
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
    expect(["2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06"].map(isWeekend)).toEqual([false, true, true, false]);
  });

  it("instants with and without fractions and offsets are one", () => {
    expect(epochOf("2026-12-01T09:00:00.000Z")).toBe(epochOf("2026-12-01T10:00:00+01:00"));
    expect(addMinutes("2026-12-01T09:00:00.000Z", -30)).toBe("2026-12-01T08:30:00Z");
    expect(addMinutes("2026-12-01T09:00:00.250Z", 0)).toBe("2026-12-01T09:00:00.250Z");
    expect(toInstant("2026-12-01", "10:00", "Europe/Berlin")).toBe("2026-12-01T09:00:00Z");
    expect(toLocal("2026-12-01T09:00:00Z", "Australia/Lord_Howe")).toEqual({ date: "2026-12-01", time: "20:00" });
    expect(() => epochOf("2026-12-01T09:00:00")).toThrow(
      'expected an instant such as 2026-12-01T09:00:00Z, got "2026-12-01T09:00:00"',
    );
    expect(() => epochOf("soonZ")).toThrow(RangeError);
  });
});
