import { describe, expect, it } from "vitest";
import { lapsedWord, readWord, stateOfItem } from "../../../src/domain/action-items/read/state-words.ts";
import { byHand, carry, texts } from "../../support/state/agendas.ts";

describe("words at an item's start", () => {
  it.each([
    ["TODO: send the slides", "TODO", "open", "send the slides"],
    ["DOTO: send the slides", "DOTO", "open", "send the slides"],
    ["DONE:send the slides", "DONE", "done", "send the slides"],
    ["DONE : send the slides", "DONE", "done", "send the slides"],
    ["**DONE**: send the slides", "DONE", "done", "send the slides"],
    ["**DONE:** send the slides", "DONE", "done", "send the slides"],
    ["_DONE_ - send the slides", "DONE", "done", "send the slides"],
    ["DONE - send the slides", "DONE", "done", "send the slides"],
    ["DONE -- send the slides", "DONE", "done", "send the slides"],
    ["DONE – send the slides", "DONE", "done", "send the slides"],
    ["DONE—send the slides", "DONE", "done", "send the slides"],
    ["[DONE] send the slides", "DONE", "done", "send the slides"],
    ["(DONE) send the slides", "DONE", "done", "send the slides"],
    ["**[DONE]** send the slides", "DONE", "done", "send the slides"],
    ["[DONE]: send the slides", "DONE", "done", "send the slides"],
    ["\\[DONE\\] send the slides", "DONE", "done", "send the slides"],
    ["**DONE: send the slides**", "DONE", "done", "send the slides"],
    ["WONT: send the **slides**", "WONT", "inapplicable", "send the **slides**"],
    ["DUPLICATE - of #4", "DUPLICATE", "inapplicable", "of #4"],
    ["MOVE: @bob send the slides", "MOVE", "open", "@bob send the slides"],
  ])("%s", (text, word, state, rest) => {
    expect(readWord(text)).toEqual({ word, state, rest });
  });

  it.each([
    ...["DONE is better than perfect", "MOVE the meeting room", "TODO send", "WONT somebody help", "**DONE** send"],
    ...["done: send", "Done: send", "DONESEND", "DONE", "DONE:", "DONE ", "DONE.", "DONE, send", "DONE -send"],
    ...["send DONE: it", "MOVED: it", "TODO-list", "DONE-ish: it", "DONE/TODO: it", "`DONE`: send", "DONE(it)"],
    ...["[DONE](https://a.example) send", "[DONE][x] send", "(DONE it) send", "<!-- DONE: --> send"],
  ])("%s is none of that kind", (text) => {
    expect(readWord(text)).toBeNull();
  });

  it.each([
    ["DONE is better than perfect", "DONE"],
    ["**WONT** send", "WONT"],
    ["MOVE the meeting room", "MOVE"],
    ["DONE: send", null],
    ["TODO send", null],
    ["DONE", null],
    ["DONE, send", null],
  ])("%s counted in version 0.1: %s", (text, word) => {
    expect(lapsedWord(text)).toBe(word);
  });

  it("counts only where the box is open", () => {
    expect(stateOfItem("open", "DONE: it")).toBe("done");
    expect(stateOfItem("open", "DONE it")).toBe("open");
    expect(stateOfItem("done", "TODO: it")).toBe("done");
    expect(stateOfItem("inapplicable", "DONE: it")).toBe("inapplicable");
  });

  it("of a parent says nothing of its child", () => {
    const body = "- [ ] DONE: @jane parent\n  - [ ] child";
    expect(texts(carry([byHand(12, "2026-11-17", body)]).items)).toEqual(["\\@jane parent › child"]);
  });

  it("decides what is carried, and MOVE is gone in the next agenda", () => {
    const body = "- [ ] DONE: a\n- [ ] WONT - b\n- [ ] TODO: c\n- [ ] MOVE: @bob d\n- [ ] e\n- [ ] MOVE the room";
    const plan = carry([byHand(12, "2026-11-17", body)]);
    expect(texts(plan.items).toSorted()).toEqual(["MOVE the room", "TODO: c", "\\@bob d", "e"]);
    expect(plan.leftBehind.map((one) => one.reason.rule)).toEqual(["ticked", "not-applicable"]);
  });
});
