import { afterEach, describe, expect, it } from "vitest";
import type { Fault } from "../../src/sandbox/index.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

let stage: Stage;
afterEach(() => stage.close());

/** What GitLab answers to a creation that it refuses (lib/api/issues.rb). */
const refusals = {
  "an iid that another creation took at that moment": { status: 409, body: { message: "Duplicated issue" } },
  "quick actions that this token may not use": {
    status: 403,
    body: { message: "403 Forbidden - Quick actions cannot be used with AI workflows." },
  },
} as const;
type Refusal = (typeof refusals)[keyof typeof refusals];

function refuse(kind: "status" | "status-after", { status, body }: Refusal, times: number): void {
  const when: Fault["when"] = ({ method, path }) => method === "POST" && path.endsWith("/issues");
  stage.sandbox.faults.inject({ kind, when, times, status, body });
}

/** An agenda is due, or its follow-up: what is to be created, by the label that it gets. */
const creations = {
  "an agenda": async (): Promise<string> => {
    stage = await setStage("2026-11-28T10:00:00Z");
    return "meeting-agenda";
  },
  "a follow-up": async (): Promise<string> => {
    stage = await setStage("2026-11-14T10:00:00Z");
    await stage.run();
    stage.sandbox.clock.set("2026-11-17T11:00:00Z");
    stage.sandbox.as("jane").close(PROJECT, 1);
    return "meeting-follow-up";
  },
} as const;

function made(label: string): number {
  return stage.sandbox.issues(PROJECT).filter(({ labels }) => labels.includes(label)).length;
}

describe.each(Object.entries(creations))("the creation of %s", (_, begin) => {
  const conflict = refusals["an iid that another creation took at that moment"];

  it("is tried once more after a conflict, when nothing was made", async () => {
    const label = await begin();
    refuse("status", conflict, 1);
    const { applied } = await stage.run();
    expect(applied.map(({ error }) => error)).toEqual(applied.map(() => null));
    expect(made(label)).toBe(1);
  });

  it("is not tried again where the conflict was with itself", async () => {
    const label = await begin();
    refuse("status-after", conflict, 1);
    await stage.run();
    await stage.run();
    expect(made(label)).toBe(1);
  });

  it.each(Object.entries(refusals))("fails for %s, and the next run makes it once", async (__, refusal) => {
    const label = await begin();
    refuse("status", refusal, 9);
    const { applied } = await stage.run();
    const error = applied.find(({ outcome }) => outcome === "failed")?.error;
    expect(error?.message).toContain(refusal.body.message.replace("403 Forbidden - ", ""));
    expect(made(label)).toBe(0);
    stage.sandbox.faults.clear();
    await stage.run();
    await stage.run();
    expect(made(label)).toBe(1);
  });
});
