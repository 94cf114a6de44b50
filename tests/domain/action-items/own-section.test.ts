import { describe, expect, it } from "vitest";
import { ownSection } from "../../../src/domain/action-items/read/own-section.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { namesActionItems } from "../../../src/domain/text/section-names.ts";

/** The lines of the part that is there for action items, blank ones left out. */
function own(markdown: string): readonly string[] | null {
  const found = ownSection(parseMarkdown(markdown));
  if (found === null) return null;
  const { start, end } = found.section.range;
  return markdown
    .slice(start, end)
    .split("\n")
    .filter((line) => line !== "");
}

describe("headings of action items", () => {
  it.each([
    ...[
      "Action items",
      "**Action Items:**",
      "Actions",
      "Open action items",
      "Action items from the last call",
      "To-dos",
    ],
    ...["Review of previous action items", "✅ Action items", "3. Action items", "Action items and next steps"],
    ...["Action items (owner, due)", "Action Items / Next Steps", "New action items", "Our action items"],
    ...["Offene Aufgaben", "Actions précédentes", "Plan d'action", "Tareas pendientes", "Ações pendentes", "Acties"],
    ...["アクションアイテム", "宿題"],
  ])("%s", (heading) => {
    expect(namesActionItems(heading)).toBe(true);
  });

  it.each([
    ...[
      "Next steps",
      "Topics",
      "Action items process",
      "Actions runner upgrade",
      "GitHub Actions",
      "Action plan for Acme",
    ],
    ...["Recap and next steps", "Todo list app", "Call to action", "Notes", ""],
  ])("none: %s", (heading) => {
    expect(namesActionItems(heading)).toBe(false);
  });
});

describe("the part of a text that is there for action items", () => {
  it.each<[string, string, readonly string[] | null]>([
    ["a heading", "## A\nx\n## Action items\ny\n## B", ["## Action items", "y"]],
    ["of several that for earlier ones", "## Action items\n## Open actions\ny", ["## Open actions", "y"]],
    ["a bold line", "**A**\n\n**Action items**\n\n*who*\n\n- x\n\n**B**", ["**Action items**", "*who*", "- x"]],
    ["a line with a colon", "Action items:\n\n- x\n\nNotes:\n\ny", ["Action items:", "- x"]],
    ["no checklist", "## Action items\n<!-- cadence:checklist -->\n- [ ] x", null],
    ["no code", "```\n## Action items\n```", null],
    ["no sentence", "Action items are below\n\n- x", null],
    ["none", "## Topics", null],
  ])("%s", (_name, markdown, expected) => {
    expect(own(markdown)).toEqual(expected);
  });
});
