import { afterEach, expect, it } from "vitest";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../../support/stage.ts";
import { stateOfIssues, writesOn } from "./old-agendas.ts";

const WEEKLY = CONFIGURATION.replace("every 2 weeks", "every week");
const HISTORY = `${WEEKLY}\nhistory:\n  before: 2026-11-17\n  titles: ["Acme weekly*"]\n`;

let stage: Stage;
afterEach(() => stage.close());

async function runAt(instant: string): Promise<void> {
  stage.sandbox.clock.set(instant);
  const { applied } = await stage.run();
  expect(applied.filter(({ error }) => error !== null)).toEqual([]);
}

function write(dueDate: string, item: string, labels: readonly string[] = []): number {
  const description = `## Action items\n\n- [ ] @bob ${item}\n`;
  return stage.sandbox
    .as("jane")
    .createIssue(PROJECT, { title: `Acme weekly ${dueDate}`, description, dueDate, labels });
}

const made = () => stage.sandbox.issues(PROJECT).filter(({ author }) => author === "cadence-bot");

it("the day that history names is the bot's own: its call gets a follow-up, the one of the day before none", async () => {
  stage = await setStage("2026-11-12T08:00:00Z", { configuration: HISTORY });
  const { sandbox } = stage;
  const old = write("2026-11-16", "Send the old file", ["meeting-agenda"]);
  const own = write("2026-11-17", "Send the new file", ["meeting-agenda"]);
  sandbox.clock.set("2026-11-16T12:00:00Z");
  sandbox.as("jane").close(PROJECT, old);
  await runAt("2026-11-16T12:05:00Z");
  sandbox.clock.set("2026-11-17T11:00:00Z");
  sandbox.as("jane").close(PROJECT, own);
  await runAt("2026-11-17T11:05:00Z");
  await runAt("2026-11-17T12:30:00Z");
  const followUps = made().filter(({ labels }) => labels.includes("meeting-follow-up"));
  expect(followUps.map(({ description }) => description.includes("Send the new file"))).toEqual([true]);
  expect(writesOn(sandbox, [{ iid: old }])).toEqual([]);
});

it("an adopted agenda that people rename, hide or unlabel later is left as it is, and its carried item is not lost", async () => {
  stage = await setStage("2026-10-20T08:00:00Z", { configuration: HISTORY });
  const { sandbox } = stage;
  const old = [
    { iid: write("2026-10-27", "one thing") },
    { iid: write("2026-11-03", "a second", ["meeting-agenda"]) },
    { iid: write("2026-11-10", "a third", ["meeting-agenda"]) },
  ];
  await runAt("2026-11-14T10:00:00Z");
  const [agenda] = made();
  for (const item of ["one thing", "a second", "a third"]) expect(agenda?.description).toContain(item);
  const [renamed, unlabelled, hidden] = old.map(({ iid }) => iid) as [number, number, number];
  const jane = sandbox.as("jane");
  jane.setTitle(PROJECT, renamed, "What we said");
  jane.setTitle(PROJECT, unlabelled, "Whatever");
  jane.removeLabels(PROJECT, unlabelled, "meeting-agenda");
  jane.setConfidential(PROJECT, hidden, true);
  const before = stateOfIssues(sandbox, old);
  for (const at of ["2026-11-15T10:00:00Z", "2026-11-16T10:00:00Z", "2026-11-17T08:00:00Z"]) await runAt(at);
  sandbox.clock.set("2026-11-17T10:30:00Z");
  jane.close(PROJECT, agenda?.iid ?? 0);
  for (const at of ["2026-11-17T10:35:00Z", "2026-11-17T12:00:00Z", "2026-11-21T10:00:00Z", "2026-11-23T10:00:00Z"])
    await runAt(at);
  const next = made().find(({ dueDate, labels }) => dueDate === "2026-11-24" && labels.includes("meeting-agenda"));
  for (const item of ["one thing", "a second", "a third"]) {
    expect(next?.description.split(item), item).toHaveLength(2);
    expect(next?.description).toContain(`[ ] \\@bob ${item}`);
  }
  expect(stateOfIssues(sandbox, old)).toEqual(before);
  expect(writesOn(sandbox, old)).toEqual([]);
});
