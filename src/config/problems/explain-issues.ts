import type * as z from "zod/mini";
import { nearestWord } from "../../domain/text/nearest-word.ts";
import { type JsonSchema, schemasAt } from "../schema/json-schema.ts";
import type { Path } from "../yaml/places.ts";
import { type Complaint, complaintOf } from "./complaint.ts";
import { allowedWords, describeForms, examplesOf, formsOf, kindOf } from "./describe-schema.ts";
import { explainUnknownKey } from "./unknown-key.ts";

type SchemaIssue = z.core.$ZodIssue;

interface Context {
  readonly root: JsonSchema;
  readonly value: unknown;
}

/** Says in people's words what zod found wrong with the value of a file. */
export function explainIssues(issues: readonly SchemaIssue[], value: unknown, root: JsonSchema): readonly Complaint[] {
  return issues.flatMap((issue) => explain(issue, [], { root, value }));
}

function explain(issue: SchemaIssue, above: Path, context: Context): readonly Complaint[] {
  const path: Path = [...above, ...(issue.path as Path)];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => explainUnknownKey(path, key, context.root));
    case "invalid_union":
      return explainForms(issue.errors, path, context);
    case "custom":
      return [about(path, issue.message, issue.params?.["allowed"] ?? [], issue.params?.["nearest"] ?? null)];
    case "too_small":
    case "too_big":
      return [about(path, "out of range", examplesOf(schemasAt(context.root, path)), null)];
    default:
      return [wrongValue(path, context)];
  }
}

/** Where several forms are allowed, only the one that people tried is worth a message. */
function explainForms(errors: readonly (readonly SchemaIssue[])[], path: Path, context: Context): readonly Complaint[] {
  const tried = errors.filter((issues) =>
    issues.every(({ code, path: own }) => own.length > 0 || !code.startsWith("invalid_")),
  );
  const nested = errors.flatMap((issues) =>
    issues.filter(({ code, path: own }) => own.length === 0 && code === "invalid_union"),
  );
  const [best, ...others] = tried;
  if (best === undefined)
    return nested.length === 0 ? [wrongValue(path, context)] : nested.flatMap((issue) => explain(issue, path, context));
  const chosen = others.reduce((fewest, issues) => (issues.length < fewest.length ? issues : fewest), best);
  return chosen.flatMap((issue) => explain(issue, path, context));
}

function wrongValue(path: Path, context: Context): Complaint {
  const value = valueAt(context.value, path);
  const schemas = schemasAt(context.root, path);
  const allowed = examplesOf(schemas);
  if (value === undefined) return complaintOf(path, missing(path, schemas), allowed, "missing");
  const words = allowedWords(schemas);
  if (typeof value === "string" && words.length > 0)
    return about(path, "not one of the words that are allowed here", words, nearestValue(value, words));
  const forms = schemas.flatMap(formsOf);
  const expected = describeForms(forms);
  if (value === null)
    return complaintOf(path, `the key has no value; ${expected} is expected, or no key`, allowed, "key");
  const [only] = forms;
  if (forms.length === 1 && only === "true or false")
    return about(path, "neither true nor false", ["true", "false"], yesOrNo(value));
  const nearest = forms.includes("true or false") ? yesOrNo(value) : inQuotes(value, schemas);
  return about(path, `${kindOf(value)} where ${expected} is expected`, allowed, nearest);
}

function nearestValue(value: string, words: readonly string[]): string | null {
  const truth = yesOrNo(value);
  const meant = SWITCHES.find(([on]) => truth !== null && words.includes(on))?.[truth === "true" ? 0 : 1];
  if (meant !== undefined) return meant;
  const beginning = value === "" ? undefined : words.find((word) => word.startsWith(value.toLowerCase()));
  return beginning ?? nearestWord(value.slice(0, 100), words);
}

/** Words for yes and no. A `no` is near to `on` by its letters only. */
const SWITCHES = [
  ["on", "off"],
  ["notify", "quiet"],
] as const;

function missing(path: Path, schemas: readonly JsonSchema[]): string {
  const meaning = schemas[0]?.description?.split(/[.:]/)[0];
  const key = String(path.at(-1));
  return meaning === undefined
    ? `${key} is missing`
    : `${key} is missing: ${meaning.charAt(0).toLowerCase()}${meaning.slice(1)}`;
}

/** What `yes`, `off` and the like stood for in older YAML. */
function yesOrNo(value: unknown): string | null {
  if (typeof value !== "string") return null;
  if (/^(yes|y|on|true)$/i.test(value)) return "true";
  return /^(no|n|off|false|never)$/i.test(value) ? "false" : null;
}

/** Where texts of any content are meant, `true` is one in quotes. */
function inQuotes(value: unknown, schemas: readonly JsonSchema[]): string | null {
  const anyText = schemas.some(({ type }) => Array.isArray(type) && type.includes("number"));
  return anyText && typeof value === "boolean" ? JSON.stringify(String(value)) : null;
}

function about(path: Path, problem: string, allowed: readonly string[], nearest: string | null): Complaint {
  return { ...complaintOf(path, problem, allowed), nearest };
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    return typeof inner === "object" && inner !== null ? (inner as Record<string | number, unknown>)[step] : undefined;
  }, value);
}
