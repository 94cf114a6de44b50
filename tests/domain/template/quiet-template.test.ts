import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findElsewhere, quietTemplate } from "../../../src/domain/template/quiet-template.ts";
import { makeInlineInert } from "../../../src/domain/text-safety/index.ts";
import { assertOften } from "../../support/assert-often.ts";
import { hostileTexts } from "../../support/hostile/hostile-text.ts";
import { comrakLinks, comrakTasks } from "../../support/witness/comrak.ts";
import { findAllReferences } from "../../support/witness/reference-witness.ts";

const project = { url: "https://gitlab.example.com/acme/collab", path: "acme/collab" } as const;
const people = { notifies: "people", project } as const;
const nobody = { notifies: "nobody", project } as const;
const OTHER = "https://gitlab.example.com/other/p/-/issues/5";

describe("what a template's writer means stays", () => {
  it.each([
    "/cc @jane, @sam and (@bob.x) jane@example.com @",
    "#5 !6 ~bug %v1 #5+s acme/collab#5 collab!6 [it](#5) [issue:5]",
    "<!-- @all other/p#5 -->\n\n<!-- cadence:action-items -->\n\n<!--\n@all\n-->",
    "```\n@all other/p#5\n```\n\n    @all\n\n`@all other/p#5` $@all$",
    "\\@all other/p\\#5 \\\\\\@all",
    "[docs](https://docs.example.com/a#5) https://github.com/a/b/issues/5 <https://gitlab.example.com/other/p>",
    "[new](https://gitlab.example.com/other/p/-/issues/new?issue[title]=x) https://gitlab.example.com/other/p/-/issues",
    "<details><summary>#5 @jane</summary>\n\n- [ ] **a** ~~b~~ foo~~bar~~ <kbd>x</kbd>\n\n</details>",
    "| a | b |\n|---|---|\n| @jane | [x](./y) ![z](/uploads/1/z.png) |\n\n[r]: ../-/wikis/Home\n[^1]: #5",
    "---\nx: '@all'\n---\nHello",
    "R&D, AT&T, 50% off, C#, a->b, 3 < 4 & 5, US $ 5",
    "https://example.com/@all/x [x](mailto:all@example.com) [@jane](@jane) [[Page]]",
    "> @jane\n\n>>>\n#5\n>>>\n\n> [!note] For @jane\n> #5",
  ])("%j", (template) => {
    expect(quietTemplate(template, people)).toBe(template);
    expect(findElsewhere(template, project)).toEqual([]);
  });
});

describe("everybody, groups and other projects become text", () => {
  it.each<[string, string]>([
    ["@all @ALL. @all, @group/team @acme @a/b/c", "\\@all \\@ALL. \\@all, \\@group/team \\@acme \\@a/b/c"],
    ["- [ ] @jane ask (@all)\n  @jane\n\n## @all", "- [ ] @jane ask (\\@all)\n  @jane\n\n## \\@all"],
    ["\\\\@all &commat;all &#64;all @&#97;ll", "\\\\\\@all \\@all \\@all \\@&#97;ll"],
    [
      "other/p#5 p!6 &7 g&7 other/p~bug p%v1 other/p@9ba12248",
      "other/p\\#5 p\\!6 \\&7 g\\&7 other/p\\~bug p\\%v1 other/p\\@9ba12248",
    ],
    ["other/p#5+s [epic:5] o/<u>p</u>#5 **o/p**#5", "other/p\\#5+s [\u2060epic:5] o/<u>p</u>\\#5 **o/p**#5"],
    [`see ${OTHER}. <${OTHER}>`, `see \`${OTHER}\`. \`${OTHER}\``],
    [`[the guide](${OTHER} "t") [**a** b](<${OTHER}>)`, `the guide (\`${OTHER}\`) **a** b (\`${OTHER}\`)`],
    [`o/p[#5](${OTHER})\n[# 5](${OTHER})`, `o/p\\[#5] (\`${OTHER}\`)\n\\[# 5] (\`${OTHER}\`)`],
    [`[${OTHER}](${OTHER}) [a ${OTHER}](${OTHER})`, `\`${OTHER}\` \`[a ${OTHER}](${OTHER})\``],
    ["[a](other/p#5) [b](/o/p#5) [c](@all) [d](@acme/x)", "[a](./other/p#5) [b](/./o/p#5) c (`@all`) d (`@acme/x`)"],
    [
      `[a][b] [b]\n\n[b]: ${OTHER} "t"\n[c]: ../x\n[d]: o/p#5`,
      `a (\`${OTHER}\`) b (\`${OTHER}\`)\n\n[b]: <> "t"\n[c]: ../x\n[d]: ./o/p#5`,
    ],
    [`> [a]\n>\n> [a]:\n> <${OTHER}>\n`, `> a (\`${OTHER}\`)\n>\n> [a]:\n> <>\n`],
    [`![x](${OTHER}) [[other/p#5]] [[x|@all]]`, `\`![x](${OTHER})\` \`[[other/p#5]]\` \`[[x|@all]]\``],
    ["| a |\n|---|\n| @all `x` | other/p#5 |", "| a |\n|---|\n| \\@all `x` | other/p\\#5 |"],
    [
      "<div>\n@all o/p#5 \\@all\n</div>\n\n@all",
      "<div>\n\u2060@\u2060all o/p\u2060#\u20605 \\\u2060@\u2060all\n</div>\n\n\\@all",
    ],
    [
      `<p><a href="${OTHER}" class=x>a</a> ${OTHER}</p>`,
      `<p><a title="${OTHER}" class=x>a</a> <code>${OTHER}</code></p>`,
    ],
    [`see <a href='${OTHER}'>@all</a> <a href=o/p#5>`, `see <a title='${OTHER}'>\\@all</a> <a href=./o/p#5>`],
    ["<!-- x --> @all", "<!-- x --> \u2060@\u2060all"],
    ["> [!note] For @all and o/p#5\n> @all", "> [!note] For \u2060@\u2060all and o/p\u2060#\u20605\n> \\@all"],
    ["> [!tip] a\\\\@all", "> [!tip] a\\\\\u2060@\u2060all"],
    ["- [x]@all", "- [x]\u2060\\@all"],
    [`<!x ${OTHER}\n\n- a`, `<!x ${OTHER.replace(":", ":\u2060")}\n\n- a`],
    ["a@b.example</u>@all", "a@b.example</u>\\@all"],
    ["Term\n: @all\n\na[^1]\n\n[^1]: @all", "Term\n: \\@all\n\na[^1]\n\n[^1]: \\@all"],
    ["a\r\n@all\r\nother/p#5", "a\r\n\\@all\r\nother/p\\#5"],
    ["`` a `@all` b `@all`", "\\`\\` a `@all` b `@all`"],
    ["- ```\n  @all\n\n@all", "- ```\n  @all\n\n\\@all"],
  ])("%j", (template, quiet) => {
    expect(quietTemplate(template, people)).toBe(quiet);
    expect(quietTemplate(quiet, people)).toBe(quiet);
    expect(findAllReferences(quiet).foreign).toEqual([]);
    expect(findElsewhere(template, project)).not.toEqual([]);
  });
});

it("notifies nobody where it may not", () => {
  const template = "- @bob\n- (@team/sub) `@bob` {{csm}} @ [x](@jane) [y](@) jane@example.com\n\n<p>@jane</p>";
  expect(quietTemplate(template, nobody)).toBe(
    "- \\@bob\n- (\\@team/sub) `@bob` {{csm}} @ x (`@jane`) [y](@) jane@example.com\n\n<p>\u2060@\u2060jane</p>",
  );
});

it("tells what it made text of, by line", () => {
  expect(findElsewhere(`# a\r\n/cc @all, @jane\n\n- [x](${OTHER}) and (other/p#5),\n@all,\n`, project)).toEqual([
    { line: 2, text: "@all," },
    { line: 4, text: `[x](${OTHER})` },
    { line: 4, text: "(other/p#5)," },
  ]);
});

const PARTS = [
  ...[
    "@all",
    "@jane",
    "@a/b",
    "p#5",
    "other/p#5",
    "#5",
    "&5",
    "~x",
    "p%x",
    "other/p@9ba12248",
    "GL-5",
    "[epic:5]",
    "5",
    "a",
  ],
  ...[
    OTHER,
    "https://a.example/",
    "[x](",
    "[x]",
    "[x]: ",
    "![",
    "[[",
    "]]",
    "](",
    ")",
    "[",
    "]",
    "<",
    ">",
    "\\",
    "*",
    "_",
    "`",
    "``",
  ],
  ...[
    "$",
    "~~",
    "|",
    '"',
    "&#64;",
    "&num;",
    "<b>",
    "</b>",
    "<u>",
    "</u>",
    `<a href="${OTHER}">`,
    "</a>",
    "<p>",
    "<!--",
    "-->",
    "é",
  ],
  ...[
    "\n",
    "\n",
    "\n\n",
    "\n- ",
    "\n> ",
    "\n    ",
    "\n|-|\n",
    "\n```\n",
    "\n~~~\n",
    "\n# ",
    "\n>>>\n",
    "\n> [!tip] ",
    "\n: ",
    "\n[^1]: ",
    "[^1]",
    " ",
    " ",
  ],
];
const fragments = hostileTexts.filter(({ text }) => text.length < 100).map(({ text }) => text);
const documents = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...PARTS) }, fc.constantFrom(...fragments)), {
    minLength: 1,
    maxLength: 14,
  })
  .map((parts) => parts.join(""));

describe("whatever a template is made of", () => {
  it("it refers to nothing outside the project, and to nobody or to people only", () => {
    fc.assert(
      fc.property(documents, (template) => {
        const quiet = quietTemplate(template, nobody);
        expect({ template, quiet, ...findAllReferences(quiet) }).toMatchObject({ mentions: [], foreign: [] });
        expect(quietTemplate(quiet, nobody)).toBe(quiet);
        expect(findAllReferences(quietTemplate(template, people)).mentions).not.toContain("@all");
      }),
      { numRuns: 1_500 },
    );
  });

  it("its boxes are the same ones", () => {
    const boxes = (text: string): unknown => comrakTasks(text).map(({ state, cell }) => `${state} ${cell}`);
    const lists = fc
      .array(documents, { minLength: 1, maxLength: 3 })
      .map((all) => all.map((one) => `- [ ] ${one}`).join("\n"));
    fc.assert(
      fc.property(lists, (template) => {
        const quiet = quietTemplate(template, nobody);
        expect({ template, quiet, boxes: boxes(quiet) }).toEqual({ template, quiet, boxes: boxes(template) });
      }),
      { numRuns: 1_000 },
    );
  });

  const harmless = fc
    .array(
      fc.constantFrom(
        ...["[guide](https://example.com/guide)", "https://example.com/x", "[a b](<https://example.com/a b>)", "`#7`"],
        ...[
          "text",
          " ",
          "\n\n",
          "\n- ",
          "\n> ",
          "*",
          "**",
          "\\",
          "`",
          "(",
          ")",
          "é",
          "[x]: https://example.com/x\n\n",
          "[x]",
        ],
      ),
      { minLength: 1, maxLength: 14 },
    )
    .map((parts) => parts.join(""));

  it("what refers to nothing stays, and so does what was made inert", () => {
    assertOften(
      { "links are compared": 0.1 },
      (asserted) =>
        fc.property(fc.oneof(documents, harmless), (template) => {
          const { foreign, mentions } = findAllReferences(template);
          const inert = makeInlineInert(template, { mentions: "quiet", project });
          expect(quietTemplate(inert, nobody)).toBe(inert);
          if (foreign.length + mentions.length > 0 || /<|!\[|\[!|\[\[|:\/\/gitlab/.test(template)) return;
          const links = comrakLinks(template);
          if (links.length > 0) asserted("links are compared");
          expect(comrakLinks(quietTemplate(template, nobody))).toEqual(links);
        }),
      { numRuns: 1_000 },
    );
  });
});
