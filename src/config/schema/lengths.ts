import { parseLeadTime } from "../../domain/schedule/lengths-of-time.ts";
import type { LeadTime } from "../../domain/schedule/types.ts";
import type { Read } from "./leaf.ts";
import { refusal } from "./texts.ts";

const MINUTES: Readonly<Record<LeadTime["unit"], number>> = {
  minutes: 1,
  hours: 60,
  days: 1440,
  "business-days": 1440,
  weeks: 10_080,
};

const LONGEST_INTERVAL_DAYS = 90;
const LONGEST_HORIZON_DAYS = 3650;
const LONGEST_DUE_DAYS = 30;
const LONGEST_DRAFT_DAYS = 3;

/** Whole days between two reminders, 1 to 90: `7 days`, `2 weeks`. */
export function readInterval(text: string): Read<number> {
  const allowed = ["7 days", "2 weeks", `1 to ${LONGEST_INTERVAL_DAYS} days`];
  if (isNothing(text)) return refusal("there must be at least a day between two reminders", allowed);
  const length = readLength(text, allowed);
  if (!length.ok) return length;
  const isBusiness = length.value.unit === "business-days";
  const days = minutesOf(length.value) / MINUTES.days;
  const nearest = Math.min(Math.ceil(isBusiness ? (days * 7) / 5 : days), LONGEST_INTERVAL_DAYS);
  if (isBusiness) return refusal("reminders are counted in days, weekends included", allowed, inDays(nearest));
  if (!Number.isInteger(days)) return refusal("reminders are counted in whole days", allowed, inDays(nearest));
  if (days > nearest) return refusal(`more than ${LONGEST_INTERVAL_DAYS} days`, allowed, inDays(nearest));
  return { ok: true, value: days };
}

/** Whole days that open items of agendas from before the bot may be old, 1 to 3650: `8 weeks`, `90 days`. */
export function readHorizon(text: string): Read<number> {
  const allowed = ["8 weeks", "90 days", `1 to ${LONGEST_HORIZON_DAYS} days`];
  if (isNothing(text)) return refusal("at least a day", allowed, "1 day");
  const length = readLength(text, allowed);
  if (!length.ok) return length;
  const days = minutesOf(length.value) / MINUTES.days;
  const nearest = Math.min(Math.ceil(days), LONGEST_HORIZON_DAYS);
  if (length.value.unit === "business-days")
    return refusal("the age of items is counted in days, weekends included", allowed, inDays(nearest));
  if (!Number.isInteger(days)) return refusal("the age of items is counted in whole days", allowed, inDays(nearest));
  if (days > nearest) return refusal(`more than ${LONGEST_HORIZON_DAYS} days`, allowed, inDays(nearest));
  return { ok: true, value: days };
}

/** How long after its call a follow-up is due: `1 business day`; 30 days at most. */
export function readDue(text: string): Read<LeadTime> {
  const allowed = ["1 business day", "3 business days", "24 hours", `at most ${LONGEST_DUE_DAYS} days`];
  if (isNothing(text)) return refusal("a follow-up cannot be due the moment its call is over", allowed);
  const length = readLength(text, allowed);
  if (!length.ok) return length;
  const isBusiness = length.value.unit === "business-days";
  const longest = isBusiness ? Math.floor((LONGEST_DUE_DAYS * 5) / 7) : LONGEST_DUE_DAYS;
  if (minutesOf(length.value) <= longest * MINUTES.days) return length;
  const nearest = isBusiness ? `${longest} business days` : inDays(longest);
  return refusal(`more than ${LONGEST_DUE_DAYS} days`, allowed, nearest);
}

/** Minutes a follow-up stays a draft: `1 hour`, `none`, `0`; 3 days at most. */
export function readDraftTime(text: string): Read<number | null> {
  const allowed = ["1 hour", "1 day", "until-approved", "none", `at most ${LONGEST_DRAFT_DAYS} days`];
  if (isNothing(text) || /^none$/i.test(text.trim())) return { ok: true, value: 0 };
  if (/^until[-_ ]approved$/i.test(text.trim())) return { ok: true, value: null };
  if (/^(no|off|never|false)$/i.test(text.trim())) return refusal("not a length of time", allowed, "none");
  const length = readLength(text, allowed);
  if (!length.ok) return length;
  const minutes = minutesOf(length.value);
  if (length.value.unit === "business-days") return refusal("a draft lasts hours or days, weekends included", allowed);
  if (minutes > LONGEST_DRAFT_DAYS * MINUTES.days)
    return refusal(`more than ${LONGEST_DRAFT_DAYS} days`, allowed, inDays(LONGEST_DRAFT_DAYS));
  return { ok: true, value: minutes };
}

/** A length in the words of lead times; what is refused there says `lead time` where another key was meant. */
function readLength(text: string, allowed: readonly string[]): Read<LeadTime> {
  const result = parseLeadTime(text);
  if (result.ok) return { ok: true, value: result.leadTime };
  return refusal(result.problem.replace(" in one lead time", ""), allowed);
}

function isNothing(text: string): boolean {
  return /^(0+(\.0+)?|zero|pt?0[a-z])(\s*[a-z]+(\s+days?)?)?$/i.test(text.trim());
}

function inDays(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}

function minutesOf({ amount, unit }: LeadTime): number {
  return amount * MINUTES[unit];
}
