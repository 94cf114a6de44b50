import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convertedItems, type KnownChild } from "../../../src/domain/action-items/timeline/child-items.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";

function child(iid: number, title: string, description = ""): KnownChild {
  const at = new Date(Date.UTC(2026, 0, iid)).toISOString();
  return { iid: asIssueIid(iid), title, description, state: "opened", createdAt: at, closedAt: null, quiet: false };
}

/** Which child is which item's, `1-abc: 45`. */
function found(children: readonly KnownChild[], items: Readonly<Record<string, string>>): readonly string[] {
  const known = Object.entries(items).map(([id, text]) => ({ id, texts: [text] }));
  return [...convertedItems(children, known)].map(([id, { iid }]) => `${id}: ${iid}`);
}

const LONG = `send ${"word ".repeat(80)}end`;

describe("the item that a child item was made of", () => {
  it.each<readonly [string, KnownChild, string]>([
    ["the source of its line", child(5, "@bob send **it** (from #1) <!--c:1-abc-->"), "@bob send **it**"],
    ["the marker, whatever the title says", child(5, "hand it over <!--c:1-abc-->"), "send it"],
    ["the same words", child(5, "send it"), "send it"],
    ["words in another dress", child(5, "\\@bob  Send [it](https://e.x)"), "@bob send **it**"],
    [
      "the bot's origin and pointer",
      child(5, "send it (from #1, carried 3 times, issue #9) <!--c:1-abd-->"),
      "send it",
    ],
    ["a parent's words before it", child(5, "prepare › send it"), "send it"],
    ["a list's marker that GitLab leaves", child(5, "+ [ ] send it"), "send it"],
    ["a number of two digits", child(5, "12) [ ] send it"), "send it"],
    ["two lines", child(5, "send it", "by post\n\na note"), "send it by post"],
    ["a hard line end", child(5, "send it  ", "by post"), "send it<br>by post"],
    ["notes below it", child(5, "send it", "by post"), "send it"],
    ["a title that GitLab cut", child(5, LONG.slice(0, 255), LONG.slice(255)), LONG],
    [
      "a title cut within the marker",
      child(5, `${LONG} <!--c:1`.slice(0, 255), `${LONG} <!--c:1-abd-->`.slice(255)),
      LONG,
    ],
    ["code, which is no title", child(5, "Untitled", "`make it`"), "`make it`"],
    [
      "a link, which is no title, in French",
      child(5, "Sans titre", "[guide](https://e.x)\n\nnote"),
      "[guide](https://e.x)",
    ],
  ])("is known by %s", (_, one, text) => {
    expect(found([one], { "1-abc": text })).toEqual(["1-abc: 5"]);
  });

  it.each<readonly [string, KnownChild, string]>([
    ["other words", child(5, "send it again"), "send it"],
    ["fewer words", child(5, "send"), "send it"],
    ["its words in the description", child(5, "Untitled", "send it"), "send it"],
    ["its words in the description of another", child(5, "prepare", "send it"), "send it"],
    ["the words of a long one up to there, and then others", child(5, LONG.slice(0, 255), "other"), LONG],
    ["no words", child(5, "<!-- x -->"), "<!-- y -->"],
    ["a marker of another item", child(5, "hand it over <!--c:9-zzz-->"), "send it"],
    ["code in a sentence", child(5, "Untitled", "run `make it`"), "run `make it`"],
  ])("is not known by %s", (_, one, text) => {
    expect(found([one], { "1-abc": text })).toEqual([]);
  });

  it("is one for each child, the named first, the newest of several", () => {
    expect(found([child(5, "send it"), child(6, "send it")], { "1-abc": "send it" })).toEqual(["1-abc: 6"]);
    expect(found([child(5, "send it"), child(6, "send it")], { "1-abc": "send it", "1-abd": "send it" })).toEqual([
      "1-abc: 6",
      "1-abd: 5",
    ]);
    const named = child(5, "send it <!--c:1-abd-->");
    expect(found([named], { "1-abc": "send it", "1-abd": "send it" })).toEqual(["1-abd: 5"]);
  });

  it("never gives a child to two items, nor two children to one", () => {
    const word = fc.constantFrom("a", "b", "a b", "", "`a`", "› a");
    const titles = fc.array(fc.tuple(word, fc.constantFrom("", " <!--c:1-222-->", " <!--c:1-333-->")), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(titles, fc.array(word, { maxLength: 6 }), (made, texts) => {
        const children = made.map(([title, marker], index) => child(index + 1, `${title}${marker}`));
        const items = texts.map((text, index) => ({ id: `1-${index}${index}${index}`, texts: [text] }));
        const all = convertedItems(children, items);
        expect(new Set([...all.values()]).size).toBe(all.size);
      }),
    );
  });
});
