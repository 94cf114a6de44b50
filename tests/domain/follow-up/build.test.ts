import { describe, expect, it } from "vitest";
import { readTableRow } from "../../../src/domain/action-items/read/table-row.ts";
import { buildFollowUp } from "../../../src/domain/follow-up/build.ts";
import { followUpDue } from "../../../src/domain/follow-up/due.ts";
import type { FollowUpItem } from "../../../src/domain/follow-up/types.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { contentHash } from "../../../src/domain/marker/content-hash.ts";
import { parseIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import type { LeadTime } from "../../../src/domain/schedule/types.ts";
import { toInstant } from "../../../src/domain/time/zoned-time.ts";
import { READING } from "../../support/state/agendas.ts";
import { AGENDA, body, ITEMS, input, item, only, SHIPPED } from "./follow-ups.ts";

const HEAD = "<table>\n<tr>\n<th>Action item</th>\n<th>Owner</th>\n<th>Due</th>\n</tr>\n";

describe("the shipped template", () => {
  it("tells a call as its participants should see it", () => {
    const issueTitles = new Map([[asIssueIid(45), "Upgrade of the staging instance"]]);
    const followUp = buildFollowUp(input(AGENDA, SHIPPED, { items: ITEMS, nextAgenda: asIssueIid(14), issueTitles }));
    expect(followUp.warnings).toEqual([]);
    expect(body(followUp)).toMatchInlineSnapshot(`
      "**Call of Tue 24 Nov 2026**, agenda #12 · **next call** Tue 8 Dec 2026, 10:00 Berlin, agenda #14

      > On Tue 24 Nov: **3 open, 1 overdue**, 1 without an owner, 1 done.

      ## What we agreed

      Acme upgrades to 18 before the holidays, staging first; the checklist (https://docs.example/check) is ready.

      - Staging: first week of December
      - Production: a week later

      ## Decisions

      - upgrade in two steps
      - no downtime outside the maintenance window.

      ## Action items

      <table>
      <tr>
      <th>Action item</th>
      <th>Owner</th>
      <th>Due</th>
      </tr>
      <tr>
      <td colspan="3">

      **GitLab**

      </td>
      </tr>
      <tr>
      <td>

      - [ ] send the sizing sheet <!--c:12-s4t-->
        - [ ] ask \\@lee for the numbers <!--c:12-c1d-->
        - [x] draft <!--c:12-c2f-->

      </td>
      <td>

      \\@sam

      </td>
      <td><em>no date yet</em></td>
      </tr>
      <tr>
      <td colspan="3">

      **Acme**

      </td>
      </tr>
      <tr>
      <td>

      - [ ] Upload the diagram <!--c:12-k3f-->

      </td>
      <td>

      \\@bob

      </td>
      <td>Tue 1 Dec</td>
      </tr>
      <tr>
      <td colspan="3">

      **No owner yet**

      </td>
      </tr>
      <tr>
      <td>

      - [ ] Book the maintenance window <!--c:7-h2c-->

      </td>
      <td><em>nobody yet</em></td>
      <td>Fri 20 Nov</td>
      </tr>
      </table>

      <details>
      <summary>Done or dropped (1)</summary>

      <table>
      <tr>
      <th>Action item</th>
      <th>Owner</th>
      <th>Due</th>
      </tr>
      <tr>
      <td>

      - [x] share the upgrade guide <!--c:9-d5n-->

      </td>
      <td>

      \\@jane

      </td>
      <td></td>
      </tr>
      </table>

      </details>

      ## Questions still to answer

      - [ ] Does the new version still support LDAP?

      ## Links

      - Upgrade guide: https://docs.example/upgrade
      - Upgrade of the staging instance: https://gitlab.example/acme/collaboration/-/issues/45
      - Runner fleet: slides at https://slides.example/runners
      - checklist: https://docs.example/check

      ## Anything to add?

      Please write further questions and corrections as a comment below."
    `);
  });

  it("has no empty heading and no sentence too much when nothing was written down", () => {
    const followUp = buildFollowUp(input("## Recap\n\n*What we agreed*\n", SHIPPED, { next: null }));
    expect(body(followUp)).toMatchInlineSnapshot(`
      "**Call of Tue 24 Nov 2026**, agenda #12

      No action items came out of this call.

      ## Anything to add?

      Please write further questions and corrections as a comment below."
    `);
  });
});

describe("the issue", () => {
  it("is known by its first line", () => {
    const followUp = buildFollowUp(input(AGENDA, SHIPPED, { items: ITEMS, closedAt: "2026-11-24T10:00:00.123Z" }));
    expect(parseIssueMarker(followUp.description)).toEqual({
      kind: "follow-up",
      series: "cadence-call",
      occurrence: "2026-11-24",
      date: "2026-11-24",
      when: null,
      about: 12,
      told: null,
      due: "2026-11-25",
      written: "2026-11-24",
      settled: null,
      team: null,
      snoozed: [],
      topics: [],
      carried: followUp.ids,
      closed: "2026-11-24T10:00:00Z",
      assigned: "jane",
      body: contentHash(followUp.description),
    });
    expect(followUp.ids).toEqual(["12-s4t", "12-c1d", "12-c2f", "12-k3f", "7-h2c", "9-d5n"]);
  });

  it.each([
    ["CSM Call", "Follow-up: CSM Call"],
    ["Follow-up: CSM Call", "Follow-up: CSM Call"],
    ["follow up of the call", "follow up of the call"],
    ["/close @bob", "Follow-up: /close @\u2060bob"],
    ["x".repeat(300), `Follow-up: ${"x".repeat(243)}…`],
  ])("%s becomes %s", (title, expected) => {
    expect(buildFollowUp(input("", SHIPPED, { title })).title).toBe(expected);
  });

  it("takes labels, people and confidentiality from configuration and template together", () => {
    const template =
      '/label ~a ~"for {{customer}}"\n/assign @sam @jane\n/confidential\n/milestone %"Q4"\n/due 2026-12-01\n/close\nHello';
    const followUp = buildFollowUp(input("", template, { labels: ["customer", "follow-up"] }));
    expect(followUp).toMatchObject({
      labels: ["follow-up", "customer", "a", "for Acme"],
      assignees: ["jane", "sam"],
      confidential: true,
    });
    expect(followUp.warnings).toEqual([
      expect.stringContaining('"/close" was left as text'),
      "/milestone of the template is not used: a follow-up has none",
      "/due 2026-12-01 of the template is not used: follow_up.due of the meeting says when it is due",
    ]);
    expect(body(followUp)).toBe("\\/close\nHello");
  });

  it("runs no quick action that appears only when the template is filled in", () => {
    const template = "{{^next_call}}none{{/next_call}}/close\n\n{{#next_call}}/label ~x{{/next_call}}\n";
    expect(body(buildFollowUp(input("", template)))).toBe("\\/close\n\n\\/label ~x");
  });

  it("notifies nobody and refers to no other project, whatever its template says", () => {
    const template = "Hi {{csm}}, @all and @jo: other/p#3, {{agenda}}\n\n<p>@all</p>\n\n{{recap}}";
    const followUp = buildFollowUp(input("## Recap\n\nAsk @bob about #4, [it](./x) and p#5", template));
    expect(body(followUp)).toBe(
      "Hi \\@jane, \\@all and \\@jo: other/p\\#3, #12\n\n<p>\u2060@\u2060all</p>\n\nAsk \\@bob about #4, [it](./x) and p\\#5",
    );
    expect(followUp.warnings).toHaveLength(3);
  });

  it("puts the tables where the template says, whatever characters the agenda holds", () => {
    const description = "## Recap\n\na \uE000action items\uE001 b";
    const followUp = buildFollowUp(
      input(description, "{{recap}}\n\n{{action_items}}", { items: [item("12-aaa", "c")] }),
    );
    expect(body(followUp)).toMatch(/^a {1,2}b\n\n<table>/);
  });

  it.each([
    ["Jane Doe", []],
    [null, []],
    ["@group/team", []],
  ])("is nobody's when the CSM is %j", (csm, assignees) => {
    const followUp = buildFollowUp(input("", only("csm"), { csm }));
    expect(followUp.assignees).toEqual(assignees);
    expect(parseIssueMarker(followUp.description)?.assigned).toBeNull();
  });

  it.each([true, false])("is confidential as its agenda: %s", (confidential) => {
    expect(buildFollowUp(input("", SHIPPED, { confidential })).confidential).toBe(confidential);
  });

  it("puts the tables below the template's own heading for action items", () => {
    const followUp = body(buildFollowUp(input("", "# Next\n\n## Action items\n\n## Bye", { items: ITEMS })));
    expect(followUp.match(/^(?:#+ .*|<\/?table>|\*\*.*)$/gm)).toEqual([
      "# Next",
      "## Action items",
      "<table>",
      "**GitLab**",
      "**Acme**",
      "**No owner yet**",
      "</table>",
      "<table>",
      "</table>",
      "## Bye",
    ]);
  });

  it("names the template, the line and the nearest name when a variable is not known", () => {
    expect(() => buildFollowUp(input("", "a\n{{recapp}}"))).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ file: "Follow-up.md (the project)", line: 2, nearest: "recap" })],
      }),
    );
  });
});

describe("the day it is due", () => {
  const holiday = (date: string): string | null => (date === "2026-12-25" ? "Christmas" : null);
  it.each<[string, string, number, LeadTime["unit"], string]>([
    ["2026-11-24", "10:00", 1, "business-days", "2026-11-25"],
    ["2026-11-27", "10:00", 1, "business-days", "2026-11-30"],
    ["2026-11-24", "23:30", 1, "business-days", "2026-11-25"],
    ["2026-12-24", "10:00", 1, "business-days", "2026-12-28"],
    ["2026-11-28", "10:00", 0, "business-days", "2026-11-30"],
    ["2026-11-24", "10:00", 2, "days", "2026-11-26"],
    ["2026-12-24", "10:00", 1, "days", "2026-12-28"],
    ["2026-11-24", "10:00", 1, "weeks", "2026-12-01"],
    ["2026-11-24", "10:00", 14, "hours", "2026-11-25"],
    ["2026-11-27", "10:00", 24, "hours", "2026-11-30"],
    ["2026-11-24", "10:00", 30, "minutes", "2026-11-24"],
    ["2026-11-24", "", 23, "hours", "2026-11-24"],
  ])("a call on %s at %s, %i %s later: %s, whenever its agenda is closed", (date, time, amount, unit, expected) => {
    const start = time === "" ? null : toInstant(date, time, "Europe/Berlin");
    expect(followUpDue({ date, start }, { amount, unit }, "Europe/Berlin", holiday)).toBe(expected);
    const { rules, agenda } = input("", "");
    const due = { amount, unit };
    const more = { agenda: { ...agenda, date, start }, calendar: holiday, rules: { ...rules, due } };
    const followUp = buildFollowUp({ ...input("", "{{due}}|{{due_day}}"), ...more, closedAt: "2027-03-01T09:00:00Z" });
    expect(followUp.dueDate).toBe(expected);
    expect(parseIssueMarker(followUp.description)?.due).toBe(expected);
    expect(body(followUp)).toMatch(new RegExp(`^${expected}\\|\\w{3} \\d+ `));
  });
});

describe("the tables", () => {
  function tables(items: readonly FollowUpItem[], template = "## Items\n\n{{action_items}}\n\nend"): string {
    return body(buildFollowUp(input("", template, { items })));
  }

  it("are one with a line above each group, the account team's first, the customer's and what nobody owns last, and one of what is done with", () => {
    const shown = tables([
      item("12-aaa", "nobody's"),
      item("12-bbb", "done", { group: "GitLab", state: "done" }),
      item("12-ccc", "stranger's", { owner: "lee" }),
      item("12-ddd", "Acme's", { group: "Acme" }),
      item("12-fff", "open", { group: "GitLab" }),
      item("12-ggg", "by people", { group: "Rollout / EMEA" }),
      item("12-hhh", "later", { group: "GitLab", due: "2026-12-10" }),
      item("12-iii", "soon", { group: "GitLab", due: "2026-12-02" }),
    ]);
    expect(shown.match(/^(?:\*\*.*|- .*|<(?:table|summary).*)$/gm)).toEqual([
      "<table>",
      "**GitLab**",
      "- [ ] soon <!--c:12-iii-->",
      "- [ ] later <!--c:12-hhh-->",
      "- [ ] open <!--c:12-fff-->",
      "**Rollout / EMEA**",
      "- [ ] by people <!--c:12-ggg-->",
      "**Acme**",
      "- [ ] Acme's <!--c:12-ddd-->",
      "**Others**",
      "- [ ] stranger's <!--c:12-ccc-->",
      "**No owner yet**",
      "- [ ] nobody's <!--c:12-aaa-->",
      "<summary>Done or dropped (1)</summary>",
      "<table>",
      "- [x] done <!--c:12-bbb-->",
    ]);
    expect(shown.endsWith("</table>\n\n</details>\n\nend")).toBe(true);
  });

  it("say that nobody owns an item, though nothing else groups them", () => {
    expect(tables([item("12-aaa", "a")])).toBe(
      `## Items\n\n${HEAD}<tr>\n<td colspan="3">\n\n**No owner yet**\n\n</td>\n</tr>\n<tr>\n<td>\n\n- [ ] a <!--c:12-aaa-->\n\n</td>\n<td><em>nobody yet</em></td>\n<td><em>no date yet</em></td>\n</tr>\n</table>\n\nend`,
    );
  });

  it.each([
    ["a line of text right below", "{{action_items}}\nend", `TABLE\n\nend`],
    ["text around it", "a {{action_items}} b", `a\n\nTABLE\n\nb`],
    ["the variable twice: once", "{{action_items}}\n{{action_items}}", `TABLE`],
    ["the comment", "## A\n\n<!-- cadence:action-items -->\nend", "## A\n\nTABLE\n\nend"],
    ["no place at all", "text\n\n```\nopen", "text\n\n```\nopen\n```\n\n## Action items\n\nTABLE"],
  ])("with %s", (_name, template, expected) => {
    const shown = tables([item("12-aaa", "a")], template);
    expect(shown.replace(/<table>[^]*<\/table>/, "TABLE")).toBe(expected);
  });

  it.each([
    ["## A\n\n<!-- cadence:action-items -->\n\nend", "## A\n\n\n\nend"],
    ["{{#action_items}}## A\n{{action_items}}{{/action_items}}end", "end"],
    ["end", "end"],
  ])("are left out without items: %j", (template, expected) => {
    expect(tables([], template)).toBe(expected);
  });

  it("show children in full, and the issue of one that has its own", () => {
    const children = [item("12-bbb", "@bob b, due 2026-12-01", { issue: asIssueIid(45), state: "inapplicable" })];
    expect(tables([item("12-aaa", "@bob a", { owner: "bob", children })])).toContain(
      "\n- [ ] a <!--c:12-aaa-->\n  - [~] \\@bob b, due 2026-12-01 (issue #45) <!--c:12-bbb-->\n\n</td>\n",
    );
  });

  it("can be read back", () => {
    const { description } = buildFollowUp(input(AGENDA, SHIPPED, { items: ITEMS }));
    const document = parseMarkdown(description);
    expect(document.items.map((one) => readTableRow(document, one, READING))).toMatchObject([
      { owner: "sam", due: null },
      null,
      null,
      { owner: "bob", due: "2026-12-01" },
      { owner: null, due: "2026-11-20" },
      { owner: "jane", due: null },
      // The question.
      null,
    ]);
  });
});

describe("variables", () => {
  it.each([
    ["customer", "Acme"],
    ["series", "Cadence call"],
    ["date", "2026-11-24"],
    ["day", "Tue 24 Nov 2026"],
    ["agenda", "#12"],
    ["agenda_url", "https://gitlab.example/acme/collaboration/-/issues/12"],
    ["csm", "\\@jane"],
    ["account_team", "\\@jane, \\@sam"],
    ["attendees", "\\@bob"],
    ["next_call", "Tue 8 Dec 2026, 10:00 Berlin"],
    ["next_agenda", "#14"],
  ])("%s: %s", (name, expected) => {
    expect(body(buildFollowUp(input("", only(name), { nextAgenda: asIssueIid(14) })))).toBe(expected);
  });

  it.each(["agenda_url", "csm", "next_call", "next_agenda", "recap", "decisions", "questions", "links"])(
    "%s is empty when there is none",
    (name) => {
      const template = `{{^${name}}}none{{/${name}}}`;
      const more = { project: null, csm: null, next: null, nextAgenda: null };
      expect(body(buildFollowUp(input("", template, more)))).toBe("none");
    },
  );
});
