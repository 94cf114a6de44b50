import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse as parseYaml, stringify } from "yaml";
import { renderReferenceDocument, renderSchemaDocument } from "../../src/config/documents.ts";
import { ENVIRONMENT_VARIABLES } from "../../src/config/environment/environment-variables.ts";
import { renderConfigurationReference } from "../../src/config/reference/reference.ts";
import { handbookLayers } from "../../src/config/resolve/meeting-types.ts";
import { STATE_LABELS } from "../../src/config/schema/handbook-defaults.ts";
import { type JsonSchema, projectConfigurationJsonSchema } from "../../src/config/schema/json-schema.ts";
import { sourcesOf } from "../support/sources.ts";
import { GOOD_HEAD, GOOD_MEETINGS, said } from "./said.ts";

const schema = projectConfigurationJsonSchema();
const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }).compile(schema);

function document(path: string): string {
  return readFileSync(new URL(`../../docs/${path}`, import.meta.url), "utf8");
}

describe("generated documents", () => {
  it("docs/schema/cadence.schema.json is fresh (else: npm run docs)", () => {
    expect(document("schema/cadence.schema.json")).toBe(renderSchemaDocument());
  });

  it("docs/configuration.md is fresh (else: npm run docs)", () => {
    const text = document("configuration.md");
    expect(text).toBe(renderReferenceDocument(text));
  });

  it("a document without its comments is refused", () => {
    expect(() => renderReferenceDocument("# Configuration\n")).toThrow(RangeError);
  });

  it("the file shown in the document is a good one, the message shown is the one people get", () => {
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

  it("names every key of every map, and every variable", () => {
    for (const key of keysBelow(schema)) expect(reference).toContain(`| \`${key}\` |`);
    for (const { name } of ENVIRONMENT_VARIABLES) expect(reference).toContain(`| \`${name}\` |`);
  });

  it("has a meaning for every key, and cells that Markdown cannot take apart", () => {
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

/** Keys that no file of `src/config/resolve` names: the table of state labels is read as a whole, days off by their own reader. */
const READ_ELSEWHERE: readonly string[] = [...Object.values(STATE_LABELS).map(({ key }) => key), "to", "reason"];

it.each(keysBelow(schema).filter((key) => !READ_ELSEWHERE.includes(key)))(
  "%s is read in src/config/resolve: a key of the schema alone would be taken and change nothing",
  (key) => {
    const read = sourcesOf(["src/config/resolve"]).filter(([, code]) =>
      new RegExp(`\\b${key}\\b`).test(code.replaceAll(/\/\*[^]*?\*\//g, "")),
    );
    expect(read).not.toEqual([]);
  },
);

const PROFILE = "{ segment: growth, priority: 1, since: 2026-01-12 }";

/** The keys beside which a key of a meeting can stand. */
function whenFor(key: string): object {
  if (key === "rrule" || key === "at") return { rrule: "FREQ=WEEKLY", at: "10:00" };
  if (key === "after" || key === "in") return { after: "business-review", in: "3 months", when: "tuesday at 10:00" };
  if (key === "contract" || key === "when") return { contract: "month 6", when: "tuesday at 10:00" };
  return { repeat: "every day at 10:00" };
}

describe("the JSON Schema", () => {
  it("is a strict draft 7 schema with a title", () => {
    expect(schema).toMatchObject({
      $schema: "http://json-schema.org/draft-07/schema#",
      title: "Configuration of collab-cadence",
      additionalProperties: false,
    });
    for (const map of mapsBelow(schema)) expect(map.additionalProperties).toBe(false);
  });

  it("every example and default is one that it takes itself, and that the reader takes", () => {
    for (const [key, value] of Object.entries(schema.properties ?? {})) {
      for (const example of [...(value.examples ?? []), ...(value.default === undefined ? [] : [value.default])]) {
        const meetings = key === "calls" ? {} : { meetings: parseYaml(GOOD_MEETINGS).meetings };
        const profile = { segment: "growth", priority: 1, since: "2026-01-12" };
        const file = { customer: "Acme", timezone: "UTC", profile, ...meetings, [key]: example };
        expect(said(stringify(file))).toBe("fine");
        expect(validate(file)).toBe(true);
      }
    }
    const meeting = schema.properties?.["meetings"]?.additionalProperties as JsonSchema;
    for (const [key, value] of Object.entries(meeting.properties ?? {})) {
      for (const example of [...(value.examples ?? []), ...(value.default === undefined ? [] : [value.default])]) {
        const file = {
          customer: "Acme",
          timezone: "UTC",
          country: "DE",
          profile: { segment: "growth", priority: 1, since: "2026-01-12" },
          meetings: {
            a: { from: "2026-01-01", ...whenFor(key), [key]: example },
            "business-review": { repeat: "every day at 10:00", from: "2026-01-01" },
          },
        };
        expect(said(stringify(file))).toBe("fine");
        expect(validate(file)).toBe(true);
      }
    }
  });

  it.each([
    ["a typo", `custmer: Acme\n${GOOD_HEAD}${GOOD_MEETINGS}`],
    ["a wrong type", `${GOOD_HEAD}account_team: { a: b }\n${GOOD_MEETINGS}`],
    ["a wrong word", `${GOOD_HEAD}mentions: loud\n${GOOD_MEETINGS}`],
    ["a bad id", `${GOOD_HEAD}meetings: { "A b": { repeat: every day at 9:00, from: 2026-01-13 } }\n`],
    ["a date of another form", `${GOOD_HEAD}${GOOD_MEETINGS}    until: 31.12.2026\n`],
    ["a moved date of another form", `${GOOD_HEAD}${GOOD_MEETINGS}    move: { tuesday: 2026-01-14 }\n`],
    ["repeat and rrule", `${GOOD_HEAD}${GOOD_MEETINGS}    rrule: FREQ=DAILY\n    at: "9:00"\n`],
    ["neither", `${GOOD_HEAD}meetings: { a: { from: 2026-01-13 } }\n`],
    [
      "neither, beside calls",
      `${GOOD_HEAD}profile: ${PROFILE}\ncalls: mon at 9:00\nmeetings: { a: { from: 2026-01-13 } }\n`,
    ],
    ["neither meetings nor calls", GOOD_HEAD],
    ["contract and repeat", `${GOOD_HEAD}profile: ${PROFILE}\n${GOOD_MEETINGS}    contract: month 6\n`],
    ["a number out of range", `${GOOD_HEAD}${GOOD_MEETINGS}    carry: { flag_after: 0 }\n`],
    ["a follow-up that is no word", `${GOOD_HEAD}${GOOD_MEETINGS}    follow_up: onn\n`],
    ["a follow-up with an unknown key", `${GOOD_HEAD}${GOOD_MEETINGS}    follow_up: { draft: none }\n`],
    ["a colour without its sign", `${GOOD_HEAD}state_labels: { overdue: { color: ff0000 } }\n${GOOD_MEETINGS}`],
    ["a state that is none", `${GOOD_HEAD}state_labels: { late: late }\n${GOOD_MEETINGS}`],
    ["a term without a user", `${GOOD_HEAD}csm: [{ until: 2026-06-30 }]\n${GOOD_MEETINGS}`],
    ["a term of another form", `${GOOD_HEAD}csm: ["@jane"]\n${GOOD_MEETINGS}`],
    ["too many reminders", `${GOOD_HEAD}reminders: { at_most: 11 }\n${GOOD_MEETINGS}`],
    ["quiet hours that are true", `${GOOD_HEAD}noise: { quiet_hours: true }\n${GOOD_MEETINGS}`],
    ["no value", `${GOOD_HEAD}${GOOD_MEETINGS}    skip:\n`],
  ])("refuses %s, as the reader does", (_, text) => {
    expect(said(text)).not.toBe("fine");
    expect(validate(parseYaml(text))).toBe(false);
  });

  it("takes what is said of the cadence series beside calls", () => {
    const text = `${GOOD_HEAD}profile: ${PROFILE}\ncalls: mon at 9:00\nmeetings: { cadence-call: { duration: 1 hour } }\n`;
    expect([said(text), validate(parseYaml(text))]).toEqual(["fine", true]);
  });

  it("takes whatever the reader takes", () => {
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

  it("takes whatever the reader takes of people, labels, follow-ups and reminders", () => {
    const label = fc.constantFrom("a", "a::b", "a::c", "d", 7, true);
    const state = fc.oneof(label, fc.record({ name: label, color: fc.constantFrom("#aabbcc", "#abc", 123456) }));
    const term = fc.constantFrom({ user: "@a", until: "2026-01-13" }, { user: "B" }, { user: 7 }, "@a");
    const details = fc.record(
      {
        when: fc.constantFrom(true, "off", "yes"),
        due: fc.constantFrom("1 business day", "2 days", "31 days"),
        draft_for: fc.constantFrom(0, false, "none", "1 hour", 60),
        template: fc.constantFrom("Recap", 7, "Recap.md"),
      },
      { requiredKeys: [] },
    );
    const keys: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
      csm: fc.oneof(fc.constantFrom("@a", "B", 7), fc.array(term, { minLength: 1, maxLength: 2 })),
      follow_up_label: label,
      state_labels: fc.record({ overdue: state, awaiting_reply: state }, { requiredKeys: [] }),
      mentions: fc.record({ follow_up: fc.constantFrom("quiet", "off"), customer: fc.boolean() }, { requiredKeys: [] }),
      reminders: fc.oneof(
        fc.boolean(),
        fc.record({ every: fc.constantFrom("P1D", 7), at_most: fc.integer({ max: 15 }) }),
      ),
      noise: fc.record({ per_day: fc.nat(150), quiet_hours: fc.constantFrom(false, true, "18:00..8:00", "18..8") }),
      defaults: fc.record({ follow_up: fc.oneof(fc.constantFrom(true, "on", "only-with-items", "never"), details) }),
    };
    const oneOfThem = fc.oneof(...Object.entries(keys).map(([key, value]) => fc.record({ [key]: value })));
    const checked = fc.sample(oneOfThem, { numRuns: 300, seed: 1 }).map((top) => {
      const text = `${GOOD_HEAD}${stringify(top)}${GOOD_MEETINGS}`;
      return { text, fine: said(text) === "fine", valid: validate(parseYaml(text)) };
    });
    expect(checked.filter(({ fine, valid }) => fine && !valid)).toEqual([]);
    // Both kinds must be among them for this to say something.
    expect(checked.filter(({ fine }) => fine).length).toBeGreaterThan(50);
    expect(checked.filter(({ fine }) => !fine).length).toBeGreaterThan(50);
  });

  it("has the handbook's defaults as its defaults", () => {
    expect(handbookLayers().all).toMatchObject({
      duration: 50,
      lead_time: { amount: 3, unit: "business-days" },
      holidays: "shift-next-day",
      template: "Meeting Agenda",
      follow_up: {
        when: "closed",
        due: { amount: 1, unit: "business-days" },
        draft_for: 60,
        template: "Follow-up",
        close: "when-resolved",
      },
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
