import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planOccurrences } from "../../../src/domain/schedule/occurrences.ts";
import type { HolidayPolicy, Recurrence, SeriesSchedule } from "../../../src/domain/schedule/types.ts";
import type { HolidayCalendar } from "../../../src/domain/time/types.ts";
import { days, holidays, move, overrides, schedule } from "./builders.ts";
import { dateOf, dayNumber, oracleDates, oracleInstant } from "./oracle.ts";

const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "America/Sao_Paulo",
  "Pacific/Apia",
  "UTC",
];
const REPEATS = [
  "every 2 weeks on tuesday at {}",
  "every week on monday and thursday at {}",
  "every weekday at {}",
  "every day at {}",
  "every 3 weeks on sunday at {}",
  "every month on the 31st at {}",
  "every month on the 29th at {}",
  "every month on the first tuesday at {}",
  "every month on the last friday at {}",
  "every 2 months on the 15th at {}",
  "quarterly on the second monday at {}",
  "every month on the last weekday at {}",
];

const wallTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "30", "59"))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);
// Years with the zones' own changes: Sao Paulo's midnight gaps, Apia's missing day and both of its seasons.
const first = fc.oneof(
  fc.integer({ min: dayNumber("2011-01-01"), max: dayNumber("2012-06-01") }),
  fc.integer({ min: dayNumber("2017-01-01"), max: dayNumber("2027-01-01") }),
);
const policy = fc.constantFrom<HolidayPolicy>("ignore", "skip", "shift-next-day", "shift-previous-day");

interface Case {
  readonly series: SeriesSchedule;
  readonly calendar: HolidayCalendar;
  readonly movedTo: Readonly<Record<string, string>>;
  readonly skippedIds: readonly string[];
  readonly ids: readonly string[];
}

/** Picks moves and skips among the real days of the series, so that they matter. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    repeat: fc.constantFrom(...REPEATS),
    time: wallTime,
    zone: fc.constantFrom(...ZONES),
    from: first,
    holidayPolicy: policy,
    picks: fc.array(
      fc.tuple(
        fc.constantFrom("skip", "move", "override", "unheld", "holiday"),
        fc.nat(200),
        fc.integer({ min: -40, max: 60 }),
      ),
      { maxLength: 9 },
    ),
  })
  .map(({ repeat, time, zone, from, holidayPolicy, picks }) => {
    const series = schedule(repeat.replace("{}", time), {
      timeZone: zone,
      from: dateOf(from),
      holidays: holidayPolicy,
    });
    const ids = oracleDates((series.recurrences[0] as Recurrence).rrule, series.from, dateOf(from + 420));
    const chosen = new Map(
      picks.map(([kind, index, distance]) => [ids[index % ids.length] as string, { kind, distance }]),
    );
    const of = (wanted: string): readonly string[] =>
      [...chosen].filter(([, { kind }]) => kind === wanted).map(([id]) => id);
    const away = (id: string): string => dateOf(dayNumber(id) + (chosen.get(id)?.distance ?? 0));
    return {
      series: {
        ...series,
        skip: of("skip").map((id) => days(id)),
        move: of("move").map((id) => move(id, away(id), "16:45")),
      },
      calendar: holidays(Object.fromEntries(of("holiday").map((id) => [id, "Holiday"]))),
      movedTo: Object.fromEntries(of("override").map((id) => [id, away(id)])),
      skippedIds: of("unheld"),
      ids,
    };
  });

/** The same, found day by day: a list of strings `id start state`. */
function expected({ series, calendar, movedTo, skippedIds, ids }: Case, from: number, to: number): readonly string[] {
  const isWorkday = (day: string): boolean =>
    ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && calendar(day) === null;
  const isSkipped = (day: string): boolean => series.skip.some((range) => range.from === day);
  const placed = ids.map((id) => {
    const moved = series.move.find(({ date }) => date === id);
    const date = movedTo[id] ?? moved?.toDate ?? id;
    const time = moved?.toTime ?? (series.recurrences[0] as Recurrence).time;
    if (skippedIds.includes(id) || isSkipped(id)) return { id, date, time, state: "skipped" };
    if (
      date !== id ||
      moved !== undefined ||
      movedTo[id] !== undefined ||
      calendar(id) === null ||
      series.holidays === "ignore"
    )
      return { id, date, time, state: "planned" };
    return { id, date, time, state: series.holidays === "skip" ? "skipped" : "shift" };
  });
  const taken = new Set(placed.filter(({ state }) => state === "planned").map(({ date }) => date));
  for (const call of placed.filter(({ state }) => state === "shift")) {
    let target = dayNumber(call.date);
    do target += series.holidays === "shift-next-day" ? 1 : -1;
    while (!isWorkday(dateOf(target)));
    const free = !taken.has(dateOf(target)) && !isSkipped(dateOf(target)) && dateOf(target) >= series.from;
    call.state = free ? "planned" : "skipped";
    if (free) call.date = dateOf(target);
    taken.add(dateOf(target));
  }
  // Clocks are slow to read: only calls within two days of the window, in any zone, are looked at closely.
  const isNear = (date: string): boolean =>
    Math.abs(dayNumber(date) * 86_400_000 - Math.max(from, Math.min(to, dayNumber(date) * 86_400_000))) <=
    2 * 86_400_000;
  return placed
    .filter(({ date }) => isNear(date))
    .map((call) => ({ ...call, start: oracleInstant(call.date, call.time, series.timeZone) }))
    .filter(({ start }) => start >= from && start < to)
    .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
    .map(
      ({ id, date, start, state }) =>
        `${id} ${new Date(start).toISOString()} ${series.timeZone === "Pacific/Apia" && date === "2011-12-30" ? "skipped" : state}`,
    );
}

describe("planOccurrences", () => {
  it("agrees with an oracle that goes day by day and reads clocks through Intl", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: -10, max: 300 }), fc.integer({ min: 1, max: 70 }), (made, begin, length) => {
        const from = (dayNumber(made.series.from) + begin) * 86_400_000;
        const to = from + length * 86_400_000;
        const found = planOccurrences(
          made.series,
          made.calendar,
          overrides({ moved: made.movedTo, skipped: made.skippedIds }),
          {
            from: new Date(from).toISOString(),
            to: new Date(to).toISOString(),
          },
        );
        const shown = found.map(({ id, start, state }) => `${id} ${new Date(start).toISOString()} ${state}`);
        expect(shown).toEqual(expected(made, from, to));
      }),
      { numRuns: 150 },
    );
  });

  it("windows side by side give every occurrence exactly once", () => {
    fc.assert(
      fc.property(cases, fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 2, maxLength: 5 }), (made, lengths) => {
        const changes = overrides({ moved: made.movedTo, skipped: made.skippedIds });
        let at = (dayNumber(made.series.from) - 45) * 86_400_000;
        const begin = at;
        const parts = lengths.flatMap((length) => {
          const window = { from: new Date(at).toISOString(), to: new Date(at + length * 86_400_000).toISOString() };
          at += length * 86_400_000;
          return planOccurrences(made.series, made.calendar, changes, window);
        });
        const whole = planOccurrences(made.series, made.calendar, changes, {
          from: new Date(begin).toISOString(),
          to: new Date(at).toISOString(),
        });
        expect(parts).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });
});
