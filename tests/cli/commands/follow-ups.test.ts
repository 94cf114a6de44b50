import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PlanDocument } from "../../../src/reconcile/plan/plan-schema.ts";
import { NEW_CSM } from "../../scenarios/after-the-call/call.ts";
import { command } from "../../support/command-line.ts";
import { PROJECT, type Stage } from "../../support/stage.ts";
import { setHeldCall } from "./held-call.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setHeldCall();
});
afterAll(() => stage.close());

async function kindsOf(...args: readonly string[]): Promise<readonly string[]> {
  const { out } = await command(stage, [...args, "-p", PROJECT, "--json"]);
  const [project] = PlanDocument.parse(JSON.parse(out)).projects;
  return project !== undefined && "actions" in project ? project.actions.map((action) => action.kind) : [];
}

describe("a plan after the call", () => {
  it("shows the follow-up with its counts and gaps, and the label with its reason", async () => {
    const { exitCode, out } = await command(stage, ["plan", "-p", PROJECT]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(
      /\+ follow-up {2}Follow-up: GitLab \/ Acme CSM Call - 2026-11-17 +cadence-call +#1 was closed by @jane after the call/,
    );
    expect(out).toContain("4 action items, due Wed 18 Nov, assigned to @jane");
    expect(out).toContain("missing: an owner for 1 item, a date for 1 item, a recap");
    expect(out).toMatch(
      /~ #1 {2}label action-items::unresolved +cadence-call +4 open items after the call of 2026-11-17/,
    );
    expect(out).toMatch(/\+ label {2}action-items::unresolved +the project has no label/);
    expect(out).toContain("2 to create, 1 to change");
  });

  it("says how many writes it takes, and a run takes as many", async () => {
    const { out } = await command(stage, ["plan", "-p", PROJECT]);
    const [, planned] = /(\d+) to write/.exec(out) ?? [];
    const other = await setHeldCall();
    const ran = await command(other, ["run", "-p", PROJECT]);
    await other.close();
    expect(ran.out).toContain(`, ${planned} written.`);
    expect(ran.out).toMatch(/done {2}#2 follow-up of #1/);
  });

  it("tells that the project's labels and the template are in order", async () => {
    const { exitCode, out } = await command(stage, ["check", "-p", PROJECT]);
    expect(exitCode).toBe(0);
    expect(out).toContain("template Follow-up: from collab-cadence, used by the follow-ups of cadence-call");
    expect(out).toContain('label: "action-items::unresolved" is created when it is needed');
  });
});

describe("--only", () => {
  it.each([
    [["--only", "agenda"], []],
    [
      ["--only", "follow-up"],
      ["create-label", "create-follow-up"],
    ],
    [
      ["--only", "unresolved"],
      ["create-label", "set-labels"],
    ],
    [
      ["--only", "agenda,unresolved"],
      ["create-label", "set-labels"],
    ],
    [
      ["--only", "follow-up", "--only", "unresolved"],
      ["create-label", "create-follow-up", "set-labels"],
    ],
  ])("%j plans %j", async (only, kinds) => {
    expect(await kindsOf("plan", ...only)).toEqual(kinds);
  });

  it("narrows a run as well", async () => {
    const other = await setHeldCall();
    await command(other, ["run", "-p", PROJECT, "--only", "follow-up"]);
    const [agenda, followUp] = other.sandbox.issues(PROJECT);
    await other.close();
    expect(followUp?.title).toBe("Follow-up: GitLab / Acme CSM Call - 2026-11-17");
    expect(agenda?.labels).toEqual(["meeting-agenda"]);
  });

  it("follow-up hands an open follow-up to the CSM that the file names now, and leaves the agenda to its own part", async () => {
    const other = await setHeldCall({ configuration: NEW_CSM });
    await command(other, ["run", "-p", PROJECT, "--no-audit"]);
    other.sandbox.clock.set("2026-11-29T10:00:00Z");
    const assigned = async (...only: readonly string[]) => {
      const { out } = await command(other, ["plan", "-p", PROJECT, "--json", ...only]);
      const [{ actions }] = JSON.parse(out).projects;
      return actions.filter(({ kind }: { kind: string }) => kind === "assign").map(({ iid }: { iid: number }) => iid);
    };
    const [all, ofFollowUps, ofAgendas] = [
      await assigned(),
      await assigned("--only", "follow-up"),
      await assigned("--only", "agenda"),
    ];
    await other.close();
    expect(ofFollowUps).toEqual([2]);
    expect([...ofAgendas, ...ofFollowUps].sort()).toEqual([...all].sort());
  });

  it("is in the command that the plan proposes", async () => {
    const { out } = await command(stage, ["plan", "-p", PROJECT, "--only", "unresolved"]);
    expect(out).toContain("Apply with: cadence run --only unresolved --now");
  });

  it("names the parts where one is misspelt", async () => {
    const { exitCode, err } = await command(stage, ["run", "-p", PROJECT, "--only", "agenda,folow-up"]);
    expect(exitCode).toBe(2);
    expect(err).toContain('no part "folow-up". Did you mean follow-up? Allowed: agenda | follow-up | unresolved');
    expect(stage.sandbox.issues(PROJECT)).toHaveLength(1);
  });
});

describe("a template of follow-ups", () => {
  it("with a typo is told by check as a run would", async () => {
    const files = { ".gitlab/issue_templates/Follow-up.md": "{{agenda}}\n{{recapp}}\n" };
    const other = await setHeldCall({ files });
    const { exitCode, err } = await command(other, ["check", "-p", PROJECT]);
    await other.close();
    expect(exitCode).toBe(2);
    expect(err).toContain("recapp");
  });
});

describe("explain", () => {
  it("says what a run would do now, what it leaves alone, and why copies that disagree count as they do", async () => {
    const { sandbox } = stage;
    await command(stage, ["run", "-p", PROJECT]);
    sandbox.clock.set("2026-11-28T10:00:00Z");
    sandbox.as("bob").tick(PROJECT, 2, "Upload");
    sandbox.clock.set("2026-11-28T10:10:00Z");
    sandbox.as("jane").tick(PROJECT, 1, "Share the upgrade");
    sandbox.clock.set("2026-11-28T10:11:00Z");
    const { exitCode, out } = await command(stage, ["explain", "-p", PROJECT]);
    expect(exitCode).toBe(0);
    const [, disagreeing = ""] = out.split("Items whose copies disagree");
    expect(disagreeing).toMatch(/done Upload the diagram \| with a pipe +#2 #1 +ticked in #2/);
    expect(disagreeing).toMatch(/A run would now\n[^]*~ #2 {2}comment: tells the participants/);
    expect(disagreeing).toMatch(/and leave alone\n[^]*= #1 +#1 was changed a moment ago/);
    const { actions, leftAlone, series } = JSON.parse((await command(stage, ["explain", "-p", PROJECT, "--json"])).out)
      .projects[0];
    expect(actions.map((action: { kind: string }) => action.kind)).toContain("comment");
    expect(leftAlone.map((one: { reason: { rule: string } }) => one.reason.rule)).toContain("being-edited");
    expect(series[0].disagreeing).toHaveLength(2);
  });
});

describe("check of a follow-up that nobody was told of", () => {
  it("names it as late from the second business day after the call on, and not once they were told", async () => {
    const late = await setHeldCall();
    try {
      await command(late, ["run", "-p", PROJECT]);
      const named = async (): Promise<boolean> =>
        (await command(late, ["check", "-p", PROJECT])).out.includes(
          "follow-up #2: its participants were to be told by Wed 18 Nov 2026",
        );
      late.sandbox.clock.set("2026-11-18T22:00:00Z");
      expect(await named()).toBe(false);
      late.sandbox.clock.set("2026-11-19T08:00:00Z");
      expect(await named()).toBe(true);
      await command(late, ["run", "-p", PROJECT]);
      expect(await named()).toBe(false);
    } finally {
      await late.close();
    }
  });
});
