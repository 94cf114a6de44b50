import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { command } from "../support/command-line.ts";
import { BARE, type BareStage, setBareStage } from "../support/state/bare-project.ts";

const PEOPLE = ["--country", "DE,US", "--csm", "@jane", "--account-team", "@jane", "--attendees", "@bob"];
const PROFILE = ["--segment", "strategic", "--priority", "1", "--deployment", "self-managed", "--since", "2026-01-12"];
const FIRST = ["init", "--project", BARE, "--timezone", "Europe/Berlin"];
const PAGE = "docs/cadence.md";

let stage: BareStage;
beforeEach(async () => {
  stage = await setBareStage();
});
afterEach(() => stage.close());

/** The lines of a file that say something. */
function said(text: string | undefined): readonly string[] {
  const lines = (text ?? "").split("\n").map((line) => line.replace(/ +#.*$/, ""));
  return lines.filter((line) => line !== "" && !line.startsWith("#"));
}

describe("a project is set up by its customer's profile", () => {
  it("in seven lines, with what the handbook proposes besides", async () => {
    const { exitCode, out } = await command(stage, [...FIRST, ...PEOPLE, ...PROFILE, "--apply"]);
    expect(exitCode).toBe(0);
    const files = stage.sandbox.files(BARE, "cadence-init");
    expect(Object.keys(files).sort()).toEqual([".gitlab/cadence.yml", "README.md", PAGE]);
    expect(said(files[".gitlab/cadence.yml"])).toEqual([
      "customer: Acme",
      "timezone: Europe/Berlin",
      'country: ["DE", "US"]',
      'csm: "@jane"',
      'attendees: ["@bob"]',
      "profile: { segment: strategic, priority: 1, deployment: self-managed, since: 2026-01-12 }",
      "calls: tuesday at 10:00",
    ]);
    const remedy = "meetings: { first-call: { repeat: once on 2026-01-26 at 10:00 } }";
    expect(out).toMatch(/proposed {2}first-call: a new customer begins with a call .*\(A21, C6\)/);
    expect(out).toContain(remedy);
    const [request] = stage.sandbox.mergeRequests(BARE);
    expect(request?.description).toContain(`- a first call, to get to know each other: \`${remedy}\``);
    expect(request?.description).not.toMatch(/strategic|priority|handbook|\([A-E]\d/);

    stage.sandbox.as("jane").merge(BARE, 1);
    const { out: explained } = await command(stage, ["explain", "--config", "-p", BARE]);
    expect(explained).toContain("C13, strategic priority 1");
    const { out: planned } = await command(stage, ["plan", "--project", BARE]);
    expect(planned).toContain("+ agenda  GitLab / Acme CSM Call - 2026-01-13");
    const { out: checked } = await command(stage, ["check", "--project", BARE]);
    expect(checked).toContain("docs/cadence.md: as the configuration has it");
  });

  it("an existing strategic customer without a review is proposed one (C18, C20)", async () => {
    const profile = [
      "--segment",
      "strategic",
      "--priority",
      "2",
      "--since",
      "2025-01-13",
      "--customer-kind",
      "existing",
    ];
    const { out } = await command(stage, [...FIRST, ...profile, "--calls", "wednesday at 15:00", "--json"]);
    const [document] = JSON.parse(out).projects;
    expect(document.proposals.map(({ subject, row }: { subject: string; row: string }) => [subject, row])).toEqual([
      ["business-review", "C20"],
    ]);
    const [file] = document.files.map(({ text }: { text: string }) => text);
    expect(said(file).slice(-3)).toEqual([
      'attendees: ["@bob", "@alice"]',
      "profile: { segment: strategic, priority: 2, since: 2025-01-13, customer: existing }",
      "calls: wednesday at 15:00",
    ]);
  });

  it("without a profile nothing is proposed, and the file is as ever", async () => {
    const { out } = await command(stage, FIRST);
    expect(out).not.toContain("proposed  ");
    expect(out).toContain("repeat: every 2 weeks on tuesday at 10:00");
  });

  it.each([
    ["scale", /found +"?scale"?\n +problem .*no collaboration project/],
    ["digital", /found +"?digital"?\n +problem .*no collaboration project/],
  ])("%s customers have no project: refused with the reason (A5, A16)", async (segment, words) => {
    const { exitCode, err } = await command(stage, [
      ...FIRST,
      "--segment",
      segment,
      "--priority",
      "1",
      "--since",
      "2026-01-12",
      "--apply",
    ]);
    expect([exitCode, stage.sandbox.requests.writes]).toEqual([2, 0]);
    expect(err).toMatch(/command line {2}--segment/);
    expect(err).toMatch(words);
  });

  it.each([
    [["--segment", "growth", "--since", "2026-01-12"], "--priority"],
    [["--segment", "growth", "--priority", "3", "--since", "2026-01-12"], "--priority"],
    [["--segment", "growth", "--priority", "1"], "--since"],
    [["--segment", "growth", "--priority", "1", "--since", "2026-02-30"], "--since"],
    [["--segment", "growth", "--priority", "1", "--since", "2026-01-12", "--onboarded", "2025-01-12"], "--onboarded"],
    [["--priority", "1", "--since", "2026-01-12"], "--segment"],
    [[...PROFILE, "--deployment", "own } x: {"], "--deployment"],
    [[...PROFILE, "--customer-kind", "old"], "--customer-kind"],
    [[...PROFILE, "--calls", "whenever"], "--calls"],
    [["--calls", "tuesday at 10:00"], "--calls"],
    [["--calls", "every week on monday at 9:00", "--repeat", "every week on monday at 9:00"], "--calls"],
  ])("%j is a problem of an option", async (args, option) => {
    const { exitCode, err } = await command(stage, [...FIRST, ...args, "--apply"]);
    expect([exitCode, stage.sandbox.requests.writes]).toEqual([2, 0]);
    expect(err).toMatch(new RegExp(`command line {2}${option}\n`));
  });

  it("a rhythm can stand in the place of the handbook's, with or without a profile", async () => {
    const calls = ["--calls", "every 3 weeks on monday at 9:00", "--from", "2026-02-02"];
    for (const profile of [[], PROFILE]) {
      const { exitCode, out } = await command(stage, [...FIRST, ...profile, ...calls]);
      expect(exitCode).toBe(0);
      expect(out).toContain("| calls: every 3 weeks on monday at 9:00");
      expect(out).toContain("| meetings: { cadence-call: { from: 2026-02-02 } }");
    }
  });
});

describe("docs/cadence.md says what happens in a project (A119)", () => {
  const again = ["init", "--project", BARE, "--apply"];
  const edit = (change: (text: string) => string): void => {
    const text = stage.sandbox.files(BARE)[".gitlab/cadence.yml"] ?? "";
    stage.sandbox.writeFile(BARE, ".gitlab/cadence.yml", change(text));
  };
  beforeEach(async () => {
    await command(stage, [...FIRST, ...PEOPLE, ...PROFILE, "--apply"]);
    stage.sandbox.as("jane").merge(BARE, 1);
  });

  it("untouched, it is brought up to date by init and called stale by check; run leaves it alone", async () => {
    edit((text) => `${text}language: de\n`);
    const { exitCode, out } = await command(stage, ["check", "--project", BARE]);
    expect([exitCode, out.match(/hint +docs\/cadence\.md: the configuration changed/) === null]).toEqual([0, false]);
    const before = stage.sandbox.files(BARE)[PAGE];
    await command(stage, ["run", "--now", "--project", BARE]);
    expect(stage.sandbox.files(BARE)[PAGE]).toBe(before);

    const { out: proposed } = await command(stage, again);
    expect(proposed).toMatch(/~ file +docs\/cadence\.md +the configuration changed/);
    const [, request] = stage.sandbox.mergeRequests(BARE);
    expect(request?.description).toContain("`docs/cadence.md` says what happens in this project");
    expect(request?.description).not.toContain("Please check it");
    stage.sandbox.as("jane").merge(BARE, 2);
    expect(stage.sandbox.files(BARE)[PAGE]).toContain("# Wie unsere Termine in diesem Projekt ablaufen");
    expect((await command(stage, again)).out).toContain("Nothing to do.");
  });

  it("straight, with --commit", async () => {
    edit((text) => `${text}team_name: Support\n`);
    stage.sandbox.setMember(BARE, "cadence-bot", 40);
    expect((await command(stage, [...again, "--commit"])).exitCode).toBe(0);
    expect(stage.sandbox.files(BARE)[PAGE]).toContain("Support can write these");
  });

  it("changed by people, it stays, and init says so", async () => {
    stage.sandbox.writeFile(BARE, PAGE, `${stage.sandbox.files(BARE)[PAGE]}\nOur room is 4.\n`);
    edit((text) => `${text}language: de\n`);
    const { out } = await command(stage, again);
    expect(out).toMatch(/- file +docs\/cadence\.md +people wrote or changed it, so it stays/);
    expect(stage.sandbox.mergeRequests(BARE)).toHaveLength(1);
    const { out: checked } = await command(stage, ["check", "--project", BARE]);
    expect(checked).toContain("docs/cadence.md: people wrote or changed it, so it stays as it is");
  });

  it("with line ends of another kind it is no one's change", async () => {
    const crlf = (stage.sandbox.files(BARE)[PAGE] ?? "").replaceAll("\n", "\r\n");
    stage.sandbox.writeFile(BARE, PAGE, crlf);
    expect((await command(stage, again)).out).toContain("Nothing to do.");
    edit((text) => `${text}language: de\n`);
    expect((await command(stage, again)).out).toMatch(/~ file +docs\/cadence\.md/);
  });

  it("names who leads today: with another CSM it is stale", async () => {
    edit((text) => text.replace('csm: "@jane"', 'csm: [{ user: "@jane", until: 2026-01-20 }, { user: "@sam" }]'));
    expect((await command(stage, again)).out).toContain("Nothing to do.");
    edit((text) => `${text}away: [{ user: "@jane", from: 2026-01-12, to: 2026-01-16, cover: "@sam" }]\n`);
    expect((await command(stage, again)).out).toContain("Nothing to do.");
    stage.sandbox.clock.set("2026-01-21T09:00:00Z");
    await command(stage, again);
    expect(stage.sandbox.files(BARE, "cadence-init")[PAGE]).toContain("Ask \\@sam");
  });
});
