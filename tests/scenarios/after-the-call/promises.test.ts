import { describe, expect, it } from "vitest";
import { CONFIGURATION, PROJECT, type Stage } from "../../support/stage.ts";
import { announced, carried, jane, NEW_CSM } from "./call.ts";
import { settle } from "./outcome.ts";
import { writesDescription } from "./person.ts";
import { situations } from "./situations.ts";

async function set(name: string): Promise<Stage> {
  const situation = situations.find((one) => one.name === name);
  if (situation === undefined) throw new Error(`no situation "${name}"`);
  return situation.set();
}

function reactions(stage: Stage): readonly string[] {
  return stage.sandbox.issue(PROJECT, 3).notes.flatMap((note) => note.reactions.map((one) => one.name));
}

/** A run while sam saves one text again whenever the bot reads it; answers how often. */
async function runWhileSaving(stage: Stage, iid: number): Promise<number> {
  let saves = 0;
  const remove = stage.sandbox.beforeRequest((request) => {
    if (request.method !== "GET" || !request.path.endsWith(`/issues/${iid}`)) return;
    saves += 1;
    stage.sandbox.as("sam").editDescription(PROJECT, iid, (text) => `${text}\nsaved ${saves}`);
  });
  await stage.run();
  remove();
  return saves;
}

describe("a command is answered when it was followed", () => {
  it("not while somebody keeps saving the text it is about", async () => {
    const stage = await set("the command drop book a room");
    const { sandbox } = stage;
    expect(await runWhileSaving(stage, 3)).toBeGreaterThan(2);
    expect(reactions(stage)).toEqual([]);
    await settle(stage);
    expect(/\[.\] Book a room/.exec(sandbox.issue(PROJECT, 3).description)?.[0]).toBe("[~] Book a room");
    expect(reactions(stage)).toEqual(["white_check_mark"]);
    await stage.close();
  });

  it.each([
    ["the command skip", (stage: Stage) => stage.sandbox.issue(PROJECT, 3).state === "closed"],
    ["the command move to 2026-12-02", (stage: Stage) => stage.sandbox.issue(PROJECT, 3).dueDate === "2026-12-02"],
    ["the command drop book a room", (stage: Stage) => stage.sandbox.issue(PROJECT, 3).description.includes("[~]")],
  ])("not when GitLab refused it: %s", async (name, isFollowed) => {
    const stage = await set(name);
    const when = (request: { readonly method: string }): boolean => request.method === "PUT";
    stage.sandbox.faults.inject({ when, kind: "status", status: 403, times: 5 });
    await stage.run();
    stage.sandbox.faults.clear();
    expect(reactions(stage)).toEqual([]);
    await settle(stage);
    expect(isFollowed(stage)).toBe(true);
    expect(reactions(stage)).toEqual(["white_check_mark"]);
    await stage.close();
  });
});

describe("what people decide meanwhile stays", () => {
  it("an item taken off a hand-written agenda before anybody looked again", async () => {
    const stage = await set("a hand-written agenda");
    const { sandbox } = stage;
    await stage.run();
    sandbox.clock.advance(60_000);
    jane(stage).editDescription(PROJECT, 3, (text) => text.replace(/^- \[ \] Book a room.*\n/m, ""));
    const text = sandbox.issue(PROJECT, 3).description;
    expect(text).toContain("Share the guide");
    await settle(stage);
    expect(sandbox.issue(PROJECT, 3).description).toBe(text);
    await stage.close();
  });

  it("somebody who was assigned while the CSM changes", async () => {
    const { stage } = await carried();
    const { sandbox } = stage;
    sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", NEW_CSM);
    sandbox.clock.set("2026-11-29T09:50:00Z");
    let assigned = false;
    const remove = sandbox.beforeRequest((request) => {
      if (assigned || request.method !== "GET" || !request.path.endsWith("/issues/2")) return;
      assigned = true;
      jane(stage).assign(PROJECT, 2, "jane", "bob");
    });
    await stage.run();
    remove();
    expect([...sandbox.issue(PROJECT, 2).assignees].sort()).toEqual(["bob", "sam"]);
    await stage.close();
  });

  it("a follow-up that somebody works on while it is to be taken back", async () => {
    const stage = await set("the agenda was reopened");
    expect(await runWhileSaving(stage, 2)).toBeGreaterThan(0);
    await settle(stage);
    expect(stage.sandbox.issue(PROJECT, 2).state).toBe("opened");
    await stage.close();
  });

  it("a text that somebody keeps saving while a late item is to be appended", async () => {
    const stage = await set("a late item");
    const { sandbox } = stage;
    const saves = await runWhileSaving(stage, 3);
    expect(saves).toBeGreaterThan(2);
    expect(sandbox.requests.all.some((request) => writesDescription(request, 3))).toBe(false);
    await settle(stage, 1);
    const { description } = sandbox.issue(PROJECT, 3);
    for (let save = 1; save <= saves; save += 1) expect(description).toContain(`saved ${save}`);
    expect(description.split("Send the minutes")).toHaveLength(2);
    await stage.close();
  });
});

describe("what was decided in one copy holds in all", () => {
  it.each([
    ["a tick in the follow-up", 3, "[x] \\@bob Upload the diagram"],
    ["an item marked not applicable", 2, "[~] Book a room"],
  ])("though somebody keeps saving another copy: %s", async (name, iid, line) => {
    const stage = await set(name);
    expect(await runWhileSaving(stage, iid)).toBeGreaterThan(2);
    await settle(stage);
    const texts = stage.sandbox.issues(PROJECT).map((issue) => issue.description);
    expect(texts.filter((text) => !text.includes(line.slice(0, 3)))).toEqual([]);
    expect(stage.sandbox.issue(PROJECT, 3).description).toContain(line);
    await stage.close();
  });
});

describe("a snooze holds until its day", () => {
  /** Reminders of an item on the follow-up of its call. */
  function reminders(stage: Stage): number {
    return stage.sandbox.issue(PROJECT, 2).notes.filter(({ body }) => body.includes("note reminder")).length;
  }

  it("longer than a comment counts as a command", async () => {
    const call = await announced();
    const { stage } = call;
    await call.at("2026-11-19T09:00:00Z");
    for (const item of ["share the guide", "upload the diagram"]) {
      jane(stage).comment(PROJECT, 2, `@cadence-bot snooze ${item} until 2026-12-21`);
    }
    for (const day of [
      "2026-11-19T09:10:00Z",
      "2026-11-23T09:00:00Z",
      "2026-12-07T09:00:00Z",
      "2026-12-11T09:00:00Z",
    ]) {
      await call.at(day);
      expect(reminders(stage), day).toBe(0);
    }
    await call.at("2026-12-21T09:00:00Z");
    expect(reminders(stage)).toBe(1);
    await stage.close();
  });

  it("after the agenda it was said on was closed", async () => {
    const call = await carried();
    const { stage } = call;
    const before = reminders(stage);
    stage.sandbox.clock.set("2026-11-28T09:40:00Z");
    for (const item of ["share the guide", "upload the diagram"]) {
      jane(stage).comment(PROJECT, 3, `@cadence-bot snooze ${item} until 2026-12-14`);
    }
    await call.at("2026-11-28T09:50:00Z");
    stage.sandbox.clock.set("2026-12-01T10:00:00Z");
    jane(stage).close(PROJECT, 3);
    await call.at("2026-12-01T10:05:00Z");
    await call.at("2026-12-04T09:00:00Z");
    await call.at("2026-12-07T09:00:00Z");
    expect(reminders(stage)).toBe(before);
    await stage.close();
  });
});

it("reads the day of a command in the project's zone: half an hour after midnight yesterday is over", async () => {
  const call = await carried();
  const { stage } = call;
  stage.sandbox.clock.set("2026-11-28T23:30:00Z");
  jane(stage).comment(PROJECT, 3, "@cadence-bot move to 2026-11-28");
  await call.at("2026-11-28T23:40:00Z");
  const { dueDate, notes } = stage.sandbox.issue(PROJECT, 3);
  expect(dueDate).toBe("2026-12-01");
  expect(notes.some(({ body }) => body.includes("28 Nov 2026 is over"))).toBe(true);
  await stage.close();
});

it("makes no follow-up of a call that the bot skipped, though the file says afterwards that it had begun by then", async () => {
  const call = await carried();
  const { stage } = call;
  stage.sandbox.clock.set("2026-12-10T09:00:00Z");
  const iid = jane(stage).createIssue(PROJECT, {
    title: "Our call on 2026-12-15",
    description: "- [ ] Book a room",
    labels: ["meeting-agenda"],
    dueDate: "2026-12-15",
  });
  await call.at("2026-12-10T09:10:00Z");
  stage.sandbox.clock.set("2026-12-15T08:30:00Z");
  jane(stage).comment(PROJECT, iid, "@cadence-bot skip");
  await call.at("2026-12-15T08:40:00Z");
  expect(stage.sandbox.issue(PROJECT, iid).state).toBe("closed");
  const before = stage.sandbox.issues(PROJECT).length;
  stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", CONFIGURATION.replace("10:00", "09:00"));
  await call.at("2026-12-15T09:40:00Z");
  expect(stage.sandbox.issues(PROJECT)).toHaveLength(before);
  await stage.close();
});
