import * as z from "zod/mini";
import { parseRepeat } from "../../domain/schedule/parse-repeat.ts";
import type { Recurrence } from "../../domain/schedule/types.ts";
import { DATE_PATTERN, readDate, readTime } from "./dates.ts";
import { MoveTarget } from "./days-off.ts";
import { described, leaf, type Read } from "./leaf.ts";
import { SharedMeetingKeys } from "./meeting-keys.ts";

/** `defaults:` of the file; presets have the same form. */
export function MeetingDefaults() {
  return z.strictObject(SharedMeetingKeys());
}

/** One entry of `meetings:`. */
export function MeetingFile() {
  const about = {
    examples: [{ repeat: "every 2 weeks on tuesday at 10:00", from: "2026-01-13" }],
    oneOf: [{ required: ["repeat"] }, { required: ["rrule", "at"] }],
  };
  const keys = {
    repeat: z.optional(Repeat()),
    rrule: z.optional(Rule()),
    at: z.optional(RuleTime()),
    from: Day('The first day the series may meet. "Every 2 weeks" is counted from its week.', "2026-01-13"),
    until: z.optional(Day("The last day the series may meet.", "2026-12-31")),
    move: z.optional(Moves()),
    ...SharedMeetingKeys(),
  };
  return described(about, z.strictObject(keys));
}

/** What `defaults:` and the part of a meeting that it stands in for hold, once read. */
export type MeetingDefaultsInput = z.output<ReturnType<typeof MeetingDefaults>>;
/** One meeting of the file, once read. */
export type MeetingInput = z.output<ReturnType<typeof MeetingFile>>;

function Repeat() {
  const about = {
    title: "rhythm in words",
    description: "How often and when the series meets, in the project's time zone. Either this or `rrule`.",
    examples: [
      "every 2 weeks on tuesday at 10:00",
      "every month on the first tuesday at 14:30",
      "every 3 months on the second monday at 10:00",
    ],
  };
  return leaf(about, (text): Read<Recurrence> => {
    const result = parseRepeat(text);
    return result.ok ? { ok: true, value: result.recurrence } : result;
  });
}

/** Read in `check-meeting-keys.ts`, together with its time. */
function Rule() {
  const about = {
    title: "RFC 5545 rule",
    description: "The rhythm as an RFC 5545 recurrence rule, for those who need more. Needs `at`.",
    examples: ["FREQ=MONTHLY;BYDAY=2TU,4TU"],
  };
  return leaf(about, (text) => ({ ok: true, value: text }));
}

function RuleTime() {
  const description = "The time of day the calls of an `rrule` begin, in the project's time zone.";
  return leaf({ title: "time", description, examples: ["10:00"] }, readTime);
}

function Day(description: string, example: string) {
  return leaf({ title: "date", description, examples: [example], pattern: DATE_PATTERN }, readDate);
}

function Moves() {
  const about = {
    title: "map of dates",
    propertyNames: { pattern: DATE_PATTERN },
    description: "Single calls that take place on another day, by the day the rhythm planned.",
    examples: [
      { "2026-12-01": "2026-12-03 14:00" },
      { "2026-12-01": { to: "2026-12-03", at: "14:00", reason: "trade fair" } },
    ],
  };
  return described(about, z.record(z.string(), MoveTarget()));
}
