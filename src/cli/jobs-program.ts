import type { Command } from "commander";
import { example } from "./command-options.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { JobsOptions } from "./jobs-client.ts";

type Run = (context: CommandContext) => Promise<ExitCode>;

const ENVIRONMENT = "\nEnvironment: CADENCE_ADMIN_PASSWORD or CADENCE_ADMIN_PASSWORD_FILE, as the service has it.";

/** Adds `cadence jobs list` and `cadence jobs retry`; `act` runs what was asked for. */
export function addJobs(program: Command, act: (run: Run) => Promise<void>): void {
  const jobs = program.command("jobs").description("look after the jobs that a running service gave up");
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
    add("list", "how full the queue is, and what was given up").addHelpText("after", ENVIRONMENT),
    "cadence jobs list --url https://cadence.example.com",
  ).action((raw) =>
    act(async (context) => (await import("./commands/jobs.ts")).listJobsCommand(options(raw), context)),
  );
  example(
    add(
      "retry [id...]",
      "look at the projects of these jobs again; of all that were given up without an id",
    ).addHelpText("after", ENVIRONMENT),
    "cadence jobs retry",
  ).action((ids: readonly string[], raw) =>
    act(async (context) => (await import("./commands/jobs.ts")).retryJobsCommand(ids, options(raw), context)),
  );
}
