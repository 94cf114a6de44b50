import { afterEach, describe, expect, it } from "vitest";
import { command } from "../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

const FILE = `customer: Acme
timezone: Europe/Berlin
csm: "@jane"
account_team: ["@jane"]
attendees: ["@bob"]
profile: { segment: strategic, priority: 1, deployment: self-managed, customer: new, since: 2026-01-12 }
calls: tuesday at 10:00
`;
const RESTORE = "Are there plans for backup, restore and disaster recovery?";
const ALERTS = "Sign up for security alerts";

let stage: Stage;
afterEach(() => stage.close());

function agenda(day: string): { readonly iid: number; readonly description: string } {
  const found = stage.sandbox.issues(PROJECT).find(({ dueDate, description }) => {
    return dueDate === day && description.includes("cadence:v1 agenda");
  });
  return found ?? { iid: 0, description: "" };
}

/** What stands below a heading of an agenda. */
function below(heading: string, day: string): string {
  const { description } = agenda(day);
  const [, rest = ""] = description.split(`### ${heading}\n`);
  return rest.split(/\n#{2,3} /)[0]?.trim() ?? "";
}

const suggested = (day: string): string => below("Suggested for this call", day);

async function at(instant: string): Promise<void> {
  stage.sandbox.clock.set(instant);
  await stage.run();
}

async function hold(day: string, edit: (text: string) => string): Promise<void> {
  stage.sandbox.clock.set(`${day}T09:30:00Z`);
  stage.sandbox.as("jane").editDescription(PROJECT, agenda(day).iid, edit);
  stage.sandbox.clock.set(`${day}T10:30:00Z`);
  stage.sandbox.as("jane").close(PROJECT, agenda(day).iid);
  await stage.run();
}

async function begin(file = FILE): Promise<void> {
  stage = await setStage("2026-01-15T10:00:00Z", { configuration: file, inBotsName: ["Move to the new runners"] });
  await stage.run();
}

describe("what to talk about", () => {
  it("A12, A98, A99: an agenda suggests questions that fit this customer, hidden marks tell them again", async () => {
    await begin();
    expect(suggested("2026-01-20").split("\n")).toEqual([
      "- Which tools, editors and programming languages do your teams like to work with? <!--t:product-areas-->",
      "- Which version do you run, and when do you plan the next upgrade? https://docs.gitlab.com/policy/maintenance/ <!--t:upgrades-->",
      "- Which results matter most to you now, and how far are you? <!--t:outcomes-->",
      `- ${RESTORE} https://docs.gitlab.com/administration/backup_restore/ <!--t:backup-plan-->`,
    ]);
    expect(agenda("2026-01-20").description).toContain("topics=product-areas,upgrades,outcomes,backup-plan");
  });

  it("A50, A55, A61: an answered one is told in the follow-up, one that the call did not come to is asked once more", async () => {
    await begin();
    await hold("2026-01-20", (text) =>
      text
        .replace("<!--t:backup-plan-->", "<!--t:backup-plan-->\n  - Answer: yes, tested in December")
        .replace(/^.*t:outcomes.*\n/m, ""),
    );
    const followUp = stage.sandbox.issues(PROJECT).find(({ title }) => title.startsWith("Follow-up"));
    expect(followUp?.description).toContain("tested in December");
    expect(followUp?.description).not.toContain("Which version do you run");
    await at("2026-01-22T09:00:00Z");
    const next = agenda("2026-01-27").description;
    expect(next).toContain("t:upgrades");
    expect(next).toContain("t:product-areas");
    expect(next).not.toContain("t:backup-plan");
    // Taken out by a person: not now.
    expect(next).not.toContain("t:outcomes");
    // What nobody answered is no open question of people's.
    expect(next).not.toContain("Open questions");
  });

  it("A28, A39, A118: security alerts are an action item from the second agenda on, until it is ticked", async () => {
    await begin();
    expect(agenda("2026-01-20").description).not.toContain(ALERTS);
    await hold("2026-01-20", (text) => text);
    await at("2026-01-22T09:00:00Z");
    expect(agenda("2026-01-27").description).toMatch(
      new RegExp(`### Acme\n\n- \\[ \\] ${ALERTS} https://about.gitlab.com/company/preference-center/\n`),
    );
    await hold("2026-01-27", (text) => text);
    await at("2026-01-29T09:00:00Z");
    const third = agenda("2026-02-03").description;
    expect(third.split(ALERTS)).toHaveLength(2);
    expect(third).not.toContain("t:security-alerts");
    await hold("2026-02-03", (text) => text.replace(`- [ ] ${ALERTS}`, `- [x] ${ALERTS}`));
    await at("2026-02-05T09:00:00Z");
    expect(agenda("2026-02-10").description).not.toContain(`- [ ] ${ALERTS}`);
  });

  it("A113 to A117: a customer whose GitLab others run is asked nothing about upgrades", async () => {
    await begin(FILE.replace("self-managed", "gitlab.com"));
    expect(suggested("2026-01-20")).toContain("t:outcomes");
    expect(suggested("2026-01-20")).not.toMatch(/t:(?:upgrades|backup-plan)/);
  });

  it("A120: topics of the file come first, drop takes those of the handbook out, max holds", async () => {
    await begin(
      `${FILE}topics: { max: 2, add: [{ topic: "Move to the new runners", until: 2026-01-20 }], drop: [product-areas] }\n`,
    );
    const lines = suggested("2026-01-20").split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^- Move to the new runners <!--t:own-/);
    expect(lines[1]).toContain("t:upgrades");
  });

  it("explain says why each is there, and why others are not", async () => {
    await begin();
    stage.sandbox.clock.set("2026-01-20T12:00:00Z");
    const { out } = await command(stage, ["explain", "-p", PROJECT]);
    expect(out).toContain("Topics of the agenda of");
    expect(out).toContain("training: not asked yet (handbook A106, A25)");
    expect(out).toContain("outcomes was asked on Tue 20 Jan 2026, and comes every 2 months");
  });

  it("in German, with the same marks", async () => {
    await begin(`${FILE}language: de\n`);
    expect(below("Vorschläge für diesen Termin", "2026-01-20")).toContain(
      "- Gibt es Pläne für Sicherung, Wiederherstellung und den Ausfall des Systems? https://docs.gitlab.com/administration/backup_restore/ <!--t:backup-plan-->",
    );
  });

  it("without profile and topics there are none", async () => {
    await begin(`customer: Acme
timezone: Europe/Berlin
attendees: ["@bob"]
meetings: { cadence-call: { repeat: every week on tuesday at 10:00, from: 2026-01-12 } }
`);
    expect(agenda("2026-01-20").description).toContain("## Topics");
    expect(agenda("2026-01-20").description).not.toContain("<!--t:");
  });
});
