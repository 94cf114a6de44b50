import { describe, expect, it } from "vitest";
import { parseRepeat } from "../../../src/domain/schedule/parse-repeat.ts";
import { parseRrule } from "../../../src/domain/schedule/parse-rrule.ts";

describe("parseRrule", () => {
  it.each([
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every 2 weeks on tuesday at 10:00"],
    ["rrule:freq=weekly; byday = mo, we ;", "FREQ=WEEKLY;BYDAY=MO,WE", "every week on monday and wednesday at 10:00"],
    ["FREQ=DAILY", "FREQ=DAILY", "every day at 10:00"],
    ["FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;INTERVAL=3", "every 3 days at 10:00"],
    ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every week on weekdays at 10:00"],
    [
      "FREQ=WEEKLY;BYDAY=MO,TU,WE",
      "FREQ=WEEKLY;BYDAY=MO,TU,WE",
      "every week on monday, tuesday and wednesday at 10:00",
    ],
    [
      "FREQ=MONTHLY;BYDAY=+1TU,3TU",
      "FREQ=MONTHLY;BYDAY=+1TU,3TU",
      "every month on the first and third tuesday at 10:00",
    ],
    ["FREQ=MONTHLY;BYDAY=1TU,3WE", "FREQ=MONTHLY;BYDAY=1TU,3WE", "the rule FREQ=MONTHLY;BYDAY=1TU,3WE at 10:00"],
    ["FREQ=MONTHLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=TU", "the rule FREQ=MONTHLY;BYDAY=TU at 10:00"],
    ["FREQ=MONTHLY;BYDAY=-2MO", "FREQ=MONTHLY;BYDAY=-2MO", "the rule FREQ=MONTHLY;BYDAY=-2MO at 10:00"],
    [
      "FREQ=MONTHLY;BYMONTHDAY=1,2,3,11,12,13,21,22,23",
      "FREQ=MONTHLY;BYMONTHDAY=1,2,3,11,12,13,21,22,23",
      "every month on the 1st, 2nd, 3rd, 11th, 12th, 13th, 21st, 22nd and 23rd at 10:00",
    ],
    ["FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day at 10:00"],
    ["FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=31", "the rule FREQ=MONTHLY;BYMONTHDAY=31 at 10:00"],
    [
      "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1",
      "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1",
      "every month on the 29th at 10:00",
    ],
    [
      "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=1",
      "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=1",
      "the rule FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=1 at 10:00",
    ],
    [
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
      "every month on the last weekday at 10:00",
    ],
    [
      "FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=-1",
      "FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=-1",
      "the rule FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=-1 at 10:00",
    ],
    ["FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", "every year on march 3 at 10:00"],
    [
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
      "the rule FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29 at 10:00",
    ],
    [
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
      "every year on february 29 at 10:00",
    ],
    [
      "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=28,29;BYSETPOS=-1",
      "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=28,29;BYSETPOS=-1",
      "the rule FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=28,29;BYSETPOS=-1 at 10:00",
    ],
    [
      "FREQ=YEARLY;BYMONTH=3;BYDAY=1TU",
      "FREQ=YEARLY;BYMONTH=3;BYDAY=1TU",
      "every year on the first tuesday of march at 10:00",
    ],
    [
      "FREQ=YEARLY;BYMONTH=3,4;BYDAY=1TU",
      "FREQ=YEARLY;BYMONTH=3,4;BYDAY=1TU",
      "the rule FREQ=YEARLY;BYMONTH=3,4;BYDAY=1TU at 10:00",
    ],
    [
      "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231",
      "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231",
      "the rule FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231 at 10:00",
    ],
    [
      "FREQ=WEEKLY;BYDAY=TU;COUNT=10",
      "FREQ=WEEKLY;BYDAY=TU;COUNT=10",
      "the rule FREQ=WEEKLY;BYDAY=TU;COUNT=10 at 10:00",
    ],
    ["FREQ=WEEKLY;BYDAY=TU;BYHOUR=10;BYMINUTE=00;BYSECOND=0", "FREQ=WEEKLY;BYDAY=TU", "every week on tuesday at 10:00"],
  ])("%s", (rule, rrule, text) => {
    expect(parseRrule(rule, "10:00")).toEqual({ ok: true, recurrence: { rrule, time: "10:00", text } });
  });

  it.each([
    ["FREQ=HOURLY", "FREQ=HOURLY is more than one call a day"],
    ["FREQ=MINUTELY;INTERVAL=1440", "FREQ=MINUTELY is more than one call a day"],
    ["FREQ=SECONDLY", "FREQ=SECONDLY is more than one call a day"],
    ["FREQ=DAILY;BYHOUR=9,10", "BYHOUR=9,10 is more than one call a day"],
    ["FREQ=DAILY;BYMINUTE=0,30", "BYMINUTE=0,30 is more than one call a day"],
    ["FREQ=DAILY;BYHOUR=9", "BYHOUR=9 does not fit the time 10:00"],
    ["FREQ=DAILY;BYSECOND=30", "BYSECOND=30 does not fit the time 10:00"],
    ["", '"" is not NAME=VALUE'],
    ["weekly", '"WEEKLY" is not NAME=VALUE'],
    ["FREQ=", '"FREQ=" is not NAME=VALUE'],
    ["FREQ=WEEKLY=2", '"FREQ=WEEKLY=2" is not NAME=VALUE'],
    ["BYDAY=TU", "FREQ is missing"],
    ["FREQ=FORTNIGHTLY", 'FREQ cannot be "FORTNIGHTLY"'],
    ["FREQ=WEEKLY;FREQ=DAILY", "FREQ stands twice"],
    ["FREQ=WEEKLY;INTERVALL=2", '"INTERVALL" is no part of a rule; did you mean INTERVAL?'],
    ["FREQ=WEEKLY;X-QQQQQQQQ=2", '"X-QQQQQQQQ" is no part of a rule'],
    ["FREQ=WEEKLY;INTERVAL=0", 'INTERVAL cannot be "0"'],
    ["FREQ=WEEKLY;INTERVAL=-1", 'INTERVAL cannot be "-1"'],
    ["FREQ=WEEKLY;COUNT=0", 'COUNT cannot be "0"'],
    ["FREQ=WEEKLY;COUNT=99999", 'COUNT cannot be "99999"'],
    ["FREQ=WEEKLY;BYDAY=XX", 'BYDAY cannot be "XX"'],
    ["FREQ=MONTHLY;BYDAY=0TU", 'BYDAY cannot be "0TU"'],
    ["FREQ=MONTHLY;BYDAY=54TU", 'BYDAY cannot be "54TU"'],
    ["FREQ=MONTHLY;BYDAY=TUE", 'BYDAY cannot be "TUE"'],
    ["FREQ=MONTHLY;BYMONTHDAY=32", 'BYMONTHDAY cannot be "32"'],
    ["FREQ=MONTHLY;BYMONTHDAY=0", 'BYMONTHDAY cannot be "0"'],
    ["FREQ=MONTHLY;BYMONTHDAY=x", 'BYMONTHDAY cannot be "X"'],
    ["FREQ=YEARLY;BYMONTH=-1", 'BYMONTH cannot be "-1"'],
    ["FREQ=WEEKLY;UNTIL=20260631", 'UNTIL cannot be "20260631"'],
    ["FREQ=WEEKLY;UNTIL=20261331", 'UNTIL cannot be "20261331"'],
    ["FREQ=WEEKLY;UNTIL=tomorrow", 'UNTIL cannot be "TOMORROW"'],
    ["FREQ=WEEKLY;UNTIL=20261231;COUNT=3", "COUNT and UNTIL cannot stand together"],
    ["FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS needs another BY part to choose from"],
    ["FREQ=WEEKLY;BYDAY=1TU", "numbers in BYDAY mean nothing in a WEEKLY rule"],
    ["FREQ=DAILY;BYDAY=-1FR", "numbers in BYDAY mean nothing in a DAILY rule"],
    ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", "numbers in BYDAY cannot stand with BYWEEKNO"],
    ["FREQ=MONTHLY;BYWEEKNO=20", "BYWEEKNO needs FREQ=YEARLY"],
    ["FREQ=MONTHLY;BYYEARDAY=100", "BYYEARDAY needs FREQ=YEARLY"],
    ["FREQ=WEEKLY;BYMONTHDAY=15", "BYMONTHDAY means nothing in a WEEKLY rule"],
    ["DTSTART:20260113T100000\nRRULE:FREQ=WEEKLY", "only the rule itself is read here, not DTSTART"],
    ["FREQ=WEEKLY\nFREQ=DAILY", "one rule on one line is expected"],
    ["FREQ=WEEKLY;WKST=MONDAY", 'WKST cannot be "MONDAY"'],
  ])("refuses %s", (rule, problem) => {
    const result = parseRrule(rule, "10:00");
    expect(result).toMatchObject({ ok: false, problem });
    expect(result.ok ? 0 : result.allowed.length).toBeGreaterThan(0);
  });

  it("the words of a rule mean the rule", () => {
    const rules = [
      "FREQ=DAILY;INTERVAL=2",
      "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU",
      "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
      "FREQ=MONTHLY;BYDAY=1TU,3TU",
      "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR",
      "FREQ=MONTHLY;BYMONTHDAY=1,15",
      "FREQ=MONTHLY;BYMONTHDAY=-1",
      "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
      "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31",
      "FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYDAY=2MO",
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
    ];
    for (const rule of rules) {
      const result = parseRrule(rule, "09:05");
      if (!result.ok) throw new Error(result.problem);
      expect(parseRepeat(result.recurrence.text)).toEqual(result);
    }
  });
});
