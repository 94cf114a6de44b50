import { stringify } from "yaml";
import type { JsonSchema } from "../schema/json-schema.ts";

/** The keys a map may have, in the order of the schema. */
export function keysOf(schemas: readonly JsonSchema[]): readonly string[] {
  return schemas.flatMap((schema) => [...Object.keys(schema.properties ?? {}), ...keysOf(schema.anyOf ?? [])]);
}

/** The words a value must be one of; none where any text may stand. */
export function allowedWords(schemas: readonly JsonSchema[]): readonly string[] {
  return schemas.flatMap((schema) => [...(schema.enum ?? []).map(String), ...allowedWords(schema.anyOf ?? [])]);
}

/** What may stand there: a range, words, or examples as YAML on one line. */
export function examplesOf(schemas: readonly JsonSchema[]): readonly string[] {
  return schemas.flatMap((schema) => {
    if (schema.type === "integer") return [`a whole number from ${schema.minimum} to ${schema.maximum}`];
    return (schema.examples ?? schema.enum ?? []).map(inlineYaml);
  });
}

/** A value as YAML on one line, in the style of people: `["@jane"]`, `{ to: 2026-12-03 }`. */
export function inlineYaml(value: unknown): string {
  return stringify(value, {
    collectionStyle: "flow",
    lineWidth: 0,
    flowCollectionPadding: !Array.isArray(value),
  }).trim();
}

/** Forms of a value, in words: `a date`, `a list or a map`. */
export function describeForms(forms: readonly string[]): string {
  const different = [...new Set(forms)];
  return different.length < 2
    ? (different[0] ?? "nothing")
    : `${different.slice(0, -1).join(", ")} or ${different.at(-1)}`;
}

/** The forms a value may take: what its text means where the schema says so, else its type. */
export function formsOf(schema: JsonSchema): readonly string[] {
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(formsOf);
  if (schema.const !== undefined) return [String(schema.const)];
  if (schema.enum !== undefined) return ["a word"];
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  // A number is taken for a text where a text is meant: no need to mention it.
  if (types.includes("string")) return [withArticle(schema.title ?? "text")];
  return types.map((type) => FORMS[type] ?? type);
}

function withArticle(words: string): string {
  return /^[aeio]/i.test(words) || words.startsWith("RFC") ? `an ${words}` : `a ${words}`;
}

const FORMS: Readonly<Record<string, string>> = {
  array: "a list",
  object: "a map",
  boolean: "true or false",
  integer: "a whole number",
};

/** What a value is, in words. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return /^-?[\d.]+$/.test(value) ? "a number" : "a text";
  if (typeof value === "boolean") return String(value);
  return typeof value === "number" ? "a number" : "a map";
}
