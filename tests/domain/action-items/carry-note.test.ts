import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editItems } from "../../../src/domain/action-items/carry/edit.ts";
import { issueInPointer, namesIssue, stripCarryNote } from "../../../src/domain/action-items/read/carry-note.ts";
import { readEntries } from "../../../src/domain/action-items/read/read.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { parseItemMarkers } from "../../../src/domain/marker/item-marker.ts";
import { TEXT_LANGUAGES } from "../../../src/domain/texts/language.ts";
import { textsIn } from "../../../src/domain/texts/texts.ts";
import { byBot, byHand, carry, RULES, texts } from "../../support/state/agendas.ts";
import { comrakComments } from "../../support/witness/comrak.ts";

describe("what the bot says behind an item", () => {
  it.each([
    ["send (from #12) <!--c:12-k3f-->", "send"],
    ["send (from #12, carried 3 times; to decide: drop?) <!--c:12-k3f-->", "send"],
    ["send (issue #45) <!--c:12-k3f-->", "send"],
    // Wherever on the line people left it.
    ["send (from #12) <!--c:12-k3f--> the file", "send the file"],
    ["send <!--c:12-k3f--> the file (from #12)", "send the file"],
    ["send <!--c:12-k3f--> (from #12, carried 2 times) the file", "send the file"],
    ["<!--c:12-k3f--> (from #12) send", "send"],
    ["(from #12) send <!--c:12-k3f-->", "send"],
    ["send (from #12) today (from #12) <!--c:12-k3f-->", "send today"],
    // What people typed.
    ["send (from #3) <!--c:12-k3f-->", "send"],
    ["send (from #3) the file <!--c:12-k3f-->", "send (from #3) the file"],
    ["send (issue #3)", "send (issue #3)"],
    ["send (issue #3) (from #12) <!--c:12-k3f-->", "send (issue #3)"],
    ["send (issue #3) the file <!--c:12-k3f-->", "send (issue #3) the file"],
    ["send (from #12)", "send (from #12)"],
    // Code is none of the bot's.
    ["explain `<!--c:12-k3f-->` again", "explain `<!--c:12-k3f-->` again"],
    ["explain `(from #12) <!--c:12-k3f-->` (from #7) <!--c:7-abc-->", "explain `(from #12) <!--c:12-k3f-->`"],
    ["`<!--c:` begins it and `-->` ends it", "`<!--c:` begins it and `-->` ends it"],
    ["``a ` <!--c:12-k3f-->`` b <!--c:7-abc-->", "``a ` <!--c:12-k3f-->`` b"],
    ["`(from #7)` is the origin <!--c:7-abc-->", "`(from #7)` is the origin"],
    ["\\<!--c:12-k3f--> is shown", "\\<!--c:12-k3f--> is shown"],
    // Nor is what GitLab takes for a part of something else.
    ["[x](\\<!--c:1-abc-->)@all", "[x](\\<!--c:1-abc-->)@all"],
    ["[x](<!--c:1-abc-->) <!--c:7-abc-->", "[x](<!--c:1-abc-->)"],
    ['[x](u "(from #7) <!--c:1-abc-->") (from #7) <!--c:7-abc-->', '[x](u "(from #7) <!--c:1-abc-->")'],
    ["![a <!--c:1-abc-->](u)", "![a <!--c:1-abc-->](u)"],
    ['<i title="<!--c:1-abc-->">', '<i title="<!--c:1-abc-->">'],
    ["<!-- see <!--c:1-abc-->", "<!-- see <!--c:1-abc-->"],
    ["[a <!--c:1-abc-->](u)", "[a](u)"],
  ])("%s", (line, text) => {
    expect(stripCarryNote(line)).toBe(text);
  });

  it.each([
    ["`<!--c:12-k3f-->`", []],
    ["\\<!--c:12-k3f-->", []],
    ["`a` <!--c:12-k3f--> `b`", ["12-k3f"]],
    ["` <!--c:12-k3f-->", ["12-k3f"]],
  ])("no marker stands in code: %s", (line, ids) => {
    expect(parseItemMarkers(line)).toEqual(ids);
  });

  it("reads the markers that GitLab's own parser sees as comments, whatever stands around them", () => {
    const marks = [
      "<!--c:1-abc-->",
      "<!-- c:2-abc -->",
      "<!--c:3-abc-->",
      "<!-- a",
      "-->",
      "<!-->",
      "<!-- note -->",
      "--",
      "---->",
    ];
    const around = [
      "[x](",
      "[",
      "](",
      "]",
      ")",
      "![",
      "(",
      '"',
      "'",
      " ",
      "\\",
      "`",
      "``",
      "<",
      ">",
      "<a href=",
      "<b ",
      "x=",
      "/",
    ];
    const others = [
      "https://a.example/",
      "www.a.example",
      "<https://a.example/",
      "mailto:",
      "$",
      "$$",
      "$`",
      "[[",
      "]]",
      "|",
    ];
    const more = [
      "*",
      "_",
      "~",
      "\n  a ",
      "a",
      "&lt;!--",
      "<?",
      "?>",
      "<![CDATA[",
      "]]>",
      "<!A ",
      "@all",
      "#",
      "[^",
      ":",
    ];
    const parts = fc.array(fc.oneof(fc.constantFrom(...marks), fc.constantFrom(...around, ...others, ...more)), {
      minLength: 1,
      maxLength: 12,
    });
    let found = 0;
    fc.assert(
      fc.property(parts, (written) => {
        const source = `- [ ] a ${written.join("")}`;
        const seen = comrakComments(source).flatMap((one) => /^<!--[ \t]*c:(\d-abc)[ \t]*-->$/.exec(one)?.[1] ?? []);
        found += seen.length;
        const [item] = parseMarkdown(source).items;
        expect(parseItemMarkers(item?.text ?? ""), source).toEqual(seen);
      }),
      { numRuns: 6_000 },
    );
    expect(found).toBeGreaterThan(1_000);
  });

  it("keeps code with a marker in it whole where it is carried", () => {
    const body = "- [ ] explain `<!--c:1-abc-->` again\n\n  ```\n  <!--c:1-abc-->\n  ```\n";
    const [item] = carry([byHand(12, "2026-11-17", body)]).items;
    expect(item?.text).toBe("explain `<!--c:1-abc-->` again");
    expect(item?.notes).toBe("```\n<!--c:1-abc-->\n```");
  });
});

describe("the issue an item was given", () => {
  it.each([
    ["a (from #12, issue #45) <!--c:12-k3f-->", 45],
    ["a (issue #45) <!--c:12-k3f-->", 45],
    ["a (issue #46)", 46],
    ["a (from #12, issue #46)", 46],
    ["a (issue #3)", null],
    ["a (issue #3) (from #12) <!--c:12-k3f-->", null],
    ["a (issue #46) b", null],
    ["see issue #46", null],
    ["a `(issue #46)`", null],
    ["a (issue #46)\n  b", 46],
    ["a (issue #46)  \r\n  b", 46],
    ["a (issue #3)\n  b (issue #46)", 46],
  ])("%s", (line, issue) => {
    expect(issueInPointer(line, new Set([asIssueIid(46)]))).toBe(issue);
  });

  it.each(TEXT_LANGUAGES)("is read at the end of a line that goes on below, where it is put (%s)", (language) => {
    const texts = textsIn(language);
    const body = "- [ ] look\n  at it (issue #3)\n- [ ] two<br>\n  (issue #46)\n  lines";
    const agenda = { ...byBot(12, "2026-11-17", [], body), itemIssues: new Set([asIssueIid(45), asIssueIid(46)]) };
    const pointed = editItems(
      body,
      [
        {
          id: "12-abc",
          text: "look at it (issue #3)",
          index: 0,
          marked: false,
          from: "open",
          to: null,
          point: asIssueIid(45),
        },
      ],
      texts,
    ).text;
    expect(pointed).toContain(`- [ ] look (${texts.agenda.ownIssue({ own: 45 })})\n`);
    expect(namesIssue(pointed.split("\n")[0] ?? "", asIssueIid(45))).toBe(true);
    const [first, second] = readEntries({ ...agenda, description: pointed }, RULES);
    expect([first?.text, first?.issue]).toEqual(["look at it (issue #3)", 45]);
    expect([second?.text, second?.issue]).toEqual(["two<br> lines", 46]);
  });

  it("is none that people typed: its closing says nothing of the item, and the words stay", () => {
    const agenda = {
      ...byBot(12, "2026-11-17", [], "- [ ] look (issue #3)\n- [ ] b (issue #46)"),
      itemIssues: new Set([asIssueIid(46)]),
    };
    expect(readEntries(agenda, RULES).map(({ text, issue }) => [text, issue])).toEqual([
      ["look (issue #3)", null],
      ["b", 46],
    ]);
    expect(texts(carry([agenda]).items)).toEqual(["look \\(issue #3)", "b"]);
  });
});
