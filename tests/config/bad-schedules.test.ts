import { describe, expect, it } from "vitest";
import { saidOfMeeting, saidOfWholeMeeting } from "./said.ts";

describe("rhythms and dates", () => {
  it("bi-monthly", () => {
    expect(saidOfWholeMeeting("repeat: bi-monthly on tuesday", "from: 2026-01-13")).toMatchInlineSnapshot(`
      "cadence.yml:5:13  meetings.cadence-call.repeat
        found     "bi-monthly on tuesday"
        problem   "bi-monthly" can mean twice a month or every two months
        allowed   every 2 weeks on tuesday at 10:00 | every month on the first and third tuesday at 10:00 |
                  every 2 months on the first tuesday at 10:00 | an rrule"
    `);
  });

  it("rhythm without a time", () => {
    expect(saidOfWholeMeeting("repeat: every 2 weeks on tuesday", "from: 2026-01-13")).toMatchInlineSnapshot(`
      "cadence.yml:5:13  meetings.cadence-call.repeat
        found     "every 2 weeks on tuesday"
        problem   the time of day is missing
        allowed   every 2 weeks on tuesday at 10:00"
    `);
  });

  it("an empty list of rhythms", () => {
    expect(saidOfWholeMeeting("repeat: []", "from: 2026-01-13")).toMatchInlineSnapshot(`
      "cadence.yml:5:13  meetings.cadence-call.repeat
        found     []
        problem   the list is empty: no call would be planned
        allowed   repeat: every 2 weeks on tuesday at 10:00"
    `);
  });

  it("once without a time misses nothing else", () => {
    expect(saidOfWholeMeeting("repeat: once on 2026-12-03")).toMatchInlineSnapshot(`
      "cadence.yml:5:13  meetings.cadence-call.repeat
        found     "once on 2026-12-03"
        problem   the time of day is missing
        allowed   once on 2026-12-03 at 10:00"
    `);
  });

  it("repeat and rrule", () => {
    expect(
      saidOfWholeMeeting("repeat: every week on monday at 10:00", "rrule: FREQ=WEEKLY", "from: 2026-01-13"),
    ).toMatchInlineSnapshot(`
      "cadence.yml:6:5  meetings.cadence-call.rrule
        found     "rrule"
        problem   repeat and rrule both say when the series meets
        allowed   repeat: every 2 weeks on tuesday at 10:00 | rrule: FREQ=MONTHLY;BYDAY=2TU,4TU with at: 10:00"
    `);
  });

  it("neither repeat nor rrule", () => {
    expect(saidOfWholeMeeting("from: 2026-01-13")).toMatchInlineSnapshot(`
      "cadence.yml:4:3  meetings.cadence-call.repeat
        problem   repeat is missing: how often and when the series meets
        allowed   repeat: every 2 weeks on tuesday at 10:00 | rrule: FREQ=MONTHLY;BYDAY=2TU,4TU with at: 10:00"
    `);
  });

  it("rrule without at", () => {
    expect(saidOfWholeMeeting("rrule: FREQ=WEEKLY;BYDAY=TU", "from: 2026-01-13")).toMatchInlineSnapshot(`
      "cadence.yml:4:3  meetings.cadence-call.at
        problem   at is missing: an rrule says the days, at says the time
        allowed   at: 10:00"
    `);
  });

  it("at with repeat", () => {
    expect(saidOfMeeting('at: "11:00"')).toMatchInlineSnapshot(`
      "cadence.yml:7:5  meetings.cadence-call.at
        found     "at"
        problem   at goes with rrule; with repeat the time stands in its words
        allowed   repeat: every 2 weeks on tuesday at 10:00"
    `);
  });

  it("bad rrule and bad time", () => {
    expect(saidOfWholeMeeting("rrule: FREQ=WEEKLY;BYDAY=2TU", "at: 25:00", "from: 2026-01-13")).toMatchInlineSnapshot(`
      "cadence.yml:5:12  meetings.cadence-call.rrule
        found     "FREQ=WEEKLY;BYDAY=2TU"
        problem   numbers in BYDAY mean nothing in a WEEKLY rule
        allowed   FREQ=WEEKLY;BYDAY=TU | FREQ=MONTHLY;BYDAY=1TU

      cadence.yml:6:9  meetings.cadence-call.at
        found     "25:00"
        problem   not a time of day
        allowed   10:00 | 14:30"
    `);
  });

  it("rrule whose hour is not at", () => {
    expect(saidOfWholeMeeting("rrule: FREQ=WEEKLY;BYHOUR=9", "at: 10:00", "from: 2026-01-13")).toMatchInlineSnapshot(`
      "cadence.yml:5:12  meetings.cadence-call.rrule
        found     "FREQ=WEEKLY;BYHOUR=9"
        problem   BYHOUR=9 does not fit the time 10:00
        allowed   no BYHOUR; the time is 10:00"
    `);
  });

  it("from is missing", () => {
    expect(saidOfWholeMeeting("repeat: every week on monday at 10:00")).toMatchInlineSnapshot(`
      "cadence.yml:4:3  meetings.cadence-call.from
        problem   from is missing: the first day the series may meet
        allowed   2026-01-13"
    `);
  });

  it("from after until", () => {
    expect(saidOfMeeting("until: 2025-12-31")).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.until
        found     "2025-12-31"
        problem   the series ends before it begins (from: 2026-01-13)
        allowed   2026-01-13 or later"
    `);
  });

  it("date that does not exist", () => {
    expect(saidOfMeeting("until: 2026-02-30")).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.until
        found     "2026-02-30"
        problem   there is no such day
        nearest   2026-02-28
        allowed   2026-02-01 to 2026-02-28"
    `);
  });

  it("month that does not exist", () => {
    expect(saidOfMeeting("until: 2026-13-01")).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.until
        found     "2026-13-01"
        problem   there is no month 13
        allowed   2026-01-13"
    `);
  });

  it("date the German way", () => {
    expect(saidOfMeeting("until: 31.12.2026")).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.until
        found     "31.12.2026"
        problem   not a date
        nearest   2026-12-31
        allowed   2026-01-13"
    `);
  });

  it("date that may be American", () => {
    expect(saidOfMeeting("until: 12/31/2026")).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.until
        found     "12/31/2026"
        problem   not a date
        nearest   2026-12-31
        allowed   2026-01-13"
    `);
  });

  it("range reversed", () => {
    expect(saidOfMeeting("skip: [2027-01-02..2026-12-22]")).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.skip[0]
        found     "2027-01-02..2026-12-22"
        problem   the range ends before it begins
        nearest   2026-12-22..2027-01-02
        allowed   2026-12-22..2027-01-02"
    `);
  });

  it("range without an end", () => {
    expect(saidOfMeeting("skip: [2026-12-22..]")).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.skip[0]
        found     "2026-12-22.."
        problem   the range has no end
        allowed   2026-05-05 | 2026-12-22..2027-01-02 | until: for the last day of a series |
                  pause: for a break without an end"
    `);
  });

  it("range with three dots", () => {
    expect(saidOfMeeting("skip: 2026-12-22...2027-01-02")).toMatchInlineSnapshot(`
      "cadence.yml:7:11  meetings.cadence-call.skip
        found     "2026-12-22...2027-01-02"
        problem   not a range: two dots stand between its ends
        nearest   2026-12-22..2027-01-02
        allowed   2026-05-05 | 2026-12-22..2027-01-02"
    `);
  });

  it("range with a bad end", () => {
    expect(saidOfMeeting("skip: [2026-12-22..2026-12-32]")).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.skip[0]
        found     "2026-12-22..2026-12-32"
        problem   there is no such day
        nearest   2026-12-31
        allowed   2026-12-01 to 2026-12-31"
    `);
  });

  it("skip as a map that contradicts itself", () => {
    expect(
      saidOfMeeting(
        "skip: [{ date: 2026-12-22, to: 2026-12-24 }, { reason: party }, { date: 2026-12-22, why: party }]",
      ),
    ).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.skip[0]
        found     { date: 2026-12-22, to: 2026-12-24 }
        problem   date stands beside from or to
        allowed   { date: 2026-05-05 } | { from: 2026-12-22, to: 2027-01-02 }

      cadence.yml:7:50  meetings.cadence-call.skip[1]
        found     { reason: party }
        problem   date, or from and to, are missing
        allowed   { date: 2026-05-05 } | { from: 2026-12-22, to: 2027-01-02 }

      cadence.yml:7:89  meetings.cadence-call.skip[2].why
        found     "why"
        problem   there is no such key here
        nearest   reason
        allowed   date | from | to | reason"
    `);
  });

  it("pause that is true", () => {
    expect(saidOfMeeting("pause: true")).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.pause
        found     true
        problem   true where a range, a map or a list is expected
        allowed   2026-07-01.. | [2026-07-01..2026-08-15] | { from: 2026-07-01, reason: parental leave }"
    `);
  });

  it("pause of one day", () => {
    expect(saidOfMeeting("pause: 2026-07-01")).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.pause
        found     "2026-07-01"
        problem   a pause needs an end, or two dots for none
        nearest   2026-07-01..
        allowed   2026-07-01.. | 2026-07-01..2026-07-01"
    `);
  });

  it("pause as a map, reversed", () => {
    expect(saidOfMeeting("pause: { from: 2026-07-01, to: 2026-06-01 }")).toMatchInlineSnapshot(`
      "cadence.yml:7:12  meetings.cadence-call.pause
        found     { from: 2026-07-01, to: 2026-06-01 }
        problem   the range ends before it begins
        nearest   2026-06-01..2026-07-01
        allowed   2026-06-01..2026-07-01"
    `);
  });

  it("move of a malformed date", () => {
    expect(saidOfMeeting("move: { tuesday: 2026-12-03 }")).toMatchInlineSnapshot(`
      "cadence.yml:7:13  meetings.cadence-call.move.tuesday
        found     "tuesday"
        problem   not a date
        allowed   the day the rhythm planned, 2026-12-01"
    `);
  });

  it("move of a date that does not exist", () => {
    expect(saidOfMeeting("move: { 2026-02-30: 2026-03-02 }")).toMatchInlineSnapshot(`
      "cadence.yml:7:13  meetings.cadence-call.move.2026-02-30
        found     "2026-02-30"
        problem   there is no such day
        nearest   2026-02-28
        allowed   the day the rhythm planned, 2026-12-01"
    `);
  });

  it("move to a bad time", () => {
    expect(saidOfMeeting("move: { 2026-12-01: 2026-12-03 noonish }")).toMatchInlineSnapshot(`
      "cadence.yml:7:25  meetings.cadence-call.move.2026-12-01
        found     "2026-12-03 noonish"
        problem   not a time of day
        allowed   2026-12-03 | 2026-12-03 14:00"
    `);
  });

  it("move as a map with a typo", () => {
    expect(saidOfMeeting("move: { 2026-12-01: { too: 2026-12-03 } }")).toMatchInlineSnapshot(`
      "cadence.yml:7:27  meetings.cadence-call.move.2026-12-01.too
        found     "too"
        problem   there is no such key here
        nearest   to
        allowed   to | at | reason"
    `);
  });

  it("move of a day that is skipped", () => {
    expect(saidOfMeeting("skip: [2026-12-01]", "move: { 2026-12-01: 2026-12-03 }")).toMatchInlineSnapshot(`
      "cadence.yml:8:13  meetings.cadence-call.move.2026-12-01
        found     "2026-12-01"
        problem   the same call is moved here and left out under skip
        allowed   one of both"
    `);
  });

  it("move of a day before the series", () => {
    expect(saidOfMeeting("move: { 2025-12-01: 2025-12-03 }")).toMatchInlineSnapshot(`
      "cadence.yml:7:13  meetings.cadence-call.move.2025-12-01
        found     "2025-12-01"
        problem   the call lies before the series begins (from: 2026-01-13)
        allowed   2026-01-13 or later"
    `);
  });

  it("move of a day after the series", () => {
    expect(saidOfMeeting("until: 2026-06-30", "move: { 2026-12-01: 2026-12-03 }")).toMatchInlineSnapshot(`
      "cadence.yml:8:13  meetings.cadence-call.move.2026-12-01
        found     "2026-12-01"
        problem   the call lies after the series ends (until: 2026-06-30)
        allowed   2026-06-30 or earlier"
    `);
  });

  it("call that is too long", () => {
    expect(saidOfMeeting("duration: 9 hours")).toMatchInlineSnapshot(`
      "cadence.yml:7:15  meetings.cadence-call.duration
        found     "9 hours"
        problem   a call takes 5 minutes to 8 hours
        allowed   50 minutes | 1 hour"
    `);
  });

  it("lead time without a number", () => {
    expect(saidOfMeeting("lead_time: some days")).toMatchInlineSnapshot(`
      "cadence.yml:7:16  meetings.cadence-call.lead_time
        found     "some days"
        problem   "some days" is no number and unit
        allowed   3 days | 2 business days | 72 hours | 1 week | P3D"
    `);
  });
});
