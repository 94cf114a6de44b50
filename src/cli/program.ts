import { Command, CommanderError, Option } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import type { CommandContext } from "../app/context.ts";
import { EXIT, type ExitCode } from "../app/exit-codes.ts";
import { isConfigError } from "../domain/errors.ts";
import { addAdopt } from "./commands/adopt-options.ts";
import {
  common,
  EXIT_HELP,
  example,
  groups,
  parsePort,
  partsOf,
  type RawOptions,
  type RawServeOptions,
  SERVICE_HELP,
  serveOptionsOf,
  withBots,
  withCommonOptions,
  withParts,
  withProjects,
  withSeries,
  withServeOptions,
} from "./commands/command-options.ts";
import { explainOptions, type RawExplainOptions, withSources } from "./commands/explain/explain-options.ts";
import { addHooksCommands } from "./commands/hooks-options.ts";
import { initOptions, type RawInitOptions, scheduleProject, withInitOptions } from "./commands/init-options.ts";
import { addJobs } from "./commands/jobs-program.ts";
import { addReplay } from "./commands/replay-options.ts";
import { errorText } from "./output/error-text.ts";

/**
 * Runs one command line and says how it ended. Commands are loaded when they are called, so that `--help` and `schema`
 * don't pay for a GitLab client.
 */
export async function runProgram(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  const program = new Command(context.commandName)
    .description(
      "Runs the meeting rhythm of GitLab customer collaboration projects:\nagendas on schedule, open action items carried forward, follow-ups after the call.",
    )
    .version(packageJson.version, "-V, --version")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.terminal.out(text.trimEnd()),
      writeErr: (text) => context.terminal.err(text.trimEnd()),
    })
    .showHelpAfterError("Run it with --help to see what is allowed.")
    .addHelpText("after", `\nStart here: ${context.commandName} demo\n${EXIT_HELP}`);
  const add = (name: string, description: string): Command => program.command(name).description(description);

  example(
    withParts(
      withCommonOptions(add("run", "observe, plan and apply: agendas, follow-ups, labels of unresolved items"), {
        at: false,
      }),
    )
      .option("-g, --group <path>", "all projects of this group with a configuration, repeatable", groups)
      .option("--service <file>", "the projects that this cadence.yml of the service names (docs/fleet.md)")
      .option("--audit <file>", "note every write in this file, one JSON line each (in CI jobs: cadence-audit.jsonl)")
      .option("--no-audit", "note no writes"),
    "cadence run                                  # in a scheduled GitLab CI job",
    "cadence run --project acme/collaboration --audit cadence-audit.jsonl",
    "cadence run --project acme/collaboration --only agenda,follow-up",
    "cadence run --project acme/collaboration --now   # what waits for business hours too",
    "cadence run --project acme/collaboration --catch-up 5   # follow-ups that are held back",
    "cadence run --group account-management       # every collaboration project in it",
  ).action(async (raw: RawOptions & { readonly audit?: string | boolean }) => {
    const { group = [], service = null } = raw;
    const options = { ...common(raw), ...partsOf(raw), audit: auditOf(raw.audit), group, service };
    exitCode = await (await import("./commands/run.ts")).runCommand(options, context);
  });
  example(
    withParts(withCommonOptions(add("plan", "show what a run would do and why; writes nothing"), { at: true })),
    "cadence plan --project 12345",
    "cadence plan --project 12345 --at 2026-11-26T09:00:00Z --json",
    "cadence plan --project 12345 --only unresolved",
  ).action(async (raw: RawOptions) => {
    const options = { ...common(raw), ...partsOf(raw) };
    exitCode = await (await import("./commands/plan.ts")).planCommand(options, context);
  });
  example(
    withSeries(withCommonOptions(add("items", "list the open action items of a project; writes nothing"), { at: true }))
      .option("-a, --all", "resolved items and those that people took off as well, each with the reason")
      .addOption(
        new Option("-m, --markdown", "print tables to paste into an issue; no items of confidential issues").conflicts(
          "json",
        ),
      )
      .option("--confidential", "with --markdown: items of confidential issues too, for a confidential issue"),
    "cadence items --project 12345",
    "cadence items --project 12345 --series cadence-call --markdown",
  ).action(async (raw: RawOptions) => {
    const { series = [], all = false, markdown = false, confidential = false } = raw;
    const options = { ...common(raw), series, all, markdown, confidential };
    exitCode = await (await import("./commands/items.ts")).itemsCommand(options, context);
  });
  example(
    withBots(
      withProjects(
        add("undo", "take back what a run wrote, as far as nobody has touched it since"),
        "project to look at, repeatable (default: all of the run)",
      ),
    )
      .argument("<run>", "id that the run printed at its end")
      .option("--audit <file>", "file in which the run noted its writes (default: cadence-audit.jsonl)")
      .option("-n, --dry-run", "show what would be taken back; writes nothing"),
    "cadence undo 20261124T090000Z-4f2a9c --dry-run",
    "cadence undo 20261124T090000Z-4f2a9c --audit cadence-audit.jsonl",
  ).action(async (run: string, raw: RawOptions & { readonly audit?: string }) => {
    const options = { ...common(raw), audit: raw.audit ?? null, dryRun: raw.dryRun ?? false };
    exitCode = await (await import("./commands/undo.ts")).undoCommand(run, options, context);
  });
  example(
    withCommonOptions(
      add("preview", "print the next agenda of a series as Markdown; writes nothing in GitLab").argument(
        "<series>",
        "id of the meeting series",
      ),
      { at: true },
    )
      .option("--html <file>", "write what the customer will see as a page instead (- is standard output)")
      .option("--force", "with --html: write over a file that is no page of this command"),
    "cadence preview cadence-call --project 12345",
    "cadence preview cadence-call --project 12345 --config cadence.yml",
    "cadence preview cadence-call --project 12345 --html agenda.html",
  ).action(async (series: string, raw: RawOptions & { readonly html?: string; readonly force?: true }) => {
    const options = { ...common(raw), html: raw.html ?? null, force: raw.force ?? false };
    exitCode = await (await import("./commands/preview.ts")).previewCommand(series, options, context);
  });
  example(
    withSources(
      withCommonOptions(
        add("explain", "say why each call and action item is treated as it is, and what the next runs will do"),
        { at: true },
      ),
    ),
    "cadence explain --project 12345",
    "cadence explain --project 12345 --config     # each value of the configuration, and where it is from",
    "cadence explain --project 12345 --config cadence.yml --sources",
  ).action(async (raw: RawExplainOptions) => {
    exitCode = await (await import("./commands/explain/explain.ts")).explainCommand(explainOptions(raw), context);
  });
  example(
    withCommonOptions(
      add("handbook", "say what the handbook asks of this customer, and where it stands; writes nothing"),
      {
        at: true,
      },
    ),
    "cadence handbook --project 12345",
  ).action(async (raw: RawOptions) => {
    exitCode = await (await import("./commands/handbook/handbook.ts")).handbookCommand(common(raw), context);
  });
  example(
    withCommonOptions(
      add("check", "check configuration, templates, token, role and labels, each with a remedy; writes nothing"),
      { at: true },
    ).option("--schedule-project <id|path>", "project of the CI job: does its pipeline schedule run?", scheduleProject),
    "cadence check --project 12345",
    "cadence check --project 12345 --config cadence.yml   # before you commit it",
    "cadence check --project 12345 --schedule-project account-team/cadence",
  ).action(async (raw: RawOptions & { readonly scheduleProject?: string }) => {
    const options = { ...common(raw), scheduleProject: raw.scheduleProject ?? null };
    exitCode = await (await import("./commands/check.ts")).checkCommand(options, context);
  });
  example(
    withInitOptions(
      add("init", "set a project up: configuration, templates, labels, pipeline schedule; shown first (docs/init.md)"),
    ),
    "cadence init --project acme/collaboration --timezone Europe/Berlin            # shows what it would do",
    "cadence init --project acme/collaboration --timezone Europe/Berlin --apply    # opens a merge request",
    "cadence init --project acme/collaboration --schedule-project account-team/cadence --apply",
  ).action(async (raw: RawInitOptions) => {
    exitCode = await (await import("./commands/init.ts")).initCommand(initOptions(raw), context);
  });
  example(
    withServeOptions(
      add("serve", "run as a service: webhooks, workers and timers in one process; Ctrl-C or SIGTERM ends it"),
    ),
    "cadence serve --config cadence.yml           # the queue in ./.cadence",
    "cadence serve --group account-management     # without a file",
    "CADENCE_QUEUE_URL=redis://... cadence serve -c cadence.yml --only worker",
  )
    .addHelpText("after", SERVICE_HELP)
    .action(async (raw: RawServeOptions) => {
      exitCode = await (await import("./commands/serve.ts")).serveCommand(serveOptionsOf(raw), context);
    });
  addAdopt(program, async (options) => {
    exitCode = await (await import("./commands/adopt.ts")).adoptCommand(options, context);
  });
  addReplay(program, async (file, options) => {
    exitCode = await (await import("./commands/replay.ts")).replayCommand(file, options, context);
  });
  addHooksCommands(program, async (action, options) => {
    exitCode = await (await import("./commands/hooks.ts")).hooksCommand(action, options, context);
  });
  addJobs(program, async (run) => {
    exitCode = await run(context);
  });
  example(
    add("schema", "print the JSON Schema of .gitlab/cadence.yml for editors"),
    "cadence schema > cadence.schema.json",
  ).action(async () => {
    exitCode = await (await import("./commands/schema.ts")).schemaCommand(context);
  });
  example(
    add("sandbox", "start a GitLab to play with, with sample customers; stop it with Ctrl-C").option(
      "--port <number>",
      "port to listen on (default: a free one)",
      parsePort,
    ),
    "cadence sandbox",
  ).action(async (raw: { readonly port?: number }) => {
    exitCode = await (await import("./commands/sandbox.ts")).sandboxCommand(raw.port ?? 0, context);
  });
  example(
    add("demo", "play three months of one customer's calls in the sandbox: no token, no network").option(
      "-q, --quiet",
      "print only the last agenda",
    ),
    "cadence demo",
  ).action(async (raw: { readonly quiet?: true }) => {
    exitCode = await (await import("./commands/demo.ts")).demoCommand(raw.quiet ?? false, context);
  });

  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (!(error instanceof Error)) throw error;
    context.terminal.err(errorText(error, context.terminal.paint, context.color));
    return isConfigError(error) ? EXIT.usage : EXIT.failed;
  }
}

/** Commander gives `true` where neither `--audit` nor `--no-audit` was said. */
function auditOf(raw: string | boolean | undefined): string | false | null {
  return raw === undefined || raw === true ? null : raw;
}
