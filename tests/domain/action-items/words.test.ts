import { describe, expect, it } from "vitest";
import { readWord, stateOfItem } from "../../../src/domain/action-items/words.ts";
import { byHand, carry, texts } from "../../support/agendas.ts";

describe("words at an item's start", () => {
  it.each([
    ["TODO send the slides", "TODO", "open", "send the slides"],
    ["DOTO: send the slides", "DOTO", "open", "send the slides"],
    ["DONE send the slides", "DONE", "done", "send the slides"],
    ["**DONE** send the slides", "DONE", "done", "send the slides"],
    ["**DONE:** send the slides", "DONE", "done", "send the slides"],
    ["DONE - send the slides", "DONE", "done", "send the slides"],
    ["WONT: send the slides", "WONT", "inapplicable", "send the slides"],
    ["DUPLICATE send the slides", "DUPLICATE", "inapplicable", "send the slides"],
    ["MOVE @bob send the slides", "MOVE", "open", "@bob send the slides"],
  ])("%s", (text, word, state, rest) => {
    expect(readWord(text)).toEqual({ word, state, rest });
  });

  it.each(["done send", "Done: send", "DONESEND", "DONE", "DONE ", "TODO", "send DONE", "MOVED it", "TODO-list"])(
    "%s is no word of that kind",
    (text) => {
      expect(readWord(text)).toBeNull();
    },
  );

  it("counts only where the box is open", () => {
    expect(stateOfItem("open", "DONE it")).toBe("done");
    expect(stateOfItem("open", "TODO it")).toBe("open");
    expect(stateOfItem("done", "TODO it")).toBe("done");
    expect(stateOfItem("inapplicable", "DONE it")).toBe("inapplicable");
  });

  it("of a parent says nothing of its child", () => {
    const body = "- [ ] DONE: @jane parent\n  - [ ] child";
    expect(texts(carry([byHand(12, "2026-11-17", body)]).items)).toEqual(["\\@jane parent › child"]);
  });

  it("decides what is carried, and MOVE is gone in the next agenda", () => {
    const body = "- [ ] DONE a\n- [ ] WONT b\n- [ ] TODO c\n- [ ] MOVE @bob d\n- [ ] e";
    const plan = carry([byHand(12, "2026-11-17", body)]);
    expect(texts(plan.items).toSorted()).toEqual(["TODO c", "\\@bob d", "e"]);
    expect(plan.leftBehind.map((one) => one.reason.rule)).toEqual(["ticked", "not-applicable"]);
  });
});
