import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { descriptionNotes } from "../../src/sandbox/text/task-notes.ts";
import { countTasks, scanTasks } from "../../src/sandbox/text/tasks.ts";
import { processorTime } from "../support/processor-time.ts";
import { API, openStage, PROJECT, type Stage } from "./gitlab.ts";

interface Verdict {
  readonly before: string;
  readonly after: string;
  readonly count: number;
  readonly completed: number;
  readonly notes: readonly string[];
}

const fixture = new URL("../fixtures/gitlab-verdicts/task-counts-and-notes.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, "utf8")) as { readonly cases: readonly Verdict[] };

const OLD = { version: "17.11.1-ee" };
const NEW = { version: "19.2.1-ee" };
const QUOTED = /^marked the checklist item \*\*[^]*\*\* as /;

/** What a note says of a box besides its words. */
const sayings = (notes: readonly string[]): readonly string[] => notes.map((note) => note.replace(QUOTED, ""));

describe("GitLab's own verdicts", () => {
  it("counts as GitLab does", () => {
    expect(cases).toHaveLength(544);
    const wrong = cases.filter(({ before, count, completed }) => {
      const counts = countTasks(before);
      return counts.count !== count || counts.completed !== completed;
    });
    expect(wrong).toEqual([]);
  });

  it.each([["old", OLD] as const, ["new", NEW] as const])(
    "leaves the notes of each edit, %s wording",
    (name, version) => {
      const wrong = cases.flatMap(({ before, after, notes }) => {
        if (before === after) return [];
        const expected = notes.length === 0 ? ["changed the description"] : notes;
        const ours = descriptionNotes(before, after, version);
        const equal =
          name === "old" ? ours.join() === expected.join() : sayings(ours).join() === sayings(expected).join();
        return equal ? [] : [{ before, after, expected, ours }];
      });
      expect(wrong).toEqual([]);
    },
  );
});

describe("what the scan passes over", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["an empty fence does not close itself", "```\n```\n- [ ] in\n```\n- [ ] out", ["out"]],
    ["blanks behind what closes a fence", "```\n- [ ] in\n\n```  \n- [ ] out", ["out"]],
    ["a tab behind it", "```\n- [ ] in\n```\t", ["in"]],
    ["a comment without blanks", "<!--c-->\n- [ ] a", ["a"]],
    ["a comment over two lines", "<!-- c\n-->\n- [ ] a", ["a"]],
    ["text behind a comment over lines", "<!--\n- [ ] in\n--> a", ["in"]],
    ["a comment as the text of the box above it", "- [ ]\n<!-- c -->\n- [ ] a", ["<!-- c -->", "a"]],
    ["a vertical tab before the marker", "\v- [ ] a", []],
    ["a vertical tab in the box", "- [\v] a", ["a"]],
    ["a no-break space at the end", "- [ ] a\u00A0", ["a\u00A0"]],
  ])("%s", (_, text, expected) => expect(scanTasks(text).map((task) => task.text)).toEqual(expected));
});

describe("counting", () => {
  it.each<readonly [string, string, string]>([
    ["all markers", "- [ ] a\n+ [x] b\n* [X] c\n1. [ ] d\n2) [x] e", "3/5"],
    ["quotes", "> - [ ] a\n>   > - [x] b", "1/2"],
    ["markers after markers", "- - 1. [x] a", "1/1"],
    ["any indentation, code too", "        - [ ] a", "0/1"],
    ["not applicable", "- [~] a", "0/0"],
    ["no blank after the box", "- [ ]a", "0/0"],
    ["no list", "[ ] a", "0/0"],
    ["no-break space in the box", "- [\u00A0] a", "0/0"],
    ["no-break space after the box", "- [ ]\u00A0a", "0/0"],
    ["tab in the box", "- [\t] a", "0/1"],
    ["empty", "- [ ] ", "0/0"],
    ["empty takes the next line", "- [ ]\n- [ ] real", "0/1"],
    ["a fence", "```\n- [ ] a\n```\n- [x] b", "1/1"],
    ["a fence with a language", "```md\n- [ ] a\n```", "0/0"],
    ["an unclosed fence", "```\n- [ ] a", "0/1"],
    ["four backticks closed by three", "````\n- [ ] a\n````", "0/1"],
    ["an indented fence", " ```\n- [ ] a\n ```", "0/1"],
    ["tildes", "~~~\n- [ ] a\n~~~", "0/1"],
    ["a comment", "<!-- - [ ] a -->\n- [ ] b", "0/1"],
    ["a comment over lines", "<!--\n- [ ] a\n-->\n- [ ] b", "0/1"],
    ["an unclosed comment", "<!--\n- [ ] a", "0/1"],
    ["details", "<details>\n- [ ] a\n</details>", "0/1"],
    ["a table", "| [ ] a |", "0/0"],
  ])("%s", (_, text, expected) => {
    const { completed, count } = countTasks(text);
    expect(`${completed}/${count}`).toBe(expected);
  });

  it.each([
    ["blank lines", "\n"],
    ["markers", "- "],
    ["markers on lines", "-\n"],
    ["fences", "```x\n"],
    ["comments", "<!--\n"],
    ["digits", "1"],
    ["quotes", "> "],
  ])("stays linear on %s", (_, unit) => {
    const passed = processorTime();
    countTasks(unit.repeat(200_000 / unit.length));
    expect(passed()).toBeLessThan(1_500);
  });
});

describe("the notes of an edit", () => {
  const note = (quote: string, state: string): string => `marked the checklist item **${quote}** as ${state}`;

  it.each<readonly [string, string, string, readonly string[]]>([
    ["ticked", "- [ ] a", "- [x] a", [note("a", "completed")]],
    ["unticked", "- [x] a\n- [ ] b", "- [ ] a\n- [ ] b", [note("a", "incomplete")]],
    ["two at once", "- [ ] a\n- [ ] b", "- [x] a\n- [x] b", [note("a", "completed"), note("b", "completed")]],
    ["a tick and a new line", "- [ ] a", "- [x] a\n- [ ] b", [note("a", "completed")]],
    ["a tick and other words", "- [ ] a\n\ntext", "- [x] a\n\nother", [note("a", "completed")]],
    ["a tick and a box taken back", "- [ ] a\n- [~] b", "- [x] a\n- [ ] b", [note("a", "completed")]],
    ["a tick above a line that is gone", "- [ ] a\n- [ ] b", "- [x] a", [note("a", "completed")]],
    ["a tick below a line that is gone", "- [ ] a\n- [ ] b", "- [x] b", ["changed the description"]],
    ["a tick below a new line", "- [ ] b", "- [ ] a\n- [x] b", ["changed the description"]],
    ["moved", "- [ ] a\n- [x] b", "- [x] b\n- [ ] a", ["changed the description"]],
    ["reworded", "- [ ] a", "- [x] aa", ["changed the description"]],
    ["not applicable", "- [ ] a", "- [~] a", ["changed the description"]],
    ["nothing of boxes", "text", "other", ["changed the description"]],
  ])("%s", (_, before, after, expected) => expect(descriptionNotes(before, after, NEW)).toEqual(expected));

  it.each<readonly [string, string, string]>([
    [
      "a hidden comment, as seen live",
      'Close #4: src/x.go says a = "1". <!-- workline:proposal=4/close-old -->',
      'Close \\#4: src/x\\.go says a \\= \\"1\\"\\.  workline:proposal\\=4/close\\-old',
    ],
    ["emphasis and code", "**Fourth** `item`", "Fourth item"],
    ["a link with a title", '[the guide](https://e.x/a "T") now', "the guide now"],
    ["an address", "see <https://e.x/a>", "see https://e\\.x/a"],
    ["an entity and a tag", "Q&amp;A <b>now</b>", "Q\\&A now"],
    ["two lines", "one\n  two", "one&#10;two"],
  ])("quotes as rendered: %s", (_, text, quote) => {
    expect(descriptionNotes(`- [ ] ${text}`, `- [x] ${text}`, NEW)).toEqual([note(quote, "completed")]);
    const source = text.split("\n")[0] ?? "";
    expect(descriptionNotes(`- [ ] ${text}`, `- [x] ${text}`, OLD)).toEqual([note(source, "completed")]);
  });
});

describe("on an issue", () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await openStage();
    stage.sandbox.as("owner").createIssue(PROJECT, { title: "x", description: "- [ ] one\n  - [ ] two\n- [x] three" });
  });

  afterEach(() => stage.sandbox.close());

  it("shows counts and status", async () => {
    expect((await stage.as("bot").get(`${API}/issues/1`)).body).toMatchObject({
      has_tasks: true,
      task_status: "1 of 3 checklist items completed",
      task_completion_status: { count: 3, completed_count: 1 },
    });
  });

  it("people tick, untick and strike; the notes say who", () => {
    const { sandbox } = stage;
    sandbox.as("developer").tick(PROJECT, 1, "two");
    sandbox.as("reporter").untick(PROJECT, 1, "three");
    sandbox.as("owner").inapplicable(PROJECT, 1, "one");
    const issue = sandbox.issue(PROJECT, 1);
    expect(issue.description).toBe("- [~] one\n  - [x] two\n- [ ] three");
    expect(issue.notes.map((note) => `${note.author}: ${note.body}`)).toEqual([
      "developer: marked the checklist item **two** as completed",
      "reporter: marked the checklist item **three** as incomplete",
      "owner: changed the description",
    ]);
    expect(() => sandbox.as("owner").tick(PROJECT, 1, "nothing like it")).toThrow(/no checklist item/);
    expect(() => sandbox.as("guest").tick(PROJECT, 1, "three")).toThrow(/403/);
  });
});
