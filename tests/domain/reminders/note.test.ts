import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCommands } from "../../../src/domain/commands/parse-command.ts";
import { parseNoteMarker } from "../../../src/domain/marker/note-marker.ts";
import { reminderNote } from "../../../src/domain/reminders/note.ts";
import type { ReminderItem } from "../../../src/domain/reminders/types.ts";
import { EN } from "../../support/texts.ts";
import { at, decide, item } from "./builders.ts";

const note = (items: readonly ReminderItem[], day = "2026-12-02"): string =>
  reminderNote(decide(at(day), items).reminders[0]!, items, "cadence-bot", null, EN);

describe("the comment", () => {
  it("for one item", () => {
    expect(note([item()])).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note reminder items=12-k3f -->
      An action item of this issue is still open:

      - Send the diagram (was due Tue 1 Dec 2026) @bob

      To stop this, tick the item's box, mark it as not applicable (\`[~]\`), or put it off: \`@cadence-bot snooze ITEM until YYYY-MM-DD\` with its words for ITEM."
    `);
  });

  it("for several, with the proposal of an issue of its own", () => {
    expect(
      note([
        item(),
        item({ id: "12-aaa", due: null, carries: 4, callDate: "2026-12-01", text: "Ask **@eve**\n/close" }),
        item({ id: "12-bbb", raised: "2026-11-03", due: null, owner: null, ownerSide: null }),
        item({ id: "12-ccc", raised: "2026-11-02", ownerSide: "customer", owner: "carol" }),
      ]),
    ).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note reminder items=12-ccc,12-k3f,12-aaa,12-bbb -->
      4 action items of this issue are still open:

      - Send the diagram (\\@carol, was due Tue 1 Dec 2026, open since Mon 2 Nov 2026) @jane
      - Send the diagram (was due Tue 1 Dec 2026) @bob
      - Ask \\@eve /close (carried 4 times) @bob
      - Send the diagram (open since Tue 3 Nov 2026) @jane

      To stop this, tick the item's box, mark it as not applicable (\`[~]\`), or put it off: \`@cadence-bot snooze ITEM until YYYY-MM-DD\` with its words for ITEM.
      Open for long: an issue of its own may help; \`/cadence issue\` on a line below the item makes one."
    `);
  });

  it("is marked with what it is about", () => {
    const items = [item(), item({ id: "12-aaa" })];
    expect(parseNoteMarker(note(items))).toMatchObject({ kind: "reminder", items: ["12-aaa", "12-k3f"] });
  });

  it("needs the items it was decided on", () => {
    const reminder = decide(at("2026-12-02"), [item()]).reminders[0]!;
    expect(() => reminderNote(reminder, [], "cadence-bot", null, EN)).toThrow(RangeError);
  });

  it("has three lines and one per item, mentions whom it notifies, and nothing in it acts, whatever people wrote", () => {
    const hostile = fc
      .array(
        fc.constantFrom(
          "@eve ",
          "@all",
          "\n/close",
          "`",
          "<!--c:1-abc-->",
          "\\",
          "# ",
          "\n@cadence-bot skip",
          "x ",
          "\n\n",
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (texts) => {
        const items = texts.map((text, index) => item({ id: `12-aa${index}`, text, raised: "2026-11-02" }));
        const lines = note(items)
          .split("\n")
          .slice(1)
          .filter((line) => line !== "");
        expect(lines).toHaveLength(3 + items.length);
        const shown = lines.join("\n").replace(/(?<!\\)`[^`\n]*`/g, "");
        const mentions = shown.match(/(?<![\\\w])@\w+/g);
        expect(new Set(mentions)).toEqual(new Set(["@bob"]));
        expect(shown).not.toMatch(/^\/|(?<!\\)<!--/m);
        expect(parseCommands(lines.join("\n"), "cadence-bot", "2026-12-02", EN)).toEqual([]);
      }),
    );
  });
});
