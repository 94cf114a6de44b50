import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DayResult, dayProblem, parseDay } from "../../../src/domain/commands/parse-day.ts";
import { TEXT_LANGUAGES } from "../../../src/domain/texts/language.ts";
import { textsIn } from "../../../src/domain/texts/texts.ts";
import { addDays } from "../../../src/domain/time/dates.ts";
import { EN } from "../../support/texts.ts";

const TODAY = "2026-11-22";

describe("parseDay", () => {
  const days: readonly (readonly [text: string, date: string])[] = [
    ["2026-12-03", "2026-12-03"],
    [" 2026-11-22 ", "2026-11-22"],
    ["22 Nov", "2026-11-22"],
    ["21 Nov", "2027-11-21"],
    ["3 dec", "2026-12-03"],
    ["03 December", "2026-12-03"],
    ["3. Dec.", "2026-12-03"],
    ["1st Jan", "2027-01-01"],
    ["2nd sept 2027", "2027-09-02"],
    ["3 Dec, 2028", "2028-12-03"],
    ["Thu 3 Dec", "2026-12-03"],
    ["3. Dezember", "2026-12-03"],
    ["3. Dez. 2026", "2026-12-03"],
    ["Do., 3. Dez. 2026", "2026-12-03"],
    ["Donnerstag, 3. Dezember", "2026-12-03"],
    ["Di, 2. März", "2027-03-02"],
    ["jueves 3 diciembre", "2026-12-03"],
    ["thursday, 3 Dec 2026", "2026-12-03"],
    ["29 Feb", "2028-02-29"],
  ];
  for (const [text, date] of days) it(text, () => expect(parseDay(text, TODAY)).toEqual({ ok: true, date }));

  it("29 February may be eight years away", () => {
    expect(parseDay("29 Feb", "2096-03-01")).toEqual({ ok: true, date: "2104-02-29" });
  });

  const unclear = "can be read in more than one way; write it as 2026-12-03 or 3 Dec 2026";
  const expected = "expected a day such as 2026-12-03 or 3 Dec 2026";
  const refused: readonly (readonly [text: string, problem: string])[] = [
    ["", "the day is missing; write it as 2026-12-03 or 3 Dec 2026"],
    ["03/04", `03/04 ${unclear}`],
    ["03/04/2027", `03/04/2027 ${unclear}`],
    ["3.12.", `3.12. ${unclear}`],
    ["12-03", `12-03 ${unclear}`],
    ["2027/01/02", `2027/01/02 ${unclear}`],
    ["2026-13-01", "there is no day 2026-13-01"],
    ["2027-02-29", "there is no day 2027-02-29"],
    ["31 Jun", "there is no day 31 Jun"],
    ["29 Feb 2027", "there is no day 29 Feb 2027"],
    ["0 Dec", "there is no day 0 Dec"],
    ["3 Dezz", `${expected}, not "3 Dezz"`],
    ["constructor 3 Dec", `${expected}, not "constructor 3 Dec"`],
    ["3 toString", `${expected}, not "3 toString"`],
    ["tomorrow", `${expected}, not "tomorrow"`],
    ["2026-12-03 at 10:00", `${expected}, not "2026-12-03 at 10:00"`],
    ["Dec 3", `${expected}, not "Dec 3"`],
    ["Fr., 3. Dez.", "Fr., 3. Dez. does not fit: that day is Thu 3 Dec 2026"],
    ["Fri 3 Dec", "Fri 3 Dec does not fit: that day is Thu 3 Dec 2026"],
    ["2026-11-21", "Sat 21 Nov 2026 is over"],
    ["1 Nov 2026", "Sun 1 Nov 2026 is over"],
  ];
  const problemOf = (day: DayResult): string | null => (day.ok ? null : dayProblem(day.problem, EN));
  for (const [text, problem] of refused) {
    it(text, () => expect(problemOf(parseDay(text, TODAY))).toBe(problem));
  }

  it.each(TEXT_LANGUAGES)("reads what the bot writes, with and without the year (%s)", (language) => {
    const { format } = textsIn(language);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), fc.integer({ min: 0, max: 3_000 }), (ahead, from) => {
        const today = addDays(TODAY, from);
        const date = addDays(today, ahead);
        expect(parseDay(format.day(date), today)).toEqual({ ok: true, date });
        expect(parseDay(format.day(date, { year: false }), today)).toEqual({ ok: true, date });
      }),
    );
  });
});
