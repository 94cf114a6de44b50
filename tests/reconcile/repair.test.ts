import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { repairOverwrite } from "../../src/reconcile/repair.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

const TEXT = "# Call\n\n## Topics\n\n- Upgrade\n- Licences\n\n## Notes\n\nNothing yet.";
const BY_BOT = `${TEXT}\n\nBy the bot.`;

let stage: Stage;
beforeEach(async () => {
  stage = await setStage("2026-11-24T09:00:00Z");
});
afterEach(() => stage.close());

/** An issue that the bot wrote over a person's edit, or some minutes after it. */
async function setCrossing(minutesBetween = 0): Promise<number> {
  const { sandbox } = stage;
  const iid = sandbox.as("jane").createIssue(PROJECT, { title: "Our call", description: TEXT });
  sandbox.clock.advance(3_600_000);
  sandbox.as("jane").editDescription(PROJECT, iid, (text) => `${text}\n\nWe meet in Rome.`);
  sandbox.clock.advance(minutesBetween * 60_000 + 1_000);
  await stage.dependencies().gitlab.updateIssue(iid, { description: BY_BOT });
  return iid;
}

/** What comes of a webhook that says that the bot edited an issue. */
async function repair(iid: number, previous: string, written = BY_BOT) {
  const { gitlab } = stage.dependencies();
  const now = stage.sandbox.clock.now().toISOString();
  return repairOverwrite(gitlab, iid, (await gitlab.getCurrentUser()).id, { previous, written, now });
}

describe("an edit that the bot overwrote", () => {
  it("is put back", async () => {
    const iid = await setCrossing();
    expect(await repair(iid, `${TEXT}\n\nWe meet in Rome.`)).toBe("restored");
    expect(stage.sandbox.issue(PROJECT, iid).description).toContain("We meet in Rome.");
  });
});

describe("a forged webhook about an edit of the bot", () => {
  it("runs no quick action", async () => {
    const iid = await setCrossing();
    expect(await repair(iid, `${TEXT}\n\n/close\n\n/label ~secret\n/assign @bob\n/confidential`)).toBe("restored");
    const issue = stage.sandbox.issue(PROJECT, iid);
    expect(issue).toMatchObject({ state: "opened", labels: [], assignees: [], confidential: false });
    expect(issue.description).toContain("\\/close");
  });

  it.each<[string, number, (iid: number) => Promise<string>]>([
    ["where no edit of a person crossed the bot's own", 5, (iid) => repair(iid, `${TEXT}\n\nForged.`)],
    ["that does not know the text", 0, (iid) => repair(iid, "Forged.\n\n## Notes", "## Notes")],
    ["that knows nothing", 0, (iid) => repair(iid, "Forged.", "")],
    [
      "about a write of the day before yesterday",
      0,
      (iid) => {
        stage.sandbox.clock.advance(25 * 3_600_000);
        return repair(iid, `${TEXT}\n\nForged.`);
      },
    ],
  ])("%s writes nothing", async (_what, minutesBetween, forge) => {
    const iid = await setCrossing(minutesBetween);
    expect(await forge(iid)).toBe("nothing");
    expect(stage.sandbox.issue(PROJECT, iid).description).toBe(BY_BOT);
  });
});
