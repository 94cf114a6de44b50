import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../src/sandbox/index.ts";
import { addSampleCustomers } from "../../../src/sandbox/sample.ts";
import { type CommandResult, command } from "../../support/command-line.ts";
import { namesIn } from "../../support/names.ts";
import { freshFile } from "../commands/held-call.ts";

const REPOSITORY = resolve(import.meta.dirname, "../../..");
const GROUP = "account-management/emea";
const [ACME, INITECH] = ["acme", "initech"].map((name) => `${GROUP}/${name}/collaboration`);
const HOOK = "https://cadence.example.com/webhooks/gitlab";
const SIGNING = { CADENCE_SIGNING_TOKEN: `whsec_${Buffer.alloc(32, 7).toString("base64")}` };

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ now: "2026-11-23T08:00:00Z" });
});
afterEach(() => sandbox.close());

/** Each command at least once, so that every hint is printed: at the end of what went well, and with what did not. */
function callsOf(audit: string): readonly (readonly string[])[] {
  return [
    ["plan", "--project", ACME ?? ""],
    ["plan", "--project", ACME ?? "", "--only", "agenda"],
    ["run", "--project", ACME ?? "", "--audit", audit],
    ["run", "--group", GROUP],
    ["undo", "20261124T090000Z-4f2a9c", "--audit", audit],
    ["undo", "20261124T090000Z-4f2a9c", "--audit", "/nowhere/at/all"],
    ["preview", "cadence-call", "--project", ACME ?? ""],
    ["explain", "--project", ACME ?? ""],
    ["handbook", "--project", ACME ?? ""],
    ["items", "--project", ACME ?? ""],
    ["check", "--project", INITECH ?? ""],
    ["check", "--project", ACME ?? "", "--schedule-project", `${GROUP}/globex/collaboration`],
    ["init", "--project", INITECH ?? ""],
    ["init", "--project", ACME ?? "", "--apply"],
    ["hooks", "plan", "--group", GROUP, "--url", HOOK],
    ["hooks", "apply", "--group", GROUP, "--url", HOOK],
    ["hooks", "plan", "--group", GROUP, "--url", "https://other.example.com/webhooks/gitlab"],
    ["jobs", "list", "--url", "http://127.0.0.1:9"],
    ["serve", "--group", GROUP, "--only", "worker"],
    ["schema"],
    ["demo"],
  ];
}

const HELP = [
  ...[
    "run",
    "plan",
    "items",
    "undo",
    "preview",
    "explain",
    "handbook",
    "check",
    "init",
    "serve",
    "replay",
    "schema",
    "sandbox",
    "demo",
  ],
  ...["hooks", "hooks plan", "hooks apply", "jobs", "jobs list", "jobs retry"],
].map((words) => words.split(" "));

describe.each(["npx cadence", "npx collab-cadence", "cadence"])("called %s", (name) => {
  const said = ({ out, err }: CommandResult): readonly string[] =>
    namesIn(`${out}\n${err}`).filter((one) => one !== name);

  it("no help and no refusal of an option names another", async () => {
    const calls = [
      ["--help"],
      [],
      ...HELP.flatMap((words) => [
        [...words, "--help"],
        [...words, "--nonsense"],
      ]),
    ];
    for (const args of calls) {
      const result = await command(null, args, {}, name);
      expect([args, said(result)]).toEqual([args, []]);
    }
    const { out } = await command(null, ["run", "--help"], {}, name);
    expect(out).toContain(`Usage: ${name} run [options]`);
    expect(out).toContain(`  $ ${name} run --project acme/collaboration`);
    const serve = await command(null, ["serve", "--help"], {}, name);
    expect(serve.out).toContain(`$ CADENCE_QUEUE_URL=redis://... ${name} serve -c cadence.yml --only worker`);
  });

  it("no outcome and no error names another", async () => {
    const { token, whatToTry, service } = addSampleCustomers(sandbox, name);
    const owner = sandbox.addToken({ user: "jane" });
    const texts = [...whatToTry, ...service.commands].join("\n");
    expect(namesIn(texts).filter((one) => one !== name)).toEqual([]);
    for (const args of callsOf(freshFile("audit.jsonl"))) {
      const environment = args[0] === "hooks" || args[0] === "init" ? { ...SIGNING, GITLAB_TOKEN: owner } : {};
      const password = { CADENCE_ADMIN_PASSWORD: "correct-horse-battery" };
      const result = await command({ sandbox, token }, args, { ...environment, ...password }, name);
      expect([args, said(result)]).toEqual([args, []]);
    }
  });
});

/** Texts that stand in GitLab, in a schema or in the docs, where nobody knows how a reader calls the command; and examples, of which `example` makes hints. */
const ELSEWHERE: Readonly<Record<string, RegExp>> = {
  "src/setup/proposal.ts": /cadence init/,
  "src/reconcile/plan/plan-schema.ts": /title: "collab-cadence plan"/,
  "src/cli/program.ts": /^\s+"(?:[A-Z_]+=\S+ )?cadence \w+.*",$/,
  "src/cli/commands/jobs-program.ts": /^\s+(["`])cadence \w+.*\1,$/,
  "src/cli/commands/hooks-options.ts": /^\s+"cadence \w+.*",$/,
};

it("no source writes the name of the command into a hint: it is handed to whoever prints one", () => {
  const files = ["src", "workers"].flatMap((folder) =>
    readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  );
  const found = files
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      readFileSync(join(REPOSITORY, file), "utf8")
        .split("\n")
        .map((line, index) => ({ file, line, at: `${file}:${index + 1} ${line.trim()}` })),
    )
    .filter(({ line }) => !/^\s*(?:\/\/|\/?\*)/.test(line) && namesIn(line).length > 0)
    .filter(({ file, line }) => ELSEWHERE[file]?.test(line) !== true);
  expect(found.map(({ at }) => at)).toEqual([]);
});
