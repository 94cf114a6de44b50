import { afterEach, describe, expect, it } from "vitest";
import { PROJECT, type Stage, setStage } from "../../support/stage.ts";

const file = (lines: readonly string[] = []): string => `
customer: Acme
timezone: Europe/Berlin
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
meetings:
  cadence-call:
    repeat: every week on tuesday at 10:00
    from: 2026-11-24
${lines.map((line) => `    ${line}\n`).join("")}`;

const MINUTES = `## Topics

- Upgrade

### From Acme

- Does Geo support LDAP?
  - Yes, since 15.0.
- Does it support SAML? (@jane, due 2026-12-04)

## Action items

- [ ] @bob send the file, due 2026-12-01
`;

let stage: Stage;
afterEach(() => stage.close());

async function runAt(instant: string) {
  stage.sandbox.clock.set(instant);
  await stage.run();
  return (await stage.plan()).plan;
}

/** The call of 24 November was held and its agenda #1 closed. */
async function held(lines: readonly string[] = [], more: { readonly files?: Readonly<Record<string, string>> } = {}) {
  stage = await setStage("2026-11-23T08:00:00Z", { configuration: file(lines), ...more });
  await stage.run();
  stage.sandbox.clock.set("2026-11-24T09:30:00Z");
  edit(1, (text) => `${text.split("\n")[0]}\n${MINUTES}`);
  stage.sandbox.clock.set("2026-11-24T11:00:00Z");
  stage.sandbox.as("jane").close(PROJECT, 1);
  await runAt("2026-11-24T11:30:00Z");
}

function edit(iid: number, change: (text: string) => string): void {
  stage.sandbox.as("jane").editDescription(PROJECT, iid, change);
}

const agenda = (iid: number): string => stage.sandbox.issue(PROJECT, iid).description;
const ANSWERED = (text: string): string => text.replace(/(- Does it support SAML.*)/, "$1\n  - Yes, with 17.1.");

describe("follow_up: off", () => {
  it("takes open questions into the next agenda, where a tick answers them", async () => {
    await held(["follow_up: off"]);
    await runAt("2026-11-26T10:00:00Z");
    expect(agenda(2)).toMatch(
      /#{2,4} Open questions\n\n- \[ \] Does it support SAML\? \(\\@jane, due 2026-12-04\) <sub>#1<\/sub> <!--c:1-/,
    );
    expect(agenda(2)).not.toContain("LDAP");
    stage.sandbox.clock.set("2026-11-30T08:00:00Z");
    stage.sandbox.as("jane").tick(PROJECT, 2, "SAML");
    expect((await runAt("2026-11-30T08:05:00Z")).actions).toEqual([]);
    stage.sandbox.clock.set("2026-12-01T11:00:00Z");
    stage.sandbox.as("jane").close(PROJECT, 2);
    await runAt("2026-12-01T11:30:00Z");
    await runAt("2026-12-03T10:00:00Z");
    expect(agenda(3)).not.toContain("[ ] Does it support SAML");
    expect(agenda(3)).toContain("[ ] \\@bob send the file");
  });

  it("carries one on that stays open, once, and takes an answer in the agenda that asked it", async () => {
    await held(["follow_up: off"]);
    await runAt("2026-11-26T10:00:00Z");
    stage.sandbox.clock.set("2026-12-01T11:00:00Z");
    stage.sandbox.as("jane").close(PROJECT, 2);
    await runAt("2026-12-01T11:30:00Z");
    await runAt("2026-12-03T10:00:00Z");
    expect(agenda(3).split("Does it support SAML")).toHaveLength(2);
    expect(agenda(3)).toContain("<sub>#1 · 2nd time");
    stage.sandbox.clock.set("2026-12-03T12:00:00Z");
    edit(1, ANSWERED);
    expect((await runAt("2026-12-03T12:10:00Z")).actions).toEqual([]);
    expect(agenda(3)).toMatch(/- \[x\] Does it support SAML/);
    expect(agenda(1)).not.toContain("[x] Does it support SAML");
  });

  it("adds them to an agenda that was made before the call", async () => {
    await held(["follow_up: off", "lead_time: 10 days"]);
    await runAt("2026-11-24T12:00:00Z");
    expect(agenda(2).split("Does it support SAML")).toHaveLength(2);
    edit(2, (text) => text.replace(/^.*Does it support SAML.*\n/m, ""));
    await runAt("2026-11-25T12:00:00Z");
    expect(agenda(2)).not.toContain("SAML");
  });

  it("takes what a template asks every time for no question of the call", async () => {
    const template = "## Questions\n\n- What blocks you?\n\n## Action items\n\n{{action_items}}\n";
    await held(["follow_up: off", "template: own"], { files: { ".gitlab/issue_templates/own.md": template } });
    edit(1, (text) => `${text}\n## Questions\n\n- What blocks you?\n`);
    await runAt("2026-11-26T10:00:00Z");
    expect(agenda(2).split("What blocks you?")).toHaveLength(2);
    expect(agenda(2)).not.toContain("[ ] What blocks you?");
  });
});

describe("an answer in the agenda that asked, after the participants were told", () => {
  it("answers the question in the follow-up and in the next agenda", async () => {
    await held();
    await runAt("2026-11-24T13:00:00Z");
    await runAt("2026-11-26T10:00:00Z");
    expect(agenda(3)).toContain("- [ ] Does it support SAML?");
    stage.sandbox.clock.set("2026-11-27T08:00:00Z");
    edit(1, ANSWERED);
    expect((await runAt("2026-11-27T08:10:00Z")).actions).toEqual([]);
    expect(agenda(3)).toMatch(/- \[x\] Does it support SAML/);
    expect(agenda(2)).toMatch(/- \[x\] Does it support SAML/);
    expect(agenda(1)).not.toContain("[x] Does it support SAML");
  });

  it("is overruled by somebody who opens it again later", async () => {
    await held();
    await runAt("2026-11-24T13:00:00Z");
    await runAt("2026-11-26T10:00:00Z");
    stage.sandbox.clock.set("2026-11-27T08:00:00Z");
    edit(1, ANSWERED);
    await runAt("2026-11-27T08:10:00Z");
    stage.sandbox.clock.set("2026-11-27T09:00:00Z");
    stage.sandbox.as("bob").untick(PROJECT, 3, "SAML");
    await runAt("2026-11-27T09:10:00Z");
    for (const at of ["2026-11-27T10:00:00Z", "2026-11-30T10:00:00Z", "2026-12-01T07:00:00Z"]) {
      await runAt(at);
      expect(agenda(3)).toMatch(/- \[ \] Does it support SAML/);
      expect(agenda(2)).toMatch(/- \[ \] Does it support SAML/);
    }
  });
});
