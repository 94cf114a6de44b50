import * as z from "zod";
import { parseRepeat } from "../../domain/schedule/parse-repeat.ts";
import type { Refusal } from "../../domain/schedule/parsed.ts";
import type { Recurrence } from "../../domain/schedule/types.ts";
import { parseDuration, parseLeadTime } from "../../domain/schedule/words.ts";
import { readDate, readTime } from "./dates.ts";
import { MoveTarget, Pauses, Skips } from "./days-off.ts";
import { HANDBOOK_DEFAULTS } from "./handbook-defaults.ts";
import { freeText, leaf, oneOrMore, type Read, toMeta } from "./leaf.ts";
import { readAssignee } from "./people.ts";
import { readLabel, readLine, readTemplateName, readTitle, refusal } from "./texts.ts";

/** How a date looks to an editor; whether the day exists is up to `readDate`. */
const DATE_PATTERN = "^\\d{4}-\\d{2}-\\d{2}$";

const LONGEST_CALL_MINUTES = 8 * 60;

/** The keys of a meeting that may also stand under `defaults`. */
export function SharedMeetingKeys() {
  return {
    duration: leaf(
      {
        title: "duration",
        description: "How long a call takes: 5 minutes to 8 hours.",
        examples: ["50 minutes", "1 hour", "PT25M"],
        default: HANDBOOK_DEFAULTS.duration,
      },
      readDuration,
    ).optional(),
    lead_time: leaf(
      {
        title: "lead time",
        description: "How long before the call its agenda is created.",
        examples: ["3 days", "2 business days", "72 hours", "P3D"],
        default: HANDBOOK_DEFAULTS.lead_time,
      },
      (text) => renamed(parseLeadTime(text), (result) => result.leadTime),
    ).optional(),
    holidays: z
      .enum(["shift-next-day", "shift-previous-day", "skip", "ignore"])
      .meta({
        description:
          "What happens to a call on a public holiday of `country`: it moves to the next (or previous) working day, is left out, or takes place. Without `country` every call takes place. The default is `shift-next-day`: a call is not lost, and people see the new day on the agenda.",
        default: HANDBOOK_DEFAULTS.holidays,
      })
      .optional(),
    skip: Skips().optional(),
    pause: Pauses().optional(),
    title: freeText(
      {
        title: "title",
        description:
          'Title of the agenda: `customer` ("GitLab / Acme CSM Call - 2026-01-13"), `frequency` ("GitLab - Bi-weekly Collaboration - 2026-01-13"), `plain` ("GitLab - CSM Call - 2026-01-13"), or a text of your own with the variables of templates in double braces.',
        examples: ["customer", "frequency", "plain", "{{customer}} and GitLab: {{day}}"],
        default: HANDBOOK_DEFAULTS.title,
      },
      readTitle,
    ).optional(),
    template: freeText(
      {
        title: "template name",
        description:
          "The description template the agenda is made from: a file in `.gitlab/issue_templates`, without `.md`.",
        examples: ["Meeting Agenda", "Leadership Check-In"],
        default: HANDBOOK_DEFAULTS.template,
      },
      readTemplateName,
    ).optional(),
    labels: oneOrMore(
      {
        description: "Labels of the agenda, besides `agenda_label`.",
        examples: [["cadence-call", "customer::acme"]],
        default: HANDBOOK_DEFAULTS.labels,
      },
      freeText({ title: "label", examples: ["cadence-call"] }, readLabel),
    ).optional(),
    assignees: oneOrMore(
      {
        description:
          "Who the agenda is assigned to; `[]` is nobody. Default: the CSM, the first of `account_team`, when given as @username.",
        examples: [["@jane"], []],
      },
      leaf({ title: "@username", examples: ["@jane"] }, readAssignee),
    ).optional(),
    confidential: z
      .boolean()
      .meta({ description: "Whether the agenda is a confidential issue.", default: HANDBOOK_DEFAULTS.confidential })
      .optional(),
    carry: z
      .union([z.boolean(), CarryFile()])
      .meta({
        description: "Whether and how open action items are carried into the next agenda; `false` carries none.",
        examples: [false, { flag_after: 5 }],
        default: true,
      })
      .optional(),
  };
}

/** `carry:` of a meeting. */
function CarryFile() {
  return z.strictObject({
    sections: oneOrMore(
      {
        description:
          "Only tasks under these headings (and the headings below them) are action items. Default: all tasks but those in checklists and under attendees.",
        examples: [["Action items", "Next steps"]],
      },
      freeText({ title: "heading", examples: ["Action items"] }, (text) =>
        readLine(text.replace(/^\s*#{1,6}\s+/, ""), "a heading", "Action items"),
      ),
    ).optional(),
    flag_after: z
      .int()
      .min(1)
      .max(1000)
      .meta({
        description:
          "An item carried more often than this is marked for a decision: still needed, an issue of its own, or dropped.",
        default: HANDBOOK_DEFAULTS.carry.flag_after,
        examples: [5],
      })
      .optional(),
    flag_after_days: z
      .int()
      .min(1)
      .max(3650)
      .meta({
        description: "An item older than this many days is marked for a decision.",
        default: HANDBOOK_DEFAULTS.carry.flag_after_days,
        examples: [60],
      })
      .optional(),
  });
}

/** `defaults:` of the file. */
export function MeetingDefaults() {
  return z.strictObject(SharedMeetingKeys());
}

/** One entry of `meetings:`. */
export function MeetingFile() {
  return z
    .strictObject({
      repeat: leaf(
        {
          title: "rhythm in words",
          description: "How often and when the series meets, in the project's time zone. Either this or `rrule`.",
          examples: [
            "every 2 weeks on tuesday at 10:00",
            "every month on the first tuesday at 14:30",
            "every 3 months on the second monday at 10:00",
          ],
        },
        (text): Read<Recurrence> => renamed(parseRepeat(text), (result) => result.recurrence),
      ).optional(),
      rrule: z
        .string()
        .meta({
          title: "RFC 5545 rule",
          description: "The rhythm as an RFC 5545 recurrence rule, for those who need more. Needs `at`.",
          examples: ["FREQ=MONTHLY;BYDAY=2TU,4TU"],
        })
        .optional(),
      at: leaf(
        {
          title: "time",
          description: "The time of day the calls of an `rrule` begin, in the project's time zone.",
          examples: ["10:00"],
        },
        readTime,
      ).optional(),
      from: leaf(
        {
          title: "date",
          description: 'The first day the series may meet. "Every 2 weeks" is counted from its week.',
          examples: ["2026-01-13"],
          pattern: DATE_PATTERN,
        },
        readDate,
      ),
      until: leaf(
        {
          title: "date",
          description: "The last day the series may meet.",
          examples: ["2026-12-31"],
          pattern: DATE_PATTERN,
        },
        readDate,
      ).optional(),
      move: z
        .record(z.string(), MoveTarget())
        .meta({
          title: "map of dates",
          propertyNames: { pattern: DATE_PATTERN },
          description: "Single calls that take place on another day, by the day the rhythm planned.",
          examples: [
            { "2026-12-01": "2026-12-03 14:00" },
            { "2026-12-01": { to: "2026-12-03", at: "14:00", reason: "trade fair" } },
          ],
        })
        .optional(),
      ...SharedMeetingKeys(),
    })
    .meta(
      toMeta({
        examples: [{ repeat: "every 2 weeks on tuesday at 10:00", from: "2026-01-13" }],
        oneOf: [{ required: ["repeat"] }, { required: ["rrule", "at"] }],
      }),
    );
}

/** What `defaults:` and the part of a meeting that it stands in for hold, once read. */
export type MeetingDefaultsInput = z.output<ReturnType<typeof MeetingDefaults>>;
/** One meeting of the file, once read. */
export type MeetingInput = z.output<ReturnType<typeof MeetingFile>>;

function readDuration(text: string): Read<number> {
  const result = parseDuration(text);
  if (!result.ok) return result;
  const fits = result.minutes >= 5 && result.minutes <= LONGEST_CALL_MINUTES;
  return fits
    ? { ok: true, value: result.minutes }
    : refusal("a call takes 5 minutes to 8 hours", ["50 minutes", "1 hour"]);
}

/** Turns the result of a parser of the domain into ours. */
function renamed<R extends { readonly ok: true } | Refusal, T>(
  result: R,
  value: (result: Extract<R, { readonly ok: true }>) => T,
): Read<T> {
  return result.ok ? { ok: true, value: value(result as Extract<R, { readonly ok: true }>) } : result;
}
