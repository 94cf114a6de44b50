import { describe, expect, it } from "vitest";
import { leftOut } from "../../../src/domain/action-items/read/left-out.ts";
import { readEntries } from "../../../src/domain/action-items/read/read.ts";
import { byHand, carry, RULES } from "../../support/state/agendas.ts";

/** Texts of the action items and of the boxes that are none. */
function split(description: string): readonly [readonly string[], readonly string[]] {
  const agenda = byHand(12, "2026-11-24", description);
  return [readEntries(agenda, RULES).map(({ text }) => text), leftOut(agenda, RULES).map(({ text }) => text)];
}

describe("a heading decides for its own part only", () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ["a plain line", "## Attendees\n\nAnn\n\nAction items\n\n- [ ] Terraform", ["Terraform"], []],
    ["a line with a colon", "## Attendees\n- [x] Ann\n\nTo do:\n- [ ] Terraform", ["Terraform"], ["Ann"]],
    ["a bold line", "## Attendees\n\nAnn\n\n**Agenda**\n\n1. Up\n\n**Actions**\n\n- [ ] Terraform", ["Terraform"], []],
    ["a heading below a title", "# Attendees\n\nAnn\n\n## Action items\n\n- [ ] Terraform", ["Terraform"], []],
    ["a part below the next one", "# Attendees\n## Notes\nx\n## Runners\n- [ ] Terraform", ["Terraform"], []],
    ["a heading of the same level", "## Attendees\n- [ ] Ann\n## Runners\n- [ ] Terraform", ["Terraform"], ["Ann"]],
    [
      "a setext heading",
      "Attendees\n---------\n- [ ] Ann\n\nRunners\n-------\n- [ ] Terraform",
      ["Terraform"],
      ["Ann"],
    ],
    ["a rule", "## Attendees\n\n- [ ] Ann\n\n---\n\n- [ ] Terraform", ["Terraform"], ["Ann"]],
    ["a text below the list of a line", "Attendees:\n- [ ] Ann\n\nWe met.\n\n- [ ] Terraform", ["Terraform"], ["Ann"]],
    ["bullets", "- Attendees\n  - [ ] Ann\n- Runners\n  - [ ] Terraform", ["Terraform"], ["Ann"]],
    ["a title", "# Participants sync\n\n- [ ] Terraform", ["Terraform"], []],
    ["two things in one heading", "## Attendees and action items\n- [ ] Terraform", ["Terraform"], []],
  ])("%s ends the list of people", (_name, description, items, people) => {
    expect(split(description)).toEqual([items, people]);
  });

  it.each<[string, string]>([
    ["a heading", "## Anwesende\n- [ ] Ann"],
    ["a heading that divides it", "# Attendance\n\n## Voting Members\n- [ ] Ann\n## GitLab\n- [x] Ben"],
    ["a bold line", "**Présents :**\n\n- [ ] Ann"],
    ["a bold line that divides it", "## Attendees\n\n**Acme**\n\n- [ ] Ann\n\n**GitLab**\n\n- [ ] Ben"],
    ["the last line of a paragraph", "24 November\nAttendees:\n  * [X] Ann\n  * [ ] Sean C"],
    ["a bullet", "- **参加者**\n  - [ ] 山田太郎"],
    ["a box of its own", "## Guests\n- [x] Acme\n  - [ ] Ann"],
    ["the head of a table", "| Present | Name | Company |\n|-|-|-|\n| [ ] | Ann Lee | Acme |"],
    ["the head of the other column", "| | Attendee |\n|-|-|\n| [ ] | Ann Lee |"],
    ["a summary", "<details><summary>Attendees</summary>\n\n- [ ] Ann\n\n</details>"],
    ["a heading in HTML", "<h2>Aanwezig</h2>\n\n- [ ] Ann"],
    ["a line in a quote", "> **Attendees**\n>\n> - [ ] Ann"],
  ])("names below %s are no items", (_name, description) => {
    expect(split(description)[0]).toEqual([]);
    expect(split(description)[1]).not.toEqual([]);
  });

  it("what stands behind a closed summary is not in it", () => {
    expect(split("<details><summary>Attendees</summary>\n\n- [ ] Ann\n\n</details>\n\n- [ ] Terraform")[0]).toEqual([
      "Terraform",
    ]);
  });
});

describe("in doubt an item is carried, and said to be doubtful", () => {
  const carried = (text: string) => carry([byHand(12, "2026-11-24", `## Attendees\n\n- [ ] Ann\n- [ ] ${text}`)]).items;

  it.each(["@bob send the file", "check quota", "Ann by Friday", "Licences", "@bob Terraform", "Ask everybody for it"])(
    "%s",
    (text) => {
      const [item, ...others] = carried(text);
      expect(others).toEqual([]);
      expect(item?.reason.text).toBe(
        'open in #12; it stands under attendees, "Attendees", and reads as more than a name',
      );
    },
  );

  it("a child of a person goes with the person's name", () => {
    const [item] = carry([byHand(12, "2026-11-24", "## Attendees\n- [ ] Ann\n  - [ ] send the slides")]).items;
    expect(item?.text).toBe("Ann › send the slides");
  });
});
