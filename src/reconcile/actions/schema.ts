import * as z from "zod/mini";
import { described } from "../../config/schema/leaf.ts";

export type Shape = Readonly<Record<string, z.ZodMiniType>>;
type Fields<S extends Shape> = { readonly [Key in keyof S]: z.output<S[Key]> };

export function list<S extends z.ZodMiniType>(one: S): z.ZodMiniType<readonly z.output<S>[]> {
  return z.array(one);
}

export function record<S extends Shape>(shape: S): z.ZodMiniType<Fields<S>> {
  return z.strictObject(shape) as unknown as z.ZodMiniType<Fields<S>>;
}

/** The same schema with what the JSON Schema says about it. */
export function about<S extends z.ZodMiniType>(description: string, schema: S): S {
  return described({ description }, schema);
}
