import * as z from "zod";
import type { Refusal } from "../../domain/schedule/parsed.ts";

/** What the JSON Schema, the reference table and error messages say about one key. */
export interface About {
  /** The kind of value in a word or two, `date`. */
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  /** What holds where the key is not given; as people would write it. */
  readonly default?: unknown;
  /** For editors; what is really checked is up to the parser of the value. */
  readonly pattern?: string;
  readonly oneOf?: readonly { readonly required: readonly string[] }[];
}

/** A value read from what people wrote, or why it cannot be. */
export type Read<T> = { readonly ok: true; readonly value: T } | (Refusal & { readonly nearest?: string | null });

/** A text with a meaning of its own: `read` turns it into a value or refuses it. */
export function leaf<T>(about: About, read: (text: string) => Read<T>) {
  return z
    .string()
    .meta(toMeta(about))
    .transform((text, context) => apply(readWithin(text, read), text, context));
}

/** A text for people; a number is one too (`customer: 1234`). */
export function freeText(about: About, read: (text: string) => Read<string>) {
  const either = z.union([z.string(), z.number()]).meta(toMeta(about));
  return either.transform((value, context) => apply(readWithin(String(value), read), value, context));
}

/** One value, or a list of such values; always read as a list. */
export function oneOrMore<T extends z.ZodType>(about: About, one: T) {
  return z.union([one.transform((value) => [value]), z.array(one)]).meta(toMeta(about));
}

/** The form zod takes metadata in. */
export function toMeta(about: About): z.GlobalMeta {
  const { examples, oneOf, ...rest } = about;
  return { ...rest, ...(examples && { examples: [...examples] }), ...(oneOf && { oneOf }) };
}

/** Longer texts are no value of any key; the readers' patterns need not be safe against them. */
export const MAX_LENGTH = 1000;

function readWithin<T>(text: string, read: (text: string) => Read<T>): Read<T> {
  if (text.length <= MAX_LENGTH) return read(text);
  return { ok: false, problem: `the text has ${text.length} letters`, allowed: [`at most ${MAX_LENGTH} letters`] };
}

/** Passes a value on, or makes its refusal an issue that `explain-issues.ts` understands. */
export function apply<T>(result: Read<T>, input: unknown, context: z.core.$RefinementCtx): T {
  if (result.ok) return result.value;
  const { problem, allowed, nearest = null } = result;
  context.issues.push({ code: "custom", input, message: problem, params: { allowed, nearest } });
  return z.NEVER;
}
