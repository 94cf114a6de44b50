import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findItem } from "../../../src/domain/commands/find-item.ts";

const items = [
  { id: "12-k3f", text: "Send the **network** diagram to @bob" },
  { id: "12-9ab", text: "Send the security questionnaire" },
  { id: "13-xyz", text: "Plan the [upgrade](https://gitlab.example/x) to 19.2" },
  { id: "13-abc", text: "Plan the upgrade of the runners" },
  { id: "14-def", text: "Review backup policy" },
  { id: "14-deg", text: "Review backup policy" },
];

describe("findItem", () => {
  const one: readonly (readonly [words: string, id: string])[] = [
    ["12-k3f", "12-k3f"],
    [" 13-ABC ", "13-abc"],
    ["send the network diagram to @bob", "12-k3f"],
    ["diagram", "12-k3f"],
    ["DIAGRAM network", "12-k3f"],
    ["questionnaire", "12-9ab"],
    ["upgrade runners", "13-abc"],
    ["plan the upgrade to 19.2", "13-xyz"],
    ["19.2", "13-xyz"],
    ["Send the netwrk diagram to bob", "12-k3f"],
    ["Send the security questionaire", "12-9ab"],
  ];
  for (const [words, id] of one) it(words, () => expect(findItem(words, items)).toEqual({ kind: "one", id }));

  it("the words of an item before the same words of a parent", () => {
    const nested = [
      { id: "15-abc", text: "Move the pipelines › list the runners" },
      { id: "15-def", text: "Move the pipelines, due 2026-12-01" },
    ];
    expect(findItem("move pipelines", nested)).toEqual({ kind: "one", id: "15-def" });
    expect(findItem("pipelines runners", nested)).toEqual({ kind: "one", id: "15-abc" });
  });

  const none: readonly string[] = ["99-zzz", "", "***", "?!", "invoice", "send the invoice", "dia"];
  for (const words of none) {
    it(`nothing for ${JSON.stringify(words)}`, () => expect(findItem(words, items)).toEqual({ kind: "none" }));
  }

  const several: readonly (readonly [words: string, texts: readonly string[]])[] = [
    ["review backup policy", ["Review backup policy", "Review backup policy"]],
    ["backup", ["Review backup policy", "Review backup policy"]],
    ["send", ["Send the **network** diagram to @bob", "Send the security questionnaire"]],
    ["reviw backup policy", ["Review backup policy", "Review backup policy"]],
  ];
  for (const [words, texts] of several) {
    it(`several for ${words}`, () => expect(findItem(words, items)).toEqual({ kind: "several", texts }));
  }

  it("the shorter of two that hold the words is taken when it is clearly more alike", () => {
    const two = [
      { id: "1-aaa", text: "Send the report" },
      { id: "1-bbb", text: "Send the report about last year's many incidents to everybody" },
    ];
    expect(findItem("send report", two)).toEqual({ kind: "one", id: "1-aaa" });
  });

  it("an item is found by its own text unless another has the same", () => {
    const texts = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,8}( [a-z]{2,8}){0,4}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(texts, fc.nat(7), (all, at) => {
        const list = all.map((text, index) => ({ id: `${index + 1}-aaa`, text }));
        const wanted = list[at % list.length]!;
        expect(findItem(wanted.text.toUpperCase(), list)).toEqual({ kind: "one", id: wanted.id });
        expect(findItem(wanted.id, list)).toEqual({ kind: "one", id: wanted.id });
      }),
    );
  });
});
