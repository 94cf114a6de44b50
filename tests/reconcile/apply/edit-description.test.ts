import { describe, expect, it } from "vitest";
import { asIssueIid, asNoteId } from "../../../src/domain/ids.ts";
import type { Log } from "../../../src/domain/log.ts";
import { contentHash } from "../../../src/domain/marker/content-hash.ts";
import { renderIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import type { Issue, Note } from "../../../src/gitlab/port.ts";
import { editDescription, keepHash, repairCrossing } from "../../../src/reconcile/apply/edit-description.ts";
import { aNote, inTurn, recordedPort } from "../../support/gitlab/recorded-port.ts";
import { anIssue, BOT } from "../../support/state/snapshots.ts";

const READ_AT = "2026-11-28T10:00:00Z";
const issue = (description: string, more: Partial<Issue> = {}): Issue =>
  anIssue(5, { description, updatedAt: READ_AT, ...more });
const append = ({ description }: Issue): string => `${description} and more`;
const jane = anIssue(1).author;

interface Story {
  readonly reads: readonly (Issue | null)[];
  readonly edit?: (issue: Issue) => string | null;
  readonly notes?: readonly Note[];
  readonly along?: { readonly dueDate: string };
  /** What GitLab makes of the text it is given. */
  readonly stored?: (text: string) => string;
}

async function tell({ reads, edit = append, notes = [], along, stored = (text) => text }: Story) {
  const warnings: string[] = [];
  const { gitlab, asked } = recordedPort({
    getIssue: inTurn(...reads),
    updateIssue: async (_iid, { description = "" }) => issue(stored(description)),
    listNotes: inTurn(notes),
  });
  const log = { warn: (_facts: unknown, text: string) => void warnings.push(text) } as unknown as Log;
  const { outcome, issue: left } = await editDescription(
    { gitlab, botId: BOT.id, log },
    asIssueIid(5),
    edit,
    () => along ?? {},
  );
  const steps = asked.map(([name, , word]) => (word === undefined ? name : [name, word]));
  return { outcome, left: left?.description ?? null, steps, warnings };
}

const activity = ["listNotes", "activity"];
const write = (description: string) => ["updateIssue", { description }];

describe("a description is changed on a fresh read, compared once more right before the write", () => {
  it("read, read again, write, and see whether somebody crossed it", async () => {
    expect(await tell({ reads: [issue("a")] })).toEqual({
      outcome: "done",
      left: "a and more",
      steps: ["getIssue", "getIssue", write("a and more"), activity],
      warnings: [],
    });
  });

  it.each<[string, Story["edit"]]>([
    ["there is nothing to do", () => null],
    ["nothing would change", ({ description }) => description],
  ])("%s: nothing is written", async (_, edit) => {
    expect(await tell({ reads: [issue("a")], ...(edit === undefined ? {} : { edit }) })).toMatchObject({
      outcome: "nothing",
      left: "a",
      steps: ["getIssue"],
    });
  });

  it("the issue is gone", async () => {
    expect(await tell({ reads: [null] })).toMatchObject({ outcome: "nothing", left: null, steps: ["getIssue"] });
    expect(await tell({ reads: [issue("a"), null] })).toMatchObject({
      outcome: "nothing",
      left: null,
      steps: ["getIssue", "getIssue"],
    });
  });

  it.each([
    ["its text", issue("b"), "b and more"],
    ["its day", issue("a", { dueDate: "2026-12-01" }), "a and more"],
  ])("somebody saved %s in between: it begins anew with what stands there now", async (_, saved, left) => {
    expect(await tell({ reads: [issue("a"), saved] })).toMatchObject({
      outcome: "done",
      left,
      steps: ["getIssue", "getIssue", "getIssue", write(left), activity],
    });
  });

  it("what somebody saved may leave nothing to do", async () => {
    const edit = ({ description }: Issue) => (description === "a" ? "a, changed" : null);
    expect(await tell({ reads: [issue("a"), issue("b")], edit })).toMatchObject({ outcome: "nothing", left: "b" });
  });

  it("people who keep saving are left in peace: three tries, and nothing is written", async () => {
    const reads = ["a", "b", "c", "d"].map((text) => issue(text));
    expect(await tell({ reads })).toEqual({
      outcome: "busy",
      left: "d",
      steps: ["getIssue", "getIssue", "getIssue", "getIssue"],
      warnings: [],
    });
    expect(await tell({ reads: reads.slice(0, 3) })).toMatchObject({ outcome: "done", left: "c and more" });
  });

  it("what goes along is written in the same request", async () => {
    const { steps } = await tell({ reads: [issue("a")], along: { dueDate: "2026-12-02" } });
    expect(steps[2]).toEqual(["updateIssue", { description: "a and more", dueDate: "2026-12-02" }]);
  });

  it.each<[string, (text: string) => string, number]>([
    ["other line ends and blanks at the end are the same text", (text) => `${text.replaceAll("\n", "\r\n")}\n \n`, 0],
    ["an old line end is one", (text) => text.replaceAll("\n", "\r"), 0],
    ["a word less is told the log", (text) => text.slice(0, -4), 1],
  ])("GitLab stores: %s", async (_, stored, count) => {
    const { warnings } = await tell({ reads: [issue("a\nb")], stored });
    expect(warnings).toHaveLength(count);
  });
});

describe("what a person saved between the last read and the write", () => {
  const TEXT = "- [ ] upload <!--c:3-abc-->\n- [x] book a room\n- [~] call Ann <!--c:3-xyz-->\n";
  const note = (id: number, body: string, at: string, author = jane): Note =>
    aNote(id, author, body, at, { system: true });
  const box = (id: number, text: string, state: string, at = "2026-11-28T10:00:30Z", author = jane): Note =>
    note(id, `marked the checklist item **${text}** as ${state}`, at, author);
  /** The bot's own write: what it overwrote has a lower number. */
  const own = note(20, "changed the description", "2026-11-28T10:00:31Z", BOT);

  const EARLIER = "2026-11-28T09:55:00Z";
  const AFTER = "2026-11-28T10:06:00Z";

  async function repaired(
    notes: readonly Note[],
    more: { readonly botId?: number | null; readonly now?: string } = {},
  ) {
    const { botId = BOT.id, now = TEXT } = more;
    const { gitlab, asked } = recordedPort({
      listNotes: inTurn(notes),
      getIssue: inTurn(issue(now, { updatedAt: AFTER })),
      getCurrentUser: inTurn(BOT),
      updateIssue: async (_iid, { description = "" }) => issue(description),
    });
    const found = await repairCrossing({ gitlab, botId }, issue("before"), issue(TEXT));
    return { text: found.description, steps: asked.map(([name]) => name) };
  }

  const READ = ["listNotes", "getIssue"];
  /** What is set again may be crossed like any other write. */
  const SET = [...READ, "updateIssue"];
  const SET_AND_SEEN = [...SET, "listNotes"];
  const uploaded = TEXT.replace("[ ] upload", "[x] upload");

  it.each<[string, readonly Note[], string, readonly string[]]>([
    ["nobody did", [own], TEXT, ["listNotes"]],
    ["a box, found by its id", [box(10, "upload c:3-abc", "completed"), own], uploaded, SET_AND_SEEN],
    [
      "a box, found by its words",
      [box(10, "book a room", "incomplete"), own],
      TEXT.replace("[x]", "[ ]"),
      SET_AND_SEEN,
    ],
    ["a box that shows it already", [box(10, "book a room", "completed"), own], TEXT, READ],
    ["a box that is nowhere any more", [box(10, "upload c:3-zzz", "completed"), own], TEXT, READ],
    ["words that only begin so are another item", [box(10, "book", "incomplete"), own], TEXT, READ],
    [
      "the bot's own box is no person's",
      [box(10, "upload c:3-abc", "completed", undefined, BOT), own],
      TEXT,
      ["listNotes"],
    ],
    [
      "a save after the bot's own overwrote the bot, not the other way",
      [own, box(21, "upload c:3-abc", "completed")],
      TEXT,
      ["listNotes"],
    ],
    [
      "what happened before the last read was read",
      [box(10, "upload c:3-abc", "completed", READ_AT), own],
      TEXT,
      ["listNotes"],
    ],
    ["other activity is nothing", [note(10, "assigned to @bob", "2026-11-28T10:00:30Z"), own], TEXT, ["listNotes"]],
    ["text is not known, and stays", [note(10, "changed the description", "2026-11-28T10:00:30Z"), own], TEXT, READ],
    ["the bot's own note is not there yet", [box(10, "upload c:3-abc", "completed")], uploaded, SET_AND_SEEN],
    [
      "several, each once",
      [box(10, "upload c:3-abc", "completed"), box(11, "book a room", "incomplete"), own],
      uploaded.replace("[x] book", "[ ] book"),
      SET_AND_SEEN,
    ],
    [
      "a box set and set back, as it was last",
      [
        box(10, "upload c:3-abc", "completed"),
        box(11, "upload c:3-abc", "incomplete", "2026-11-28T10:00:30.900Z"),
        own,
      ],
      TEXT,
      READ,
    ],
    [
      "a box set, set back and set again, once",
      [
        box(10, "upload c:3-abc", "completed"),
        box(11, "upload c:3-abc", "incomplete"),
        box(12, "upload c:3-abc", "completed"),
        own,
      ],
      uploaded,
      SET_AND_SEEN,
    ],
    [
      "the note of the edit that was read, written a moment later, long before the write",
      [box(10, "upload c:3-abc", "completed", "2026-11-28T10:00:01Z"), { ...own, createdAt: "2026-11-28T10:05:00Z" }],
      TEXT,
      ["listNotes"],
    ],
    [
      "one that comes more than a moment after the read",
      [box(10, "upload c:3-abc", "completed", "2026-11-28T10:00:03Z"), { ...own, createdAt: "2026-11-28T10:05:00Z" }],
      uploaded,
      SET_AND_SEEN,
    ],
    [
      "one a moment after the read, with the write right behind it",
      [box(10, "upload c:3-abc", "completed", "2026-11-28T10:00:01Z"), own],
      uploaded,
      SET_AND_SEEN,
    ],
  ])("%s", async (_, notes, text, steps) => {
    expect(await repaired(notes)).toEqual({ text, steps });
  });

  it.each<[string, readonly Note[], string]>([
    [
      "set and set back since the change was decided stays as it was last",
      [box(8, "book a room", "incomplete", EARLIER), box(9, "book a room", "completed", EARLIER), own],
      TEXT,
    ],
    ["that the bot wrote over that is set again", [box(9, "upload c:3-abc", "completed", EARLIER), own], uploaded],
    ["set before that was known", [box(9, "upload c:3-abc", "completed", "2026-11-28T09:49:59Z"), own], TEXT],
  ])("a box %s", async (_, notes, text) => {
    const decidedOn = new Map([[asIssueIid(5), issue("before", { updatedAt: "2026-11-28T09:50:00Z" })]]);
    const warnings: string[] = [];
    const saved = note(7, "changed the description", EARLIER);
    let stands = TEXT;
    const { gitlab } = recordedPort({
      listNotes: inTurn([saved, ...notes]),
      getIssue: async () => issue(stands, { updatedAt: AFTER }),
      updateIssue: async (_iid, { description = "" }) => {
        stands = description;
        return issue(stands, { updatedAt: AFTER });
      },
    });
    const log = { warn: (_facts: unknown, said: string) => void warnings.push(said) } as unknown as Log;
    const found = await repairCrossing({ gitlab, botId: BOT.id, decidedOn, log }, issue("before"), issue(TEXT));
    // What was saved before the read is in the text.
    expect([found.description, warnings]).toEqual([text, []]);
  });

  it("one that somebody sets while that is put right is set again as well", async () => {
    const booked = note(22, "marked the checklist item **book a room** as incomplete", "2026-11-28T10:00:33Z");
    const again = { ...own, id: asNoteId(23), createdAt: "2026-11-28T10:00:34Z" };
    const first = [box(10, "upload c:3-abc", "completed"), own];
    const { gitlab, asked } = recordedPort({
      listNotes: inTurn(first, [...first, booked, again]),
      getIssue: inTurn(issue(TEXT, { updatedAt: own.createdAt }), issue(uploaded, { updatedAt: AFTER })),
      updateIssue: async (_iid, { description = "" }) => issue(description),
    });
    const { description } = await repairCrossing({ gitlab, botId: BOT.id }, issue("before"), issue(TEXT));
    expect(description).toBe(uploaded.replace("[x] book", "[ ] book"));
    expect(asked.map(([name]) => name)).toEqual([...SET, ...SET, "listNotes"]);
  });

  it("a box is found by its words as GitLab shows them", async () => {
    const now = TEXT.replace("book a room", "book **a room** in `Rome`");
    const { text } = await repaired([box(10, "book a room in Rome", "incomplete"), own], { now });
    expect(text).toBe(now.replace("[x]", "[ ]"));
  });

  it("words that stand in two boxes say of neither that somebody set it", async () => {
    const now = `${TEXT}- [ ] book a room\n`;
    expect((await repaired([box(10, "book a room", "incomplete"), own], { now })).text).toBe(now);
  });

  it("who the bot is is asked where nobody knows", async () => {
    expect((await repaired([own], { botId: null })).steps).toEqual(["getCurrentUser", "listNotes"]);
  });

  it("boxes are set in the text as it stands now", async () => {
    const { text } = await repaired([box(10, "upload c:3-abc", "completed"), own], { now: `New line.\n\n${TEXT}` });
    expect(text).toBe(`New line.\n\n${uploaded}`);
  });
});

describe("the hash of a text", () => {
  const marked = (body: string, hash: string): string =>
    `${renderIssueMarker({ kind: "follow-up", series: "call", occurrence: "2026-12-01", carried: [], body: hash })}\n\n${body}`;
  const untouched = marked("a", "");
  const fresh = marked("a", contentHash(untouched));

  it("follows what the bot writes into a text that nobody edited", () => {
    const after = fresh.replace("\na", "\nb");
    expect(keepHash(fresh, after)).toBe(marked("b", contentHash(after)));
    expect(contentHash(after)).not.toBe(contentHash(fresh));
  });

  it.each([
    ["that a person edited stays as it was", fresh.replace("\na", "\nmine")],
    ["without a hash gets none", marked("a", "").replace(" body=", "")],
    ["without a marker gets none", "a"],
  ])("%s", (_, before) => {
    expect(keepHash(before, `${before} and more`)).toBe(`${before} and more`);
  });
});
