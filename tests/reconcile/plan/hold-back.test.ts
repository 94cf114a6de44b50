import { describe, expect, it } from "vitest";
import { parseIssueMarker, renderIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import { renderNoteMarker } from "../../../src/domain/marker/note-marker.ts";
import type { Issue, User } from "../../../src/gitlab/port.ts";
import { unnamedAmong, youngAmong } from "../../../src/reconcile/model/recognise/aside.ts";
import type { AsideIssue } from "../../../src/reconcile/model/types.ts";
import { tellOfAside } from "../../../src/reconcile/plan/hold-back.ts";
import { aNote, recordedPort } from "../../support/gitlab/recorded-port.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { actionsOf, JANE, planOf, type Scene, skippedOf } from "../../support/state/project-state.ts";
import { anAgenda, anIssue } from "../../support/state/snapshots.ts";

/** The agenda of 1 December is due, and so is the follow-up of 17 November, in which an item is to get an issue. */
const NOW = "2026-11-29T12:00:00Z";
const TOKEN: User = { id: 50, username: "project_7_bot_0a1b", name: "Token" };
const held = anAgenda(
  5,
  "2026-11-17",
  {
    state: "closed",
    closedAt: "2026-11-17T10:30:00Z",
    closedById: JANE.id,
    labels: ["meeting-agenda", "action-items::unresolved"],
  },
  "- [ ] @jane a b c, due 2027-01-12\n  /cadence issue\n\n## Recap\n\n- x\n",
);
const marked = (
  iid: number,
  kind: "agenda" | "follow-up" | "item",
  occurrence: string,
  more: {
    readonly series?: string;
    readonly carried?: readonly string[];
    readonly issue?: Partial<Issue>;
    readonly why?: AsideIssue["why"];
  } = {},
): AsideIssue => {
  const { series = "cadence-call", carried = [], issue = {}, why = "unnamed" } = more;
  const description = renderIssueMarker({ kind, series, occurrence, date: occurrence, carried });
  return {
    issue: anIssue(iid, { author: TOKEN, description, updatedAt: NOW, ...issue }),
    marker: parseIssueMarker(description),
    why,
  };
};

function look(aside: readonly AsideIssue[], more: Partial<Scene> = {}) {
  const plan = planOf({ at: NOW, issues: [held], snapshot: { aside }, ...more });
  return {
    does: actionsOf(plan).map((line) => line.split(" ").slice(0, 2).join(" ")),
    leaves: skippedOf(plan).filter((line) => /unnamed|gone|made-meanwhile/.test(line)),
    plan,
  };
}

const ALL = ["create-agenda 2026-12-01", "create-follow-up of", "promote-item a"];
const without = (kind: string): readonly string[] => ALL.filter((line) => !line.startsWith(kind));
const { id: item = "" } = planOf({ at: NOW, issues: [held] }).actions.find((one) => one.kind === "promote-item") ?? {};

describe("nothing is made that would double what was set aside", () => {
  it("all is made where nothing was", () => {
    expect(look([])).toMatchObject({ does: ALL, leaves: [] });
  });

  it.each<[string, AsideIssue, readonly string[], Partial<Scene>?]>([
    ["an agenda of the same call", marked(30, "agenda", "2026-12-01"), without("create-agenda")],
    ["an agenda of another call", marked(30, "agenda", "2026-12-15"), ALL],
    ["an agenda of another series", marked(30, "agenda", "2026-12-01", { series: "other" }), ALL],
    [
      "an agenda of the series by the id that it had before",
      marked(30, "agenda", "2026-12-01", { series: "old-call" }),
      without("create-agenda"),
      { also: "    continues: old-call\n" },
    ],
    ["a follow-up is no agenda", marked(30, "follow-up", "2026-12-01"), ALL],
    [
      "an open agenda of the same week whose own call is no longer planned",
      marked(30, "agenda", "2026-12-02", { issue: { dueDate: "2026-12-03" } }),
      without("create-agenda"),
    ],
    [
      "the same, closed",
      marked(30, "agenda", "2026-12-02", { issue: { dueDate: "2026-12-03", state: "closed" } }),
      ALL,
    ],
    ["the same, of a day that is over", marked(30, "agenda", "2026-11-25", { issue: { dueDate: "2026-11-28" } }), ALL],
    ["the same, of another week", marked(30, "agenda", "2026-12-02", { issue: { dueDate: "2026-12-20" } }), ALL],
    [
      "an issue without a marker due on that day",
      { issue: anIssue(30, { dueDate: "2026-12-01", updatedAt: NOW }), marker: null, why: "young" },
      without("create-agenda"),
    ],
    [
      "one due in another month",
      { issue: anIssue(30, { dueDate: "2026-12-29", updatedAt: NOW }), marker: null, why: "young" },
      ALL,
    ],
    ["one without a day", { issue: anIssue(30, { updatedAt: NOW }), marker: null, why: "young" }, ALL],
    ["a follow-up of the same call", marked(30, "follow-up", "2026-11-17"), without("create-follow-up")],
    ["a follow-up of another call", marked(30, "follow-up", "2026-11-03"), ALL],
    ["a follow-up of another series", marked(30, "follow-up", "2026-11-17", { series: "other" }), ALL],
    ["the issue of the same item", marked(30, "item", "2026-11-17", { carried: [item] }), without("promote-item")],
    ["the issue of another item", marked(30, "item", "2026-11-17", { carried: ["5-zzz"] }), ALL],
  ])("%s", (_, aside, does, scene = {}) => {
    const found = look([aside], scene);
    expect(found.does).toEqual(does);
    // Once for not being read, once more for each thing it holds back.
    expect(found.leaves).toHaveLength(1 + ALL.length - does.length);
  });

  it("what was found where something is to be made counts as well", () => {
    const aside = [marked(30, "agenda", "2026-12-01")];
    expect(look([], { details: { aside } }).does).toEqual(without("create-agenda"));
  });

  it("what is held back says why, and of which call", () => {
    const { plan } = look([marked(30, "agenda", "2026-12-01")]);
    expect(plan.skipped.find(({ reason }) => reason.text.startsWith("held back"))).toMatchObject({
      series: "cadence-call",
      occurrence: "2026-12-01",
      iid: 30,
      reason: { rule: "unnamed-bot", data: { by: TOKEN.username } },
    });
  });
});

describe("what another bot said is not said again", () => {
  const also = "    follow_up: { draft_for: none }\n";
  const bare = { at: NOW, issues: [held], also };
  const [body = ""] = planOf(bare).actions.flatMap((one) => (one.kind === "comment" ? [one.body] : []));
  const reminder = {
    at: "2027-01-20T12:00:00Z",
    issues: [held],
    configuration: `${CONFIGURATION}    follow_up: off\n`,
  };
  const [said = body] = planOf(reminder).actions.flatMap((one) => (one.kind === "comment" ? [one.body] : []));

  it.each([
    ["by a token's user, in the same hour", TOKEN, said, "2027-01-20T11:30:00Z", false],
    ["by a token's user, hours ago", TOKEN, said, "2027-01-20T08:30:00Z", true],
    ["by a person", JANE, said, "2027-01-20T11:30:00Z", true],
    ["something else", TOKEN, `${renderNoteMarker({ kind: "gaps" })}\nx`, "2027-01-20T11:30:00Z", true],
    ["without a marker", TOKEN, "Hello", "2027-01-20T11:30:00Z", true],
  ])("%s", (_, author, words, at, isSaid) => {
    const plan = planOf({ ...reminder, comments: { 5: [aNote(3, author, words, at)] } });
    expect(actionsOf(plan).some((line) => line.startsWith("comment #5"))).toBe(isSaid);
    expect(skippedOf(plan).includes("#5 said-by-unnamed")).toBe(!isSaid);
    expect(plan.problems).toHaveLength(isSaid ? 0 : 1);
  });
});

describe("who runs the bot is told", () => {
  const told = (...aside: readonly AsideIssue[]) => {
    const { problems, warnings } = tellOfAside(aside, NOW);
    return [...problems.map(({ message, problems: [one] }) => `${message} (${one?.allowed[0]})`), ...warnings];
  };
  const old = { state: "closed", updatedAt: "2026-09-30T11:59:59Z" } as const;

  it("of each account once, with the line to add", () => {
    expect(told(marked(30, "agenda", "2026-12-01"), marked(31, "item", "2026-12-01"))).toEqual([
      `an account that is not named marked #30, #31 as the bot's (bots: ["@${TOKEN.username}"])`,
    ]);
  });

  it("of accounts that are gone, all in one", () => {
    const [line, ...more] = told(
      marked(30, "agenda", "2026-12-01", { why: "gone" }),
      marked(31, "item", "2026-12-01", { why: "gone" }),
    );
    expect(line).toMatch(/^#30, #31: marked by an account that is gone/);
    expect(more).toEqual([]);
  });

  it("not of what was made meanwhile, nor of what was closed long ago", () => {
    expect(told(marked(30, "agenda", "2026-12-01", { why: "young" }))).toEqual([]);
    expect(told(marked(30, "agenda", "2026-12-01", { issue: old }))).toEqual([]);
    expect(told(marked(30, "agenda", "2026-12-01", { issue: { ...old, state: "opened" } }))).toHaveLength(1);
    expect(
      told(marked(30, "agenda", "2026-12-01", { issue: { ...old, updatedAt: "2026-09-30T12:00:01Z" } })),
    ).toHaveLength(1);
  });
});

describe("which issues are set aside", () => {
  const by = (id: number, username: string, iid = id): Issue => ({
    ...marked(iid, "agenda", "2026-12-01").issue,
    author: { id, username, name: "x" },
  });

  it("those with a marker by another bot or by an account that is gone", async () => {
    const { gitlab, asked } = recordedPort({
      getUser: async (id) => (id === 4 ? { id, username: "svc", name: "x", isBot: true } : null),
    });
    const issues = [
      by(2, "jane"),
      by(4, "svc"),
      by(50, "project_7_bot_0a1b"),
      by(51, "group_7_bot2"),
      by(0, "x"),
      by(6, "ghost"),
      by(7, "Ghost1"),
      by(8, "ghostly"),
      by(9, "project_7_bots"),
      anIssue(20, { author: TOKEN }),
    ];
    const found = await unnamedAmong(gitlab, issues);
    expect(found.map(({ issue, why }) => `${issue.author.username} ${why}`)).toEqual([
      "svc unnamed",
      "project_7_bot_0a1b unnamed",
      "group_7_bot2 unnamed",
      "x gone",
      "ghost gone",
      "Ghost1 gone",
    ]);
    expect(asked.map(([, id]) => id)).toEqual([2, 4, 8, 9]);
  });

  it.each([
    ["before the run began", "2026-11-29T11:59:59Z", 0],
    ["as it began", NOW, 1],
    ["a quarter of an hour later, by another clock", "2026-11-29T12:15:00Z", 1],
    ["later than clocks differ", "2026-11-29T12:15:01Z", 0],
  ])("those made %s: %s", (_, createdAt, count) => {
    expect(youngAmong([anIssue(3, { createdAt })], NOW, "2026-11-29T12:00:05Z")).toHaveLength(count);
    expect(youngAmong([anIssue(3, { createdAt })], NOW, NOW)).toEqual([]);
  });
});
