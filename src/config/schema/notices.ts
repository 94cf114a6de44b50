import * as z from "zod/mini";
import { readTime } from "./dates.ts";
import { DEFAULT_NOISE, DEFAULT_REMINDERS } from "./handbook-defaults.ts";
import { described, leaf, type Read } from "./leaf.ts";
import { readInterval } from "./lengths.ts";
import { refusal } from "./texts.ts";

/** `mentions:` whom the issues of the bot notify. */
export function MentionsSchema() {
  const about = {
    description:
      "Whom agendas and follow-ups notify: `notify` lets GitLab send what a mention sends, `quiet` shows the name only. One word stands for `carried`.",
    examples: ["quiet", { carried: "notify", attendees: "quiet" }],
  };
  const customer = { description: "Whether a reminder may mention customer people.", default: false };
  const map = z.strictObject({
    carried: z.optional(Mention("Mentions in action items that are carried forward.", "quiet")),
    attendees: z.optional(Mention("People of `account_team` and `attendees` in the head of the agenda.", "notify")),
    follow_up: z.optional(Mention("Participants of the call, in the first comment on its follow-up.", "notify")),
    customer: z.optional(described(customer, z.boolean())),
  });
  return described(about, z.union([z.enum(["quiet", "notify"]), map]));
}

function Mention(description: string, fallback: string) {
  return described({ description, default: fallback }, z.enum(["quiet", "notify"]));
}

/** `reminders:` of action items that are overdue or without an answer. */
export function Reminders() {
  const about = {
    description: "Whether and how often owners of action items are reminded; `false` reminds nobody.",
    examples: [false, { every: "2 weeks", at_most: 2 }],
    default: true,
  };
  const every = {
    title: "length of time",
    description: "Whole days between two reminders of one item, 1 to 90.",
    examples: ["7 days", "2 weeks"],
    default: `${DEFAULT_REMINDERS.everyDays} days`,
  };
  const atMost = { description: "Reminders per item at most.", examples: [2], default: DEFAULT_REMINDERS.atMost };
  const map = z.strictObject({
    every: z.optional(leaf(every, readInterval)),
    at_most: z.optional(described(atMost, z.int().check(z.gte(1), z.lte(10)))),
  });
  return described(about, z.union([z.boolean(), map]));
}

/** `noise:` how many people reminders reach, and when nobody is mailed. */
export function Noise() {
  const { from, to } = DEFAULT_NOISE.quietHours;
  const about = {
    description:
      "Limits of what mails people. Nothing that mails people who did not just act goes out on weekends and public holidays of `country`, whatever stands here.",
    examples: [{ per_day: 2, quiet_hours: "17:00..09:00" }],
  };
  const perDay = {
    description: "People that reminders notify per day, at most; `0` is nobody.",
    examples: [2],
    default: DEFAULT_NOISE.perDay,
  };
  const hours = {
    description:
      "Hours of the project's clock in which nobody is mailed who did not just act: no agenda, announcement, reminder or closing, and no label is put on; `false` for none.",
    examples: ["17:00..09:00", false],
    default: `${from}..${to}`,
  };
  const span = leaf({ title: "span of hours" }, readHours);
  const map = z.strictObject({
    per_day: z.optional(described(perDay, z.int().check(z.gte(0), z.lte(100)))),
    quiet_hours: z.optional(described(hours, z.union([span, z.literal(false)]))),
  });
  return described(about, map);
}

/** `18:00..08:00`, which spans midnight. */
function readHours(text: string): Read<{ readonly from: string; readonly to: string }> {
  const allowed = ["18:00..08:00", "false"];
  const ends = text.split("..").map((end) => readTime(end));
  const [from, to] = ends;
  if (!from?.ok || !to?.ok || ends.length > 2)
    return refusal("not a span from one time of day to another", allowed, near(text));
  if (from.value === to.value)
    return refusal("the span ends when it begins", [...allowed, "per_day: 0 for no reminders at all"]);
  return { ok: true, value: { from: from.value, to: to.value } };
}

/** What was probably meant: `18:00 - 8:00` and the like, or no hours. */
function near(text: string): string | null {
  if (/^\s*(none|no|off|never|false)\s*$/i.test(text)) return "false";
  const ends = text.split(/\.{2,}|[-–—/]|\bto\b|\buntil\b/).map((end) => readTime(end));
  const [from, to] = ends;
  return from?.ok && to?.ok && ends.length === 2 && from.value !== to.value ? `${from.value}..${to.value}` : null;
}
