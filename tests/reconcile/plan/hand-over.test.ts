import { describe, expect, it } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { renderIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import type { Issue, User } from "../../../src/gitlab/port.ts";
import { CONFIGURATION } from "../../support/stage.ts";
import { actionsOf, JANE, planOf, SAM, type Scene } from "../../support/state/project-state.ts";
import { aHandWrittenAgenda, anAgenda, anIssue, BOT } from "../../support/state/snapshots.ts";

const KIM: User = { id: 4, username: "kim", name: "Kim Loe" };
/** Kim led until the summer, Jane until the end of November; Sam takes over in December. */
const TERMS = `csm:
  - { user: "@kim", until: 2026-06-30 }
  - { user: "@jane", until: 2026-11-30 }
  - user: "@sam"
${CONFIGURATION.replace('"@jane", "@sam"', '"@alex"')}`;
const [NOVEMBER, DECEMBER] = ["2026-11-29T12:00:00Z", "2026-12-02T12:00:00Z"];

const marked = (
  kind: "agenda" | "follow-up",
  occurrence: string,
  assigned: string | null,
  iid: number,
): Partial<Issue> => ({
  description: `${renderIssueMarker({ kind, series: "cadence-call", occurrence, date: occurrence, carried: [], assigned, about: kind === "agenda" ? null : 5, closed: kind === "agenda" ? null : "2026-11-17T10:30:00Z", told: kind === "agenda" ? null : "2026-11-17T11:30:00Z" })}\n`,
  author: BOT,
  iid: asIssueIid(iid),
});
const agenda = (occurrence: string, assignees: readonly User[], assigned: string | null = null): Issue =>
  anAgenda(6, occurrence, { ...marked("agenda", occurrence, assigned, 6), assignees });
const held = anAgenda(
  5,
  "2026-11-17",
  { state: "closed", closedAt: "2026-11-17T10:30:00Z", closedById: 1 },
  "- [x] a\n\n## Recap\n\n- b\n",
);
const followUp = (assignees: readonly User[], assigned: string | null = null, more: Partial<Issue> = {}): Issue =>
  anIssue(8, {
    ...marked("follow-up", "2026-11-17", assigned, 8),
    labels: ["meeting-follow-up"],
    assignees,
    commentCount: 1,
    ...more,
  });

function handed(issues: readonly Issue[], at = DECEMBER, more: Partial<Scene> = {}) {
  const plan = planOf({ at, issues, configuration: TERMS, ...more });
  const does = actionsOf(plan).filter((line) => /^assign|assigned/.test(line));
  return { does, warnings: plan.warnings.filter((line) => line.includes("CSM")) };
}

describe("a change of CSM moves the assignee of the bot's open issues", () => {
  it.each<[string, readonly Issue[], string, readonly string[]]>([
    [
      "of a follow-up, on the day it comes into force",
      [held, followUp([JANE])],
      DECEMBER,
      ["assign #8 jane to sam (csm-changed)"],
    ],
    ["not before", [held, followUp([JANE])], NOVEMBER, []],
    [
      "of an agenda to come by the day of its call",
      [held, agenda("2026-12-01", [JANE])],
      NOVEMBER,
      ["assign #6 jane to sam (csm-changed)"],
    ],
    [
      "of one whose call is over by today",
      [held, agenda("2026-11-03", [KIM])],
      NOVEMBER,
      ["assign #6 kim to jane (csm-changed)"],
    ],
    [
      "from whoever led before, however long ago",
      [held, followUp([KIM])],
      DECEMBER,
      ["assign #8 kim to sam (csm-changed)"],
    ],
    ["from several", [held, followUp([KIM, JANE])], DECEMBER, ["assign #8 kim, jane to sam (csm-changed)"]],
    ["not from who is to lead later", [held, followUp([SAM])], NOVEMBER, []],
    ["not from whom a person assigned", [held, followUp([{ id: 5, username: "zoe", name: "Zoe" }])], DECEMBER, []],
    [
      "but from whom the bot assigned, as its marker says",
      [held, followUp([{ id: 5, username: "Zoe", name: "Zoe" }], "zoe")],
      DECEMBER,
      ["assign #8 Zoe to sam (csm-changed)"],
    ],
    ["not where nobody is assigned", [held, followUp([])], DECEMBER, []],
    [
      "not of a closed one",
      [held, followUp([JANE], null, { state: "closed", closedById: 1, closedAt: NOVEMBER })],
      DECEMBER,
      [],
    ],
    [
      "not of an agenda that a person wrote",
      [held, aHandWrittenAgenda(6, "2026-12-15", { assignees: [JANE] })],
      DECEMBER,
      [],
    ],
    [
      "handed over by a run that could not note it: it is noted",
      [held, followUp([SAM], "jane")],
      DECEMBER,
      ["take-up #8 assigned sam (csm-noted)"],
    ],
    ["noted already", [held, followUp([SAM], "Sam")], DECEMBER, []],
    [
      "the one that led before stays beside the new one no longer",
      [held, followUp([JANE, SAM], "jane")],
      DECEMBER,
      ["assign #8 jane to sam (csm-changed)", "take-up #8 assigned sam (csm-noted)"],
    ],
  ])("%s", (_, issues, at, does) => {
    expect(handed(issues, at)).toEqual({ does, warnings: [] });
  });

  it("not where the issues of the series have assignees of their own; its follow-ups all the same", () => {
    const configuration = `${TERMS}    assignees: ["@jane"]\n`;
    expect(handed([held, agenda("2026-12-15", [JANE]), followUp([JANE])], DECEMBER, { configuration }).does).toEqual([
      "assign #8 jane to sam (csm-changed)",
    ]);
  });

  it("not to somebody who is no member: that is warned of once", () => {
    const users = new Map([["jane", JANE]]);
    const issues = [held, agenda("2026-12-15", [JANE]), followUp([JANE])];
    expect(handed(issues, DECEMBER, { details: { users } })).toEqual({
      does: [],
      warnings: ["@sam is not a member of the project: open issues stay with the CSM before"],
    });
  });

  it("not to a name without an account", () => {
    const configuration = TERMS.replace('user: "@sam"', "user: Sam Roe");
    expect(handed([held, followUp([JANE])], DECEMBER, { configuration })).toEqual({ does: [], warnings: [] });
  });

  it("the run looks again when a term ends", () => {
    expect(planOf({ at: NOVEMBER, issues: [agenda("2026-12-01", [SAM])], configuration: TERMS }).nextWakeAt).toBe(
      "2026-11-30T23:00:00Z",
    );
  });
});
