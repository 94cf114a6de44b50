/**
 * Measures that everything which reads people's text takes time that grows as the text does. `npm run linear`; not a part
 * of `npm test`, since it measures processor time: every exported function of the folders that read text is called with
 * hostile texts of 32, 64 and 128 KB, and a project goes the whole way from the observation to what is printed.
 *
 * With arguments only what holds one of them is measured: `npm run linear -- stripCarryNote "one item"`. With `--every 8`
 * everything is measured with each eighth of its texts, always the same ones. With `--seconds 60` nothing new is begun after
 * that time, and what changed last is measured first: what there is time for before a merge.
 */
import { fork, spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { callsByType } from "./arguments.ts";
import { CALLS } from "./calls.ts";
import { EXCEPTIONS } from "./exceptions.ts";
import { type ExportedFunction, findExports, takesText } from "./exports.ts";
import { reachedFunctions } from "./reached.ts";
import type { Answer, Task } from "./task.ts";
import { PLACES } from "./whole-way.ts";

const excepted: ReadonlySet<string> = new Set(Object.values(EXCEPTIONS).flat());

/** Without a word for so long a call hangs: what is in hand is named. */
const SILENCE_MS = 180_000;
const PROGRESS_MS = 30_000;
/** What is in hand when the time of `--seconds` is over may take so much longer, and is left then. */
const GRACE_MS = 30_000;
/** Garbage is collected between calls and not in them: else, from some size of text on, collecting looks like growth. */
const GARBAGE = ["--expose-gc", "--min-semi-space-size=256", "--max-semi-space-size=256", "--single-threaded-gc"];

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { every: { type: "string", default: "1" }, seconds: { type: "string" } },
});
const every = wholeNumber("every", values.every);
const limitMs = values.seconds === undefined ? Number.POSITIVE_INFINITY : wholeNumber("seconds", values.seconds) * 1000;
const began = performance.now();
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some((word) => name.includes(word));

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} ${text}: a whole number from 1 on`);
  return number;
}

/** Commits of which it is asked what they changed; a shallow clone has fewer. */
const RECENT = 300;

/** Files by how many others were changed since; what is not known stands last, and all of it where there is no history. */
function filesByAge(): ReadonlyMap<string, number> {
  const { stdout, status } = spawnSync("git", ["log", `-n${RECENT}`, "--format=", "--name-only"], { encoding: "utf8" });
  return new Map(status === 0 ? [...new Set(stdout.split("\n"))].map((file, at) => [file, at]) : []);
}

/** Ways and calls in turns, calls of what changed last first: whatever there is time for, both are measured. */
function inTurns(ways: readonly Task[], calls: readonly Task[]): readonly Task[] {
  const ages = filesByAge();
  const age = ({ name }: Task): number => ages.get(name.split(" ")[0] ?? "") ?? Number.POSITIVE_INFINITY;
  const sorted = calls.toSorted((a, b) => age(a) - age(b) || 0);
  const each = Math.ceil(sorted.length / Math.max(1, ways.length));
  return Array.from({ length: Math.max(ways.length, 1) }, (_, at) => [
    ...sorted.slice(at * each, (at + 1) * each),
    ...ways.slice(at, at + 1),
  ]).flat();
}

/** Functions of which nobody said how they are called, and exceptions that are none any more. */
function forgotten(all: readonly ExportedFunction[], reached: ReadonlySet<string>): readonly string[] {
  const known = new Set(all.map(({ key }) => key));
  const isCalled = (one: ExportedFunction): boolean => one.key in CALLS || callsByType(one) !== null;
  const missing = all.filter(
    (one) => takesText(one) && !isCalled(one) && !reached.has(one.key) && !excepted.has(one.key),
  );
  const idle = [...excepted, ...Object.keys(CALLS).filter((key) => key.startsWith("src/"))].filter(
    (key) => !known.has(key),
  );
  return [
    ...missing.map(
      ({ key, parameters }) =>
        `${key}(${parameters.join(", ")}) takes text and is never called: say how in tests/linear/calls.ts, or why not in tests/linear/exceptions.ts`,
    ),
    ...idle.map((key) => `${key} stands in tests/linear and is no exported function any more`),
  ];
}

/** Lets processes work off the tasks, one for each core; what one says is told. */
async function workOff(queue: Task[]): Promise<readonly string[]> {
  const faults: string[] = [];
  const one = async (): Promise<void> => {
    for (let task = next(queue); task !== undefined; task = next(queue)) {
      const child = fork(new URL("./task.ts", import.meta.url), [], {
        execArgv: ["--import", "tsx", "--max-old-space-size=2048", ...GARBAGE],
      });
      await serve(child, task, queue, faults);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, one));
  return faults;
}

/** The next task while there is time. */
function next(queue: Task[]): Task | undefined {
  return performance.now() - workBegan < limitMs ? queue.shift() : undefined;
}

/** Gives a process one task after the other until there are none, or until it hangs or dies. */
function serve(child: ReturnType<typeof fork>, first: Task, queue: Task[], faults: string[]): Promise<void> {
  return new Promise((resolve) => {
    let task: Task | undefined = first;
    let form = "";
    const tell = (fault: string): void => {
      faults.push(fault);
      process.stderr.write(`${fault}\n`);
    };
    const watch = (): NodeJS.Timeout =>
      setTimeout(() => {
        tell(`${task?.name}  ${form}: no end after ${SILENCE_MS / 1000} s`);
        child.kill("SIGKILL");
      }, SILENCE_MS);
    let timer = watch();
    child.on("message", (answer: Answer) => {
      clearTimeout(timer);
      timer = watch();
      if (answer.kind === "begins") form = answer.form;
      if (answer.kind === "begins" && performance.now() - workBegan > limitMs + GRACE_MS) {
        process.stderr.write(`${task?.name}  ${form}: left, there is no more time\n`);
        task = undefined;
        child.kill("SIGKILL");
        return;
      }
      if (answer.kind === "fault") tell(`${task?.name}  ${answer.form}: ${answer.fault}`);
      if (answer.kind !== "done") return;
      task = next(queue);
      if (task === undefined) child.disconnect();
      else child.send(task);
    });
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      if (task !== undefined && signal !== "SIGKILL")
        faults.push(`${task.name}  ${form}: the process ended (${code ?? signal})`);
      resolve();
    });
    child.send(first);
  });
}

const seconds = (): number => Math.round((performance.now() - began) / 1000);
const all = await findExports();
const reached = await reachedFunctions(all);
const faults = wanted.length === 0 ? [...forgotten(all, reached)] : [];
for (const fault of faults) process.stderr.write(`${fault}\n`);
const functions = all
  .filter((one) => one.key in CALLS || (callsByType(one) !== null && !excepted.has(one.key)))
  .map(({ key }) => key);
const named = Object.keys(CALLS).filter((key) => !key.startsWith("src/"));
const tasks = inTurns(
  Object.keys(PLACES)
    .filter(isWanted)
    .map((name) => ({ kind: "way", name, every })),
  [...named, ...functions].filter(isWanted).map((name) => ({ kind: "call", name, every })),
);
const queue = [...tasks];
const progress = setInterval(() => {
  process.stderr.write(`${tasks.length - queue.length} of ${tasks.length} begun, ${seconds()} s\n`);
}, PROGRESS_MS);
const workBegan = performance.now();
faults.push(...(await workOff(queue)));
clearInterval(progress);

process.stdout.write(
  `${tasks.length - queue.length} of ${tasks.length} functions and ways measured, ${reached.size} more functions run on the way, ` +
    `${faults.length} faults, ${seconds()} s\n`,
);
if (faults.length > 0) process.exitCode = 1;
