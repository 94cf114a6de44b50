import { expect, it } from "vitest";
import { renderTopics } from "../../../src/domain/agenda/topics.ts";
import { reason } from "../../../src/domain/reason.ts";
import { textsIn } from "../../../src/domain/texts/texts.ts";
import { TOPIC_BANK } from "../../../src/domain/topics/bank.ts";
import type { JudgedTopic, TopicChoice } from "../../../src/domain/topics/choose.ts";
import type { OwnTopic } from "../../../src/domain/topics/types.ts";

const OWN: OwnTopic = {
  id: "own-1",
  kind: "suggested",
  text: "Ask @bob about <!-- c:1-abc --> runners",
  link: "https://docs.gitlab.com/runner/",
  every: "once",
  rows: [],
};

function judged(id: string): JudgedTopic {
  const topic = [OWN, ...TOPIC_BANK].find((one) => one.id === id) ?? OWN;
  return { topic, reason: reason("topic-new", id, {}) };
}

const CHOICE: TopicChoice = {
  max: 3,
  suggested: ["own-1", "outcomes", "restore-test"].map(judged),
  raised: [judged("security-alerts")],
  resting: [],
};
const RESTORE =
  "- Have you restored from a backup lately? https://docs.gitlab.com/administration/backup_restore/restore_gitlab/ <!--t:restore-test-->";

it("is a list with whole addresses and hidden marks, and action items without a mark", () => {
  const { suggested, raised, ids } = renderTopics(CHOICE, textsIn("en"), { left: 0, project: null });
  expect(suggested.split("\n").slice(1)).toEqual([
    "- Which results matter most to you now, and how far are you? <!--t:outcomes-->",
    RESTORE,
  ]);
  expect(raised).toEqual(["- [ ] Sign up for security alerts https://about.gitlab.com/company/preference-center/"]);
  expect(ids).toEqual(["own-1", "outcomes", "restore-test", "security-alerts"]);
});

it("notifies nobody with words of the file, which can be no mark either", () => {
  const [first] = renderTopics(CHOICE, textsIn("en"), { left: 0, project: null }).suggested.split("\n");
  expect(first).toMatch(/^- Ask \\?@\S*bob about .*runners https:\/\/docs\.gitlab\.com\/runner\/ <!--t:own-1-->$/);
  expect(first).not.toContain("c:1-abc");
});

it.each([
  [0, 3],
  [1, 2],
  [3, 0],
  [9, 0],
])("beside %i topics that are left over it suggests %i", (left, count) => {
  const { suggested, ids } = renderTopics(CHOICE, textsIn("de"), { left, project: null });
  expect(suggested.split("\n").filter((line) => line !== "")).toHaveLength(count);
  expect(ids).toHaveLength(count + 1);
});

it("is nothing where nothing was chosen", () => {
  expect(renderTopics(null, textsIn("en"), { left: 0, project: null })).toEqual({ suggested: "", raised: [], ids: [] });
});
