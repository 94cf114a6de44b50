import * as z from "zod/mini";
import type { CommandContext } from "../../app/context.ts";
import { EXIT, type ExitCode } from "../../app/exit-codes.ts";
import { askService, type JobsOptions, ProjectAnswer, readQueues } from "../../app/jobs-client.ts";
import { jsonText } from "../../app/json-text.ts";
import { printable } from "../../domain/text/printable.ts";
import { jobsLines } from "../output/jobs-text.ts";

/** `cadence jobs list`: what the queue of a running service holds, what is put aside, and the jobs that it gave up. */
export async function listJobsCommand(options: JobsOptions, context: CommandContext): Promise<ExitCode> {
  const queues = await readQueues(options, context);
  const { terminal, commandName } = context;
  const lines = jobsLines(queues, terminal.paint, commandName);
  terminal.out(options.json ? jsonText(queues, 2) : lines.join("\n"));
  return EXIT.done;
}

/** `cadence jobs retry`: looks at the projects of jobs that were given up again; no id means all of them. */
export async function retryJobsCommand(
  ids: readonly string[],
  options: JobsOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const wanted = ids.length > 0 ? ids : (await readQueues(options, context)).failed.map(({ job }) => job);
  const missing: string[] = [];
  for (const id of wanted) {
    const answer = await askService("POST", `/admin/queues/retry/${encodeURIComponent(id)}`, options, context);
    if (!answer.ok) missing.push(id);
  }
  const { terminal } = context;
  for (const id of missing) terminal.err(`${printable(id)}: no such failed job`);
  const done = wanted.length - missing.length;
  const said = wanted.length === 0 ? "No job was given up." : `${done} of ${wanted.length} tried again.`;
  terminal.out(options.json ? jsonText({ retried: done, missing }) : said);
  if (missing.length === 0) return EXIT.done;
  return done > 0 ? EXIT.partly : EXIT.failed;
}

/** What can be asked for one project of a running service. */
export type JobsVerb = "run" | "exclude" | "include";

/** `cadence jobs run`, `exclude` and `include`: looks at a project now, puts it aside, takes it back. */
export async function projectJobsCommand(
  verb: JobsVerb,
  project: string,
  options: JobsOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const answer = await askService("POST", `/admin/queues/${verb}/${encodeURIComponent(project)}`, options, context);
  const { terminal } = context;
  const answered = answer.ok ? z.safeParse(ProjectAnswer, await answer.json()).data : undefined;
  if (answered === undefined) {
    terminal.err(`${printable(project)}: no such project is served`);
    return EXIT.failed;
  }
  const { path, isDone } = answered;
  if (options.json) terminal.out(jsonText(answered));
  else terminal.out(`${printable(path)}: ${(isDone ? DONE : NOT_DONE)[verb]}`);
  return isDone || verb === "include" ? EXIT.done : EXIT.failed;
}

const DONE: Readonly<Record<JobsVerb, string>> = {
  run: "it is looked at now",
  exclude: "it is put aside until you include it again",
  include: "it is looked at again, now and from now on",
};
const NOT_DONE: Readonly<Record<JobsVerb, string>> = {
  run: "it is put aside; include it first",
  exclude: "it could not be put aside",
  include: "it was not put aside",
};
