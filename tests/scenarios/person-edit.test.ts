import { describe, expect, it } from "vitest";
import { botAtWork } from "../support/bot-at-work.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

const BODY = "## Action items\r\n\r\n- [ ] @bob Upload the diagram\r\n\t- [ ] nested\r\n* [x] done 🎉\r\n";

async function stageWithAgenda(): Promise<Stage> {
  const stage = await setStage("2026-11-17T10:00:00Z");
  const hand = { title: "by hand", labels: ["meeting-agenda"], description: BODY, dueDate: "2026-11-17" };
  stage.sandbox.as("jane").createIssue(PROJECT, hand);
  stage.sandbox.clock.set("2026-11-28T09:30:00Z");
  return stage;
}

async function requestsOfARun(): Promise<number> {
  const stage = await stageWithAgenda();
  await stage.run();
  const total = stage.sandbox.requests.all.length;
  await stage.close();
  return total;
}

describe("a person's edit between any two requests of a run", () => {
  it("stays byte for byte, in the old agenda and in the new one", async () => {
    const total = await requestsOfARun();
    expect(total).toBeGreaterThan(3);
    for (let at = 1; at <= total; at += 1) {
      const stage = await stageWithAgenda();
      const { sandbox } = stage;
      const edited = new Map<number, string>();
      let seen = 0;
      sandbox.beforeRequest(() => {
        seen += 1;
        if (seen !== at) return;
        for (const { iid } of sandbox.issues(PROJECT)) {
          sandbox.as("bob").editDescription(PROJECT, iid, (text) => `${text}\n- [ ] added by bob in #${iid} 🙂\n`);
          edited.set(iid, sandbox.issue(PROJECT, iid).description);
        }
      });
      await stage.run();
      await stage.run();
      for (const [iid, text] of edited) expect(sandbox.issue(PROJECT, iid).description).toBe(text);
      expect(
        sandbox.issues(PROJECT).filter((issue) => issue.dueDate === "2026-12-01" && issue.state === "opened"),
      ).toHaveLength(1);
      await stage.close();
    }
  });
});

it("a tick that was read is not set again as if it had crossed the bot's own edit", async () => {
  const stage = await setStage("2026-11-17T10:00:00Z");
  const { sandbox } = stage;
  const description = "- [ ] one thing\n- [ ] other thing";
  sandbox
    .as("jane")
    .createIssue(PROJECT, { title: "x", labels: ["meeting-agenda"], description, dueDate: "2026-11-17" });
  botAtWork(sandbox);
  const at = async (time: string, act: () => void): Promise<void> => {
    sandbox.clock.set(`2026-11-28T${time}:00Z`);
    act();
    await stage.run();
  };
  await at("10:00", () => undefined);
  await at("11:00", () => sandbox.as("bob").tick(PROJECT, 1, "one thing"));
  await at("12:00", () => undefined);
  expect(sandbox.issue(PROJECT, 3).description).toContain("- [x] one thing");
  sandbox.as("bob").untick(PROJECT, 3, "one thing");
  await at("13:00", () => undefined);
  expect(sandbox.issue(PROJECT, 1).description).toBe(description);
  await stage.close();
});

it("an item of an agenda that a person wrote beside the bot's for the same day is ticked in their one follow-up", async () => {
  const stage = await setStage("2026-11-14T10:00:00Z");
  const { sandbox } = stage;
  const runAt = async (instant: string): Promise<void> => {
    sandbox.clock.set(instant);
    const { applied } = await stage.run();
    expect(applied.flatMap(({ error }) => error ?? [])).toEqual([]);
  };
  await runAt("2026-11-14T10:00:00Z");
  const description = "## Action items\n\n- [ ] @bob Order the badge\n- [ ] @jane Book a room\n";
  const hand = { title: "by hand", labels: ["meeting-agenda"], description, dueDate: "2026-11-17" };
  const own = sandbox.as("jane").createIssue(PROJECT, hand);
  await runAt("2026-11-14T11:00:00Z");
  sandbox.clock.set("2026-11-17T10:00:00Z");
  for (const iid of [1, own]) sandbox.as("jane").close(PROJECT, iid);
  await runAt("2026-11-17T10:05:00Z");
  await runAt("2026-11-17T12:05:00Z");
  sandbox.as("bob").tick(PROJECT, own, "Order the badge");
  await runAt("2026-11-18T10:05:00Z");
  const followUps = sandbox.issues(PROJECT).filter(({ labels }) => labels.includes("meeting-follow-up"));
  expect(followUps).toHaveLength(1);
  expect(followUps[0]?.description).toMatch(/- \[x\] .*Order the badge/);
  await stage.close();
});
