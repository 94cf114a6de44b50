import * as z from "zod/mini";
import { Guests, MeetingAttendees, Observers } from "./call-people.ts";
import { WeekdayAndTime } from "./calls.ts";
import { DATE_PATTERN, readDate, readTime } from "./dates.ts";
import { MoveTarget } from "./days-off.ts";
import { JoinUrl } from "./join-url.ts";
import { described, leaf, oneOrMore, type Read, readFurther } from "./leaf.ts";
import { readMeetingId } from "./meeting-id.ts";
import { SharedMeetingKeys } from "./meeting-keys.ts";
import { MeetingTypeSchema } from "./meeting-type.ts";
import { CalendarDay, type Rhythm, RhythmList, RhythmWords } from "./rhythm.ts";
import { After, Contract, Distance } from "./triggers.ts";

/** `defaults:` of the file; presets have the same form. */
export function MeetingDefaults() {
  return z.strictObject(SharedMeetingKeys());
}

/** One entry of `meetings:`. */
export function MeetingFile() {
  const about = {
    examples: [{ repeat: "every 2 weeks on tuesday at 10:00", from: "2026-01-13" }],
  };
  const keys = {
    type: z.optional(MeetingTypeSchema()),
    repeat: z.optional(Repeat()),
    rrule: z.optional(Rule()),
    at: z.optional(RuleTime()),
    contract: z.optional(Contract()),
    after: z.optional(After()),
    in: z.optional(Distance()),
    when: z.optional(WeekdayAndTime()),
    from: z.optional(
      CalendarDay(
        'The first day the series may meet; required but for `once`. "Every 2 weeks" is counted from its week.',
        "2026-01-13",
      ),
    ),
    until: z.optional(CalendarDay("The last day the series may meet.", "2026-12-31")),
    move: z.optional(Moves()),
    mini_review: z.optional(MiniReview()),
    main: z.optional(Main()),
    continues: z.optional(Continues()),
    join_url: z.optional(JoinUrl()),
    attendees: z.optional(MeetingAttendees()),
    observers: z.optional(Observers()),
    guests: z.optional(Guests()),
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
    description:
      "How often and when the series meets, in the project's time zone. Either this or `rrule`. A list where the rhythm changes on a day, or where several rhythms take turns.",
    examples: [
      "every 2 weeks on tuesday at 10:00",
      "every month on the first tuesday at 14:30",
      "last friday of every quarter at 10:00",
      "once on 2026-12-03 at 10:00",
      [{ repeat: "every week on tuesday at 10:00", until: "2026-02-28" }, "every 2 weeks on tuesday at 10:00"],
    ],
  };
  const alone = readFurther(
    RhythmWords(about),
    (recurrence): Read<readonly Rhythm[]> => ({ ok: true, value: [{ recurrence }] }),
  );
  return described(about, z.union([alone, RhythmList()]));
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

function MiniReview() {
  const about = {
    description:
      "Days, as the rhythm planned them, of calls with a short review in them, for a customer who does not want a business review of its own: `Meeting Agenda` has a section for it then.",
    examples: ["2026-06-09"],
  };
  return oneOrMore(about, leaf({ title: "date", examples: ["2026-06-09"], pattern: DATE_PATTERN }, readDate));
}

function Main() {
  const description =
    "Whether open items of the project's other meetings go to this one where they have no agenda of their own to go to. Default: the first meeting of the file that has a next call.";
  return described({ description }, z.boolean());
}

function Continues() {
  const about = {
    description:
      "Ids of meetings that this one goes on from: open items of theirs go here once they have no next call. Agendas of one that the file no longer has count as this meeting's: so an id is renamed.",
    examples: ["onboarding", ["cadence-emea", "cadence-apac"]],
  };
  return oneOrMore(about, leaf({ title: "id of a meeting", examples: ["onboarding"] }, readMeetingId));
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
