import { ENVIRONMENT_VARIABLES } from "../environment/environment-variables.ts";
import { inlineYaml } from "../problems/describe-schema.ts";
import { type JsonSchema, projectConfigurationJsonSchema } from "../schema/json-schema.ts";

/** The reference of `.gitlab/cadence.yml` and of the environment, as Markdown tables made from the schema. */
export function renderConfigurationReference(): string {
  const root = projectConfigurationJsonSchema();
  const meeting = mapUnder(root.properties?.["meetings"]);
  const shared = Object.keys(root.properties?.["defaults"]?.properties ?? {});
  return [
    "### The file",
    renderTable(root),
    "### `csm` as a list of terms",
    renderTable(mapUnder(root.properties?.["csm"])),
    "### `observers` as a map",
    renderTable(mapUnder(root.properties?.["observers"])),
    "### `away` as a map",
    renderTable(mapUnder(root.properties?.["away"])),
    "### `state_labels`",
    renderTable(mapUnder(root.properties?.["state_labels"])),
    "### `state_labels.KEY` as a map",
    "What is left out stays as it is by default.",
    renderTable(mapUnder(mapUnder(root.properties?.["state_labels"]).properties?.["unresolved"])),
    ...["mentions", "reminders", "noise", "history", "profile", "topics"].flatMap((key) => [
      `### \`${key}\``,
      renderTable(mapUnder(root.properties?.[key])),
    ]),
    "### `topics.add` as a map",
    renderTable(mapUnder(mapUnder(root.properties?.["topics"]).properties?.["add"])),
    "### `meetings.ID`",
    "Either `repeat`, or `rrule` with `at`, must be given.",
    renderTable(meeting),
    "### `defaults`",
    `These keys of a meeting hold for all meetings that do not say otherwise: ${shared.map(code).join(", ")}.`,
    "### `meetings.ID.repeat` as a list",
    "Entries are rhythms in words, or maps:",
    renderTable(mapUnder(meeting.properties?.["repeat"])),
    ...["carry", "follow_up", "skip", "pause", "move"].flatMap((key) => [
      `### \`meetings.ID.${key}\` as a map`,
      renderTable(mapUnder(meeting.properties?.[key])),
    ]),
    "### Environment variables",
    renderEnvironment(),
  ].join("\n\n");
}

/** The map with keys of its own that a value may be, hold or lead to. */
export function mapUnder(schema: JsonSchema | undefined): JsonSchema {
  if (schema?.properties !== undefined || schema === undefined) return schema ?? {};
  const values = typeof schema.additionalProperties === "object" ? [schema.additionalProperties] : [];
  const inside = [...values, ...(schema.items === undefined ? [] : [schema.items]), ...(schema.anyOf ?? [])];
  return inside.map(mapUnder).find(({ properties }) => properties !== undefined) ?? {};
}

/** The keys of a map, a row for each. */
export function renderTable(schema: JsonSchema): string {
  const rows = Object.entries(schema.properties ?? {}).map(([key, value]) => {
    const required = schema.required?.includes(key) ?? false;
    return [
      code(key),
      describeType(value),
      required ? "**required**" : describeDefault(value),
      value.description ?? "",
      examples(value),
    ];
  });
  return renderRows(["Key", "Type", "Default", "Meaning", "Examples"], rows);
}

function renderEnvironment(): string {
  const rows = ENVIRONMENT_VARIABLES.map(({ name, meaning, example }) => [
    code(name),
    meaning,
    example === "" ? "" : code(example),
  ]);
  return renderRows(["Variable", "Meaning", "Example"], rows);
}

/** A Markdown table. */
export function renderRows(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");
}

function describeType(schema: JsonSchema): string {
  if (schema.title !== undefined) return schema.title;
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.enum !== undefined) return schema.enum.map((word) => code(String(word))).join(" or ");
  if (schema.anyOf !== undefined) return describeForms(schema.anyOf);
  if (schema.items !== undefined) return `list of: ${describeType(schema.items)}`;
  if (schema.type === "integer") return "whole number";
  return schema.type === "boolean" ? "true or false" : "map";
}

function describeForms(forms: readonly JsonSchema[]): string {
  const words = [...new Set(forms.map(describeType))];
  const [one, list] = words;
  if (words.length === 2 && list === `list of: ${one}`) return `${one}, or a list of them`;
  return words.join(" or ");
}

function describeDefault(schema: JsonSchema): string {
  return schema.default === undefined ? "" : code(inlineYaml(schema.default));
}

function examples(schema: JsonSchema): string {
  return (schema.examples ?? []).map((example) => code(inlineYaml(example))).join("<br>");
}

function code(text: string): string {
  return `\`${text}\``;
}
