import fc from "fast-check";
import mustache from "mustache";
import { describe, expect, it } from "vitest";
import { renderTemplate, type TemplateVariables, templateVariables } from "../../../src/domain/template/render.ts";
import { assertOften } from "../../support/assert-often.ts";
import { processorTime } from "../../support/processor-time.ts";

const variables: TemplateVariables = {
  customer: "Acme <R&D>",
  date: "2026-12-01",
  empty: "",
  first: true,
  last: false,
  people: [{ name: "Jane", role: "CSM" }, { name: "Bob" }],
  topics: ["a & b", "c"],
  none: [],
};

function render(template: string): string {
  const rendered = renderTemplate(template, variables);
  if (!rendered.ok) throw new Error(JSON.stringify(rendered.problems));
  return rendered.markdown;
}

function problems(template: string, given: TemplateVariables = variables): readonly string[] {
  const rendered = renderTemplate(template, given);
  return rendered.ok ? [] : rendered.problems.map(({ line, column, problem }) => `${line}:${column} ${problem}`);
}

describe("renderTemplate", () => {
  const rows: readonly (readonly [template: string, markdown: string])[] = [
    ["", ""],
    ["no tags } { }}", "no tags } { }}"],
    ["{{customer}} {{{customer}}} {{&customer}} {{ date }}", "Acme <R&D> Acme <R&D> Acme <R&D> 2026-12-01"],
    ["{{#first}}yes{{/first}}{{^first}}no{{/first}}{{#last}}yes{{/last}}{{^last}}no{{/last}}", "yesno"],
    ["{{#empty}}x{{/empty}}{{^empty}}nothing{{/empty}}", "nothing"],
    ["{{#date}}on {{.}}{{/date}}", "on 2026-12-01"],
    ["{{#people}}\n- {{name}} of {{customer}}\n{{/people}}\nend", "- Jane of Acme <R&D>\n- Bob of Acme <R&D>\nend"],
    ["{{#people}}{{#role}}{{name}}:{{role}} {{/role}}{{/people}}", "Jane:CSM "],
    ["{{#topics}}{{.}};{{/topics}}{{^topics}}none{{/topics}}", "a & b;c;"],
    ["{{#topics}}{{#first}}{{.}}{{/first}}{{/topics}}", "a & bc"],
    ["{{#none}}{{anything}}{{.}}{{#more}}{{x}}{{/more}}{{/none}}{{^none}}-{{/none}}", "-"],
    ["a {{! a comment }}\n{{! alone }}\nb", "a \nb"],
    ["{{! over\nlines }}b", "b"],
    ["{{=<% %>=}}<%date%> {{date}} <%={{ }}=%>{{date}}", "2026-12-01 {{date}} 2026-12-01"],
    ["a\r\n{{#first}}\r\nb\r\n{{/first}}\r\n", "a\r\nb\r\n"],
    ["{{# first }}x{{/ first }}", "x"],
  ];
  for (const [template, markdown] of rows) it(JSON.stringify(template), () => expect(render(template)).toBe(markdown));

  const broken: readonly (readonly [template: string, problems: readonly string[]])[] = [
    ["a\n  {{custmer}}\n{{dat}}", ["2:3 there is no variable custmer", "3:1 there is no variable dat"]],
    [
      "{{constructor}}{{__proto__}}{{toString}}",
      [1, 16, 29].map((c, i) => `1:${c} there is no variable ${["constructor", "__proto__", "toString"][i]}`),
    ],
    ["{{customer.length}}", ["1:1 there is no variable customer.length"]],
    ["{{#people}}{{nam}}{{/people}}", ["1:12 there is no variable nam"]],
    ["{{name}}", ["1:1 there is no variable name"]],
    ["{{people}}", ["1:1 people is a list: write {{#people}} ... {{/people}}"]],
    ["{{first}}", ["1:1 first is yes or no: write {{#first}} ... {{/first}}"]],
    ["{{.}}", ["1:1 {{.}} stands for an entry of a list of texts, and there is none around it"]],
    ["{{#people}}{{.}}{{/people}}", ["1:12 {{.}} stands for an entry of a list of texts, and there is none around it"]],
    ["{{> other}}", ["1:1 a template can't take in another one ({{>...}})"]],
    ["{{#first}}\nx", ["1:1 the section {{#first}} is not closed"]],
    ["x{{/first}}", ["1:2 {{/first}} closes a section that was not opened"]],
    ["{{#first}}{{/last}}", ["1:11 {{/last}} stands where {{/first}} is expected"]],
    ["a\n{{date", ["2:1 the tag is not closed with }}"]],
    ["{{{date}}", ["1:1 the tag is not closed with }}"]],
    ["{{nope}} {{", ["1:1 there is no variable nope", "1:10 the tag is not closed with }}"]],
    ["{{= x =}}", ["1:1 delimiters are given as {{=<% %>=}}"]],
    ["{{=<% %> !=}}", ["1:1 delimiters are given as {{=<% %>=}}"]],
    ["{{}}", ["1:1 there is no variable "]],
    ["{{#nope}}{{inside}}{{/nope}}", ["1:1 there is no variable nope"]],
  ];
  for (const [template, expected] of broken) {
    it(`tells what is wrong with ${JSON.stringify(template)}`, () => expect(problems(template)).toEqual(expected));
  }

  it("names the known variables and the nearest", () => {
    const rendered = renderTemplate("{{#people}}{{nmae}}{{/people}}{{custmer}}{{zzz}}", variables);
    expect(rendered).toMatchObject({
      ok: false,
      problems: [
        { name: "nmae", nearest: "name", known: ["name", "role", ...Object.keys(variables)] },
        { name: "custmer", nearest: "customer", known: Object.keys(variables) },
        { name: "zzz", nearest: null },
      ],
    });
  });

  it("values are never read as templates", () => {
    const rendered = renderTemplate("{{a}} {{#l}}{{x}}{{/l}}", { a: "{{b}} {{> c}}", l: [{ x: "{{{a}}}" }], b: "no" });
    expect(rendered).toEqual({ ok: true, markdown: "{{b}} {{> c}} {{{a}}}" });
  });

  it("functions and objects that come in against the types are never called", () => {
    let called = 0;
    const spy = (): string => {
      called += 1;
      return "called";
    };
    const rogue: Record<string, unknown> = { a: spy, b: { toString: spy }, c: [spy, { x: spy }], d: 5 };
    const rendered = renderTemplate(
      "{{#a}}x{{/a}}{{#c}}[{{#x}}x{{/x}}]{{/c}}{{#b}}y{{/b}}",
      rogue as TemplateVariables,
    );
    expect(rendered).toEqual({ ok: true, markdown: "[][]" });
    expect(called).toBe(0);
  });

  it("names that objects inherit are nobody's, even when given", () => {
    const given: TemplateVariables = JSON.parse('{"__proto__": "x", "constructor": "y", "a": "z"}');
    expect(problems("{{__proto__}}{{constructor}}{{a}}", given)).toHaveLength(2);
  });

  it("the global escape and cache of the library are left alone", () => {
    const before = mustache.escape;
    render("{{customer}} unlike any other");
    expect(mustache.escape).toBe(before);
    expect(mustache.render("{{x}}", { x: "<" })).toBe("&lt;");
  });

  it("sections nest at most 50 deep", () => {
    expect(render(`${"{{#first}}".repeat(50)}x${"{{/first}}".repeat(50)}`)).toBe("x");
    expect(problems("{{#first}}".repeat(60_000))).toEqual(["1:501 sections are nested more than 50 deep"]);
  });

  it.each<[string, string, TemplateVariables]>([
    ["sections over lists in one another", `${"{{#p}}".repeat(50)}x${"{{/p}}".repeat(50)}`, { p: ["a", "b"] }],
    ["a long value many times", "{{x}}".repeat(10_000), { x: "y".repeat(20_000) }],
    [
      "a field of entries",
      `{{#p}}{{#p}}${"{{name}}".repeat(100)}{{/p}}{{/p}}`,
      { p: Array.from({ length: 100 }, () => ({ name: "abcdefg" })) },
    ],
    ["text in sections", `{{#p}}{{#p}}${"x".repeat(500)}{{/p}}{{/p}}`, { p: Array(100).fill("") }],
  ])("an outcome beyond all measure is refused before it is made: %s", (_what, template, given) => {
    const passed = processorTime();
    expect(problems(template, given)).toEqual([
      expect.stringMatching(/^1:\d+ filled in, the template would be longer than 4 million letters$/),
    ]);
    expect(passed()).toBeLessThan(2_000);
  });

  it("long and repeated is fine within measure", () => {
    expect(render(`{{#people}}{{#topics}}${"x".repeat(100_000)}{{/topics}}{{/people}}`)).toHaveLength(400_000);
  });

  it("throws never, and renders what Mustache renders", () => {
    const part = fc.constantFrom(
      ..."{{|}}|{{customer}}|{{#people}}|{{/people}}|{{^last}}|{{/last}}|{{! c }}|{{=<% %>=}}|<%|%>|<%={{ }}=%>|{{{date}}}|{{&date}}|{{name}}|\n|  |text|{|}|{{.}}|{{#topics}}|{{/topics}}|{{ date|=}}|{{=|{{&|{{!".split(
        "|",
      ),
    );
    assertOften(
      { rendered: 0.1, refused: 0.4 },
      (asserted) =>
        fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
          const template = parts.join("");
          const rendered = renderTemplate(template, variables);
          asserted(rendered.ok ? "rendered" : "refused");
          if (rendered.ok)
            expect(rendered.markdown).toBe(mustache.render(template, variables, undefined, { escape: String }));
          else expect(rendered.problems.length).toBeGreaterThan(0);
        }),
      { numRuns: 1_000 },
    );
  });

  it("is linear", () => {
    const passed = processorTime();
    for (const unit of ["{{", "{{customer}} ", "{{#first}}{{/first}}\n", "{{x}}", " ", "{{!"]) {
      renderTemplate(unit.repeat(200_000 / unit.length), variables);
    }
    renderTemplate(`{{${" ".repeat(1_000_000)}`, variables);
    expect(passed()).toBeLessThan(10_000);
  });
});

describe("templateVariables", () => {
  it("names what a template uses, each once", () => {
    expect(
      templateVariables("{{b}}{{#a}}{{.}}{{b}}{{/a}}{{^c}}{{/c}}{{! d }}{{> e}}{{{f}}}{{=<% %>=}}<%g%>{{h}}<%"),
    ).toEqual(["b", "a", "c", "f", "g"]);
  });
});
