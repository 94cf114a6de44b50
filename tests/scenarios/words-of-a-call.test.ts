import { expect, it } from "vitest";
import { PROJECT, setStage } from "../support/stage.ts";

const MINUTES = `## Topics

- Upgrade
  - Decision: go to 19
- Runner fleet

### From Acme

- Does Geo support LDAP?
  - Yes, since 15.0.
- Does it support SAML? (@jane, due 2026-12-04)

## Action items

- [ ] undated
- [ ] @bob send the file, due 2026-12-01

## Recap

Good call.
`;

async function afterTheCall() {
  const stage = await setStage("2026-11-23T08:00:00Z", {
    configuration: `
customer: Acme
timezone: Europe/Berlin
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
meetings:
  cadence-call:
    repeat: every 2 weeks on tuesday at 10:00
    from: 2026-11-24
`,
  });
  const { sandbox } = stage;
  const runAt = async (instant: string) => {
    sandbox.clock.set(instant);
    await stage.run();
    const again = await stage.plan();
    expect(again.plan.actions).toEqual([]);
  };
  await runAt("2026-11-23T08:00:00Z");
  sandbox.clock.set("2026-11-24T09:30:00Z");
  sandbox.as("jane").editDescription(PROJECT, 1, (text) => `${text.split("\n")[0]}\n${MINUTES}`);
  sandbox.clock.set("2026-11-24T11:00:00Z");
  sandbox.as("jane").close(PROJECT, 1);
  await runAt("2026-11-24T11:30:00Z");
  const issue = (iid: number) => {
    const found = sandbox.issues(PROJECT).find((one) => one.iid === iid);
    if (found === undefined) throw new Error(`there is no issue #${iid}`);
    return found;
  };
  const gapNotes = () => issue(2).notes.filter(({ body }) => body.includes("note gaps"));
  return { stage, sandbox, runAt, issue, gapNotes };
}

it("questions stand with their answers, open ones go on until they are answered, in either place", async () => {
  const { stage, sandbox, runAt, issue } = await afterTheCall();
  try {
    expect(issue(2).description).toContain(
      "## Questions and answers\n\n- Does Geo support LDAP?\n  - Yes, since 15.0.",
    );
    expect(issue(2).description).toContain("- [ ] Does it support SAML? (\\@jane, due 2026-12-04)");
    await runAt("2026-11-24T13:00:00Z");
    sandbox.clock.set("2026-12-01T08:00:00Z");
    sandbox.as("bob").tick(PROJECT, 2, "send the file");
    await runAt("2026-12-03T10:00:00Z");
    const next = issue(3).description;
    expect(next).toContain("### Open questions\n\n- [ ] Does it support SAML? (\\@jane, due 2026-12-04) <sub>#2</sub>");
    expect(next).toContain("### Left over from #1\n\n- Runner fleet");
    expect(next).toContain("<summary>Done since the last call (1)</summary>\n\n- send the file <!--c:said-->");
    sandbox.clock.set("2026-12-04T08:00:00Z");
    sandbox
      .as("bob")
      .editDescription(PROJECT, 3, (text) => text.replace(/(- \[ \] Does it support SAML.*)/, "$1\n  - Answer: yes"));
    await runAt("2026-12-04T09:00:00Z");
    expect(issue(2).description).toContain("- [x] Does it support SAML?");
    expect(issue(1).description).toContain(MINUTES.slice(0, 60));
  } finally {
    await stage.close();
  }
});

it("what is missing is named once, and goes when participants are told", async () => {
  const { stage, runAt, gapNotes, issue } = await afterTheCall();
  try {
    expect(gapNotes().map(({ body }) => body)).toEqual([
      expect.stringContaining("“undated” has no owner and no date yet."),
    ]);
    await runAt("2026-11-24T13:00:00Z");
    expect(gapNotes()).toEqual([]);
    expect(issue(2).notes.filter(({ body }) => body.includes("note participants"))).toHaveLength(1);
    await runAt("2026-11-25T13:00:00Z");
    expect(gapNotes()).toEqual([]);
  } finally {
    await stage.close();
  }
});
