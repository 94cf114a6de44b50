import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildAgenda } from "../../../src/domain/agenda/build.ts";
import type { Agenda } from "../../../src/domain/agenda/types.ts";
import { agendaVariables } from "../../../src/domain/agenda/variables.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { agendaInput as input, occurrence } from "../../support/state/agenda-input.ts";
import { byHand, SIDES } from "../../support/state/agendas.ts";

function body(agenda: Agenda): string {
  return agenda.description.replace(/^<!--.*-->\n\n/, "").replace(/<!--c:12-\w+-->/g, "<!--c-->");
}

describe("the description of an agenda", () => {
  it("begins with the marker and its ledger", () => {
    const { description, carry } = buildAgenda(input("Hello"));
    expect(description.split("\n")[0]).toBe(
      "<!-- cadence:v1 agenda cadence-call/2026-12-01 date=2026-12-01 when=2026-12-01T10:00[Europe/Berlin] " +
        `assigned=jane carried=${carry.ids.join(",")} -->`,
    );
    expect(carry.ids).toHaveLength(2);
  });

  const items =
    "### Acme\n\n- [ ] \\@bob book a room <sub>#12</sub> <!--c-->\n\n### No owner yet\n\n- [ ] Upload the diagram <sub>#12</sub> <!--c-->";
  it.each([
    [
      "a section of its own at the end, without a place",
      "# Top\n\ntext",
      `# Top\n\ntext\n\n## Action items\n\n${items}\n`,
    ],
    ["the variable", "## Items\n{{action_items}}\n## End", `## Items\n${items}\n## End\n`],
    ["the comment", "## Items\n<!-- cadence:action-items -->\n## End", `## Items\n${items}\n## End\n`],
    ["the variable twice: once", "{{action_items}}|{{action_items}}", `${items}|\n`],
    [
      "the template's own heading",
      "# Action items\n\n*Who*\n\n# B",
      `# Action items\n\n*Who*\n\n${items.replace(/###/g, "##")}\n\n# B\n`,
    ],
    [
      "its own bold line, where headings would take the next one with them",
      "**Action items:**\n\n*Who*\n\n**B**",
      `**Action items:**\n\n*Who*\n\n${items.replace(/### (.*)/g, "**$1**")}\n\n**B**\n`,
    ],
    ["group headings one level below", "#### Deep\n{{action_items}}", `#### Deep\n${items.replace(/###/g, "#####")}\n`],
    ["after a template that is left open", "```sh\nls", `\`\`\`sh\nls\n\`\`\`\n\n## Action items\n\n${items}\n`],
  ])("carried items in %s", (_name, template, expected) => {
    expect(body(buildAgenda(input(template)))).toBe(expected);
  });

  it.each([
    ["the variable", "{{#action_items}}## Items\n{{action_items}}\n{{/action_items}}## End", "## End\n"],
    ["the comment", "<!-- cadence:action-items -->\n## End", "## End\n"],
    ["nothing", "## End", "## End\n"],
  ])("no empty heading when nothing is carried, with %s", (_name, template, expected) => {
    expect(body(buildAgenda(input(template, { agendas: [] })))).toBe(expected);
  });

  it("does not double what the template brings", () => {
    const { carry, description } = buildAgenda(input("- [ ] Upload the **diagram**\n"));
    expect(carry.leftBehind.map((one) => one.reason.rule)).toEqual(["template-brings-it"]);
    expect(description.match(/diagram/g)).toHaveLength(1);
  });

  it("runs no quick action, whoever wrote it: template, customer name, carried item", () => {
    const agenda = buildAgenda(
      input("/close\n{{customer}}\n\n{{#attendees_list}}\n{{name}}\n{{/attendees_list}}\n/move x/y", {
        sides: { ...SIDES, customer: "Acme\n/label ~x", attendees: ["/lock"] },
        agendas: [byHand(12, "2026-11-17", "- [ ] a\n\n  /close\n\n/reopen")],
      }),
    );
    expect(agenda.description).not.toMatch(/^\//m);
    expect(agenda.warnings).toHaveLength(2);
  });
});

describe("what a template says itself", () => {
  const project = { url: "https://gitlab.example/acme/collaboration", path: "acme/collaboration" };
  const template = "/cc @all\nHi @all, @team/sub, {{csm}} and @jo\n\n- [ ] @sam: see other/p#3 and #4\n";

  it("notifies people one by one, and refers to its own project", () => {
    const { description, warnings } = buildAgenda(input(template, { project, agendas: [] }));
    expect(description).toContain(
      "\n\\/cc \\@all\nHi \\@all, \\@team/sub, @jane and @jo\n\n- [ ] @sam: see other/p\\#3 and #4\n",
    );
    const why = "was left as text: the bot notifies no group and not everybody, and refers to no other project";
    expect(warnings).toEqual([
      expect.stringMatching(/line 1: "\/cc @all" was left as text: \/cc is not carried out/),
      `Meeting Agenda.md, line 2: "@all," ${why}`,
      `Meeting Agenda.md, line 2: "@team/sub," ${why}`,
      `Meeting Agenda.md, line 4: "other/p#3" ${why}`,
    ]);
  });

  it("notifies somebody whose own namespace the project is in", () => {
    const own = { url: "https://gitlab.example/jane/collab", path: "jane/collab" };
    const { description, warnings } = buildAgenda(input("{{csm}} @jane @Jane/x", { project: own, agendas: [] }));
    expect(description).toContain("@jane @jane \\@Jane/x\n");
    expect(warnings).toHaveLength(1);
  });

  it("goes on as the same items, though earlier agendas show a reference as it was written", () => {
    const before = byHand(12, "2026-11-17", "- [ ] @sam: see other/p#3 and #4");
    const { carry, description } = buildAgenda(input(template, { project, agendas: [before] }));
    expect(carry.items).toEqual([]);
    expect(description.match(/see other/g)).toHaveLength(1);
  });
});

describe("the issue around it", () => {
  it("runs no quick action that appears only when the template is filled in", () => {
    const agenda = buildAgenda(
      input("{{^next_call}}no call{{/next_call}}/close\n\n{{#next_call}}/label ~x{{/next_call}}\n"),
    );
    expect(agenda).toMatchObject({ labels: ["meeting-agenda", "customer"] });
    expect(agenda.description).toContain("\n\\/close\n\n\\/label ~x");
  });

  it("is due on the day a call was moved to; its identity stays", () => {
    const moved = { ...occurrence("2026-12-03"), id: "2026-12-01" };
    const agenda = buildAgenda(input("Hello", { occurrence: moved }));
    expect(agenda.dueDate).toBe("2026-12-03");
    expect(agenda.description).toContain("agenda cadence-call/2026-12-01 date=2026-12-03");
  });

  it("is due on the day of the call, whatever the template says", () => {
    const agenda = buildAgenda(input("/due 2027-01-01\nHello"));
    expect(agenda.dueDate).toBe("2026-12-01");
    expect(agenda.warnings.join()).toContain("/due 2027-01-01");
  });

  it("takes labels, people, milestone and confidentiality from configuration and template together", () => {
    const agenda = buildAgenda(
      input('/label ~customer ~"for {{customer}}"\n/assign @sam @jane\n/milestone %"Q4"\n/confidential\nHello'),
    );
    expect(agenda).toMatchObject({
      labels: ["meeting-agenda", "customer", "for Acme"],
      assignees: ["jane", "sam"],
      milestone: "Q4",
      confidential: true,
    });
    expect(body(agenda)).toMatch(/^Hello\n/);
  });

  it.each([
    ["GitLab / {{customer}} CSM Call - {{date}}", "GitLab / Acme CSM Call - 2026-12-01"],
    ["GitLab - {{frequency}} Collaboration - {{date}}", "GitLab - Bi-weekly Collaboration - 2026-12-01"],
    ["{{day}}, {{time}} {{time_zone}} ({{time_utc}})", "Tue 1 Dec 2026, 10:00 Europe/Berlin (09:00 UTC)"],
    ["x".repeat(300), `${"x".repeat(254)}…`],
  ])("titles: %s", (title, expected) => {
    const one = input("Hello");
    expect(buildAgenda({ ...one, rules: { ...one.rules, title } }).title).toBe(expected);
  });

  it("names the key when the title has an unknown variable", () => {
    const one = input("Hello");
    expect(() => buildAgenda({ ...one, rules: { ...one.rules, title: "{{custmer}}" } })).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({ file: "meetings.cadence-call.title", key: "custmer", nearest: "customer" }),
        ],
      }),
    );
  });
});

describe("templates", () => {
  it.each(["Meeting Agenda"])("the shipped %s fills in, with and without items, previous and next call", (name) => {
    const text = readFileSync(new URL(`../../../issue_templates/${name}.md`, import.meta.url), "utf8");
    const full = buildAgenda(input(text));
    expect(full.warnings).toEqual([]);
    expect(full.description).toContain("Last call #12, Tue 17 Nov 2026 · next call Tue 15 Dec 2026, 10:00 Berlin\n");
    const bare = buildAgenda(
      input(text, { agendas: [], previous: null, following: null, sides: { ...SIDES, attendees: [] } }),
    );
    expect(bare.description).not.toMatch(/Last call|Next call|Action items|\{\{/);
    for (const { description } of [full, bare]) {
      const { sections, items } = parseMarkdown(description);
      expect(sections.map((section) => section.heading?.text)).toEqual(
        expect.arrayContaining(["Topics", "Recap and next steps"]),
      );
      // GitLab shows an empty box as text.
      expect(items.filter((item) => item.text === "")).toEqual([]);
      expect(description).not.toMatch(/\n{4}/);
    }
  });

  it.each([
    [30, "30 minutes"],
    [60, "1 hour"],
    [90, "1 hour 30 minutes"],
    [120, "2 hours"],
  ])("a call of %i minutes takes %s", (durationMinutes, expected) => {
    const one = input("");
    const rules = { ...one.rules, schedule: { ...one.rules.schedule, durationMinutes } };
    expect(agendaVariables({ ...one, rules }, "")["duration"]).toBe(expected);
  });
});
