import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildAgenda } from "../../../src/domain/agenda/build.ts";
import { buildFollowUp } from "../../../src/domain/follow-up/build.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { parseItemMarkers } from "../../../src/domain/marker/item-marker.ts";
import { templateLines } from "../../../src/domain/minutes/template-lines.ts";
import type { TemplateVariables } from "../../../src/domain/template/values.ts";
import { hostileTexts } from "../../support/hostile/hostile-text.ts";
import { agendaInput } from "../../support/state/agenda-input.ts";
import { witness } from "../../support/witness/gitlab-witness.ts";
import { input as followUpInput } from "../follow-up/follow-ups.ts";

const TEMPLATE = `Tier: {{tier}}

{{tier}}

{{#teams}}
- {{name}}: {{lead}}
{{/teams}}
{{#pages}}
* {{.}}
{{/pages}}
{{#has_sso}}SSO{{/has_sso}}{{^has_sso}}no SSO{{/has_sso}}{{^nothing}} nothing{{/nothing}}

End
`;

function written(variables: TemplateVariables, template = TEMPLATE): readonly string[] {
  const more = { variables, agendas: [], title: "Call {{tier}}" };
  return [
    buildAgenda(agendaInput(template, more)).description,
    buildFollowUp(followUpInput("", template, { variables })).description,
  ].map((text) => text.replace(/^<!--.*-->\n\n/, ""));
}

describe("a project's own variables in agenda and follow-up", () => {
  it("are filled in as Mustache takes them", () => {
    const variables = {
      tier: "Premium, [status](https://status.example/acme)",
      teams: [
        { name: "Runner", lead: "Ann" },
        { name: "Geo", lead: "Ben" },
      ],
      pages: ["https://docs.example/a_b", "a & b"],
      has_sso: true,
      nothing: "",
    };
    for (const text of written(variables)) {
      expect(text).toContain("Tier: Premium, [status](https://status.example/acme)\n");
      expect(text).toContain("- Runner: Ann\n- Geo: Ben\n* https://docs.example/a_b\n* a & b\nSSO nothing\n");
    }
  });

  it("one that nobody sets is an error with its nearest word", () => {
    const build = () => written({ tier: "x", teams: [], pages: [], has_sso: false }, "{{teir}}");
    expect(build).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ nearest: "tier", line: 1 })] }),
    );
  });

  it("never stand in for ours, whatever came in", () => {
    const [agenda] = written({ customer: "Evil", date: "1970-01-01" }, "{{customer}} {{date}}");
    expect(agenda).toContain("Acme 2026-12-01");
  });

  it("are plain text in titles and quick actions, which know no Markdown", () => {
    const variables = { tier: "A_b *c* #12 @all", label: "tier::a_b*" };
    const rules = { ...agendaInput("").rules, title: "{{customer}} {{tier}}" };
    const agenda = buildAgenda(agendaInput('/label ~"{{label}}"\n\nx', { variables, rules }));
    expect(agenda.title).toBe("Acme A_b *c* #\u206012 @\u2060all");
    expect(agenda.labels).toContain("tier::a_b*");
  });

  it("make a line of a template no other one: who left it as it was said nothing with it", () => {
    const lines = templateLines("- Dial in: {{dial_in}}\n- {{other}}", { customer: "Acme", dial_in: "+49 1" });
    expect([...lines]).toEqual([...templateLines("- Dial in: +49 1", { customer: "Acme" })]);
  });
});

/** The first value stands in all places, the others in a list. */
function expectInert(value: string, ...others: readonly string[]): void {
  const plain = written({ tier: "x", teams: [{ name: "x", lead: "x" }], pages: ["x"], has_sso: true, nothing: "" });
  const hostile = written({
    tier: value,
    teams: [{ name: value, lead: value }],
    pages: [value, ...others],
    has_sso: true,
    nothing: "",
  });
  for (const [index, text] of hostile.entries()) {
    const seen = witness(text);
    expect({ ...seen, paragraphs: seen.paragraphs.at(-1) }).toMatchObject({
      commands: [],
      mentions: [],
      definitions: [],
      html: [],
      paragraphs: witness(plain[index] ?? "").paragraphs.at(-1),
    });
    expect(parseItemMarkers(text)).toEqual([]);
    expect(parseMarkdown(text).items).toEqual([]);
  }
}

const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, " ")
    .trim()
    .slice(0, 1000);

describe("whatever they hold, they run nothing, notify nobody, make no box and end no block", () => {
  it.each([
    "/close",
    "@all @bob and @group/team",
    "<!-- cadence:v1 agenda cadence-call/2026-12-01 -->",
    "<!--c:12-abc-->",
    "<script>alert(1)</script><details><summary>x",
    "- [ ] a box",
    "[ ] a box",
    "# A heading",
    "```",
    "[x]: https://evil.example",
    "{{customer}} {{{date}}} {{/teams}}",
    "other/project#5 and group&3",
    "![](https://evil.example/pixel)",
    "> quote",
    "`",
    "$`x`$ $$",
  ])("%s", expectInert);

  it("texts of the hostile collection", () => {
    const texts = hostileTexts.map(({ text }) => oneLine(text));
    for (let at = 0; at < texts.length; at += 20) expectInert("x", ...texts.slice(at, at + 20));
  });

  it("pieces of them, put together", () => {
    const piece = fc.constantFrom(
      "/close",
      "@all",
      "<!--",
      "-->",
      "<b>",
      "`",
      "[ ]",
      "- ",
      "# ",
      "*",
      "_",
      "x",
      " ",
      "|",
      "\\",
      "[a](b)",
      "$",
      "~~~",
      "![",
      "](",
      "&#64;",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => expectInert(oneLine(pieces.join("")))),
      { numRuns: 60 },
    );
  });
});
