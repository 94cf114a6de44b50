/**
 * Measures whether the tests fail when the code is broken: breaks a seeded sample of places (mutants of StrykerJS) one at
 * a time and runs the tests that pass them. `npm run mutate -- --seed 7 --count 75 --room domain`; without `--room` so many
 * of each room. `--files src/domain/schedule` takes those whose path begins so; `--changed` those that differ from the main
 * branch, with the tests of their own folders only, where there are any, and of what these pass; `--tests` names others to
 * run than the room's; `--seconds 60` begins nothing after that time and leaves out, and says so, what has not come to trying
 * by then. It ends with 1 where a room has less than `--least` per cent of at least eight: of fewer one cannot tell.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../../.ci/build/root.ts";
import { EQUIVALENT } from "./equivalent.ts";
import type { CoveringTest } from "./messages.ts";
import { instrument, type Mutant } from "./mutants.ts";
import { TestProcess } from "./processes.ts";
import { ROOMS } from "./rooms.ts";
import { type Coverage, trialOf } from "./select.ts";

/** Two run at a time: more of them than cores make time-outs of what is only slow. */
const PROCESSES = 2;
/** No test takes so long: beside a hundred times the hits, what tells a hang from a crowded machine. */
const HANG_MS = 240_000;
/** A room whose tests find three of four mutants fails two of so many in a row once in a thousand times. */
const LEAST_TRIED = 8;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "75" },
    room: { type: "string", multiple: true },
    files: { type: "string", multiple: true },
    changed: { type: "boolean", default: false },
    tests: { type: "string", multiple: true },
    seconds: { type: "string" },
    least: { type: "string", default: "0" },
  },
});
const count = wholeNumber("count", values.count);
const least = Number(values.least);
const limitMs = values.seconds === undefined ? Number.POSITIVE_INFINITY : wholeNumber("seconds", values.seconds) * 1000;
const rooms = values.room ?? Object.keys(ROOMS);
const began = performance.now();

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} ${text}: a whole number from 1 on`);
  return number;
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const seconds = (): number => Math.round((performance.now() - began) / 1000);

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .toSorted();
}

/** Sources that differ from where this branch left the main branch, or from the commit before; null without git. */
function changedFiles(): readonly string[] | null {
  const git = (...words: string[]): string | null => {
    const { stdout, status } = spawnSync("git", words, { cwd: ROOT, encoding: "utf8" });
    return status === 0 ? stdout.trim() : null;
  };
  const head = git("rev-parse", "HEAD");
  const base = ["origin/main", "main"]
    .map((name) => git("merge-base", name, "HEAD"))
    .find((one) => one !== null && one !== head);
  const from = base ?? git("rev-parse", "HEAD~1");
  return from === null ? null : (git("diff", "--name-only", "-M100%", "--diff-filter=AM", from)?.split("\n") ?? null);
}

/** The seed's order: a mutant keeps its place in it while others come and go. */
function sampleOf(mutants: readonly Mutant[]): readonly Mutant[] {
  const sameName = new Map<string, number>();
  const keyed = mutants.map((mutant) => {
    const name = `${values.seed} ${mutant.file} ${mutant.mutator} ${mutant.lineText} ${mutant.change}`;
    const at = sameName.get(name) ?? 0;
    sameName.set(name, at + 1);
    return { mutant, key: createHash("sha256").update(`${name} ${at}`).digest("hex") };
  });
  return keyed
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, count)
    .map(({ mutant }) => mutant);
}

const fits = (mutant: Mutant, known: (typeof EQUIVALENT)[number]): boolean =>
  known.file === mutant.file && known.lineText === mutant.lineText && known.change === mutant.change;

/** Lets processes work off what is to be done, each one piece at a time. */
async function workOff<Piece>(
  purpose: "cover" | "try",
  folder: string,
  pieces: readonly Piece[],
  work: (process: TestProcess, piece: Piece) => Promise<void>,
): Promise<void> {
  const queue = [...pieces];
  const one = async (): Promise<void> => {
    const process = new TestProcess(purpose, folder);
    for (let piece = queue.shift(); piece !== undefined; piece = queue.shift()) await work(process, piece);
    process.end();
  };
  await Promise.all(Array.from({ length: Math.min(PROCESSES, pieces.length) }, one));
}

/** Tests of the room, or of the folders that mirror those of the sources. */
function testsOf(room: string, sources: readonly string[], isNear: boolean): readonly string[] {
  const near = isNear ? sources.map((file) => dirname(file).replace("src", "tests")).filter(hasTests) : [];
  const places = values.tests ?? (near.length > 0 ? [...new Set(near)] : (ROOMS[room] ?? []));
  const out = places.filter((place) => place.startsWith("!")).map((place) => place.slice(1));
  return places
    .flatMap((place) => (place.endsWith(".ts") ? [place] : filesBelow(place)))
    .filter((file) => file.endsWith(".test.ts") && !out.includes(file));
}

const hasTests = (folder: string): boolean =>
  existsSync(join(ROOT, folder)) && filesBelow(folder).some((file) => file.endsWith(".test.ts"));

/** What the tests pass; null where there is no time to find out. */
async function coverageOf(files: readonly string[], folder: string): Promise<Coverage | null> {
  const timeLeft = limitMs - (performance.now() - began);
  if (timeLeft <= 0) return null;
  let isLate = false;
  const halves = Array.from({ length: PROCESSES }, (_, at) => files.filter((_file, place) => place % PROCESSES === at));
  const tests: CoveringTest[] = [];
  const loaded = new Map<string, ReadonlySet<string>>();
  await workOff("cover", folder, halves, async (process, half) => {
    const answer = await process.ask({ kind: "cover", files: half }, { silentMs: HANG_MS, timeLeftMs: timeLeft });
    isLate ||= answer === null && performance.now() - began >= limitMs;
    if (isLate) return;
    if (answer?.kind !== "covered") throw new Error("the tests came to no end");
    for (const name of answer.failed) say(`left out, since it fails without any mutant: ${name}`);
    for (const test of answer.tests) tests.push(test);
    for (const [file, ids] of answer.loaded) loaded.set(file, new Set(ids));
  });
  return isLate ? null : { tests, loaded };
}

interface Score {
  readonly killed: number;
  readonly tried: number;
}

/** Tries the sample of a room; null where it has nothing to try. */
async function measure(room: string, wanted: (file: string) => boolean): Promise<Score | null> {
  const files = filesBelow(`src/${room}`);
  const { mutants, sources } = await instrument(files);
  const idle = EQUIVALENT.filter(
    (known) => known.file.startsWith(`src/${room}/`) && !mutants.some((mutant) => fits(mutant, known)),
  );
  for (const { file, lineText, change } of idle) {
    say(`${file}: ${lineText}: ${change}: said to be equivalent, and fits no mutant any more`);
    process.exitCode = 1;
  }
  const candidates = mutants.filter(
    (mutant) => wanted(mutant.file) && !EQUIVALENT.some((known) => fits(mutant, known)),
  );
  const sample = sampleOf(candidates);
  if (sample.length === 0) return null;
  const folder = mkdtempSync(join(tmpdir(), "cadence-mutants-"));
  try {
    const touched = new Set(sample.map(({ file }) => file));
    const entries = [...sources].filter(([file]) => touched.has(file));
    writeFileSync(join(folder, "sources.json"), JSON.stringify(entries));
    const coverage = await coverageOf(testsOf(room, [...touched], values.changed), folder);
    if (coverage === null) {
      say(`${room}: LEFT OUT, no time is left to run its tests once`);
      return null;
    }
    say(`${room}: ${sample.length} of ${candidates.length} mutants, ${coverage.tests.length} tests, ${seconds()} s`);
    return await tryAll(sample, mutants, coverage, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tryAll(
  sample: readonly Mutant[],
  all: readonly Mutant[],
  coverage: Coverage,
  folder: string,
): Promise<Score> {
  let killed = 0;
  let tried = 0;
  await workOff("try", folder, sample, async (process, mutant) => {
    if (performance.now() - began > limitMs) return;
    const trial = trialOf(mutant, all, coverage);
    // The tests of other folders may come here: they were not run.
    if (trial === null && values.changed) {
      say(`${mutant.file}:${mutant.line} no test of its folder comes here`);
      return;
    }
    const answer =
      trial === null ? null : await process.ask({ kind: "try", trial }, { silentMs: HANG_MS, timeLeftMs: limitMs });
    const survives = trial === null || (answer?.kind === "tried" && answer.killer === null);
    tried += 1;
    if (trial !== null && answer === null)
      say(`${mutant.file}:${mutant.line} hangs or ends the process: ${mutant.change}`);
    if (!survives) killed += 1;
    else {
      const what = trial === null ? "no test comes here" : "survives";
      say(`${mutant.file}:${mutant.line} ${what} (${mutant.mutator})\n    ${mutant.lineText}\n    ${mutant.change}`);
    }
  });
  return { killed, tried };
}

const changed = values.changed ? changedFiles() : null;
if (values.changed && changed === null) {
  say("!!! mutants of what changed were LEFT OUT: there is no git history to tell it !!!");
} else {
  const begins = (file: string): boolean => values.files?.some((start) => file.startsWith(start)) ?? true;
  const lines: string[] = [];
  for (const room of rooms) {
    const score = await measure(room, (file) => begins(file) && (changed?.includes(file) ?? true));
    if (score === null || score.tried === 0) continue;
    const percent = Math.floor((100 * score.killed) / score.tried);
    lines.push(`${room}: ${score.killed} of ${score.tried} killed, ${percent} %`);
    if (score.tried >= LEAST_TRIED && percent < least) process.exitCode = 1;
  }
  say([...lines, `seed ${values.seed}, ${seconds()} s`].join("\n"));
}
