import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse as parseYaml, stringify } from "yaml";
import { type JsonSchema, projectConfigurationJsonSchema } from "../../src/config/schema/json-schema.ts";
import { parseServiceConfiguration } from "../../src/config/service/parse-service-configuration.ts";
import { serviceConfigurationJsonSchema } from "../../src/config/service/service-file.ts";
import { SHIPPED_TEMPLATES } from "../../src/config/templates.ts";
import { checkTemplate } from "../../src/domain/template/check.ts";
import { exampleVariables } from "../../src/domain/template/variable-table.ts";
import { GOOD_HEAD, GOOD_MEETINGS, said } from "./said.ts";

const CALL = "cadence-call";

interface Example {
  readonly path: readonly string[];
  readonly value: unknown;
  /** Puts the example where it stands in a file. */
  readonly file: (value: unknown) => unknown;
}

/** Every example of a schema, however deep, with the place that it has in a file. */
function examplesIn(
  schema: JsonSchema,
  path: readonly string[] = [],
  file: (value: unknown) => unknown = (value) => value,
): readonly Example[] {
  const { examples = [], properties = {}, additionalProperties, items, anyOf = [] } = schema;
  const below = (key: string, one: JsonSchema) =>
    examplesIn(one, [...path, key], (value) => file({ ...companions(path, key), [key]: value }));
  return [
    ...examples.map((value) => ({ path, value, file })),
    ...Object.entries(properties).flatMap(([key, one]) => below(key, one)),
    ...(typeof additionalProperties === "object" ? below(nameIn(path), additionalProperties) : []),
    ...(items === undefined ? [] : examplesIn(items, path, (value) => file([value, ...furtherItems(path)]))),
    ...anyOf.flatMap((one) => examplesIn(one, path, file)),
  ];
}

/** A key of a map whose keys people choose. */
function nameIn(path: readonly string[]): string {
  if (path.at(-1) === "move" || path.at(-1) === "guests") return "2026-01-27";
  return path.at(-1) === "meetings" ? CALL : "tier";
}

/** What a list needs besides an entry: the last CSM leads without an end. */
function furtherItems(path: readonly string[]): readonly unknown[] {
  return path.at(-1) === "csm" ? [{ user: "@ann" }] : [];
}

const PROFILE = { segment: "growth", priority: 1, since: "2026-01-12" };

/** What a key of a meeting, of a term, of a move or of a rhythm needs beside it, whatever it says. */
function companions(path: readonly string[], key: string): object {
  const around = path.at(-1) ?? "";
  if (path.at(-2) === "meetings") {
    if (key === "contract" || key === "when") return { contract: "month 6", when: "tuesday at 10:00" };
    if (key === "after" || key === "in") return { after: "business-review", in: "3 months", when: "tuesday at 10:00" };
    if (key === "rrule") return { at: "10:00", from: "2026-01-13" };
    return key === "at" ? { rrule: "FREQ=WEEKLY", from: "2026-01-13" } : parseYaml(GOOD_MEETINGS).meetings[CALL];
  }
  if (around === "csm") return key === "user" ? { until: "2026-06-30" } : { user: "@jane" };
  if (around === "add") return { topic: "Move to the new runners" };
  if (around === "observers") return { user: "@kim" };
  if (around === "away") return { user: "@ann", from: "2026-07-20" };
  if (around === "profile") return PROFILE;
  if (around === "repeat" || around === "calls") return { repeat: "every week on tuesday at 10:00" };
  if (path.at(-2) === "move") return { to: "2026-01-28" };
  if (around === "skip" && key !== "date") {
    return key === "reason" ? { date: "2026-05-05" } : { from: "2026-05-05", to: "2026-05-05" };
  }
  if (around === "pause") return { from: "2026-05-05" };
  return around === "history" ? { before: "2026-12-01" } : {};
}

describe("examples of the schema", () => {
  const ofProject = examplesIn(projectConfigurationJsonSchema());

  it("are each taken by the reader, where they stand", () => {
    const head = { customer: "Acme", timezone: "UTC", country: "DE", profile: PROFILE };
    const review = { "business-review": { repeat: "every week on monday at 10:00", from: "2026-01-12" } };
    const refused = ofProject.flatMap(({ path, value, file }) => {
      const example = file(value) as { readonly meetings?: object };
      const usual = "calls" in example ? {} : parseYaml(GOOD_MEETINGS).meetings;
      const meetings = { ...review, ...(example.meetings ?? usual) };
      const words = said(stringify({ ...head, ...example, meetings }));
      return words === "fine" ? [] : [`${path.join(".")}: ${JSON.stringify(value)}: ${words}`];
    });
    expect(refused).toEqual([]);
    expect(ofProject.length).toBeGreaterThan(100);
  });

  it("name templates that there are: whoever copies one is not refused", () => {
    const all = [...ofProject, ...examplesIn(serviceConfigurationJsonSchema())];
    const named = all.filter(({ path }) => path.at(-1) === "template").map(({ value }) => value);
    expect(named.length).toBeGreaterThan(4);
    expect([...new Set(named)].filter((name) => !SHIPPED_TEMPLATES.some((one) => one === name))).toEqual([]);
  });
});

const DOCS = new URL("../../docs/", import.meta.url);
const PAGES = ["../README.md", ...readdirSync(DOCS).filter((name) => name.endsWith(".md"))];
const page = (name: string): string => readFileSync(new URL(name, DOCS), "utf8");

function fenced(name: string, language: string): readonly string[] {
  const blocks = page(name).matchAll(new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^ *\`\`\``, "gm"));
  return [...blocks].map(([, indent = "", text = ""]) => text.replaceAll(new RegExp(`^ {${indent.length}}`, "gm"), ""));
}

/** What the product says of an example, whichever part of whichever file it is; null for files that are others'. */
function saidOf(text: string): string | null {
  const value: unknown = parseYaml(text);
  if (typeof value !== "object" || value === null) return null;
  if ("include" in value || "services" in value) return null;
  if ("customer" in value && ("meetings" in value || "calls" in value)) return said(text);
  if ("meetings" in value && "calls" in value) return said(`${GOOD_HEAD}${text}`);
  if ("repeat" in value) return said(`${GOOD_HEAD}meetings:\n  call:\n    from: 2026-01-13\n${indented(text)}`);
  if ("groups" in value) {
    parseServiceConfiguration(text, "cadence.yml");
    return "fine";
  }
  return said(`${GOOD_HEAD}${text}${GOOD_MEETINGS}`);
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "    ");
}

describe("examples of the pages", () => {
  const files = PAGES.flatMap((name) => fenced(name, "yaml").map((text): [string, string] => [name, text]));

  it.each(files)("%s: a configuration that is taken: %j", (_name, text) => {
    expect([null, "fine"]).toContain(saidOf(text));
  });

  it("are more than a few", () => {
    expect(files.filter(([, text]) => saidOf(text) === "fine").length).toBeGreaterThan(8);
  });

  it("templates of docs/templates.md go with the variables that stand above them", () => {
    const own = fenced("templates.md", "yaml").map((text) => parseYaml(text))[0].variables;
    const variables = { ...own, seats: String(own.seats), ...exampleVariables("agenda") };
    const templates = fenced("templates.md", "markdown");
    expect(templates.length).toBeGreaterThan(0);
    for (const text of templates) expect(checkTemplate(text, variables)).toEqual([]);
  });
});
