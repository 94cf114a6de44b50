import { beforeAll, describe, expect, it } from "vitest";
import { PROJECT, setStage } from "../support/stage.ts";

const CALLS = ["2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24", "2026-03-31", "2026-04-07"];

function file(deployment: string): string {
  return `customer: Acme
timezone: Europe/Berlin
csm: "@jane"
attendees: ["@bob"]
profile: { segment: strategic, priority: 1, deployment: ${deployment}, customer: existing, since: 2025-01-12 }
calls: every week on tuesday at 10:00
topics: { max: 10 }
`;
}

/** The agendas of six calls that come to all they offer. */
async function sixAgendas(deployment: string): Promise<readonly string[]> {
  const stage = await setStage("2026-02-26T10:00:00Z", { configuration: file(deployment) });
  const texts: string[] = [];
  for (const day of CALLS) {
    await stage.run();
    const agenda = stage.sandbox.issues(PROJECT).find(({ dueDate, description }) => {
      return dueDate === day && description.includes("cadence:v1 agenda");
    });
    texts.push(agenda?.description ?? "");
    stage.sandbox.clock.set(`${day}T09:30:00Z`);
    stage.sandbox.as("jane").editDescription(PROJECT, agenda?.iid ?? 0, (text) => {
      return text.replace(/^- (.*<!--t:[a-z-]+-->)$/gm, "- $1\n  - Talked about it.");
    });
    stage.sandbox.clock.set(`${day}T10:30:00Z`);
    stage.sandbox.as("jane").close(PROJECT, agenda?.iid ?? 0);
    await stage.run();
    stage.sandbox.clock.advance(2 * 24 * 3_600_000);
  }
  await stage.close();
  return texts;
}

let selfManaged: readonly string[] = [];
let saas: readonly string[] = [];
beforeAll(async () => {
  [selfManaged, saas] = [await sixAgendas("self-managed"), await sixAgendas("gitlab.com")];
});

/** In which of the six agendas a question stands. */
function callsThatAsk(agendas: readonly string[], question: string): readonly number[] {
  return agendas.flatMap((text, index) => (text.includes(question) ? [index + 1] : []));
}

/** The rows that every customer is asked, and how many of six weekly calls ask it. */
const FOR_ALL: readonly (readonly [row: string, question: string, times: number])[] = [
  ["A100", "Which results matter most to you now, and how far are you?", 1],
  ["A101", "Which goals are new since we last asked?", 1],
  ["A102", "Which features of the latest releases could help you reach your goals?", 2],
  ["C10", "Which features of the latest releases could help you reach your goals?", 2],
  ["A103", "Which parts of GitLab do your teams use, and which would you like to try next?", 1],
  ["A104", "Could one of your teams show us how it works, from the idea to the release?", 1],
  ["A105", "Which tools, editors and programming languages do your teams like to work with?", 1],
  ["A106", "Which training would help your teams in the next months?", 1],
  ["A107", "Is one of the coming workshops and events of interest to your teams?", 1],
  ["A108", "Which other tools do you use together with GitLab, or would like to?", 1],
  ["A109", "Which of your feature requests should we look at together?", 1],
  ["A110", "What holds your teams up at the moment, and what would you change?", 1],
  ["A111", "Is there a request or a support ticket that we can help with?", 1],
  ["A112", "What do you do outside GitLab today that you would like to do in it?", 1],
];

/** Those of customers who run GitLab themselves. */
const FOR_SELF_MANAGED: readonly (readonly [row: string, question: string, times: number])[] = [
  ["A43", "Which version do you run, and when do you plan the next upgrade?", 2],
  ["A44", "Does your installation follow one of the reference architectures?", 1],
  ["A45", "How many people use GitLab today, and how many will it be a year from now?", 1],
  ["A46", "Have you measured the performance of your instance?", 1],
  ["A47", "Do you know what Support can help with in a scaled installation?", 1],
  ["A49", "Are there plans for backup, restore and disaster recovery?", 1],
  ["A113", "Which version do you run, and when do you plan the next upgrade?", 2],
  ["A114", "Do you plan changes of your installation, such as Geo or high availability?", 1],
  ["A115", "Have you restored from a backup lately?", 1],
  ["A116", "Can anybody sign up at your instance, and is that meant?", 1],
  ["A117", "How soon after a security release do you install it?", 1],
];

describe("the bank of topics, in six weekly calls", () => {
  it.each(FOR_ALL)("%s: %s", (_row, question, times) => {
    expect(callsThatAsk(selfManaged, question)).toHaveLength(times);
    expect(callsThatAsk(saas, question)).toHaveLength(times);
  });

  it.each(FOR_SELF_MANAGED)("%s, of customers who run GitLab themselves: %s", (_row, question, times) => {
    expect(callsThatAsk(selfManaged, question)).toHaveLength(times);
    expect(callsThatAsk(saas, question)).toEqual([]);
  });

  it("A48: a diagram of the architecture is an action item of theirs, raised once and carried until it is ticked", () => {
    const item = "- [ ] Add a diagram of the architecture to this project";
    expect(callsThatAsk(selfManaged, item)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(selfManaged.filter((text) => text.includes("architecture-diagram"))).toHaveLength(1);
    expect(callsThatAsk(saas, item)).toEqual([]);
  });
});
