import { describe, expect, it } from "vitest";
import { asNoteId } from "../../../src/domain/ids.ts";
import { renderNoteMarker } from "../../../src/domain/marker/note-marker.ts";
import type { Issue, Note, User } from "../../../src/gitlab/port.ts";
import { aNote } from "../../support/gitlab/recorded-port.ts";
import {
  actionsOf,
  aFollowUp,
  BOB,
  JANE,
  planOf,
  SAM,
  type Scene,
  skippedOf,
} from "../../support/state/project-state.ts";
import { aHandWrittenAgenda, anAgenda, BOT } from "../../support/state/snapshots.ts";

const NOW = "2026-11-25T10:00:00Z";
const WRITTEN = "2026-11-25T09:00:00Z";
const ITEMS = "## Action items\n\n- [ ] upload the diagram\n- [ ] book a room\n- [x] call Ann\n";
/** The call of 17 November was held; its follow-up is told of. The next one is on 1 December. */
const held = (more: Partial<Issue> = {}, body = ITEMS): Issue =>
  anAgenda(
    5,
    "2026-11-17",
    {
      state: "closed",
      closedAt: "2026-11-17T10:30:00Z",
      closedById: JANE.id,
      labels: ["meeting-agenda", "action-items::unresolved"],
      ...more,
    },
    body,
  );
const next = (more: Partial<Issue> = {}): Issue => anAgenda(6, "2026-12-01", more);
const followUp = aFollowUp(
  8,
  { iid: 5, date: "2026-11-17", closed: "2026-11-17T10:30:00Z" },
  { told: "2026-11-17T11:30:00Z", labels: ["meeting-follow-up", "action-items::unresolved"], body: "Said.\n" },
);

const by = (author: User, body: string, more: Partial<Note> = {}): Note => aNote(70, author, body, WRITTEN, more);
const jane = (body: string, more: Partial<Note> = {}): Note => by(JANE, `@cadence-bot ${body}`, more);

function asked(iid: number, notes: readonly Note[], more: Partial<Scene> = {}) {
  const plan = planOf({ at: NOW, issues: [held(), next(), followUp], comments: { [iid]: notes }, ...more });
  const does = actionsOf(plan).filter((line) => !/^(?:edit-items #6 late|relate|set-labels)/.test(line));
  return { does, leaves: skippedOf(plan).filter((line) => line.endsWith("not-allowed")) };
}

const yes = (iid: number, items = ""): string => `react #${iid} white_check_mark${items} (asked-by-comment)`;
const answer = (iid: number): string => `comment #${iid} reply (asked-by-comment)`;

describe("what people of the account team ask of a call", () => {
  it.each<[string, number, string, readonly string[], Partial<Scene>?]>([
    ["to skip it", 6, "skip", ["skip-call #6 2026-12-01 (asked-by-comment)", yes(6)]],
    ["to move it", 6, "move to 2026-12-03", ["set-due-date #6 2026-12-01 to 2026-12-03 (asked-by-comment)", yes(6)]],
    [
      "to move it to today",
      6,
      "move to 2026-11-25",
      ["set-due-date #6 2026-12-01 to 2026-11-25 (asked-by-comment)", yes(6)],
    ],
    ["to move it to where it is: said and done", 6, "move to 2026-12-01", [yes(6)]],
    ["to move it into the past: no, and why", 6, "move to 2026-11-24", [answer(6)]],
    ["help", 6, "help", [answer(6)]],
    ["something it does not know", 6, "skipp", [answer(6)]],
    ["to refresh: the look itself does", 6, "refresh", [yes(6)]],
    [
      "two things: one answer",
      6,
      "move to 2026-12-03\n@cadence-bot help",
      ["set-due-date #6 2026-12-01 to 2026-12-03 (asked-by-comment)", answer(6)],
    ],
    ["to skip a call on another issue: not here", 8, "skip", [answer(8)]],
    [
      "to skip a call that was skipped so already",
      6,
      "skip",
      [yes(6)],
      {
        issues: [
          held(),
          next({ state: "closed", closedById: BOT.id, closedAt: WRITTEN, labels: ["meeting-agenda"] }),
          followUp,
        ],
      },
    ],
    [
      "to skip a call that a person closed: nobody asks there any more",
      6,
      "skip",
      [],
      { issues: [held(), next({ state: "closed", closedById: JANE.id, closedAt: WRITTEN }), followUp] },
    ],
    ["to skip a call that is over: the agenda is no place for it", 5, "skip", []],
    ["to skip one that began an hour ago", 6, "skip", [answer(6)], { at: "2026-12-01T10:00:00Z" }],
    ["to skip one that began a day ago", 6, "skip", [], { at: "2026-12-02T09:00:00Z" }],
    [
      "to skip a person's own agenda",
      6,
      "skip",
      ["skip-call #6 2026-12-01 (asked-by-comment)", yes(6)],
      { issues: [held(), aHandWrittenAgenda(6, "2026-12-01"), followUp] },
    ],
  ])("%s", (_, iid, words, does, scene = {}) => {
    expect(asked(iid, [jane(words)], scene).does).toEqual(does);
  });
});

describe("who may ask, and what counts as asking", () => {
  const skipped = ["skip-call #6 2026-12-01 (asked-by-comment)", yes(6)];
  it.each<[string, Note, readonly string[], readonly string[]]>([
    ["the CSM", jane("skip"), skipped, []],
    ["another one of the account team", by(SAM, "@cadence-bot skip"), skipped, []],
    [
      "a customer: a lock, and the log hears of it",
      by(BOB, "@cadence-bot skip"),
      ["react #6 lock (asked-by-comment)"],
      ["#6 not-allowed"],
    ],
    ["the bot itself", by(BOT, "@cadence-bot skip"), [], []],
    ["a line of activity", jane("skip", { system: true }), [], []],
    ["talk", by(JANE, "I asked @cadence-bot to skip"), [], []],
    ["a fortnight ago", jane("skip", { createdAt: "2026-11-11T09:00:00Z" }), skipped, []],
    ["longer ago", jane("skip", { createdAt: "2026-11-10T09:00:00Z" }), [], []],
  ])("%s", (_, note, does, leaves) => {
    expect(asked(6, [note])).toEqual({ does, leaves });
  });

  it("what has its reaction, or its reply, is done", () => {
    expect(asked(6, [jane("skip")], { details: { answered: new Map([[asNoteId(70), true]]) } }).does).toEqual([]);
    expect(asked(6, [jane("skip")], { details: { answered: new Map([[asNoteId(70), false]]) } }).does).toEqual(skipped);
    const reply = (to: number): Note =>
      aNote(71, BOT, `${renderNoteMarker({ kind: "reply", to: asNoteId(to) })}\nNo.`, NOW);
    expect(asked(6, [jane("help"), reply(70)]).does).toEqual([]);
    expect(asked(6, [jane("help"), reply(69)]).does).toEqual([answer(6)]);
    expect(asked(6, [jane("help"), { ...reply(70), author: JANE }]).does).toEqual([answer(6)]);
  });

  it("several comments are followed in their order", () => {
    const notes = [jane("move to 2026-12-03"), { ...jane("move to 2026-12-04"), id: asNoteId(72) }];
    expect(asked(6, notes).does).toEqual([
      "set-due-date #6 2026-12-01 to 2026-12-03 (asked-by-comment)",
      yes(6),
      "set-due-date #6 2026-12-01 to 2026-12-04 (asked-by-comment)",
      yes(6),
    ]);
  });

  it("the reason says who asked where for what", () => {
    const { actions } = planOf({ at: NOW, issues: [held(), next(), followUp], comments: { 6: [jane("skip")] } });
    expect(actions.find(({ kind }) => kind === "skip-call")?.reason).toEqual({
      rule: "asked-by-comment",
      text: "@jane asked for it in #6: skip",
      data: { iid: 6, comment: 70, by: "jane" },
    });
  });
});

describe("what they ask of an item", () => {
  const drop = "edit-items #5 upload the diagram inapplicable (not-applicable)";
  const id = (plan: ReturnType<typeof planOf>): string =>
    plan.actions.flatMap((one) => (one.kind === "react" ? one.items : []))[0] ?? "";
  const reply = (scene: Partial<Scene>, words: string, iid = 6): string => {
    const plan = planOf({ at: NOW, issues: [held(), next(), followUp], comments: { [iid]: [jane(words)] }, ...scene });
    return plan.actions.flatMap((one) => (one.kind === "comment" && one.what === "reply" ? [one.body] : []))[0] ?? "";
  };

  it("to drop it: its copies change first, and the answer names it", () => {
    const plan = planOf({
      at: NOW,
      issues: [held(), next(), followUp],
      comments: { 6: [jane("drop upload the diagram")] },
    });
    expect(id(plan)).toMatch(/^5-/);
    const { does } = asked(6, [jane("drop upload the diagram")]);
    expect(does).toEqual([drop, yes(6, ` ${id(plan)}`)]);
  });

  it("the answer waits while a copy cannot be changed", () => {
    const busy = held({ updatedAt: "2026-11-25T09:59:30Z" });
    expect(asked(6, [jane("drop upload the diagram")], { issues: [busy, next(), followUp] }).does).toEqual([]);
  });

  it("to drop what is done already: said and done", () => {
    expect(asked(6, [jane("drop call Ann")]).does).toEqual([yes(6)]);
  });

  it("to drop what nobody knows, or what two are called", () => {
    expect(asked(6, [jane("drop paint the fence")]).does).toEqual([answer(6)]);
    const two = held({}, "- [ ] upload the diagram\n- [ ] upload the diagrams\n");
    expect(reply({ issues: [two, next(), followUp] }, "drop upload the diag")).toContain("upload the diagrams");
  });

  it("an item of confidential issues only is no item where all can read", () => {
    const secret = held({ confidential: true });
    const open = [secret, next(), followUp];
    expect(reply({ issues: open }, "drop upload the diagram")).not.toContain("upload the diagram (");
    expect(asked(6, [jane("drop upload the diagram")], { issues: open }).does).toEqual([answer(6)]);
    const closed = [secret, next({ confidential: true }), followUp];
    expect(asked(6, [jane("drop upload the diagram")], { issues: closed }).does[0]).toBe(drop);
  });

  it("to snooze it: the newest issue of the bot's that holds it remembers that", () => {
    const at = (issues: readonly Issue[]) =>
      asked(6, [jane("snooze upload the diagram until 2026-12-24")], { issues }).does;
    expect(at([held(), next(), followUp])).toEqual([
      expect.stringMatching(/^snooze #5 5-\w+ until 2026-12-24 \(asked-by-comment\)$/),
      yes(6),
    ]);
    const marked = /5-\w+/.exec(at([held(), next(), followUp])[0] ?? "")?.[0] ?? "";
    const copy = `- [ ] upload the diagram (from #5) <!--c:${marked}-->\n`;
    const carried = { ...next(), description: `${next().description}${copy}` };
    expect(at([held(), carried, followUp])[0]).toMatch(/^snooze #6 /);
    expect(at([held(), carried, { ...followUp, description: `${followUp.description}\n${copy}` }])[0]).toMatch(
      /^snooze #8 /,
    );
  });

  it("to snooze what stands in no issue of the bot's: it cannot remember that", () => {
    const own = aHandWrittenAgenda(5, "2026-11-17", {
      description: ITEMS,
      state: "closed",
      closedAt: "2026-11-17T10:30:00Z",
    });
    expect(reply({ issues: [own, next()] }, "snooze upload the diagram until 2026-12-24")).toContain(
      "an issue of mine",
    );
  });
});
