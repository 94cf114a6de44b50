import { afterEach, describe, expect, it } from "vitest";
import { command } from "../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

/** Jane is away from 19 to 30 January 2026; the call of 20 January falls into it, that of 3 February does not. */
function fileWith(away: string, more = ""): string {
  return `customer: Acme
timezone: Europe/Berlin
csm: "@jane"
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
away: [${away}]
meetings:
  cadence-call:
    repeat: every week on tuesday at 10:00
    from: 2026-01-13
    note_taker: rotate
    lead_time: 3 days
${more}`;
}
const COVERED = '{ user: "@jane", from: 2026-01-19, to: 2026-01-30, cover: "@kim" }';
const UNCOVERED = '{ user: "@jane", from: 2026-01-19, to: 2026-01-30 }';

let stage: Stage;
afterEach(() => stage.close());

async function setPeople(configuration: string, now: string): Promise<void> {
  stage = await setStage(now, { configuration });
  stage.sandbox.addUser({ username: "kim", name: "Kim Loe" });
  stage.sandbox.setMember(PROJECT, "kim", 30);
}

async function at(instant: string): Promise<void> {
  stage.sandbox.clock.set(instant);
  await stage.run();
}

function agendaOn(day: string) {
  const found = stage.sandbox
    .issues(PROJECT)
    .find((one) => one.dueDate === day && one.labels.includes("meeting-agenda"));
  if (found === undefined) throw new Error(`no agenda on ${day}`);
  return found;
}

function followUp() {
  const found = stage.sandbox.issues(PROJECT).find(({ title }) => title.startsWith("Follow-up"));
  if (found === undefined) throw new Error("no follow-up");
  return found;
}

describe("somebody is away, and somebody covers (C29)", () => {
  it("the cover leads the calls of that time, is assigned, named and takes the notes; before and after it is the CSM", async () => {
    await setPeople(fileWith(COVERED), "2026-01-10T11:00:00Z");
    await stage.run();
    expect(agendaOn("2026-01-13").assignees).toEqual(["jane"]);
    expect(agendaOn("2026-01-13").description).toContain("**GitLab** @jane, @sam · **Acme** @bob · **Notes** @jane");
    await at("2026-01-17T11:00:00Z");
    expect(agendaOn("2026-01-20").assignees).toEqual(["kim"]);
    expect(agendaOn("2026-01-20").description).toContain("**GitLab** @kim, @sam · **Acme** @bob · **Notes** @sam");
    await at("2026-01-24T11:00:00Z");
    expect(agendaOn("2026-01-27").description).toContain("**GitLab** @kim, @sam · **Acme** @bob · **Notes** @kim");
    await at("2026-01-31T11:00:00Z");
    expect(agendaOn("2026-02-03").assignees).toEqual(["jane"]);
  });

  it("an agenda that is there already changes hands when the file says so, and what follows earlier calls stays", async () => {
    await setPeople(fileWith('{ user: "@sam", from: 2026-12-01 }'), "2026-01-10T11:00:00Z");
    await stage.run();
    stage.sandbox.clock.set("2026-01-13T10:00:00Z");
    stage.sandbox
      .as("jane")
      .editDescription(
        PROJECT,
        agendaOn("2026-01-13").iid,
        (text) => `${text}\nAgreed.\n\n- [ ] @jane send the plan\n`,
      );
    stage.sandbox.as("jane").close(PROJECT, agendaOn("2026-01-13").iid);
    await at("2026-01-13T10:05:00Z");
    await at("2026-01-17T11:00:00Z");
    expect(agendaOn("2026-01-20").assignees).toEqual(["jane"]);
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", fileWith(COVERED));
    await at("2026-01-19T08:00:00Z");
    expect(agendaOn("2026-01-20").assignees).toEqual(["kim"]);
    expect(followUp().assignees).toEqual(["jane"]);
    // What the cover made in that time goes back with the CSM's first day.
    stage.sandbox.clock.set("2026-01-27T10:00:00Z");
    stage.sandbox.as("kim").close(PROJECT, agendaOn("2026-01-20").iid);
    await at("2026-01-27T10:05:00Z");
    const own = () =>
      stage.sandbox.issues(PROJECT).filter(({ title, state }) => title.startsWith("Follow-up") && state === "opened");
    expect(own().map(({ assignees }) => assignees)).toEqual([["jane"], ["kim"]]);
    await at("2026-02-02T09:00:00Z");
    expect(own().map(({ assignees }) => assignees)).toEqual([["jane"], ["jane"]]);
  });

  it("the cover gives commands in that time, and not before", async () => {
    await setPeople(fileWith(COVERED), "2026-01-17T11:00:00Z");
    await stage.run();
    const { iid } = agendaOn("2026-01-20");
    stage.sandbox.as("kim").comment(PROJECT, iid, "@cadence-bot skip");
    await at("2026-01-18T11:00:00Z");
    expect(agendaOn("2026-01-20").state).toBe("opened");
    stage.sandbox.clock.set("2026-01-19T08:00:00Z");
    stage.sandbox.as("kim").comment(PROJECT, iid, "@cadence-bot skip");
    await at("2026-01-19T08:10:00Z");
    expect(agendaOn("2026-01-20").state).toBe("closed");
  });
});

describe("nobody covers (C29)", () => {
  it("the call is proposed for moving, by check, explain and plan, and stays as it is", async () => {
    await setPeople(fileWith(UNCOVERED), "2026-01-17T11:00:00Z");
    await stage.run();
    const said =
      "@jane is away from Mon 19 Jan 2026 to Fri 30 Jan 2026 and nobody is there to cover: the call of Tue 20 Jan 2026";
    for (const words of [["check"], ["explain"], ["plan"]]) {
      const { out } = await command(stage, [...words, "-p", PROJECT]);
      expect(out).toContain(said);
    }
    const { out } = await command(stage, ["check", "-p", PROJECT]);
    expect(out).toContain("skip: 2026-01-20, or cover: for this time in away");
    expect(agendaOn("2026-01-20").description).toContain("**GitLab** @jane, @sam");
    expect(stage.sandbox.issue(PROJECT, agendaOn("2026-01-20").iid).notes.filter(({ system }) => !system)).toEqual([]);
  });

  it("of a monthly call the first working day after the time is proposed", async () => {
    const monthly = fileWith(UNCOVERED).replace("every week on tuesday", "every month on the third tuesday");
    await setPeople(monthly, "2026-01-17T11:00:00Z");
    const { out } = await command(stage, ["check", "-p", PROJECT]);
    expect(out).toContain("move: { 2026-01-20: 2026-02-02 }");
  });

  it("somebody else of the team is left out of the line and passed over for the notes", async () => {
    await setPeople(fileWith('{ user: "@sam", from: 2026-01-19 }'), "2026-01-17T11:00:00Z");
    await stage.run();
    expect(agendaOn("2026-01-20").description).toContain("**GitLab** @jane · **Acme** @bob · **Notes** @jane");
    const { out } = await command(stage, ["check", "-p", PROJECT]);
    expect(out).not.toContain("is away");
  });
});

it("time off of nobody at the table is told, with who may be meant", async () => {
  await setPeople(fileWith('{ user: "@jnae", from: 2026-01-19 }'), "2026-01-17T11:00:00Z");
  const { out } = await command(stage, ["check", "-p", PROJECT]);
  expect(out).toContain("@jnae is away, and stands under neither csm, account_team nor attendees");
  expect(out).toContain("perhaps @jane");
});

describe("another CSM (C29)", () => {
  const TERMS = (team: string) => `customer: Acme
timezone: Europe/Berlin
csm: [{ user: "@jane", until: 2026-01-31 }, { user: "@sam" }]
account_team: [${team}]
attendees: ["@bob"]
meetings: { cadence-call: { repeat: every week on tuesday at 10:00, from: 2026-01-13, lead_time: 3 days } }
`;

  async function handOver(team: string): Promise<string> {
    await setPeople(TERMS(team), "2026-01-24T11:00:00Z");
    await stage.run();
    stage.sandbox.clock.set("2026-01-27T10:00:00Z");
    const { iid } = agendaOn("2026-01-27");
    stage.sandbox
      .as("jane")
      .editDescription(
        PROJECT,
        iid,
        (text) => `${text}\nAgreed.\n\n- [ ] @jane send the plan\n- [ ] @bob list users\n- [x] @jane call\n`,
      );
    stage.sandbox.as("jane").close(PROJECT, iid);
    await at("2026-01-27T10:05:00Z");
    expect((await command(stage, ["check", "-p", PROJECT])).out).not.toContain("who led until");
    await at("2026-02-02T09:00:00Z");
    return (await command(stage, ["check", "-p", PROJECT])).out;
  }

  it("the open items of the one before are proposed to change hands", async () => {
    const out = await handOver('"@sam"');
    expect(out).toMatch(/1 open item is of @jane, who led until Sat 31 Jan 2026: #\d+ "send the plan"/);
    expect(out).toContain("write @sam in place of @jane where an item stands last");
    expect(out).not.toContain("list users");
  });

  it("who stays with the team owns them with the new one for a while", async () => {
    const out = await handOver('"@sam", "@jane"');
    expect(out).toContain("write @sam before @jane, who both own it for a while: the first one counts");
    await at("2026-03-02T09:00:00Z");
    expect((await command(stage, ["check", "-p", PROJECT])).out).not.toContain("who led until");
  });
});
