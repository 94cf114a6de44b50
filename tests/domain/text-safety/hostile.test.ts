import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { parseItemMarkers } from "../../../src/domain/marker/item-marker.ts";
import { stripMarkers } from "../../../src/domain/marker/strip-markers.ts";
import {
  isolate,
  makeInlineInert,
  makeItemInert,
  makeNotesInert,
  makeTitleInert,
  neutraliseQuickActions,
} from "../../../src/domain/text-safety/index.ts";
import { hostileTexts } from "../../support/hostile/hostile-text.ts";
import { gitlabBoxes } from "../../support/witness/box-witness.ts";
import { comrakBlocks } from "../../support/witness/comrak.ts";
import { witness } from "../../support/witness/gitlab-witness.ts";

const quiet = { mentions: "quiet" } as const;
const marker = "<!--c:12-k3f-->";
const below = "\n- [ ] Second item\n\nClosing paragraph.";

function indent(markdown: string): string {
  return markdown
    .split("\n")
    .map((line) => (/^[ \t]*$/.test(line) ? line : `  ${line}`))
    .join("\n");
}

function asItem(text: string): string {
  const [first = "", ...more] = text.split("\n");
  const rest = more.length === 0 ? "" : `\n${indent(more.join("\n"))}`;
  return `- [ ] ${first} (from #12) ${marker}${rest}${below}`;
}

function asNotes(notes: string): string {
  return `- [ ] First\n\n${indent(notes)}${below}`;
}

function expectClean(out: string): void {
  expect(out).not.toMatch(/[\0-\x08\x0B-\x1F\x7F-\x9F]|\p{Surrogate}/u);
}

/** The markers that we would believe in a document. */
function markersIn(document: string): readonly string[] {
  return parseMarkdown(document).items.flatMap(({ text }) => parseItemMarkers(text));
}

function expectInert(document: string, html: readonly string[]): void {
  const seen = witness(document);
  expect(markersIn(document)).toEqual(html.flatMap((text) => parseItemMarkers(text)));
  expect(seen.items.slice(1)).toEqual(["[ ] Second item"]);
  expect(seen.paragraphs).toEqual(["Closing paragraph."]);
  expect(seen.commands).toEqual([]);
  expect(seen.mentions).toEqual([]);
  expect(seen.html).toEqual(html);
  expect(seen.definitions).toEqual([]);
}

function checkItem(text: string): void {
  const out = makeItemInert(text, quiet);
  expect(makeItemInert(out, quiet)).toBe(out);
  expectClean(out);
  // The bot's own marker at the end of the first line must stay what it is.
  if (out.trim() !== "") expectInert(asItem(out), [marker]);
  // Nobody knows where a text ends up: as notes it does no harm either.
  expectInert(asNotes(out), []);
}

function checkNotes(text: string): void {
  const out = makeNotesInert(text, quiet);
  expect(makeNotesInert(out, quiet)).toBe(out);
  expectClean(out);
  expectInert(asNotes(out), []);
}

function checkInline(text: string): void {
  const out = makeInlineInert(text, quiet);
  expect(makeInlineInert(out, quiet)).toBe(out);
  expectClean(out);
  expect(out).not.toMatch(/\s{2}|[\n\t]/);
  for (const document of [out, `### ${out}`, `x ${out} y`]) {
    const seen = witness(document);
    expect([...seen.mentions, ...seen.html, ...seen.definitions, ...seen.commands]).toEqual([]);
  }
  expect(witness(out).paragraphs).toHaveLength(out === "" ? 0 : 1);
  expect(markersIn(`- [ ] ${out}`)).toEqual([]);
}

function checkTitle(text: string): void {
  const out = makeTitleInert(text);
  expect(makeTitleInert(out)).toBe(out);
  expect(stripMarkers(out)).toBe(out);
  expectClean(out);
  expect([...out].length).toBeLessThanOrEqual(255);
  expect(out).not.toMatch(/[\n\t]|^[/\s]|\s$/);
  expect(out).not.toMatch(/(?<![A-Za-z0-9_])@[A-Za-z0-9_.]/);
}

function checkDocument(text: string): void {
  const out = neutraliseQuickActions(text);
  expect(neutraliseQuickActions(out)).toBe(out);
  expect(witness(out).commands).toEqual([]);
  expect(out.replace(/^([\u00AD\u200B-\u200F\u2060\uFEFF]*)\\(?=\/)/gm, "$1")).toBe(
    text.replaceAll("\r", "").replace(/^([\u00AD\u200B-\u200F\u2060\uFEFF]*)\\(?=\/)/gm, "$1"),
  );
}

/** Below an isolated text GitLab's own parser sees what it sees alone, and in the text the boxes that it held before. */
function checkIsolate(text: string): void {
  // GitLab deletes carriage returns before it reads; comrak puts another character for the first.
  const source = text.replace(/[\0\r]/g, "");
  const out = isolate(source);
  expect(out.startsWith(source)).toBe(true);
  expect(isolate(out)).toBe(out);
  const document = `${out}\n\n## Action items\n\n- [ ] one\n\nClosing paragraph.`;
  const lines = document.split("\n").length;
  const blocks = comrakBlocks(document);
  if (blocks === null) return;
  expect(blocks.slice(-3), JSON.stringify(source)).toEqual([
    `Heading ${lines - 4}`,
    `List ${lines - 2}`,
    `Paragraph ${lines}`,
  ]);
  expect(gitlabBoxes(document)?.slice(0, -1), JSON.stringify(source)).toEqual(gitlabBoxes(source));
}

/** The witness is not linear; what is longer is only checked for what can be told without it. */
const WITNESSED = 2_000;

function checkLong(text: string): void {
  for (const make of [makeItemInert, makeNotesInert, makeInlineInert]) {
    const out = make(text, quiet);
    expect(make(out, quiet) === out).toBe(true);
    expect(out).not.toMatch(/(?<![\\A-Za-z0-9])@all/);
  }
}

describe("hostile texts", () => {
  it("are at least 60", () => expect(hostileTexts.length).toBeGreaterThanOrEqual(60));

  for (const { name, text } of hostileTexts) {
    it(name, () => {
      const short = text.slice(0, WITNESSED);
      checkItem(short);
      checkNotes(short);
      checkInline(short);
      checkTitle(text);
      checkDocument(short);
      checkIsolate(short);
      if (short !== text) checkLong(text);
    });
  }
});

const fragments = hostileTexts.filter(({ text }) => text.length < 200).map(({ text }) => text);
const pieces =
  '@all|@a|`|``|```|```\n|~~~|~~~\n|\n|\n\n|  |    |\t| |- |1. |2. |10) |* |> |>>>\n|# |---\n|===\n|<!--|-->|<!--c:1-abc-->|<!-- x -->|<!|<div>|</div>|<b>|</b>|<br>|<details>\n|</summary>|<span>|<li>|<pre>\n|</a>|<a href="https://a.bc/@all">|<img src="/a" alt="@all">|<a href="|">|[x]: u|[^1]: |[x](|[a](b#2 "c")|[[a]]|](<|[|]|](|)|(@all)|\\|\\\\|&#64;|&commat;|$|$$|$$\n|/close|\n/close|_|**|foo|https://a.bc/|www.|x@y.zz|\r|\0|\u200B|[[|]]|:|~|<https://x.y|<pre>|<script>|<?|<![CDATA[|]]>|+ |-\n|"|\'|{|%40|\\@|<kbd>|</kbd>|\u202E|\u2066|\u2069|[x]|::include{file=a}|[TOC]|;|é'.split(
    "|",
  );
const hostile = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...pieces, "|", "|-|-|\n", "a | b\n") },
      fc.constantFrom(...fragments),
    ),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .map((parts) => parts.join(""));

describe("a line that some reader may take for the rule of a table or of a heading", () => {
  it.each(["2. ```", "2) ```", "-", "2.\n"])("makes no list of %j below it", (start) => {
    for (const rule of ["a | b\n--|--\n`x | `y", "a\n---", "a\n==="])
      checkNotes(`${rule}\n${start}\n   @all\n   \`\`\`\`\`json:table\n{"items": [{"a": "@all"}]}\n\`\`\`/close`);
  });
});

describe("a text that is isolated", () => {
  it.each([
    "-\ntext\n2. ```\n   @all\n   ```",
    ">>>\n```",
    ">>>\n- ```\n\n~~~",
    ">>>>\n>>>\n<!--",
    "- >>>\n  ```",
    "a\n: ```",
    "[^1]\n\n[^1]: ```",
    "> [!note]\n> ```",
    ">>> [!note]\n```",
    "a\n---\n2. ```\n   ```",
    "- [ ] a\n  - ```\n    ```\n```",
    "<div>\n```\n\n```",
  ])("%j", checkIsolate);
});

describe("any mixture of them", () => {
  const checks = { checkItem, checkNotes, checkInline, checkTitle, checkDocument, checkIsolate };
  for (const [name, check] of Object.entries(checks)) {
    it(name, () => fc.assert(fc.property(hostile, check), { numRuns: check === checkIsolate ? 400 : 150 }));
  }

  it("any characters at all", () => {
    const anything = fc.string({ unit: "binary", maxLength: 60 });
    fc.assert(
      fc.property(anything, (text) => {
        checkItem(text);
        checkNotes(text);
        checkInline(text);
        checkTitle(text);
      }),
      { numRuns: 50 },
    );
  });
});
