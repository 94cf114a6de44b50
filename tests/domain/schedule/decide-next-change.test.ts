import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideAgendas } from "../../../src/domain/schedule/decide.ts";
import type { SeriesDecisions, SeriesSchedule } from "../../../src/domain/schedule/types.ts";
import { assertOften } from "../../support/assert-often.ts";
import { days, move, noHolidays, overrides, schedule } from "./builders.ts";

function decide(
  series: SeriesSchedule,
  now: string,
  existing: readonly string[] = [],
  changes = overrides(),
  calendar = noHolidays,
): SeriesDecisions {
  return decideAgendas(series, calendar, changes, new Set(existing), now);
}

function shown({ decisions }: SeriesDecisions): readonly string[] {
  return decisions.map(({ occurrence, decision, reason }) => `${occurrence.id} ${decision} ${reason.rule}`);
}

describe("nextChangeAt", () => {
  const series = schedule(undefined, {
    skip: [days("2026-10-06")],
    move: [move("2026-11-17", "2026-11-19", "16:00"), move("2026-12-15", "2026-12-01", "10:30")],
  });
  const all = ["2026-09-22", "2026-10-20", "2026-11-03", "2026-11-17", "2026-12-01", "2026-12-15", "2026-12-29"];
  const outline = (result: SeriesDecisions): string => JSON.stringify([shown(result), result.next?.id]);

  it("is the first instant at which the list differs, and nothing changes before it", () => {
    const minute = fc.integer({
      min: Date.parse("2026-09-20T00:00:00Z") / 60_000,
      max: Date.parse("2027-01-05T00:00:00Z") / 60_000,
    });
    fc.assert(
      fc.property(minute, fc.subarray(all), fc.double({ min: 0, max: 1, noNaN: true }), (at, existing, part) => {
        const now = at * 60_000;
        const result = decide(series, new Date(now).toISOString(), existing);
        const change = Date.parse(result.nextChangeAt ?? "");
        expect(change).toBeGreaterThan(now);
        const between = new Date(Math.min(change - 1, Math.floor(now + part * (change - now)))).toISOString();
        expect(outline(decide(series, between, existing))).toBe(outline(result));
        expect(outline(decide(series, new Date(change - 1).toISOString(), existing))).toBe(outline(result));
        expect(outline(decide(series, new Date(change).toISOString(), existing))).not.toBe(outline(result));
      }),
      { numRuns: 30 },
    );
  });

  it("at most one call is due at any time, it is the next one, and it has no agenda", () => {
    const hour = fc.integer({
      min: Date.parse("2026-09-20T00:00:00Z") / 3_600_000,
      max: Date.parse("2027-01-05T00:00:00Z") / 3_600_000,
    });
    assertOften(
      { "a call is due": 0.05 },
      (asserted) =>
        fc.property(hour, fc.subarray(all), (at, existing) => {
          const now = new Date(at * 3_600_000).toISOString();
          const { decisions, next } = decide(series, now, existing);
          const due = decisions.filter(({ decision }) => decision === "due");
          expect(due.length).toBeLessThanOrEqual(1);
          for (const { occurrence } of due) {
            asserted("a call is due");
            expect(occurrence).toBe(next);
            expect(existing).not.toContain(occurrence.id);
            expect(
              Date.parse(occurrence.agendaDueAt) <= Date.parse(now) && Date.parse(now) < Date.parse(occurrence.start),
            ).toBe(true);
          }
          expect(decisions.map(({ occurrence }) => Date.parse(occurrence.start))).toEqual(
            decisions.map(({ occurrence }) => Date.parse(occurrence.start)).sort((a, b) => a - b),
          );
        }),
      { numRuns: 100 },
    );
  });
});
