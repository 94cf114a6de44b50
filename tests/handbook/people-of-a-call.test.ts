import { afterEach, describe, expect, it } from "vitest";
import { command } from "../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

const FILE = `customer: Acme
timezone: Europe/Berlin
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
meetings:
  cadence-call:
    repeat: every week on tuesday at 10:00
    from: 2026-01-13
    lead_time: 3 days
`;

const WITH_OBSERVERS = `${FILE}observers:
  - { user: "@ae", role: account executive }
  - "@kim"
`;

let stage: Stage;
afterEach(() => stage.close());

async function setPeople(configuration: string, now = "2026-01-12T08:00:00Z"): Promise<void> {
  stage = await setStage(now, { configuration });
  for (const username of ["ae", "kim", "pm", "carol"]) {
    stage.sandbox.addUser({ username, name: `${username} Doe` });
    stage.sandbox.setMember(PROJECT, username, 20);
  }
}

function agendaOn(day: string, series = "cadence-call") {
  const found = stage.sandbox
    .issues(PROJECT)
    .find(({ dueDate, description }) => dueDate === day && description.includes(` agenda ${series}/`));
  if (found === undefined) throw new Error(`no agenda on ${day}`);
  return found;
}

function followUp() {
  const found = stage.sandbox.issues(PROJECT).find(({ title }) => title.startsWith("Follow-up"));
  if (found === undefined) throw new Error("no follow-up");
  return found;
}

/** Who was mailed of an issue. */
function mailedOf(iid: number): readonly string[] {
  return [...new Set(stage.sandbox.mails.filter((one) => one.iid === iid).map(({ user }) => user))].sort();
}

async function at(instant: string): Promise<void> {
  stage.sandbox.clock.set(instant);
  await stage.run();
}

/** Puts items into the agenda of 13 January, closes it after its call and looks. */
async function hold(items: string): Promise<void> {
  await stage.run();
  const { iid } = agendaOn("2026-01-13");
  stage.sandbox.clock.set("2026-01-13T09:30:00Z");
  stage.sandbox.as("jane").editDescription(PROJECT, iid, (text) => `${text}\nWe agreed on the plan.\n\n${items}\n`);
  stage.sandbox.clock.set("2026-01-13T10:00:00Z");
  stage.sandbox.as("jane").close(PROJECT, iid);
  await at("2026-01-13T10:05:00Z");
}

describe("observers (B1, B2, B4, B16, E37, E44)", () => {
  it("agendas name them with what they are, and tell them once", async () => {
    await setPeople(WITH_OBSERVERS);
    await stage.run();
    const { iid, description } = agendaOn("2026-01-13");
    expect(description).toContain(
      "**GitLab** @jane, @sam · **Acme** @bob · **Observing** @ae (account executive), @kim",
    );
    expect(mailedOf(iid)).toEqual(["ae", "bob", "jane", "kim", "sam"]);
  });

  it("the draft of the follow-up tells them, before its participants are told", async () => {
    await setPeople(WITH_OBSERVERS);
    await hold("- [ ] @jane send the plan, due 2026-01-20");
    const { iid, description } = followUp();
    expect(description).toContain("**Observing** @ae (account executive), @kim");
    expect(mailedOf(iid)).toEqual(["ae", "jane", "kim"]);
    await at("2026-01-13T11:30:00Z");
    const told = stage.sandbox.issue(PROJECT, iid).notes.find(({ body }) => body.includes("This is the follow-up"));
    const [named] = stage.sandbox.issue(PROJECT, iid).notes.filter(({ body }) => body.includes("@bob"));
    expect(told).toBeUndefined();
    expect(named?.body).toContain("@jane @sam @bob: this is the follow-up");
    expect(named?.body).not.toContain("@kim");
  });

  it("are told nothing by a follow-up where the file says that it mentions nobody", async () => {
    await setPeople(`${WITH_OBSERVERS}mentions: { follow_up: quiet, attendees: quiet }\n`);
    await hold("- [ ] @jane send the plan, due 2026-01-20");
    expect(mailedOf(agendaOn("2026-01-13").iid)).toEqual(["jane"]);
    expect(followUp().description).toContain("**Observing** \\@ae (account executive), \\@kim");
    expect(mailedOf(followUp().iid)).toEqual(["jane"]);
  });

  it("own nothing: an item with their name has no owner, which the CSM is told", async () => {
    await setPeople(WITH_OBSERVERS);
    await hold("- [ ] @kim write the summary, due 2026-01-20");
    const { iid, description } = followUp();
    expect(description).toContain("1 without an owner");
    expect(description).toContain("<em>nobody yet</em>");
    expect(description).toContain("\\@kim write the summary");
    const notes = stage.sandbox.issue(PROJECT, iid).notes.map(({ body }) => body);
    expect(notes.join("\n")).toContain("has no owner yet");
  });

  it("commands of theirs are refused, as those of everybody outside the account team", async () => {
    await setPeople(WITH_OBSERVERS);
    await stage.run();
    const { iid } = agendaOn("2026-01-13");
    stage.sandbox.as("kim").comment(PROJECT, iid, "@cadence-bot skip");
    await at("2026-01-12T09:00:00Z");
    expect(agendaOn("2026-01-13").state).toBe("opened");
    stage.sandbox.as("jane").comment(PROJECT, iid, "@cadence-bot skip");
    await at("2026-01-12T09:10:00Z");
    expect(agendaOn("2026-01-13").state).toBe("closed");
  });
});

const MEETINGS = `customer: Acme
timezone: Europe/Berlin
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
observers: ["@kim"]
meetings:
  cadence-emea:
    repeat: every week on tuesday at 10:00
    from: 2026-01-13
    title: "Acme EMEA and GitLab: {{day}}"
    guests: { 2026-01-13: ["@pm", Pat Product] }
  cadence-apac:
    repeat: every week on wednesday at 10:00
    from: 2026-01-14
    title: "Acme APAC and GitLab: {{day}}"
    attendees: ["@carol"]
    observers: ["@ae"]
`;

describe("people of single meetings and calls (A2, A10, D4)", () => {
  it("each series has its own attendees, observers and titles", async () => {
    await setPeople(MEETINGS);
    await stage.run();
    const [emea, apac] = [agendaOn("2026-01-13", "cadence-emea"), agendaOn("2026-01-14", "cadence-apac")];
    expect([emea.title, apac.title]).toEqual([
      "Acme EMEA and GitLab: Tue 13 Jan 2026",
      "Acme APAC and GitLab: Wed 14 Jan 2026",
    ]);
    expect(emea.description).toContain("**Acme** @bob · **Guests** @pm, Pat Product · **Observing** @kim");
    expect(apac.description).toContain("**Acme** @carol · **Observing** @ae\\");
    expect(mailedOf(apac.iid)).toEqual(["ae", "carol", "jane", "sam"]);
  });

  it("an item of a customer's person of another series stands below the customer's name", async () => {
    await setPeople(MEETINGS);
    await stage.run();
    const { iid } = agendaOn("2026-01-13", "cadence-emea");
    stage.sandbox
      .as("jane")
      .editDescription(PROJECT, iid, (text) => `${text}\n- [ ] @carol send the list\n- [ ] @jane call\n`);
    stage.sandbox.clock.set("2026-01-13T10:00:00Z");
    stage.sandbox.as("jane").close(PROJECT, iid);
    await at("2026-01-19T08:00:00Z");
    const { description } = agendaOn("2026-01-20", "cadence-emea");
    expect(description).toMatch(/### Acme\n\n- \[ \] \\@carol send the list/);
    expect(description).not.toContain("@pm");
  });

  it("guests of a day without a call are a problem that names the nearest one", async () => {
    await setPeople(MEETINGS.replace("2026-01-13: [", "2026-01-14: ["));
    const { err, exitCode } = await command(stage, ["check", "-p", PROJECT]);
    expect(exitCode).not.toBe(0);
    expect(err).toContain("meetings.cadence-emea.guests.2026-01-14");
    expect(err).toContain("no call is planned on Wed 14 Jan 2026");
    expect(err).toContain("2026-01-13");
  });

  it("check names people of every list who are no members", async () => {
    await setPeople(`${MEETINGS.replace('["@carol"]', '["@gone"]')}defaults: { note_taker: "@left" }\n`);
    const { out } = await command(stage, ["check", "-p", PROJECT]);
    for (const name of ["@gone", "@left"]) expect(out).toContain(`${name} is not a member of the project`);
    expect(out).not.toContain("@pm is not");
  });
});

describe("who takes notes (A54)", () => {
  const rotating = FILE.replace("    lead_time", "    note_taker: rotate\n    lead_time");

  it("one after the other, the same whenever it is looked at", async () => {
    await setPeople(rotating);
    await stage.run();
    expect(agendaOn("2026-01-13").description).toContain("**Acme** @bob · **Notes** @jane");
    await at("2026-01-19T08:00:00Z");
    expect(agendaOn("2026-01-20").description).toContain("**Notes** @sam");
    await at("2026-01-26T08:00:00Z");
    expect(agendaOn("2026-01-27").description).toContain("**Notes** @jane");
  });

  it("a call that does not take place has its turn all the same", async () => {
    await setPeople(rotating.replace("    lead_time", "    skip: 2026-01-13\n    lead_time"), "2026-01-19T08:00:00Z");
    await stage.run();
    expect(agendaOn("2026-01-20").description).toContain("**Notes** @sam");
  });

  it("in German", async () => {
    await setPeople(
      `${WITH_OBSERVERS.replace("    lead_time", "    note_taker: [Nora]\n    lead_time")}language: de\n`,
    );
    await stage.run();
    expect(agendaOn("2026-01-13").description).toContain(
      "· **Zuhörend** @ae (account executive), @kim · **Protokoll** Nora",
    );
  });
});
