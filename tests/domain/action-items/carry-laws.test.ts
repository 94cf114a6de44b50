import { describe, expect, it } from "vitest";
import type { AgendaText, CarryPlan } from "../../../src/domain/action-items/read/types.ts";
import { byBot, byHand, carry, nextAgenda, texts } from "../../support/state/agendas.ts";

const rules = ({ leftBehind }: CarryPlan): readonly string[] =>
  leftBehind.map(({ iid, text, reason }) => `#${iid} ${text}: ${reason.rule}`);

const replaced = (agenda: AgendaText, from: string | RegExp, to: string): AgendaText => {
  const description = agenda.description.replace(from, to);
  expect(description).not.toBe(agenda.description);
  return { ...agenda, description };
};

describe("a child is an item of its own", () => {
  const origin = byHand(12, "2026-11-03", "- [ ] Workshop\n  - [ ] slides\n    - [ ] fonts\n  - [ ] room\n- [ ] other");

  it("the ledger knows it, in the order shown", () => {
    const plan = carry([origin]);
    const all = (items: CarryPlan["items"]): readonly string[] =>
      items.flatMap(({ id, children }) => [id, ...all(children)]);
    expect(plan.ids).toEqual(all(plan.items));
    expect(plan.ids).toHaveLength(5);
  });

  it.each([
    ["of an item", /\n *- \[ \] room.*/, ["Workshop", "> slides", "> > fonts", "other"], "room"],
    ["of a child", /\n *- \[ \] fonts.*/, ["Workshop", "> slides", "> room", "other"], "fonts"],
  ])("one %s that a person took off stays off, and so it does a call later", (_, line, left, taken) => {
    const copy = replaced(nextAgenda(13, "2026-11-17", carry([origin])), line, "");
    const plan = carry([origin, copy]);
    expect(texts(plan.items)).toEqual(left);
    expect(rules(plan)).toEqual([`#12 ${taken}: removed`]);
    const later = carry([origin, copy, nextAgenda(14, "2026-12-01", plan)]);
    expect(texts(later.items)).toEqual(left);
    expect(later.leftBehind).toEqual([]);
  });
});

describe("which of two items was reworded where they were raised", () => {
  const origin = byHand(
    12,
    "2026-11-03",
    "- [ ] Upload the diagram of Berlin\n- [ ] Upload the diagram of Berlin West",
  );
  const copy = nextAgenda(13, "2026-11-17", carry([origin]));

  it("not the one that says the same as before: the other one, ticked, comes back no more", () => {
    const edited = byHand(
      12,
      "2026-11-03",
      "- [ ] Upload the diagram of Berlin\n- [x] Upload a sketch or diagram of all Berlin West",
    );
    expect(texts(carry([edited, copy]).items)).toEqual(["Upload the diagram of Berlin"]);
  });

  it.each([
    [
      "the first line",
      "- [x] Upload this diagram of Berlin West\n- [ ] Upload this diagram of Berlin",
      "Upload the diagram of Berlin",
    ],
    [
      "the second line",
      "- [ ] Upload this diagram of Berlin West\n- [x] Upload this diagram of Berlin",
      "Upload the diagram of Berlin West",
    ],
  ])("of two that are like both, each is what it is most like: %s is ticked", (_, body, stays) => {
    expect(texts(carry([byHand(12, "2026-11-03", body), copy]).items)).toEqual([stays]);
  });

  it("each line is one item's: two of the same words, of one that was carried, are two", () => {
    const one = byHand(12, "2026-11-03", "- [ ] Upload the diagram of Berlin");
    const next = nextAgenda(13, "2026-11-17", carry([one]));
    const two = byHand(12, "2026-11-03", "- [x] Upload the diagram of Berlin!\n- [ ] Upload the diagram of Berlin!!");
    expect(texts(carry([two, next]).items)).toEqual(["Upload the diagram of Berlin!!"]);
  });
});

describe("nothing is told twice", () => {
  const first = byHand(12, "2026-11-03", "- [ ] old\n- [ ] new\n- [ ] open");
  const second = nextAgenda(13, "2026-11-17", carry([first]));
  const oldDone = replaced(second, "[ ] old", "[x] old");
  const third = nextAgenda(14, "2026-12-01", carry([first, oldDone]));

  it("what was resolved is news for the agenda after, not for the one after that", () => {
    expect(rules(carry([first, oldDone]))).toEqual(["#13 old: ticked"]);
    expect(rules(carry([first, oldDone, third]))).toEqual([]);
    expect(rules(carry([first, oldDone, replaced(third, "[ ] new", "[~] new")]))).toEqual(["#14 new: not-applicable"]);
  });

  it("what the last agenda's follow-up knows is news too, also of an item that stands in it alone", () => {
    const table = `- [x] new <!--c:${third.description.match(/new.*<!--c:(\S+)-->/)?.[1]}-->\n- [x] said in the call`;
    const followUp = { ...byBot(15, "2026-12-01", [], table), kind: "follow-up" as const };
    expect(rules(carry([first, oldDone, third, followUp]))).toEqual([
      "#15 new: ticked",
      "#15 said in the call: ticked",
    ]);
    expect(rules(carry([first, oldDone, { ...followUp, date: "2026-11-17" }, third]))).toEqual(["#14 new: ticked"]);
  });

  it("another series' agenda makes the last one of this series no older", () => {
    const own = { ...oldDone, series: "call" };
    const other = { ...byHand(14, "2026-12-01", "- [ ] theirs"), series: "review" };
    const plan = carry([{ ...first, series: "call" }, own, other], { series: "call" });
    expect(rules(plan)).toEqual(["#13 old: ticked"]);
  });
});

describe("the notes of an item", () => {
  const origin = byHand(12, "2026-11-03", "- [ ] Upload\n\n  See the wiki.");
  const copy = nextAgenda(13, "2026-11-17", carry([origin]));
  const id = /<!--c:(\S+)-->/.exec(copy.description)?.[1] ?? "";
  const followUp = (below: string, iid = 14): AgendaText => ({
    ...byBot(iid, "2026-11-17", [id], `- [ ] Upload <!--c:${id}-->${below}\n`),
    kind: "follow-up",
  });

  it.each([
    ["those of the agenda, where the follow-up shows none", followUp(""), "See the wiki."],
    [
      "those of the agenda, then what was written in the follow-up",
      followUp("\n\n  Ask Ann."),
      "See the wiki.\n\nAsk Ann.",
    ],
  ])("%s", (_, written, notes) => {
    expect(carry([origin, copy, written]).items.map((item) => item.notes)).toEqual([notes]);
  });

  it("those of the newest agenda alone, where people changed them", () => {
    const changed = replaced(copy, "See the wiki.", "See the handbook.");
    expect(carry([origin, changed]).items.map((item) => item.notes)).toEqual(["See the handbook."]);
  });

  it("those of the follow-up alone, of an item that stands in it alone", () => {
    const raised = { ...byHand(14, "2026-11-17", "- [ ] Book a room\n\n  For ten."), kind: "follow-up" as const };
    expect(carry([origin, copy, raised]).items.map(({ text, notes }) => [text, notes])).toEqual([
      ["Upload", "See the wiki."],
      ["Book a room", "For ten."],
    ]);
  });
});
