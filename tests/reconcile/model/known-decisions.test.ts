import { expect, it } from "vitest";
import { decideAgendas } from "../../../src/domain/schedule/decide.ts";
import { type DecideAgendas, knownDecisions } from "../../../src/reconcile/model/recognise/known-decisions.ts";
import { days, move, noHolidays, overrides, schedule } from "../../domain/schedule/builders.ts";

const HOUR = 3_600_000;
const START = Date.parse("2026-09-20T00:00:00Z");

function counting() {
  let calls = 0;
  const decide: DecideAgendas = (...all) => {
    calls += 1;
    return decideAgendas(...all);
  };
  return { known: knownDecisions(decide), calls: () => calls };
}

it("hour by hour for three months it says what is decided anew, and seldom decides", () => {
  const series = schedule(undefined, { skip: [days("2026-10-06")], move: [move("2026-11-17", "2026-11-19", "16:00")] });
  const { known, calls } = counting();
  const existing = new Set<string>();
  let due = 0;
  const hours = 24 * 90;
  for (let hour = 0; hour < hours; hour += 3) {
    const now = new Date(START + hour * HOUR).toISOString();
    const fresh = decideAgendas(series, noHolidays, overrides(), existing, now);
    expect(known(series, noHolidays, overrides(), existing, now)).toEqual(fresh);
    const [made] = fresh.decisions.filter(({ decision }) => decision === "due");
    // Some hours after it is due.
    if (made !== undefined && hour % 12 === 0) existing.add(made.occurrence.id);
    due += made === undefined ? 0 : 1;
  }
  expect(due).toBeGreaterThan(5);
  expect(calls()).toBeLessThan(hours / 3 / 4);
});

it("what people did, other agendas, another calendar and an earlier time are looked at anew", () => {
  const series = schedule();
  const now = new Date(START).toISOString();
  const moved = overrides({ moved: { "2026-09-22": "2026-09-23" } });
  const holiday = (date: string) => (date === "2026-09-22" ? "A day off" : null);
  const cases: readonly Parameters<DecideAgendas>[] = [
    [series, noHolidays, overrides(), new Set(), now],
    [series, noHolidays, moved, new Set(), now],
    [series, noHolidays, overrides(), new Set(["2026-10-20"]), now],
    [series, holiday, overrides(), new Set(), now],
    [series, noHolidays, overrides(), new Set(), new Date(START - 24 * HOUR).toISOString()],
  ];
  const { known, calls } = counting();
  for (const one of [...cases, ...cases]) expect(known(...one)).toEqual(decideAgendas(...one));
  expect(calls()).toBeGreaterThan(5);
});
