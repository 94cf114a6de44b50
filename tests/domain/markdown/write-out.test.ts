import { describe, expect, it } from "vitest";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { selfContained } from "../../../src/domain/markdown/self-contained.ts";
import { writeOutReferences } from "../../../src/domain/markdown/write-out.ts";
import { documentKinds, makeDocument } from "../../support/gitlab/gitlab-documents.ts";
import { comrakLinks } from "../../support/witness/comrak.ts";

const GUIDE = "[g]: https://g.example/a_(b) 'The guide'";

describe("references written out", () => {
  it.each<[string, string, string]>([
    ["a full one", `[the guide][g]\n\n${GUIDE}`, "[the guide](https://g.example/a_(b) 'The guide')"],
    ["a collapsed one", `see [G][].\n\n${GUIDE}`, "see [G](https://g.example/a_(b) 'The guide')."],
    ["a shortcut", `see [g]!\n\n${GUIDE}`, "see [g](https://g.example/a_(b) 'The guide')!"],
    ["an image", "![shot][i]\n\n[i]: /uploads/1/shot.png", "![shot](/uploads/1/shot.png)"],
    ["an image in a link", "[![a][i]][l]\n\n[i]: /i\n[l]: /l", "[![a](/i)](/l)"],
    ["over lines", "[the\nguide][ g\nh ]\n\n[G H]:\n  /u\n  'a\n  b'", "[the\nguide](/u 'a b')"],
    ["an address with blanks", "[a][b]\n\n[b]: </my (old) file>", "[a](/my%20%28old%29%20file)"],
    ["no address", "[a][b]\n\n[b]: <>", "[a]()"],
    ["the first of two definitions", "[a]\n\n[a]: /1\n[A]: /2", "[a](/1)"],
    ["in a heading", "# [a]\n\n[a]: /u", "# [a](/u)"],
    ["in a table", "| [a] | b |\n|--|--|\n\n[a]: /u|v", "| [a](/u\\|v) | b |\n|--|--|"],
    ["in a quote and a list", "> - [ ] [a\n>   b][c]\n\n[c]: /u", "> - [ ] [a\n>   b](/u)"],
    ["a footnote", "call[^1] Ann\n\n[^1]: She *knows*\n    [why][w].\n\n[w]: /u", "call (She *knows* [why](/u).) Ann"],
    ["a footnote at the start", "[^n] a\n\n[^n]: b[^n]", "(b) a"],
    ["a footnote with a list", "a[^1]\n\n[^1]: b\n\n    - c\n    - d\n      - e", "a (b; c; d; e)"],
    [
      "a list behind a colon",
      "a[^1] z\n\n[^1]: Needs:\n    - [c][w].\n    - *d*\n\n    E\n\n[w]: /u",
      "a (Needs: [c](/u). *d* E) z",
    ],
    ["a footnote that is a list", "a[^1]\n\n[^1]: - b\n    - [ ] c\n    - [x] d", "a (b; c; d)"],
    ["of code", "a[^1]\n\n[^1]: Run\n\n    ```sh\n    ls `pwd`\n    ls\n    ```", "a (Run ``ls `pwd` ls``)"],
    [
      "of a heading, a quote, a table",
      "a[^1]\n\n[^1]: # b\n\n    > c\n\n    | d | e |\n    |---|---|\n    | f | g |",
      "a (b c; d, e; f, g)",
    ],
    ["of HTML", "a[^1]\n\n[^1]: b\n\n    <div>c <b>d</b></div>\n\n    <!-- e -->", "a (b c d)"],
    ["of nothing that is shown", "a[^1]\n\n[^1]: <!-- e -->", "a[^1]"],
    ["a footnote without a text stays", "a[^1]", "a[^1]"],
    ["what is not defined stays", `[a][b] [c] [d][]\n\n${GUIDE}`, "[a][b] [c] [d][]"],
    ["code and escapes stay", "`[g]` \\[g] [g\\]\n\n[g]: /u", "`[g]` \\[g] [g\\]"],
    ["an address beyond all measure stays", `[a]\n\n[a]: /${"x".repeat(3_000)}`, "[a]"],
  ])("%s", (_name, source, expected) => {
    expect(writeOutReferences(source).split("\n\n[")[0]).toBe(expected);
  });

  it("leaves a document without definitions as it is, to the letter", () => {
    const source = "- [ ] [a][b]\r\n\r\nx]: y";
    expect(writeOutReferences(source)).toBe(source);
    const document = parseMarkdown(source);
    expect(selfContained(document)).toBe(document);
  });

  it("writes out so much and no more, however often a definition is used", () => {
    const source = `${"[a] ".repeat(100_000)}\n\n[a]: /${"x".repeat(1_900)}\n`;
    expect(writeOutReferences(source).length).toBeLessThan(source.length + 501_000);
  });

  it("leads where GitLab led and keeps every box, in whatever document", () => {
    for (const kind of documentKinds) {
      for (let seed = 0; seed < (kind === "definitions" || kind === "footnotes" ? 200 : 20); seed++) {
        const source = makeDocument(seed, kind);
        const before = parseMarkdown(source);
        const after = parseMarkdown(writeOutReferences(source));
        const boxes = ({ items }: typeof before) => items.map(({ state, parent, cell }) => ({ state, parent, cell }));
        expect(boxes(after), source).toEqual(boxes(before));
        if (!source.includes("[^")) expect(comrakLinks(after.source), source).toEqual(comrakLinks(source));
      }
    }
  });
});
