import { afterEach, describe, expect, it } from "vitest";
import { command } from "../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

const FILE = `customer: Acme
timezone: Europe/Berlin
account_team: ["@jane"]
attendees: ["@bob"]
objectives: [objective, initiative]
meetings:
  cadence-call: { repeat: every week on tuesday at 10:00, from: 2026-01-13, lead_time: 3 days }
`;

let stage: Stage;
afterEach(() => stage.close());

/** Four issues of a success plan, made at noon of 2 January, and one of none. */
async function setPlan(configuration: string): Promise<void> {
  stage = await setStage("2026-01-02T11:00:00Z", { configuration });
  const jane = stage.sandbox.as("jane");
  const make = (title: string, labels: readonly string[], confidential = false): number => {
    const iid = jane.createIssue(PROJECT, { title, description: "", labels: [...labels] });
    if (confidential) jane.setConfidential(PROJECT, iid, true);
    return iid;
  };
  make("One @bob instance /close", ["objective"]);
  make("Train the teams", ["initiative", "objective"]);
  make("Secret reorganisation", ["objective"], true);
  make("A bug", []);
}

async function at(instant: string): Promise<void> {
  stage.sandbox.clock.set(instant);
  await stage.run();
}

function agendaOn(day: string) {
  const found = stage.sandbox.issues(PROJECT).find((one) => one.dueDate === day);
  if (found === undefined) throw new Error(`no agenda on ${day}`);
  return found;
}

/** What stands under the heading of objectives, without the hidden words behind a line. */
function planIn(description: string, heading = "## Objectives and initiatives"): string {
  const section = description.split(`${heading}\n\n`)[1]?.split("\n## ")[0] ?? "";
  return section.replaceAll(/ ?<!--.*?-->/g, "").trim();
}

describe("objectives and initiatives (A33, C7, D6)", () => {
  it("stand in the agenda with state, age on its day and address, once; closed ones in the agenda after", async () => {
    await setPlan(FILE);
    await at("2026-01-12T09:00:00Z");
    const address = (iid: number): string => `${stage.sandbox.url}/${PROJECT}/-/work_items/${iid}`;
    const since = "<sub>open since Fri 2 Jan 2026, 10 days</sub>";
    expect(planIn(agendaOn("2026-01-13").description)).toBe(
      [
        "As of Mon 12 Jan 2026: 2 open.",
        "",
        `- One \\@bob instance /close: ${address(1)} ${since}`,
        `- Train the teams: ${address(2)} ${since}`,
      ].join("\n"),
    );
    expect(stage.sandbox.issue(PROJECT, 1).state).toBe("opened");

    stage.sandbox.clock.set("2026-01-15T09:00:00Z");
    stage.sandbox.as("jane").close(PROJECT, 2);
    await at("2026-01-19T09:00:00Z");
    const next = planIn(agendaOn("2026-01-20").description);
    expect(next).toContain("As of Mon 19 Jan 2026: 1 open, 1 closed since the last call.");
    expect(next).toContain(`- Train the teams: ${address(2)} <sub>closed on Thu 15 Jan 2026</sub>`);
    await at("2026-01-26T09:00:00Z");
    expect(planIn(agendaOn("2026-01-27").description)).not.toContain("Train the teams");
  });

  it("are no items, and no words of the call that its follow-up tells", async () => {
    await setPlan(FILE);
    await at("2026-01-12T09:00:00Z");
    const { iid } = agendaOn("2026-01-13");
    stage.sandbox.clock.set("2026-01-13T10:00:00Z");
    stage.sandbox
      .as("jane")
      .editDescription(PROJECT, iid, (text) => `${text}\nAgreed on the plan.\n\n- [ ] @jane call\n`);
    stage.sandbox.as("jane").close(PROJECT, iid);
    await at("2026-01-13T10:05:00Z");
    const followUp = stage.sandbox.issues(PROJECT).find(({ title }) => title.startsWith("Follow-up"));
    expect(followUp?.description).toContain("Agreed on the plan");
    expect(followUp?.description).not.toContain("Train the teams");
  });

  it("confidential ones stand in a confidential agenda", async () => {
    await setPlan(`${FILE}defaults: { confidential: true }\n`);
    await at("2026-01-12T09:00:00Z");
    expect(planIn(agendaOn("2026-01-13").description)).toContain("Secret reorganisation");
  });

  it("preview shows them, in German too", async () => {
    await setPlan(`${FILE}language: de\n`);
    const { out } = await command(stage, ["preview", "cadence-call", "-p", PROJECT]);
    expect(out).toContain("## Ziele und Vorhaben");
    expect(out).toContain("<sub>offen seit Fr., 2. Jan. 2026, 0 Tage</sub>");
  });

  it("nobody asks for them where the file has neither the key nor a profile", async () => {
    const plain = FILE.replace("objectives: [objective, initiative]\n", "");
    await setPlan(plain);
    const asked: string[] = [];
    const listening: typeof fetch = (input, init) => {
      asked.push(decodeURIComponent(String(input)));
      return fetch(input, init);
    };
    stage.sandbox.clock.set("2026-01-12T09:00:00Z");
    await stage.run({ fetch: listening });
    expect(agendaOn("2026-01-13").description).not.toContain("Objectives");
    expect(asked.filter((url) => /labels=(objective|initiative)/.test(url))).toEqual([]);
    // With the key: one list a label, in a look that makes an agenda alone.
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", FILE);
    await stage.run({ fetch: listening });
    expect(asked.filter((url) => /labels=(objective|initiative)/.test(url))).toEqual([]);
    stage.sandbox.clock.set("2026-01-19T09:00:00Z");
    await stage.run({ fetch: listening });
    expect(asked.filter((url) => /labels=(objective|initiative)/.test(url))).toHaveLength(2);
  });

  it("a profile alone has them", async () => {
    const profile =
      "profile: { segment: strategic, priority: 1, customer: existing, since: 2026-01-05 }\ncalls: tuesday at 10:00\n";
    await setPlan(`customer: Acme\ntimezone: Europe/Berlin\ncsm: "@jane"\n${profile}`);
    await at("2026-01-05T09:00:00Z");
    expect(planIn(agendaOn("2026-01-06").description)).toContain("Train the teams");
  });
});
