import HolidayLibrary from "date-holidays";
import { describe, expect, it } from "vitest";
import {
  createHolidayCalendar,
  isKnownCountry,
  knownCountries,
  nearestCountry,
  needsHolidayCalendar,
} from "../../../src/domain/schedule/holidays.ts";

describe("createHolidayCalendar", () => {
  it("knows the public holidays of a country, in its language", async () => {
    const calendar = await createHolidayCalendar(["DE"]);
    const days = ["2026-10-03", "2026-12-25", "2026-12-26", "2027-01-01", "2026-12-24", "2026-10-31", "2026-10-04"];
    expect(days.map(calendar)).toEqual([
      "Tag der Deutschen Einheit (DE)",
      "1. Weihnachtstag (DE)",
      "2. Weihnachtstag (DE)",
      "Neujahr (DE)",
      null,
      null,
      null,
    ]);
  });

  it("knows states, in any case", async () => {
    const [bavaria, berlin] = await Promise.all([createHolidayCalendar(["de-by"]), createHolidayCalendar(["DE-BE"])]);
    expect([bavaria("2026-01-06"), berlin("2026-01-06")]).toEqual(["Heilige Drei Könige (DE-BY)", null]);
    expect([bavaria("2026-03-08"), berlin("2026-03-08")]).toEqual([null, "Internationaler Frauentag (DE-BE)"]);
  });

  it("a day is a holiday when it is one on either side of the table", async () => {
    const calendar = await createHolidayCalendar(["DE", "US-CA", "AT", "DE"]);
    expect(calendar("2026-11-26")).toBe("Thanksgiving Day (US-CA)");
    expect(calendar("2026-10-03")).toBe("Tag der Deutschen Einheit (DE)");
    expect(calendar("2026-12-25")).toBe("1. Weihnachtstag (DE), Christmas Day (US-CA), Christtag (AT)");
    expect(calendar("2026-05-01")).toBe("Maifeiertag (DE), Staatsfeiertag (AT)");
    expect(calendar("2027-01-01")).toBe("Neujahr (DE, AT), New Year's Day (US-CA)");
    expect(calendar("2026-11-25")).toBeNull();
  });

  it("holidays from sunset count for the day whose noon they cover", async () => {
    const calendar = await createHolidayCalendar(["IL"]);
    expect(calendar("2026-04-01")).toBeNull();
    expect(calendar("2026-04-02")).toBe("פסח (IL)");
    expect(calendar("2026-04-03")).toBeNull();
  });

  it("holidays of several days count on each, half days do not", async () => {
    const calendar = await createHolidayCalendar(["TR"]);
    expect(
      ["2026-03-19", "2026-03-20", "2026-03-21", "2026-03-22", "2026-03-23"].map((day) => calendar(day) !== null),
    ).toEqual([false, true, true, true, false]);
  });

  it("without countries no day is a holiday", async () => {
    expect((await createHolidayCalendar([]))("2026-12-25")).toBeNull();
  });

  it("an unknown code is refused", async () => {
    await expect(createHolidayCalendar(["DE", "XX"])).rejects.toThrow(
      'expected a country such as DE or DE-BY, got "XX"',
    );
  });
});

describe("country codes", () => {
  it("are those of the library", () => {
    const library = new HolidayLibrary();
    const expected = Object.keys(library.getCountries()).flatMap((country) => [
      country,
      ...Object.keys(library.getStates(country) ?? {}).flatMap((state) => [
        `${country}-${state}`,
        ...Object.keys(library.getRegions(country, state) ?? {}).map((region) => `${country}-${state}-${region}`),
      ]),
    ]);
    expect([...knownCountries()].sort()).toEqual(expected.sort());
  });

  it.each([
    ["DE", true],
    ["de", true],
    ["DE-BY", true],
    ["us-ca-la", true],
    ["NZ-CAN-TIMARU", true],
    ["XX", false],
    ["DE-XX", false],
    ["", false],
  ])("%s: %s", (code, known) => {
    expect(isKnownCountry(code)).toBe(known);
  });

  it.each([
    ["UK", "GB"],
    ["usa", "US"],
    ["DE-BYY", "DE-BY"],
    ["DE-QQQQQ", "DE"],
    ["DEU", "DE"],
    ["Q9Q9Q9Q9", null],
  ])("%s means %s", (code, nearest) => {
    expect(nearestCountry(code)).toBe(nearest);
  });
});

describe("needsHolidayCalendar", () => {
  it.each([
    ["ignore", "days", false],
    ["ignore", "business-days", true],
    ["skip", "days", true],
    ["shift-next-day", "weeks", true],
  ] as const)("%s with a lead time in %s: %s", (policy, unit, needed) => {
    expect(needsHolidayCalendar({ holidays: policy, leadTime: { amount: 2, unit } })).toBe(needed);
  });
});
