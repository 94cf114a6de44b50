import { describe, expect, it } from "vitest";
import { isInRange, sectionDirectives } from "../../../src/domain/markdown/directives.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import type { Section, TaskItem } from "../../../src/domain/markdown/types.ts";

const source = `intro

# A #
<!-- cadence:checklist -->
- [ ] one
## B
text <!-- cadence:inline -->
<!-- cadence:action-items --> <!--cadence:two-->
<!-- cadence:not a name --> <!-- note -->

- <!-- cadence:nested -->
- [ ] two

C
and D
---
> # quoted

- # nested
- [ ] three
#### E
# F
`;
const document = parseMarkdown(source);
const text = ({ range }: Section) => source.slice(range.start, range.end);

describe("sections", () => {
  it("stand between top-level headings, in whole lines", () => {
    expect(
      document.sections.map(({ heading, path }) => [heading?.level, heading?.text, path.map((one) => one.text)]),
    ).toEqual([
      [undefined, undefined, []],
      [1, "A", ["A"]],
      [2, "B", ["A", "B"]],
      [2, "C\nand D", ["A", "C\nand D"]],
      [4, "E", ["A", "C\nand D", "E"]],
      [1, "F", ["F"]],
    ]);
    expect(document.sections.map(text).join("")).toBe(source);
    expect(document.sections.map((section) => text(section).split("\n")[0])).toEqual([
      "intro",
      "# A #",
      "## B",
      "C",
      "#### E",
      "# F",
    ]);
  });

  it("hold items", () => {
    const titles = document.items.map((item) =>
      document.sections.filter(({ range }) => isInRange(item.range, range)).map(({ heading }) => heading?.text),
    );
    expect(titles).toEqual([["A"], ["B"], ["C\nand D"]]);
    expect(document.items.map((item) => item.headings.map((heading) => heading.text))).toEqual([
      ["A"],
      ["A", "B"],
      ["A", "C\nand D"],
    ]);
  });

  it("know their directives, block-level comments only", () => {
    expect(document.sections.map((section) => sectionDirectives(document, section))).toEqual([
      [],
      ["cadence:checklist"],
      ["cadence:action-items", "cadence:two"],
      [],
      [],
      [],
    ]);
  });

  it("know how they end", () => {
    const ends = (source: string) =>
      parseMarkdown(source).sections.map(({ openEnded, endsInList }) => [openEnded, endsInList]);
    expect(ends("- a\n# A\n\n```\n# B")).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  it.each<[string, readonly (string | null)[]]>([
    ["", [null]],
    ["# A", [null, "A"]],
    ["   # A", [null, "A"]],
    ["    # A", [null]],
    ["#A", [null]],
    ["####### A", [null]],
    ["#", [null, ""]],
    ["## ##", [null, ""]],
    ["# A#", [null, "A#"]],
    ["# A \\#", [null, "A \\#"]],
    ["#\tA\t#\t", [null, "A"]],
    ["A\n=", [null, "A"]],
    ["A\r\n---\r\nB\r\n", [null, "A"]],
    ["> A\n---", [null]],
    ["- A\n---", [null]],
    ["```\n# A\n```", [null]],
    ["[//]: # (hidden)\n---", [null]],
    ["[a]: /b\n[c]: /d\n---", [null]],
    ["[a]: /b\nA\n---", [null, "A"]],
    ["[]: A\n---", [null, "[]: A"]],
    ["[a]: /b\n===", [null]],
    ["a | b\n---|---\n===", [null]],
    ["---\n# A\n---\n# B", [null, "B"]],
  ])("headings of %j", (source, headings) => {
    expect(parseMarkdown(source).sections.map(({ heading }) => heading?.text ?? null)).toEqual(headings);
  });

  it("front matter and a byte order mark belong to none", () => {
    expect(parseMarkdown("\uFEFFa").sections[0]?.range).toEqual({ start: 1, end: 2 });
    expect(parseMarkdown("---\na: 1\n---\nb").sections[0]?.range).toEqual({ start: 13, end: 14 });
  });
});

it.each([
  [2, 4, true],
  [3, 3, true],
  [1, 3, false],
  [3, 5, false],
])("%d to %d within 2 to 4: %s", (start, end, expected) => {
  expect(isInRange({ start, end }, { start: 2, end: 4 })).toBe(expected);
});

it("items know where they stand by index", () => {
  const task = document.items[1] as TaskItem;
  expect(source.slice(task.range.start, task.range.end)).toBe("- [ ] two");
});
