import * as z from "zod/mini";
import type { UnreadWords } from "../../domain/schedule/parsed.ts";

/** What the JSON Schema, the reference table and error messages say about one key. */
export interface About {
  /** The kind of value in a word or two, `date`. */
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  /** What holds where the key is not given; as people would write it. */
  readonly default?: unknown;
  /** For editors; what is really checked is up to the reader of the value. */
  readonly pattern?: string;
  readonly propertyNames?: { readonly pattern: string };
  /** What the keys of a map need and exclude, for editors. */
  readonly oneOf?: readonly object[];
}

/** A value read from what people wrote, or why it cannot be. */
export type Read<T> = { readonly ok: true; readonly value: T } | (UnreadWords & { readonly nearest?: string | null });

/** Attaches what is said about a schema. */
export function described<S extends z.ZodMiniType>(about: About, schema: S): S {
  const { examples, ...rest } = about;
  z.globalRegistry.add(schema, { ...rest, ...(examples && { examples: [...examples] }) });
  return schema;
}

/** A text with a meaning of its own: `read` turns it into a value or refuses it. */
export function leaf<T>(about: About, read: (text: string) => Read<T>) {
  return readFurther(described(about, z.string()), (text) => readWithin(text, read));
}

/** A text for people; a number is one too (`customer: 1234`). */
export function freeText<T>(about: About, read: (text: string) => Read<T>) {
  return readFurther(described(about, z.union([z.string(), z.number()])), (value) => readWithin(String(value), read));
}

/** One value, or a list of such values; always read as a list. */
export function oneOrMore<S extends z.ZodMiniType>(about: About, one: S) {
  const asList = readFurther(one, (value): Read<readonly z.output<S>[]> => ({ ok: true, value: [value] }));
  return described(about, z.union([asList, z.array(one)]));
}

/** A schema whose value is read further. A refusal becomes an issue that `explain-issues.ts` understands. */
export function readFurther<S extends z.ZodMiniType, T>(schema: S, read: (value: z.output<S>) => Read<T>) {
  const transform = z.transform((value: z.output<S>, context): T => {
    const result = read(value);
    if (result.ok) return result.value;
    const { problem, allowed, nearest = null } = result;
    context.issues.push({ code: "custom", input: value, message: problem, params: { allowed, nearest } });
    return z.NEVER;
  });
  return z.pipe(schema, transform as z.ZodMiniTransform<Awaited<T>, z.output<S>>);
}

/** Longer texts are no value of any key; the readers' patterns need not be safe against them. */
export const MAX_LENGTH = 1000;

function readWithin<T>(text: string, read: (text: string) => Read<T>): Read<T> {
  if (text.length <= MAX_LENGTH) return read(text);
  return { ok: false, problem: `the text has ${text.length} letters`, allowed: [`at most ${MAX_LENGTH} letters`] };
}
