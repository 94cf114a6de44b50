import mustache from "mustache";
import { checkTemplate, lookUp, type TemplateProblem, type TemplateValue, type TemplateVariables } from "./check.ts";

export type { TemplateProblem, TemplateRecord, TemplateValue, TemplateVariables } from "./check.ts";
export { templateVariables } from "./tags.ts";

export type RenderedTemplate =
  | { readonly ok: true; readonly markdown: string }
  | { readonly ok: false; readonly problems: readonly TemplateProblem[] };

/** A copy without a prototype that holds texts, conditions and lists of texts only: nothing in it can be called. */
function bare(record: Readonly<Record<string, unknown>>, copy: (value: unknown) => unknown): Record<string, unknown> {
  const view: Record<string, unknown> = Object.create(null);
  for (const name of Object.keys(record)) {
    if (lookUp(record, name) !== undefined) view[name] = copy(record[name]);
  }
  return view;
}

function copyText(value: unknown): unknown {
  return typeof value === "string" ? value : "";
}

function copyEntry(entry: unknown): unknown {
  return typeof entry === "object" && entry !== null ? bare({ ...entry }, copyText) : copyText(entry);
}

function copyValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyEntry);
  return typeof value === "boolean" ? value : copyText(value);
}

/**
 * Fills a Mustache template with an allow-list of values (law 4): values, sections, inverted sections, comments and other
 * delimiters; no partials, no lambdas, no dotted names. Nothing is HTML-escaped, since the outcome is Markdown: make the
 * values inert before. A value that looks like a tag stays text. What is wrong comes back as problems, all at once.
 *
 * Names inside a section over an empty list can't be told from typos and pass.
 */
export function renderTemplate(template: string, variables: TemplateVariables): RenderedTemplate {
  const problems = checkTemplate(template, variables);
  if (problems.length > 0) return { ok: false, problems };
  // A writer of our own without its cache: the global one keeps every template for ever.
  const writer = new mustache.Writer();
  Object.assign(writer, { templateCache: undefined });
  const escape = (value: TemplateValue): string => String(value);
  return { ok: true, markdown: writer.render(template, bare(variables, copyValue), undefined, { escape }) };
}
