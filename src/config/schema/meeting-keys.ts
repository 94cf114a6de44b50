import * as z from "zod/mini";
import { parseDuration, parseLeadTime } from "../../domain/schedule/lengths-of-time.ts";
import { NoteTaker } from "./call-people.ts";
import { Pauses, Skips } from "./days-off.ts";
import { FollowUpSchema } from "./follow-up.ts";
import { HANDBOOK_DEFAULTS } from "./handbook-defaults.ts";
import { described, freeText, leaf, oneOrMore, type Read } from "./leaf.ts";
import { readHorizon } from "./lengths.ts";
import { readAssignee } from "./people.ts";
import { readLabel, readLine, readTemplateName, readTitle, refusal } from "./texts.ts";

const LONGEST_CALL_MINUTES = 8 * 60;

/** The keys of a meeting that may also stand under `defaults`, and that a preset may give. */
export function SharedMeetingKeys() {
  return {
    duration: z.optional(Duration()),
    lead_time: z.optional(LeadTimeBeforeCall()),
    holidays: z.optional(Holidays()),
    skip: z.optional(Skips()),
    pause: z.optional(Pauses()),
    title: z.optional(Title()),
    template: z.optional(Template()),
    labels: z.optional(Labels()),
    assignees: z.optional(Assignees()),
    confidential: z.optional(Confidential()),
    carry: z.optional(Carry()),
    follow_up: z.optional(FollowUpSchema()),
    home: z.optional(Home()),
    note_taker: z.optional(NoteTaker()),
  };
}

function Duration() {
  const about = {
    title: "duration",
    description: "How long a call takes: 5 minutes to 8 hours.",
    examples: ["50 minutes", "1 hour", "PT25M"],
    default: HANDBOOK_DEFAULTS.duration,
  };
  return leaf(about, (text): Read<number> => {
    const result = parseDuration(text);
    if (!result.ok) return result;
    const fits = result.minutes >= 5 && result.minutes <= LONGEST_CALL_MINUTES;
    return fits
      ? { ok: true, value: result.minutes }
      : refusal("a call takes 5 minutes to 8 hours", ["50 minutes", "1 hour"]);
  });
}

function LeadTimeBeforeCall() {
  const about = {
    title: "lead time",
    description: "How long before the call its agenda is created.",
    examples: ["3 days", "2 business days", "72 hours", "P3D"],
    default: HANDBOOK_DEFAULTS.lead_time,
  };
  return leaf(about, (text) => {
    const result = parseLeadTime(text);
    return result.ok ? { ok: true, value: result.leadTime } : result;
  });
}

function Holidays() {
  const about = {
    description:
      "What happens to a call on a public holiday of `country`: it moves to the next (or previous) working day, is left out, or takes place. Without `country` every call takes place. The default is `shift-next-day`: a call is not lost, and people see the new day on the agenda.",
    default: HANDBOOK_DEFAULTS.holidays,
  };
  return described(about, z.enum(["shift-next-day", "shift-previous-day", "skip", "ignore"]));
}

function Title() {
  const about = {
    title: "title",
    description:
      'Title of the agenda: `customer` ("GitLab / Acme CSM Call - 2026-01-13"), `frequency` ("GitLab - Bi-weekly Collaboration - 2026-01-13"), `plain` ("GitLab - CSM Call - 2026-01-13"), or a text of your own with the variables of templates in double braces.',
    examples: ["customer", "frequency", "plain", "{{customer}} and GitLab: {{day}}"],
    default: HANDBOOK_DEFAULTS.title,
  };
  return freeText(about, readTitle);
}

function Template() {
  const about = {
    title: "template name",
    description:
      "The description template the agenda is made from: a file in `.gitlab/issue_templates`, without `.md`.",
    examples: [HANDBOOK_DEFAULTS.template],
    default: HANDBOOK_DEFAULTS.template,
  };
  return freeText(about, (text) => readTemplateName(text));
}

function Labels() {
  const about = {
    description: "Labels of the agenda, besides `agenda_label`.",
    examples: [["cadence-call", "customer::acme"]],
    default: HANDBOOK_DEFAULTS.labels,
  };
  return oneOrMore(about, freeText({ title: "label", examples: ["cadence-call"] }, readLabel));
}

function Assignees() {
  const about = {
    description:
      "Who the agenda is assigned to; `[]` is nobody. Default: the CSM on the day of the call, when given as @username.",
    examples: [["@jane"], []],
  };
  return oneOrMore(about, leaf({ title: "@username", examples: ["@jane"] }, readAssignee));
}

function Confidential() {
  const description = "Whether the agenda is a confidential issue.";
  return described({ description, default: HANDBOOK_DEFAULTS.confidential }, z.boolean());
}

function Home() {
  const description =
    "In whose next agenda open items stand: the meeting's own, or that of the main one. Without this key their own, as long as its next call is at most 100 days away. Items of a meeting without a next call always go to the one that continues it, else to the main one.";
  return described({ description }, z.enum(["own", "main"]));
}

function Carry() {
  const about = {
    description: "Whether and how open action items are carried into the next agenda; `false` carries none.",
    examples: [false, { flag_after: 5 }],
    default: true,
  };
  return described(about, z.union([z.boolean(), CarryMap()]));
}

function CarryMap() {
  const { flag_after, flag_after_days, horizon } = HANDBOOK_DEFAULTS.carry;
  const sections = {
    description:
      "Only tasks under these headings (and the headings below them) are action items. Default: all tasks but those in checklists and under attendees.",
    examples: [["Action items", "Next steps"]],
  };
  const times =
    "An item carried more often than this, or that was in so many follow-ups, is marked for a decision: still needed, an issue of its own, or dropped.";
  const days = "An item older than this many days is marked for a decision.";
  const ages =
    "How far back open items of agendas from before the bot are carried, counted from the day the bot began to the call they were last written for. Older ones stay where they are and are named by `explain` and `check`. What the bot carries already is never cut off.";
  return z.strictObject({
    sections: z.optional(oneOrMore(sections, Heading())),
    flag_after: z.optional(described({ description: times, default: flag_after, examples: [5] }, wholeNumber(1000))),
    flag_after_days: z.optional(
      described({ description: days, default: flag_after_days, examples: [60] }, wholeNumber(3650)),
    ),
    horizon: z.optional(
      leaf({ title: "length of time", description: ages, default: horizon, examples: ["26 weeks"] }, readHorizon),
    ),
  });
}

function Heading() {
  const about = { title: "heading", examples: ["Action items"] };
  return freeText(about, (text) => readLine(text.replace(/^\s*#{1,6}\s+/, ""), "a heading", "Action items"));
}

function wholeNumber(max: number) {
  return z.int().check(z.gte(1), z.lte(max));
}
