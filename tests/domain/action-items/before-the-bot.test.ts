import { describe, expect, it } from "vitest";
import type { AgendaText } from "../../../src/domain/action-items/read/types.ts";
import type { OldItemDecision } from "../../../src/domain/old-items/list.ts";
import { byHand, carry, nextAgenda, texts } from "../../support/state/agendas.ts";

const BEGAN = "2026-11-14";

/** An agenda from before the bot. */
function old(
  iid: number,
  date: string,
  description: string,
  decided?: Readonly<Record<string, OldItemDecision>>,
): AgendaText {
  const decisions = decided === undefined ? {} : { decided: new Map(Object.entries(decided)) };
  return { ...byHand(iid, date, description), leftAlone: true, began: BEGAN, ...decisions };
}

function left(plan: ReturnType<typeof carry>): readonly string[] {
  return plan.leftBehind.map(({ iid, text, reason }) => `#${iid} ${text}: ${reason.rule}`);
}

describe("open items from before the bot", () => {
  it.each([
    ["2026-09-19", ["a"], []],
    ["2026-09-18", [], ["#1 a: beyond-horizon"]],
  ])("of the call of %s", (date, carried, behind) => {
    const plan = carry([old(1, date, "- [ ] a")], { today: "2027-03-01" });
    expect(texts(plan.items)).toEqual(carried);
    expect(left(plan)).toEqual(behind);
  });

  it("are as old as the last agenda that people wrote them into", () => {
    const plan = carry([old(1, "2026-06-02", "- [ ] a"), old(2, "2026-11-10", "- [ ] b")]);
    expect(texts(plan.items)).toEqual(["b"]);
  });

  it("are never cut off once the bot carries them, nor where an agenda since then has them", () => {
    const first = [old(1, "2026-11-10", "- [ ] a")];
    const made = nextAgenda(9, "2026-11-17", carry(first));
    const aged = [old(1, "2026-01-06", "- [ ] a"), made];
    expect(texts(carry(aged).items)).toEqual(["a"]);
  });

  it.each<[OldItemDecision | null, readonly string[], boolean | undefined]>([
    ["keep", ["a"], false],
    ["ask", ["a"], true],
    ["leave", [], undefined],
    [null, [], undefined],
  ])("a list that says %s decides, whatever the age", (decision, carried, asked) => {
    for (const date of ["2020-01-07", "2026-11-10"]) {
      const plan = carry([old(1, date, "- [ ] a", decision === null ? {} : { a: decision })], {
        today: date,
      });
      expect(texts(plan.items)).toEqual(carried);
      expect(plan.items[0]?.needsDecision).toBe(asked);
      expect(left(plan)).toEqual(carried.length > 0 ? [] : ["#1 a: left-by-list"]);
    }
  });

  it("stay as they are beside a copy that was ticked, and tell by a tick of their own", () => {
    const first = old(1, "2026-11-10", "- [ ] a\n- [x] b");
    const made = nextAgenda(9, "2026-11-17", carry([old(1, "2026-11-10", "- [ ] a\n- [ ] b")]));
    const ticked = { ...made, description: made.description.replace("[ ] a", "[x] a") };
    expect(texts(carry([first, ticked]).items)).toEqual([]);
    expect(texts(carry([{ ...first, description: "- [ ] a\n- [ ] b" }, ticked]).items)).toEqual(["b"]);
  });
});
