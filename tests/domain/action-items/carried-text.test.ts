import { describe, expect, it } from "vitest";
import { byHand, carry, nextAgenda } from "../../support/agendas.ts";

/** An item as it is carried, and its copy as that is carried on. */
function twice(body: string) {
  const origin = byHand(12, "2026-11-03", body);
  const first = carry([origin]);
  const second = carry([origin, nextAgenda(13, "2026-11-17", first)]);
  const seen = ({ items }: typeof first) => items.map(({ text, notes, owner }) => ({ text, notes, owner }));
  expect(seen(second)).toEqual(seen(first));
  return first.items[0];
}

describe("what people wrote, in the copy", () => {
  it.each<[string, string, string]>([
    ["a relative link", "[w](../wikis/Setup#2)", "[w](../wikis/Setup#2)"],
    ["a link that would refer to another project", "[text](other/project#7)", "[text](./other/project#7)"],
    ["links of the wiki", "[[Page]] and [[the text|Page]]", "[[Page]] and [[the text|Page]]"],
    ["a link of the wiki with a name in it", "read [[wiki @sam]]", "read [[wiki \\@sam]]"],
    [
      "a footnote with a list",
      "call[^c] them\n\n[^c]: Needs:\n\n    - one\n    - two\n",
      "call (Needs: one; two) them",
    ],
  ])("%s", (_name, text, expected) => {
    expect(twice(`- [ ] ${text}\n`)).toMatchObject({ text: expected, notes: "", owner: null });
  });

  it("a footnote with a list among the notes of its item is said once", () => {
    expect(twice("- [ ] call[^c]\n\n  See[^c]\n\n  [^c]: Needs\n\n      - one\n")).toMatchObject({
      text: "call (Needs; one)",
      notes: "See (Needs; one)",
    });
  });
});
