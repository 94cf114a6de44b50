import { afterEach, describe, expect, it } from "vitest";
import { PROJECT } from "../../support/stage.ts";
import { type Story, tell } from "./story.ts";

const FORTNIGHTLY = ["repeat: every 2 weeks on tuesday at 10:00", "from: 2026-01-13"];
const SHARES = "shares the agenda of the call planned for Tue 27 Jan 2026: both begin on Tue 10 Feb 2026, 10:00";

let story: Story;
afterEach(() => story.stage.close());

/** What a plan calls for help with, besides agendas that nobody closed. */
async function helpAsked(): Promise<readonly string[]> {
  const lines = (await story.say("plan", "--quiet")).split("\n");
  return lines.filter((line) => line.includes("!") && !line.includes("is still open after its call"));
}

describe("two calls of a series at one instant", () => {
  it("have one agenda, which is said; nothing is missed and no shorter lead time is advised", async () => {
    story = await tell("2026-02-08T09:00:00Z", { call: [...FORTNIGHTLY, "move: { 2026-01-27: 2026-02-10 }"] });
    const check = await story.say("check");
    expect(check).toContain(
      "two calls on Tue 10 Feb 2026: those planned for Tue 27 Jan 2026 and Tue 10 Feb 2026, which share",
    );
    expect(check).not.toContain("lead time");
    await story.at("2026-02-08T09:00:00Z");
    expect(story.agendas()).toEqual(["#1 call/2026-01-27 date 2026-02-10 due 2026-02-10"]);
    for (const verb of ["plan", "explain"]) expect(await story.say(verb)).toContain(SHARES);
    for (const at of ["2026-02-10T08:59:00Z", "2026-02-10T09:01:00Z", "2026-02-12T09:00:00Z"]) {
      expect(await story.at(at)).toEqual([]);
      expect(await helpAsked()).toEqual([]);
    }
    expect(await story.at("2026-02-21T10:00:00Z")).toContain("create-agenda");
    expect(story.agendas()).toContain("#2 call/2026-02-24 date 2026-02-24 due 2026-02-24");
  });

  it("a due date that a person moves onto the next call is no second agenda either", async () => {
    story = await tell("2026-01-24T09:00:00Z", { call: FORTNIGHTLY });
    await story.at("2026-01-24T09:00:00Z");
    story.stage.sandbox.as("jane").setDueDate(PROJECT, 1, "2026-02-10");
    expect(await story.at("2026-02-08T09:00:00Z")).toEqual([]);
    expect(await story.say("explain")).toContain(SHARES);
    // Moved away again, the other call gets its own.
    story.stage.sandbox.as("jane").setDueDate(PROJECT, 1, "2026-02-09");
    expect(await story.at("2026-02-09T10:00:00Z")).toEqual(["create-agenda"]);
  });

  it("that have an agenda each already are named", async () => {
    const weekly = ["repeat: every week on tuesday at 10:00", "from: 2026-01-13"];
    story = await tell("2026-02-08T09:00:00Z", { call: weekly });
    await story.at("2026-02-08T09:00:00Z");
    await story.at("2026-02-14T10:00:00Z");
    story.configure({ call: [...weekly, "move: { 2026-02-10: 2026-02-17 }"] });
    await story.at("2026-02-14T11:00:00Z");
    expect(await story.say("plan", "--quiet")).toContain(
      "and #1 are agendas of one moment, Tue 17 Feb 2026, 10:00: close one",
    );
    story.stage.sandbox.as("jane").close(PROJECT, 1);
    expect(await story.say("plan", "--quiet")).not.toContain("one moment");
  });
});

describe("calls without an agenda", () => {
  it("before the first one of the series ask for nobody", async () => {
    story = await tell("2026-11-28T09:00:00Z", { call: ["repeat: every workday at 10:00", "from: 2026-01-13"] });
    expect(await story.say("plan")).not.toContain("!");
    await story.at("2026-11-28T09:00:00Z");
    expect(await helpAsked()).toEqual([]);
    expect(await story.say("explain")).not.toContain("began without");
  });

  it("ask for a person until the next agenda is made, and are told of without a call for help from then on", async () => {
    story = await tell("2026-10-30T09:00:00Z", { call: ["repeat: every tuesday at 10:00", "from: 2026-01-13"] });
    await story.at("2026-10-31T10:00:00Z");
    expect(story.agendas()).toHaveLength(1);
    story.stage.sandbox.clock.set("2026-11-12T10:00:00Z");
    expect(await story.say("plan", "--quiet")).toContain("the call of Tue 10 Nov 2026, 10:00 began without an agenda");
    await story.at("2026-11-14T10:00:00Z");
    expect(await helpAsked()).toEqual([]);
    expect(await story.say("explain")).toContain("- Tue 10 Nov 2026");
    // Days of another rhythm were never planned before it was written.
    story.configure({ call: ["repeat: every week on tuesday and thursday at 10:00", "from: 2026-01-13"] });
    expect(await helpAsked()).toEqual([]);
  });
});
