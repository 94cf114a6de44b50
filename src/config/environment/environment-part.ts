import type { Problem } from "../../domain/errors.ts";

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A part of the environment that was read, or what is wrong with it. */
export type EnvironmentPart<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** A problem with one variable. `found` stays null where it could be secret. */
export function environmentProblem(
  key: string,
  problem: string,
  allowed: readonly string[],
  found: string | null = null,
  nearest: string | null = null,
): Problem {
  return { file: "environment", line: null, column: null, key, found, problem, allowed, nearest };
}

/** True for a variable that is there and not empty; CI systems set empty ones for "not given". */
export function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
