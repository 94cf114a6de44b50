import type { Instant, PlainDate, PlainTime } from "../time/types.ts";
import { WEEKDAY_CODES } from "./repeat-vocabulary.ts";

/** Where an RFC 5545 rule ends, in the three ways the RFC writes it. */
export type RuleUntil =
  | { readonly kind: "day"; readonly date: PlainDate }
  | { readonly kind: "wall-clock"; readonly date: PlainDate; readonly time: PlainTime }
  | { readonly kind: "instant"; readonly instant: Instant };

/** Reads `20261231`, `20261231T100000` or `20261231T090000Z`; null for anything else, days that do not exist too. */
export function parseUntil(text: string): RuleUntil | null {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(text);
  if (match === null) return null;
  const [, year, month, day, hours, minutes, seconds, zulu] = match;
  const date = `${year}-${month}-${day}`;
  const made = new Date(`${date}T${hours ?? "00"}:${minutes ?? "00"}:${seconds ?? "00"}Z`);
  // Date rolls 31 June over to 1 July: only what comes back unchanged is a day.
  if (Number.isNaN(made.getTime()) || made.toISOString().slice(0, 10) !== date) return null;
  if (hours === undefined) return { kind: "day", date };
  if (zulu === "Z") return { kind: "instant", instant: `${date}T${hours}:${minutes}:${seconds}Z` };
  return { kind: "wall-clock", date, time: `${hours}:${minutes}` };
}

/** What a part of a rule may hold: words, whole numbers (`signed` counts from the end too) or weekdays with or without a number. */
export type PartForm =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "number"; readonly max: number }
  | { readonly kind: "numbers"; readonly min: 0 | 1; readonly max: number; readonly signed: boolean }
  | { readonly kind: "weekdays" }
  | { readonly kind: "until" };

/** The parts of a recurrence rule (RFC 5545, section 3.3.10) and what each may hold. */
export const RULE_PARTS: Readonly<Record<string, PartForm>> = {
  FREQ: { kind: "words", words: ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] },
  INTERVAL: { kind: "number", max: 1000 },
  COUNT: { kind: "number", max: 10_000 },
  UNTIL: { kind: "until" },
  BYDAY: { kind: "weekdays" },
  BYMONTHDAY: { kind: "numbers", min: 1, max: 31, signed: true },
  BYYEARDAY: { kind: "numbers", min: 1, max: 366, signed: true },
  BYWEEKNO: { kind: "numbers", min: 1, max: 53, signed: true },
  BYMONTH: { kind: "numbers", min: 1, max: 12, signed: false },
  BYSETPOS: { kind: "numbers", min: 1, max: 366, signed: true },
  WKST: { kind: "words", words: WEEKDAY_CODES },
  BYHOUR: { kind: "numbers", min: 0, max: 23, signed: false },
  BYMINUTE: { kind: "numbers", min: 0, max: 59, signed: false },
  BYSECOND: { kind: "numbers", min: 0, max: 60, signed: false },
};

/** True when a value, in capitals, has the form its part asks for. */
export function fitsForm(value: string, form: PartForm): boolean {
  switch (form.kind) {
    case "words":
      return form.words.includes(value);
    case "number":
      return /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= form.max;
    case "numbers":
      return value.split(",").every((number) => fitsNumber(number, form));
    case "weekdays":
      return value.split(",").every((day) => fitsWeekday(day));
    case "until":
      return parseUntil(value) !== null;
    default:
      return form satisfies never;
  }
}

function fitsNumber(text: string, form: Extract<PartForm, { kind: "numbers" }>): boolean {
  const match = /^([+-]?)(\d{1,3})$/.exec(text);
  if (match === null || (match[1] !== "" && !form.signed)) return false;
  return Number(match[2]) >= form.min && Number(match[2]) <= form.max;
}

function fitsWeekday(text: string): boolean {
  const match = /^(?:[+-]?(\d{1,2}))?([A-Z]{2})$/.exec(text);
  if (match === null || !WEEKDAY_CODES.includes(match[2] as string)) return false;
  return match[1] === undefined || (Number(match[1]) >= 1 && Number(match[1]) <= 53);
}

/** What a part may hold, for people. */
export function describeForm(form: PartForm): string {
  switch (form.kind) {
    case "words":
      return form.words.join(", ");
    case "number":
      return `a whole number from 1 to ${form.max}`;
    case "numbers":
      return `whole numbers from ${form.min} to ${form.max}${form.signed ? ", or negative to count from the end" : ""}`;
    case "weekdays":
      return "MO, TU, WE, TH, FR, SA, SU, in monthly and yearly rules with a number before them: 1MO, -1FR";
    case "until":
      return "a day as 20261231, or a day and time as 20261231T100000 or 20261231T090000Z";
    default:
      return form satisfies never;
  }
}
