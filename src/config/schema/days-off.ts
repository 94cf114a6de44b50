import * as z from "zod/mini";
import type { DateRange } from "../../domain/schedule/types.ts";
import type { PlainDate } from "../../domain/time/types.ts";
import { DATE_PATTERN, orderedRange, readDate, readMoveTarget, readRange, readTime } from "./dates.ts";
import { freeText, leaf, oneOrMore, type Read, readFurther } from "./leaf.ts";
import { readLine, refusal } from "./texts.ts";

/** `skip:` days without a call. */
export function Skips() {
  const map = z.strictObject({
    date: z.optional(Day("A single day; instead of `from` and `to`.")),
    from: z.optional(Day("First day.")),
    to: z.optional(Day("Last day.")),
    reason: z.optional(Reason()),
  });
  const day = leaf({ title: "day or range" }, (text) => readRange(text, false));
  const about = {
    description:
      "Days without a call: days, ranges with both ends included, or maps with a reason. Days under `defaults` and under the meeting add up.",
    examples: [["2026-05-05", "2026-12-22..2027-01-02"], [{ date: "2026-05-05", reason: "customer's off-site" }]],
  };
  return oneOrMore(about, z.union([day, readFurther(map, skipRange)]));
}

/** `pause:` longer breaks. */
export function Pauses() {
  const map = z.strictObject({
    from: Day("First day of the pause."),
    to: z.optional(Day("Last day; none where the pause has no end yet.")),
    reason: z.optional(Reason()),
  });
  const range = leaf({ title: "range" }, (text) => readRange(text, true));
  const about = {
    description:
      "Breaks of the series, with both ends included; `A..` has no end yet. Pauses under `defaults` and under the meeting add up.",
    examples: ["2026-07-01..", ["2026-07-01..2026-08-15"], { from: "2026-07-01", reason: "parental leave" }],
  };
  const fromMap = readFurther(map, ({ from, to = null, reason = null }) => orderedRange(from, to, reason));
  return oneOrMore(about, z.union([range, fromMap]));
}

/** One value of `move:`. */
export function MoveTarget() {
  const time = "The time it begins; the series' own where it is not given.";
  const map = z.strictObject({
    to: Day("The day the call takes place."),
    at: z.optional(leaf({ title: "time", description: time, examples: ["14:00"] }, readTime)),
    reason: z.optional(Reason()),
  });
  const fromMap = readFurther(map, ({ to, at = null, reason = null }) => moveTarget(to, at, reason));
  const fromText = readFurther(leaf({ title: "day or day and time" }, readMoveTarget), ({ toDate, toTime }) =>
    moveTarget(toDate, toTime, null),
  );
  return z.union([fromText, fromMap]);
}

interface Target {
  readonly toDate: PlainDate;
  readonly toTime: string | null;
  readonly reason: string | null;
}

function moveTarget(toDate: PlainDate, toTime: string | null, reason: string | null): Read<Target> {
  return { ok: true, value: { toDate, toTime, reason } };
}

function Day(description: string) {
  return leaf({ title: "date", description, examples: ["2026-05-05"], pattern: DATE_PATTERN }, readDate);
}

function Reason() {
  const description = "Why; `explain` shows it.";
  const about = { title: "text", description, examples: ["customer's off-site"] };
  return freeText(about, (text) => readLine(text, "the reason", "customer's off-site"));
}

interface SkipEntry {
  readonly date?: PlainDate | undefined;
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
  readonly reason?: string | undefined;
}

function skipRange({ date, from, to, reason = "" }: SkipEntry): Read<DateRange> {
  const allowed = ["{ date: 2026-05-05 }", "{ from: 2026-12-22, to: 2027-01-02 }"];
  const why = reason === "" ? null : reason;
  if (date !== undefined && (from !== undefined || to !== undefined))
    return refusal("date stands beside from or to", allowed);
  if (date !== undefined) return orderedRange(date, date, why);
  if (from !== undefined && to !== undefined) return orderedRange(from, to, why);
  return refusal("date, or from and to, are missing", allowed);
}
