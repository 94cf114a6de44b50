/**
 * Three runs 10 to 100 milliseconds apart on one project, many times: a call gets one agenda and one follow-up, and nobody is
 * told of another. GitLab has no lock: two that look in the same instant both make an issue, and the later one is closed
 * again at once. How often that happens is measured here, since each of them is a mail. Run with
 * `npx tsx bench/side-by-side.ts [rounds] [delay]`; `delay` is how long GitLab takes for an answer, in milliseconds. Exits 1
 * where more than one stays open, or a comment tells of one.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { announced, closed } from "../tests/scenarios/after-the-call/call.ts";
import { createChance } from "../tests/scenarios/year/random.ts";
import { kept, PROJECT, type Stage } from "../tests/support/stage.ts";
import { judge, printTable } from "./support/measure.ts";

const ROUNDS = Number(process.argv[2] ?? 200);
const ANSWER_MS = Number(process.argv[3] ?? 0);

const chance = createChance(1);
const apart = (): number => 10 + Math.floor(chance.next() * 91);

/** GitLab's answers take their time. */
const slow: typeof fetch = async (input, init) => {
  if (ANSWER_MS > 0) await sleep(ANSWER_MS);
  return fetch(input, init);
};

const stages = {
  agenda: kept(async () => {
    const { stage } = await announced();
    stage.sandbox.clock.set("2026-11-28T09:30:00Z");
    return stage;
  }),
  "follow-up": kept(async () => (await closed()).stage),
};

interface Made {
  readonly open: number;
  readonly all: number;
  readonly comments: number;
}

/** Issues of a kind that the round made for its call, and what was said of late items. */
function madeIn(stage: Stage, kind: string, before: number): Made {
  const issues = stage.sandbox.issues(PROJECT);
  const made = issues.filter(
    ({ iid, description }) => iid > before && description.startsWith(`<!-- cadence:v1 ${kind} `),
  );
  const notes = issues.flatMap(({ notes }) => notes.filter(({ body }) => body.includes("note late-items")));
  return { open: made.filter(({ state }) => state === "opened").length, all: made.length, comments: notes.length };
}

async function round(set: () => Promise<Stage>, kind: string): Promise<Made> {
  const stage = await set();
  const before = stage.sandbox.issues(PROJECT).at(-1)?.iid ?? 0;
  const first = stage.run({ fetch: slow });
  await sleep(apart());
  const second = stage.run({ fetch: slow });
  await sleep(apart());
  await Promise.all([first, second, stage.run({ fetch: slow })]);
  const made = madeIn(stage, kind, before);
  await stage.sandbox.close();
  return made;
}

const rows: string[][] = [];
let wrong = 0;
for (const [kind, set] of Object.entries(stages)) {
  const rounds: Made[] = [];
  for (let nth = 0; nth < ROUNDS; nth += 1) rounds.push(await round(set, kind));
  const notOne = rounds.filter(({ open }) => open !== 1).length;
  const told = rounds.filter(({ comments }) => comments > 0).length;
  wrong += notOne + told;
  const closedAgain = rounds.reduce((sum, { open, all }) => sum + all - open, 0);
  rows.push([kind, ROUNDS, notOne, told, closedAgain].map(String));
}
printTable(["kind", "rounds", "not one open", "a comment tells", "closed again"], rows);
console.log(judge(wrong === 0));
process.exit();
