import { describe, expect, it } from "vitest";
import { renderDone } from "../../../src/domain/agenda/done.ts";
import { leftTopics } from "../../../src/domain/minutes/left-topics.ts";
import { templateLines } from "../../../src/domain/minutes/template-lines.ts";
import { EN } from "../../support/texts.ts";

function left(description: string, template = ""): readonly string[] {
  return leftTopics({ description, date: "2026-11-24" }, templateLines(template, { customer: "Acme" }), null);
}

const RECAP = "\n\n## Recap\n\nFine.\n";

describe("topics that a call did not come to", () => {
  it.each([
    ["with nothing below them", "## Topics\n\n- Upgrade\n  - two steps\n- Runner fleet\n", ["Runner fleet"]],
    ["in a part of their own", `## Agenda\n\n### From Acme\n\n1. Runner fleet${RECAP}`, ["Runner fleet"]],
    ["nobody notified", `## Topics\n\n- @bob Licences${RECAP}`, ["\\@bob Licences"]],
    ["each once", `## Topics\n\n- Fleet\n- **Fleet**${RECAP}`, ["Fleet"]],
  ])("are offered: %s", (_name, description, expected) => {
    expect(left(description)).toEqual(expected);
  });

  it.each([
    ["of which the recap has the words", "## Topics\n\n- Sizing of Gitaly\n\n## Recap\n\nGitaly sizing is fine."],
    ["that are ticked, struck through or done with", `## Topics\n\n- [x] a\n- ~~b~~\n- Fleet – done${RECAP}`],
    ["that are boxes: those are carried", `## Topics\n\n- [ ] Fleet${RECAP}`],
    ["that are questions or decisions", `## Topics\n\n- Fleet?\n- Decision: fleet${RECAP}`],
    ["that hold the place of one", `## Topics\n\n- [Topic 1]\n- *Your topics*\n- TBD${RECAP}`],
    ["that were offered before", `## Topics\n\n### Left over from #1\n\n- Fleet${RECAP}`],
    ["elsewhere", `## Notes of Bob\n\n## Links\n\n- Fleet${RECAP}`],
    ["where the notes do not tell", "## Topics\n\n- Upgrade\n- Fleet\n"],
  ])("are not: %s", (_name, description) => {
    expect(left(description)).toEqual([]);
  });

  it("are not what the template brings", () => {
    expect(left(`## Topics\n\n1. Open action items\n2. Fleet${RECAP}`, "## Topics\n\n1. Open action items\n")).toEqual([
      "Fleet",
    ]);
  });

  it("are ten at most", () => {
    const topics = Array.from({ length: 30 }, (_, at) => `- topic number ${at} of ours`).join("\n");
    expect(left(`## Topics\n\n${topics}${RECAP}`)).toHaveLength(10);
  });
});

describe("what was done since the last agenda", () => {
  it("is counted as of its day, and named", () => {
    expect(
      renderDone(
        [
          { how: "ticked", text: "send it" },
          { how: "issue-closed", text: "#45" },
          { how: "answered", text: "LDAP?" },
          { how: "ticked", text: "test it" },
        ],
        "2026-12-07",
        EN,
      ),
    ).toBe(
      "As of Mon 7 Dec 2026: 2 action items done, 1 issue closed, 1 question answered.\n\n- send it <!--c:said-->\n- #45 <!--c:said-->\n- LDAP? <!--c:said-->\n- test it <!--c:said-->",
    );
  });

  it("names ten and counts the rest; nothing for none", () => {
    const many = Array.from({ length: 12 }, (_, at) => ({ how: "ticked" as const, text: `item ${at}` }));
    expect(renderDone(many, "2026-12-07", EN)).toMatch(/- item 9 <!--c:said-->\n- … and 2 more <!--c:said-->$/);
    expect(renderDone([], "2026-12-07", EN)).toBe("");
  });
});
