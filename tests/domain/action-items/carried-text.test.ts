import { describe, expect, it } from "vitest";
import { editItems } from "../../../src/domain/action-items/carry/edit.ts";
import { leftOut } from "../../../src/domain/action-items/read/left-out.ts";
import { readEntries } from "../../../src/domain/action-items/read/read.ts";
import { readTimelines } from "../../../src/domain/action-items/timeline/timelines.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { textsIn } from "../../../src/domain/texts/texts.ts";
import { byBot, byHand, carry, nextAgenda, RULES } from "../../support/state/agendas.ts";

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

  it.each<[string, string, string, string]>([
    ["a summary and text", "<details>\n  <summary>Logs</summary>\n\n  see them\n\n  </details>", "Logs", "see them"],
    ["a summary behind it", "<details><summary>Logs</summary>\n\n  - a\n  - b\n\n  </details>", "Logs", "- a\n- b"],
    ["a list alone", "<details>\n\n  - one\n  - two\n\n  </details>", "one", "- one\n- two"],
    ["a table", "<table>\n  <tr><td>a</td><td>b</td></tr>\n  </table>", "a b", ""],
    ["an image", '<img src="/uploads/1/a.png">', "![](/uploads/1/a.png)", ""],
    ["words in a tag of their own", '<q>a</q> <abbr title="x">y</abbr>', "<q>a</q> <abbr>y</abbr>", ""],
  ])("HTML, %s", (_name, text, expected, notes) => {
    expect(twice(`- [ ] ${text}\n`)).toMatchObject({ text: expected, notes });
  });

  it.each(["<br>", "<hr>", "<details></details>", "<span> <!-- x --></span>", "<details>\n\n  </details>"])(
    "%j is no item: it shows nothing",
    (text) => {
      const agenda = byHand(12, "2026-11-03", `- [ ] ${text}\n- [ ] a\n`);
      expect(carry([agenda]).items.map((one) => one.text)).toEqual(["a"]);
      expect(leftOut(agenda, RULES).map(({ reason }) => reason.rule)).toEqual(["no-text"]);
    },
  );

  it("ticks an item whose words stand below its tag", () => {
    const description = "- [ ] <details>\n  <summary>Logs</summary>\n\n  see them\n\n  </details>\n- [ ] b\n";
    const [item] = readTimelines([byHand(12, "2026-11-03", description)], RULES).timelines;
    const place = item?.appearances[0];
    const edit = {
      id: "12-abc",
      text: place?.text ?? "",
      index: 0,
      marked: false,
      from: "open",
      to: "done",
      point: asIssueIid(7),
    } as const;
    expect(editItems(description, [edit], textsIn("en"))).toEqual({
      text: description.replace("[ ] <details>", "[x] <details> (issue #7)"),
      missed: [],
    });
  });

  it("a footnote with a list among the notes of its item is said once", () => {
    expect(twice("- [ ] call[^c]\n\n  See[^c]\n\n  [^c]: Needs\n\n      - one\n")).toMatchObject({
      text: "call (Needs; one)",
      notes: "See (Needs; one)",
    });
  });

  it("a marker in the label of a link is none", () => {
    const body = "- [ ] read [the guide][<!--c:12-k3f-->]\n- [ ] other <!--c:12-k3f-->\n\n[<!--c:12-k3f-->]: /u\n";
    const agenda = byBot(13, "2026-11-17", ["12-k3f"], body);
    const ids = readEntries(agenda, RULES).map(({ claimed }) => claimed);
    expect(ids).toEqual([null, "12-k3f"]);
    const tick = {
      id: "12-k3f",
      text: "other",
      index: 1,
      marked: true,
      from: "open",
      to: "done",
      point: null,
    } as const;
    expect(editItems(agenda.description, [tick], textsIn("en")).text).toBe(
      agenda.description.replace("[ ] other", "[x] other"),
    );
    const { items } = carry([agenda]);
    expect(items.map(({ text, origin }) => [text, origin])).toEqual([
      ["other", 12],
      ["read [the guide](/u)", 13],
    ]);
  });

  it.each([
    ["[the guide][<!--c:12-k3f-->]", "[the guide](/u)"],
    ["[<!--c:12-k3f-->] guide", "[](/u) guide"],
    ["[<!--c:12-k3f-->][] guide", "[](/u) guide"],
    ["![x][<!--c:12-k3f-->] guide", "![x](/u) guide"],
  ])("nor is it the item's where the bot points to an issue, or strips its words: %s", (words, carried) => {
    const body = `- [ ] read ${words}\n- [ ] see ${words} <!--c:12-bbb-->\n\n[<!--c:12-k3f-->]: /u\n`;
    const agenda = byBot(13, "2026-11-17", ["12-k3f", "12-bbb"], body);
    expect(readEntries(agenda, RULES).map(({ claimed, text }) => [claimed, text])).toEqual([
      [null, `read ${words}`],
      ["12-bbb", `see ${words}`],
    ]);
    const edit = { from: "open", to: null, point: asIssueIid(7) } as const;
    const edits = [
      { ...edit, id: "", text: `read ${words}`, index: 0, marked: false },
      { ...edit, id: "12-bbb", text: `see ${words}`, index: 1, marked: true },
    ];
    expect(editItems(agenda.description, edits, textsIn("en")).text).toBe(
      agenda.description.replace(`read ${words}`, "$& (issue #7)").replace(`see ${words}`, "$& (issue #7)"),
    );
    expect(
      carry([agenda])
        .items.map(({ text }) => text)
        .sort(),
    ).toEqual([`read ${carried}`, `see ${carried}`]);
  });
});
