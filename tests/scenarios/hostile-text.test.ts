import { describe, expect, it } from "vitest";
import { parseMarkdown } from "../../src/domain/markdown/parse.ts";
import { type HostileText, hostileTexts } from "../support/hostile/hostile-text.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";
import { witness } from "../support/witness/gitlab-witness.ts";

// Nobody is mentioned by the configuration or the template: every mention would come from hostile text.
const CONFIGURATION = `
customer: Acme
timezone: UTC
account_team: [Jane]
attendees: [Bob]
meetings:
  cadence-call:
    repeat: every day at 10:00
    from: 2025-01-01
    lead_time: 1 day
`;
const TEMPLATE = "# Agenda\n\n## Action items\n\n{{action_items}}\n\n## End\n\nThe last paragraph.\n";
const LONG = 20_000;
const FIRST_DAY = Date.parse("2026-01-01");

type Shape = (text: string, index: number) => string;

/** How people get such a text into an item: on its line, and indented below it as a note. */
const shapes: readonly (readonly [string, Shape])[] = [
  ["on the item's line", (text, index) => `- [ ] hostile${index}x ${text}\n\n## Next\n\n- [ ] after${index}x\n`],
  [
    "indented below the item",
    (text, index) => `- [ ] hostile${index}x\n\n  ${text.replace(/\n/g, "\n  ")}\n\n## Next\n\n- [ ] after${index}x\n`,
  ],
];

function day(index: number): string {
  return new Date(FIRST_DAY + index * 86_400_000).toISOString().slice(0, 10);
}

/** One hand-written agenda for each text, a day apart, and then a run. */
async function carryAll(texts: readonly HostileText[], write: Shape): Promise<Stage> {
  const files = { ".gitlab/issue_templates/Meeting Agenda.md": TEMPLATE };
  // They are from before the bot, and more of them than weeks of its horizon.
  const configuration = CONFIGURATION.replace("meetings:", "defaults: { carry: { horizon: 52 weeks } }\nmeetings:");
  const stage = await setStage("2025-12-31T11:00:00Z", { configuration, files, isLong: true });
  const { sandbox } = stage;
  texts.forEach(({ text }, index) => {
    const hand = { title: "Our call", labels: ["meeting-agenda"], dueDate: day(index), imported: true };
    sandbox.as("jane").createIssue(PROJECT, { ...hand, description: write(text, index) });
  });
  sandbox.clock.set(`${day(texts.length - 1)}T11:00:00Z`);
  return stage;
}

async function expectInert(texts: readonly HostileText[], write: Shape): Promise<void> {
  const stage = await carryAll(texts, write);
  const { sandbox } = stage;
  const before = sandbox.issues(PROJECT).map(({ description, state, labels, title, confidential }) => ({
    description,
    state,
    labels,
    title,
    confidential,
  }));
  const told = sandbox.notifications.length;
  const { applied } = await stage.run();

  expect(applied.map((one) => [one.action.kind, one.outcome, one.error])).toEqual([["create-agenda", "done", null]]);
  const agenda = sandbox.issue(PROJECT, applied[0]?.iid ?? 0);
  expect(agenda).toMatchObject({ state: "opened", labels: ["meeting-agenda"], assignees: [], confidential: false });
  expect(agenda).toMatchObject({ title: `GitLab / Acme CSM Call - ${day(texts.length)}`, discussionLocked: false });
  // GitLab takes command lines out of what it stores: nothing was taken out, so nothing ran.
  const sent = applied[0]?.action.kind === "create-agenda" ? applied[0].action.agenda.description : "";
  expect(agenda.description).toBe(sent.trimEnd());
  expect(sandbox.notifications.slice(told).filter((one) => one.cause === "mentioned")).toEqual([]);
  const after = sandbox.issues(PROJECT).slice(0, texts.length);
  expect(
    after.map(({ description, state, labels, title, confidential }) => ({
      description,
      state,
      labels,
      title,
      confidential,
    })),
  ).toEqual(before);

  const seen = witness(agenda.description.replace(/^<!--.*-->\n/, "").replace(/ <!--c:[^>]*-->/g, ""));
  expect([seen.commands, seen.mentions, seen.html]).toEqual([[], [], []]);
  expect(agenda.description).toMatch(/\n## End\n\nThe last paragraph\.$/);
  const { items, sections } = parseMarkdown(agenda.description);
  expect(sections.at(-1)?.heading?.text).toBe("End");
  const top = items.filter((item) => item.parent === null && !item.quoted).map((item) => item.text.split(" ")[0]);
  texts.forEach(({ name, text }, index) => {
    const swallowedInItsOrigin = !parseMarkdown(write(text, index)).items.some(
      (item) => item.text === `after${index}x` && !item.quoted,
    );
    if (!swallowedInItsOrigin) expect([name, top]).toEqual([name, expect.arrayContaining([`after${index}x`])]);
    expect([name, top.some((word) => word?.startsWith(`hostile${index}x`))]).toEqual([name, true]);
  });
  await stage.close();
}

describe.each(shapes)("hostile text %s", (_shape, write) => {
  it("neither runs, nor notifies, nor swallows: all carried into one agenda", async () => {
    await expectInert(
      hostileTexts.filter(({ text }) => text.length <= LONG),
      write,
    );
  });

  it("nor does a huge one", async () => {
    for (const text of hostileTexts.filter(({ text }) => text.length > LONG).slice(0, 3))
      await expectInert([text], write);
  });
});
