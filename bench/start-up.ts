/**
 * Start-up as people feel it: wall time of whole processes, `cadence plan` on the sandbox against Node.js importing
 * @gitbeaker/rest and doing nothing. Run with `npx tsx bench/start-up.ts [rounds]` after `npm run build`; exits 1 when
 * the ratio is above 1.3. The cases take turns, so a busy machine disturbs all of them alike.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Sandbox, startSandbox } from "../src/sandbox/index.ts";

const LIMIT = 1.3;
const ROUNDS = Number(process.argv[2] ?? 21);
const COMMAND = fileURLToPath(new URL("../dist/cli/cadence.cjs", import.meta.url));
const PROJECT = "customers/acme/collaboration";

const CONFIGURATION = `customer: Acme
timezone: Europe/Berlin
country: DE
account_team: ["@jane"]
attendees: ["@bob"]
meetings:
  cadence-call:
    repeat: every 2 weeks on tuesday at 10:00
    from: 2026-01-13
`;

interface Case {
  readonly name: string;
  readonly args: readonly string[];
}

const baseline: Case = { name: "node importing @gitbeaker/rest", args: ["-e", 'import("@gitbeaker/rest")'] };
const judged: Case = {
  name: "cadence plan",
  args: [COMMAND, "plan", "--project", PROJECT, "--at", "2026-03-06T09:00:00Z"],
};
const cases: readonly Case[] = [
  { name: "node alone", args: ["-e", "0"] },
  baseline,
  { name: "cadence --version", args: [COMMAND, "--version"] },
  judged,
];

/** A project whose next agenda is due, with what a plan must look at: configuration, template, an earlier agenda. */
async function openStage(): Promise<{ readonly sandbox: Sandbox; readonly token: string }> {
  const sandbox = await startSandbox({ now: "2026-03-06T09:00:00Z" });
  for (const username of ["jane", "bob", "cadence-bot"]) sandbox.addUser({ username, bot: username === "cadence-bot" });
  sandbox.addProject({
    path: PROJECT,
    members: { jane: 40, bob: 30, "cadence-bot": 30 },
    files: { ".gitlab/cadence.yml": CONFIGURATION },
  });
  const token = sandbox.addToken({ user: "cadence-bot", scopes: ["api"] });
  await run({ name: "first agenda", args: [COMMAND, "run", "--project", PROJECT] }, environmentOf(sandbox, token));
  return { sandbox, token };
}

function environmentOf(sandbox: Sandbox, token: string): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: process.env["HOME"], GITLAB_URL: sandbox.url, GITLAB_TOKEN: token };
}

/** Milliseconds from start to exit. Throws when the process fails. */
async function run(one: Case, env: NodeJS.ProcessEnv): Promise<number> {
  const begin = performance.now();
  const child = spawn(process.execPath, [...one.args], { env, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, "exit");
  const took = performance.now() - begin;
  if (code !== 0) throw new Error(`${one.name} exited with ${code}: ${errors}`);
  return took;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

const { sandbox, token } = await openStage();
const env = environmentOf(sandbox, token);
const times = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
const written = sandbox.requests.writes;
for (let round = -1; round < ROUNDS; round++) {
  for (const one of cases) {
    const took = await run(one, env);
    // The first round fills the caches of the file system.
    if (round >= 0) times.get(one.name)?.push(took);
  }
}
const requests = (sandbox.requests.reads + sandbox.requests.writes) / (ROUNDS + 1);
if (sandbox.requests.writes !== written) throw new Error("cadence plan wrote something");
await sandbox.close();

const reference = median(times.get(baseline.name) ?? []);
console.log(`node ${process.version}, ${ROUNDS} rounds, about ${requests.toFixed(0)} requests per plan\n`);
console.log(`${"".padEnd(32)} median ms  fastest  ratio`);
for (const { name } of cases) {
  const own = times.get(name) ?? [];
  const figures = [
    median(own).toFixed(0).padStart(9),
    Math.min(...own)
      .toFixed(0)
      .padStart(8),
  ];
  console.log(`${name.padEnd(32)} ${figures.join(" ")}  ${(median(own) / reference).toFixed(2).padStart(5)}`);
}
const ratio = median(times.get(judged.name) ?? []) / reference;
console.log(`\ncadence plan takes ${ratio.toFixed(2)} times as long as the import alone, at most ${LIMIT} are allowed`);
if (!(ratio <= LIMIT)) process.exitCode = 1;
