import MarkdownIt from "markdown-it";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { command } from "../../support/command-line.ts";
import { hostileTexts } from "../../support/hostile/hostile-text.ts";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../../support/stage.ts";
import { witness } from "../../support/witness/gitlab-witness.ts";
import { setHeldCall } from "./held-call.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setHeldCall();
  const { sandbox } = stage;
  await stage.run();
  sandbox.clock.set("2026-11-28T10:00:00Z");
  sandbox.as("bob").tick(PROJECT, 2, "Share the upgrade");
  sandbox.clock.set("2026-11-28T11:00:00Z");
  await stage.run();
  sandbox.requests.reset();
});
afterAll(() => stage.close());

const items = (...args: readonly string[]) => command(stage, ["items", "-p", PROJECT, ...args]);

/** The cells of every row below the heads, as another Markdown reader sees them. */
function cellsOf(markdown: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  for (const token of new MarkdownIt().parse(markdown, {})) {
    if (token.type === "tr_open") rows.push([]);
    if (token.type === "inline") rows.at(-1)?.push(token.content);
  }
  return rows.slice(1);
}

describe("cadence items", () => {
  it("lists open items, overdue ones first, on lines of 100 columns at most; writes nothing", async () => {
    const { exitCode, out, err } = await items();
    expect([exitCode, err, stage.sandbox.requests.writes]).toEqual([0, "", 0]);
    const [, ...lines] = out.split("\n");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
    expect(out).toContain("cadence-call  3 open items, 1 overdue");
    expect(lines[3]).toMatch(/^ {2}@bob +Upload the diagram \| with a pipe +! Fri 20 Nov 11 d +1x +#3 #2 \+1$/);
    expect(lines[4]).toMatch(/^ {2}- +Share the upgrade guide › ask Support +11 d +1x +#3 #2 \+1$/);
    expect(out).not.toContain("@jane");
  });

  it("lists resolved ones with the reason on demand", async () => {
    const { out } = await items("--all");
    expect(out).toMatch(/@jane +x Share the upgrade guide[^\n]*\n +ticked/);
  });

  it("as JSON keeps its keys", async () => {
    const [project] = JSON.parse((await items("--json", "--all")).out).projects;
    expect(project).toMatchObject({ project: PROJECT, customer: "Acme", timeZone: "Europe/Berlin" });
    const [series] = project.series;
    expect(series.series).toBe("cadence-call");
    expect(series.items[0]).toEqual({
      id: expect.stringMatching(/^1-\w{3}$/),
      state: "open",
      text: "Upload the diagram | with a pipe",
      owner: "bob",
      due: "2026-11-20",
      unclearDue: null,
      overdue: true,
      raised: "2026-11-17",
      ageDays: 11,
      carries: 1,
      followUps: 1,
      iids: [3, 2, 1],
      issue: null,
      confidential: false,
      reason: null,
      home: null,
    });
    expect(series.items.map((one: { state: string }) => one.state)).toEqual(["open", "open", "open", "done"]);
  });

  it("as Markdown is a table that another reader sees as such, and mentions nobody", async () => {
    const { out } = await items("--markdown");
    expect(witness(out).mentions).toEqual([]);
    expect(cellsOf(out)).toEqual([
      ["\\@bob", "Upload the diagram | with a pipe", "**2026-11-20, overdue**", "11 days", "1 time", "#3, #2, #1"],
      ["", "Share the upgrade guide › ask Support", "", "11 days", "1 time", "#3, #2, #1"],
      ["", "tell \\@all about `a|b`", "", "11 days", "1 time", "#3, #2, #1"],
    ]);
  });

  it.each([
    [["--series", "cadence-cal"], "cadence-call"],
    [["--markdown", "--json"], "cannot be used with"],
  ])("refuses %j", async (args, message) => {
    const { exitCode, err } = await items(...args);
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });
});

describe("items of other texts", () => {
  const agenda = { labels: ["meeting-agenda"], title: "Our call", dueDate: "2026-11-17" };

  it("are inert in Markdown whatever they say", async () => {
    const other = await setStage("2026-11-18T10:00:00Z");
    const description = hostileTexts
      .filter(({ text }) => text.length < 1_000)
      .map(({ text }) => `- [ ] ${text.replace(/\s+/g, " ")}`)
      .join("\n");
    other.sandbox.as("jane").createIssue(PROJECT, { ...agenda, imported: true, description });
    const { out } = await command(other, ["items", "-p", PROJECT, "--markdown", "--all"]);
    const text = await command(other, ["items", "-p", PROJECT, "--all"]);
    await other.close();
    expect(witness(out)).toMatchObject({ mentions: [], html: [], commands: [] });
    const rows = cellsOf(out);
    expect(rows.length).toBeGreaterThan(80);
    for (const row of rows) expect(row).toHaveLength(7);
    expect(text.out).not.toMatch(/[\u0000-\u0008\u001b\u202e]/);
  });

  it("of confidential issues are left out of Markdown unless asked for", async () => {
    const configuration = `${CONFIGURATION}    confidential: true\n`;
    const other = await setStage("2026-11-18T10:00:00Z", { configuration });
    const description = "- [ ] @bob secret thing";
    other.sandbox.as("jane").createIssue(PROJECT, { ...agenda, confidential: true, description });
    const args = ["items", "-p", PROJECT];
    expect((await command(other, args)).out).toContain("secret thing");
    const without = await command(other, [...args, "--markdown"]);
    const asked = await command(other, [...args, "--markdown", "--confidential"]);
    await other.close();
    expect(without.out).toBe("No action items.");
    expect(without.err).toContain("1 item of a confidential issue is left out");
    expect(asked).toMatchObject({ out: expect.stringContaining("secret thing"), err: "" });
  });
});
