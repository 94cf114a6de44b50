import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readEntries } from "../../../src/domain/action-items/read/read.ts";
import { buildAgenda } from "../../../src/domain/agenda/build.ts";
import type { AgendaInput } from "../../../src/domain/agenda/types.ts";
import { boxLooseActions } from "../../../src/domain/follow-up/box-loose.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { readContent } from "../../../src/domain/minutes/content.ts";
import { templateLines } from "../../../src/domain/minutes/template-lines.ts";
import { agendaInput } from "../../support/state/agenda-input.ts";
import { byHand, RULES, SIDES } from "../../support/state/agendas.ts";
import { DE } from "../../support/texts.ts";

const SHIPPED = readFileSync(new URL("../../../issue_templates/Meeting Agenda.md", import.meta.url), "utf8");

/** An agenda of Tue 1 Dec 2026, made on Sat 28 Nov, without markers. */
function agenda(body: string, more: Partial<AgendaInput> = {}, template = SHIPPED): string {
  const agendas = [byHand(7, "2026-10-20", body)];
  const { description } = buildAgenda(agendaInput(template, { agendas, ...more }));
  return description.replace(/^<!--.*-->\n\n/, "").replace(/ <!--.*?-->/g, "");
}

const ITEMS = `- [ ] @jane ask Support
- [ ] @bob send the diagram, due 2026-11-20
  - [ ] of the DMZ
- [x] book a room
`;

describe("the top of an agenda", () => {
  it("says when, who, what is open and overdue, and what to decide", () => {
    const rules = { ...agendaInput("").rules, joinUrl: "https://example.zoom.us/j/1" };
    const shown = agenda(ITEMS, { customerTimeZone: "America/New_York", rules });
    expect(shown.slice(0, shown.indexOf("## Topics"))).toMatchInlineSnapshot(`
      "**Tue 1 Dec 2026, 10:00–10:50 Berlin** · 04:00 New York · [Join the call](https://example.zoom.us/j/1)\\
      **GitLab** @jane, @sam · **Acme** @bob\\
      Last call #12, Tue 17 Nov 2026 · next call Tue 15 Dec 2026, 10:00 Berlin

      > On Sat 28 Nov: **2 open, 1 overdue**, 2 to decide, 1 done since the last call.

      ## To decide

      - \\@bob send the diagram, due 2026-11-20 <sub>#7 · overdue since Fri 20 Nov · open since Tue 20 Oct</sub>
      - \\@jane ask Support <sub>#7 · open since Tue 20 Oct</sub>

      *Still needed? Tick it below, put \`[~]\` in its box to drop it, or write \`/cadence issue\` below it for an issue of its own.*

      ## Action items

      ### GitLab

      - [ ] \\@jane ask Support <sub>#7</sub>

      ### Acme

      - [ ] \\@bob send the diagram, due 2026-11-20 <sub>#7 · overdue since Fri 20 Nov</sub>
        - [ ] of the DMZ

      <details>
      <summary>Done since the last call (1)</summary>

      - book a room

      </details>

      "
    `);
  });

  it.each<[string, Partial<AgendaInput>, string]>([
    ["in UTC where the customer's clock is not known", {}, "**Tue 1 Dec 2026, 10:00–10:50 Berlin** · 09:00 UTC\\"],
    ["once where both keep one clock", { customerTimeZone: "Europe/Berlin" }, "Berlin** · 09:00 UTC\\"],
    [
      "with the day where it is another one there",
      {
        customerTimeZone: "Pacific/Auckland",
        occurrence: {
          ...agendaInput("").occurrence,
          time: "20:00",
          start: "2026-12-01T19:00:00Z",
          end: "2026-12-01T19:50:00Z",
        },
      },
      "**Tue 1 Dec 2026, 20:00–20:50 Berlin** · Wed 2 Dec 2026, 08:00 Auckland\\",
    ],
  ])("says the time %s", (_name, more, expected) => {
    expect(agenda("", more)).toContain(expected);
  });

  it("says nothing of items where there was no call, and that none is open where there was one", () => {
    expect(agenda("", { previous: null, agendas: [] })).not.toMatch(/^>/m);
    expect(agenda("")).toContain("\n> On Sat 28 Nov: **no open action items**.\n");
    const rules = { ...agendaInput("").rules, carry: { ...RULES, enabled: false } };
    expect(agenda(ITEMS, { rules })).not.toMatch(/^>/m);
  });

  it("names the year of the day where the call is in another one", () => {
    const occurrence = { ...agendaInput("").occurrence, date: "2027-01-05", id: "2027-01-05" };
    expect(agenda(ITEMS, { occurrence })).toContain("> On Sat 28 Nov 2026: **");
  });

  it("is written in the language of the project", () => {
    const shown = agenda(ITEMS, { texts: DE });
    expect(shown).toContain(
      "> Stand Sa., 28. Nov.: **2 offen, 1 überfällig**, 2 zu entscheiden, 1 erledigt seit dem letzten Termin.",
    );
    expect(shown).toContain("<sub>#7 · überfällig seit Fr., 20. Nov.</sub>");
  });

  it("asks for no decision about what has an issue of its own, and names ten", () => {
    const many = Array.from({ length: 12 }, (_, at) => `- [ ] send file ${at}`).join("\n");
    const shown = agenda(many);
    const part = shown.slice(shown.indexOf("## To decide"), shown.indexOf("*Still needed"));
    expect(part.match(/^- /gm)).toHaveLength(11);
    expect(part).toMatch(/\n- … and 2 more\n/);
    const own = { ...byHand(7, "2026-10-20", "- [ ] a (issue #45)"), itemIssues: new Set([asIssueIid(45)]) };
    expect(agenda("", { agendas: [own] })).not.toContain("## To decide");
  });

  it("has no box and begins no other list, whatever the items say", () => {
    const { description } = buildAgenda(
      agendaInput("{{to_decide}}\n\n{{overdue_items}}\n\n{{done_since}}\n\n{{done}}", {
        agendas: [byHand(7, "2026-10-20", "- [ ] [ ] a\n- [ ] 1. b\n- [x] [x] c\n- [ ] [x] d, due 2026-11-01")],
      }),
    );
    const before = description.slice(0, description.indexOf("## Action items"));
    const entries = readEntries(byHand(13, "2026-12-01", before), RULES);
    expect(entries).toEqual([]);
    expect(before).not.toMatch(/^- (?:\[|\d+[.)])/m);
  });
});

describe("a project's own template", () => {
  it("may have the parts in another order", () => {
    const topics = "## Topics\n\n1. Progress\n\n";
    const parts = [
      "{{#action_items}}\n## Action items\n\n{{action_items}}\n\n{{/action_items}}\n",
      "{{#to_decide}}\n## To decide\n\n{{to_decide}}\n\n{{/to_decide}}\n",
    ];
    const heads = (template: string): readonly string[] => agenda(ITEMS, {}, template).match(/^## .*$/gm) ?? [];
    expect(heads(topics + parts.join(""))).toEqual(["## Topics", "## Action items", "## To decide"]);
    expect(heads(parts.join("") + topics)).toEqual(["## Action items", "## To decide", "## Topics"]);
  });
});

describe("what the bot says in an agenda", () => {
  const agendas = [
    byHand(
      7,
      "2026-10-20",
      "- [ ] Decision: who pays\n- [ ] ACTION: Bob sends it\n- [ ] LDAP?\n- [x] done, due 2026-11-01\n- [x] ACTION: that",
    ),
  ];
  const { description } = buildAgenda(agendaInput(SHIPPED, { agendas }));
  const read = (text: string) =>
    readContent({
      description: text,
      itemTexts: ["Decision: who pays", "ACTION: Bob sends it", "LDAP?"],
      project: null,
      callDate: "2026-12-01",
      untouched: templateLines(SHIPPED, { customer: SIDES.customer }),
    });

  it("is none of what people say", () => {
    expect(description).toContain("## To decide\n\n- ");
    expect(read(description)).toEqual({
      recap: [],
      decisions: [],
      questions: [],
      answers: [],
      lines: [],
      actions: { blocks: [], texts: [] },
    });
    expect(boxLooseActions(description)).toEqual({ text: description, count: 0 });
  });

  it("leaves what people write below its lines", () => {
    const said = description.replace(/^(- Decision: who pays.*)$/m, "$1\n  - Decision: Acme pays");
    expect(said).not.toBe(description);
    expect(read(said).decisions).toEqual(["Acme pays"]);
  });
});
