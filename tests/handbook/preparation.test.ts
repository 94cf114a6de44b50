import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../support/stage.ts";
import { agendaMade, callClosed, lookAt, PLACES, participantsTold, textOf } from "./story.ts";

/** Where things begin in a text, in the order in which they are named; one that is not there throws. */
function places(text: string, ...words: readonly string[]): readonly number[] {
  return words.map((word) => {
    const at = text.indexOf(word);
    if (at < 0) throw new Error(`nothing says ${word} in\n${text}`);
    return at;
  });
}

describe("the agenda of a call", () => {
  let stage: Stage;
  let text = "";
  beforeAll(async () => {
    stage = await setStage("2026-11-14T08:59:00Z");
    await stage.run();
    expect(stage.sandbox.issues(PROJECT), "A9: not before its lead time").toEqual([]);
    await lookAt(stage, "2026-11-14T09:00:00Z");
    text = textOf(stage, 1);
  });
  afterAll(() => stage.close());

  it("A9: is there for all to read, days before the call", () => {
    const { createdAt, dueDate, confidential } = stage.sandbox.issue(PROJECT, 1);
    expect([createdAt.slice(0, "2026-11-14".length), dueDate, confidential]).toEqual([
      "2026-11-14",
      "2026-11-17",
      false,
    ]);
  });

  it("A10: names both sides, who are told of it", () => {
    expect(text).toContain("**GitLab** @jane, @sam · **Acme** @bob");
    const told = stage.sandbox.notifications.filter(({ iid }) => iid === 1).map(({ user }) => user);
    expect(told.toSorted()).toEqual(["bob", "jane", "sam"]);
  });

  it("A11: has a place for what is to be read before", () => {
    expect(text).toContain("## To read before the call\n\n*Links and documents that help everybody prepare.*");
  });

  it("A13, B15: has a place of the customer's own among the topics", () => {
    const [topics = 0, own = 0, after = 0] = places(text, "## Topics", "### From Acme", "## To read before");
    expect([topics < own, own < after]).toEqual([true, true]);
    expect(text).toContain(`### From Acme\n\n${PLACES.customer}`);
  });

  it("A14: ends with recap and next steps", () => {
    expect(text.trimEnd().endsWith(`## Recap and next steps\n\n${PLACES.recap}`)).toBe(true);
  });

  it("A100: asks for progress on goals", () => {
    expect(text).toContain("1. Progress on goals and initiatives\n");
  });

  it("A110: asks for what blocks", () => {
    expect(text).toContain("2. Questions and blockers\n");
  });

  it("A17: is called after the customer's CSM call", () => {
    expect(stage.sandbox.issue(PROJECT, 1).title).toBe("GitLab / Acme CSM Call - 2026-11-17");
  });

  it("A8: belongs to its CSM, and what anybody writes in it stays byte for byte", async () => {
    expect(stage.sandbox.issue(PROJECT, 1).assignees).toEqual(["jane"]);
    stage.sandbox
      .as("bob")
      .editDescription(PROJECT, 1, (was) => was.replace(PLACES.customer, "- Runners\n- [ ] @bob ask"));
    stage.sandbox.as("jane").editDescription(PROJECT, 1, (was) => `${was}\n\nOur own words.`);
    const edited = textOf(stage, 1);
    await lookAt(stage, "2026-11-16T09:00:00Z");
    await lookAt(stage, "2026-11-17T08:00:00Z");
    expect(textOf(stage, 1)).toBe(edited);
  });
});

describe("titles as the handbook has them", () => {
  it.each([
    ["A18", "frequency", "GitLab - Bi-weekly Collaboration - 2026-11-17"],
    ["A19", "plain", "GitLab - CSM Call - 2026-11-17"],
  ])("%s: %s", async (_row, title, expected) => {
    const stage = await agendaMade({ configuration: `${CONFIGURATION}    title: ${title}\n` });
    expect(stage.sandbox.issue(PROJECT, 1).title).toBe(expected);
    await stage.close();
  });

  it("A18: the word says how often the calls take place", async () => {
    const configuration = `${CONFIGURATION.replace("every 2 weeks", "every week")}    title: frequency\n`;
    const stage = await agendaMade({ configuration });
    expect(stage.sandbox.issue(PROJECT, 1).title).toBe("GitLab - Weekly Collaboration - 2026-11-17");
    await stage.close();
  });
});

describe("the template of the project", () => {
  it("A15: is used where the project has one, as it is at that time", async () => {
    const path = ".gitlab/issue_templates/Meeting Agenda.md";
    const stage = await agendaMade({ files: { [path]: "# Ours, {{customer}}\n\n{{action_items}}\n" } });
    expect(textOf(stage, 1)).toContain("# Ours, Acme");
    expect(textOf(stage, 1)).not.toContain("## Topics");
    stage.sandbox.writeFile(PROJECT, path, "# Changed\n\n{{action_items}}\n");
    await lookAt(stage, "2026-11-28T09:30:00Z");
    expect(textOf(stage, 2)).toContain("# Changed");
    await stage.close();
  });
});

describe("the agenda after a call", () => {
  let stage: Stage;
  let text = "";
  beforeAll(async () => {
    stage = await callClosed({
      customer: "- Runner fleet\n- Fleet of containers\n  - went well",
      recap: "All agreed.\n\n- [ ] @bob Upload the diagram, due 2026-12-03\n- [ ] @jane Share the guide",
    });
    await participantsTold(stage);
    stage.sandbox.clock.set("2026-11-20T09:00:00Z");
    stage.sandbox.as("jane").tick(PROJECT, 2, "Share the guide");
    await lookAt(stage, "2026-11-20T09:05:00Z");
    await lookAt(stage, "2026-11-28T09:30:00Z");
    text = textOf(stage, 3);
  });
  afterAll(() => stage.close());

  it("A35: raises again what was not done, with where it is from", () => {
    expect(text).toMatch(/- \[ \] \\@bob Upload the diagram, due 2026-12-03 <sub>#1<\/sub>/);
    expect(text).not.toMatch(/\[.\] .*Share the guide/);
  });

  it("A99: has earlier items before all topics", () => {
    const [items = 0, topics = 0] = places(text, "## Action items", "## Topics");
    expect(items).toBeLessThan(topics);
    expect(text.indexOf("Upload the diagram")).toBeLessThan(topics);
  });

  it("A50: names the topic to which the call did not come, and none that it came to", () => {
    expect(text).toContain("### Left over from #1\n\n- Runner fleet\n");
    expect(text).not.toContain("Fleet of containers");
  });

  it("A55: offers that topic for this call, among its topics", () => {
    const [topics = 0, left = 0, customer = 0] = places(text, "## Topics", "- Runner fleet", "### From Acme");
    expect([topics < left, left < customer]).toEqual([true, true]);
  });

  it("C8: states the next steps, and has room for the customer's points", () => {
    expect(text).toContain("> On Sat 28 Nov: **1 open**");
    expect(text).toContain(`### From Acme\n\n${PLACES.customer}`);
  });

  it("C9: tells what was done since the last call, also between calls", () => {
    expect(text).toContain("1 done since the last call");
    expect(text).toMatch(/Done since the last call \(1\)[^]*- Share the guide/);
  });

  it("A1: outcomes, progress and concerns have their place in each call", () => {
    const [items = 0, progress = 0, blockers = 0] = places(text, "## Action items", "Progress on goals", "blockers");
    expect([items < progress, progress < blockers]).toEqual([true, true]);
  });
});

describe("calls of half a year", () => {
  it("A41, B6: each has an agenda before it, one, whoever forgets it", async () => {
    const stage = await setStage("2026-01-05T09:00:00Z", { configuration: `${CONFIGURATION}    follow_up: off\n` });
    const late: string[] = [];
    for (let day = Date.UTC(2026, 0, 5, 9, 30); day < Date.UTC(2026, 3, 1); day += 86_400_000) {
      await lookAt(stage, new Date(day).toISOString());
    }
    for (const { createdAt, dueDate } of stage.sandbox.issues(PROJECT)) {
      if (dueDate === null || Date.parse(dueDate) - Date.parse(createdAt) < 86_400_000) late.push(String(dueDate));
    }
    expect(late).toEqual([]);
    expect(stage.sandbox.issues(PROJECT).map(({ dueDate }) => dueDate)).toEqual([
      "2026-01-13",
      "2026-01-27",
      "2026-02-10",
      "2026-02-24",
      "2026-03-10",
      "2026-03-24",
    ]);
    await stage.close();
  });
});
