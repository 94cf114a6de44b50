import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { ConfigError } from "../domain/errors.ts";
import type { CommandContext } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { type CommonOptions, LOG_LEVELS, type LogLevel, parseInstant, parseProject } from "./options.ts";
import { errorText } from "./output/error-text.ts";

interface RawOptions {
  readonly project?: readonly string[];
  readonly config?: string;
  readonly at?: string;
  readonly json?: true;
  readonly quiet?: true;
  readonly logLevel?: LogLevel;
}

const EXIT_HELP = `
Exit codes: 0 done, 1 failed, 2 bad usage or configuration, 3 partly done.
Environment: GITLAB_TOKEN or GITLAB_TOKEN_FILE; GITLAB_URL (else CI_SERVER_URL, else https://gitlab.com).`;

/** Commander reports a thrown `InvalidArgumentError` with the option's name. */
function checked<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      const [problem] = error.problems;
      throw new InvalidArgumentError(
        `It ${problem?.problem ?? error.message}. Allowed: ${problem?.allowed.join(" | ")}`,
      );
    }
  };
}

function common(raw: RawOptions): CommonOptions {
  return {
    project: raw.project ?? [],
    config: raw.config ?? null,
    at: raw.at ?? null,
    json: raw.json ?? false,
    quiet: raw.quiet ?? false,
    logLevel: raw.logLevel ?? null,
  };
}

function withCommonOptions(command: Command, options: { readonly at: boolean }): Command {
  const project = checked(parseProject);
  command.option(
    "-p, --project <id|path>",
    "project to look at, repeatable (default: CI_PROJECT_ID)",
    (text, before: readonly string[] = []) => [...before, project(text)],
  );
  command.option("-c, --config <file>", "local configuration file instead of the project's .gitlab/cadence.yml");
  if (options.at)
    command.option(
      "--at <instant>",
      "look at the project as of this instant, e.g. 2026-11-24T09:00:00Z",
      checked(parseInstant),
    );
  return withOutputOptions(command);
}

function withOutputOptions(command: Command): Command {
  return command
    .option("--json", "print a stable JSON document (docs/output.md)")
    .option("-q, --quiet", "print only what needs attention")
    .addOption(
      new Option("--log-level <level>", "log requests and retries to standard error").choices([...LOG_LEVELS]),
    );
}

function example(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText("after", `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}\n${EXIT_HELP}`);
}

/**
 * Runs one command line and says how it ended. Commands are loaded when they are called, so that `--help` and `schema`
 * don't pay for a GitLab client.
 */
export async function runProgram(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  const program = new Command("cadence")
    .description(
      "Runs the meeting rhythm of GitLab customer collaboration projects:\nagendas on schedule, open action items carried forward.",
    )
    .version(packageJson.version, "-V, --version")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.terminal.out(text.trimEnd()),
      writeErr: (text) => context.terminal.err(text.trimEnd()),
    })
    .showHelpAfterError("Run it with --help to see what is allowed.")
    .addHelpText("after", `\nStart here: cadence demo\n${EXIT_HELP}`);
  const add = (name: string, description: string): Command => program.command(name).description(description);

  example(
    withCommonOptions(add("run", "observe, plan and apply: create the agendas that are due"), { at: false }),
    "cadence run                                  # in a scheduled GitLab CI job",
    "cadence run --project acme/collaboration",
  ).action(async (raw: RawOptions) => {
    exitCode = await (await import("./commands/run.ts")).runCommand(common(raw), context);
  });
  example(
    withCommonOptions(add("plan", "show what a run would do and why; writes nothing"), { at: true }),
    "cadence plan --project 12345",
    "cadence plan --project 12345 --at 2026-11-26T09:00:00Z --json",
  ).action(async (raw: RawOptions) => {
    exitCode = await (await import("./commands/plan.ts")).planCommand(common(raw), context);
  });
  example(
    withCommonOptions(
      add("preview", "print the next agenda of a series as Markdown; writes nothing").argument(
        "<series>",
        "id of the meeting series",
      ),
      { at: true },
    ),
    "cadence preview cadence-call --project 12345",
    "cadence preview cadence-call --project 12345 --config cadence.yml",
  ).action(async (series: string, raw: RawOptions) => {
    exitCode = await (await import("./commands/preview.ts")).previewCommand(series, common(raw), context);
  });
  example(
    withCommonOptions(
      add("explain", "say why each call and action item is treated as it is, and what the next runs will do"),
      { at: true },
    ),
    "cadence explain --project 12345",
  ).action(async (raw: RawOptions) => {
    exitCode = await (await import("./commands/explain.ts")).explainCommand(common(raw), context);
  });
  example(
    withCommonOptions(
      add("check", "check configuration, templates, token, role and labels, each with a remedy; writes nothing"),
      { at: true },
    ),
    "cadence check --project 12345",
    "cadence check --project 12345 --config cadence.yml   # before you commit it",
  ).action(async (raw: RawOptions) => {
    exitCode = await (await import("./commands/check.ts")).checkCommand(common(raw), context);
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
      checkedPort,
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
    return error instanceof ConfigError ? EXIT.usage : EXIT.failed;
  }
}

function checkedPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("It is not a port. Allowed: 0 to 65535");
}
