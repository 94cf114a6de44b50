import * as z from "zod/mini";
import { MOST_LETTERS } from "../../domain/template/own-variables.ts";
import type { TemplateRecord, TemplateValue, TemplateVariables } from "../../domain/template/values.ts";
import { described, freeText, type Read, readFurther } from "./leaf.ts";
import { LINE_OR_CONTROL, refusal } from "./texts.ts";

/** A name as a template writes it; whether it is free is said by `check-variables.ts`. */
export const VARIABLE_NAME = new RegExp(`^[A-Za-z_][A-Za-z0-9_]{0,${MOST_LETTERS - 1}}$`);

/** `variables:`: what a project's templates say besides the product's own variables. */
export function OwnVariables() {
  const about = {
    title: "map of values",
    propertyNames: { pattern: VARIABLE_NAME.source },
    description:
      'Variables of your own for templates and titles, so that one shared template serves many customers: a name of letters, digits and `_` that no other variable has, with a text on one line, a number, `true` or `false`, or a list of texts or of maps of texts. `""` is empty: a section over it is left out.',
    examples: [{ tier: "Premium", seats: 250, has_sso: true, dashboards: ["https://status.example/acme"] }],
  };
  return readFurther(described(about, z.record(z.string(), Value())), (map): Read<TemplateVariables> => {
    return { ok: true, value: map };
  });
}

function Value() {
  const record = readFurther(z.record(z.string(), text()), (map): Read<TemplateRecord> => ({ ok: true, value: map }));
  const list = readFurther(z.array(z.union([text(), record])), (entries): Read<TemplateValue> => readList(entries));
  return described(
    { title: "text, number, `true`, `false` or list", examples: ["Premium", 250, true] },
    z.union([text(), z.boolean(), list]),
  );
}

/** Texts and maps in one list cannot be shown by one section. */
function readList(entries: readonly (string | TemplateRecord)[]): Read<TemplateValue> {
  const texts = entries.filter((entry) => typeof entry === "string").length;
  if (texts === 0 || texts === entries.length) return { ok: true, value: entries };
  return refusal("a list of texts and maps", ["only texts", "only maps: [{ name: Jane, role: CSM }]"]);
}

function text() {
  return freeText({ title: "text", examples: ["Premium", 250] }, (written): Read<string> => {
    const trimmed = written.trim();
    if (!LINE_OR_CONTROL.test(trimmed)) return { ok: true, value: trimmed };
    return refusal("a text with more than one line, or with a control character", ["one line", "a list, a line each"]);
  });
}
