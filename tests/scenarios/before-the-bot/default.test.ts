import { expect, it } from "vitest";
import { addDays } from "../../../src/domain/time/dates.ts";
import { command } from "../../support/command-line.ts";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../../support/stage.ts";
import { type OldAgenda, stateOfIssues, writesOn, yearsOfAgendas } from "./old-agendas.ts";

const WEEKLY = CONFIGURATION.replace("every 2 weeks", "every week");

async function begin(configuration = WEEKLY): Promise<{ readonly stage: Stage; readonly old: readonly OldAgenda[] }> {
  const stage = await setStage("2025-09-01T08:00:00Z", { configuration });
  const old = yearsOfAgendas(stage.sandbox, () => true);
  expect(old.at(-1)?.date).toBe("2026-11-10");
  stage.sandbox.requests.reset();
  return { stage, old };
}

async function runEachDay(stage: Stage, from: string, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    stage.sandbox.clock.set(`${addDays(from, day)}T10:00:00Z`);
    const { applied } = await stage.run();
    expect(applied.filter(({ error }) => error !== null)).toEqual([]);
  }
}

const madeByBot = ({ sandbox }: Stage) => sandbox.issues(PROJECT).filter(({ author }) => author === "cadence-bot");

it("agendas from before the bot are read and never written, their younger items carried once, the older named", async () => {
  const { stage, old } = await begin();
  const { sandbox } = stage;
  const before = stateOfIssues(sandbox, old);
  const mails = sandbox.notifications.length;
  await runEachDay(stage, "2026-11-14", 3);
  const [agenda, ...others] = madeByBot(stage);
  expect(others).toEqual([]);
  const { description = "", iid = 0 } = agenda ?? {};
  // The bot began on 14 November: eight weeks before that are 19 September.
  const young = old.filter(({ date }) => date >= "2026-09-19");
  expect(young).toHaveLength(8);
  for (const one of young)
    expect(
      description.split("\n").filter((line) => line.startsWith("- [ ] ") && line.includes(`${one.item} `)),
    ).toHaveLength(1);
  for (const one of young) expect(description).toContain(`${one.item} <sub>#${one.iid}`);
  for (const one of old.filter(({ date }) => date < "2026-09-19")) expect(description).not.toContain(`${one.item} `);
  // One mail each about the new agenda, none because of the sixty.
  const told = sandbox.notifications.slice(mails);
  expect(told.filter((mail) => mail.iid !== iid)).toEqual([]);
  expect(new Set(told.map(({ user }) => user)).size).toBe(told.length);

  const explained = await command(stage, ["explain", "-p", PROJECT]);
  const checked = await command(stage, ["check", "-p", PROJECT]);
  for (const one of old.slice(0, -8)) {
    expect(explained.out).toMatch(new RegExp(`#${one.iid} @bob ${one.item} .*more than 8 weeks before the bot began`));
  }
  const [oldest, newest] = [old[0], old.at(-9)];
  const where = `in ${old.length - 8} agendas, from #${oldest?.iid} of ${oldest?.date} to #${newest?.iid} of ${newest?.date}`;
  const lines = checked.out.split("\n").filter((line) => line.includes("before the bot"));
  expect(lines).toEqual([expect.stringContaining(`${old.length - 8} open items not carried: ${where}`)]);
  expect(checked.out).toContain("explain names all of them");

  // The call is held; what is ticked is not ticked in the old ones, and a tick there still counts.
  const [first, second] = young;
  if (first === undefined || second === undefined) throw new Error("no young item");
  sandbox.clock.set("2026-11-17T09:40:00Z");
  sandbox.as("bob").tick(PROJECT, iid, first.item);
  sandbox.as("jane").close(PROJECT, iid);
  await runEachDay(stage, "2026-11-17", 3);
  sandbox.clock.set("2026-11-19T12:00:00Z");
  expect(stateOfIssues(sandbox, old)).toEqual(before);
  sandbox.as("bob").tick(PROJECT, second.iid, second.item);
  await runEachDay(stage, "2026-11-20", 25);
  expect(writesOn(sandbox, old)).toEqual([]);
  const after = madeByBot(stage).filter(({ description: text }) => text.includes(second.item));
  expect(after.length).toBeGreaterThan(1);
  for (const { description: text } of after) expect(text).not.toMatch(new RegExp(`\\[ \\] .*${second.item} `));
  const open = madeByBot(stage).filter(({ description: text }) => text.includes(`[ ] \\@bob ${first.item} `));
  expect(open).toEqual([]);
  await stage.close();
}, 120_000);

it("what is ticked since is not asked for again because the old copy stays open", async () => {
  const { stage, old } = await begin();
  const { sandbox } = stage;
  await runEachDay(stage, "2026-11-14", 1);
  const [agenda] = madeByBot(stage);
  sandbox.clock.set("2026-11-14T11:00:00Z");
  const quiet = async (): Promise<number> => {
    sandbox.requests.reset();
    await stage.run();
    return sandbox.requests.all.length;
  };
  const least = await quiet();
  for (const one of old.slice(-3)) sandbox.as("bob").tick(PROJECT, agenda?.iid ?? 0, one.item);
  sandbox.clock.set("2026-11-14T13:00:00Z");
  expect(await quiet()).toBe(least);
  expect((await stage.plan()).plan.actions).toEqual([]);
  await stage.close();
});

it("a longer horizon carries older ones, and what the bot carries is not cut off when it gets shorter", async () => {
  const horizon = (weeks: number): string =>
    WEEKLY.replace("meetings:", `defaults: { carry: { horizon: ${weeks} weeks } }\nmeetings:`);
  const { stage, old } = await begin(horizon(20));
  const { sandbox } = stage;
  await runEachDay(stage, "2026-11-14", 1);
  const carried = (at: number): number =>
    old.filter(({ item }) => madeByBot(stage)[at]?.description.includes(`[ ] \\@bob ${item} `)).length;
  expect(carried(0)).toBe(20);
  sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", horizon(1));
  await runEachDay(stage, "2026-11-15", 8);
  expect(madeByBot(stage).filter(({ title }) => title.includes("CSM Call"))).toHaveLength(2);
  expect(carried(1)).toBe(20);
  expect(writesOn(sandbox, old)).toEqual([]);
  await stage.close();
});
