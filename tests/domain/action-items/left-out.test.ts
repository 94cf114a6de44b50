import { describe, expect, it } from "vitest";
import { leftOut } from "../../../src/domain/action-items/read/left-out.ts";
import { readEntries } from "../../../src/domain/action-items/read/read.ts";
import { documentKinds, makeDocument } from "../../support/gitlab/gitlab-documents.ts";
import { byBot, byHand, carry, RULES } from "../../support/state/agendas.ts";
import { gitlabBoxes } from "../../support/witness/box-witness.ts";

function named(description: string, rules = {}): readonly (readonly [string, string])[] {
  return leftOut(byHand(12, "2026-11-24", description), { ...RULES, ...rules }).map(({ text, reason }) => [
    text,
    reason.rule,
  ]);
}

describe("boxes that are no action items are named with their rule", () => {
  it.each<[string, string, object, readonly (readonly [string, string])[]]>([
    ["an action item is none of them", "- [ ] send it", {}, []],
    [
      "a checklist",
      "## A\n<!-- cadence:checklist -->\n- [ ] one\n- [x] two",
      {},
      [
        ["one", "checklist"],
        ["two", "checklist"],
      ],
    ],
    [
      "a checklist before all headings",
      "<!-- cadence:checklist -->\n\n- [ ] one\n\n## B\n- [ ] two",
      {},
      [["one", "checklist"]],
    ],
    ["attendees", "## Attendees\n- [ ] Ann", {}, [["Ann", "attendees"]]],
    ["another section", "## A\n- [ ] one\n## B\n- [ ] two", { sections: ["a"] }, [["two", "other-section"]]],
    [
      "no text",
      "- [ ]\n- [ ] <!--c:issue-12-abc-->\n- [ ] <!-- later -->\n- [ ] <!-- a --> <!-- b -->",
      {},
      [
        ["", "no-text"],
        ["", "offer"],
        ["<!-- later -->", "no-text"],
        ["<!-- a --> <!-- b -->", "no-text"],
      ],
    ],
    ["a place for a text", "- [ ] [Action] (@owner)\n- [ ] one", {}, [["[Action] (@owner)", "placeholder"]]],
    ["a quote in an item", "- [ ] one\n  > - [ ] two", {}, [["two", "in-notes"]]],
    ["a table in an item", "- [ ] one\n\n  |[ ]|two|\n  |-|-|", {}, [["two", "in-notes"]]],
    ["no carrying", "- [ ] one", { enabled: false }, [["one", "carry-off"]]],
  ])("%s", (_name, description, rules, expected) => {
    expect(named(description, rules)).toEqual(expected);
  });

  it("names the headings that decide", () => {
    const [left] = leftOut(byHand(12, "2026-11-24", "## Participants **today**\n- [ ] Ann"), RULES);
    expect(left?.reason.text).toBe('stands under attendees, "Participants **today**"');
  });

  it("the bot's own lines are told from others", () => {
    const text = byBot(12, "2026-11-24", ["7-abc"], "- [ ] (from #7) <!--c:7-abc-->\n");
    expect(leftOut(text, RULES).map(({ reason }) => reason.rule)).toEqual(["no-text"]);
  });

  it.each(documentKinds)("every box that GitLab shows is an item or named: %s", (kind) => {
    for (let seed = 500; seed < 530; seed++) {
      const source = makeDocument(seed, kind);
      const agenda = byHand(12, "2026-11-24", source);
      const rules = { ...RULES, sections: seed % 3 === 0 ? ["h"] : null };
      const known = readEntries(agenda, rules).length + leftOut(agenda, rules).length;
      expect({ source, known }).toEqual({ source, known: gitlabBoxes(source)?.length ?? known });
    }
  });
});

it("names every item for which there is no room, however deep it is nested", () => {
  const nested = Array.from({ length: 1_000 }, (_, level) => `${"  ".repeat(level)}- [ ] level ${level}`).join("\n");
  const { items, leftBehind } = carry([byHand(12, "2026-11-24", nested)]);
  expect(items).toEqual([]);
  expect(leftBehind.map(({ text, reason }) => `${text}: ${reason.rule}`)).toEqual(
    Array.from({ length: 1_000 }, (_, level) => `level ${level}: no-room`),
  );
});
