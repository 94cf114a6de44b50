import fc from "fast-check";

/** A document that is meant to trip readers of Markdown. */
export interface HostileDocument {
  readonly name: string;
  readonly source: string;
}

const limit = 1_048_576;

function filled(name: string, unit: string, start = "", end = ""): HostileDocument {
  const times = Math.floor((limit - start.length - end.length) / unit.length);
  return { name: `a megabyte: ${name}`, source: start + unit.repeat(times) + end };
}

function nestedTasks(depth: number): string {
  return Array.from({ length: depth }, (_, level) => `${"  ".repeat(level)}- [ ] level ${level}\n`).join("");
}

const small: Readonly<Record<string, string>> = {
  empty: "",
  "one blank": " ",
  "line ends only": "\n\r\n\r\n\r",
  CRLF: "# A\r\n\r\n- [ ] one\r\n  note\r\n- [x] two\r\n\r\n<div>\r\n\r\n- [ ] three\r\n",
  "lone CR": "# A\r\r- [ ] one\r- [x] two\r  - [~] three\r",
  "mixed line ends": "- [ ] one\r\n- [x] two\r- [~] three\n\r- [ ] four\n",
  "CRLF cut in half": "- [ ] one\r",
  "byte order mark": "\uFEFF- [ ] one\n  - [ ] child\n- [x] two\n",
  "byte order mark and front matter": "\uFEFF---\na: 1\n---\n- [ ] one\n",
  "front matter": "---\nitems:\n- [ ] no\n---\n- [ ] yes\n",
  "front matter never closed": "---\n- [ ] yes\n",
  "tabs as indentation": "-\t[ ] one\n\t- [ ] two\n\t\t- [ ] three\n\n\t\t  note\n",
  "mixed indentation": "- [ ] one\n \t- [ ] two\n   \t - [ ] three\n\t  \t- [ ] four\n",
  "tab in the box": "- [\t] one\n",
  "no-break space in the box": "- [\u00A0] yes\n- [ ]\u00A0no\n",
  "no-break space as a line": "- [ ] one\n\u00A0\n# B\n",
  NUL: "- [ ] o\0ne\n\0- [ ] no\n- [\0] no\n",
  "lone surrogates": "- [ ] \uD800 one \uDC00\n\uDFFF\n",
  emoji: "- [ ] 👩‍👩‍👧‍👦 one 🇩🇪\n- [x] ✅ two\n",
  "right to left": "- [ ] \u202Eשלום עולם\u202C\n- [x] مرحبا بالعالم\n",
  "combining characters": `- [ ] Z${"\u0335\u0321".repeat(40)} one\n`,
  "line separators that are none": "- [ ] one\u2028two\u2029three\u0085four\v\ffive\n",
  "fence with backticks": "```\n- [ ] no\n```\n- [ ] yes\n",
  "fence with tildes": "~~~ a`b\n- [ ] no\n```\n~~~\n- [ ] yes\n",
  "fence too short to close": "````\n```\n- [ ] no\n`````\n- [ ] yes\n",
  "fence indented": "   ```\n- [ ] no\n  ```\n- [ ] yes\n",
  "fence in an item": "- [ ] one\n  ```\n  - [ ] no\n  ```\n  - [ ] yes\n",
  "fence never closed": "- [ ] yes\n\n```\n- [ ] no\n",
  "fence never closed in an item": "- [ ] yes\n  ```\n  - [ ] no\n- [ ] yes\n",
  "fence never closed in a quote": "> ```\n> - [ ] no\n- [ ] yes\n",
  "no fence, backticks in the info": "``` a`b\n- [ ] yes\n",
  "indented code": "    - [ ] no\n\n- [ ] yes\n\n      - [ ] no\n",
  "comment over lines": "<!--\n- [ ] no\n-->\n- [ ] yes\n",
  "comment never closed": "- [ ] yes\n\n<!-- \n- [ ] no\n",
  "comment never closed in an item": "- [ ] yes\n  <!--\n  - [ ] no\n- [ ] yes\n",
  "comment in a task": "- [ ] one <!-- a --> two `<!-- b -->` <!--> \\<!-- c -->\n",
  "html block": "<div>\n- [ ] no\n\n- [ ] yes\n</div>\n",
  "html details": "<details><summary>More</summary>\n\n- [ ] yes\n\n</details>\n",
  "html pre never closed": "- [ ] yes\n  <pre>\n\n  - [ ] no\n- [ ] yes\n",
  "html kinds": "<?php\n- [ ] no\n?>\n<![CDATA[\n- [ ] no\n]]>\n<!DOCTYPE\n- [ ] no\n>\n- [ ] yes\n",
  quotes: "> - [ ] quoted\n>   > - [x] twice\nlazy\n\n- [ ] one\n  > - [ ] quoted\n",
  "fenced quotes":
    ">>>\n- [ ] quoted\n\n```\n>>>\n- [ ] one\n  >>> \n  - [ ] quoted\n- [ ] two\n\n>>> [!note] Title\n- [ ] quoted\n",
  "fenced quote never closed": "- [ ] one\n\n>>>>\n- [ ] quoted\n>>>\n- [ ] quoted\n",
  table: "| [ ] a | b |\n|---|---|\n| - [ ] no | [x] |\n- [ ] yes\n",
  "table in an item": "- [ ] a | b\n  --- | ---\n  1 | 2\n- [ ] yes\n  c | d\n  :-: | -\n",
  "lists in lists": "- - [ ] one\n  - 1. [x] two\n     2) [~] three\n* + [ ] four\n",
  "plain bullets around tasks":
    "- [ ] T\n  - plain\n    - [ ] one\n  - more\n    - [ ] two\n\n    text\n  - - [ ] three\n\n      text\n",
  "loose list": "- [ ] one\n\n  text\n\n- [x] two\n\n\n- [ ] three\n",
  "numbers that interrupt nothing": "1. [ ] one\n   2. [ ] no\n\ntext\n2. [ ] no\n\ntext\n1. [ ] yes\n",
  "lazy continuation": "- [ ] one\nlazy\n  more\n> quote\nlazy\n- [ ] two\n",
  "text under a box": "- [ ]\n  one\n-\n  [ ] two\n-\n\n  [ ] no\n",
  "empty boxes": "- [ ]\n- [ ] \n- [x]\t\n1. [~]\n",
  "boxes that are none": "- []\n- [ ]x\n- [  ]\n- \\[ ] a\n- `[ ] a`\n- [y] a\n- a [ ] b\n-[ ] a\n[ ] a\n",
  "setext headings": "A\n===\n- [ ] one\n\nB\nC\n---\n- [ ] two\n  ---\n- [ ] three\n---\n",
  "headings in quotes and items": "# A\n> # B\n\n- # C\n- [ ] one\n#D\n#\n####### no\n## E ## \n- [ ] two\n",
  "link definition over a rule": "[//]: # (hidden)\n---\n- [ ] one\n",
  rules: "* * *\n- - -\n- [ ] one\n***\n- [ ] two\n",
  "quick actions": "- [ ] one\n\n/close\n\n- [ ] /label ~bug\n  /assign @all\n",
  "unclosed everything": "- [ ] one **two [three](four `five <six\n- [ ] ~~seven ![eight](\n  <b\n",
};

/** Documents of every kind that has tripped a reader of Markdown, small ones first, megabytes last. */
export const hostileDocuments: readonly HostileDocument[] = [
  ...Object.entries(small).map(([name, source]) => ({ name, source })),
  { name: "lists nested 1,000 deep", source: nestedTasks(1_000) },
  {
    name: "lists nested 1,400 deep by tabs",
    source: Array.from({ length: 1_400 }, (_, level) => `${"\t".repeat(level)}- [ ] level\n`).join(""),
  },
  {
    name: "bullets with tasks and quotes nested 700 deep",
    source: `- [ ] a\n${Array.from({ length: 700 }, (_, level) => {
      const indentation = " ".repeat(2 * level + 2);
      return `${indentation}- b\n${indentation}  > c\n`;
    }).join("")}${" ".repeat(1_402)}- [ ] d\n`,
  },
  { name: "bullets on one line", source: `${"- ".repeat(50_000)}[ ] x\n` },
  { name: "quotes 50,000 deep", source: `${"> ".repeat(50_000)}- [ ] x\nlazy\n- [ ] y\n` },
  { name: "greater-than signs 50,000", source: ">".repeat(50_000) },
  filled("tasks", "- [ ] task with some words\n"),
  filled("one giant task", "word ", "- [ ] "),
  filled("links never closed", "[a]("),
  filled("backticks", "`", "- [ ] "),
  filled("comments never closed", "<!--", "- [ ] a "),
  filled("stars", "*"),
  filled("blank lines", "\n", "- [ ] a", "- [ ] b"),
  filled("CRLF", "\r\n"),
  filled("tabs", "\t", "", "- [ ] a"),
  filled("NUL", "\0", "- [ ] "),
];

const boxes = fc.constantFrom("[ ] ", "[x] ", "[X] ", "[~] ", "[ ]", "[]", "", "", "\\[ ] ");
const markers = fc.constantFrom("- ", "* ", "+ ", "1. ", "2) ", "-\t", "-   ", "-", "10. ");
const words = fc.constantFrom(
  ...["word", "two words", "**bold", "`code`", "``", "`", "[a](", "<!-- c -->", "<!--", "-->", "@jane #12"],
  ...["👩‍👩‍👧‍👦", "שלום", "e\u0301", "\0", "\uD800", "<b>", "\\", "|", "/close", "\u00A0", ""],
);
const indentations = fc.constantFrom(
  "",
  "",
  "",
  " ",
  "  ",
  "  ",
  "   ",
  "    ",
  "      ",
  "\t",
  "\t\t",
  " \t",
  "> ",
  ">",
  "  > ",
);

const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(indentations, markers, boxes, words).map((parts) => parts.join("")) },
  { weight: 3, arbitrary: fc.tuple(indentations, words).map((parts) => parts.join("")) },
  { weight: 3, arbitrary: fc.constant("") },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        indentations,
        fc.constantFrom(
          ...[
            "```",
            "~~~",
            "````",
            "``` js",
            ">>>",
            ">>>>",
            "# H",
            "## H ##",
            "===",
            "---",
            "***",
            "-",
            "|-|-|",
            "| a | b |",
          ],
          ...[
            "<div>",
            "</div>",
            "<pre>",
            "</pre>",
            "<details>",
            "<?",
            "?>",
            "<!-- x",
            "[a]: /b",
            "[[_TOC_]]",
            "    code",
          ],
        ),
      )
      .map((parts) => parts.join("")),
  },
);

const lineEnds = fc.constantFrom("\n", "\n", "\n", "\r\n", "\r");

/** Documents made of lines that mean something in Markdown, put together at random; all line ends occur. */
export function arbitraryMarkdown(): fc.Arbitrary<string> {
  const oneLineEnd = fc
    .tuple(fc.array(line, { maxLength: 16 }), lineEnds, fc.boolean())
    .map(([lines, end, closed]) => lines.join(end) + (closed ? end : ""));
  const mixedLineEnds = fc.array(fc.tuple(line, lineEnds), { maxLength: 12 }).map((lines) => lines.flat().join(""));
  return fc.oneof({ weight: 4, arbitrary: oneLineEnd }, { weight: 1, arbitrary: mixedLineEnds });
}
