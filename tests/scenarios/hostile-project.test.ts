import { afterEach, describe, expect, it } from "vitest";
import { processorTime } from "../support/processor-time.ts";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../support/stage.ts";

const OTHER = "account-management/emea/globex/collaboration";
const TEMPLATE = ".gitlab/issue_templates/Meeting Agenda.md";
const DUE = "2026-11-28T10:00:00Z";

let stage: Stage | null = null;
afterEach(async () => {
  await stage?.close();
  stage = null;
});

/** Acme's project with a configuration that its own people wrote, beside another customer's project with a template. */
async function start(configuration: string, template: string): Promise<Stage> {
  stage = await setStage(DUE, { configuration, inBotsName: ["# A template for all"] });
  stage.sandbox.addProject({
    path: OTHER,
    visibility: "private",
    members: { jane: 40, "cadence-bot": 20 },
    files: { [TEMPLATE]: template },
  });
  return stage;
}

describe("a project whose configuration is written by people of the customer", () => {
  const asked = `${CONFIGURATION}template_project: ${OTHER}\n`;

  it("gets no template of another customer's project", async () => {
    const { sandbox, run } = await start(asked, "# Plans that Acme must not know\n");
    const { plan } = await run();
    expect(sandbox.issue(PROJECT, 1).description).not.toContain("must not know");
    expect(plan.warnings.join()).toContain("<!-- cadence:shared -->");
  });

  it("gets one that says it may be used elsewhere, without the line that says so", async () => {
    const { sandbox, run } = await start(asked, "<!-- cadence:shared -->\n# A template for all\n");
    await run();
    expect(sandbox.issue(PROJECT, 1).description).toMatch(/-->\n\n# A template for all/);
  });

  it("is refused at once when its issues hold more than can be looked at, and looked at again when they do not", async () => {
    const { sandbox, run } = await start(CONFIGURATION, "");
    const hand = { title: "Our call", labels: ["meeting-agenda"], dueDate: "2026-11-17", imported: true };
    const iid = sandbox.as("bob").createIssue(PROJECT, { ...hand, description: "- [ ] a\n".repeat(130_000) });
    sandbox.as("bob").createIssue(PROJECT, { ...hand, description: "- [ ] b\n" });
    const passed = processorTime();
    await expect(run()).rejects.toMatchObject({
      name: "PermanentError",
      message: expect.stringContaining(`#${iid} alone has 130000 boxes`),
      remedy: `shorten #${iid}, or take the label of agendas off it`,
    });
    // Seconds where it took a minute: the machine may be busy.
    expect(passed()).toBeLessThan(10_000);
    sandbox.as("bob").editDescription(PROJECT, iid, () => "- [ ] a");
    sandbox.clock.advance(600_000);
    expect((await run()).applied.map(({ outcome }) => outcome)).toEqual(["done"]);
  });

  it("runs no quick action and notifies nobody beside it", async () => {
    const configuration = CONFIGURATION.replace("customer: Acme", 'customer: "/close"')
      .replace('attendees: ["@bob"]', 'attendees: ["/assign bob"]')
      .concat('defaults: { title: "/close {{customer}} {{date}}" }\n');
    const { sandbox, run } = await start(configuration, "");
    const { applied } = await run();
    expect(applied.map((one) => one.outcome)).toEqual(["done"]);
    const issue = sandbox.issue(PROJECT, 1);
    expect(issue).toMatchObject({ state: "opened", assignees: ["jane"], title: "close /close 2026-12-01" });
    expect(sandbox.notifications.filter(({ user }) => user === "bob")).toEqual([]);
  });
});
