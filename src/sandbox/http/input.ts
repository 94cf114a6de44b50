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
  return {
    get: (name, reader) => (given(name) ? attempt(name, reader) : undefined),
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

export const integer: Reader<number> = (value) => {
  const number = typeof value === "string" && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number)) throw new Invalid("is invalid");
  return number;
};

export const flag: Reader<boolean> = (value) => {
  if ([true, "true", "t", "1", 1, "on"].includes(value as never)) return true;
  if ([false, "false", "f", "0", 0, "off"].includes(value as never)) return false;
  throw new Invalid("is invalid");
};

/** An ISO 8601 time, or a date alone. */
export const instant: Reader<Date> = (value) => {
  const written = text(value);
  if (!/^\d{4}-\d\d-\d\d/.test(written)) throw new Invalid("is invalid");
  // A plus sign that was not encoded arrives as a blank.
  const milliseconds = Date.parse(written.replace(/ (\d\d:?\d\d)$/, "+$1").replace(" ", "T"));
  if (Number.isNaN(milliseconds)) throw new Invalid("is invalid");
  return new Date(milliseconds);
};

/** One of several words, as written. */
export function oneOf<const T extends string>(...allowed: readonly T[]): Reader<T> {
  return (value) => {
    const found = allowed.find((word) => word === value);
    if (found === undefined) throw new Invalid("does not have a valid value");
    return found;
  };
}

/** `a,b` or an array, without blanks and empty parts. */
export const commaList: Reader<readonly string[]> = (value) => {
  const parts = Array.isArray(value) ? value.map(text) : text(value).split(",");
  return parts.map((part) => part.trim()).filter((part) => part !== "");
};

export const integers: Reader<readonly number[]> = (value) => {
  const parts = Array.isArray(value) ? value : text(value).split(",");
  return parts.filter((part) => part !== "").map(integer);
};

/** A nested hash such as `not[...]`. */
export const nested: Reader<Params> = (value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Invalid("is invalid");
  return value as Params;
};

/** `YYYY-MM-DD`; what is no date counts as none, as Rails casts it. */
export const date: Reader<string | null> = (value) => {
  const match = /^\d{4}-\d\d-\d\d/.exec(text(value))?.[0];
  const milliseconds = match === undefined ? Number.NaN : Date.parse(`${match}T00:00:00Z`);
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString().slice(0, 10);
};
