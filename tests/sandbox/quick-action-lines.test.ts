import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { knownNames } from "../../src/sandbox/quick-actions/names.ts";
import { extractQuickActions } from "../../src/sandbox/text/quick-action-lines.ts";
import { assertOften } from "../support/assert-often.ts";
import { processorTime } from "../support/processor-time.ts";

function extract(text: string): readonly [string, string] {
  const { text: left, actions } = extractQuickActions(text, knownNames);
  return [actions.map((action) => `${action.name}(${action.argument})`).join(" "), left];
}

describe("what is a quick action", () => {
  it.each<readonly [string, string, string, string]>([
    ["alone", "/close", "close()", ""],
    ["with an argument", "/label ~a ~b", "label(~a ~b)", ""],
    ["any case", "/CLOSE", "close()", ""],
    ["inside a paragraph", "text\n/close\nmore", "close()", "text\nmore"],
    ["several", "/close\n/label ~x\n\nrest", "close() label(~x)", "rest"],
    ["below an alert's title", "> [!note]\n/label ~a", "label(~a)", "> [!note]"],
    ["backticks of its own", "/label ~a `x\n/close\n`", "label(~a `x) close()", "`"],
    ["below a comment in a line of its own", "text\n\n<!-- c -->\n/close", "close()", "text\n\n<!-- c -->"],
    ["after \\r", "text\n\r/close", "close()", "text"],
    ["\\r\\n ends", "a\r\n/close\r\nb\r\n", "close()", "a\nb"],
    ["below a comment line", "<!-- c -->\n/close", "close()", "<!-- c -->"],
    ["after a list and a blank line", "- item\n\n/close", "close()", "- item"],
    ["after a closed fence", "```\n/label ~x\n```\n/close", "close()", "```\n/label ~x\n```"],
    ["merge request commands go too", "/merge\n/wip", "merge() wip()", ""],
    ["trailing blanks", "/close   ", "close()", ""],
  ])("%s", (_, text, actions, left) => expect(extract(text)).toEqual([actions, left]));

  it.each<readonly [string, string]>([
    ["not in column 0", " /close"],
    ["escaped", "\\/close"],
    ["unknown", "/nonsense"],
    ["prefix of a word", "/closed"],
    ["a path", "/close/it"],
    ["cc stays", "/cc @bob"],
    ["two blanks are an argument of nothing", "/closeit now"],
    ["a list item", "- /close"],
    ["lazy continuation of an item", "- item\n/close"],
    ["inside an item", "- item\n\n  /close"],
    ["a quote", "> /close"],
    ["lazy continuation of a quote", "> quote\n/close"],
    ["a >>> quote", ">>>\n/close\n\n/label ~x\n>>>"],
    ["a heading", "# x\n\n    /close"],
    ["a fence", "```\n/close\n```"],
    ["an unclosed fence", "```\n/close"],
    ["tildes", "~~~\n/close\n~~~"],
    ["indented code", "    /close"],
    ["a table", "| a |\n| - |\n/close"],
    ["an HTML block", "<div>\n/close\n</div>"],
    ["a comment over lines", "<!--\n/close\n-->"],
    ["a blank that is no space, at the very end", "/close\t"],
    ["below an open >>> quote", ">>>\n\n/label ~a"],
    ["the head of a table", "/label ~a\n|-"],
    ["a term", "/close\n: details"],
    ["the title of a link", '[a](u "b\n/close\n")'],
    ["a code span", "a `b\n/close\nc` d"],
  ])("%s is none", (_, text) => expect(extract(text)).toEqual(["", text.replace(/\s+$/, "")]));

  it("strips the end and \\r where there is no command too", () => {
    expect(extract("a\r\nb \t\n\n")).toEqual(["", "a\nb"]);
  });

  it("takes nothing twice: what is left holds no command", () => {
    const line = fc.oneof(
      fc.constantFrom("/close", "/label ~x", "- a", "> q", "```", "", "text", "<!-- c -->", "    /due today", ">>>"),
      fc.string({ maxLength: 12 }),
    );
    assertOften(
      { "without a command": 0.4, "with one": 0.1 },
      (asserted) =>
        fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
          const { text, actions } = extractQuickActions(lines.join("\n"), knownNames);
          const again = extractQuickActions(text, knownNames);
          // Taking a line out can join two blocks, which may lay bare another command, but never without a first one.
          if (actions.length === 0) asserted("without a command");
          if (actions.length === 0) expect(again).toEqual({ text, actions: [] });
          if (actions.length > 0) asserted("with one");
          for (const action of actions) expect(knownNames.has(action.name)).toBe(true);
        }),
      { numRuns: 300 },
    );
  });

  it("reads many paragraphs in one go", () => {
    const text = "some `code` here\n/close\n\n- item\n\n".repeat(2_000);
    const passed = processorTime();
    expect(extractQuickActions(text, knownNames).actions).toHaveLength(2_000);
    expect(passed()).toBeLessThan(4_000);
  });
});
