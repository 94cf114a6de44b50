import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONFIGURATION, PROJECT, type Stage } from "../support/stage.ts";
import { agendaMade, callClosed, lookAt, participantsTold, textOf } from "./story.ts";

/** All texts, titles and comments that the bot sent into the project. */
function written({ sandbox }: Stage): string {
  const writes = sandbox.requests.all.filter(({ method }) => method !== "GET");
  return writes.map(({ body }) => JSON.stringify(body)).join("\n");
}

describe("where notes of a call are", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await agendaMade();
    const { sandbox } = stage;
    sandbox.clock.set("2026-11-17T09:30:00Z");
    sandbox
      .as("jane")
      .editDescription(PROJECT, 1, (text) => `${text}\n\nWe agreed on May.\n\n- [ ] @bob Upload the diagram\n`);
    sandbox
      .as("sam")
      .comment(PROJECT, 1, "Between us: they hesitate.\n\n- [ ] @sam Sound them out", { internal: true });
    sandbox.as("jane").comment(PROJECT, 1, "As Product wrote to me: not before summer.\n\n- [ ] @jane Tell them later");
    sandbox.clock.set("2026-11-17T10:00:00Z");
    sandbox.as("jane").close(PROJECT, 1);
    await lookAt(stage, "2026-11-17T10:05:00Z");
    await participantsTold(stage);
    await lookAt(stage, "2026-11-28T09:30:00Z");
  });
  afterAll(() => stage.close());

  it("A97: the agenda's text is the one source: what stands there is told and carried, what stands elsewhere is not", () => {
    expect(textOf(stage, 2)).toContain("We agreed on May.");
    expect(textOf(stage, 3)).toContain("\\@bob Upload the diagram");
    expect(textOf(stage, 3)).not.toContain("Tell them later");
  });

  it("A76: what somebody quoted in a comment gets into no text of the bot's", () => {
    expect(written(stage)).toContain("We agreed on May.");
    expect(written(stage)).not.toMatch(/Product wrote|before summer|Tell them later/);
  });

  it("A82, C35: internal notes stay where they are", () => {
    expect(written(stage)).not.toMatch(/Between us|hesitate|Sound them out/);
  });

  it("A81: each issue is found by the customer's name in its title", () => {
    const titles = stage.sandbox.issues(PROJECT).map(({ title }) => title);
    expect(titles).toEqual([
      "GitLab / Acme CSM Call - 2026-11-17",
      "Follow-up: GitLab / Acme CSM Call - 2026-11-17",
      "GitLab / Acme CSM Call - 2026-12-01",
    ]);
  });

  it("A83: whoever needs them in an escalation finds all calls under one label, all follow-ups under another", () => {
    expect(
      stage.sandbox.issues(PROJECT).map(({ labels }) => labels.filter((one) => one.startsWith("meeting-"))),
    ).toEqual([["meeting-agenda"], ["meeting-follow-up"], ["meeting-agenda"]]);
  });

  it("A88: a call's issue has its day in the title and keeps its address", () => {
    expect(stage.sandbox.issues(PROJECT).map(({ iid }) => iid)).toEqual([1, 2, 3]);
    expect(stage.sandbox.issue(PROJECT, 1).title).toContain(stage.sandbox.issue(PROJECT, 1).dueDate ?? "no day");
    expect(textOf(stage, 3)).toContain("Last call #1, Tue 17 Nov 2026");
  });
});

describe("who leaves", () => {
  it("A86: issues belong to the bot, and those of a CSM who left go on with the next one", async () => {
    const stage = await callClosed({ recap: "All agreed.\n\n- [ ] @bob Upload the diagram" });
    await participantsTold(stage);
    const next = `${CONFIGURATION}csm:\n  - { user: "@jane", until: 2026-11-20 }\n  - { user: "@sam" }\n`;
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", next);
    await lookAt(stage, "2026-11-28T09:30:00Z");
    const open = stage.sandbox.issues(PROJECT).filter(({ state }) => state === "opened");
    expect(open.map(({ iid, author, assignees }) => [iid, author, ...assignees])).toEqual([
      [2, "cadence-bot", "sam"],
      [3, "cadence-bot", "sam"],
    ]);
    await stage.close();
  });
});

describe("both sides use the project", () => {
  it("C33: what the customer ticks in the follow-up is done in the agenda too", async () => {
    const stage = await callClosed({ recap: "All agreed.\n\n- [ ] @bob Upload the diagram" });
    await participantsTold(stage);
    await lookAt(stage, "2026-11-28T09:30:00Z");
    stage.sandbox.as("bob").tick(PROJECT, 2, "Upload the diagram");
    await lookAt(stage, "2026-11-28T09:40:00Z");
    expect(textOf(stage, 3)).toContain("- [x] \\@bob Upload the diagram");
    await stage.close();
  });

  it("A94: what several people write down is one text, and all of it is told", async () => {
    const stage = await agendaMade();
    const { sandbox } = stage;
    sandbox.clock.set("2026-11-17T09:30:00Z");
    sandbox.as("bob").editDescription(PROJECT, 1, (text) => `${text}\n\nBob wrote this down.\n`);
    sandbox.as("sam").editDescription(PROJECT, 1, (text) => `${text}\n\nSam wrote that down.\n`);
    sandbox.clock.set("2026-11-17T10:00:00Z");
    sandbox.as("sam").close(PROJECT, 1);
    await lookAt(stage, "2026-11-17T10:05:00Z");
    expect(textOf(stage, 2)).toMatch(/Bob wrote this down\.[^]*Sam wrote that down\./);
    await stage.close();
  });
});
