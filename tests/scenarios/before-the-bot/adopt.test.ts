import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { addDays } from "../../../src/domain/time/dates.ts";
import { command } from "../../support/command-line.ts";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../../support/stage.ts";
import { type OldAgenda, stateOfIssues, writesOn, yearsOfAgendas } from "./old-agendas.ts";

const WEEKLY = CONFIGURATION.replace("every 2 weeks", "every week");

let stage: Stage;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cadence-adopt-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await stage.close();
});

/** Sixty agendas, of which every third wears the label, and issues that are none. */
async function begin(): Promise<readonly OldAgenda[]> {
  stage = await setStage("2025-09-01T08:00:00Z", { configuration: WEEKLY });
  const { sandbox } = stage;
  const old = yearsOfAgendas(sandbox, (index) => index % 3 === 0);
  sandbox.clock.set("2026-11-14T10:00:00Z");
  for (const title of ["Upgrade to 17.0", "Upgrade to 17.1", "Upgrade to 17.2", "Renew the licence"])
    sandbox.as("bob").createIssue(PROJECT, { title, description: "## Steps\n\n- [ ] @bob do it" });
  sandbox.requests.reset();
  return old;
}

/** The lines of the block that the command proposes. */
function blockOf(out: string): string {
  return /^history:\n(?:(?: {2}.*)\n)*/m.exec(`${out}\n`)?.[0] ?? "";
}

it("proposes a block that names each of sixty agendas and nothing else, and a list that decides", async () => {
  const old = await begin();
  const { sandbox } = stage;
  const file = join(folder, "list.md");
  const { out, exitCode } = await command(stage, ["adopt", "-p", PROJECT, "--items", file]);
  expect(exitCode).toBe(0);
  expect(out).toContain("60 agendas from before the bot: ");
  for (const { iid, date, title } of old) expect(out).toMatch(new RegExp(`#${iid} +${date} .*${title.slice(0, 4)}`));
  expect(out).not.toContain("Upgrade to");
  expect(sandbox.requests.writes).toBe(0);

  const list = readFileSync(file, "utf8");
  expect(list.match(/^- keep: /gm)).toHaveLength(8);
  expect(list.match(/^- (?:ask|leave): /gm)).toHaveLength(52);
  expect(list).toContain(`## #${old[59]?.iid} ${old[59]?.title}\n\n- keep: @bob thing number 59\n`);

  // A person prunes it, and commits both.
  const pruned = list
    .replace("- keep: @bob thing number 59\n", "")
    .replace("leave: @bob thing number 1\n", "keep: @bob thing number 1\n");
  sandbox.writeFile(PROJECT, ".gitlab/cadence-history.md", pruned);
  sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", `${WEEKLY}\n${blockOf(out)}`);
  const before = stateOfIssues(sandbox, old);
  for (let day = 0; day < 4; day += 1) {
    sandbox.clock.set(`${addDays("2026-11-14", day)}T10:00:00Z`);
    await stage.run();
  }
  const agenda = sandbox.issues(PROJECT).find(({ author }) => author === "cadence-bot");
  const carried = old.filter(({ item }) => agenda?.description.includes(`${item} <sub>#`));
  const asked = [...pruned.matchAll(/^- (?:keep|ask): .* (\d+)$/gm)].map(([, index]) => Number(index) + 1);
  expect(carried.map(({ iid }) => iid)).toEqual(asked);
  expect(stateOfIssues(sandbox, old)).toEqual(before);
  expect(writesOn(sandbox, old)).toEqual([]);

  // What was decided stands in the next proposal.
  const again = await command(stage, ["adopt", "-p", PROJECT, "--json"]);
  const [{ agendas, history, items }] = JSON.parse(again.out).projects;
  expect(agendas).toHaveLength(60);
  expect(history.before).toBe("2026-11-14");
  expect(items.find(({ text }: { readonly text: string }) => text.endsWith(" 1"))).toBeUndefined();
}, 60_000);

it("a list that is there is not written over", async () => {
  await begin();
  const file = join(folder, "list.md");
  await command(stage, ["adopt", "-p", PROJECT, "--items", file]);
  const before = readFileSync(file, "utf8");
  const { err, exitCode } = await command(stage, ["adopt", "-p", PROJECT, "--items", file]);
  expect(exitCode).toBe(2);
  expect(err).toContain("is there already and is not written over");
  expect(readFileSync(file, "utf8")).toBe(before);
});

it("people name what nothing else tells, and confidential items stay out of the list", async () => {
  stage = await setStage("2026-09-01T08:00:00Z", { configuration: WEEKLY });
  const { sandbox } = stage;
  const jane = sandbox.as("jane");
  const description = "- [ ] @bob one thing";
  jane.createIssue(PROJECT, { title: "What we said", description });
  jane.createIssue(PROJECT, { title: "Chat with Acme", description, confidential: true });
  jane.createIssue(PROJECT, {
    title: "Roadmap",
    description: "## Attendees\n\n## Action items\n\n- [ ] @sam a second\n\n## Recap and next steps\n",
  });
  jane.createIssue(PROJECT, { title: "A bug", description });
  sandbox.clock.set("2026-11-14T10:00:00Z");
  const args = ["adopt", "-p", PROJECT, "--issues", "1", "--titles", "chat with*", "--into", "cadence-call", "--json"];
  const { out } = await command(stage, args);
  const [{ agendas, history, items, confidential }] = JSON.parse(out).projects;
  expect(agendas.map(({ iid, by }: Record<string, unknown>) => `${iid} ${by}`)).toEqual([
    "1 list",
    "2 title",
    "3 headings",
  ]);
  expect(history).toEqual({ before: "2026-11-14", titles: ["chat with*"], issues: [1, 3], series: "cadence-call" });
  expect(items.map(({ iid }: Record<string, unknown>) => iid)).toEqual([1, 3]);
  expect(confidential).toBe(1);
  for (const bad of [
    ["--before", "tomorrow"],
    ["--issues", "x"],
    ["--titles", "*"],
    ["--into", "cadence-cal"],
  ])
    expect((await command(stage, ["adopt", "-p", PROJECT, ...bad])).exitCode).toBe(2);
});
