import { afterEach, describe, expect, it } from "vitest";
import { addDays } from "../../../src/domain/time/dates.ts";
import { command } from "../../support/command-line.ts";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../../support/stage.ts";
import { type OldAgenda, stateOfIssues, writesOn, yearsOfAgendas } from "./old-agendas.ts";

const HISTORY = `history:
  before: 2026-11-14
  titles: ["Acme weekly*", "GitLab / Acme sync*", "*Abstimmung Acme*", "定例会議*"]
  issues: [6, 12, 18, 24, 30, 36, 42, 48, 54, 60]
  series: cadence-call
meetings:`;
const WEEKLY = CONFIGURATION.replace("every 2 weeks", "every week");
const FILE = WEEKLY.replace("meetings:", HISTORY);

let stage: Stage;
afterEach(() => stage.close());

async function begin(configuration = FILE): Promise<readonly OldAgenda[]> {
  stage = await setStage("2025-09-01T08:00:00Z", { configuration });
  const old = yearsOfAgendas(stage.sandbox, (index) => index % 3 === 0);
  stage.sandbox.requests.reset();
  return old;
}

async function runEachDay(from: string, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    stage.sandbox.clock.set(`${addDays(from, day)}T10:00:00Z`);
    const { applied } = await stage.run();
    expect(applied.filter(({ error }) => error !== null)).toEqual([]);
  }
}

const madeByBot = () => stage.sandbox.issues(PROJECT).filter(({ author }) => author === "cadence-bot");

/** Titles of the open items that the first agenda of the bot was made with. */
function carriedFrom(old: readonly OldAgenda[]): readonly number[] {
  const [agenda] = madeByBot();
  return old.filter(({ item }) => agenda?.description.includes(`[ ] \\@bob ${item} `)).map(({ iid }) => iid);
}

describe("sixty weeks of renamed and unlabelled agendas that history names", () => {
  it("are read and never written, whatever happens in the weeks after", async () => {
    const old = await begin();
    const { sandbox } = stage;
    const before = stateOfIssues(sandbox, old);
    const mails = sandbox.notifications.length;
    await runEachDay("2026-11-14", 4);
    const [agenda] = madeByBot();
    expect(carriedFrom(old)).toEqual(old.slice(-8).map(({ iid }) => iid));
    for (const { iid, item } of old.slice(-8)) expect(agenda?.description).toContain(`${item} <sub>#${iid}`);
    sandbox.clock.set("2026-11-17T10:30:00Z");
    sandbox.as("jane").close(PROJECT, agenda?.iid ?? 0);
    await runEachDay("2026-11-18", 20);
    expect(stateOfIssues(sandbox, old)).toEqual(before);
    expect(writesOn(sandbox, old)).toEqual([]);
    const oldIids = new Set(old.map(({ iid }) => iid));
    expect(sandbox.notifications.slice(mails).filter(({ iid }) => oldIids.has(iid))).toEqual([]);
    expect((await stage.plan()).plan.actions).toEqual([]);
  }, 120_000);

  it("cost a request for each form of title, one for the numbers, one for the list", async () => {
    await begin();
    const { sandbox } = stage;
    sandbox.clock.set("2026-11-14T10:00:00Z");
    await stage.plan();
    const asked = sandbox.requests.all.map(
      ({ path, query }) => `${path.split("/").slice(3).join("/")} ${query["search"] ?? ""}`,
    );
    sandbox.requests.reset();
    expect(asked.filter((one) => one.startsWith("issues"))).toHaveLength(2 + 1 + 1);
    expect(asked.filter((one) => one.includes("cadence-history"))).toHaveLength(1);
  });

  it("an old one that is open on the day before the next call is not taken for that call", async () => {
    stage = await setStage("2026-11-01T08:00:00Z", {
      configuration: FILE.replace("before: 2026-11-14", "before: 2026-11-17").replace(/ {2}issues: .*\n/, ""),
    });
    const { sandbox } = stage;
    sandbox.as("jane").createIssue(PROJECT, { title: "Acme weekly 2026-11-16", description: "- [ ] @bob one thing" });
    await runEachDay("2026-11-14", 2);
    expect(madeByBot().map(({ dueDate }) => dueDate)).toEqual(["2026-11-17"]);
    expect(madeByBot()[0]?.description).toContain("one thing <sub>#1</sub>");
  });
});

describe("the list of open items", () => {
  it("decides what is carried: kept at any age, asked about, left as people say or take out", async () => {
    const old = await begin();
    const { sandbox } = stage;
    const line = (index: number, word: string): string =>
      `## #${index + 1} some title\n\n- ${word}: @bob thing number ${index}\n`;
    const list = [
      "# Ours",
      line(0, "keep"),
      line(30, "**Ask**"),
      line(59, "leave"),
      line(58, "keep"),
      line(57, "hold"),
    ].join("\n");
    sandbox.writeFile(PROJECT, ".gitlab/cadence-history.md", list);
    await runEachDay("2026-11-14", 2);
    expect(carriedFrom(old)).toEqual([1, 31, 59]);
    const [agenda] = madeByBot();
    expect(agenda?.description).toMatch(/## To decide\n\n(?:- .*\n)*- .*thing number 30 <sub>#31 · open since /);
    const explained = (await command(stage, ["explain", "-p", PROJECT])).out;
    expect(explained).toMatch(/#60 @bob thing number 59 .*is left, as \.gitlab\/cadence-history\.md says/);
    expect(explained).toMatch(/#57 @bob thing number 56 .*is not in \.gitlab\/cadence-history\.md/);
    const checked = (await command(stage, ["check", "-p", PROJECT])).out;
    expect(checked).toContain(".gitlab/cadence-history.md: line 20 cannot be understood");
    expect(checked).not.toContain("agenda #60");
    // What the bot carries is not cut off when people change their minds about the list.
    sandbox.writeFile(PROJECT, ".gitlab/cadence-history.md", list.replaceAll(/keep|\*\*Ask\*\*/g, "leave"));
    await runEachDay("2026-11-16", 7);
    const next = madeByBot().find(({ dueDate }) => dueDate === "2026-11-24");
    for (const index of [0, 30, 58]) expect(next?.description).toContain(`thing number ${index} `);
    expect(writesOn(sandbox, old)).toEqual([]);
  });
});
