import { invalidParameter } from "./api-error.ts";
import type { Params } from "./request.ts";

/** Reads a value, or throws `Invalid`; undefined and null mean "not given" and never reach it. */
export type Reader<T> = (value: unknown) => T;

/** A refusal without its parameter's name: `is invalid`. */
class Invalid extends Error {}

export interface Input {
  /** The value, or undefined where it is missing or null. */
  get<T>(name: string, reader: Reader<T>): T | undefined;
  /** The value, or `null` where it is given as null or empty, or undefined where it is missing. */
  nullable<T>(name: string, reader: Reader<T>): T | null | undefined;
  /** The value; missing adds `name is missing`. */
  required<T>(name: string, reader: Reader<T>): T;
  /** Throws one 400 with every problem found. To be called once all is read. */
  check(): void;
}

/** Reads declared parameters; unknown ones are ignored, all problems are told at once, as in Grape. */
export function readInput(params: Params, prefix = ""): Input {
  const problems: string[] = [];
  const attempt = <T>(name: string, reader: Reader<T>): T | undefined => {
    try {
      return reader(params[name]);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      problems.push(`${prefix === "" ? name : `${prefix}[${name}]`} ${error.message}`);
      return undefined;
    }
  };
  const given = (name: string): boolean => params[name] !== undefined && params[name] !== null;
  const empty = (name: string, reader: Reader<unknown>): boolean => params[name] === "" && emptyIsNone.has(reader);
  return {
    get: (name, reader) => (given(name) && !empty(name, reader) ? attempt(name, reader) : undefined),
    nullable(name, reader) {
      if (params[name] === undefined) return undefined;
      return params[name] === null || params[name] === "" ? null : attempt(name, reader);
    },
    required(name, reader) {
      if (params[name] === undefined) problems.push(`${name} is missing`);
      // The value is only used after check(), which throws where there was none.
      return (given(name) ? attempt(name, reader) : attempt(name, () => reader(""))) as never;
    },
    check() {
      if (problems.length > 0) throw invalidParameter([...new Set(problems)].join(", "));
    },
  };
}

export const text: Reader<string> = (value) => {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Invalid("is invalid");
};

/** As Ruby's `Integer`: blanks around it, a sign and underscores between digits count; a fraction in JSON is cut off. */
export const integer: Reader<number> = (value) => {
  const written = typeof value === "string" ? /^\s*([+-]?\d+(?:_\d+)*)\s*$/.exec(value)?.[1] : undefined;
  const number = written === undefined ? value : Number(written.replaceAll("_", ""));
  if (typeof number !== "number" || !Number.isFinite(number)) throw new Invalid("is invalid");
  return Math.trunc(number);
};

const trueWords = "1 on On ON t true True TRUE T y yes Yes YES Y".split(" ");
const falseWords = "0 off Off OFF f false False FALSE F n no No NO N".split(" ");

/** A boolean in any of the spellings that Grape takes (dry-types' `Params::Bool`), in JSON too: `True` is Python's. */
export const flag: Reader<boolean> = (value) => {
  const word = typeof value === "boolean" || typeof value === "number" ? String(value) : value;
  if (trueWords.includes(word as never)) return true;
  if (falseWords.includes(word as never)) return false;
  throw new Invalid("is invalid");
};

const ISO_TIME =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?\s*(Z|UTC|[+ -]\d\d(?::?\d\d)?)?$/i;

/** An ISO 8601 time, or a date alone; without a zone it is UTC. */
export const instant: Reader<Date> = (value) => {
  const match = ISO_TIME.exec(text(value).trim());
  if (match === null) throw new Invalid("is invalid");
  const [year = "", month = "", day = "", hour = "00", minute = "00", second = "00", fraction = "0", zone = "Z"] =
    match.slice(1);
  if (calendarDay(year, month, day) === null) throw new Invalid("is invalid");
  // A plus sign that was not encoded arrives as a blank.
  const offset = /^(?:Z|UTC)$/i.test(zone) ? "Z" : `${zone.replace(" ", "+").replace(":", "")}00`.slice(0, 5);
  const shift = offset === "Z" ? "Z" : `${offset.slice(0, 3)}:${offset.slice(3)}`;
  const milliseconds = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3)}${shift}`,
  );
  if (Number.isNaN(milliseconds)) throw new Invalid("is invalid");
  return new Date(milliseconds);
};

/** `YYYY-MM-DD`, or null for a day that no calendar has. */
function calendarDay(year: string, month: string, day: string): string | null {
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const milliseconds = Date.parse(`${written}T00:00:00Z`);
  // 31 April would become the first of May.
  return Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== written ? null : written;
}

/** One of several words, as written; a number of JSON counts as its digits. */
export function oneOf<const T extends string>(...allowed: readonly T[]): Reader<T> {
  return (value) => {
    const found = allowed.find((word) => word === value || (typeof value === "number" && word === String(value)));
    if (found === undefined) throw new Invalid("does not have a valid value");
    return found;
  };
}

/** `a,b`, or an array whose values may hold commas too; without blanks and empty parts. Anything else is an empty list. */
export const commaList: Reader<readonly string[]> = (value) => {
  const parts = typeof value === "string" ? [value] : Array.isArray(value) ? value.map(String) : [];
  return parts.flatMap((part) => part.split(",").map((one) => one.trim())).filter((one) => one !== "");
};

/** The same of numbers. What begins with no digits is 0, as Ruby's `to_i` reads it. */
export const integers: Reader<readonly number[]> = (value) =>
  commaList(value).map((part) => Number.parseInt(part, 10) || 0);

/** A nested hash such as `not[...]`. */
export const nested: Reader<Params> = (value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Invalid("is invalid");
  return value as Params;
};

/** `YYYY-MM-DD`; what is no date counts as none, as Rails casts it. */
export const date: Reader<string | null> = (value) => {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(text(value).trim()) ?? [];
  return calendarDay(year, month, day);
};

/** One of GitLab's access levels. */
export const accessLevel: Reader<number> = (value) => {
  const level = integer(value);
  if (![0, 5, 10, 15, 20, 30, 40, 50].includes(level)) throw new Invalid("does not have a valid value");
  return level;
};

/** Types of which Grape takes an empty text for nothing given; of a text the empty one is a value. */
const emptyIsNone: ReadonlySet<Reader<unknown>> = new Set<Reader<unknown>>([integer, flag, instant, accessLevel]);
