import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkboxNotes, countTasks } from "../../src/sandbox/text/tasks.ts";
import { API, openStage, PROJECT, type Stage } from "./gitlab.ts";

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
    const started = performance.now();
    countTasks(unit.repeat(200_000 / unit.length));
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});

describe("the notes of boxes", () => {
  it.each<readonly [string, string, string, readonly string[] | null]>([
    ["ticked", "- [ ] a", "- [x] a", ["marked the checklist item **a** as completed"]],
    ["unticked", "- [x] a\n- [ ] b", "- [ ] a\n- [ ] b", ["marked the checklist item **a** as incomplete"]],
    [
      "two at once",
      "- [ ] a\n- [ ] b",
      "- [x] a\n- [x] b",
      ["marked the checklist item **a** as completed", "marked the checklist item **b** as completed"],
    ],
    ["moved", "- [ ] a\n- [x] b", "- [x] b\n- [ ] a", null],
    ["reworded", "- [ ] a", "- [x] aa", null],
    ["nothing of boxes", "text", "other", null],
    [
      "escaped, with the text of a comment",
      "- [ ] Close #4 now. <!-- workline:proposal=4/close -->",
      "- [x] Close #4 now. <!-- workline:proposal=4/close -->",
      ["marked the checklist item **Close \\#4 now\\.  workline:proposal\\=4/close** as completed"],
    ],
  ])("%s", (_, before, after, expected) => expect(checkboxNotes(before, after)).toEqual(expected));
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
