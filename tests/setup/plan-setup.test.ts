import { describe, expect, it } from "vitest";
import { planSetup } from "../../src/setup/plan-setup.ts";
import type { RequestedSetup, SetupSnapshot } from "../../src/setup/types.ts";
import { CONFIGURATION } from "../support/stage.ts";
import { NOTHING_REQUESTED, FRESH_PROJECT as PROJECT } from "../support/state/bare-project.ts";

const PATHS = {
  configuration: ".gitlab/cadence.yml",
  instructions: "docs/cadence.md",
  agenda: ".gitlab/issue_templates/Meeting Agenda.md",
  followUp: ".gitlab/issue_templates/Follow-up.md",
};
const SHIPPED = new Map([
  ["Meeting Agenda", "agenda\n"],
  ["Follow-up", "follow-up\n"],
]);
const USER = { id: 7, username: "cadence-bot", name: "Cadence" };

function snapshot(over: Partial<SetupSnapshot> = {}, level = 30): SetupSnapshot {
  return {
    at: "2026-01-12T09:00:00Z",
    project: PROJECT,
    user: USER,
    token: null,
    members: [{ ...USER, accessLevel: level, state: "active" }],
    directMembers: [],
    labels: [],
    defaultBranch: { name: "main", isProtected: true, canPush: level >= 40 },
    files: new Map(),
    instructions: null,
    inheritedTemplates: [],
    proposal: { branch: null, mergeRequests: [] },
    schedule: null,
    ...over,
  };
}

function plan(over: Partial<SetupSnapshot> = {}, requested: Partial<RequestedSetup> = {}, level = 30) {
  return planSetup(
    snapshot(over, level),
    { ...NOTHING_REQUESTED, timeZone: "UTC", templates: true, ...requested },
    { shipped: new Map([["en", SHIPPED]]), commandName: "cadence" },
  );
}

function files(over: Partial<SetupSnapshot>) {
  return Object.fromEntries(plan(over).files.map(({ path, decision, reason }) => [path, `${decision} ${reason.rule}`]));
}

describe("files", () => {
  it("are proposed in one commit and one merge request where there is none of them", () => {
    const { commit, opens, mergeRequest } = plan();
    expect(commit).toMatchObject({ branch: "cadence-init", startBranch: "main" });
    expect(commit?.files.map(({ path, lastCommitId }) => [path, lastCommitId])).toEqual(
      Object.values(PATHS).map((path) => [path, null]),
    );
    expect([opens?.sourceBranch, opens?.targetBranch, mergeRequest?.decision]).toEqual([
      "cadence-init",
      "main",
      "create",
    ]);
  });

  it("go straight to the default branch with --commit", () => {
    const { commit, opens, obstacles } = plan({}, { commit: true }, 40);
    expect([commit?.branch, commit?.startBranch, opens, obstacles]).toEqual(["main", null, null, []]);
  });

  it("that are there stay, whatever is in them", () => {
    const present = new Map([
      [PATHS.configuration, CONFIGURATION],
      [PATHS.agenda, "agenda\n"],
      [PATHS.followUp, "our own"],
    ]);
    const instructions = { text: "# Ours\n", lastCommitId: "c1" };
    expect(files({ files: present, instructions })).toEqual({
      [PATHS.configuration]: "there file-exists",
      [PATHS.instructions]: "left file-differs",
      [PATHS.agenda]: "there file-exists",
      [PATHS.followUp]: "left file-differs",
    });
    expect(plan({ files: present, instructions }).commit).toBeNull();
  });

  it("templates come where somebody asks for them", () => {
    expect(plan({}, { templates: false }).files.map(({ path }) => path)).toEqual([
      PATHS.configuration,
      PATHS.instructions,
    ]);
    const texts = [plan(), plan({}, { templates: false })].map(({ opens }) =>
      opens?.description.includes("issue_templates"),
    );
    expect(texts).toEqual([true, false]);
  });

  it("do not come before a template of the group", () => {
    expect(files({ inheritedTemplates: ["Meeting Agenda"] })).toMatchObject({
      [PATHS.agenda]: "left template-inherited",
      [PATHS.followUp]: "create file-missing",
    });
  });

  it("are those that the project's own configuration uses", () => {
    const own = `${CONFIGURATION}    template: Ours\n    follow_up: { template: Ours too }\n`;
    const paths = Object.keys(files({ files: new Map([[PATHS.configuration, own]]) })).sort();
    expect(paths).toEqual([PATHS.configuration, PATHS.instructions]);
  });

  it("a configuration with mistakes stays and is said, and no label comes from it", () => {
    const broken = plan({ files: new Map([[PATHS.configuration, "customer: Acme\n"]]) });
    expect(broken.files).toMatchObject([{ decision: "left", reason: { rule: "file-broken" } }]);
    expect([broken.labels, broken.configuration]).toEqual([[], null]);
  });
});

describe("labels", () => {
  it("are those of the configuration; one in another case stays", () => {
    const labels = [
      { name: "meeting-agenda", color: "#000000" },
      { name: "Awaiting-Reply", color: "#000000" },
    ];
    const decisions = plan({ labels }).labels.map(({ label, decision }) => [label.name, decision]);
    expect(decisions).toEqual([
      ["meeting-agenda", "there"],
      ["meeting-follow-up", "create"],
      ["action-items::unresolved", "create"],
      ["action-items::resolved", "create"],
      ["action-items::none", "create"],
      ["follow-up::overdue", "create"],
      ["awaiting-reply", "left"],
    ]);
  });

  it("have the colours and descriptions that a run would give them", () => {
    const colours = `${CONFIGURATION}    labels: [vip]\nstate_labels: { overdue: { name: late, color: "#123456" } }\n`;
    const { labels } = plan({ files: new Map([[PATHS.configuration, colours]]) });
    expect(labels.map(({ label }) => label)).toEqual(
      expect.arrayContaining([
        { name: "late", color: "#123456", description: "An open item of this follow-up is past its date." },
        { name: "vip", color: "#6699cc", description: "" },
      ]),
    );
  });
});

describe("what is in the way is known before anything is written", () => {
  const token = { name: "t", scopes: ["read_api"], expiresAt: null, active: true };
  it.each<[string, Partial<SetupSnapshot>, Partial<RequestedSetup>, number, RegExp]>([
    ["a token that only reads", { token }, {}, 30, /scopes read_api/],
    ["an archived project", { project: { ...PROJECT, archived: true } }, {}, 30, /is archived/],
    ["issues switched off", { project: { ...PROJECT, issuesEnabled: false } }, {}, 30, /issues switched off/],
    ["an empty repository", { defaultBranch: null }, {}, 30, /is empty/],
    ["a Reporter who would commit", {}, {}, 20, /@cadence-bot \(Reporter\) may not commit/],
    ["a Developer with --commit", {}, { commit: true }, 30, /main is protected, and @cadence-bot \(Developer\)/],
    ["merge requests switched off", { project: { ...PROJECT, mergeRequestsEnabled: false } }, {}, 30, /merge requests/],
  ])("%s", (_name, over, requested, level, words) => {
    const { obstacles } = plan(over, requested, level);
    expect(obstacles.map(({ text }) => text)).toEqual([expect.stringMatching(words)]);
    expect(obstacles[0]?.remedy).not.toBe("");
  });

  it("nobody at all may neither commit nor make labels", () => {
    expect(plan({ members: [] }).obstacles.map(({ text }) => text)).toEqual([
      "@cadence-bot (no member) may not commit to group/acme",
      "@cadence-bot (no member) may not make labels in group/acme",
    ]);
  });

  it("a Reporter is enough where only labels are missing", () => {
    const present = new Map([
      [PATHS.configuration, CONFIGURATION],
      [PATHS.agenda, "a"],
      [PATHS.followUp, "b"],
    ]);
    const instructions = { text: "# Ours\n", lastCommitId: "c1" };
    expect(plan({ files: present, instructions }, {}, 20).obstacles).toEqual([]);
  });
});
