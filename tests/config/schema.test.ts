import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse as parseYaml, stringify } from "yaml";
import { renderReferenceDocument, renderSchemaDocument } from "../../src/config/documents.ts";
import { ENVIRONMENT_VARIABLES } from "../../src/config/environment-variables.ts";
import { type JsonSchema, projectConfigurationJsonSchema } from "../../src/config/json-schema.ts";
import { renderConfigurationReference } from "../../src/config/reference.ts";
import { handbookLayer } from "../../src/config/resolve-meeting.ts";
import { GOOD_HEAD, GOOD_MEETINGS, said } from "./said.ts";

const schema = projectConfigurationJsonSchema();
const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }).compile(schema);

function document(path: string): string {
  return readFileSync(new URL(`../../docs/${path}`, import.meta.url), "utf8");
}

describe("generated documents", () => {
  test("docs/schema/cadence.schema.json is fresh (else: npm run docs)", () => {
    expect(document("schema/cadence.schema.json")).toBe(renderSchemaDocument());
  });

  test("docs/configuration.md is fresh (else: npm run docs)", () => {
    const text = document("configuration.md");
    expect(text).toBe(renderReferenceDocument(text));
  });

  test("a document without its comments is refused", () => {
    expect(() => renderReferenceDocument("# Configuration\n")).toThrow(RangeError);
  });

  test("the file shown in the document is a good one, the message shown is the one people get", () => {
    const text = document("configuration.md");
    const example = /```yaml\n(customer:[\s\S]*?)```/.exec(text)?.[1] ?? "";
    expect(said(example)).toBe("fine");
    const message = said(
      `${"\n".repeat(2)}customer: Acme\n\n\ntimezone: Europe/Berlin\nmeetings:\n  cadence-call:\n    repeat: bi-monthly on tuesday\n    from: 2026-01-13\n`,
    );
    const shown = message.replace("cadence.yml", ".gitlab/cadence.yml").replaceAll(/^(?=.)/gm, "    ");
    expect(text).toContain(shown);
  });
});

describe("the reference", () => {
  const reference = renderConfigurationReference();

  test("names every key of every map, and every variable", () => {
    for (const key of keysBelow(schema)) expect(reference).toContain(`| \`${key}\` |`);
    for (const { name } of ENVIRONMENT_VARIABLES) expect(reference).toContain(`| \`${name}\` |`);
  });

  test("has a meaning for every key, and cells that Markdown cannot take apart", () => {
    for (const line of reference.split("\n").filter((row) => row.startsWith("| `"))) {
      const cells = line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim());
      expect([3, 5]).toContain(cells.length);
      expect(cells[cells.length === 5 ? 3 : 1]).not.toBe("");
    }
  });
});

describe("the JSON Schema", () => {
  test("is a strict draft 7 schema with a title", () => {
    expect(schema).toMatchObject({
      $schema: "http://json-schema.org/draft-07/schema#",
      title: "Configuration of collab-cadence",
      additionalProperties: false,
    });
    for (const map of mapsBelow(schema)) expect(map.additionalProperties).toBe(false);
  });

  test("every example and default is one that it takes itself, and that the reader takes", () => {
    for (const [key, value] of Object.entries(schema.properties ?? {})) {
      for (const example of [...(value.examples ?? []), ...(value.default === undefined ? [] : [value.default])]) {
        const file = { customer: "Acme", timezone: "UTC", meetings: parseYaml(GOOD_MEETINGS).meetings, [key]: example };
        expect(said(stringify(file))).toBe("fine");
        expect(validate(file)).toBe(true);
      }
    }
    const meeting = schema.properties?.["meetings"]?.additionalProperties as JsonSchema;
    for (const [key, value] of Object.entries(meeting.properties ?? {})) {
      for (const example of [...(value.examples ?? []), ...(value.default === undefined ? [] : [value.default])]) {
        const rhythm =
          key === "rrule" || key === "at" ? { rrule: "FREQ=WEEKLY", at: "10:00" } : { repeat: "every day at 10:00" };
        const file = {
          customer: "Acme",
          timezone: "UTC",
          country: "DE",
          meetings: { a: { from: "2026-01-01", ...rhythm, [key]: example } },
        };
        expect(said(stringify(file))).toBe("fine");
        expect(validate(file)).toBe(true);
      }
    }
  });

  test.each([
    ["a typo", `custmer: Acme\n${GOOD_HEAD}${GOOD_MEETINGS}`],
    ["a wrong type", `${GOOD_HEAD}account_team: { a: b }\n${GOOD_MEETINGS}`],
    ["a wrong word", `${GOOD_HEAD}mentions: loud\n${GOOD_MEETINGS}`],
    ["a bad id", `${GOOD_HEAD}meetings: { "A b": { repeat: every day at 9:00, from: 2026-01-13 } }\n`],
    ["a date of another form", `${GOOD_HEAD}${GOOD_MEETINGS}    until: 31.12.2026\n`],
    ["a moved date of another form", `${GOOD_HEAD}${GOOD_MEETINGS}    move: { tuesday: 2026-01-14 }\n`],
    ["repeat and rrule", `${GOOD_HEAD}${GOOD_MEETINGS}    rrule: FREQ=DAILY\n    at: "9:00"\n`],
    ["neither", `${GOOD_HEAD}meetings: { a: { from: 2026-01-13 } }\n`],
    ["a number out of range", `${GOOD_HEAD}${GOOD_MEETINGS}    carry: { flag_after: 0 }\n`],
    ["no value", `${GOOD_HEAD}${GOOD_MEETINGS}    skip:\n`],
  ])("refuses %s, as the reader does", (_, text) => {
    expect(said(text)).not.toBe("fine");
    expect(validate(parseYaml(text))).toBe(false);
  });

  test("takes whatever the reader takes", () => {
    const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
    const day = fc.constantFrom("2026-01-13", "2026-06-30", "2026-02-30", "2026-05-05..2026-05-08");
    const range = fc.oneof(
      day,
      fc.record({ from: day, to: day }),
      fc.record({ date: day, reason: fc.oneof(fc.string(), fc.integer()) }),
    );
    const shared = {
      duration: optional(fc.constantFrom("50 minutes", "1 hour", 50)),
      labels: optional(fc.oneof(fc.string(), fc.array(fc.oneof(fc.string(), fc.integer())))),
      skip: optional(fc.oneof(range, fc.array(range))),
      pause: optional(fc.constantFrom("2026-07-01..", true, ["2026-07-01..2026-08-01"])),
      carry: optional(fc.oneof(fc.boolean(), fc.record({ flag_after: fc.integer({ min: -1, max: 1200 }) }))),
      confidential: optional(fc.constantFrom(true, false, "yes")),
    };
    const meeting = fc.record({
      from: day,
      repeat: optional(fc.constant("every day at 9:00")),
      rrule: optional(fc.constant("FREQ=DAILY")),
      at: optional(fc.constant("9:00")),
      ...shared,
    });
    const file = fc.record({
      customer: fc.oneof(fc.string(), fc.integer(), fc.boolean()),
      timezone: fc.constantFrom("Europe/Berlin", "CET"),
      mentions: optional(fc.constantFrom("quiet", { carried: "notify" }, "loud")),
      defaults: optional(fc.record(shared)),
      meetings: fc.dictionary(fc.constantFrom("a", "1", "A"), meeting, { maxKeys: 2 }),
    });
    const agrees = fc.property(file, (value) => {
      const text = stringify(JSON.parse(JSON.stringify(value)));
      return said(text) !== "fine" || validate(parseYaml(text));
    });
    expect(fc.check(agrees, { numRuns: 100 })).toMatchObject({ failed: false });
  });

  test("has the handbook's defaults as its defaults", () => {
    expect(handbookLayer()).toMatchObject({
      duration: 50,
      lead_time: { amount: 3, unit: "days" },
      holidays: "shift-next-day",
      template: "Meeting Agenda",
    });
  });
});

function mapsBelow(root: JsonSchema): readonly JsonSchema[] {
  const inner = [...Object.values(root.properties ?? {}), ...(root.anyOf ?? []), ...(root.items ? [root.items] : [])];
  const values = typeof root.additionalProperties === "object" ? [root.additionalProperties] : [];
  return [...(root.properties ? [root] : []), ...[...inner, ...values].flatMap(mapsBelow)];
}

function keysBelow(root: JsonSchema): readonly string[] {
  return [...new Set(mapsBelow(root).flatMap(({ properties }) => Object.keys(properties ?? {})))];
}
