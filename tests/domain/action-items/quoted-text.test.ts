import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itemsQuoted } from "../../../src/domain/action-items/read/quoted-text.ts";
import { type BoxActivity, parseActivity } from "../../../src/domain/action-items/timeline/history.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import type { MarkdownDocument } from "../../../src/domain/markdown/types.ts";
import { descriptionNotes } from "../../../src/sandbox/text/task-notes.ts";
import { changedTasks } from "../../../src/sandbox/text/tasks.ts";
import { comrakQuotes, escapedInNote, type Quote } from "../../support/witness/comrak-quotes.ts";

function read<T>(name: string): readonly T[] {
  const file = new URL(`../../fixtures/gitlab-verdicts/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly T[] }).cases;
}

function quoteIn(body: string): string {
  const note = parseActivity({ body, createdAt: "2026-01-01T00:00:00Z", author: "a", byBot: false });
  return (note as BoxActivity).text;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}

/** Indexes of the items that a note about a text points to. */
function pointsTo(source: string, body: string): readonly number[] {
  return [...itemsQuoted(parseMarkdown(source), quoteIn(body))];
}

const ticked = (quote: string): string => `marked the checklist item **${quote}** as completed`;

describe("the item that a note quotes", () => {
  it.each<readonly [string, string, string]>([
    [
      "its source, in older GitLab",
      'send **it** to [Ann](https://e.x/a "T")',
      'send **it** to [Ann](https://e.x/a "T")',
    ],
    ["emphasis and code", "send **it** `now`", "send it now"],
    ["an address", "see <https://e.x/a?b=1>", "see https://e\\.x/a?b\\=1"],
    ["a link with a title", '[the guide](https://e.x/a "Title (x)") first', "the guide first"],
    ["a link by reference", "[the guide][g] first", "the guide first"],
    ["a reference that is none", "[the guide][g] first", "\\[the guide\\]\\[g\\] first"],
    ["a shortcut", "[guide] first", "guide first"],
    ["entities", "Q&amp;A &eacute;t&#233; &lt;b&gt;", "Q\\&A été \\<b\\>"],
    ["HTML", "send <b>it</b><br>now <kbd>F1</kbd>", "send itnow F1"],
    ["a hidden comment", "send it <!-- why -->", "send it  why"],
    ["an image", "![logo](a.png) send it", "send it"],
    ["a formula", "solve $`x^2`$ and $y$", "solve x\\^2 and y"],
    ["a page of the wiki", "[[Plan|plan-b]] now", "Plan now"],
    ["two lines", "send it\n  by post", "send it&#10;by post"],
    ["two lines as older GitLab does", "send it\n  by post", "send it"],
    ["a line that came since", "send it\n  by post", "send it"],
    ["a line that is gone", "send it", "send it&#10;by post"],
    ["the bot's pointer, come since", "send it (issue #45)", "send it"],
    ["the bot's pointer", "send it (issue #45)", "send it \\(issue \\#45\\)"],
    ["an escaped mark", "send \\*it\\*", "send \\*it\\*"],
    ["other scripts", "資料を送る　今日", "資料を送る　今日"],
    ["quotes", 'say "yes"', 'say \\"yes\\"'],
  ])("by %s", (_, text, quote) => {
    expect(pointsTo(`- [ ] other\n- [ ] ${text}\n- [ ] send`, ticked(quote))).toEqual([1]);
  });

  it.each<readonly [string, string]>([
    ["other words", "send it all"],
    ["fewer words", "send"],
    ["nothing", ""],
  ])("not by %s", (_, quote) => {
    expect(pointsTo("- [ ] send it\n- [ ] other", ticked(quote))).toEqual([]);
  });

  it("is the one with the same lines below, of two that begin alike", () => {
    const source = "- [ ] send it\n  by post\n- [ ] send it\n  by mail";
    expect(pointsTo(source, ticked("send it&#10;by mail"))).toEqual([1]);
    expect(pointsTo(source, ticked("send it"))).toEqual([0, 1]);
  });
});

/** What GitLab's own parser quotes of each list's box, against the item that is found by it. */
function missed(source: string, document: MarkdownDocument, quotes: readonly Quote[]): readonly string[] {
  return quotes.flatMap(({ line, column, text }) => {
    const item = document.items.find(({ range, cell }) => {
      const before = source.slice(0, range.start);
      const start = Buffer.byteLength(before.slice(before.lastIndexOf("\n") + 1));
      return !cell && lineOf(source, range.start) === line && start === column;
    });
    const found = item === undefined || itemsQuoted(document, quoteIn(ticked(escapedInNote(text)))).has(item.index);
    return found ? [] : [`${JSON.stringify(item?.text)} quoted as ${JSON.stringify(text)}`];
  });
}

it("is found by what GitLab's own parser shows, in every document there are verdicts about", () => {
  const wrong = read<{ readonly text: string }>("markdown-tasks").flatMap(({ text }) =>
    missed(text, parseMarkdown(text), comrakQuotes(text)),
  );
  expect(wrong).toEqual([]);
});

const words = ["one", "two three", " ", "\n  ", "日本", "é", "“q”", "—", "5.", "- ", "C#", "@ann", "#12", ":smile:"];
const marks = ["*", "**", "_", "`", "~~", "$x$", "&amp;", "&eacute;", "&#64;", "<b>", "</b>", "<br>", "\\*", "\\["];
const links = [
  "[",
  "](u)",
  '](https://e.x/a "T t")',
  "![i](u)",
  "[r]",
  "[^1]",
  "<https://e.x/a?b=1>",
  "https://e.x/a_b",
];
const hidden = ["<!-- hid -->", '<span title="a > b">', "(from #3)", "(issue #4)"];

it("is found by what GitLab's own parser shows of any text", () => {
  const parts = fc.array(fc.constantFrom(...words, ...marks, ...links, ...hidden), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(parts, (written) => {
      // Of several brackets in a row only what is defined tells which two are one link.
      const text = written
        .join("\0")
        .replace(/\]\0(?=[[\]])/g, "] ")
        .replaceAll("\0", "");
      const source = `- [ ] w${text}\n- [ ] other\n\n[r]: /u\n\n[^1]: note\n`;
      expect(missed(source, parseMarkdown(source), comrakQuotes(source))).toEqual([]);
    }),
    { numRuns: 3_000 },
  );
});

/**
 * Older GitLab scans the text for boxes and does not parse it: it names boxes in code and in the midst of paragraphs, and
 * takes the line below for the text of an empty one. No page of it, nor of a newer one, shows these as boxes with that text.
 */
function isShownAsBox(after: string, line: number): boolean {
  return parseMarkdown(after).items.some(({ cell, box }) => !cell && lineOf(after, box.start) === line);
}

it.each(["17.11.1-ee", "19.2.1-ee"])(
  "is found in every edit that there are verdicts about, in the words of %s",
  (version) => {
    const edits = read<{ readonly before: string; readonly after: string; readonly notes: readonly string[] }>(
      "task-counts-and-notes",
    );
    let named = 0;
    const wrong = edits.flatMap(({ before, after, notes }): readonly unknown[] => {
      const tasks = changedTasks(before, after);
      const bodies = tasks.length === 0 ? [] : descriptionNotes(before, after, { version });
      if (bodies.length !== notes.length) return [{ before, after, notes, bodies }];
      return tasks.flatMap(({ line }, index) => {
        if (!isShownAsBox(after, line)) return [];
        named += 1;
        const items = parseMarkdown(after).items.filter(({ box }) => lineOf(after, box.start) === line);
        const found = pointsTo(after, bodies[index] ?? "");
        return items.some((item) => found.includes(item.index)) ? [] : [{ after, line, body: bodies[index] }];
      });
    });
    expect(wrong).toEqual([]);
    expect(named).toBeGreaterThan(30);
  },
);
