import { describe, expect, it } from "vitest";
import { readEntries } from "../../../src/domain/action-items/read/read.ts";
import type { AgendaText } from "../../../src/domain/action-items/read/types.ts";
import { buildAgenda } from "../../../src/domain/agenda/build.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { agendaInput, occurrence } from "../../support/state/agenda-input.ts";
import { RULES } from "../../support/state/agendas.ts";

const NESTED = "## Standing\n\n- [ ] Licences\n  - [ ] Count seats\n\n## Notes\n\nx\n";
const DATES = ["2026-12-01", "2026-12-15", "2026-12-29", "2027-01-12"];

type Edit = (description: string) => string;
const asItIs: Edit = (text) => text;

function tick(what: string): Edit {
  return (text) => text.replace(`[ ] ${what}`, `[x] ${what}`);
}

function both(...edits: readonly Edit[]): Edit {
  return (text) => edits.reduce((done, edit) => edit(done), text);
}

/** Agendas of the same template one after the other, each edited by people before the next is made. */
function series(template: string, edits: readonly Edit[]): readonly AgendaText[] {
  const agendas: AgendaText[] = [];
  for (const [at, edit] of edits.entries()) {
    const date = DATES[at] as string;
    const made = buildAgenda(
      agendaInput(template, { occurrence: occurrence(date), agendas: [...agendas], today: date }),
    );
    const description = edit(made.description);
    agendas.push({ iid: asIssueIid(2 * at + 1), date, confidential: false, byBot: true, description });
  }
  return agendas;
}

/** The boxes of the last agenda as people see them, without what the bot says behind them. */
function last(template: string, edits: readonly Edit[]): readonly string[] {
  const agenda = series(template, [...edits, asItIs]).at(-1) as AgendaText;
  const shown = (text: string): string => text.replace(/ ?(?:<sub>#[^<>]*<\/sub> )?<!--c:[^<>]*-->/g, "");
  return agenda.description
    .split("\n")
    .filter((line) => /\[.\]/.test(line))
    .map(shown);
}

describe("an item that the template brings stands once", () => {
  it.each<[string, string, readonly Edit[], readonly string[]]>([
    ["with its children", NESTED, [asItIs, asItIs, asItIs], ["- [ ] Licences", "  - [ ] Count seats"]],
    [
      "done in part: it is the same one",
      NESTED,
      [tick("Count seats"), asItIs],
      ["- [ ] Licences", "  - [x] Count seats"],
    ],
    ["its child still open", NESTED, [tick("Licences"), asItIs], ["- [x] Licences", "  - [ ] Count seats"]],
    [
      "all done: a new one",
      NESTED,
      [both(tick("Licences"), tick("Count seats")), asItIs],
      ["- [ ] Licences", "  - [ ] Count seats"],
    ],
    [
      "all done at two calls: a new one",
      NESTED,
      [tick("Count seats"), tick("Licences")],
      ["- [ ] Licences", "  - [ ] Count seats"],
    ],
    [
      "alone and done: a new one",
      "- [ ] Licences\n- [ ] Runners",
      [tick("Licences")],
      ["- [ ] Licences", "- [ ] Runners"],
    ],
    ["not applicable: a new one", "- [ ] Licences", [(text) => text.replace("[ ]", "[~]")], ["- [ ] Licences"]],
    ["ticked in the template", "- [x] Sent\n- [ ] Read", [asItIs, asItIs], ["- [x] Sent", "- [ ] Read"]],
    [
      "taken off: a new one",
      "- [ ] Licences\n- [ ] Runners",
      [(text) => text.replace("- [ ] Licences\n", "")],
      ["- [ ] Licences", "- [ ] Runners"],
    ],
    [
      "with the same words below two others",
      "- [ ] A\n  - [ ] check\n- [ ] B\n  - [ ] check",
      [(text) => text.replace("- [ ] A\n  - [ ] check", "- [x] A\n  - [x] check"), asItIs],
      ["- [ ] A", "  - [ ] check", "- [ ] B", "  - [ ] check"],
    ],
    [
      "given an owner and a date",
      "- [ ] Licences\n- [ ] Runners",
      [(text) => text.replace("Licences", "Licences @bob, due 2027-03-01"), asItIs],
      ["- [ ] Licences \\@bob, due 2027-03-01", "- [ ] Runners"],
    ],
    [
      "given an owner with words behind",
      "- [ ] Licences\n- [ ] Runners",
      [(text) => text.replace("Licences", "Licences (@bob): asked them twice"), asItIs],
      ["- [ ] Licences (\\@bob): asked them twice", "- [ ] Runners"],
    ],
  ])("%s", (_name, template, edits, expected) => {
    expect(last(template, edits)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ["a line right below, and an owner", "Licences @bob\n  asked them twice", "Licences \\@bob"],
    ["a line at the margin", "@bob Licences\nasked them twice", "\\@bob Licences"],
    ["a line right below", "Licences\n  asked them twice", "Licences"],
    ["a line behind a break", "Licences @bob<br>asked them twice", "Licences \\@bob"],
    ["a paragraph", "Licences @bob\n\n  asked them twice", "Licences \\@bob"],
  ])("with %s: the note stands below it, once", (_name, written, expected) => {
    const edit: Edit = (text) => text.replace("Licences", written);
    const TWO = "- [ ] Licences\n  - [ ] Count seats\n- [ ] Runners";
    expect(last(TWO, [edit, asItIs, asItIs])).toEqual([`- [ ] ${expected}`, "  - [ ] Count seats", "- [ ] Runners"]);
    const agendas = series(TWO, [edit, asItIs, asItIs]);
    expect(agendas.at(-1)?.description.match(/asked them twice/g)).toHaveLength(1);
    const ids = agendas.slice(1).map((one) => readEntries(one, RULES).map(({ claimed }) => claimed));
    expect(ids[0]).toEqual(ids[1]);
  });

  it("of two lines in the template: an owner on the first, a note below the second", () => {
    const edit: Edit = (text) => text.replace("Licences\n  per team", "Licences @bob\n  per team\n  asked");
    const agenda = series("- [ ] Licences\n  per team\n- [ ] Runners", [edit, asItIs, asItIs]).at(-1) as AgendaText;
    const [item, ...others] = readEntries(agenda, RULES);
    expect(item).toMatchObject({ text: "Licences \\@bob per team", item: { notes: "asked" } });
    expect(others.map(({ text }) => text)).toEqual(["Runners"]);
  });

  it("whose follow-up shows it on one line", () => {
    const edit: Edit = (text) => text.replace("Licences", "Licences @bob\n  asked them twice");
    const [first] = series("- [ ] Licences", [edit]) as [AgendaText];
    const id = "1-dm4";
    const followUp = {
      ...first,
      iid: asIssueIid(2),
      kind: "follow-up",
      description: `- [ ] Licences \\@bob asked them twice <!--c:${id}-->`,
    } as const;
    const next = buildAgenda(
      agendaInput("- [ ] Licences", {
        occurrence: occurrence("2026-12-15"),
        agendas: [first, followUp],
        today: "2026-12-15",
      }),
    );
    expect(next.carry.items).toEqual([]);
    expect(next.description).toContain("- [ ] Licences \\@bob <!--c:1-dm4-->\n\n  asked them twice\n");
  });

  it("links by reference come with their address", () => {
    const edit: Edit = (text) =>
      `${text.replace("Licences", "Licences @bob: [list][l]\n\n  See[^n]")}\n\n[l]: /u\n[^n]: note\n`;
    const agenda = series("- [ ] Licences", [edit, asItIs]).at(-1) as AgendaText;
    expect(agenda.description).toContain("- [ ] Licences \\@bob: [list](/u) <!--");
    expect(agenda.description).toContain("See (note)");
  });

  it("reworded it is an item of its own", () => {
    const [fresh, carried] = last("- [ ] Licences", [(text) => text.replace("Licences", "Licences: order 20 more")]);
    expect([fresh, carried]).toEqual(["- [ ] Licences", "- [ ] Licences: order 20 more"]);
  });

  it("keeps its identity and is never up for decision", () => {
    const agendas = series(NESTED, [asItIs, asItIs, asItIs, asItIs]);
    const ids = agendas.slice(1).map((one) => readEntries(one, RULES).map(({ claimed }) => claimed));
    expect(new Set(ids.map((one) => one.join(" "))).size).toBe(1);
    expect(ids[0]).toEqual([expect.stringMatching(/^1-/), expect.stringMatching(/^1-/)]);
    expect(agendas.at(-1)?.description).not.toContain("to decide");
  });
});

describe("what people add to an item of the template goes with it", () => {
  const NOTED = "- [ ] Licences\n\n  How many?\n\n- [ ] Runners";

  it("notes once, however often it is carried", () => {
    const answer: Edit = (text) => text.replace("How many?", "How many?\n\n  Forty.");
    const agenda = series(NOTED, [answer, asItIs, asItIs, asItIs]).at(-1) as AgendaText;
    expect(agenda.description.match(/Forty\./g)).toHaveLength(1);
    expect(agenda.description.match(/How many\?/g)).toHaveLength(1);
    expect(readEntries(agenda, RULES).map(({ item }) => item.notes)).toEqual(["How many?\n\nForty.", ""]);
  });

  it("notes that take the place of the template's stand below them", () => {
    const answer: Edit = (text) => text.replace("How many?", "Forty.");
    const agenda = series(NOTED, [answer, asItIs, asItIs, asItIs]).at(-1) as AgendaText;
    expect(readEntries(agenda, RULES).map(({ item }) => item.notes)).toEqual(["How many?\n\nForty.", ""]);
  });

  it("a child with the text of its parent", () => {
    const add: Edit = (text) => text.replace("  - [ ] Count seats", "  - [ ] Count seats\n  - [ ] call the reseller");
    expect(last(NESTED, [add, asItIs])).toEqual([
      "- [ ] Licences",
      "  - [ ] Count seats",
      "- [ ] Licences › call the reseller",
    ]);
  });
});

describe("what is no item of the template's keeps no item away", () => {
  it.each([
    ["a checklist", "## Before\n<!-- cadence:checklist -->\n\n- [ ] Upload the diagram\n"],
    ["a list of people", "## Attendees\n\n- [ ] Ann\n"],
  ])("%s", (_name, template) => {
    const { carry } = buildAgenda(agendaInput(template));
    expect(carry.items.map(({ text }) => text)).toContain("Upload the diagram");
  });

  it("fewer boxes than there are items of the text", () => {
    const two: Edit = (text) => text.replace("- [ ] check", "### A\n\n- [ ] check\n\n### B\n\n- [ ] check");
    expect(last("- [ ] check", [two]).length).toBe(2);
  });
});
