import { afterEach, expect, it } from "vitest";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../support/stage.ts";

const NAMES = ["R&D (EMEA)! ~'*+ 50%", "Q&A?", "#1; a=b", "a/b\\c", "[x] {y}", "größe 🚀", "a::b", "%2B", '"quoted"'];

let stage: Stage;
afterEach(() => stage.close());

it.each(NAMES)("agendas are found by the label %s", async (label) => {
  const configuration = `agenda_label: ${JSON.stringify(label)}\n${CONFIGURATION}`;
  stage = await setStage("2026-11-28T10:00:00Z", { configuration });
  const { sandbox, run } = stage;
  const hand = { labels: [label], title: "Our call", description: "- [ ] by hand", dueDate: "2026-11-17" };
  sandbox.as("jane").createIssue(PROJECT, hand);
  await run();
  expect(sandbox.issue(PROJECT, 2)).toMatchObject({ labels: [label] });
  expect(sandbox.issue(PROJECT, 2).description).toContain("- [ ] by hand <sub>#1</sub>");
  await run();
  expect(sandbox.issues(PROJECT)).toHaveLength(2);
});
