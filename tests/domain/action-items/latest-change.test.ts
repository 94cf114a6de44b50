import { describe, expect, it } from "vitest";
import type { Activity, IssueHistory, StateChange } from "../../../src/domain/action-items/timeline/history.ts";
import { compareChanges, decideChange, tickedByBot } from "../../../src/domain/action-items/timeline/latest-change.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { agendasOf, box, copiesOf, history, ID, said } from "./copies.ts";

/** An instant of November 2026: `on("20 10:00")`, `on("20 10:00:30")`. */
const on = (moment: string): string => `2026-11-${moment.replace(" ", "T").padEnd(11, ":00")}Z`;
const tick = (moment: string, by: string): Activity | null => box("completed", on(moment), by);
const untick = (moment: string, by: string): Activity | null => box("incomplete", on(moment), by);
/** The same of the copy in #12, which wears no marker. */
const tickFirst = (moment: string, by: string): Activity | null => box("completed", on(moment), by, "upload");
const untickFirst = (moment: string, by: string): Activity | null => box("incomplete", on(moment), by, "upload");
const edit = (moment: string, by: string): Activity | null => said("changed the description", on(moment), by);
/** A save that ticks another box. */
const other = (moment: string, by: string): Activity | null => box("completed", on(moment), by, "else c:9-zzz");

interface Story {
  /** #12, which jane wrote, #13 and #14, which the bot made. */
  readonly boxes: readonly [string, string, string];
  readonly first?: readonly (Activity | null)[];
  readonly second?: readonly (Activity | null)[];
  readonly third?: readonly (Activity | null)[];
  /** Who wrote #13 and #14. Default: the bot, which counts as a write of it. */
  readonly author?: string;
  /** Words before the text in #12. */
  readonly head?: string;
}

const inWords = ({ state, by, iid, at }: StateChange): string => `${state} by ${by} in #${iid}, ${at.slice(8, 16)}`;

function historiesOf({ first = [], second = [], third = [], author = "bot" }: Story): readonly IssueHistory[] {
  return [history(12, first, "jane"), history(13, second, author), history(14, third, author)];
}

function tell(story: Story): string {
  const latest = decideChange(copiesOf(agendasOf(story.boxes, story.head), historiesOf(story)), ID);
  if (latest === null) return "nobody knows";
  const { winner, loser, exact } = latest;
  return `${exact ? "" : "vaguely "}${inWords(winner)}${loser === null ? "" : `; over ${inWords(loser)}`}`;
}

describe("the order of changes", () => {
  const change = (at: string, state: StateChange["state"], iid: number): StateChange => ({
    at: on(at),
    by: "bob",
    byBot: false,
    iid: asIssueIid(iid),
    state,
  });
  it.each<[string, StateChange, StateChange]>([
    ["the earlier one first", change("20 10:00", "done", 14), change("20 10:01", "open", 13)],
    ["at the same instant the open one first", change("20 10:00", "open", 14), change("20 10:00", "done", 13)],
    ["what does not apply is not open", change("20 10:00", "open", 14), change("20 10:00", "inapplicable", 13)],
    [
      "at the same instant, both resolved, the lower issue first",
      change("20 10:00", "done", 3),
      change("20 10:00", "inapplicable", 14),
    ],
    [
      "at the same instant, both open, the lower issue first",
      change("20 10:00", "open", 3),
      change("20 10:00", "open", 14),
    ],
  ])("%s", (_, first, second) => {
    expect(compareChanges(first, second)).toBeLessThan(0);
    expect(compareChanges(second, first)).toBeGreaterThan(0);
    expect([second, first].sort(compareChanges)).toEqual([first, second]);
  });

  it("a change is as late as itself", () => {
    expect(compareChanges(change("20 10:00", "done", 3), change("20 10:00", "done", 3))).toBe(0);
  });
});

describe("the latest change of which GitLab names the box", () => {
  it.each<[string, Story, string]>([
    ["nobody did anything", { boxes: [" ", "x", " "] }, "nobody knows"],
    ["one person", { boxes: [" ", "x", " "], second: [tick("20 10:00", "bob")] }, "done by bob in #13, 20T10:00"],
    [
      "of one issue the last, and over the last before it to the other side",
      {
        boxes: [" ", "x", " "],
        second: [
          tick("17 10:00", "ann"),
          untick("18 10:00", "ben"),
          untick("19 10:00", "jane"),
          tick("20 10:00", "sam"),
        ],
      },
      "done by sam in #13, 20T10:00; over open by jane in #13, 19T10:00",
    ],
    [
      "of two issues the later, whichever has the higher number: a tick",
      { boxes: [" ", "x", " "], second: [tick("21 10:00", "bob")], third: [untick("20 10:00", "jane")] },
      "done by bob in #13, 21T10:00; over open by jane in #14, 20T10:00",
    ],
    [
      "of two issues the later, whichever has the higher number: a box opened",
      { boxes: ["x", " ", "x"], second: [untick("21 10:00", "bob")], third: [tick("20 10:00", "jane")] },
      "open by bob in #13, 21T10:00; over done by jane in #14, 20T10:00",
    ],
    [
      "at the same instant the one that resolves: in the lower issue",
      { boxes: [" ", "x", " "], second: [tick("20 10:00", "bob")], third: [untick("20 10:00", "jane")] },
      "done by bob in #13, 20T10:00; over open by jane in #14, 20T10:00",
    ],
    [
      "at the same instant the one that resolves: in the higher issue",
      { boxes: [" ", " ", "x"], second: [untick("20 10:00", "bob")], third: [tick("20 10:00", "jane")] },
      "done by jane in #14, 20T10:00; over open by bob in #13, 20T10:00",
    ],
    [
      "at the same instant on the same side the later issue",
      { boxes: [" ", "x", "x"], second: [tick("20 10:00", "bob")], third: [tick("20 10:00", "jane")] },
      "done by jane in #14, 20T10:00",
    ],
    [
      "three issues in another order than their numbers",
      {
        boxes: ["x", " ", "x"],
        first: [tickFirst("22 10:00", "ann")],
        second: [untick("21 10:00", "bob")],
        third: [tick("20 10:00", "jane")],
      },
      "done by ann in #12, 22T10:00; over open by bob in #13, 21T10:00",
    ],
    [
      "a note that says other than the box shows, and nothing that explains it, is no word",
      { boxes: [" ", "x", " "], second: [untick("20 10:00", "bob")] },
      "nobody knows",
    ],
    [
      "a box that shows other than its last note was changed by the save since",
      { boxes: [" ", "~", " "], second: [tick("20 10:00", "bob"), edit("21 10:00", "sam")] },
      "inapplicable by sam in #13, 21T10:00",
    ],
    [
      "the bot's note is nobody's word",
      { boxes: [" ", "x", " "], second: [tick("20 10:00", "bot")], third: [untick("19 10:00", "jane")] },
      "open by jane in #14, 19T10:00",
    ],
    [
      "what the bot put back is the person's word",
      { boxes: [" ", "x", " "], second: [tick("20 10:00", "bob"), untick("20 10:01", "bot"), tick("20 10:02", "bot")] },
      "done by bob in #13, 20T10:00",
    ],
  ])("%s", (_, story, expected) => {
    expect(tell(story)).toBe(expected);
  });
});

describe("what the bot's last write settled", () => {
  const settled = (ticked: string, more: Partial<Story> = {}): Story => ({
    boxes: ["x", " ", "~"],
    first: [tickFirst(ticked, "bob")],
    second: [edit("20 10:00", "bot")],
    third: [edit("20 10:00", "bot"), edit("21 10:00", "sam")],
    ...more,
  });
  it.each<[string, Story, string]>([
    ["a tick from before it is no news beside an edit since", settled("20 09:56"), "done by bob in #12, 20T09:56"],
    [
      "a tick of the three minutes before it may have come after",
      settled("20 09:58"),
      "vaguely inapplicable by sam in #14, 21T10:00",
    ],
    [
      "a tick after it counts, and the edit after that as well",
      settled("20 11:00"),
      "vaguely inapplicable by sam in #14, 21T10:00",
    ],
    [
      "of several writes the last counts, in whichever issue",
      settled("20 11:00", {
        second: [edit("20 12:00", "bot")],
        third: [edit("20 10:00", "bot"), edit("21 10:00", "sam")],
      }),
      "done by bob in #12, 20T11:00",
    ],
    [
      "where the bot never wrote, all of it counts",
      { boxes: [" ", "x", "~"], author: "jane", second: [tick("20 10:00", "bob")], third: [edit("21 10:00", "sam")] },
      "vaguely inapplicable by sam in #14, 21T10:00",
    ],
    [
      "where the bot never wrote, an open box beside two that do not apply was opened by the edit",
      { boxes: ["~", "~", " "], author: "jane", third: [edit("21 10:00", "sam")] },
      "vaguely open by sam in #14, 21T10:00",
    ],
    [
      "a settled change is still the latest where a run died in spreading it; what came after it is not what it was over",
      {
        boxes: ["x", "x", " "],
        first: [tickFirst("20 09:00", "bob")],
        second: [untick("20 09:30", "jane")],
        third: [edit("20 10:00", "bot")],
      },
      "done by bob in #12, 20T09:00",
    ],
    [
      "it is over the latest word before it, in whichever issue",
      {
        boxes: ["x", "x", " "],
        first: [tickFirst("20 09:00", "bob")],
        second: [untick("20 08:30", "sam")],
        third: [untick("20 08:00", "jane"), edit("20 10:00", "bot")],
      },
      "done by bob in #12, 20T09:00; over open by sam in #13, 20T08:30",
    ],
    [
      "of several settled ones the latest, in whichever issue",
      {
        boxes: ["x", " ", " "],
        first: [tickFirst("20 09:00", "bob")],
        second: [untick("20 08:30", "sam")],
        third: [edit("20 10:00", "bot")],
      },
      "done by bob in #12, 20T09:00; over open by sam in #13, 20T08:30",
    ],
  ])("%s", (_, story, expected) => {
    expect(tell(story)).toBe(expected);
  });
});

describe("where every copy was edited", () => {
  const edits = (first: Activity | null, second: Activity | null): Story => ({
    boxes: ["x", " ", " "],
    first: [first, edit("22 10:00", "sam")],
    second: [second, edit("22 10:00", "sam")],
    third: [edit("22 10:00", "sam")],
  });
  it.each<[string, Story, string]>([
    [
      "the last note of a box counts, also the bot's",
      edits(tickFirst("20 10:00", "bot"), untick("20 11:00", "bot")),
      "open by bot in #13, 20T11:00",
    ],
    [
      "in whichever issue",
      edits(tickFirst("20 11:00", "bot"), untick("20 10:00", "bot")),
      "done by bot in #12, 20T11:00",
    ],
    ["without a note nobody knows", edits(null, null), "nobody knows"],
    [
      "where one was not, nobody knows",
      { ...edits(tickFirst("20 11:00", "bot"), untick("20 11:00", "bot")), third: [] },
      "nobody knows",
    ],
  ])("%s", (_, story, expected) => {
    expect(tell(story)).toBe(expected);
  });
});

describe("an edit of the text against copies that nobody touched", () => {
  it.each<[string, Story, string]>([
    [
      "a fresh word before the text resolves as `[~]` does",
      { boxes: [" ", " ", " "], head: "DONE: ", first: [edit("21 10:00", "sam")] },
      "vaguely done by sam in #12, 21T10:00",
    ],
    [
      "of two fresh ones the later, in whichever issue",
      {
        boxes: ["~", "~", " "],
        first: [edit("22 10:00", "sam")],
        second: [edit("21 10:00", "bob")],
      },
      "vaguely inapplicable by sam in #12, 22T10:00",
    ],
    [
      "the other way round",
      { boxes: ["~", "~", " "], first: [edit("21 10:00", "sam")], second: [edit("22 10:00", "bob")] },
      "vaguely inapplicable by bob in #13, 22T10:00",
    ],
    [
      "an edited copy that shows what the others show says nothing",
      { boxes: ["~", "~", " "], second: [edit("21 10:00", "sam")] },
      "nobody knows",
    ],
    [
      "a `[~]` later than a note is the news, a `[~]` earlier is not",
      { boxes: ["~", " ", " "], first: [edit("22 10:00", "sam")], second: [untick("21 10:00", "bob")] },
      "vaguely inapplicable by sam in #12, 22T10:00; over open by bob in #13, 21T10:00",
    ],
    [
      "a note later than a `[~]`",
      { boxes: ["~", " ", " "], first: [edit("21 10:00", "sam")], second: [untick("22 10:00", "bob")] },
      "open by bob in #13, 22T10:00",
    ],
    [
      "an edit before a note is none, whatever the bot wrote elsewhere since: the other copy was ticked after it",
      {
        boxes: [" ", "x", " "],
        first: [untickFirst("20 10:02:30", "bob")],
        second: [edit("20 10:01", "sam"), tick("20 10:02", "jane")],
        third: [edit("20 10:03", "bot")],
      },
      "open by bob in #12, 20T10:02; over done by jane in #13, 20T10:02",
    ],
    [
      "an edit before the bot ticked that copy says nothing of the tick, whatever the bot wrote elsewhere",
      {
        boxes: [" ", "x", " "],
        first: [untickFirst("20 10:01", "bob")],
        second: [edit("20 10:02", "sam"), tick("20 10:02:10", "bot")],
        third: [edit("20 10:02:20", "bot")],
      },
      "open by bob in #12, 20T10:01",
    ],
    [
      "an edit before the bot opened that copy says nothing of it",
      {
        boxes: ["~", " ", "~"],
        second: [edit("20 10:02", "sam"), untick("20 10:02:10", "bot")],
      },
      "nobody knows",
    ],
    [
      "words typed before the text count, however the box was clicked afterwards",
      {
        boxes: [" ", " ", " "],
        head: "DONE: ",
        first: [edit("20 10:02", "sam"), tickFirst("20 10:03", "bob"), untickFirst("20 10:04", "bob")],
      },
      "vaguely done by sam in #12, 20T10:02",
    ],
    [
      "a click on another box counts last of all",
      { boxes: ["~", " ", " "], first: [other("22 10:00", "sam")] },
      "vaguely inapplicable by sam in #12, 22T10:00",
    ],
    [
      "it is over what a person had said in a note before",
      {
        boxes: ["~", " ", " "],
        first: [edit("22 10:00", "sam")],
        second: [untick("19 10:00", "ann"), edit("20 10:00", "bot")],
      },
      "vaguely inapplicable by sam in #12, 22T10:00; over open by ann in #13, 19T10:00",
    ],
    [
      "a draw of untouched copies counts as resolved: an open one beside them was opened",
      {
        boxes: [" ", "~", " "],
        first: [edit("22 10:00", "sam")],
        second: [edit("20 10:00", "bot")],
        third: [edit("20 10:00", "bot")],
      },
      "vaguely open by sam in #12, 22T10:00",
    ],
  ])("%s", (_, story, expected) => {
    expect(tell(story)).toBe(expected);
  });
});

describe("whether the bot alone ticked every copy", () => {
  it.each<[string, Story, boolean]>([
    [
      "it did",
      {
        boxes: ["x", "x", "x"],
        first: [tickFirst("20 10:00", "bot")],
        second: [tick("20 10:00", "bot")],
        third: [tick("20 10:00", "bot")],
      },
      true,
    ],
    [
      "a person had opened the box before",
      {
        boxes: ["x", "x", "x"],
        first: [untickFirst("19 10:00", "sam"), tickFirst("20 10:00", "bot")],
        second: [tick("20 10:00", "bot")],
        third: [tick("20 10:00", "bot")],
      },
      true,
    ],
    [
      "a person ticked one of them before",
      {
        boxes: ["x", "x", "x"],
        first: [tickFirst("19 10:00", "sam"), tickFirst("20 10:00", "bot")],
        second: [tick("20 10:00", "bot")],
        third: [tick("20 10:00", "bot")],
      },
      false,
    ],
    [
      "a person opened one of them last",
      {
        boxes: ["x", "x", "x"],
        first: [tickFirst("19 10:00", "bot"), untickFirst("20 10:00", "sam")],
        second: [tick("20 10:00", "bot")],
        third: [tick("20 10:00", "bot")],
      },
      false,
    ],
    [
      "without a note it is whoever wrote last: the bot, in each",
      { boxes: ["x", "x", "x"], first: [edit("20 10:00", "bot")], second: [edit("20 10:00", "bot")] },
      true,
    ],
    [
      "without a note, and a person edited since",
      {
        boxes: ["x", "x", "x"],
        first: [edit("20 10:00", "bot"), edit("20 11:00", "sam")],
        second: [edit("20 10:00", "bot")],
      },
      false,
    ],
    [
      "without a note, and a person clicked another box since",
      { boxes: ["x", "x", "x"], first: [edit("20 10:00", "bot"), other("20 11:00", "sam")] },
      true,
    ],
    ["the bot never wrote into one of them", { boxes: ["x", "x", "x"] }, false],
  ])("%s", (_, story, expected) => {
    expect(tickedByBot(copiesOf(agendasOf(story.boxes), historiesOf(story)), ID)).toBe(expected);
  });
});
