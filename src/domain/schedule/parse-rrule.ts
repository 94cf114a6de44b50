import { nearestWord } from "../text/nearest-word.ts";
import type { PlainTime } from "../time/types.ts";
import { describeRule } from "./describe-rule.ts";
import { type RecurrenceResult, refuse, type UnreadWords } from "./parsed.ts";
import { describeForm, fitsForm, RULE_PARTS } from "./rule-parts.ts";

type Parts = ReadonlyMap<string, string>;

const EXAMPLES = ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY;BYMONTHDAY=-1"];

/**
 * Reads the body of an RFC 5545 RRULE, with or without `RRULE:` before it, for meetings at a wall-clock time.
 *
 * Refused: what RFC 5545 itself forbids (sections 3.3.10), and what makes no sense for meetings: more often than once
 * a day, or a time in the rule that is not `time`. The rule comes back in capitals, in the order written, without parts
 * that only repeat the time. What may never meet (`BYMONTH=2;BYMONTHDAY=30`) is left to `checkSchedule`.
 */
export function parseRrule(rule: string, time: PlainTime): RecurrenceResult {
  const body = rule
    .trim()
    .replace(/^rrule:/i, "")
    .replaceAll(/(?<!\s)\s+(?=[;=,])|(?<=[;=,])\s+/g, "")
    .toUpperCase();
  const foreign = /(DTSTART|DTEND|DURATION|EXDATE|RDATE|EXRULE)/.exec(body);
  if (foreign !== null)
    return refuse(`only the rule itself is read here, not ${foreign[1]}`, [
      "from: for the first day",
      "skip: for days without a call",
      "move: for single days",
      ...EXAMPLES,
    ]);
  if (/\s/.test(body)) return refuse("one rule on one line is expected", EXAMPLES);
  const parts = splitParts(body);
  if ("ok" in parts) return parts;
  const problem = partsProblem(parts) ?? timeProblem(parts, time);
  if (problem !== null) return problem;
  const rrule = [...parts]
    .filter(([name]) => !TIME_PARTS.includes(name))
    .map(([name, value]) => `${name}=${value}`)
    .join(";");
  return { ok: true, recurrence: { rrule, time, text: describeRule(rrule, time) } };
}

const TIME_PARTS = ["BYHOUR", "BYMINUTE", "BYSECOND"];

function splitParts(body: string): Parts | UnreadWords {
  const parts = new Map<string, string>();
  for (const part of body.replace(/;$/, "").split(";")) {
    const [name, value, ...rest] = part.split("=") as [string, ...string[]];
    if (value === undefined || value === "" || rest.length > 0) return refuse(`"${part}" is not NAME=VALUE`, EXAMPLES);
    const form = RULE_PARTS[name];
    if (form === undefined) return unknownPart(name);
    if (parts.has(name)) return refuse(`${name} stands twice`, [`${name} once, several values with commas`]);
    if (name === "FREQ" && /^(HOUR|MINUTE|SECOND)LY$/.test(value))
      return refuse(`FREQ=${value} is more than one call a day`, [
        "FREQ=DAILY",
        "FREQ=WEEKLY",
        "FREQ=MONTHLY",
        "FREQ=YEARLY",
      ]);
    if (!fitsForm(value, form)) return refuse(`${name} cannot be "${value}"`, [`${name}: ${describeForm(form)}`]);
    parts.set(name, value);
  }
  return parts.has("FREQ") ? parts : refuse("FREQ is missing", EXAMPLES);
}

function unknownPart(name: string): UnreadWords {
  const names = Object.keys(RULE_PARTS);
  const nearest = nearestWord(name, names);
  return refuse(`"${name}" is no part of a rule${nearest === null ? "" : `; did you mean ${nearest}?`}`, names);
}

/** The combinations that RFC 5545, section 3.3.10, forbids. */
function partsProblem(parts: Parts): UnreadWords | null {
  const frequency = parts.get("FREQ") as string;
  const numbered = /\d/.test(parts.get("BYDAY") ?? "");
  const others = [...parts.keys()].filter((name) => name.startsWith("BY") && name !== "BYSETPOS");
  if (parts.has("COUNT") && parts.has("UNTIL"))
    return refuse("COUNT and UNTIL cannot stand together", ["COUNT=10", "UNTIL=20261231"]);
  if (parts.has("BYSETPOS") && others.length === 0)
    return refuse("BYSETPOS needs another BY part to choose from", ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"]);
  if (numbered && (frequency === "DAILY" || frequency === "WEEKLY"))
    return refuse(`numbers in BYDAY mean nothing in a ${frequency} rule`, [
      "FREQ=WEEKLY;BYDAY=TU",
      "FREQ=MONTHLY;BYDAY=1TU",
    ]);
  if (numbered && parts.has("BYWEEKNO"))
    return refuse("numbers in BYDAY cannot stand with BYWEEKNO", ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"]);
  if (parts.has("BYWEEKNO") && frequency !== "YEARLY")
    return refuse("BYWEEKNO needs FREQ=YEARLY", ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"]);
  if (parts.has("BYYEARDAY") && frequency !== "YEARLY")
    return refuse("BYYEARDAY needs FREQ=YEARLY", ["FREQ=YEARLY;BYYEARDAY=100"]);
  if (weekOfTwoYears(parts))
    return refuse(
      `week ${parts.get("BYWEEKNO")} reaches over the turn of the year, and RFC 5545 does not say to which year it counts`,
      ["FREQ=YEARLY;BYMONTH=12;BYDAY=-1MO", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO without INTERVAL and BYSETPOS"],
    );
  if (parts.has("BYMONTHDAY") && frequency === "WEEKLY")
    return refuse("BYMONTHDAY means nothing in a WEEKLY rule", ["FREQ=MONTHLY;BYMONTHDAY=15"]);
  return null;
}

/** Where years are left out or days are counted it matters to which year a day belongs: readers of rules differ there. */
function weekOfTwoYears(parts: Parts): boolean {
  const weeks =
    parts
      .get("BYWEEKNO")
      ?.split(",")
      .map((week) => Math.abs(Number(week))) ?? [];
  const counted = parts.has("BYSETPOS") || Number(parts.get("INTERVAL") ?? "1") > 1;
  return counted && weeks.some((week) => week === 1 || week > 51);
}

function timeProblem(parts: Parts, time: PlainTime): UnreadWords | null {
  const [hour, minute] = time.split(":").map(Number) as [number, number];
  const meant: Readonly<Record<string, number>> = { BYHOUR: hour, BYMINUTE: minute, BYSECOND: 0 };
  for (const name of TIME_PARTS) {
    const value = parts.get(name);
    if (value === undefined) continue;
    if (value.includes(","))
      return refuse(`${name}=${value} is more than one call a day`, [
        `no ${name}; the time is ${time}`,
        "a series of its own for each time",
      ]);
    if (Number(value) !== meant[name])
      return refuse(`${name}=${value} does not fit the time ${time}`, [`no ${name}; the time is ${time}`]);
  }
  return null;
}
