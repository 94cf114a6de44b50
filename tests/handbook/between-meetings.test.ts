import { afterEach, describe, expect, it } from "vitest";
import { command } from "../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

let stage: Stage;
afterEach(() => stage.close());

const HEAD = `customer: Acme
timezone: Europe/Berlin
csm: "@jane"
attendees: ["@bob"]
profile: { segment: strategic, priority: 1, customer: existing, since: 2026-01-12 }
calls: tuesday at 10:00
`;

const issueOf = (title: string) => stage.sandbox.issues(PROJECT).find((one) => one.title === `GitLab / Acme ${title}`);
const textOf = (title: string): string => issueOf(title)?.description ?? "";

async function at(instant: string): Promise<void> {
  stage.sandbox.clock.set(instant);
  await stage.run();
}

/** Closes an agenda at an instant, after its call or before. */
async function close(title: string, instant: string): Promise<void> {
  stage.sandbox.clock.set(instant);
  stage.sandbox.as("jane").close(PROJECT, issueOf(title)?.iid ?? 0);
  await stage.run();
}

function raise(title: string, ...items: readonly string[]): void {
  const boxes = items.map((item) => `- [ ] ${item}`).join("\n");
  const add = (text: string): string => `${text}\n${boxes}\n`;
  stage.sandbox.as("bob").editDescription(PROJECT, issueOf(title)?.iid ?? 0, add);
}

describe("feedback on a session (C3, A25, A106)", () => {
  const FILE = `${HEAD}meetings:\n  enablement-session: { repeat: once on 2026-02-12 at 15:00 }\n`;
  const ASKED = "Ask for feedback on the session";

  async function session(): Promise<void> {
    stage = await setStage("2026-01-29T15:00:00Z", { configuration: FILE });
    await stage.run();
    expect(textOf("Enablement Session - 2026-02-12")).toContain(`## Afterwards\n\n- [ ] @jane ${ASKED}`);
  }

  it("is asked for in the next cadence call, once, when the session was held and is closed", async () => {
    await session();
    // Its agenda of 24 February is made on the 19th.
    await at("2026-02-19T12:00:00Z");
    expect(textOf("CSM Call - 2026-02-24")).not.toBe("");
    expect(textOf("CSM Call - 2026-02-24")).not.toContain(ASKED);
    expect((await command(stage, ["explain", "-p", PROJECT])).out).toContain(
      "is asked for once that is closed after its call",
    );

    await close("Enablement Session - 2026-02-12", "2026-02-20T09:00:00Z");
    await at("2026-02-20T10:00:00Z");
    expect(textOf("CSM Call - 2026-02-24").split(ASKED)).toHaveLength(2);
    await at("2026-02-20T11:00:00Z");
    expect(textOf("CSM Call - 2026-02-24").split(ASKED)).toHaveLength(2);

    stage.sandbox.as("jane").tick(PROJECT, issueOf("CSM Call - 2026-02-24")?.iid ?? 0, ASKED);
    await close("CSM Call - 2026-02-24", "2026-02-24T10:00:00Z");
    await at("2026-03-05T12:00:00Z");
    expect(textOf("CSM Call - 2026-03-10")).not.toBe("");
    expect(textOf("CSM Call - 2026-03-10")).not.toContain(`- [ ] \\@jane ${ASKED}`);
  });

  it("is not asked for of a session that did not take place", async () => {
    await session();
    await close("Enablement Session - 2026-02-12", "2026-02-11T09:00:00Z");
    await at("2026-02-19T12:00:00Z");
    expect(textOf("CSM Call - 2026-02-24")).not.toBe("");
    expect(textOf("CSM Call - 2026-02-24")).not.toContain(ASKED);
    expect((await command(stage, ["explain", "-p", PROJECT])).out).toContain("there is nothing to give feedback on");
  });
});

describe("a check-in with leaders", () => {
  const FILE = `${HEAD}meetings:\n  leadership-check-in: { repeat: last friday of every quarter at 10:00, from: 2026-01-12 }\n`;

  it("tells how the cadence calls stand, with the day, and has none of their tasks; its own stay with it (D2, D6)", async () => {
    stage = await setStage("2026-03-19T12:00:00Z", { configuration: FILE });
    await stage.run();
    raise(
      "CSM Call - 2026-03-24",
      "@bob open the firewall, due 2026-03-20",
      "@jane send the runbook",
      "@bob order disks",
    );
    stage.sandbox.as("bob").tick(PROJECT, issueOf("CSM Call - 2026-03-24")?.iid ?? 0, "order disks");
    await at("2026-03-24T12:00:00Z");
    const first = textOf("Leadership Check-In - 2026-03-27");
    // With the security alerts that each customer is asked to sign up for.
    expect(first).toContain("> Our regular calls, as of Tue 24 Mar 2026: 3 open, 1 overdue, 1 done so far.");
    expect(first).not.toMatch(/firewall|runbook|disks/);

    raise("Leadership Check-In - 2026-03-27", "@bob name a sponsor");
    await close("CSM Call - 2026-03-24", "2026-03-24T12:10:00Z");
    await close("Leadership Check-In - 2026-03-27", "2026-03-27T12:00:00Z");
    await at("2026-04-02T12:00:00Z");
    expect(textOf("CSM Call - 2026-04-07")).toContain("send the runbook");
    expect(textOf("CSM Call - 2026-04-07")).not.toContain("sponsor");
    stage.sandbox.as("bob").tick(PROJECT, issueOf("CSM Call - 2026-04-07")?.iid ?? 0, "firewall");
    await close("CSM Call - 2026-04-07", "2026-04-07T12:00:00Z");

    await at("2026-06-23T12:00:00Z");
    const second = textOf("Leadership Check-In - 2026-06-26");
    expect(second).toContain("> Our regular calls, as of Tue 23 Jun 2026: 2 open, 1 done since the last check-in.");
    expect(second).toContain("name a sponsor");
    expect(second).not.toMatch(/firewall|runbook/);
  });

  it("never takes the tasks of cadence calls that ended: they are named with the reason", async () => {
    const ended = FILE.replace("meetings:\n", "meetings:\n  cadence-call: { until: 2026-03-24 }\n");
    stage = await setStage("2026-03-19T12:00:00Z", { configuration: ended });
    await stage.run();
    raise("CSM Call - 2026-03-24", "@jane send the runbook");
    await close("CSM Call - 2026-03-24", "2026-03-24T12:00:00Z");
    await at("2026-03-25T12:00:00Z");
    expect(textOf("Leadership Check-In - 2026-03-27")).not.toBe("");
    expect(textOf("Leadership Check-In - 2026-03-27")).not.toContain("runbook");
    const { out } = await command(stage, ["explain", "-p", PROJECT]);
    expect(out).toMatch(/runbook[^]*no other meeting that carries items has a call to come/);
  });
});

describe("a short review within a cadence call (C19)", () => {
  const FILE = `${HEAD}meetings:\n  cadence-call: { mini_review: 2026-02-10 }\n`;

  it("is a part of the one agenda that the file names", async () => {
    stage = await setStage("2026-01-22T12:00:00Z", { configuration: FILE });
    await stage.run();
    expect(textOf("CSM Call - 2026-01-27")).not.toBe("");
    expect(textOf("CSM Call - 2026-01-27")).not.toContain("A step back");
    await close("CSM Call - 2026-01-27", "2026-01-27T12:00:00Z");
    await at("2026-02-05T12:00:00Z");
    expect(textOf("CSM Call - 2026-02-10")).toContain(
      "## A step back: where we are, and where we are going\n\n1. The goals of Acme, and what was reached\n",
    );
  });
});

describe("an engagement", () => {
  const FILE = `${HEAD}meetings:\n  engagement: { repeat: every week on friday at 15:00, from: 2026-03-06, until: 2026-04-10 }\n`;
  const said = async (): Promise<string> => (await command(stage, ["check", "-p", PROJECT])).out;

  it("has a follow-up with key points, next steps, what there is to read and an invitation to ask (E42)", async () => {
    stage = await setStage("2026-03-04T09:00:00Z", { configuration: FILE });
    await stage.run();
    stage.sandbox
      .as("jane")
      .editDescription(
        PROJECT,
        issueOf("Engagement - 2026-03-06")?.iid ?? 0,
        (text) =>
          `${text}\nRunners scale best in groups.\n\n- [ ] @bob try the new runner\n\n## Links\n\n- Runner guide: https://docs.gitlab.com/runner/\n`,
      );
    await close("Engagement - 2026-03-06", "2026-03-06T16:00:00Z");
    const text = stage.sandbox.issues(PROJECT).find(({ title }) => title.startsWith("Follow-up: "))?.description ?? "";
    for (const part of ["## What we agreed", "## Action items", "## Links", "## Anything to add?"])
      expect(text).toContain(part);
    for (const words of ["Runners scale best", "try the new runner", "https://docs.gitlab.com/runner/"])
      expect(text).toContain(words);
  });

  it("is told to end after three rounds and after four weeks, and nothing of that stands in the project (E49, E50)", async () => {
    stage = await setStage("2026-03-04T09:00:00Z", { configuration: FILE });
    await stage.run();
    const hold = async (month: string, day: number): Promise<void> => {
      const on = (one: number): string => `2026-${month}-${String(one).padStart(2, "0")}`;
      await at(`${on(day - 2)}T12:00:00Z`);
      await close(`Engagement - ${on(day)}`, `${on(day)}T16:00:00Z`);
    };
    for (const day of [6, 13, 20]) {
      expect(await said()).not.toMatch(/E50|E49/);
      await hold("03", day);
    }
    expect(await said()).toContain("was held 3 times, and another call is planned for Fri 27 Mar 2026");
    await hold("03", 27);
    await hold("04", 3);
    expect((await command(stage, ["explain", "-p", PROJECT])).out).toContain("that is a new engagement (E49)");
    const texts = stage.sandbox
      .issues(PROJECT)
      .flatMap(({ description, notes }) => [description, ...notes.map(({ body }) => body)]);
    expect(texts.join("\n")).not.toMatch(/rounds|four weeks|E49|E50/);
  });

  it("of an earlier quarter is not to be opened again (E51)", async () => {
    stage = await setStage("2026-03-04T09:00:00Z", { configuration: FILE });
    await stage.run();
    raise("Engagement - 2026-03-06", "@bob try the new runner");
    await close("Engagement - 2026-03-06", "2026-03-06T16:00:00Z");
    const iid = issueOf("Engagement - 2026-03-06")?.iid ?? 0;
    stage.sandbox.clock.set("2026-03-30T09:00:00Z");
    stage.sandbox.as("jane").reopen(PROJECT, iid);
    await stage.run();
    expect(await said()).not.toContain("E51");
    await at("2026-04-01T09:00:00Z");
    expect(await said()).toContain(
      `#${iid}, of the call on Fri 6 Mar 2026, is of an earlier quarter and was opened again`,
    );
  });

  it("a question on its follow-up that waits for a reply: a call may be the shorter answer (E45, E46)", async () => {
    stage = await setStage("2026-03-04T09:00:00Z", { configuration: FILE });
    await stage.run();
    raise("Engagement - 2026-03-06", "@bob try the new runner");
    await close("Engagement - 2026-03-06", "2026-03-06T16:00:00Z");
    await at("2026-03-06T18:00:00Z");
    const followUp = stage.sandbox.issues(PROJECT).find(({ title }) => title.startsWith("Follow-up: "))?.iid ?? 0;
    expect(await said()).not.toContain("E46");
    stage.sandbox.as("bob").comment(PROJECT, followUp, "How do we scale these to a thousand jobs?");
    await at("2026-03-12T09:00:00Z");
    expect(await said()).toContain(`somebody waits for a reply on #${followUp}`);
    expect(await said()).toContain("offer a short call (E46)");
  });
});
