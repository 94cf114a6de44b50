import type { TemplateValue } from "../../domain/template/values.ts";
import { TEMPLATE_VARIABLES, type TemplateVariable } from "../../domain/template/variable-table.ts";
import { renderRows } from "./reference.ts";

/** Returns the table of all variables of templates, as Markdown. */
export function renderVariableReference(): string {
  const rows = Object.entries<TemplateVariable>(TEMPLATE_VARIABLES).map(([name, row]) => [
    code(name),
    row.in === "both" ? "agenda, follow-up" : row.in,
    row.what,
    exampleOf(name, row.example),
  ]);
  return renderRows(["Name", "In", "What it is", "Example"], rows);
}

/** A list as a template writes it out, another value line by line. */
function exampleOf(name: string, value: TemplateValue): string {
  if (typeof value === "string")
    return value
      .split("\n")
      .filter((line) => line !== "")
      .map(code)
      .join("<br>");
  return code(usage(name, value));
}

/** How a template shows a variable: a text by its name, a list entry by entry, a condition with what depends on it. */
export function usage(name: string, value: TemplateValue): string {
  if (typeof value === "string") return `{{${name}}}`;
  if (typeof value === "boolean") return `{{#${name}}}yes{{/${name}}}`;
  const [first] = value;
  const field = typeof first === "object" ? Object.keys(first)[0] : ".";
  return `{{#${name}}}- {{${field}}}{{/${name}}}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
