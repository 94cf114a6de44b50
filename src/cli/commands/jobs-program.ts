import type { Command } from "commander";
import type { CommandContext } from "../../app/context.ts";
import type { ExitCode } from "../../app/exit-codes.ts";
import type { JobsOptions } from "../../app/jobs-client.ts";
import { example } from "./command-options.ts";
import type { JobsVerb } from "./jobs.ts";

type Run = (context: CommandContext) => Promise<ExitCode>;

const ENVIRONMENT = "\nEnvironment: CADENCE_ADMIN_PASSWORD or CADENCE_ADMIN_PASSWORD_FILE, as the service has it.";

/** Adds `cadence jobs` with what it can do; `act` runs what was asked for. */
export function addJobs(program: Command, act: (run: Run) => Promise<void>): void {
  const jobs = program.command("jobs").description("look after the jobs of a running service");
  const add = (words: string, description: string): Command =>
    jobs
      .command(words)
      .description(description)
      .option("--url <address>", "where the service listens", "http://127.0.0.1:8080")
      .option("--json", "print a JSON document");
  const options = ({ url, json = false }: { readonly url: string; readonly json?: boolean }): JobsOptions => ({
    url,
    json,
  });
  example(
    add("list", "what runs, waits, is delayed, is put aside and was given up").addHelpText("after", ENVIRONMENT),
    "cadence jobs list --url https://cadence.example.com",
  ).action((raw) => act(async (context) => (await import("./jobs.ts")).listJobsCommand(options(raw), context)));
  example(
    add(
      "retry [id...]",
      "look at the projects of these jobs again; of all that were given up without an id",
    ).addHelpText("after", ENVIRONMENT),
    "cadence jobs retry",
  ).action((ids: readonly string[], raw) =>
    act(async (context) => (await import("./jobs.ts")).retryJobsCommand(ids, options(raw), context)),
  );
  for (const [verb, description] of Object.entries(VERBS) as [JobsVerb, string][]) {
    example(
      add(`${verb} <project>`, description).addHelpText("after", ENVIRONMENT),
      `cadence jobs ${verb} acme/collaboration`,
    ).action((project: string, raw) =>
      act(async (context) => (await import("./jobs.ts")).projectJobsCommand(verb, project, options(raw), context)),
    );
  }
}

const VERBS: Readonly<Record<JobsVerb, string>> = {
  run: "look at a project now, by id or path",
  exclude: "put a project aside: nobody looks at it until it is included again",
  include: "take back a project that is put aside, by you or because looks at it had to be ended",
};
