import { describe, expect, it } from "vitest";
import { findGaps } from "../../../src/domain/follow-up/agenda-gaps.ts";
import { gapNote, participantsNote, takenBackNote, updatedNote } from "../../../src/domain/follow-up/comments.ts";
import type { FollowUpItem, Gap } from "../../../src/domain/follow-up/types.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { hostileTexts } from "../../support/hostile/hostile-text.ts";
import { EN } from "../../support/texts.ts";
import { witness } from "../../support/witness/gitlab-witness.ts";
import { AGENDA, ITEMS, item } from "./follow-ups.ts";

const MARKER = "<!-- cadence:v1 note gaps -->";

function gaps(description: string, items: readonly FollowUpItem[]): readonly Gap[] {
  return findGaps({ agenda: { description }, items });
}

const RECAP = "## Recap\n\nWe agreed.";
const owned = { owner: "bob", due: "2026-12-01" } as const;

describe("what an agenda lacks", () => {
  it.each<[string, string, readonly FollowUpItem[], readonly Gap[]]>([
    ["nothing", RECAP, [item("12-aaa", "a", owned)], []],
    [
      "an owner",
      RECAP,
      [item("12-aaa", "a (due 2026-12-01)", { due: "2026-12-01" })],
      [{ kind: "no-owner", items: ["a"] }],
    ],
    ["a date", RECAP, [item("12-aaa", "@bob a", { owner: "bob" })], [{ kind: "no-date", items: ["a"] }]],
    ["nothing in a resolved item", RECAP, [item("12-aaa", "a", { state: "done" })], []],
    [
      "nothing in a child of an owned item",
      RECAP,
      [item("12-aaa", "a", { ...owned, children: [item("12-bbb", "b")] })],
      [],
    ],
    [
      "an owner of a child of a resolved item",
      RECAP,
      [item("12-aaa", "a", { state: "done", due: "2026-12-01", children: [item("12-bbb", "b")] })],
      [{ kind: "no-owner", items: ["b"] }],
    ],
    [
      "a recap",
      "## Recap\n\n*What we agreed*\n\n- [ ] a",
      [item("12-aaa", "a", owned)],
      [{ kind: "empty-recap", items: [] }],
    ],
    ["no recap where decisions stand", "Decision: a", [item("12-aaa", "a", owned)], []],
    ["action items", RECAP, [], [{ kind: "no-action-items", items: [] }]],
  ])("%s", (_name, description, items, expected) => {
    expect(gaps(description, items)).toEqual(expected);
  });

  it("is told in a few plain words", () => {
    const text = `**Read** [the \`guide\`](https://a.example) <br>${"and more ".repeat(20)}`;
    const [gap] = gaps(RECAP, [item("12-aaa", text, { due: "2026-12-01" })]);
    expect(gap?.items).toEqual([`Read the guide ${"and more ".repeat(7)}a…`]);
  });
});

describe("comments, as people read them", () => {
  it("the note about gaps", () => {
    expect(
      gapNote(MARKER, gaps(AGENDA, ITEMS), asIssueIid(12), "Tue 24 Nov 2026, 12:00 Europe/Berlin", null, EN),
    ).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note gaps -->

      “Book the maintenance window” has no owner yet. “send the sizing sheet” and “ask \\@lee for the numbers” have no date yet.

      What is added to #12 before Tue 24 Nov 2026, 12:00 Europe/Berlin goes into the follow-up."
    `);
    expect(
      gapNote(MARKER, gaps("", []), asIssueIid(12), "Tue 24 Nov 2026, 12:00 Europe/Berlin", null, EN),
    ).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note gaps -->

      #12 has no action items.

      Not in #12 yet: a recap.

      What is added to #12 before Tue 24 Nov 2026, 12:00 Europe/Berlin goes into the follow-up."
    `);
    expect(gapNote(MARKER, gaps(RECAP, []), asIssueIid(12), null, null, EN)).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note gaps -->

      #12 has no action items."
    `);
    const many = Array.from({ length: 9 }, (_, at) => item(`12-aa${at}`, `item ${at}`, { due: "2026-12-01" }));
    expect(gapNote(MARKER, gaps(RECAP, many), asIssueIid(12), null, null, EN)).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note gaps -->

      “item 0”, “item 1”, “item 2”, “item 3”, “item 4” and 4 more have no owner yet."
    `);
    const bare = [item("12-aaa", "a"), item("12-bbb", "b 31.11.", { unclearDue: "31.11." })];
    expect(gapNote(MARKER, gaps(RECAP, bare), asIssueIid(12), null, null, EN)).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note gaps -->

      “a” and “b 31.11. (31.11. is unclear)” have no owner and no date yet."
    `);
    expect(
      gapNote(MARKER, [{ kind: "bare-link", items: ["https://a.example/x"] }], asIssueIid(12), null, null, EN),
    ).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note gaps -->

      Not in #12 yet: a word on what “https://a.example/x” holds."
    `);
    expect(gapNote(MARKER, [], asIssueIid(12), "Tue 24 Nov 2026, 12:00 Europe/Berlin", null, EN)).toBe(MARKER);
  });

  const facts = {
    people: ["@jane", "@Sam", "Lee", "@bob", "@JANE", "@all", "@acme/team", "@x /close"],
    mentions: "notify",
    agendaIid: asIssueIid(12),
    nextUpdate: null,
    openItems: 3,
  } as const;

  it("the note to participants", () => {
    expect(
      participantsNote(
        MARKER,
        {
          ...facts,
          questions: 1,
          nextUpdate: "Wed 25 Nov 2026",
          nextCall: "Tue 8 Dec 2026, 10:00 Europe/Berlin",
        },
        EN,
      ),
    ).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note gaps -->

      @jane @Sam @bob: this is the follow-up to our call (#12).

      3 action items are open and 1 question is still to be answered. The next update comes by Wed 25 Nov 2026. Next call: Tue 8 Dec 2026, 10:00 Europe/Berlin.

      Is something missing or not quite right? Please say so below."
    `);
    expect(
      participantsNote(MARKER, { ...facts, openItems: 1, mentions: "quiet", nextCall: null }, EN),
    ).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note gaps -->

      \\@jane \\@Sam \\@bob: this is the follow-up to our call (#12).

      1 action item is open.

      Is something missing or not quite right? Please say so below."
    `);
    expect(
      participantsNote(MARKER, { ...facts, people: ["Lee"], openItems: 0, questions: 2 }, EN),
    ).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note gaps -->

      This is the follow-up to our call (#12).

      2 questions are still to be answered.

      Is something missing or not quite right? Please say so below."
    `);
    expect(participantsNote(MARKER, { ...facts, people: [], openItems: 0 }, EN)).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note gaps -->

      This is the follow-up to our call (#12).

      Nothing is left open.

      Is something missing or not quite right? Please say so below."
    `);
  });

  it("mentions every person once, or nobody", () => {
    expect(witness(participantsNote(MARKER, facts, EN)).mentions).toEqual(["@jane", "@Sam", "@bob"]);
    expect(witness(participantsNote(MARKER, { ...facts, mentions: "quiet" }, EN)).mentions).toEqual([]);
  });

  it("the notes about what changed", () => {
    expect(takenBackNote(MARKER, asIssueIid(12), EN)).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note gaps -->

      #12 is open again, so this follow-up is closed for now. It comes back, brought up to date, when #12 is closed."
    `);
    expect(
      updatedNote(MARKER, asIssueIid(12), ["@bob Upload the diagram, due 2026-12-01", "Book a room"], null, EN),
    ).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note gaps -->

      New in #12 since this follow-up was written:

      - \\@bob Upload the diagram, due 2026-12-01
      - Book a room"
    `);
    expect(updatedNote(MARKER, asIssueIid(12), [], null, EN)).toMatchInlineSnapshot(`
      "<!-- cadence:v1 note gaps -->

      #12 was updated since; no action item is new."
    `);
    expect(
      updatedNote(
        MARKER,
        asIssueIid(12),
        Array.from({ length: 25 }, (_, at) => `item ${at}`),
        null,
        EN,
      ),
    ).toMatch(/\n- item 19\n- … \(5 more in #12\)$/);
  });

  it.each(hostileTexts.map(({ name, text }) => [name, text.slice(0, 2_000)]))("nothing acts: %s", (_name, text) => {
    const items = [item("12-aaa", text), item("12-bbb", "second")];
    const notes = [
      gapNote(MARKER, gaps("", items), asIssueIid(12), text, null, EN),
      updatedNote(MARKER, asIssueIid(12), [text, "second"], null, EN),
    ];
    for (const note of notes) {
      const seen = witness(note);
      expect([...seen.mentions, ...seen.commands, ...seen.definitions]).toEqual([]);
      expect(seen.html).toEqual([`${MARKER}\n`]);
      expect(note.startsWith(`${MARKER}\n\n`)).toBe(true);
    }
    expect(witness(notes[1] as string).items).toHaveLength(2);
  });
});
