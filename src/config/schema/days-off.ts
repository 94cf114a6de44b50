import * as z from "zod";
import type { DateRange, PlainDate } from "../../domain/schedule/types.ts";
import { orderedRange, readDate, readMoveTarget, readRange, readTime } from "./dates.ts";
import { apply, freeText, leaf, oneOrMore, type Read } from "./leaf.ts";
import { readLine, refusal } from "./texts.ts";

/** `skip:` days without a call. */
export function Skips() {
  const map = z
    .strictObject({
      date: Day("A single day; instead of `from` and `to`.").optional(),
      from: Day("First day.").optional(),
      to: Day("Last day.").optional(),
      reason: Reason(),
    })
    .transform((entry, context) => apply(skipRange(entry), entry, context));
  const one = z.union([leaf({ title: "day or range" }, (text) => readRange(text, false)), map]);
  const about = {
    description:
      "Days without a call: days, ranges with both ends included, or maps with a reason. Days under `defaults` and under the meeting add up.",
    examples: [["2026-05-05", "2026-12-22..2027-01-02"], [{ date: "2026-05-05", reason: "customer's off-site" }]],
  };
  return oneOrMore(about, one);
}

/** `pause:` longer breaks. */
export function Pauses() {
  const map = z
    .strictObject({
      from: Day("First day of the pause."),
      to: Day("Last day; none where the pause has no end yet.").optional(),
      reason: Reason(),
    })
    .transform((entry, context) =>
      apply(orderedRange(entry.from, entry.to ?? null, entry.reason ?? null), entry, context),
    );
  const one = z.union([leaf({ title: "range" }, (text) => readRange(text, true)), map]);
  const about = {
    description:
      "Breaks of the series, with both ends included; `A..` has no end yet. Pauses under `defaults` and under the meeting add up.",
    examples: ["2026-07-01..", ["2026-07-01..2026-08-15"], { from: "2026-07-01", reason: "parental leave" }],
  };
  return oneOrMore(about, one);
}

/** One value of `move:`. */
export function MoveTarget() {
  const map = z
    .strictObject({
      to: Day("The day the call takes place."),
      at: leaf(
        {
          title: "time",
          description: "The time it begins; the series' own where it is not given.",
          examples: ["14:00"],
        },
        readTime,
      ).optional(),
      reason: Reason(),
    })
    .transform((entry) => ({ toDate: entry.to, toTime: entry.at ?? null, reason: entry.reason ?? null }));
  const text = leaf({ title: "day or day and time" }, readMoveTarget).transform((target) => ({
    ...target,
    reason: null,
  }));
  return z.union([text, map]);
}

function Day(description: string) {
  return leaf({ title: "date", description, examples: ["2026-05-05"], pattern: "^\\d{4}-\\d{2}-\\d{2}$" }, readDate);
}

function Reason() {
  const about = {
    title: "text",
    description: "Why; people see it in `cadence explain`.",
    examples: ["customer's off-site"],
  };
  return freeText(about, (text) => readLine(text, "the reason", "customer's off-site")).optional();
}

interface SkipEntry {
  readonly date?: PlainDate | undefined;
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
  readonly reason?: string | undefined;
}

function skipRange({ date, from, to, reason = undefined }: SkipEntry): Read<DateRange> {
  const allowed = ["{ date: 2026-05-05 }", "{ from: 2026-12-22, to: 2027-01-02 }"];
  if (date !== undefined && (from !== undefined || to !== undefined))
    return refusal("date stands beside from or to", allowed);
  if (date !== undefined) return orderedRange(date, date, reason ?? null);
  if (from !== undefined && to !== undefined) return orderedRange(from, to, reason ?? null);
  return refusal("date, or from and to, are missing", allowed);
}
