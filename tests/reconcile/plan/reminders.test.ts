import { describe, expect, it } from "vitest";
import { renderNoteMarker } from "../../../src/domain/marker/note-marker.ts";
import type { Issue, Note } from "../../../src/gitlab/port.ts";
import { aNote } from "../../support/gitlab/recorded-port.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { aFollowUp, BOB, JANE, planOf, type Scene, skippedOf } from "../../support/state/project-state.ts";
import { anAgenda, BOT } from "../../support/state/snapshots.ts";

/** Noon in Berlin on the Thursday after what was due on Tuesday; nobody had to hear of it before. */
const NOON = "2026-11-26T11:00:00Z";
const CLOSED = "2026-11-17T10:30:00Z";
const about = { iid: 5, date: "2026-11-17", closed: CLOSED };
const held = (body: string, more: Partial<Issue> = {}): Issue =>
  anAgenda(
    5,
    "2026-11-17",
    { state: "closed", closedAt: CLOSED, closedById: JANE.id, ...more },
    `## Action items\n\n${body}`,
  );
const DUE = "- [ ] @jane send the logs, due 2026-11-24\n";
const told = (more: Parameters<typeof aFollowUp>[2] = {}): Issue =>
  aFollowUp(8, about, { told: "2026-11-17T11:30:00Z", commentCount: 1, ...more });
const note = (items: readonly string[], at: string, more: Partial<Note> = {}, said = " @jane"): Note =>
  aNote(80, BOT, `${renderNoteMarker({ kind: "reminder", items })}\nStill open:${said}`, at, more);

/** What is said where, whom it mentions, and what is left alone for now. */
function remind(scene: Partial<Scene> = {}) {
  const plan = planOf({ at: NOON, issues: [held(DUE), told()], comments: { 8: [] }, ...scene });
  const said = plan.actions.flatMap((one) =>
    one.kind === "comment" && one.what === "reminder"
      ? one.body.split("\n").flatMap((line) => (line.startsWith("- ") ? [`#${one.iid} ${line.slice(2)}`] : []))
      : [],
  );
  return { said, leaves: skippedOf(plan).filter((line) => line.includes(" reminder-")) };
}

const JANES = "#8 send the logs (was due Tue 24 Nov 2026) @jane";
const item = planOf({ at: NOON, issues: [held(DUE), told()], comments: { 8: [] } }).actions.flatMap((one) =>
  one.reason.rule === "reminder" ? [one.reason.data["items"]] : [],
)[0] as readonly string[];
const [id = ""] = item;
const sent = (...days: readonly string[]): readonly Note[] => days.map((day) => note([id], `2026-${day}T11:00:00Z`));
const one = (body: string, more: Partial<Issue> = {}) => ({ issues: [held(body, more), told()] });
const limit = (more: Partial<Scene> = {}) => ({ configuration: `noise: { per_day: 1 }\n${CONFIGURATION}`, ...more });
const as = (kind: "participants" | "gaps") => `${renderNoteMarker({ kind })}\n@jane`;

describe("a reminder of an open item goes to the follow-up of its call", () => {
  it.each<[string, Partial<Scene>, readonly string[], (readonly string[])?]>([
    ["from the day after it was due", {}, [JANES]],
    ["not on that day", one(DUE.replace("11-24", "11-26")), []],
    ["not of what is done", one(DUE.replace("[ ]", "[x]")), []],
    ["not where reminders are off", { configuration: `reminders: false\n${CONFIGURATION}` }, []],
    [
      "not in the evening",
      { at: "2026-11-26T18:00:00Z", kindHours: true, ...one(DUE, { updatedAt: "2026-11-26T11:00:00Z" }) },
      [],
      ["#8 reminder-quiet-hours"],
    ],
    [
      "not on a Saturday",
      { at: "2026-11-28T11:00:00Z", kindHours: true, ...one(DUE, { updatedAt: "2026-11-27T11:00:00Z" }) },
      [],
      ["#8 reminder-day-off"],
    ],
    [
      "at any hour where nobody looked for a day of business hours",
      { at: "2026-11-26T18:00:00Z", kindHours: true },
      [JANES],
    ],
    [
      "after four weeks where it has no day",
      { at: "2026-12-16T11:00:00Z", ...one("- [ ] @jane send the logs\n") },
      ["#8 send the logs (open since Tue 17 Nov 2026) @jane"],
    ],
    ["not a day before", { at: "2026-12-15T11:00:00Z", ...one("- [ ] @jane send the logs\n") }, []],
    [
      "several in one comment, the longest due first",
      one(`${DUE}- [ ] @sam book a room, due 2026-11-23\n`),
      ["#8 book a room (was due Mon 23 Nov 2026) @sam", JANES],
    ],
    ["not before its participants were told", { issues: [held(DUE), aFollowUp(8, about)] }, []],
    ["nor before there is one that is to come", { issues: [held(DUE)] }, []],
    [
      "one with comments that nobody read was told of",
      { issues: [held(DUE), aFollowUp(8, about, { commentCount: 1 })], comments: {} },
      [JANES],
    ],
    ["one without a comment was not", { issues: [held(DUE), aFollowUp(8, about)], comments: {} }, []],
    [
      "to the agenda where there is none to come",
      { issues: [held(DUE)], also: "    follow_up: { when: off }\n" },
      [JANES.replace("#8", "#5")],
    ],
    [
      "not on the day on which its participants were told",
      { at: "2026-11-25T11:00:00Z", issues: [held(DUE), told({ told: "2026-11-25T09:00:00Z" })] },
      [],
      ["#8 reminder-told-today"],
    ],
    ["but on the day after", { issues: [held(DUE), told({ told: "2026-11-25T09:00:00Z" })] }, [JANES]],
    ["nothing of a confidential agenda goes where all can read it", one(DUE, { confidential: true }), []],
  ])("%s", (_, scene, said, leaves = []) => {
    expect(remind(scene)).toEqual({ said, leaves });
  });

  it("says of which items, and why", () => {
    const { actions } = planOf({
      at: NOON,
      issues: [held(`${DUE}- [ ] @sam book a room, due 2026-11-23\n`), told()],
      comments: { 8: [] },
    });
    expect(actions.find(({ reason }) => reason.rule === "reminder")?.reason).toEqual({
      rule: "reminder",
      text: "2 items need attention: overdue",
      data: { iid: 8, items: [expect.stringMatching(/^5-/), id], notifies: ["sam", "jane"] },
    });
  });
});

describe("whom a reminder mentions", () => {
  const of = (owner: string): Partial<Scene> => one(DUE.replace("@jane", owner));
  it.each<[string, Partial<Scene>, string, string?]>([
    ["its owner, of the account team", of("@sam"), "@sam"],
    ["in whatever case", of("@Sam"), "@Sam"],
    ["the CSM instead of a customer", of("@bob"), "@jane", "\\@bob, "],
    [
      "a customer where that is allowed",
      { ...of("@bob"), configuration: `mentions: { customer: true }\n${CONFIGURATION}` },
      "@bob",
    ],
    ["the CSM instead of somebody unknown", of("@zoe"), "@jane", "\\@zoe, "],
    ["the CSM where it has no owner", of(""), "@jane"],
  ])("%s", (_, scene, mention, owner = "") => {
    expect(remind(scene).said).toEqual([`#8 send the logs (${owner}was due Tue 24 Nov 2026) ${mention}`]);
  });

  it("nobody where the CSM has no account: then it does not go", () => {
    const configuration = CONFIGURATION.replace('"@jane", "@sam"', '"Jane Doe"');
    expect(remind({ ...of("@bob"), configuration })).toEqual({ said: [], leaves: ["#8 reminder-nobody"] });
  });
});

describe("what the bot's own comments say was sent", () => {
  it.each<[string, Partial<Scene>, readonly string[], (readonly string[])?]>([
    ["yesterday: it rests for a week", { comments: { 8: sent("11-25") } }, []],
    ["a week ago", { at: "2026-12-02T11:00:00Z", comments: { 8: sent("11-25") } }, [JANES]],
    ["before it was due", { comments: { 8: sent("11-18") } }, [JANES]],
    ["twice: once more", { at: "2026-12-09T11:00:00Z", comments: { 8: sent("11-25", "12-02") } }, [JANES]],
    [
      "three times: never again",
      { at: "2026-12-17T11:00:00Z", comments: { 8: sent("11-25", "12-02", "12-09") } },
      [],
      ["#8 reminder-limit-reached"],
    ],
    ["of another item", { comments: { 8: [note(["5-zzz"], "2026-11-25T11:00:00Z")] } }, [JANES]],
    [
      "another comment of the bot's is no reminder",
      { comments: { 8: [{ ...note([id], "2026-11-25T11:00:00Z"), body: as("gaps") }] } },
      [JANES],
    ],
    [
      "a person's comment that looks like one is none",
      { comments: { 8: [note([id], "2026-11-25T11:00:00Z", { author: BOB })] } },
      [JANES],
    ],
    ["on another issue", { comments: { 8: [], 5: sent("11-25") } }, [JANES]],
  ])("%s", (_, scene, said, leaves = []) => {
    expect(remind(scene)).toEqual({ said, leaves });
  });

  it.each<[string, Partial<Scene>, readonly string[], (readonly string[])?]>([
    [
      "one person a day: the first",
      limit(one(`${DUE}- [ ] @sam book a room, due 2026-11-25\n`)),
      [JANES],
      ["#8 reminder-daily-limit"],
    ],
    [
      "the same person costs nothing more",
      limit(one(`${DUE}- [ ] @jane book a room, due 2026-11-24\n`)),
      ["#8 book a room (was due Tue 24 Nov 2026) @jane", JANES].sort(),
    ],
    [
      "somebody was told today",
      limit({ comments: { 8: [note(["5-zzz"], "2026-11-26T08:00:00Z")] } }),
      [],
      ["#8 reminder-daily-limit"],
    ],
    ["somebody was told yesterday", limit({ comments: { 8: [note(["5-zzz"], "2026-11-25T08:00:00Z")] } }), [JANES]],
    [
      "a reminder that mentioned nobody does not count",
      limit({ comments: { 8: [note(["5-zzz"], "2026-11-26T08:00:00Z", {}, "")] } }),
      [JANES],
    ],
    [
      "participants told today do not count",
      limit({ comments: { 8: [{ ...note(["5-zzz"], "2026-11-26T08:00:00Z"), body: as("participants") }] } }),
      [JANES],
    ],
  ])("limit of people: %s", (_, scene, said, leaves = []) => {
    const found = remind(scene);
    expect({ ...found, said: found.said.toSorted() }).toEqual({ said, leaves });
  });
});
