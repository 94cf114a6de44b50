import { describe, expect, it } from "vitest";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../support/stage.ts";

const WAITS = CONFIGURATION.replace("meetings:", "defaults: { follow_up: { draft_for: until-approved } }\nmeetings:");
const NOTES = "## Recap\n\nAll well.\n\n## Action items\n\n- [ ] @jane Send the plan by 2026-12-01\n";

async function drafted(configuration = WAITS, kindHours?: true): Promise<Stage> {
  const stage = await setStage("2026-11-16T09:30:00Z", {
    configuration,
    ...(kindHours === undefined ? {} : { kindHours }),
  });
  const { sandbox } = stage;
  await stage.run();
  sandbox.clock.set("2026-11-17T09:20:00Z");
  sandbox.as("jane").editDescription(PROJECT, 1, (text) => `${text.split("\n")[0]}\n\n${NOTES}`);
  sandbox.clock.set("2026-11-17T10:00:00Z");
  sandbox.as("jane").close(PROJECT, 1);
  sandbox.clock.advance(5 * 60_000);
  await stage.run();
  return stage;
}

function comments({ sandbox }: Stage): string {
  return sandbox
    .issue(PROJECT, 2)
    .notes.filter((note) => note.author === "cadence-bot" && !note.system)
    .map((note) => note.body)
    .join("\n");
}

const TOLD = "this is the follow-up to our call";

async function later(stage: Stage, minutes: number): Promise<void> {
  stage.sandbox.clock.advance(minutes * 60_000);
  await stage.run();
}

describe("a draft that waits for approval", () => {
  it("is told of once the account team gives it a thumbs-up, and what others think does not count", async () => {
    const stage = await drafted();
    const { sandbox } = stage;
    expect(comments(stage)).toContain("a 👍 on it, or a comment `@cadence-bot send`");
    await later(stage, 3 * 24 * 60);
    sandbox.as("bob").react(PROJECT, 2, "thumbsup");
    sandbox.as("jane").react(PROJECT, 2, "thumbsdown");
    await later(stage, 60);
    expect(comments(stage)).not.toContain(TOLD);
    const { plan } = await stage.plan();
    expect(plan.skipped.map(({ reason }) => reason.rule)).toEqual(expect.arrayContaining(["draft", "follow-up-late"]));
    expect(plan.nextWakeAt).not.toBeNull();
    sandbox.as("jane").react(PROJECT, 2, "thumbsup_tone3");
    await stage.run();
    expect(comments(stage)).toContain(TOLD);
    await stage.close();
  });

  it("waits as long as it takes, however quiet the issue is", async () => {
    const stage = await drafted();
    await later(stage, 20 * 24 * 60);
    stage.sandbox.as("sam").react(PROJECT, 2, "thumbsup");
    await stage.run();
    expect(comments(stage)).toContain(TOLD);
    await stage.close();
  });

  it("is sent by a comment of the account team, not by one of the customer", async () => {
    const stage = await drafted();
    const { sandbox } = stage;
    sandbox.as("bob").comment(PROJECT, 2, "@cadence-bot send");
    await later(stage, 5);
    expect(comments(stage)).not.toContain(TOLD);
    sandbox.as("jane").comment(PROJECT, 2, "@cadence-bot send");
    await stage.run();
    expect(comments(stage).split(TOLD)).toHaveLength(2);
    const reactions = sandbox.issue(PROJECT, 2).notes.flatMap((note) => note.reactions.map(({ name }) => name));
    expect(reactions).toEqual(["lock", "white_check_mark"]);
    sandbox.as("jane").comment(PROJECT, 2, "@cadence-bot send");
    await later(stage, 5);
    expect(comments(stage)).toContain("Participants know this follow-up already.");
    expect(comments(stage).split(TOLD)).toHaveLength(2);
    await stage.close();
  });

  it("was approved as it was: a thumbs-up from before the agenda was closed again does not count", async () => {
    const stage = await drafted(WAITS, true);
    const { sandbox } = stage;
    // Nobody is mailed at night.
    sandbox.clock.set("2026-11-17T20:00:00Z");
    sandbox.as("jane").react(PROJECT, 2, "thumbsup");
    await stage.run();
    sandbox.clock.set("2026-11-17T20:30:00Z");
    sandbox.as("jane").reopen(PROJECT, 1);
    sandbox.as("jane").close(PROJECT, 1);
    sandbox.clock.set("2026-11-18T09:30:00Z");
    await stage.run();
    await later(stage, 5);
    expect(comments(stage)).not.toContain(TOLD);
    await stage.close();
  });

  it("was not approved where the thumbs-up was taken back before it went out, nor by the bot", async () => {
    const stage = await drafted(WAITS, true);
    const { sandbox } = stage;
    sandbox.clock.set("2026-11-17T20:00:00Z");
    sandbox.as("cadence-bot").react(PROJECT, 2, "thumbsup");
    sandbox.as("jane").react(PROJECT, 2, "thumbsup");
    await stage.run();
    sandbox.clock.set("2026-11-17T21:00:00Z");
    sandbox.as("jane").react(PROJECT, 2, "thumbsup");
    sandbox.clock.set("2026-11-18T09:30:00Z");
    await stage.run();
    expect(comments(stage)).not.toContain(TOLD);
    sandbox.as("jane").react(PROJECT, 2, "thumbsup");
    await stage.run();
    expect(comments(stage)).toContain(TOLD);
    await stage.close();
  });

  it("asks for the reactions of the draft, once a look, and for none where nothing waits", async () => {
    const stage = await drafted();
    const { sandbox } = stage;
    const asked = (): number =>
      sandbox.requests.all.filter(({ path }) => path.endsWith("/issues/2/award_emoji")).length;
    const before = asked();
    await later(stage, 10);
    expect(asked() - before).toBe(1);
    sandbox.as("jane").react(PROJECT, 2, "thumbsup");
    await stage.run();
    await later(stage, 10);
    const told = asked();
    await later(stage, 10);
    expect(asked()).toBe(told);
    await stage.close();
  });
});

describe("a draft that has its time", () => {
  it("is sent at once, at any hour, when somebody asks", async () => {
    const stage = await drafted(CONFIGURATION, true);
    const { sandbox } = stage;
    sandbox.as("jane").comment(PROJECT, 2, "@cadence-bot send");
    await stage.run();
    expect(comments(stage)).toContain(TOLD);
    await stage.close();
  });
});
