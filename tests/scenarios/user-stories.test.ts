import { afterEach, describe, expect, it } from "vitest";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../support/stage.ts";

let stage: Stage | null = null;
async function start(now: string, options: Parameters<typeof setStage>[1] = {}): Promise<Stage> {
  stage = await setStage(now, options);
  return stage;
}
afterEach(async () => {
  await stage?.close();
  stage = null;
});

/** New items where the shipped template asks for them. */
function addItems(text: string, items: string): string {
  return `${text.trimEnd()}\n\n${items}\n`;
}

const WITHOUT_FOLLOW_UPS = `${CONFIGURATION}defaults: { follow_up: off }\n`;
const TEMPLATE_PATH = ".gitlab/issue_templates/Meeting Agenda.md";

describe("a CSM puts a configuration into the project", () => {
  it("and every call has its agenda some days ahead", async () => {
    const { sandbox, run } = await start("2026-11-28T08:59:59Z");
    expect((await run()).applied).toEqual([]);
    sandbox.clock.set("2026-11-28T09:00:00Z");
    expect((await run()).applied).toMatchObject([{ outcome: "done", iid: 1 }]);
    const agenda = sandbox.issue(PROJECT, 1);
    expect(agenda).toMatchObject({
      title: "GitLab / Acme CSM Call - 2026-12-01",
      dueDate: "2026-12-01",
      labels: ["meeting-agenda"],
      confidential: false,
      state: "opened",
    });
    expect(agenda.assignees).toMatchObject(["jane"]);
    expect(agenda.description).toContain("**Tue 1 Dec 2026, 10:00–10:50 Berlin** · 09:00 UTC");
    expect(agenda.description).toContain("Next call Tue 15 Dec 2026, 10:00 Berlin");
    expect(agenda.description).not.toContain("## Action items");
  });

  it("and the project's own template is used, with its labels, people and confidentiality", async () => {
    const template = [
      '/label ~customer ~"two words"',
      "/assign @sam",
      "/confidential",
      "/close",
      "# {{customer}}, {{day}}",
      "<!-- cadence:action-items -->",
      "## End",
    ].join("\n");
    const { sandbox, run } = await start("2026-11-28T10:00:00Z", { files: { [TEMPLATE_PATH]: template } });
    const { plan } = await run();
    const agenda = sandbox.issue(PROJECT, 1);
    expect(agenda.labels.toSorted()).toEqual(["customer", "meeting-agenda", "two words"]);
    expect(agenda.assignees).toEqual(["jane", "sam"]);
    expect(agenda).toMatchObject({ confidential: true, state: "opened" });
    expect(agenda.description).toMatch(/^<!-- cadence:v1 .*-->\n\n\\\/close\n# Acme, Tue 1 Dec 2026\n/);
    expect(plan.warnings.join()).toContain("/close");
  });

  it("and a template with a typo creates nothing and says where", async () => {
    const { sandbox, run } = await start("2026-11-28T10:00:00Z", {
      files: { [TEMPLATE_PATH]: "Hello\n{{custmer}}\n" },
    });
    const { plan } = await run();
    expect(plan.problems).toMatchObject([
      {
        name: "ConfigError",
        problems: [{ line: 2, key: "custmer", nearest: "customer", file: "Meeting Agenda.md (the project)" }],
      },
    ]);
    expect(sandbox.issues(PROJECT)).toEqual([]);
  });
});

describe("people keep working in GitLab as they are used to", () => {
  it("a hand-written agenda is adopted and its items are carried from it", async () => {
    const { sandbox, run } = await start("2026-11-28T10:00:00Z");
    const hand = { labels: ["meeting-agenda"], title: "Our call", description: "- [ ] @bob diagram\n- [x] done" };
    sandbox.as("bob").createIssue(PROJECT, { ...hand, dueDate: "2026-12-01" });
    expect((await run()).plan.actions).toEqual([]);
    sandbox.clock.set("2026-12-01T10:30:00Z");
    sandbox.as("jane").close(PROJECT, 1);
    sandbox.clock.set("2026-12-12T10:00:00Z");
    await run();
    expect(sandbox.issue(PROJECT, 2).description).toMatch(/- \[ \] \\@bob diagram <sub>#1<\/sub> <!--c:1-\w{3}-->/);
    expect(sandbox.issue(PROJECT, 1).description).toBe(hand.description);
  });

  it("a moved due date moves the call, a closed agenda skips it, the items go on and the fortnight stays", async () => {
    const { sandbox, run } = await start("2026-10-31T10:00:00Z", { configuration: WITHOUT_FOLLOW_UPS });
    await run();
    sandbox.as("bob").editDescription(PROJECT, 1, (text) => addItems(text, "- [ ] @bob diagram"));
    sandbox.as("bob").setDueDate(PROJECT, 1, "2026-11-05");
    sandbox.clock.set("2026-11-04T10:00:00Z");
    expect((await run()).plan.actions).toEqual([]);
    sandbox.clock.set("2026-11-05T12:00:00Z");
    sandbox.as("jane").close(PROJECT, 1);
    sandbox.clock.set("2026-11-14T10:00:00Z");
    await run();
    sandbox.as("jane").close(PROJECT, 2);
    sandbox.clock.set("2026-11-20T10:00:00Z");
    expect((await run()).plan.actions).toEqual([]);
    sandbox.clock.set("2026-11-28T10:00:00Z");
    await run();
    const dates = sandbox.issues(PROJECT).map((issue) => issue.dueDate);
    expect(dates).toEqual(["2026-11-05", "2026-11-17", "2026-12-01"]);
    expect(sandbox.issue(PROJECT, 3).description).toContain("\\@bob diagram <sub>#1 · 2nd time");
  });

  it("a tick anywhere ends an item; deleting an agenda loses nothing", async () => {
    const { sandbox, run } = await start("2026-10-31T10:00:00Z");
    await run();
    sandbox.as("bob").editDescription(PROJECT, 1, (text) => addItems(text, "- [ ] one thing\n- [ ] other thing"));
    sandbox.clock.set("2026-11-14T10:00:00Z");
    await run();
    sandbox.as("bob").tick(PROJECT, 1, "one thing");
    sandbox.clock.set("2026-11-28T10:00:00Z");
    await run();
    expect(sandbox.issue(PROJECT, 3).description).not.toMatch(/\[.\] one thing/);
    expect(sandbox.issue(PROJECT, 3).description).toContain("other thing <sub>#1 · 2nd time");
    sandbox.setMember(PROJECT, "jane", 50);
    sandbox.as("jane").deleteIssue(PROJECT, 3);
    await run();
    expect(sandbox.issue(PROJECT, 4).description).toContain("other thing <sub>#1 · 2nd time");
  });
});

describe("the configuration changes", () => {
  it("a call moved there moves the due date of its agenda, once", async () => {
    const { sandbox, run } = await start("2026-11-28T10:00:00Z");
    await run();
    sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", `${CONFIGURATION}    move: { 2026-12-01: 2026-12-03 14:00 }\n`);
    const { applied } = await run();
    expect(applied).toMatchObject([{ action: { kind: "set-due-date", dueDate: "2026-12-03" }, outcome: "done" }]);
    expect(sandbox.issue(PROJECT, 1).dueDate).toBe("2026-12-03");
    expect((await run()).plan.actions).toEqual([]);
  });

  it("a person's due date wins over the configuration's", async () => {
    const { sandbox, run } = await start("2026-11-28T10:00:00Z");
    await run();
    sandbox.as("bob").setDueDate(PROJECT, 1, "2026-12-04");
    sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", `${CONFIGURATION}    move: { 2026-12-01: 2026-12-03 14:00 }\n`);
    expect((await run()).plan.actions).toEqual([]);
    expect(sandbox.issue(PROJECT, 1).dueDate).toBe("2026-12-04");
  });
});

describe("twins", () => {
  it("are ended by the next run: the older stays, the other is closed, related and loses the label", async () => {
    const { sandbox, run } = await start("2026-11-28T10:00:00Z");
    await run();
    sandbox.as("cadence-bot").createIssue(PROJECT, {
      title: "twin",
      description: sandbox.issue(PROJECT, 1).description,
      dueDate: "2026-12-01",
      labels: ["meeting-agenda"],
    });
    const { applied } = await run();
    expect(applied).toMatchObject([{ action: { kind: "close-twin", iid: 2, stays: 1 }, outcome: "done" }]);
    expect(sandbox.issue(PROJECT, 2)).toMatchObject({ state: "closed", labels: [] });
    expect(sandbox.issue(PROJECT, 2).links.map((link) => link.iid)).toEqual([1]);
    expect((await run()).plan.actions).toEqual([]);
  });
});

describe("audiences", () => {
  it("nothing from a confidential agenda goes into one that is not", async () => {
    const { sandbox, run } = await start("2026-11-16T10:00:00Z");
    const hand = {
      labels: ["meeting-agenda"],
      title: "Our call",
      description: "- [ ] secret thing",
      confidential: true,
    };
    sandbox.as("jane").createIssue(PROJECT, { ...hand, dueDate: "2026-11-17" });
    sandbox.clock.set("2026-11-28T10:00:00Z");
    const { plan } = await run();
    expect(sandbox.issue(PROJECT, 2).description).not.toContain("secret");
    expect(plan.leftBehind.get("cadence-call")).toMatchObject([{ iid: 1, reason: { rule: "confidential-source" } }]);
  });

  it("a mention in a carried item notifies nobody unless the configuration says so", async () => {
    for (const [mentions, expected] of [
      ["quiet", 0],
      ["notify", 1],
    ] as const) {
      const one = await start("2026-11-16T10:00:00Z", {
        configuration: CONFIGURATION.replace('attendees: ["@bob"]', `attendees: ["Bob"]\nmentions: ${mentions}`),
      });
      const hand = {
        labels: ["meeting-agenda"],
        title: "Our call",
        description: "- [ ] @bob diagram",
        dueDate: "2026-11-17",
      };
      one.sandbox.as("jane").createIssue(PROJECT, hand);
      one.sandbox.clock.set("2026-11-28T10:00:00Z");
      const before = one.sandbox.notifications.length;
      await one.run();
      const told = one.sandbox.notifications
        .slice(before)
        .filter((each) => each.user === "bob" && each.cause === "mentioned");
      expect(told).toHaveLength(expected);
      await one.close();
    }
    stage = null;
  });
});
