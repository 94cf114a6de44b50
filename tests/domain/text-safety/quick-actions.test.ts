import { describe, expect, it } from "vitest";
import { isolate, neutraliseQuickActions, takeTemplateActions } from "../../../src/domain/text-safety/index.ts";

describe("neutraliseQuickActions", () => {
  const rows: readonly (readonly [markdown: string, neutral: string])[] = [
    ["text\n/close\n/label ~x", "text\n\\/close\n\\/label ~x"],
    [
      "/usr/bin\n/ no word\n//x\n /close\n- /close\n\\/close\n/2",
      "\\/usr/bin\n/ no word\n//x\n /close\n- /close\n\\/close\n/2",
    ],
    ["a\r\n\r/close\rx\r\n", "a\n\\/closex\n"],
    ["\uFEFF/close\n\u200B/close", "\uFEFF\\/close\n\u200B\\/close"],
    ["```\n/code\n```\n/close", "```\n/code\n```\n\\/close"],
    ["```sh\n/code\n```  \n\n```\n/code\n```", "```sh\n/code\n```  \n\n```\n/code\n```"],
    ["```\n/open", "```\n\\/open"],
    ["```\n/a\n````\n/b\n```", "```\n\\/a\n````\n\\/b\n```"],
    ["~~~\n/a\n~~~\n\n```\n/b\n```", "~~~\n\\/a\n~~~\n\n```\n\\/b\n```"],
    ["  ```\n/a\n  ```", "  ```\n\\/a\n  ```"],
    ["- ```\n/a", "- ```\n\\/a"],
    ["<div>\n```\n\n/close\n```", "<div>\n```\n\n\\/close\n```"],
    ["<!--\n```\n-->\n/close\n```", "<!--\n```\n-->\n\\/close\n```"],
    ["x <!--\n```\n-->\n/close\n```", "x <!--\n```\n-->\n\\/close\n```"],
    [
      "<!-- whole -->\n<https://a.example>\n\n```\n/code\n```",
      "<!-- whole -->\n<https://a.example>\n\n```\n/code\n```",
    ],
    ["```\n>>>\n/a\n```", "```\n>>>\n\\/a\n```"],
    [">>>\n```\n/a\n```", ">>>\n```\n\\/a\n```"],
    ["$$\n```\n/a\n```", "$$\n```\n\\/a\n```"],
    ["---\nx: 1\n---\n```\n/a\n```", "---\nx: 1\n---\n```\n\\/a\n```"],
    ["text\n\n---\n```\n/a\n```", "text\n\n---\n```\n/a\n```"],
    ["> /close\n    /close", "> /close\n    /close"],
    ["", ""],
  ];
  for (const [markdown, neutral] of rows) {
    it(JSON.stringify(markdown), () => {
      expect(neutraliseQuickActions(markdown)).toBe(neutral);
      expect(neutraliseQuickActions(neutral)).toBe(neutral);
    });
  }
});

describe("takeTemplateActions", () => {
  it("takes allowed actions out, with their arguments", () => {
    const taken = takeTemplateActions(
      [
        "# Agenda",
        '/label ~"next step" ~call plain ~customer::{{customer}}',
        "/LABELS ~x",
        "/assign @jane @{{csm}} sam",
        "/due 2026-12-01",
        "/due {{date}}",
        '/milestone %"Q1 2027"',
        "/milestone %v1",
        "/confidential\r",
        "end",
      ].join("\n"),
    );
    expect(taken).toEqual({
      template: "# Agenda\nend",
      actions: [
        { kind: "label", names: ["next step", "call", "plain", "customer::{{customer}}"] },
        { kind: "label", names: ["x"] },
        { kind: "assign", usernames: ["jane", "{{csm}}", "sam"] },
        { kind: "due", text: "2026-12-01" },
        { kind: "due", text: "{{date}}" },
        { kind: "milestone", title: "Q1 2027" },
        { kind: "milestone", title: "v1" },
        { kind: "confidential" },
      ],
      refused: [],
    });
  });

  const refused: readonly (readonly [line: string, why: RegExp])[] = [
    ["/close", /not carried out/],
    ["/move group/other", /not carried out/],
    ["/label", /needs labels/],
    ['/label ~""', /needs labels/],
    ["/label ~a,~b", /no comma/],
    ["/assign", /needs user names/],
    ["/assign me", /would be the bot/],
    ["/assign @Me @bob", /would be the bot/],
    ["/assign Jane! ", /not a user name/],
    ["/due tomorrow", /takes a day/],
    ["/due", /takes a day/],
    ["/milestone", /needs a title/],
    ["/confidential please", /no words/],
  ];
  for (const [line, why] of refused) {
    it(`refuses ${line}`, () => {
      const taken = takeTemplateActions(`a\n\n${line}\nb`);
      expect(taken.template).toBe(`a\n\n\\${line.replaceAll("@", "\\@").trim()}\nb`);
      expect(taken.actions).toEqual([]);
      expect(taken.refused).toEqual([{ line: 3, text: line, why: expect.stringMatching(why) }]);
    });
  }

  it("leaves nothing of a refused line that notifies anybody or refers to another project", () => {
    const { template } = takeTemplateActions("/cc @all {{csm}}\n/relate other/p#5 #5\n/copy_metadata other/p!6 &7\n");
    expect(template).toBe("\\/cc \\@all {{csm}}\n\\/relate other/p\\#5 #5\n\\/copy_metadata other/p\\!6 \\&7\n");
  });

  const left: readonly string[] = [
    "```\n/label ~x\n```",
    "~~~\n/close\n~~~",
    "<!--\n/label ~x\n-->",
    "<!-- a --> <!-- b\n/close\n-->",
    "- /label ~x\n> /close\n /due 2026-12-01",
    "/usr/bin/env\n/ label",
    "```\n/label ~x",
  ];
  for (const template of left) {
    it(`leaves ${JSON.stringify(template)}`, () => {
      expect(takeTemplateActions(template)).toEqual({ template, actions: [], refused: [] });
    });
  }

  it("refuses an action in a section, since it would not depend on it", () => {
    const taken = takeTemplateActions("{{#a}}\n/label ~x\n{{/a}}\n/label ~y\n{{^ b}}x{{/ b}}\n/label ~z");
    expect(taken.actions).toEqual([
      { kind: "label", names: ["y"] },
      { kind: "label", names: ["z"] },
    ]);
    expect(taken.refused).toEqual([{ line: 2, text: "/label ~x", why: expect.stringContaining("section") }]);
  });

  it("takes actions below a comment and a fence that are closed", () => {
    const taken = takeTemplateActions("<!-- hint\nmore -->\n```\n```\n<!-- x -->\n/label ~a");
    expect(taken.actions).toEqual([{ kind: "label", names: ["a"] }]);
    expect(taken.template).toBe("<!-- hint\nmore -->\n```\n```\n<!-- x -->");
  });
});

describe("isolate", () => {
  const rows: readonly (readonly [markdown: string, closer: string])[] = [
    ["text\n\n- list\n\n> quote", ""],
    ["```\ncode\n```", ""],
    ["```\ncode", "\n```\n"],
    ["```\ncode\n", "```\n"],
    ["  ~~~~ x\ncode", "\n  ~~~~\n"],
    ["- ```\n  in the list", ""],
    ["> ```\n> in the quote", ""],
    ["1. a\nlazy\n   ```\n   in the list", ""],
    ["text\n2. ```\n   ```", "\n   ```\n"],
    ["# Heading\n2. ```\n   in the list", ""],
    ["Heading\n===\n2. ```\n   in the list", ""],
    ["-\n\n  ```\ncode", "\n  ```\n"],
    ["- a\n\n```", "\n```\n"],
    ["<!-- open", "\n-->\n"],
    ["<!-- closed -->\n<!-- over\n\nlines -->", ""],
    ["<script>\n\nx", "\n</script>\n"],
    ["<pre>\n\nx\n</pre>", ""],
    ["<?x", "\n?>\n"],
    ["<!X", "\n>\n"],
    ["<![CDATA[", "\n]]>\n"],
    [">>>\nquote", "\n>>>\n"],
    [">>>\nquote\n>>>", ""],
    ["<details><summary>x</summary>\n\ntext", "\n\n</details>\n"],
    ["<details>\n\n<div>\n\ntext\n</div>\n\n</details>", ""],
    ["<div>\n```\n", ""],
    ["text <div>\n- <ul>\n  <li>x\n\n  </ul>", "\n\n</div>\n"],
    ["`<div>` and </div>", ""],
    ["<x-y>\n```\n\n```", "\n```\n"],
    ["text\n<x-y>\n```", "\n```\n"],
    ["    ```", ""],
  ];
  for (const [markdown, closer] of rows) {
    it(JSON.stringify(markdown), () => {
      const out = isolate(markdown);
      const expected = markdown === "<div>\n```\n" ? "\n</div>\n" : closer;
      expect(out.slice(markdown.length)).toBe(expected);
      expect(out.startsWith(markdown)).toBe(true);
    });
  }
});
