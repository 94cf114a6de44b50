import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  makeInlineInert,
  makeItemInert,
  makeNameInert,
  makeNameInertInTitle,
  makeNotesInert,
  makeTitleInert,
} from "../../../src/domain/text-safety/index.ts";
import { processorTime } from "../../support/processor-time.ts";
import { comrakLinks, comrakPlainText } from "../../support/witness/comrak.ts";
import { findAllReferences } from "../../support/witness/reference-witness.ts";

const quiet = { mentions: "quiet" } as const;
const notify = { mentions: "notify" } as const;

describe("makeItemInert", () => {
  const unchanged: readonly string[] = [
    "",
    "Send the **architecture** diagram to `ops` by Friday (#12, !3, ~bug)",
    "mail foo@bar.com, first.last@corp.example.com or mailto:a_b@c.de",
    'see [docs](https://docs.example.com/a_(b)?c=d#e "title") and <https://example.com/@all> and https://medium.com/@user/x',
    "a [link](https://medium.com/@user) and (https://medium.com/@user).",
    "x < 3, a & b, 5 > 4, ~~old~~, price $5, 10 @ 3, at @ noon",
    "`@bob` and ``a ` @all`` and `<div>` and `[[x]]`",
    "press <kbd>Ctrl</kbd> + H<sub>2</sub>O<br>next <b>bold <i>both</i></b>",
    "already \\@bob, \\<div>, \\`tick and \\\\ two",
    "two lines\nof one paragraph",
    "[ ] box and [x] box",
    "$`a^2`$ and $x$",
    "naïve café 日本 👩‍👩‍👧 שלום",
    "a\u2066b\u2069c \u202Bd\u202C \u2066\u202Ae\u2069",
    "- starts like a list",
    "# starts like a heading",
  ];
  for (const text of unchanged) {
    it(`leaves ${JSON.stringify(text)} as written`, () => {
      expect(makeItemInert(text, quiet)).toBe(text);
      expect(makeItemInert(text, notify)).toBe(text);
    });
  }

  const changed: readonly (readonly [text: string, inert: string])[] = [
    ["@bob and @group/sub and (@all)", "\\@bob and \\@group/sub and (\\@all)"],
    ["\\\\@bob", "\\\\\\@bob"],
    ["é@all _@all_ x_@all", "é\\@all _\\@all_ x_\\@all"],
    ["&#64;all &#x40;b &commat;c", "\\@all \\@b \\@c"],
    ["&#640; &#x400; &amp;", "&#640; &#x400; &amp;"],
    ["[x](@all) [x](%40all)", "[x]\\(\\@all) [x]\\(%40all)"],
    ["[x](", "[x]\\("],
    ["#1@all", "#1\\@all"],
    ["xwww.a@all`", "xwww\\.a\\@all\\`"],
    ["www.a.example@all", "www\\.a.example\\@all"],
    ["https://a.example/~x/@all", "https\\://a.example/~x/\\@all"],
    ["https://a.example/`x @all `", "https\\://a.example/`x @all `"],
    ["https://a.example/@x`y`", "https\\://a.example/\\@x`y`"],
    ["https://a.example/@x&commat;", "https\\://a.example/\\@x\\@"],
    [
      "https://a.example/x[x](@all)[x](https://a.example/x",
      "https\\://a.example/x[x]\\(\\@all)[x](https://a.example/x",
    ],
    [`${"x".repeat(65)}@all`, `${"x".repeat(65)}\\@all`],
    ["a ` b", "a \\` b"],
    ["`` ` @all ``` x", "\\`\\` \\` \\@all \\`\\`\\` x"],
    ["`a\n  b` c", "`a b` c"],
    ["``` @all\nx\n```", "``` @all x ```"],
    ["[x](y`) @all `", "[x]\\(y`) @all `"],
    ["[x](y) `z` [a](b c)", "[x](y) `z` [a]\\(b c)"],
    ["$a` b$ @all `$`", "\\$a` b$ @all `\\$\\`"],
    ["a | b\n--|--\n`x | @all `", "a | b\n\\--|--\n\\`x | \\@all \\`"],
    ["<div>x</div> <a href='@all'>", "x"],
    ["<b>a <i>b</b> <br/>", "a b <br/>"],
    ["<span class='x'>a</span> <font color=red>b</font>", "a b"],
    [
      "<b class='x'>a</b> <STRIKE>b</strike> <tt>@c</tt> <abbr title='>'>d</abbr>",
      "<b>a</b> <s>b</s> <code>\\@c</code> <abbr>d</abbr>",
    ],
    ["a<br>b<br clear=all>c <BR />", "a<br>b<br> c <BR />"],
    ["<details><summary>Logs</summary>see them</details>", "Logs see them"],
    ["<table><tr><td>a</td><td>b</td></tr></table> <ul><li>c</li></ul>", "a b c"],
    ["<span>- a</span>", "\\- a"],
    ["<a href='https://a.example/x_(y)?a=b&amp;c'>**docs**</a>", "[**docs**](https://a.example/x_%28y%29?a=b&amp;c)"],
    [
      '<a href="../a b.md">x</a> <a href=#part>y</a> <a href="mailto:a@b.example">z</a>',
      "[x](../a%20b.md) [y](#part) [z](mailto:a@b.example)",
    ],
    [
      '<a href="https://a.example"><img src="/uploads/1/i.png" alt="the [shot]"></a>',
      "[![the  shot](/uploads/1/i.png)](https://a.example)",
    ],
    ['<a href="java&#115;cript:x">a</a> <a href=" &Tab;javascript:x">b</a> <img src=data:x alt=c>', "a b c"],
    ['<a href="vbscript&colon;x">a</a> <a title=" href=\'https://a.example\'">b</a>', "a b"],
    ['<a href="@all">a</a> <a href="other/p#5">b</a>', "[a]\\(\\@all) [b](./other/p#5)"],
    ["<name> <T> <time> <script>a</script>", "\\<name> \\<T> \\<time> \\<script>a\\</script>"],
    ["<!<b>-- c:1-abc --<b>> /<i></i>close @<b></b>all", "\\<!-- c:1-abc --> /<i></i>close \\@<b></b>all"],
    ["<!-- a --> b <!-- c -->d<!-- e -->f <!-->g<!--->h", "b d f g h"],
    ["a <!-- b\n c --> d", "a  d"],
    ["a\n<!-- b -->\nc", "a\nc"],
    ["a <!-- b", "a \\<!-- b"],
    ["<?php\n<!X\n<![CDATA[", "\\<?php\n\\<!X\n\\<![CDATA["],
    ["x\n/close\n/usr/bin is a path", "x\n\\/close\n\\/usr/bin is a path"],
    ["/close", "\\/close"],
    ["x\r/close\r\ny", "x/close\ny"],
    [
      "x\n- a\n+ b\n* c\n1. d\n2) e\n# f\n> g\n~~~\n===\n---\n***\n: h\n|-|",
      "x\n\\- a\n\\+ b\n\\* c\n1\\. d\n2\\) e\n\\# f\n\\> g\n\\~~~\n\\===\n\\---\n\\***\n\\: h\n\\|-|",
    ],
    ["x\n    indented\n\n\t@all", "x\nindented\n\n\\@all"],
    ["~~~ x", "\\~~~ x"],
    [">>>\nq\n>>>", "\\>>>\nq\n\\>>>"],
    ["[[_TOC_]]\n[TOC]\n::include{file=a}", "\\[[_TOC_]]\n\\[TOC]\n\\::include{file=a}"],
    ["[x]: https://evil.example\n[^1]: note", "[x]\\: https://evil.example\n[^1]\\: note"],
    ["[x `]: y` z", "[x \\`]\\: y\\` z"],
    ["do it <!--c:12-k3f-->", "do it "],
    ["`<!--c:12-k3f-->`", "`<!--c:12-k3f-->`"],
    ["a\0b\u0007c\u0085d\uD800e\u2028f", "abcd\uFFFDe\u2028f"],
    ["\u202Ea\u202Cb\u202C\u2066c \u2069\u2069 \u202Ad", "\u202Ea\u202Cb\u2066c \u2069 d"],
    ["\u2066a\u202Cb\u2069", "\u2066ab\u2069"],
    ["\u2066a<!-- \u2069 -->b\u2069", "a b"],
  ];
  for (const [text, inert] of changed) {
    it(`makes ${JSON.stringify(text)} inert`, () => {
      expect(makeItemInert(text, quiet)).toBe(inert);
      expect(makeItemInert(inert, quiet)).toBe(inert);
    });
  }

  it("leaves mentions to GitLab when asked to, and all else inert", () => {
    expect(makeItemInert("@bob &#64;x [a](@all) `x\n/close <div>", notify)).toBe(
      "@bob &#64;x [a](@all) \\`x\n\\/close",
    );
  });
});

it("tags of elements that GitLab shows leave nothing but the words in them, links and images", () => {
  const names = "a b span div details summary table td br img ul li p h2 code kbd font input".split(" ");
  const addresses = [
    "https://a.example/x",
    "../y",
    "javascript:alert(1)",
    "&#106;avascript:x",
    "data:z",
    "mailto:a@b.example",
  ];
  const attributes = fc.oneof(
    fc.constantFrom("", " ", ' class="x"', " title='a > b'", " disabled", "/"),
    fc.tuple(fc.constantFrom("href", "src"), fc.constantFrom(...addresses)).map(([name, to]) => ` ${name}="${to}"`),
  );
  const tag = fc.tuple(fc.constantFrom("", "/"), fc.constantFrom(...names), attributes);
  const part = fc.oneof(
    fc.constantFrom("one", "two ", " three", "é"),
    tag.map(([slash, name, rest]) => `<${slash}${name}${rest}>`),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const source = parts.join("");
      for (const make of [makeItemInert, makeNotesInert, makeInlineInert]) {
        const inert = make(source, quiet);
        expect(make(inert, quiet)).toBe(inert);
        expect({ source, inert }).not.toMatchObject({ inert: expect.stringContaining("\\<") });
        const words = inert.replace(/\]\([^()]*\)|<[^<>]*>/g, "").match(/[a-zé]+/g) ?? [];
        expect(words.join("")).toBe(
          parts
            .filter((one) => !one.startsWith("<"))
            .join("")
            .replaceAll(" ", ""),
        );
        expect(comrakLinks(`- [ ] ${inert}`).filter((to) => /^(?:javascript|data)/i.test(to))).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

describe("makeNotesInert", () => {
  const unchanged: readonly string[] = [
    "- plain list\n- with two\n  - and nested\n\n1. numbered\n2. too",
    "```sh\nnpm i @gitlab/ui <div> <!-- x -->\n/close\n\tmake\n```",
    "~~~\n@all\n~~~\n\ntext",
    "1. Run this:\n\n   ```\n   npm i @gitlab/ui\n   ```\n\n2. Done",
    "- ```\n  @x\n  ```",
    "> quoted\n>\n> ```\n> @code\n> ```",
    "> [!note]\n> careful",
    "text\n\n    code @all\n    <div>\n\nmore",
    "# Heading\n\n---\n\n| a | b |\n|---|---|\n| `x` | `@y` |",
    "Term\n===\n\ntext",
    "```math\na^2\n```",
    "````md\n```\n@all\n```\n````",
    "* * *\n\n- - -",
    "-\n\n  text",
    "10. ten\n\n    still ten",
    "-\n\n  ```\n@x\n  ```",
    "https://a.example/@x?a=1&b=2",
  ];
  for (const notes of unchanged) {
    it(`leaves ${JSON.stringify(notes)} as written`, () => expect(makeNotesInert(notes, quiet)).toBe(notes));
  }

  const changed: readonly (readonly [notes: string, inert: string])[] = [
    ["```\nopen", "```\nopen\n```"],
    ["```\nopen\n\n", "```\nopen\n```\n\n"],
    ["- ~~~\n  open\n\nnext @x", "- ~~~\n  open\n  ~~~\n\nnext \\@x"],
    ["> ```\n> open\nnext @x", "> ```\n> open\n> ```\nnext \\@x"],
    ["text\n2. ```\n   @all\n   ```", "text\n2. \\`\\`\\`\n   \\@all\n   ```\n   ```"],
    ["text\n    @all", "text\n    \\@all"],
    ["    @all", "    \\@all"],
    ["- a\n\n      @all", "- a\n\n      \\@all"],
    ["- a\n\n    @all\n\nb\n\n    @all", "- a\n\n    \\@all\n\nb\n\n    \\@all"],
    [": d\n\n    @all", ": d\n\n    \\@all"],
    ["a\n\n\t@all", "a\n\n    @all"],
    ["-\ta\n\n\tb", "-   a\n\n    b"],
    ["```\na\n\t```\nb\n```", "```\na\n    ```\nb\n```"],
    ["/close\n\n- /close", "\\/close\n\n- /close"],
    [">>>\n@all\n>>>", "\\>>>\n\\@all\n\\>>>"],
    ["<!-- a\n\nb -->c\n- d", "c\n- d"],
    ["a\n<!-- b\n\n@all\n-->\nc", "a\n\nc"],
    ["- <!-- b\n\n  - [ ] c\n  -->\n  d", "- \n  d"],
    ["<!-- open\n\n<!-- open\n@all", "\\<!-- open\n\n\\<!-- open\n\\@all"],
    ["> <!-- open\n-->", "> \\<!-- open\n-->"],
    ["`a\nb` c", "`a b` c"],
    ["`a\n2. b` c", "\\`a\n2. b\\` c"],
    ["a | b\n-|-\n`x\ny` | c", "a | b\n-|-\n\\`x\ny\\` | c"],
    ["-     a\n\n      ```\n      @x\n      ```", "-     a\n\n      \\`\\`\\`\n      \\@x\n      \\`\\`\\`"],
    ["`a\n- b` c", "\\`a\n- b\\` c"],
    ["- `a\n  b`\n- c", "- `a b`\n- c"],
    ["| a | b |\n|---|---|\n| `x | @y` |", "| a | b |\n|---|---|\n| \\`x | \\@y\\` |"],
    ['```json:table\n{"markdown": true}\n```', '```json\n{"markdown": true}\n```'],
    ["$$\n~~~\n$$\n~~~", "\\$\\$\n~~~\n$$\n~~~"],
    ["a $1\n\n    $b", "a \\$1\n\n    $b"],
    ["[x]: y\n\n> [z]: y", "[x]\\: y\n\n> [z]\\: y"],
    ["2. ~~~\n3) ~~~x", "2. ~~~\n   ~~~\n3) ~~~x\n   ~~~"],
    ["text\n2. ~~~", "text\n2. \\~~~"],
    ["<br>\n@all", "\\@all"],
    ["a\n<br>\nb", "a\n\nb"],
    [
      "<details><summary>Steps</summary>\n\n1. stop\n\n```sh\n<div>\n```\n\n</details>",
      "Steps\n\n1. stop\n\n```sh\n<div>\n```",
    ],
    ["<details open>\n<summary>Logs</summary>\n<pre>\n`x`\n</pre>\n</details>", "Logs\n\n`x`"],
    ["<pre>\nnpm i\n  npm <b>t</b> &lt;x&gt; @all\n\n</pre>\nmore @x", "```\nnpm i\n  npm t <x> @all\n```\nmore \\@x"],
    ["a\n<pre><code class='sh'>b ```\nc</code></pre> d", "a\n````\nb ```\nc\n````\nd"],
    ["- <pre>\n  a\n\n  /close\n  </pre>\n- b", "- ```\n  a\n\n  /close\n  ```\n- b"],
    ["> <pre>\n> a\n> b", "> ```\n> a\n> b\n> ```"],
    ["<details>\n<summary>Logs</summary>\n<pre>\n1\n2\n</pre>\n</details>", "Logs\n```\n1\n2\n```"],
    ["<ul>\n<li>a</li>\n<li>[ ] b</li>\n</ul>", "- a\n- \\[ ] b"],
    ["<p>a</p><p>b</p> <td>@x</td>", "a b \\@x"],
    ["<table><tr><td>a</td><td>b</td></tr></table>", "a b"],
    ['<b class="x">bold</b> <b>a\nb</b> H<sub>2</sub>O', "<b>bold</b> a\nb H<sub>2</sub>O"],
    ['<a href="https://e.example/x">docs</a> <a href="javascript:x">it</a>', "[docs](https://e.example/x) it"],
    ['<img width=3 src="/uploads/a/b.png" alt="shot"> <img alt="none">', "![shot](/uploads/a/b.png) none"],
    ["<name> <T> <x-y>", "\\<name> \\<T> \\<x-y>"],
    ["<div>/close\n<p>/close", "\\/close\n\\/close"],
    ["@<b>all\n@<a>all\n<<div>div>", "\\@all\n\\@all\n< div>"],
    ["- <div>[ ] a\n- <p>- [x] b", "- \\[ ] a\n- \\- [x] b"],
    ["<!<b>-- c:1-abc --<b>>\n<div>```\n@all", "\\<!-- c:1-abc -->\n\\`\\`\\`\n\\@all"],
    ["~~~ a | b\n|-|-|\n@all\n~~~", "\\~~~ a | b\n|-|-|\n\\@all\n~~~\n~~~"],
  ];
  for (const [notes, inert] of changed) {
    it(`makes ${JSON.stringify(notes)} inert`, () => expect(makeNotesInert(notes, quiet)).toBe(inert));
  }

  it("makes lists deeper than 20 levels text", () => {
    const out = makeNotesInert(`${"- ".repeat(30)}@all`, quiet);
    expect(out).toBe(`${"- ".repeat(20)}\\${"- ".repeat(10)}\\@all`);
  });
});

describe("makeInlineInert", () => {
  const rows: readonly (readonly [text: string, inert: string])[] = [
    ["  two\n\n lines\t here ", "two lines here"],
    ["# no heading", "\\# no heading"],
    ["1. no list", "1\\. no list"],
    ["- no list", "\\- no list"],
    ["> no quote", "\\> no quote"],
    ["/close", "\\/close"],
    ["```js", "\\`\\`\\`js"],
    ["a <!-- b --> c", "a c"],
    ["@bob", "\\@bob"],
    ["$1 `$2`", "\\$1 `$2`"],
    ["R&D <ops>", "R&D \\<ops>"],
    ["<span>Customer</span> <img src=/a.png>", "Customer ![](/a.png)"],
    ["", ""],
  ];
  for (const [text, inert] of rows) it(JSON.stringify(text), () => expect(makeInlineInert(text, quiet)).toBe(inert));

  it("cuts before it escapes", () => {
    expect(makeInlineInert("`code @all` and more", { mentions: "quiet", maxLength: 8 })).toBe("\\`code @…");
    expect(makeInlineInert("short", { mentions: "quiet", maxLength: 8 })).toBe("short");
  });
});

describe("makeTitleInert", () => {
  const rows: readonly (readonly [text: string, title: string])[] = [
    ["GitLab / Acme CSM Call - 2026-12-01", "GitLab / Acme CSM Call - 2026-12-01"],
    [" //close\n now", "close now"],
    ["call @all and foo@bar.com", "call @\u2060all and foo@bar.com"],
    ["x <!--c:1-abc--> y\0", "x y"],
    ["a".repeat(255), "a".repeat(255)],
    ["a".repeat(256), `${"a".repeat(254)}…`],
    [`${"a".repeat(253)}👩‍👩‍👧b`, `${"a".repeat(253)}…`],
    [`${"a".repeat(250)}     bbbbbbb`, `${"a".repeat(250)} bbb…`],
    ["👍".repeat(300), `${"👍".repeat(254)}…`],
    [`e${"\u0301".repeat(400)}`, `e${"\u0301".repeat(253)}…`],
    ["", ""],
    ["see #5, acme/collab#5 and other/p#5+", "see #5, acme/collab#5 and other/p#\u20605+"],
    ["#5+s and [epic:5]", "#5 and [\u2060epic:5]"],
    [
      "https://gitlab.example.com/acme/collab/-/issues/5+ https://gitlab.example.com/o/p/-/issues/5",
      "https://gitlab.example.com/acme/collab/-/issues/5 https:\u2060//gitlab.example.com/o/p/-/issues/5",
    ],
  ];
  const project = { url: "https://gitlab.example.com/acme/collab", path: "acme/collab" };
  for (const [text, title] of rows)
    it(JSON.stringify(text.slice(0, 40)), () => expect(makeTitleInert(text, project)).toBe(title));
});

describe("makeNameInert", () => {
  const rows: readonly (readonly [name: string, inert: string])[] = [
    ["Acme", "Acme"],
    ["R&D of A & B, Foo_Bar-Baz (C#) 50% Off", "R&D of A & B, Foo_Bar-Baz (C#) 50% Off"],
    ["M*Modal and E*TRADE", "M\\*Modal and E\\*TRADE"],
    ["#1 Cleaners", "\\#1 Cleaners"],
    ["_x_ <b>bold</b> `code` ~s~", "\\_x\\_ \\<b>bold\\</b> \\`code\\` \\~s\\~"],
    ["@all and bob@x.example", "\\@all and bob\\@x.example"],
    ["[x](https://x.example) | www.x.example", "\\[x\\](https\\://x.example) \\| www\\.x.example"],
    ["1. FC", "1\\. FC"],
    ["# One", "\\# One"],
    ["/close Inc", "\\/close Inc"],
    ["$5 & !6 &7 %v1 GL-8 x/y#9 [epic:1]", "\\$5 & \\!6 \\&7 \\%v1 GL-\u20608 x/y\\#9 \\[\u2060epic:1\\]"],
    ["a\\*b &copy; :tada:", "a\\\\\\*b \\&copy; \\:tada:"],
    ["  two\n lines ", "two lines"],
  ];
  for (const [name, inert] of rows) it(JSON.stringify(name), () => expect(makeNameInert(name)).toBe(inert));

  it("is shown by GitLab's parser as it is written, whatever it is", () => {
    const piece = fc.constantFrom(
      ..."*_~`[]()<>#!|$@&%^:;.,-+=\\/\"'{}? aB5é日",
      "www.",
      "https://",
      "a@b.cc",
      "&amp;",
      "GL-5",
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const name = pieces.join("");
        const shown = name.replace(/\s+/g, " ").trim();
        expect(comrakPlainText(makeNameInert(name))?.replaceAll("\u2060", ""), makeNameInert(name)).toBe(shown);
        const { own, foreign, mentions } = findAllReferences(makeNameInert(name));
        expect([...own, ...foreign, ...mentions]).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("refers to nothing in a title", () => {
    expect(makeNameInertInTitle("#1 Cleaners, R&D, GL-5 ~x @all")).toBe(
      "#\u20601 Cleaners, R&D, GL-\u20605 ~\u2060x @\u2060all",
    );
  });
});

describe("linear time", () => {
  const units = [
    "[",
    "`",
    "<",
    "@",
    "*",
    "](",
    "<!--",
    "<div>",
    "<p a",
    "<b>",
    "<a>",
    "> ",
    "https://a.b/@",
    "\u202A",
    "`\n",
  ];
  const size = 1_000_000;
  for (const unit of units) {
    it(`1 MB of ${JSON.stringify(unit)}`, () => {
      const time = (length: number): number => {
        const text = unit.repeat(length / unit.length);
        const passed = processorTime();
        makeItemInert(text, quiet);
        return passed();
      };
      time(size / 64);
      const small = Math.min(time(size / 16), time(size / 16));
      // Quadratic would be 256 times; the machine's moods are allowed for.
      expect(time(size)).toBeLessThan(Math.max(small, 10) * 80);
    });
  }
});
