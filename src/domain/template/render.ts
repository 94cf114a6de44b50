import mustache from "mustache";
import { checkTemplate, type TemplateProblem, type TemplateValue, type TemplateVariables } from "./check.ts";

export type { TemplateProblem, TemplateVariables } from "./check.ts";
export { templateVariables } from "./tags.ts";

export type RenderedTemplate =
  | { readonly ok: true; readonly markdown: string }
  | { readonly ok: false; readonly problems: readonly TemplateProblem[] };

/** A text, or the empty text for what should not have come in. */
function copyText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A copy without a prototype and without the names that every object inherits: nothing in it can be called. */
function copyRecord<T>(record: object, copy: (value: unknown) => T): Record<string, T> {
  const view: Record<string, T> = Object.create(null);
  for (const [name, value] of Object.entries(record)) if (!(name in Object.prototype)) view[name] = copy(value);
  return view;
}

function copyValue(value: unknown): TemplateValue {
  if (typeof value === "boolean") return value;
  if (!Array.isArray(value)) return copyText(value);
  return value.map((entry: unknown) =>
    typeof entry === "object" && entry !== null ? copyRecord(entry, copyText) : copyText(entry),
  );
}

/**
 * Fills a Mustache template with an allow-list of values (law 4): values, sections, inverted sections, comments and other
 * delimiters; no partials, no lambdas, no dotted names. Nothing is HTML-escaped, since the outcome is Markdown: make the
 * values inert before. A value that looks like a tag stays text. What is wrong comes back as problems, all at once.
 *
 * Names inside a section over an empty list can't be told from typos and pass.
 */
export function renderTemplate(template: string, variables: TemplateVariables): RenderedTemplate {
  const view = copyRecord(variables, copyValue);
  const problems = checkTemplate(template, view);
  if (problems.length > 0) return { ok: false, problems };
  // A writer of our own: the global one keeps every template for ever.
  const writer = new mustache.Writer();
  const escape = (value: TemplateValue): string => String(value);
  return { ok: true, markdown: writer.render(template, view, undefined, { escape }) };
}
