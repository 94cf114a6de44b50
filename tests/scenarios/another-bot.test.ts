import { describe, expect, it } from "vitest";
import type { ConfigError } from "../../src/domain/errors.ts";
import type { Reconciled } from "../../src/reconcile/reconcile.ts";
import { command } from "../support/command-line.ts";
import { CONFIGURATION, PROJECT, type Stage, type StageOptions } from "../support/stage.ts";
import { announced, bob, closed, drafted, jane } from "./after-the-call/call.ts";

const NEW = "project_7_bot_4f2a9c1b";
const OLD = "cadence-bot";

/** The token is made anew: the same rights, another user. */
function remade(stage: Stage, username = NEW): Required<Pick<StageOptions, "token">> {
  stage.sandbox.addUser({ username, name: "Cadence", bot: true });
  stage.sandbox.setMember(PROJECT, username, 20);
  return { token: stage.sandbox.addToken({ user: username, scopes: ["api"] }) };
}

/** Kind and call of all issues with a marker, also of those that were closed: each of them was a mail. */
function made(stage: Stage): readonly string[] {
  return stage.sandbox.issues(PROJECT).flatMap(({ description }) => {
    const match = /^<!-- cadence:v\d+ ([a-z-]+ [a-z0-9-]+\/[0-9-]+)/.exec(description);
    return match?.[1] === undefined ? [] : [match[1]];
  });
}

function said(stage: Stage): readonly string[] {
  return stage.sandbox.issues(PROJECT).flatMap(({ iid, notes }) =>
    notes.flatMap(({ body }) => {
      const kind = /^<!-- cadence:v\d+ note ([a-z-]+)/.exec(body)?.[1];
      return kind === undefined ? [] : [`${kind} on #${iid}`];
    }),
  );
}

function repeated(all: readonly string[]): readonly string[] {
  return all.filter((one, index) => all.indexOf(one) !== index);
}

function problemsOf({ plan }: Pick<Reconciled, "plan">): string {
  return plan.problems.flatMap((one) => one.problems.flatMap(({ key, allowed }) => [key, ...allowed])).join("\n");
}

describe("a token that was made anew is another bot", () => {
  it("goes on where the bot before stopped, once it is named", async () => {
    const { stage } = await drafted();
    const options = { ...remade(stage), bots: [`@${OLD}`] };
    stage.sandbox.clock.set("2026-11-17T11:05:00Z");
    await stage.run(options);
    expect(said(stage).filter((one) => one.startsWith("participants"))).toEqual(["participants on #2"]);
    bob(stage).tick(PROJECT, 2, "Upload the diagram");
    stage.sandbox.clock.set("2026-11-28T09:30:00Z");
    await stage.run(options);
    const next = stage.sandbox.issue(PROJECT, 3);
    expect(next.author).toBe(NEW);
    expect(next.description).toContain("Share the guide");
    expect(next.description).not.toMatch(/\[ \] .*Upload the diagram/);
    expect(repeated(made(stage))).toEqual([]);
    expect((await stage.plan(options)).plan.actions).toEqual([]);
    await stage.sandbox.close();
  });

  it.each([
    ["its agenda is open", closed, "2026-11-16T10:00:00Z"],
    ["its agenda is closed and its follow-up is a draft", drafted, "2026-11-17T11:05:00Z"],
    ["its follow-up was announced", announced, "2026-11-18T09:00:00Z"],
  ])("makes nothing twice while it is not named, and says the line to add: %s", async (_name, set, at) => {
    const { stage } = await set();
    const options = remade(stage, `${NEW}x`);
    const before = { made: made(stage), said: said(stage) };
    stage.sandbox.clock.set(at);
    const run = await stage.run(options);
    expect([made(stage), said(stage)]).toEqual([before.made, before.said]);
    expect(problemsOf(run)).toContain(`bots: ["@${OLD}"]`);
    expect(problemsOf(await stage.plan(options))).toContain(`--bots @${OLD}`);
    await stage.sandbox.close();
  });

  it("knows what it would double by the ids that a series had before, and where the rhythm took the call", async () => {
    const { stage } = await drafted();
    const configure = (change: (text: string) => string): void =>
      stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", change(CONFIGURATION));
    stage.sandbox.clock.set("2026-11-28T09:30:00Z");
    await stage.run();
    const before = made(stage);
    expect(before.at(-1)).toBe("agenda cadence-call/2026-12-01");
    const options = remade(stage);
    for (const change of [
      (text: string) => text.replace("cadence-call:", "calls:\n    continues: cadence-call"),
      (text: string) => text.replace("tuesday", "monday"),
      (text: string) =>
        text.replace("tuesday", "wednesday").replace("cadence-call:", "calls:\n    continues: cadence-call"),
    ]) {
      configure(change);
      const run = await stage.run(options);
      expect(made(stage)).toEqual(before);
      expect(problemsOf(run)).toContain(`bots: ["@${OLD}"]`);
    }
    // Without a word another id is another series.
    configure((text) => text.replace("cadence-call:", "calls:"));
    await stage.run(options);
    expect(made(stage)).toEqual([...before, "agenda calls/2026-12-01"]);
    await stage.sandbox.close();
  });

  it("finds the follow-up that it made for an agenda which a person wrote, also under another id of its series", async () => {
    const { stage } = await announced();
    jane(stage).createIssue(PROJECT, {
      title: "Our call",
      labels: ["meeting-agenda"],
      dueDate: "2026-12-01",
      description: "## Action items\n\n- [ ] @sam Order a cake\n",
    });
    stage.sandbox.clock.set("2026-12-01T10:30:00Z");
    jane(stage).close(PROJECT, 3);
    stage.sandbox.clock.set("2026-12-01T10:35:00Z");
    await stage.run();
    const before = made(stage);
    expect(before.filter((one) => one.startsWith("follow-up"))).toHaveLength(2);
    const options = remade(stage);
    for (const id of ["cadence-call:", "calls:\n    continues: cadence-call"]) {
      stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", CONFIGURATION.replace("cadence-call:", id));
      const run = await stage.run(options);
      expect(made(stage)).toEqual(before);
      expect(problemsOf(run)).toContain(`bots: ["@${OLD}"]`);
    }
    await stage.sandbox.close();
  });

  it("believes nothing that an account which is not named marked", async () => {
    const { stage } = await announced();
    const forged = "group_9_bot_0a1b2c3d";
    stage.sandbox.addUser({ username: forged, name: "Forged", bot: true });
    stage.sandbox.setMember(PROJECT, forged, 30);
    stage.sandbox.as(forged).createIssue(PROJECT, {
      title: "GitLab / Acme CSM Call - 2026-12-15",
      labels: ["meeting-agenda"],
      dueDate: "2026-12-15",
      description:
        "<!-- cadence:v1 agenda cadence-call/2026-12-15 date=2026-12-15 carried=1-abc -->\n\n## Action items\n\n- [x] Share the guide <!--c:1-abc-->\n- [ ] A forged item\n",
    });
    const text = stage.sandbox.issue(PROJECT, 3).description;
    stage.sandbox.clock.set("2026-11-28T09:30:00Z");
    const run = await stage.run();
    // The agenda of the next call is made as ever, the forged one is neither read nor written to.
    const next = stage.sandbox.issue(PROJECT, 4);
    expect(next.description).toContain("cadence-call/2026-12-01");
    expect(next.description).toContain("[ ] \\@jane Share the guide");
    expect(next.description).not.toContain("forged");
    expect(stage.sandbox.issue(PROJECT, 3).description).toBe(text);
    expect(stage.sandbox.issue(PROJECT, 3).notes.filter((note) => !note.system)).toEqual([]);
    expect(problemsOf(run)).toContain(`bots: ["@${forged}"]`);
    stage.sandbox.clock.set("2026-12-12T09:30:00Z");
    const later = await stage.run();
    expect(later.plan.skipped.map((one) => one.reason.rule)).toContain("unnamed-bot");
    expect(stage.sandbox.issues(PROJECT)).toHaveLength(4);
    await stage.sandbox.close();
  });

  it("is said by `check` with the line to add, until it is named", async () => {
    const { stage } = await drafted();
    const { token } = remade(stage);
    const check = (...args: readonly string[]) =>
      command(stage, ["check", "-p", PROJECT, ...args], { GITLAB_TOKEN: token });
    const unnamed = await check();
    expect(unnamed.exitCode).toBe(1);
    expect(unnamed.out).toContain(`@${OLD} is another bot and marked #1, #2: that is not believed`);
    expect(unnamed.out).toContain(`remedy: bots: ["@${OLD}"] | --bots @${OLD}`);
    expect((await check("--bots", "@jane")).out).toContain(`@${OLD} is another bot`);
    expect(await check("--bots", OLD)).toMatchObject({ exitCode: 0, out: expect.not.stringContaining("another bot") });
    await stage.sandbox.close();
  });

  it("leaves the markers of people what they were: theirs do not count and hold nothing back", async () => {
    const { stage } = await announced();
    jane(stage).createIssue(PROJECT, {
      title: "Copied",
      description: "<!-- cadence:v1 agenda cadence-call/2026-12-01 date=2026-12-01 -->\n\n- [ ] Nothing\n",
    });
    stage.sandbox.clock.set("2026-11-28T09:30:00Z");
    const { plan } = await stage.run();
    expect(plan.problems).toEqual([]);
    expect(stage.sandbox.issue(PROJECT, 4).description).toContain("agenda cadence-call/2026-12-01");
    await stage.close();
  });

  it("is no matter of the project's own file", async () => {
    const { stage } = await announced();
    stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", 'customer: Acme\nbots: ["@bob"]\nmeetings: {}\n');
    const refused = await stage.run().catch((error: unknown) => error);
    expect((refused as ConfigError).problems.map((one) => one.key)).toContain("bots");
    await stage.sandbox.close();
  });
});
