import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { restoreOverwritten } from "../../../src/domain/merge/overwritten.ts";
import { assertOften } from "../../support/assert-often.ts";

const MARKER = "<!-- cadence:v1 agenda cadence-call/2026-12-01 -->";
const BASE = [
  MARKER,
  "# Cadence call",
  "",
  "## Action items",
  "",
  "- [ ] send the diagram @bob (from #3) <!--c:3-abc-->",
  "  - [ ] draw it <!--c:3-abd-->",
  "- [ ] plan the upgrade",
  "",
  "## Notes",
  "",
  "- first point",
  "",
].join("\n");

const edit = (text: string, from: string, to: string): string => {
  expect(text).toContain(from);
  return text.replace(from, () => to);
};

const LATE = "- [ ] order licences (from #4) <!--c:4-xyz-->";
const appended = (text: string): string => edit(text, "- [ ] plan the upgrade\n", `- [ ] plan the upgrade\n${LATE}\n`);

describe("what the bot may change is no loss", () => {
  const rights: readonly (readonly [what: string, written: string])[] = [
    ["nothing", BASE],
    ["a box", edit(BASE, "[ ] send", "[x] send")],
    ["a box of an unmarked item", edit(BASE, "[ ] plan", "[~] plan")],
    ["an item with its marker", appended(BASE)],
    [
      "an item with notes and children",
      edit(
        BASE,
        "- [ ] plan the upgrade\n",
        `- [ ] plan the upgrade\n${LATE}\n\n  Some notes:\n\n  \`\`\`\n  code\n  \`\`\`\n  - [ ] ask <!--c:4-xyy-->\n    more\n`,
      ),
    ],
    ["an item under a new heading", edit(BASE, "\n## Notes", `\n### GitLab\n\n${LATE}\n\n## Notes`)],
    ["a trailer behind a marked item", edit(BASE, "(from #3)", "(from #3, carried 2 times; issue #45)")],
    ["a pointer behind a marked item", edit(BASE, "<!--c:3-abd-->", "(issue #46) <!--c:3-abd-->")],
    ["its own first line", edit(BASE, " -->", " assigned=jane carried=3-abc -->")],
    ["its own first line, new", edit(BASE, `${MARKER}\n`, `${MARKER}\n`)],
    ["blank lines and blanks at line ends", `${edit(BASE, "\n## Notes", "\n\n## Notes  ")}\n\n`],
    ["line ends, as GitLab does", BASE.trimEnd()],
  ];
  for (const [what, written] of rights) {
    it(what, () => {
      expect(restoreOverwritten(BASE, written, written)).toBeNull();
      expect(restoreOverwritten(BASE.replaceAll("\n", "\r\n"), written, written)).toBeNull();
    });
  }

  it("its own first line where there was none", () => {
    const bare = BASE.slice(MARKER.length + 1);
    expect(restoreOverwritten(bare, BASE, BASE)).toBeNull();
    expect(restoreOverwritten(bare, `${MARKER}\n\n${bare}`, `${MARKER}\n\n${bare}`)).toBeNull();
  });
});

describe("a person's edit that was overwritten", () => {
  it("comes back beside what the bot did", () => {
    const previous = edit(BASE, "- first point", "- first point\n- second point");
    const written = appended(edit(BASE, "[ ] send", "[x] send"));
    expect(restoreOverwritten(previous, written, written)).toBe(
      edit(written, "- first point", "- first point\n- second point"),
    );
  });

  it("comes back where the bot added an item at the same place", () => {
    const previous = edit(BASE, "upgrade\n", "upgrade\n- [ ] and the backup\n");
    const written = appended(BASE);
    expect(restoreOverwritten(previous, written, written)).toBe(edit(written, LATE, `- [ ] and the backup\n${LATE}`));
  });

  it("comes back when it changed the very line the bot ticked, with the tick", () => {
    const previous = edit(BASE, "send the diagram", "send the NEW diagram");
    const written = edit(BASE, "[ ] send", "[x] send");
    expect(restoreOverwritten(previous, written, written)).toBe(edit(written, "the diagram", "the NEW diagram"));
  });

  it("comes back when it removed something", () => {
    const previous = edit(BASE, "- first point\n", "");
    expect(restoreOverwritten(previous, BASE, BASE)).toBe(previous);
    const unmarked = edit(BASE, "- [ ] plan the upgrade\n", "");
    const written = edit(BASE, "[ ] send", "[x] send");
    expect(restoreOverwritten(unmarked, written, written)).toBe(edit(unmarked, "[ ] send", "[x] send"));
  });

  it("comes back when it moved a marked item, which is not doubled", () => {
    const line = "- [ ] send the diagram @bob (from #3) <!--c:3-abc-->\n";
    const moved = edit(edit(BASE, line, ""), "- [ ] plan the upgrade\n", `- [ ] plan the upgrade\n${line}`);
    const restored = restoreOverwritten(moved, edit(BASE, "[ ] draw", "[x] draw"), edit(BASE, "[ ] draw", "[x] draw"));
    expect(restored).toBe(edit(moved, "[ ] draw", "[x] draw"));
  });

  it("a marked item that a person deleted meanwhile stays: it looks like one the bot added", () => {
    const previous = edit(BASE, "  - [ ] draw it <!--c:3-abd-->\n", "");
    expect(restoreOverwritten(previous, BASE, BASE)).toBeNull();
  });

  it("comes back when it is text indented below an item that was there", () => {
    const previous = edit(BASE, "draw it <!--c:3-abd-->", "draw it <!--c:3-abd-->\n    in blue");
    expect(restoreOverwritten(previous, BASE, BASE)).toBe(previous);
    expect(restoreOverwritten(BASE, previous, previous)).toBe(BASE);
  });

  it("comes back in the line ends of the current text", () => {
    const previous = edit(BASE, "- first point", "- first\r\n- point").replaceAll(/\r?\n/g, "\r\n");
    expect(restoreOverwritten(previous, BASE, BASE)).toBe(edit(BASE, "- first point", "- first\n- point"));
    const dos = BASE.replaceAll("\n", "\r\n");
    expect(restoreOverwritten(edit(BASE, "first", "1st"), dos, dos)).toBe(edit(dos, "first", "1st"));
  });

  it("is not given back over a later edit of the same line", () => {
    const previous = edit(BASE, "- first point", "- lost");
    const current = edit(BASE, "- first point", "- later");
    expect(restoreOverwritten(previous, BASE, current)).toBeNull();
  });

  it("is left when people put it there again", () => {
    const previous = edit(BASE, "- first point", "- first point\n- again");
    expect(restoreOverwritten(previous, BASE, previous)).toBeNull();
  });

  it("one line may be the whole text", () => {
    expect(restoreOverwritten("old", "new", "new")).toBe("old");
    expect(restoreOverwritten("old", "", "")).toBe("old");
  });
});

describe("properties", () => {
  const word = fc.stringMatching(/^[a-z]{2,6}( [a-z]{2,6})?$/);
  const line = fc.oneof(
    word,
    word.map((text) => `- ${text}`),
    fc.tuple(fc.constantFrom(" ", "x", "~"), word).map(([box, text]) => `- [${box}] ${text}`),
    fc
      .tuple(fc.constantFrom(" ", "x"), word, fc.integer({ min: 100, max: 999 }))
      .map(([box, text, tag]) => `- [${box}] ${text} (from #1) <!--c:1-${tag}-->`),
    fc.constantFrom("", "## Notes", "### GitLab"),
  );
  const document = fc.array(line, { maxLength: 14 });
  /** What the bot did to a text: boxes, trailers, late items. */
  const update = fc.record({
    ticks: fc.array(fc.nat(14), { maxLength: 4 }),
    late: fc.option(fc.nat(14)),
    marker: fc.boolean(),
  });
  type Update = { readonly ticks: readonly number[]; readonly late: number | null; readonly marker: boolean };
  const write = (lines: readonly string[], { ticks, late, marker }: Update): readonly string[] => {
    const changed = lines.map((text, at) => {
      const ticked = ticks.includes(at) ? text.replace(/^- \[.\]/, "- [x]") : text;
      return ticks.includes(at) ? ticked.replace("(from #1)", "(from #1; issue #9)") : ticked;
    });
    const withLate = late === null ? changed : changed.toSpliced(late, 0, "- [ ] LATE (from #7) <!--c:7-qqq-->");
    return marker ? [MARKER, ...withLate] : withLate;
  };

  it("without a loss there is nothing to give back", () => {
    fc.assert(
      fc.property(document, update, fc.array(line, { maxLength: 3 }), (lines, done, later) => {
        const written = write(lines, done).join("\n");
        expect(restoreOverwritten(lines.join("\n"), written, written)).toBeNull();
        expect(restoreOverwritten(lines.join("\n"), written, [written, ...later].join("\n"))).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it("a line that a person wrote comes back, with all the bot did and all that was there", () => {
    assertOften(
      { "beside a late item": 0.6, "in place of a line": 0.2 },
      (asserted) =>
        fc.property(document, update, fc.nat(14), fc.boolean(), (lines, done, at, replaces) => {
          // What looks like something the bot added is not missed when it is gone: see the function.
          const mayGo = replaces && !/<!--|^#/.test(lines[at] ?? "");
          const previous = lines.toSpliced(at, mayGo ? 1 : 0, "PERSON");
          const written = write(lines, done);
          const restored = restoreOverwritten(previous.join("\n"), written.join("\n"), written.join("\n"));
          const restoredLines = (restored ?? "").split("\n");
          expect(restoredLines.filter((text) => text === "PERSON")).toHaveLength(1);
          if (mayGo) asserted("in place of a line");
          if (done.late !== null) asserted("beside a late item");
          if (done.late !== null) expect(restoredLines.filter((text) => text.includes("LATE"))).toHaveLength(1);
          // Apart from the blank lines, which nobody misses, each line of the person's text is there once, boxes aside.
          const plain = (text: string): string => text.replace(/\[.\]/, "[ ]").replace("; issue #9", "");
          const said = restoredLines
            .filter((text) => text !== "" && text !== MARKER && !text.includes("LATE"))
            .map(plain);
          expect(said).toEqual(previous.filter((text) => text !== "").map(plain));
          expect(restoreOverwritten(previous.join("\n"), restored ?? "", restored ?? "")).toBeNull();
        }),
      { numRuns: 1_000 },
    );
  });

  it("lines that people added since stay", () => {
    assertOften(
      { "something comes back": 0.7 },
      (asserted) =>
        fc.property(document, document, update, fc.nat(14), (lines, before, done, at) => {
          const written = write(lines, done);
          const current = written.toSpliced(at, 0, "LATER");
          const restored = restoreOverwritten(before.join("\n"), written.join("\n"), current.join("\n"));
          if (restored !== null) asserted("something comes back");
          if (restored !== null) expect(restored.split("\n").filter((text) => text === "LATER")).toHaveLength(1);
        }),
      { numRuns: 500 },
    );
  });
});
