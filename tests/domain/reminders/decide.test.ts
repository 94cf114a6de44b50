import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { decideReminders } from "../../../src/domain/reminders/decide.ts";
import { stepWindow } from "../../../src/domain/reminders/steps.ts";
import type { ReminderInput, ReminderItem } from "../../../src/domain/reminders/types.ts";
import { isBusinessDay } from "../../../src/domain/time/business-days.ts";
import { addDays } from "../../../src/domain/time/dates.ts";
import { addMinutes, epochOf, toLocal } from "../../../src/domain/time/zoned-time.ts";
import { assertOften } from "../../support/assert-often.ts";
import { at, calendar, decide, input, item } from "./builders.ts";

const reminded = (now: string, one: ReminderItem, changes: Partial<ReminderInput> = {}): string | null =>
  decide(now, [one], changes).reminders[0]?.items[0]?.step ?? null;

const carried = item({ due: null, carries: 4, callDate: "2026-12-01" });
const old = item({ due: null, raised: "2026-11-03" });

describe("when an item is reminded of", () => {
  const rows: readonly (readonly [what: string, one: ReminderItem, day: string, step: string | null])[] = [
    ["not on the due day", item(), "2026-12-01", null],
    ["on the first business day after it", item(), "2026-12-02", "overdue"],
    ["up to three business days later", item(), "2026-12-07", "overdue"],
    ["not after that", item(), "2026-12-08", null],
    ["again a week later", item(), "2026-12-09", "overdue"],
    ["and a third time", item(), "2026-12-16", "overdue"],
    ["no fourth time", item({ raised: "2026-12-01" }), "2026-12-23", null],
    ["after a Friday on Monday", item({ due: "2026-12-04" }), "2026-12-07", "overdue"],
    ["after Christmas on Monday", item({ due: "2026-12-24" }), "2026-12-28", "overdue"],
    ["not without a due date", item({ due: null }), "2026-12-02", null],
    ["carried too often: from the day of the call on", carried, "2026-12-01", "carried"],
    ["carried too often: not before the call", carried, "2026-11-30", null],
    ["carried too often: a week later", carried, "2026-12-08", "carried"],
    ["carried as often as may be", item({ due: null, carries: 3, callDate: "2026-12-01" }), "2026-12-01", null],
    ["four weeks old", old, "2026-12-01", null],
    ["older than four weeks", old, "2026-12-02", "old"],
    [
      "overdue goes before the others",
      { ...carried, due: "2026-12-01", raised: "2026-11-03" },
      "2026-12-02",
      "overdue",
    ],
    ["carried goes before old", { ...carried, raised: "2026-11-03" }, "2026-12-02", "carried"],
    ["sent a week ago", item({ sent: [{ at: at("2026-12-02") }] }), "2026-12-09", "overdue"],
    ["sent late in the first window", item({ sent: [{ at: at("2026-12-04") }] }), "2026-12-10", null],
    ["sent late: a week after that", item({ sent: [{ at: at("2026-12-04") }] }), "2026-12-11", "overdue"],
    ["sent twice", item({ sent: [{ at: at("2026-12-09") }, { at: at("2026-12-02") }] }), "2026-12-16", "overdue"],
    ["snoozed", item({ snoozedUntil: "2026-12-14" }), "2026-12-09", null],
    ["told today", item({ toldOn: "2026-12-02" }), "2026-12-02", null],
    ["told yesterday", item({ toldOn: "2026-12-01" }), "2026-12-02", "overdue"],
    ["when the snooze is over", item({ snoozedUntil: "2026-12-14" }), "2026-12-14", "overdue"],
    ["a snooze that ended before", item({ snoozedUntil: "2026-11-30" }), "2026-12-02", "overdue"],
  ];
  for (const [what, one, day, step] of rows) it(what, () => expect(reminded(at(day), one)).toBe(step));

  it("never when it is switched off", () => {
    const rules = { enabled: false, everyDays: 7, atMost: 3 };
    expect(decide(at("2026-12-02"), [item()], { rules })).toEqual({ reminders: [], postponed: [], nextAt: null });
    expect(stepWindow(item(), input(at("2026-12-02"), [], { rules }))).toBe(false);
  });

  it("daily reminders go daily", () => {
    const rules = { enabled: true, everyDays: 1, atMost: 3 };
    expect(reminded(at("2026-12-02"), item(), { rules })).toBe("overdue");
    const sent = [{ at: at("2026-12-02") }];
    expect(reminded(at("2026-12-02", "13:00"), item({ sent }), { rules })).toBeNull();
    expect(reminded(at("2026-12-03"), item({ sent }), { rules })).toBe("overdue");
  });
});

describe("what a reminder says", () => {
  const due = (one: ReminderItem, changes: Partial<ReminderInput> = {}): unknown =>
    decide(at("2026-12-02"), [one], changes).reminders[0]?.items[0];

  it("which one it is, of what, and to whom", () => {
    expect(due(item())).toEqual({ id: "12-k3f", step: "overdue", number: 1, proposeIssue: false, mention: "bob" });
    expect(due({ ...old, sent: [{ at: at("2026-11-24") }] })).toMatchObject({ step: "old", number: 2 });
  });

  it("an issue of its own is proposed for what is older than four weeks, whatever the step", () => {
    expect(due(old)).toMatchObject({ step: "old", proposeIssue: true });
    expect(due(item({ raised: "2026-11-03" }))).toMatchObject({ step: "overdue", proposeIssue: true });
    expect(due(item({ raised: "2026-11-04" }))).toMatchObject({ step: "overdue", proposeIssue: false });
  });

  const people: readonly (readonly [
    what: string,
    one: Partial<ReminderItem>,
    customerToo: boolean,
    mention: string,
  ])[] = [
    ["the owner of the account team", {}, false, "bob"],
    ["the CSM for the customer", { ownerSide: "customer" }, false, "jane"],
    ["the CSM for others", { ownerSide: "other" }, false, "jane"],
    ["the CSM where nobody owns it", { owner: null, ownerSide: null }, true, "jane"],
    ["the customer where that may be", { ownerSide: "customer" }, true, "bob"],
    ["others where that may be", { ownerSide: "other" }, true, "bob"],
  ];
  for (const [what, one, mentionsCustomer, mention] of people) {
    it(`mentions ${what}`, () => expect(due(item(one), { mentionsCustomer })).toMatchObject({ mention }));
  }
});

describe("comments", () => {
  it("are one per issue, in order, each person once", () => {
    const { reminders } = decide(at("2026-12-02"), [
      item({ id: "20-bbb", issueIid: asIssueIid(20), owner: "eve" }),
      item({ id: "12-ccc", due: null, carries: 9, callDate: "2026-12-02", owner: "Bob" }),
      item({ id: "12-bbb" }),
      item({ id: "12-aaa", due: "2026-11-30" }),
      item({ id: "12-ddd", owner: null, ownerSide: null }),
    ]);
    expect(reminders.map(({ issueIid, items, notifies }) => [issueIid, items.map(({ id }) => id), notifies])).toEqual([
      [12, ["12-aaa", "12-bbb", "12-ddd", "12-ccc"], ["bob", "jane"]],
      [20, ["20-bbb"], ["eve"]],
    ]);
  });

  it("that would mention nobody do not go", () => {
    const nobody = item({ id: "13-aaa", issueIid: asIssueIid(13), owner: null, ownerSide: null });
    const decision = decide(at("2026-12-02"), [nobody, item({ id: "12-ccc", ownerSide: "customer" }), item()], {
      csm: null,
    });
    expect(decision.reminders).toMatchObject([
      { issueIid: 12, items: [{ id: "12-ccc", mention: null }, { id: "12-k3f" }] },
    ]);
    expect(decision.postponed).toMatchObject([{ id: "13-aaa", reason: { rule: "reminder-nobody" }, until: null }]);
  });

  it("notify so many people a day at most", () => {
    const items = ["ann", "bob", "ann", "eve"].map((owner, index) =>
      item({ id: `12-aa${index}`, owner, issueIid: asIssueIid(12 + index) }),
    );
    const noise = { perDay: 3, hours: { quietHours: null } };
    const decision = decide(at("2026-12-02"), items, { noise, sentToday: 1 });
    expect(decision.reminders.map(({ issueIid, notifies }) => [issueIid, notifies])).toEqual([
      [12, ["ann"]],
      [13, ["bob"]],
      [14, ["ann"]],
    ]);
    expect(decision.postponed).toEqual([
      {
        id: "12-aa3",
        reason: {
          rule: "reminder-daily-limit",
          text: "reminders may notify 3 people a day",
          data: { perDay: 3, sentToday: 1 },
        },
        until: at("2026-12-03", "00:00"),
      },
    ]);
    expect(decision.nextAt).toBe(at("2026-12-03", "00:00"));
  });

  it("a limit that is reached on the last day of a window puts the item off to the next step, or for good", () => {
    const late = { noise: { perDay: 1, hours: { quietHours: null } }, sentToday: 1 };
    const [first, last] = [at("2026-12-07"), at("2026-12-21")];
    const reason = { text: "reminders may notify 1 person a day" };
    const next = at("2026-12-09", "00:00");
    expect(decide(first, [item()], late)).toMatchObject({ postponed: [{ reason, until: next }], nextAt: next });
    const worn = item({ raised: "2026-10-01" });
    expect(decide(last, [worn], late)).toMatchObject({ postponed: [{ reason, until: null }], nextAt: null });
  });
});

describe("what is postponed", () => {
  const postponed = (now: string, one: ReminderItem, changes: Partial<ReminderInput> = {}): unknown => {
    const decision = decide(now, [one], changes);
    expect(decision.reminders).toEqual([]);
    return decision.postponed.map(({ reason, until }) => [reason.rule, reason.text, until]);
  };

  it("quiet hours, in the evening and in the morning", () => {
    const why = ["reminder-quiet-hours", "reminders are quiet from 18:00 to 08:00"];
    const edited = item({ touchedAt: at("2026-12-02", "17:30") });
    expect(postponed(at("2026-12-02", "18:00"), edited)).toEqual([[...why, at("2026-12-03", "08:00")]]);
    expect(postponed(at("2026-12-03", "07:59"), edited)).toEqual([[...why, at("2026-12-03", "08:00")]]);
    expect(reminded(at("2026-12-03", "08:00"), item())).toBe("overdue");
    expect(reminded(at("2026-12-02", "17:59"), item())).toBe("overdue");
  });

  it("quiet hours at noon", () => {
    const noise = { perDay: 5, hours: { quietHours: { from: "12:00", to: "13:00" } } };
    expect(postponed(at("2026-12-02"), item(), { noise })).toEqual([
      ["reminder-quiet-hours", "reminders are quiet from 12:00 to 13:00", at("2026-12-02", "13:00")],
    ]);
    expect(reminded(at("2026-12-02", "13:00"), item(), { noise })).toBe("overdue");
  });

  it("the evening of the last day of a window: the next step", () => {
    expect(postponed(at("2026-12-07", "20:00"), item({ touchedAt: at("2026-12-07") }))).toEqual([
      ["reminder-quiet-hours", "reminders are quiet from 18:00 to 08:00", at("2026-12-09", "08:00")],
    ]);
  });

  it("no more once a business day of allowed hours passed in which nobody looked: a pipeline may run at night only", () => {
    expect(reminded(at("2026-12-03", "02:00"), item())).toBe("overdue");
    expect(reminded(at("2026-12-05", "02:00"), item())).toBe("overdue");
    // Not a day since it was edited, or since a reminder went out, which somebody looked for then.
    expect(reminded(at("2026-12-03", "02:00"), item({ touchedAt: at("2026-12-02", "09:00") }))).toBeNull();
    expect(reminded(at("2026-12-03", "02:00"), item(), { lastSentAt: at("2026-12-02", "09:00") })).toBeNull();
    expect(reminded(at("2026-12-03", "02:00"), item({ snoozedUntil: "2026-12-03" }))).toBeNull();
    const sent = [{ at: at("2026-12-02") }];
    expect(reminded(at("2026-12-09", "02:00"), item({ sent }))).toBeNull();
    expect(reminded(at("2026-12-10", "02:00"), item({ sent }))).toBe("overdue");
    expect(reminded(at("2026-12-10", "02:00"), item({ sent: [...sent, ...sent, ...sent] }))).toBeNull();
  });

  it("weekends and public holidays", () => {
    expect(postponed(at("2026-12-05"), item({ touchedAt: at("2026-12-04") }))).toEqual([
      ["reminder-day-off", "Sat 5 Dec 2026 is no business day", at("2026-12-07", "08:00")],
    ]);
    expect(postponed(at("2026-12-25"), item({ due: "2026-12-23", touchedAt: at("2026-12-24") }))).toEqual([
      ["reminder-day-off", "Fri 25 Dec 2026 is Christmas", at("2026-12-28", "08:00")],
    ]);
  });

  it("a snooze", () => {
    expect(postponed(at("2026-12-02"), item({ snoozedUntil: "2026-12-12" }))).toEqual([
      ["reminder-snoozed", "people asked for no reminder before Sat 12 Dec 2026", at("2026-12-14", "08:00")],
    ]);
  });

  it("the announcement of the same day", () => {
    expect(postponed(at("2026-12-02"), item({ toldOn: "2026-12-02" }))).toEqual([
      ["reminder-told-today", "its participants were told of the follow-up today", at("2026-12-03", "08:00")],
    ]);
  });

  it("so soon after the last one", () => {
    const one = item({ carries: 4, callDate: "2026-12-01", sent: [{ at: at("2026-12-01") }] });
    expect(postponed(at("2026-12-02"), one)).toEqual([
      ["reminder-too-soon", "the last reminder was on Tue 1 Dec 2026", at("2026-12-08", "08:00")],
    ]);
  });

  it("the limit per item", () => {
    const sent = ["2026-11-10", "2026-11-17", "2026-11-24"].map((day) => ({ at: at(day) }));
    expect(postponed(at("2026-12-02"), item({ sent }))).toEqual([
      ["reminder-limit-reached", "people were reminded of it 3 times already, which is the limit", null],
    ]);
    const rules = { enabled: true, everyDays: 7, atMost: 1 };
    expect(postponed(at("2026-12-02"), item({ sent: sent.slice(0, 1) }), { rules })).toEqual([
      ["reminder-limit-reached", "people were reminded of it 1 time already, which is the limit", null],
    ]);
  });

  it("nothing is said of what was done, or of what is not yet due", () => {
    expect(postponed(at("2026-12-03"), item({ sent: [{ at: at("2026-12-02") }] }))).toEqual([]);
    expect(postponed(at("2026-12-01"), item())).toEqual([]);
    expect(postponed(at("2026-12-09"), item({ snoozedUntil: "2026-12-03", sent: [{ at: at("2026-12-03") }] }))).toEqual(
      [],
    );
  });
});

describe("nextAt", () => {
  const rows: readonly (readonly [what: string, now: string, one: ReminderItem, nextAt: string | null])[] = [
    ["the first trigger", at("2026-11-24"), item(), at("2026-12-02", "08:00")],
    ["the next step after one that goes now", at("2026-12-02"), item(), at("2026-12-09", "08:00")],
    ["old age, when nothing else comes", at("2026-11-24"), item({ due: null }), at("2026-12-23", "08:00")],
    ["after the last window", at("2027-03-01"), item(), null],
  ];
  for (const [what, now, one, nextAt] of rows) it(what, () => expect(decide(now, [one]).nextAt).toBe(nextAt));

  it("without items is never", () => expect(decide(at("2026-12-02"), []).nextAt).toBeNull());
});

describe("stepWindow", () => {
  const rows: readonly (readonly [day: string, open: boolean])[] = [
    ["2026-12-01", false],
    ["2026-12-02", true],
    ["2026-12-05", true],
    ["2026-12-07", true],
    ["2026-12-08", false],
    ["2026-12-09", true],
  ];
  for (const [day, open] of rows) {
    it(`${day} is ${open ? "in" : "out"}`, () => expect(stepWindow(item(), input(at(day), []))).toBe(open));
  }
});

const day = fc.integer({ min: 0, max: 60 }).map((ahead) => addDays("2026-11-01", ahead));
const instant = fc.integer({ min: 0, max: 60 * 1440 }).map((minutes) => addMinutes("2026-11-01T00:00:00Z", minutes));
/** In the middle of a week, by day in Berlin and New York. */
const BUSY = "2026-11-18T15:00:00Z";
const near = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((ahead) => addDays(BUSY.slice(0, 10), ahead));
interface Days {
  readonly due: fc.Arbitrary<string>;
  readonly sent: fc.Arbitrary<string>;
  readonly snoozed: fc.Arbitrary<string>;
}
const itemsOf = ({ due, sent, snoozed }: Days) =>
  fc.array(
    fc.record({
      owner: fc.option(fc.constantFrom("ann", "bob", "eve")),
      ownerSide: fc.constantFrom("account-team" as const, "customer" as const, "other" as const),
      due: fc.option(due),
      raised: day,
      carries: fc.integer({ min: 0, max: 5 }),
      callDate: day,
      issueIid: fc.integer({ min: 1, max: 3 }).map(asIssueIid),
      sent: fc.array(
        sent.map((moment) => ({ at: moment })),
        { maxLength: 3 },
      ),
      snoozedUntil: fc.option(snoozed),
      touchedAt: instant,
    }),
    { maxLength: 6 },
  );
const hoursOf = (min: number, max: number) =>
  fc.integer({ min, max }).map((hour) => `${String(hour).padStart(2, "0")}:30`);
const inputsOf = (now: fc.Arbitrary<string>, days: Days, quietHours: fc.Arbitrary<{ from: string; to: string }>) =>
  fc
    .record({
      items: itemsOf(days),
      now,
      quietHours: fc.option(quietHours),
      perDay: fc.integer({ min: 0, max: 3 }),
      everyDays: fc.integer({ min: 1, max: 9 }),
      csm: fc.option(fc.constantFrom("jane", "bob")),
      timeZone: fc.constantFrom("Europe/Berlin", "America/New_York", "Pacific/Auckland"),
    })
    .map(({ items, now, quietHours, perDay, everyDays, csm, timeZone }) =>
      input(
        now,
        items.map((one, index) =>
          item({ ...one, id: `${index + 1}-aaa`, ownerSide: one.owner === null ? null : one.ownerSide }),
        ),
        { noise: { perDay, hours: { quietHours } }, rules: { enabled: true, everyDays, atMost: 3 }, csm, timeZone },
      ),
    );
const anyHours = hoursOf(0, 23);
const sentBefore = near(-12, -1).map((date) => `${date}T10:00:00Z`);
/** Any moment, and one at which most items have something due. */
const inputs = fc.oneof(
  inputsOf(instant, { due: day, sent: instant, snoozed: day }, fc.record({ from: anyHours, to: anyHours })),
  {
    weight: 3,
    arbitrary: inputsOf(
      fc.constant(BUSY),
      { due: near(-4, 0), sent: sentBefore, snoozed: near(-9, 1) },
      fc.record({ from: hoursOf(17, 21), to: hoursOf(4, 9) }),
    ),
  },
);

describe("properties", () => {
  const isAllowed = (moment: string, { noise, timeZone }: ReminderInput): boolean => {
    const local = toLocal(moment, timeZone);
    const { from = "", to = "" } = noise.hours === "any-time" ? {} : (noise.hours.quietHours ?? {});
    const quiet = from <= to ? from <= local.time && local.time < to : local.time >= from || local.time < to;
    return isBusinessDay(local.date, calendar) && !quiet;
  };

  /** The last allowed moment of the half hours before. */
  const lastAllowed = (one: ReminderInput): string => {
    let moment = addMinutes(one.now, -1);
    while (!isAllowed(moment, one)) moment = addMinutes(moment, -30);
    return moment;
  };

  it("reminders keep to the hours, the limits and the people", () => {
    assertOften(
      {
        "a reminder": 0.12,
        "nobody looked": 0.005,
        "to the customer's side or nobody": 0.08,
        "after another one": 0.06,
        later: 0.5,
      },
      (asserted) =>
        fc.property(inputs, (one) => {
          const { reminders, postponed, nextAt } = decideReminders(one);
          if (reminders.length > 0) asserted("a reminder");
          for (const { id } of isAllowed(one.now, one) ? [] : reminders.flatMap(({ items }) => items)) {
            asserted("nobody looked");
            const its = one.items.find((candidate) => candidate.id === id)!;
            const before = decideReminders({ ...one, csm: "jane", items: [its], sentToday: 0, now: lastAllowed(one) });
            expect(before.reminders.length).toBe(1);
          }
          const people = new Set(reminders.flatMap(({ notifies }) => notifies));
          expect(people.size).toBeLessThanOrEqual(one.noise.perDay);
          for (const { items, notifies } of reminders) {
            expect(new Set(items.flatMap(({ mention }) => mention ?? []))).toEqual(new Set(notifies));
            expect(notifies.length).toBeGreaterThan(0);
          }
          const today = toLocal(one.now, one.timeZone).date;
          const ids = [...reminders.flatMap(({ items }) => items), ...postponed].map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          for (const { id, number, mention } of reminders.flatMap(({ items }) => items)) {
            const its = one.items.find((candidate) => candidate.id === id)!;
            expect(number).toBe(its.sent.length + 1);
            expect(number).toBeLessThanOrEqual(one.rules.atMost);
            expect((its.snoozedUntil ?? "") <= today).toBe(true);
            expect(stepWindow(its, one)).toBe(true);
            for (const sent of its.sent) {
              asserted("after another one");
              expect(addDays(toLocal(sent.at, one.timeZone).date, one.rules.everyDays) <= today).toBe(true);
            }
            if (its.ownerSide !== "account-team") asserted("to the customer's side or nobody");
            if (its.ownerSide !== "account-team") expect(mention).toBe(one.csm);
          }
          for (const until of [nextAt, ...postponed.map((late) => late.until)]) {
            if (until === null) continue;
            asserted("later");
            expect(epochOf(until)).toBeGreaterThan(epochOf(one.now));
            expect(isAllowed(until, one)).toBe(true);
          }
        }),
      { numRuns: 500 },
    );
  });

  it("nothing happens before nextAt, and something is decided anew then", () => {
    fc.assert(
      fc.property(inputs, fc.double({ min: 0, max: 0.999, noNaN: true }), (one, part) => {
        const before = decideReminders(one);
        const sent = new Set(before.reminders.flatMap(({ items }) => items.map(({ id }) => id)));
        const after = one.items.map((its) =>
          sent.has(its.id) ? { ...its, sent: [...its.sent, { at: one.now }] } : its,
        );
        const end = epochOf(before.nextAt ?? addMinutes(one.now, 200 * 1440));
        const between = new Date(epochOf(one.now) + 1 + (end - epochOf(one.now) - 1) * part).toISOString();
        const waiting = new Set(before.postponed.filter(({ until }) => until === null).map(({ id }) => id));
        const { reminders } = decideReminders({
          ...one,
          items: after.filter(({ id }) => !waiting.has(id)),
          now: between,
          noise: { ...one.noise, perDay: 0 },
        });
        expect(reminders).toEqual([]);
        const again = decideReminders({ ...one, items: after, now: between, noise: { ...one.noise, perDay: 9 } });
        const late = before.postponed
          .filter(({ reason }) => reason.rule === "reminder-daily-limit")
          .map(({ id }) => id);
        const news = again.reminders
          .flatMap(({ items }) => items)
          .filter(({ id, mention }) => mention !== null && !late.includes(id));
        expect(news).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("the order of the items does not matter", () => {
    fc.assert(
      fc.property(inputs, (one) => {
        const turned = decideReminders({ ...one, items: one.items.toReversed() });
        expect(turned.reminders).toEqual(decideReminders(one).reminders);
      }),
    );
  });

  it("without the comments nothing is missed: outside its windows an item has nothing due, and is looked at early", () => {
    assertOften(
      { "something is due": 0.5, "comments are unread": 0.3 },
      (asserted) =>
        fc.property(inputs, (one) => {
          const unread = one.items.map((its) => (stepWindow(its, one) ? its : { ...its, sent: [] }));
          const [known, guessed] = [decideReminders(one), decideReminders({ ...one, items: unread })];
          expect(guessed.reminders).toEqual(known.reminders);
          if (unread.some((its, at) => its !== one.items[at] && one.items[at]?.sent.length !== 0))
            asserted("comments are unread");
          if (known.nextAt !== null) asserted("something is due");
          if (known.nextAt !== null) expect(epochOf(guessed.nextAt!)).toBeLessThanOrEqual(epochOf(known.nextAt));
        }),
      { numRuns: 500 },
    );
  });
});
