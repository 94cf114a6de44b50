import * as z from "zod/mini";
import type { PlainDate } from "../../domain/time/types.ts";
import { DATE_PATTERN, readDate } from "./dates.ts";
import { leaf, oneOrMore, type Read, readFurther } from "./leaf.ts";
import { Person } from "./people.ts";
import { refusal } from "./texts.ts";

/** An entry of `away:`, once read. */
export interface WrittenAbsence {
  readonly user: string;
  readonly from: PlainDate;
  readonly to?: PlainDate | undefined;
  readonly cover?: string | undefined;
}

/** `away:` who is not there for a while, and who takes their place. */
export function Away() {
  const about = {
    description:
      "Who is away, with both days included, and who covers: the cover takes their place at calls in that time, as CSM, assignee, note taker and on the agenda. Where nobody covers for the CSM, `check` proposes another day for the call.",
    examples: [[{ user: "@jane", from: "2026-07-20", to: "2026-07-31", cover: "@sam" }]],
  };
  const map = z.strictObject({
    user: Person("Who is away: @username, or a name."),
    from: leaf({ title: "date", description: "First day.", examples: ["2026-07-20"], pattern: DATE_PATTERN }, readDate),
    to: z.optional(LastDay()),
    cover: z.optional(Person("Who takes their place: @username, or a name.")),
  });
  return oneOrMore(about, readFurther(map, inOrder));
}

function LastDay() {
  const description = "Last day; none where nobody knows it yet.";
  return leaf({ title: "date", description, examples: ["2026-07-31"], pattern: DATE_PATTERN }, readDate);
}

function inOrder(written: WrittenAbsence): Read<WrittenAbsence> {
  const { from, to } = written;
  if (to === undefined || from <= to) return { ok: true, value: written };
  return refusal("the time ends before it begins", [`from: ${to}, to: ${from}`]);
}
