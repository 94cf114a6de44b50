import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeInlineInert, makeItemInert, makeNotesInert } from "../../../src/domain/text-safety/index.ts";
import { hostileTexts } from "../../support/hostile/hostile-text.ts";
import { comrakLinks, comrakTasks } from "../../support/witness/comrak.ts";
import { findAllReferences } from "../../support/witness/reference-witness.ts";

const PROJECT = { url: "https://gitlab.example.com/acme/collab", path: "acme/collab" } as const;
const options = { mentions: "quiet", project: PROJECT } as const;
const OTHER = "https://gitlab.example.com/other/p/-/issues/5";

describe("references to the project itself stay links", () => {
  it.each([
    "#5 !6 $7 %v1 %5 ~bug ~5 ^alert#5 9ba12248 GL-5",
    "acme/collab#5 collab#5 ACME/Collab!6 acme/collab$7 acme/collab~bug acme/collab%v1 acme/collab^alert#5",
    "acme/collab@9ba12248 collab@9ba12248f",
    "(#5), **#5** [#5] see:#5 e.g. #5th",
    "[issue:5] [work_item:acme/collab/5] [vulnerability:5] [feature_flag:collab/5] [wiki_page:Home]",
    "https://gitlab.example.com/acme/collab/-/issues/5#note_1 and https://gitlab.example.com/acme/collab/issues/5?a=1",
    "<https://gitlab.example.com/acme/collab/-/merge_requests/5> [it](https://gitlab.example.com/acme/collab/-/epics/5) [it](#5)",
    "https://gitlab.example.com/other/p https://gitlab.example.com/other/p/-/blob/main/issues/5.md",
    "R&D, AT&T, 50% off (100%), C#, a->b, 5>4, ~~old~~, foo~~bar~~, US $ 5, 3 < 4 & 5",
    "https://a.example/x/y#5 https://a.example/my_docs/x%20y.pdf?a=1&b=2 https://github.com/a/b/issues/5",
    "`other/p#5` and \\#1 and other/p\\#5",
  ])("%s", (text) => {
    expect(makeItemInert(text, options)).toBe(text);
    expect(makeNotesInert(text, options)).toBe(text);
    expect(findAllReferences(text).foreign).toEqual([]);
  });
});

describe("other references are text", () => {
  it.each<[string, string]>([
    ["other/p#5 p#5 a/b/c!6 US$5", "other/p\\#5 p\\#5 a/b/c\\!6 US\\$5"],
    ['at /other/p~bug p~"a b" p%v1 p%"a b"', 'at /other/p\\~bug p\\~"a b" p\\%v1 p\\%"a b"'],
    ["&5 g/s&5 &amp;5", "\\&5 g/s\\&5 \\&5"],
    ["p^alert#5", "p\\^alert\\#5"],
    ["p@9ba12248 other/p@9ba12248...b19a04f5", "p\\@9ba12248 other/p\\@9ba12248...b19a04f5"],
    ["x/acme/collab#5 acme/collabs#5", "x/acme/collab\\#5 acme/collabs\\#5"],
    ["other/p>", "other/p\u2060>"],
    ["[epic:5] [contact:5]", "[\u2060epic:5] [\u2060contact:5]"],
    ["[issue:other/p/5] \\[cadence:5]", "[\u2060issue:other/p/5] \\[\u2060cadence:5]"],
    ['[wiki_page:other/p:Home] *iteration:"a b"', '[\u2060wiki_page:other/p:Home] *\u2060iteration:"a b"'],
    ["o/p&#35;5 o/p&num;5 o/p#&#53; x&#47;acme/collab#5", "o/p\\#5 o/p\\#5 o/p\\#&#53; x&#47;acme/collab\\#5"],
    ["othe\\.r/p#5 o\\/acme/collab#5 o/<u>p</u>#5", "othe\\.r/p\\#5 o\\/acme/collab\\#5 o/<u>p</u>\\#5"],
    [`see ${OTHER}.`, `see \`${OTHER}\`.`],
    [`(${OTHER}+s) <${OTHER}>`, `(\`${OTHER}+s\`) \`${OTHER}\``],
    ["https://gitlab.example.com/groups/g/-/epics/5", "`https://gitlab.example.com/groups/g/-/epics/5`"],
    ["HTTP://x@GitLab.example.com:80/o/p/commit/9ba12248", "`HTTP://x@GitLab.example.com:80/o/p/commit/9ba12248`"],
    [`[it](${OTHER} "t")`, `[it]\\(\`${OTHER}\` "t")`],
    ["https://a.example/~x/y#5", "https\\://a.example/~x/y\\#5"],
  ])("%s", (text, inert) => {
    expect(makeItemInert(text, options)).toBe(inert);
    expect(makeItemInert(text, { mentions: "notify", project: PROJECT })).toBe(inert);
    expect(makeItemInert(inert, options)).toBe(inert);
    expect(findAllReferences(inert).foreign).toEqual([]);
  });
});

describe("links", () => {
  it.each([
    "[w](../wikis/Setup#2) [w](./Setup#2) ![w](../a.png) [w](../../-/issues/5) [w](/acme/collab/-/wikis/a#2)",
    '[the **guide**, #5](docs/a_(b).md#7 "see @all") and [it](?a=b#5) [it](a/b/c.md#5-more)',
    "[docs](https://a.example/~x/y#5) [docs](https://a.example/@x/(y)?a=p%235) [mail](mailto:a@b.example)",
    "[[Page]] [[the text|Page]] [[Page#part|dir/Page]] [[wiki #5]] [[a/b/c]]",
  ])("stay as they are where they lead nowhere else: %s", (source) => {
    expect(makeItemInert(source, options)).toBe(source);
    expect(makeNotesInert(source, options)).toBe(source);
    expect(findAllReferences(source).foreign).toEqual([]);
  });

  it.each<[string, string]>([
    ["[text](other/project#7)", "[text](./other/project#7)"],
    [
      "[it](o/p%235) [it](&5) [it](p~bug) [it](p^alert#5)",
      "[it](./o/p%235) [it](./&5) [it](./p~bug) [it](./p^alert#5)",
    ],
    ["[it](/other/project#7) ![it](p!5)", "[it](/./other/project#7) ![it](./p!5)"],
    ["[`it`](other/p#5) [i\\t](o/p&#35;5 (title))", "[`it`](./other/p#5) [i\\t](./o/p&#35;5 (title))"],
    ['[it](<other/p#5>) [it](< my (old) file.md > "t")', '[it](./other/p#5) [it](my%20%28old%29%20file.md "t")'],
    ["[a [b](o/p#5)](o/p#6) [ ![a](p!5) ](o/p#5 't')", "[a [b](./o/p#5)](./o/p\\#6) [ ![a](./p!5) ](./o/p\\#5 't')"],
    ["`code` [it](<a b>) [it](c (d))", "`code` [it](a%20b) [it](c (d))"],
    ["[[wiki @sam]] [[p#5 x|Page]]", "[[wiki \\@sam]] [[p\\#5 x|Page]]"],
  ])("stay links, and are no references: %s", (source, inert) => {
    expect(makeItemInert(source, options)).toBe(inert);
    expect(makeNotesInert(source, options)).toBe(inert);
    expect(makeItemInert(inert, options)).toBe(inert);
    expect(findAllReferences(inert)).toMatchObject({ foreign: [], mentions: [] });
  });

  it.each<[string, string]>([
    ["[[other/p#5]] [[x|o/p#5]]", "\\[[other/p\\#5]] \\[[x|o/p\\#5]]"],
    ["[[@sam]] [[x|@sam]] [[x|&#64;sam]]", "\\[[\\@sam]] \\[[x|\\@sam]] \\[[x|\\@sam]]"],
    ["[[_TOC_]] [[a`b]] `c`", "\\[[_TOC_]] \\[[a`b]] `c\\`"],
  ])("of a wiki are text where they refer or hide something: %s", (source, inert) => {
    expect(makeItemInert(source, options)).toBe(inert);
    expect(findAllReferences(inert)).toMatchObject({ foreign: [], mentions: [] });
  });

  it("lead where they led, whatever they are made of", () => {
    const words = fc.constantFrom("a", "**b**", "`c`", "#5", "é", "x y", "\\]", "&amp;", "_d_", "1.", "p#5", "~e~");
    const signs = "#2|#part|?x=1&y=2|p#5|~f|%20|(c)|_|*|&amp;|é|:|!|-|;|'".split("|");
    const places = "a|../|./|/|b.md|https://a.example/|https://b.example/~u/@v/|mailto:".split("|");
    const parts = fc.constantFrom(...signs, ...places);
    const title = fc.constantFrom("", ' "t"', " 'a \"b\"'", " (c)", ' "@all"');
    const address = fc
      .array(fc.oneof(parts, fc.constant("\\)")), { minLength: 1, maxLength: 5 })
      .map((all) => all.join(""));
    const target = fc.oneof(
      address,
      fc.array(fc.oneof(parts, fc.constant(" ")), { maxLength: 5 }).map((all) => `<${all.join("")}>`),
    );
    const link = fc
      .tuple(fc.constantFrom("", "!"), fc.array(words, { minLength: 1, maxLength: 3 }), target, title)
      .map(([mark, text, to, title]) => `${mark}[${text.join(" ")}](${to}${title})`);
    const line = fc.array(fc.oneof({ weight: 2, arbitrary: link }, words), { minLength: 1, maxLength: 5 });
    const base = "https://gitlab.example.com/acme/collab/x/y";
    const resolved = (to: string): string =>
      (URL.canParse(to, base) ? new URL(to, base).href : to).replace(/%2[089]/g, decodeURIComponent);
    fc.assert(
      fc.property(line, (pieces) => {
        const source = `- [ ] see ${pieces.join(" ")}`;
        const links = comrakLinks(source);
        for (const make of [makeItemInert, makeNotesInert]) {
          const inert = `- [ ] ${make(source.slice(6), options)}`;
          expect({ source, links: comrakLinks(inert).map(resolved) }).toEqual({ source, links: links.map(resolved) });
          expect(findAllReferences(inert).foreign).toEqual([]);
        }
      }),
      { numRuns: 1500 },
    );
  });
});

it.each<[string, string]>([
  ["> [!note] @all p#5\n> a", "> \\[!note] \\@all p\\#5\n> a"],
  ["- > [!TIP] [x]", "- > \\[!TIP] [x]"],
  [">>> [!note]\n@all", ">>> \\[!note]\n\\@all"],
  ["> [!note]\n> @all", "> [!note]\n> \\@all"],
])("the title of an alert is no title any more: %j", (notes, inert) => {
  expect(makeNotesInert(notes, options)).toBe(inert);
  expect(findAllReferences(inert)).toMatchObject({ foreign: [], mentions: [] });
});

it("makes no box of what is none, nor text of one", () => {
  const glued = fc.constantFrom(
    "@bob",
    "&5",
    "`a",
    "`a`",
    "p#5",
    "&#64;x",
    "$a$",
    "<b>x</b>",
    "#5",
    "a",
    " a",
    "**a**",
    "[x](p#5)",
  );
  const line = fc.tuple(fc.constantFrom("- ", "1. ", "> - "), fc.constantFrom("[ ]", "[x]", "[~]"), glued, glued);
  const notes = fc.array(
    line.map((parts) => parts.join("")),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(notes, (lines) => {
      const source = lines.join("\n");
      const states = (text: string): unknown => comrakTasks(text).map(({ state }) => state);
      const inert = makeNotesInert(source, options);
      expect({ source, inert, boxes: states(inert) }).toEqual({ source, inert, boxes: states(source) });
      expect(findAllReferences(inert)).toMatchObject({ foreign: [], mentions: [] });
    }),
    { numRuns: 1_000 },
  );
});

describe("what shows a title", () => {
  it.each<[string, string]>([
    ["#1+ !2+s GL-3+, (acme/collab#4+s)", "#1 !2 GL-3, (acme/collab#4)"],
    ["#1+2 and #1+#2", "#1 +2 and #1 +#2"],
    [`https://gitlab.example.com/acme/collab/-/issues/5+s.`, "https://gitlab.example.com/acme/collab/-/issues/5."],
    ["<https://gitlab.example.com/acme/collab/-/issues/5+>", "<https://gitlab.example.com/acme/collab/-/issues/5>"],
    ["`#1+` \\#1+ a+ 1+1", "`#1+` \\#1+ a+ 1+1"],
    ["https://a.example/#1+s", "https://a.example/#1+s"],
  ])("%s", (text, plain) => expect(makeItemInert(text, options)).toBe(plain));
});

it("takes every path for another project's where the own one is not known", () => {
  const url = "https://gitlab.any.example/a/b/-/issues/5 https://github.com/a/b/issues/5";
  expect(makeInlineInert(`#5 a/b#5 ${url}`, { mentions: "quiet" })).toBe(
    "#5 a/b\\#5 `https://gitlab.any.example/a/b/-/issues/5` https://github.com/a/b/issues/5",
  );
});

const TOKENS = [
  ...["#5", "!5", "$5", "&5", "~x", "%x", "^alert#5", "@9ba12248", "+s", "+", ">", "/", "\\", "*", "_", "`", " ", "\n"],
  ...[
    "other/p",
    "acme/collab",
    "collab",
    "p",
    "GL-5",
    "&#35;5",
    "&num;",
    "&#47;",
    "&gt;",
    "5",
    "<u>",
    "</u>",
    "<b>",
    "</b>",
    "<span>",
    "<p>",
    '<a href="https://gitlab.example.com/other/p/-/issues/5+">',
    "</a>",
    '<img src="/other/p/-/issues/5" alt="#5">',
  ],
  ...[
    "[epic:5]",
    "[issue:o/p/5]",
    "[issue:",
    "*iteration:5",
    "[x](",
    ")",
    "[",
    "]",
    "](",
    "<",
    "\u2060",
    "(",
    ".",
    ":",
    ",",
  ],
  ...[
    OTHER,
    "https://gitlab.example.com/acme/collab/-/issues/5",
    "https://a.example/",
    "www.",
    "~~",
    "$",
    "|",
    '"',
    "é",
  ],
];
const fragments = hostileTexts.filter(({ text }) => text.length < 100).map(({ text }) => text);
const text = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...TOKENS) }, fc.constantFrom(...fragments)), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => parts.join(""));

const LINES = [
  ...[
    "@all",
    "p#5",
    "```",
    "~~~",
    "``",
    "`",
    "a",
    "",
    "",
    "===",
    "---",
    "|-|",
    "a | b",
    "<!--",
    "-->",
    "# h",
    "$$",
    ">>>",
  ],
  ...["> [!note]", "[^1]: a", "[a]: b", "<div>", "</div>", "<pre>", "\\", "/close", "2.", "-", ": d", "~ d", "x[^1]"],
];
const MARKS = ["", "", "", "- ", "2. ", "1. ", "> ", ": ", "~ ", "  ", "   ", "    ", "\t", ">", "- [ ] ", "* ", "+ "];
const blocks = fc
  .array(
    fc
      .tuple(
        fc.constantFrom(...MARKS),
        fc.constantFrom(...MARKS),
        fc.constantFrom(...LINES),
        fc.constantFrom(...LINES, ""),
      )
      .map(([first, second, one, other]) => `${first}${second}${one}${other}`),
    { minLength: 1, maxLength: 9 },
  )
  .map((lines) => lines.join("\n"));

it("a definition in the details of a term is text", () => {
  expect(makeNotesInert(": [a]: b\n[a]: b", options)).toBe(": [a]\\: b\n[a]\\: b");
});

describe("signs behind a backslash", () => {
  it.each([
    "other/p\\>",
    "other\\/p\\>",
    "other/p~\\_x",
    'other/p~\\"a b\\"',
    "https://gitlab.example.com/acme/collab/-/issues/5\\>",
  ])("are read as they are shown: %s", (source) => {
    expect(findAllReferences(`- [ ] ${makeItemInert(source, options)}`).foreign).toEqual([]);
  });
});

describe("whatever is put together", () => {
  const indented = (markdown: string) => markdown.replaceAll("\n", "\n  ");
  it.each<[string, (source: string) => string]>([
    ["items", (source) => `- [ ] ${indented(makeItemInert(source, options))}`],
    ["items that notify", (source) => `- [ ] ${indented(makeItemInert(source, { ...options, mentions: "notify" }))}`],
    ["notes", (source) => `- [ ] a\n\n  ${indented(makeNotesInert(source, options))}`],
    ["lines", (source) => `### ${makeInlineInert(source, options)}`],
  ])("refers to nothing outside the project: %s", (name, make) => {
    const isQuiet = !name.includes("notify");
    fc.assert(
      fc.property(text, (source) => {
        const { foreign, mentions } = findAllReferences(make(source));
        expect({ foreign, mentions: isQuiet ? mentions : [] }).toEqual({ foreign: [], mentions: [] });
      }),
      { numRuns: 1500 },
    );
  });

  it("refers to nothing outside the project, and to nobody, however the blocks of notes mix", () => {
    fc.assert(
      fc.property(blocks, (source) => {
        const document = `- [ ] a\n\n  ${indented(makeNotesInert(source, options))}\n- [ ] b\n\nc`;
        const { foreign, mentions } = findAllReferences(document);
        expect({ document, foreign, mentions }).toEqual({ document, foreign: [], mentions: [] });
      }),
      { numRuns: 1500 },
    );
  });

  it("comes out the same a second time", () => {
    fc.assert(
      fc.property(text, (source) => {
        const once = makeItemInert(source, options);
        expect(makeItemInert(once, options)).toBe(once);
        const notes = makeNotesInert(source, options);
        expect(makeNotesInert(notes, options)).toBe(notes);
      }),
      { numRuns: 1500 },
    );
  });
});
