import { afterEach, describe, expect, it } from "vitest";
import { CONFIGURATION, PROJECT, type Stage } from "../support/stage.ts";
import { agendaMade, callClosed, lookAt, PLACES, participantsTold, textOf } from "./story.ts";

let stage: Stage;
afterEach(() => stage.close());

function labels(iid: number): readonly string[] {
  return stage.sandbox.issue(PROJECT, iid).labels;
}

/** The part of an agenda that asks for a decision; empty where there is none. */
function toDecide(iid: number): string {
  return textOf(stage, iid).split("## To decide\n")[1]?.split("\n## ")[0] ?? "";
}

describe("questions after the follow-up", () => {
  it("E45: a customer's comment that nobody answered for a business day is seen, until somebody answers", async () => {
    stage = await callClosed({ recap: "All agreed.\n\n- [ ] @bob Upload the diagram" });
    await participantsTold(stage);
    stage.sandbox.clock.set("2026-11-18T09:00:00Z");
    stage.sandbox.as("bob").comment(PROJECT, 2, "Which format shall it have?");
    await lookAt(stage, "2026-11-19T08:55:00Z");
    expect(labels(2)).not.toContain("awaiting-reply");
    await lookAt(stage, "2026-11-19T09:05:00Z");
    expect(labels(2)).toContain("awaiting-reply");
    stage.sandbox.as("sam").comment(PROJECT, 2, "Any that you like.");
    await lookAt(stage, "2026-11-19T09:30:00Z");
    expect(labels(2)).not.toContain("awaiting-reply");
  });
});

describe("an item that goes on and on", () => {
  it("E50: after three follow-ups somebody is to decide", async () => {
    const often = CONFIGURATION.replace("every 2 weeks", "every week").replace("3 days", "2 days");
    stage = await agendaMade({ configuration: often });
    await lookAt(stage, "2026-11-15T10:00:00Z");
    const first = stage.sandbox.issues(PROJECT).at(-1)?.iid ?? 0;
    stage.sandbox
      .as("jane")
      .editDescription(PROJECT, first, (text) => text.replace(PLACES.recap, "- [ ] @jane Ask Support about Geo"));
    const decided: string[] = [];
    for (let call = 0; call < 4; call += 1) {
      const day = Date.UTC(2026, 10, 17 + 7 * call, 10);
      const agenda = stage.sandbox.issues(PROJECT).findLast(({ title }) => title.startsWith("GitLab / "))?.iid ?? 0;
      decided.push(toDecide(agenda).includes("Ask Support about Geo") ? "to decide" : "open");
      stage.sandbox.clock.set(new Date(day).toISOString());
      stage.sandbox.as("jane").close(PROJECT, agenda);
      await lookAt(stage, new Date(day + 300_000).toISOString());
      await lookAt(stage, new Date(day + 4_500_000).toISOString());
      await lookAt(stage, new Date(day + 5 * 86_400_000).toISOString());
    }
    expect(decided).toEqual(["open", "open", "open", "to decide"]);
  });

  it("E49: one that is older than four weeks as well, and may have an issue of its own", async () => {
    const monthly = CONFIGURATION.replace("every 2 weeks on tuesday", "every 5 weeks on tuesday");
    stage = await agendaMade({ configuration: monthly.replace("2026-01-13", "2026-11-17") });
    stage.sandbox
      .as("jane")
      .editDescription(PROJECT, 1, (text) => text.replace(PLACES.recap, "- [ ] @jane Ask Support about Geo"));
    stage.sandbox.clock.set("2026-11-17T10:00:00Z");
    stage.sandbox.as("jane").close(PROJECT, 1);
    await lookAt(stage, "2026-11-17T10:05:00Z");
    await participantsTold(stage);
    await lookAt(stage, "2026-12-21T10:00:00Z");
    const next = stage.sandbox.issues(PROJECT).find(({ dueDate }) => dueDate === "2026-12-22")?.iid ?? 0;
    expect(toDecide(next)).toContain("Ask Support about Geo");
    expect(toDecide(next)).toContain("write `/cadence issue` below it for an issue of its own");
  });

  it("B20: it gets an issue of its own when somebody asks, once, related to where it was raised", async () => {
    stage = await callClosed({ recap: "All agreed.\n\n- [ ] @jane Ask Support about Geo\n\n  /cadence issue" });
    await participantsTold(stage);
    await lookAt(stage, "2026-11-28T09:30:00Z");
    const own = stage.sandbox.issues(PROJECT).filter(({ title }) => title.includes("Ask Support about Geo"));
    expect(own.map(({ assignees }) => assignees)).toEqual([["jane"]]);
    expect(own.flatMap(({ links }) => links.map(({ iid }) => iid))).toContain(1);
  });
});
