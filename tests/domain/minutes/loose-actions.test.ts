import { describe, expect, it } from "vitest";
import { findGaps } from "../../../src/domain/follow-up/agenda-gaps.ts";
import { gapNote } from "../../../src/domain/follow-up/comments.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { hasLooseActions } from "../../../src/domain/minutes/loose-actions.ts";
import { EN } from "../../support/texts.ts";
import { item, variable } from "../follow-up/follow-ups.ts";

const NOTED = "As noted in #12:\n\n";

describe("action items without a box", () => {
  it.each([
    [
      "bullets",
      "## Action items\n\n- Bob sends the file\n- Jane: enable SSO",
      "- Bob sends the file\n- Jane: enable SSO",
    ],
    ["numbers", "## Actions\n\n1. Bob sends the file", "1. Bob sends the file"],
    [
      "a table",
      "## Action items\n\n| A | B |\n|---|---|\n| Send it | Bob |",
      "| A | B |\n|---|---|\n| Send it | Bob |",
    ],
    ["a bold line", "## Notes\n\nx\n\n**Action items:**\n\n- Bob sends it\n\ntext\n\n- other", "- Bob sends it"],
    ["its name alone in bold", "**Action items**\n\n- Bob sends it\n\n## Recap\n\nx", "- Bob sends it"],
    ["in French", "## Actions à faire\n\n- Bob envoie", "- Bob envoie"],
    ["code", "## Action items\n\n```\n- Bob sends it\n```", "```\n- Bob sends it\n```"],
    ["a line", "Action items:\n- Bob sends it", "- Bob sends it"],
    ["next steps", "## Next steps\n\n- Bob sends it", "- Bob sends it"],
    [
      "sentences that name somebody",
      "## Action items\n\n@bob sends the file\n\nPlease add more.",
      "\\@bob sends the file",
    ],
    ["another language", "## Aufgaben\n\n- Bob schickt es", "- Bob schickt es"],
    ["what stands below them", "## Action items\n\n- a\n  - b\n  c", "- a\n  - b\n  c"],
    [
      "nobody notified, no command, no hidden comment",
      "## Action items\n\n- @bob <!-- secret -->a\n\n  /close",
      "- \\@bob a\n\n  /close",
    ],
  ])("are told as they are noted: %s", (_name, description, expected) => {
    expect(variable("action_items", description, { items: [] })).toBe(NOTED + expected);
  });

  it.each([
    ["boxes", "## Action items\n\n- [ ] a\n- [x] b"],
    ["bullets that group boxes", "## Action items\n\n- Acme\n  - [ ] a"],
    ["a table with boxes", "## Action items\n\n| | A |\n|-|-|\n| [ ] | a |"],
    ["no words", "## Action items\n\n- None\n- n/a\n- No action items this time.\n- Keine neuen Aufgaben\n-"],
    [
      "places for them",
      "## Action items\n\n- [Action] (@owner)\n\n| Action | Owner |\n|---|---|\n| [Action] | [Owner] |\n| | |",
    ],
    ["a hint", "## Action items\n\n*Who, what, when:\n`- [ ] @owner what`*\n\nPlease write a line for each."],
    [
      "other parts",
      "## Topics\n\n- a\n\n## Recap and next steps\n\n- b\n\n## GitHub Actions\n\n- c\n\n## Topics and action items\n\n- d",
    ],
  ])("are none: %s", (_name, description) => {
    expect(variable("action_items", description, { items: [] })).toBe("");
    expect(hasLooseActions(description)).toBe(false);
  });

  it("stand below the tables where there are both", () => {
    const shown = variable("action_items", "## Action items\n\n- [ ] a\n- Bob: b", { items: [item("12-aaa", "a")] });
    expect(shown).toMatch(/<\/table>\n\nAlso noted in #12:\n\n- Bob: b$/);
  });

  it("are named to the CSM instead of saying that there are none", () => {
    const description = "## Action items\n\n- **Bob** sends it\n- Jane: enable SSO\n\n## Recap\n\nGood.";
    const gaps = findGaps({ agenda: { description }, items: [] });
    expect(gaps).toEqual([{ kind: "no-box", items: ["Bob sends it", "Jane: enable SSO"] }]);
    expect(gapNote("<!-- -->", gaps, asIssueIid(12), null, null, EN)).toContain(
      "“Bob sends it” and “Jane: enable SSO” have no box (`- [ ]`) yet.",
    );
  });
});
