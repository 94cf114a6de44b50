import { makeInlineInert, makeNameInertInTitle, type OwnProject } from "../text-safety/index.ts";
import type { TemplateRecord, TemplateValue, TemplateVariables } from "./values.ts";

/** Longest name of a variable, and how many a project has at most. */
export const MOST_LETTERS = 40;
export const MOST_VARIABLES = 100;

function mapTexts(value: TemplateValue, change: (text: string) => string): TemplateValue {
  if (typeof value === "boolean") return value;
  if (typeof value === "string") return change(value);
  return value.map((entry) =>
    typeof entry === "string"
      ? change(entry)
      : Object.fromEntries(Object.entries(entry).map(([name, text]): [string, string] => [name, change(text)])),
  ) satisfies readonly (TemplateRecord | string)[];
}

function mapAll(variables: TemplateVariables, change: (text: string) => string): TemplateVariables {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, mapTexts(value, change)]));
}

/**
 * Returns a project's own variables as templates see them (law 4): a line of Markdown that begins no block, runs nothing,
 * notifies nobody and refers to no other project.
 */
export function inertVariables(variables: TemplateVariables, project: OwnProject | null): TemplateVariables {
  // Where a template lists them, a text that begins as a box does would be an action item.
  const inert = (text: string): string =>
    makeInlineInert(text, { mentions: "quiet", project }).replace(/^\[(?=.\])/u, "\\[");
  return mapAll(variables, inert);
}

/** The same for titles and the names of labels and people, which know no Markdown. */
export function plainVariables(variables: TemplateVariables): TemplateVariables {
  return mapAll(variables, makeNameInertInTitle);
}
