import { describe, expect, it } from "vitest";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

const LOOSE =
  "## Action items\n\n- @bob Send the logs by 2026-11-20\n- [] Book a room\n\nACTION: @jane share the guide\n";
const BOXED =
  "## Action items\n\n- [ ] @bob Send the logs by 2026-11-20\n- [ ] Book a room\n\n- [ ] @jane share the guide\n";

async function held(): Promise<Stage> {
  const stage = await setStage("2026-11-14T09:30:00Z");
  const { sandbox } = stage;
  await stage.run();
  sandbox.clock.set("2026-11-17T09:20:00Z");
  sandbox.as("jane").editDescription(PROJECT, 1, (text) => `${text}\n${LOOSE}`);
  sandbox.clock.set("2026-11-17T10:00:00Z");
  sandbox.as("jane").close(PROJECT, 1);
  sandbox.clock.advance(5 * 60_000);
  await stage.run();
  return stage;
}

function reactions({ sandbox }: Stage, iid: number): readonly string[] {
  return sandbox.issue(PROJECT, iid).notes.flatMap((note) => note.reactions.map((one) => one.name));
}

describe("boxes for action items that have none", () => {
  it.each([1, 2])("are made when the account team asks for them on #%i, and all else stays", async (iid) => {
    const stage = await held();
    const { sandbox } = stage;
    const before = sandbox.issue(PROJECT, 1).description;
    sandbox.as("bob").comment(PROJECT, iid, "@cadence-bot boxes");
    sandbox.clock.advance(5 * 60_000);
    await stage.run();
    expect(sandbox.issue(PROJECT, 1).description).toBe(before);
    sandbox.as("jane").comment(PROJECT, iid, "@cadence-bot boxes");
    sandbox.clock.advance(5 * 60_000);
    await stage.run();
    expect(sandbox.issue(PROJECT, 1).description).toBe(before.replace(LOOSE.trim(), BOXED.trim()));
    expect(reactions(stage, iid)).toEqual(["lock", "white_check_mark"]);
    // Items now: they stand in the tables of the draft, and nobody is told of boxes that lack.
    sandbox.clock.advance(5 * 60_000);
    await stage.run();
    expect(sandbox.issue(PROJECT, 2).description).toMatch(/- \[ \] Send the logs/);
    expect(
      sandbox
        .issue(PROJECT, 2)
        .notes.map((note) => note.body)
        .join("\n"),
    ).not.toContain("a box (");
    sandbox.as("jane").comment(PROJECT, iid, "@cadence-bot boxes");
    sandbox.clock.advance(5 * 60_000);
    await stage.run();
    expect(reactions(stage, iid)).toEqual(["lock", "white_check_mark", "white_check_mark"]);
    expect(sandbox.issue(PROJECT, 1).description).toContain(BOXED.split("\n")[2]);
    await stage.close();
  });

  it("wait while somebody edits the agenda, and come with what they wrote", async () => {
    const stage = await held();
    const { sandbox } = stage;
    sandbox.as("jane").comment(PROJECT, 2, "@cadence-bot boxes");
    sandbox.as("sam").editDescription(PROJECT, 1, (text) => `${text}\n- call Ann\n`);
    await stage.run();
    expect(reactions(stage, 2)).toEqual([]);
    expect((await stage.plan()).plan.nextWakeAt).not.toBeNull();
    sandbox.clock.advance(3 * 60_000);
    await stage.run();
    expect(sandbox.issue(PROJECT, 1).description).toContain("- [ ] call Ann");
    expect(reactions(stage, 2)).toEqual(["white_check_mark"]);
    // What follows from items that are known now comes with the next look.
    sandbox.clock.advance(3 * 60_000);
    await stage.run();
    await stage.close();
  });
});
