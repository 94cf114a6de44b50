import { describe, expect, it } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { withMarker } from "../../../src/domain/marker/issue-marker.ts";
import { renderNoteMarker } from "../../../src/domain/marker/note-marker.ts";
import type { Issue, Note } from "../../../src/gitlab/port.ts";
import { aNote } from "../../support/gitlab/recorded-port.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { actionsOf, aFollowUp, BOB, JANE, planOf, type Scene, skippedOf } from "../../support/state/project-state.ts";
import { aHandWrittenAgenda, anAgenda, anIssue, BOT } from "../../support/state/snapshots.ts";

const CLOSED = "2026-11-17T10:30:00Z";
/** All that a good call leaves behind: who does what until when, and what was said. */
const GOOD = "## Action items\n\n- [ ] @jane send the logs, due 2026-11-24\n\n## Recap\n\n- We agreed.\n";
const call = (more: Partial<Issue> = {}, body = GOOD): Issue =>
  anAgenda(5, "2026-11-17", { state: "closed", closedAt: CLOSED, closedById: JANE.id, ...more }, body);
const about = { iid: 5, date: "2026-11-17", closed: CLOSED };
const meeting = (line: string): string => `    follow_up: ${line}\n`;
const told = aNote(90, BOT, `${renderNoteMarker({ kind: "participants" })}\nDone.`, "2026-11-17T11:30:00Z");
const gaps = aNote(91, BOT, `${renderNoteMarker({ kind: "gaps" })}\nNo recap.`, "2026-11-17T10:31:00Z");
const person: Note = aNote(92, BOB, "Thanks", "2026-11-17T12:00:00Z");

interface Expected {
  readonly does?: readonly string[];
  readonly leaves?: readonly string[];
  readonly wakes?: string;
}

function follow(scene: Partial<Scene>) {
  const plan = planOf({ at: "2026-11-17T10:31:00Z", issues: [call()], ...scene });
  // What is decided about calls to come is another table's.
  const leaves = skippedOf(plan).filter((line) => !/^\d/.test(line) && !line.endsWith("not-yet"));
  return { does: actionsOf(plan).filter((line) => !line.startsWith("set-labels")), leaves, wakes: plan.nextWakeAt };
}

const FOR_GOOD = "2026-11-24T08:00:00Z";
const DRAFT_ENDS = "2026-11-17T11:26:00Z";
const MADE = "create-follow-up of #5, silent (agenda-closed)";

describe("an agenda that was closed after its call began gets a follow-up", () => {
  it.each<[string, Partial<Scene>, Expected]>([
    ["as a draft first", {}, { does: [MADE], wakes: DRAFT_ENDS }],
    [
      "with a comment on what is missing",
      { issues: [call({}, "- [ ] send the logs\n")] },
      { does: ["create-follow-up of #5, gaps (agenda-closed)"], wakes: DRAFT_ENDS },
    ],
    [
      "told of at once where there is no draft",
      { also: meeting("{ draft_for: 0 minutes }") },
      { does: ["create-follow-up of #5, participants (agenda-closed)"] },
    ],
    [
      "both at once, and nothing of what is missing: the customer reads it by then",
      { also: meeting("{ draft_for: 0 minutes }"), issues: [call({}, "- [ ] send the logs\n")] },
      { does: ["create-follow-up of #5, participants (agenda-closed)"] },
    ],
    [
      "a short draft ends to the minute",
      { also: meeting("{ draft_for: 10 minutes }") },
      { does: [MADE], wakes: "2026-11-17T10:41:00Z" },
    ],
    [
      "a longer one five minutes early, for a pipeline's sake",
      { also: meeting("{ draft_for: 11 minutes }") },
      { does: [MADE], wakes: "2026-11-17T10:37:00Z" },
    ],
    ["not where that is off", { also: meeting("{ when: off }") }, { leaves: ["#5 follow-up-off"] }],
    [
      "only with open items, where that is asked for: some",
      { also: meeting("{ when: only-with-items }") },
      { does: [MADE], wakes: DRAFT_ENDS },
    ],
    [
      "only with open items: none at all",
      { also: meeting("{ when: only-with-items }"), issues: [call({}, "## Recap\n\n- x\n")] },
      { leaves: ["#5 no-open-items"] },
    ],
    [
      "only with open items: all done",
      { also: meeting("{ when: only-with-items }"), issues: [call({}, GOOD.replace("[ ]", "[x]"))] },
      { leaves: ["#5 no-open-items"] },
    ],
    [
      "not while it is open",
      { issues: [call({ state: "opened", closedAt: null })] },
      // People are asked to close it then.
      { wakes: "2026-11-19T09:50:00Z" },
    ],
    [
      "where nobody has to close it, also while it is open",
      { issues: [call({ state: "opened", closedAt: null })], also: meeting("after-call") },
      { does: ["create-follow-up of #5, silent (call-over)"], wakes: DRAFT_ENDS },
    ],
    [
      "where nobody has to close it, not before the call is over",
      { at: "2026-11-17T09:49:59Z", issues: [call({ state: "opened", closedAt: null })], also: meeting("after-call") },
      { leaves: ["#5 call-running"], wakes: "2026-11-17T09:50:00Z" },
    ],
    [
      "not where it was closed before the call",
      { issues: [call({ closedAt: "2026-11-17T08:00:00Z" })] },
      { leaves: ["#5 closed-before-call"] },
    ],
    [
      "not where somebody had the bot skip the call",
      { issues: [call({ closedById: BOT.id })] },
      { leaves: ["#5 call-skipped"] },
    ],
    [
      "not where the file skips the call",
      { also: "    skip: [{ date: 2026-11-17, reason: fair }]\n" },
      { leaves: ["#5 skip", "#5 call-skipped"] },
    ],
    [
      "also of one that a person wrote",
      { issues: [aHandWrittenAgenda(5, "2026-11-17", { state: "closed", closedAt: CLOSED, description: GOOD })] },
      { does: [MADE], wakes: DRAFT_ENDS },
    ],
    [
      "a fortnight after it was closed",
      { at: "2026-12-01T12:00:00Z" },
      { does: [MADE], wakes: "2026-12-01T12:55:00Z" },
    ],
    [
      "not a day later: a project that begins late is not flooded",
      { at: "2026-12-02T12:00:00Z" },
      { does: ["comment #5 reminder (reminder)"], wakes: "2026-12-08T09:00:00Z" },
    ],
    ["once, also of twins", { issues: [call(), call({ iid: asIssueIid(6) })] }, { does: [MADE], wakes: DRAFT_ENDS }],
    [
      "the label of open items goes with it, and that of an overdue one",
      { at: "2026-11-20T12:00:00Z" },
      { does: [MADE], wakes: "2026-11-20T12:55:00Z" },
    ],
  ])("%s", (_, scene, expected) => {
    expect(follow(scene)).toEqual({ does: [], leaves: [], wakes: FOR_GOOD, ...expected });
  });

  it.each([
    ["in time, with open items", "2026-11-17T10:31:00Z", GOOD, ["meeting-follow-up", "action-items::unresolved"]],
    ["later, with open items", "2026-11-20T12:00:00Z", GOOD, ["meeting-follow-up", "action-items::unresolved"]],
    [
      "with an open item past its date",
      "2026-11-20T12:00:00Z",
      GOOD.replace("2026-11-24", "2026-11-19"),
      ["meeting-follow-up", "action-items::unresolved", "follow-up::overdue"],
    ],
    ["with all done", "2026-11-20T12:00:00Z", GOOD.replace("[ ]", "[x]"), ["meeting-follow-up"]],
  ])("labels: %s", (_, at, body, labels) => {
    expect(made(at, call({}, body))?.followUp.labels).toEqual(labels);
  });

  it("names who closed it last, and how often that was", () => {
    const closed = (user: typeof JANE | null, createdAt: string) => ({ state: "closed" as const, user, createdAt });
    const reopened = { state: "reopened" as const, user: BOB, createdAt: CLOSED };
    const because = (events: readonly (ReturnType<typeof closed> | typeof reopened)[]) =>
      planOf({
        at: CLOSED,
        issues: [call()],
        details: { stateEvents: new Map([[asIssueIid(5), events]]) },
      }).actions.find(({ kind }) => kind === "create-follow-up")?.reason;
    expect(because([])).toMatchObject({ text: "#5 was closed after the call", data: { by: null, times: 1 } });
    expect(because([closed(null, CLOSED)])).toMatchObject({ text: "#5 was closed after the call" });
    expect(because([closed(BOB, "2026-11-17T09:30:00Z"), reopened, closed(JANE, CLOSED)])).toMatchObject({
      text: "#5 was closed by @jane after the call, for the 2. time",
      data: { iid: 5, by: "jane", at: CLOSED, times: 2 },
    });
  });

  it.each([
    ["a member", "@jane", [1], []],
    ["a member in another case", "@Jane", [1], []],
    ["who is none is named", "@gone", [], ["@gone is not a member of the project and was not assigned"]],
  ])("goes to the CSM: %s", (_, csm, assigneeIds, warnings) => {
    const plan = planOf({ at: CLOSED, issues: [call()], configuration: CONFIGURATION.replace("@jane", csm) });
    expect(plan.actions.find(({ kind }) => kind === "create-follow-up")).toMatchObject({ assigneeIds });
    expect(plan.warnings).toEqual(warnings);
  });

  it("is not made, and nothing said, while its template cannot be read", () => {
    expect(follow({ details: { templates: new Map() } })).toMatchObject({ does: [], leaves: [] });
  });
});

const made = (at = CLOSED, agenda = call()) =>
  planOf({ at, issues: [agenda] }).actions.find((one) => one.kind === "create-follow-up");

/** The follow-up as the bot makes it of the agenda, so that there is nothing to bring up to date. */
function fresh(more: Partial<Issue> = {}, agenda = call()): Issue {
  const { description = "", dueDate = null, labels = [] } = made(CLOSED, agenda)?.followUp ?? {};
  return anIssue(8, { description, dueDate, labels, author: BOT, createdAt: CLOSED, updatedAt: CLOSED, ...more });
}

describe("an open follow-up of a closed agenda", () => {
  const stale = "refresh-follow-up #8 open, due as it is (draft-stale)";
  const tell = "comment #8 participants (participants)";
  const draft = ["#8 draft"];
  const nothing: Readonly<Record<number, readonly Note[]>> = { 8: [] };
  const unboxed = call({}, "- [ ] send the logs\n");

  it.each<[string, Scene, Expected]>([
    [
      "is a draft for an hour",
      { at: "2026-11-17T11:24:59Z", issues: [call(), fresh()], comments: nothing },
      { leaves: draft, wakes: "2026-11-17T11:25:00Z" },
    ],
    [
      "then its participants are told, to the second",
      { at: "2026-11-17T11:25:00Z", issues: [call(), fresh()], comments: nothing },
      { does: [tell] },
    ],
    [
      "an hour from when it was made, where that was later",
      { at: "2026-11-17T11:26:00Z", issues: [call(), fresh({ createdAt: "2026-11-17T10:40:00Z" })], comments: nothing },
      { leaves: draft, wakes: "2026-11-17T11:35:00Z" },
    ],
    [
      "is written anew while what it is made from changes",
      { at: "2026-11-17T10:40:00Z", issues: [call(), aFollowUp(8, about)], comments: nothing },
      { does: [stale], leaves: draft, wakes: "2026-11-17T11:25:00Z" },
    ],
    [
      "is left to who may be editing it",
      { at: "2026-11-17T10:31:00Z", issues: [call(), aFollowUp(8, about)], comments: nothing },
      { leaves: draft, wakes: "2026-11-17T10:32:00Z" },
    ],
    [
      "is a person's once somebody edited it",
      { at: "2026-11-17T10:40:00Z", issues: [call(), edited(aFollowUp(8, about))], comments: nothing },
      { leaves: draft, wakes: "2026-11-17T11:25:00Z" },
    ],
    [
      "told, as its marker says",
      { at: "2026-11-17T12:26:00Z", issues: [call(), aFollowUp(8, about, { told: CLOSED })], comments: nothing },
      { leaves: ["#8 follow-up-told"] },
    ],
    [
      "told, as a comment says: the marker is to remember it",
      { at: "2026-11-17T12:26:00Z", issues: [call(), aFollowUp(8, about)], comments: { 8: [told] } },
      { does: ["take-up #8 told 2026-11-17T11:30:00Z (follow-up-told)"], leaves: ["#8 follow-up-told"] },
    ],
    [
      "a person's comment does not count as that",
      { at: "2026-11-17T12:26:00Z", issues: [call(), fresh()], comments: { 8: [{ ...told, author: BOB }] } },
      { does: [tell], wakes: "2026-11-18T11:30:00Z" },
    ],
    [
      "comments that nobody read, since nothing happened for long: it was told of then",
      { at: "2026-11-17T12:26:00Z", issues: [call(), fresh({ commentCount: 2 })] },
      { leaves: ["#8 follow-up-told"] },
    ],
    [
      "no comment at all is no such thing",
      { at: "2026-11-17T12:26:00Z", issues: [call(), fresh({ commentCount: 0 })] },
      { does: [tell] },
    ],
    [
      "switched off since",
      { at: "2026-11-17T12:26:00Z", issues: [call(), fresh()], comments: nothing, also: meeting("{ when: off }") },
      { leaves: ["#8 follow-up-told"] },
    ],
    [
      "what is missing is said once",
      { at: "2026-11-17T10:40:00Z", issues: [unboxed, fresh({}, unboxed)], comments: nothing },
      { does: ["comment #8 gaps (gaps)"], leaves: draft, wakes: "2026-11-17T11:25:00Z" },
    ],
    [
      "and said anew where it changed",
      { at: "2026-11-17T10:40:00Z", issues: [unboxed, fresh({}, unboxed)], comments: { 8: [gaps] } },
      { does: ["edit-comment #8 gaps (gaps)"], leaves: draft, wakes: "2026-11-17T11:25:00Z" },
    ],
    [
      "not of another account's comment",
      {
        at: "2026-11-17T10:40:00Z",
        issues: [unboxed, fresh({}, unboxed)],
        comments: { 8: [{ ...gaps, author: { ...BOT, former: true } }] },
      },
      { leaves: draft, wakes: "2026-11-17T11:25:00Z" },
    ],
    [
      "it goes when participants are told",
      { at: "2026-11-17T11:30:00Z", issues: [unboxed, fresh({}, unboxed)], comments: { 8: [gaps] } },
      { does: [tell, "delete-comment #8 gaps (gaps-told)"] },
    ],
    [
      "it is not said any more by then",
      { at: "2026-11-17T11:30:00Z", issues: [unboxed, fresh({}, unboxed)], comments: nothing },
      { does: [tell] },
    ],
    [
      "that nothing is missing any more is said where something was",
      { at: "2026-11-17T10:40:00Z", issues: [call(), fresh()], comments: { 8: [gaps] } },
      { does: ["edit-comment #8 gaps (gaps)"], leaves: draft, wakes: "2026-11-17T11:25:00Z" },
    ],
    [
      "nothing of an agenda made confidential later goes on into the open",
      { at: "2026-11-17T12:40:00Z", issues: [call({ confidential: true }), aFollowUp(8, about)], comments: nothing },
      { leaves: ["#8 open-follow-up"] },
    ],
    [
      "of a confidential one into a confidential one it does",
      {
        at: "2026-11-17T12:40:00Z",
        issues: [call({ confidential: true }), aFollowUp(8, about, { confidential: true })],
        comments: nothing,
      },
      { does: [stale, tell] },
    ],
  ])("%s", (_, scene, expected) => {
    expect(follow(scene)).toEqual({ does: [], leaves: [], wakes: FOR_GOOD, ...expected });
  });

  it("an agenda made confidential later is warned of", () => {
    const issues = [call({ confidential: true }), aFollowUp(8, about)];
    expect(planOf({ at: "2026-11-17T12:40:00Z", issues, comments: nothing }).warnings).toEqual([
      "#5 is confidential and its follow-up #8 is not: nothing more is written there; make it confidential",
    ]);
  });

  it("what was said of gaps is not said again in the same words", () => {
    const scene = { at: "2026-11-17T10:40:00Z", issues: [unboxed, fresh({}, unboxed)] };
    const [said] = planOf({ ...scene, comments: nothing }).actions.flatMap((one) =>
      one.kind === "comment" ? [one.body] : [],
    );
    expect(said).toContain("12:25 Europe/Berlin");
    expect(follow({ ...scene, comments: { 8: [{ ...gaps, body: said ?? "" }] } }).does).toEqual([]);
  });
});

function edited(issue: Issue): Issue {
  return { ...issue, description: `${issue.description}\nmine` };
}

describe("an agenda that was reopened or closed again", () => {
  const reopened = call({ state: "opened", closedAt: null });
  const again = call({ closedAt: "2026-11-17T13:30:00Z" });
  const takenBack = { state: "closed", closedById: BOT.id, closedAt: "2026-11-17T11:00:00Z" } as const;
  const back = aNote(
    93,
    BOT,
    `${renderNoteMarker({ kind: "taken-back", closed: CLOSED })}\nBack.`,
    "2026-11-17T10:39:00Z",
  );
  const updated = aNote(
    94,
    BOT,
    `${renderNoteMarker({ kind: "updated", closed: "2026-11-17T13:30:00Z" })}\nNew.`,
    "2026-11-17T13:39:00Z",
  );
  const [soon, later] = ["2026-11-17T10:40:00Z", "2026-11-17T13:40:00Z"];
  const wakes = "2026-11-17T14:25:00Z";
  const takeUp = "take-up #8 closed 2026-11-17T13:30:00Z (closed-again)";

  it.each<[string, Scene, Expected]>([
    [
      "reopened: an untouched follow-up is taken back, with a word",
      { at: soon, issues: [reopened, aFollowUp(8, about)], comments: { 8: [] } },
      { does: ["comment #8 taken-back (agenda-reopened)", "close-follow-up #8 of #5 (agenda-reopened)"] },
    ],
    [
      "reopened: the word is said once",
      { at: soon, issues: [reopened, aFollowUp(8, about)], comments: { 8: [back] } },
      { does: ["close-follow-up #8 of #5 (agenda-reopened)"] },
    ],
    [
      "reopened: one that was edited stays",
      { at: soon, issues: [reopened, edited(aFollowUp(8, about))], comments: { 8: [] } },
      { leaves: ["#8 follow-up-stays"] },
    ],
    [
      "reopened: one that a person commented on stays",
      { at: soon, issues: [reopened, aFollowUp(8, about)], comments: { 8: [person] } },
      { leaves: ["#8 follow-up-stays"], wakes: "2026-11-18T12:00:00Z" },
    ],
    [
      "reopened: one that was told of stays",
      { at: soon, issues: [reopened, aFollowUp(8, about)], comments: { 8: [told] } },
      { leaves: ["#8 follow-up-stays"] },
    ],
    [
      "reopened: one that was told of stays, as its marker says",
      { at: soon, issues: [reopened, aFollowUp(8, about, { told: CLOSED })], comments: { 8: [] } },
      { leaves: ["#8 follow-up-stays"] },
    ],
    [
      "closed again: it is written anew",
      { at: later, issues: [again, aFollowUp(8, about)], comments: { 8: [] } },
      { does: ["refresh-follow-up #8 open, due as it is (closed-again)"], wakes },
    ],
    [
      "closed again within the same second is not closed again",
      { at: soon, issues: [call({ closedAt: "2026-11-17T10:30:00.900Z" }), fresh()], comments: { 8: [] } },
      { leaves: ["#8 draft"], wakes: "2026-11-17T11:25:00.900Z" },
    ],
    [
      "closed again: an edited one is told of what is new",
      { at: later, issues: [again, edited(aFollowUp(8, about))], comments: { 8: [] } },
      { does: ["comment #8 updated (closed-again)", takeUp], wakes },
    ],
    [
      "closed again: that is said once",
      { at: later, issues: [again, edited(aFollowUp(8, about))], comments: { 8: [updated] } },
      { does: [takeUp], wakes },
    ],
    [
      "taken back, then closed again: it is reopened and written anew",
      { at: later, issues: [again, aFollowUp(8, about, takenBack)], comments: { 8: [] } },
      { does: ["refresh-follow-up #8 reopened, due as it is (closed-again)"], wakes },
    ],
    [
      "taken back, edited, then closed again: it is reopened",
      { at: later, issues: [again, edited(aFollowUp(8, about, takenBack))], comments: { 8: [] } },
      { does: ["reopen-follow-up #8 (closed-again)", "comment #8 updated (closed-again)", takeUp], wakes },
    ],
    [
      "closed by a person, it stays closed",
      { at: later, issues: [again, aFollowUp(8, about, { ...takenBack, closedById: JANE.id })], comments: { 8: [] } },
      { leaves: ["#5 follow-up-closed"] },
    ],
    [
      "of a follow-up whose first line is gone nobody knows which closing it took up",
      {
        at: later,
        issues: [
          again,
          { ...aFollowUp(8, about, { commentCount: 1 }), title: `Follow-up: ${again.title}`, description: "" },
        ],
      },
      { leaves: ["#8 follow-up-told"] },
    ],
  ])("%s", (_, scene, expected) => {
    expect(follow(scene)).toEqual({ does: [], leaves: [], wakes: FOR_GOOD, ...expected });
  });

  it("it stays due after its call, however late it is closed again", () => {
    const friday = call({ closedAt: "2026-11-20T13:30:00Z" });
    const due = (dueDate: string) =>
      follow({
        at: "2026-11-20T13:40:00Z",
        issues: [friday, fresh({ dueDate, description: stale })],
        comments: { 8: [] },
      }).does;
    const stale = withMarker(fresh().description, { closed: CLOSED });
    expect(fresh().dueDate).toBe("2026-11-18");
    expect(due("2026-11-18")).toEqual(["refresh-follow-up #8 open, due as it is (closed-again)"]);
    expect(due("2026-11-20")).toEqual(["refresh-follow-up #8 open, due as it is (closed-again)"]);
  });
});

describe("a follow-up whose participants were told", () => {
  const sent = (more: Partial<Issue> = {}, due: string | null = "2026-11-18", body = GOOD): Issue => {
    const agenda = call({}, body);
    const { description, ...issue } = fresh({ dueDate: "2026-11-18", ...more }, agenda);
    return { ...issue, description: withMarker(description, { told: "2026-11-17T11:30:00Z", due }) };
  };
  const at = "2026-11-19T10:00:00Z";
  const ofThree = GOOD.replace(
    "- [ ] @jane send the logs, due 2026-11-24",
    "- [ ] @bob pay, due 2026-11-20\n- [ ] @jane send the logs, due 2026-11-24\n- [ ] @sam call, due 2026-11-23",
  );

  it.each<[string, Issue, Issue, readonly string[]]>([
    [
      "is due when the account team's first open item is",
      call({}, ofThree),
      sent({}, "2026-11-18", ofThree),
      ["2026-11-18 to 2026-11-23"],
    ],
    [
      "has no due date where no such item has one",
      call({}, "- [ ] @bob pay, due 2026-11-20\n"),
      sent({}, "2026-11-18", "- [ ] @bob pay, due 2026-11-20\n"),
      ["2026-11-18 to null"],
    ],
    ["is left alone where it is right", call({}, ofThree), sent({ dueDate: "2026-11-23" }, "2026-11-23", ofThree), []],
    ["keeps the date that a person set", call({}, ofThree), sent({ dueDate: "2026-12-24" }, "2026-11-18", ofThree), []],
    ["keeps what an earlier version set", call({}, ofThree), sent({}, null, ofThree), []],
  ])("%s", (_, agenda, followUp, expected) => {
    const { does } = follow({ at, issues: [agenda, followUp], comments: { 8: [] } });
    expect(does.filter((one) => one.startsWith("set-due-date"))).toEqual(
      expected.map((words) => `set-due-date #8 ${words} (follow-up-due)`),
    );
  });

  const next = anAgenda(11, "2026-12-01", { state: "closed", closedAt: "2026-12-01T10:30:00Z", closedById: JANE.id });
  const allDone = GOOD.replace("[ ]", "[x]");
  const resolved = (more: Partial<Issue> = {}): readonly Issue[] => [
    call({}, allDone),
    sent({ dueDate: null, ...more }, "none", allDone),
    next,
  ];
  const by = (author: typeof BOB, day: string) => aNote(95, author, "Thanks, one more thing", `${day}T12:00:00Z`);

  it.each<[string, Partial<Scene> & { readonly issues: readonly Issue[] }, readonly string[]]>([
    ["once the next call was held", { issues: resolved() }, ["settle-follow-up #8 settled (everything-resolved)"]],
    ["not before", { issues: resolved().slice(0, 2) }, []],
    ["not while the next agenda is open", { issues: [...resolved().slice(0, 2), anAgenda(11, "2026-12-01", {})] }, []],
    ["not with an open item", { issues: [call(), sent({ dueDate: "2026-11-24" }, "2026-11-24"), next] }, []],
    [
      "not for a customer's comment of these days",
      { issues: resolved(), comments: { 8: [by(BOB, "2026-11-27")] } },
      [],
    ],
    [
      "for one of long ago",
      { issues: resolved(), comments: { 8: [by(BOB, "2026-11-23")] } },
      ["settle-follow-up #8 settled (everything-resolved)"],
    ],
    [
      "for the account team's own",
      { issues: resolved(), comments: { 8: [by(JANE, "2026-11-30")] } },
      ["settle-follow-up #8 settled (everything-resolved)"],
    ],
    [
      "not while it awaits a reply",
      { issues: resolved({ labels: ["meeting-follow-up", "awaiting-reply"] }), comments: {} },
      [],
    ],
    ["not where nobody wants it", { issues: resolved(), also: meeting("{ close: never }") }, []],
    ["not when the next call is long over", { issues: resolved(), at: "2026-12-16T12:00:00Z" }, []],
  ])("is closed when everything in it is resolved: %s", (_, scene, expected) => {
    const { does } = follow({ at: "2026-12-01T12:00:00Z", comments: { 8: [] }, ...scene });
    expect(does.filter((one) => one.includes("#8"))).toEqual(expected);
  });

  it("is closed in kind hours, and stays open where a person reopened it", () => {
    const evening = planOf({ at: "2026-12-01T20:00:00Z", kindHours: true, issues: resolved(), comments: { 8: [] } });
    expect(evening.actions.filter(({ kind }) => kind === "settle-follow-up")).toEqual([]);
    expect(evening.skipped.map(({ reason }) => reason.text)).toContain(
      "the closing of #8 waits for business hours, until Wed 2 Dec 2026, 08:00",
    );
    expect(evening.nextWakeAt).toBe("2026-12-02T07:00:00Z");
    const [agenda, followUp, held] = resolved() as [Issue, Issue, Issue];
    const reopened = {
      ...followUp,
      description: withMarker(followUp.description, { settled: "2026-12-01T12:00:00Z" }),
    };
    const { does } = follow({ at: "2026-12-02T12:00:00Z", issues: [agenda, reopened, held], comments: { 8: [] } });
    expect(does.filter((one) => one.includes("#8"))).toEqual([]);
  });

  it("that was not told in time is late, and only the plan says so", () => {
    const plan = planOf({ at: "2026-11-19T10:00:00Z", issues: [call(), fresh()], comments: { 8: [] } });
    expect(plan.skipped.find(({ reason }) => reason.rule === "follow-up-late")?.reason).toEqual({
      rule: "follow-up-late",
      text: "#8 is late: its participants were to be told by Wed 18 Nov 2026",
      data: { iid: 8, sendBy: "2026-11-18" },
    });
    const inTime = planOf({ at: "2026-11-18T10:00:00Z", issues: [call(), fresh()], comments: { 8: [] } });
    expect(inTime.skipped.filter(({ reason }) => reason.rule === "follow-up-late")).toEqual([]);
  });
});
