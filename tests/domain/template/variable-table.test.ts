import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { usage } from "../../../src/config/reference/template-variables.ts";
import { buildAgenda } from "../../../src/domain/agenda/build.ts";
import { agendaVariables } from "../../../src/domain/agenda/variables.ts";
import { buildFollowUp } from "../../../src/domain/follow-up/build.ts";
import { followUpVariables } from "../../../src/domain/follow-up/variables.ts";
import { readContent } from "../../../src/domain/minutes/content.ts";
import { renderTemplate } from "../../../src/domain/template/render.ts";
import {
  exampleVariables,
  TEMPLATE_VARIABLES,
  type TemplateVariable,
} from "../../../src/domain/template/variable-table.ts";
import { agendaInput } from "../../support/state/agenda-input.ts";
import { input as followUpInput } from "../follow-up/follow-ups.ts";

const page = readFileSync(new URL("../../../docs/templates.md", import.meta.url), "utf8");
const rows = Object.entries<TemplateVariable>(TEMPLATE_VARIABLES);
const CONTENT = readContent({ description: "", itemTexts: [], project: null, callDate: null });

describe("the table of variables", () => {
  it("has those that templates really see, each of which stands in docs/templates.md once", () => {
    const ofAgenda = Object.keys(agendaVariables(agendaInput(""), ""));
    const ofFollowUp = Object.keys(followUpVariables(followUpInput("", ""), CONTENT, "2026-11-25", ""));
    expect(Object.keys(exampleVariables("agenda")).sort()).toEqual(ofAgenda.sort());
    expect(Object.keys(exampleVariables("follow-up")).sort()).toEqual(ofFollowUp.sort());
    const documented = [...page.matchAll(/^\| `(\w+)` \| (?:agenda|follow-up)/gm)].map(([, name]) => name);
    expect(documented).toEqual(rows.map(([name]) => name));
  });

  it.each(rows)("%s has an example that a template shows, and that the page tells", (name, { in: kind, example }) => {
    const known = exampleVariables(kind === "follow-up" ? "follow-up" : "agenda");
    const rendered = renderTemplate(usage(name, example), known);
    expect(rendered).toMatchObject({ ok: true });
    if (!rendered.ok) return;
    expect(rendered.markdown).not.toBe("");
    if (typeof example === "string") expect(rendered.markdown).toBe(example);
    const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\` |`));
    const told =
      typeof example === "string" ? example.split("\n").filter((line) => line !== "") : [usage(name, example)];
    for (const line of told) expect(row).toContain(`\`${line.replaceAll("|", "\\|")}\``);
  });

  it.each(rows)("%s is filled in, in a template of its own", (name, { in: kind, example }) => {
    const template = `Begin\n\n${usage(name, example)}\n\nEnd`;
    const texts = [
      ...(kind === "follow-up" ? [] : [buildAgenda(agendaInput(template)).description]),
      ...(kind === "agenda"
        ? []
        : [buildFollowUp(followUpInput("## Recap\n\nNext update: 2026-12-04", template)).description]),
    ];
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).toMatch(/Begin\n[^{}]*\nEnd/);
  });
});
