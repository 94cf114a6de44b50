import { type Command, InvalidArgumentError, Option } from "commander";
import {
  type CommonOptions,
  LOG_LEVELS,
  type LogLevel,
  type PlanOptions,
  parseBots,
  parseCatchUp,
  parseGroup,
  parseInstant,
  parseParts,
  parseProject,
  parseProxies,
  SERVICE_PARTS,
  type ServeOptions,
  usageError,
} from "../../app/options.ts";
import { isConfigError } from "../../domain/errors.ts";
import type { Part } from "../../reconcile/model/types.ts";

/** What commander makes of the options of a command. */
export interface RawOptions {
  readonly project?: readonly string[];
  readonly bots?: readonly string[];
  readonly config?: string;
  readonly at?: string;
  readonly json?: true;
  readonly quiet?: true;
  readonly logLevel?: LogLevel;
  readonly only?: readonly Part[];
  readonly now?: true;
  readonly catchUp?: number;
  readonly series?: readonly string[];
  readonly all?: true;
  readonly markdown?: true;
  readonly confidential?: true;
  readonly dryRun?: true;
  readonly group?: readonly string[];
  readonly service?: string;
}

const EXIT_CODES = "Exit codes: 0 done, 1 failed, 2 bad usage or configuration, 3 partly done.";

/** What the help of every command ends with. */
export const EXIT_HELP = `
${EXIT_CODES}
Environment: GITLAB_TOKEN or GITLAB_TOKEN_FILE; GITLAB_URL (else CI_SERVER_URL,
else https://gitlab.com).`;

/** Commander reports a thrown `InvalidArgumentError` with the option's name. */
export function checked<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      if (!isConfigError(error)) throw error;
      const [problem] = error.problems;
      const meant = problem?.nearest === null || problem === undefined ? "" : ` Did you mean ${problem.nearest}?`;
      const allowed = problem?.allowed.join(" | ");
      throw new InvalidArgumentError(`It ${problem?.problem ?? error.message}.${meant} Allowed: ${allowed}`);
    }
  };
}

/** An option that may be given several times: what all of them name. */
export function repeatable<T>(
  parse: (text: string) => readonly T[],
): (text: string, before?: readonly T[]) => readonly T[] {
  const one = checked(parse);
  return (text, before = []) => [...new Set([...before, ...one(text)])];
}

/** The options that every command understands, with their defaults. */
export function common(raw: RawOptions): CommonOptions {
  return {
    project: raw.project ?? [],
    bots: raw.bots ?? [],
    config: raw.config ?? null,
    at: raw.at ?? null,
    json: raw.json ?? false,
    quiet: raw.quiet ?? false,
    logLevel: raw.logLevel ?? null,
  };
}

function withOutputOptions(command: Command): Command {
  return command
    .option("--json", "print a stable JSON document (docs/output.md)")
    .option("-q, --quiet", "print only what needs attention")
    .addOption(
      new Option("--log-level <level>", "log requests and retries to standard error").choices([...LOG_LEVELS]),
    );
}

/** Adds `--project` and the options of output. */
export function withProjects(
  command: Command,
  meaning = "project to look at, repeatable (default: CI_PROJECT_ID)",
): Command {
  const parse = repeatable((text) => [parseProject(text)]);
  return withOutputOptions(command.option("-p, --project <id|path>", meaning, parse));
}

/** Adds `--bots`. */
export function withBots(command: Command): Command {
  const bots = "accounts that the bot had before its token was made anew (docs/pipeline.md); repeatable or with commas";
  return command.option("--bots <names>", bots, repeatable(parseBots));
}

/** Adds the options of a command that looks at projects as they are configured. */
export function withCommonOptions(
  command: Command,
  options: { readonly at: boolean; readonly project?: string },
): Command {
  command.option("-c, --config <file>", "local configuration file instead of the project's .gitlab/cadence.yml");
  withBots(command);
  if (options.at)
    command.option(
      "--at <instant>",
      "look at the project as of this instant, e.g. 2026-11-24T09:00:00Z",
      checked(parseInstant),
    );
  return withProjects(command, options.project);
}

/** Adds `--only`, `--now` and `--catch-up`. */
export function withParts(command: Command): Command {
  const meaning = "only these parts of a run: agenda, follow-up, unresolved; repeatable or with commas";
  return command
    .option("--only <parts>", meaning, repeatable(parseParts))
    .option("--now", "what waits for business hours too, at any hour: agendas, announcements, reminders, labels")
    .option(
      "--catch-up <number>",
      "make so many of the follow-ups that are held back, the newest ones (docs/after-the-call.md)",
      checked(parseCatchUp),
    );
}

/** What the options of `withParts` say. */
export function partsOf({ only, now, catchUp = 0 }: RawOptions): Omit<PlanOptions, keyof CommonOptions> {
  return { only: only ?? null, now: now === true, catchUp };
}

/** Adds `--series`. */
export function withSeries(command: Command): Command {
  return command.option(
    "-s, --series <id>",
    "only this meeting series, repeatable",
    repeatable((text) => [text]),
  );
}

/** Adds examples and exit codes to the help of a command. */
export function example(command: Command, ...lines: readonly string[]): Command {
  const name = commandNameOf(command);
  // Before the name stand at most variables for this one call.
  const shown = lines.map((line) => `  $ ${line.replace(/(?<=^(?:[A-Z_]+=\S+ )*)cadence\b/, name)}`);
  return command.addHelpText("after", `\nExamples:\n${shown.join("\n")}\n${EXIT_HELP}`);
}

/** The name of the whole program that a command is part of. */
function commandNameOf(command: Command): string {
  return command.parent === null ? command.name() : commandNameOf(command.parent);
}

/** What the help of the service ends with, after what is common to all commands. */
export const SERVICE_HELP = `
Secrets, or NAME_FILE, a file that holds it; several with blanks between while
one is being replaced. Without --only worker one of the first two is needed:
  CADENCE_SIGNING_TOKEN   signs the webhooks (GitLab 19.0 and newer), made by
                          echo whsec_$(openssl rand -base64 32)
  CADENCE_WEBHOOK_TOKEN   comes with the webhooks (older GitLab), made by
                          openssl rand -hex 32
  CADENCE_ADMIN_PASSWORD  of /admin/queues, which is off without one
\`hooks apply\`, with the same variables, gives GitLab the same secret.

Queue:
  CADENCE_QUEUE_URL       redis://, rediss:// or postgres://; else --directory
  CADENCE_QUEUE_PREFIX    of all names there (default: cadence)`;

/** Reads `--group`, repeatable. */
export const groups = repeatable((text) => [parseGroup(text)]);

/** Reads `--port`. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("It is not a port. Allowed: 0 to 65535");
}

const MOST_AT_A_TIME = 64;

function parseConcurrency(text: string): number {
  const looks = Number(text);
  if (/^\d+$/.test(text) && looks >= 1 && looks <= MOST_AT_A_TIME) return looks;
  throw new InvalidArgumentError(`It is not a number of looks. Allowed: 1 to ${MOST_AT_A_TIME}`);
}

/** Adds `--config` for the file of the service, and its other name. */
export function withServiceFile(command: Command): Command {
  return command
    .option("-c, --config <file>", "the service's cadence.yml: which projects are served (docs/fleet.md)")
    .addOption(new Option("--service <file>", "the same").conflicts("config"));
}

/** Adds the options of the service. */
export function withServeOptions(command: Command): Command {
  return withServiceFile(command)
    .addOption(
      new Option("-g, --group <path>", "all projects of this group with a configuration, repeatable; instead of a file")
        .argParser(groups)
        .conflicts(["config", "service"]),
    )
    .option("--port <number>", "port for webhooks, health and metrics; 0 is a free one", parsePort, 8080)
    .option("--admin-port <number>", "a port of their own for health, metrics and the admin page", parsePort)
    .option("--host <address>", "address to listen on; 0.0.0.0 is every one of this machine", "127.0.0.1")
    .option(
      "--trust-proxy <addresses>",
      "proxies, with commas between, whose X-Forwarded-For tells the sender",
      repeatable(parseProxies),
    )
    .option("--concurrency <number>", "looks at projects at a time (docs/service.md)", parseConcurrency, 8)
    .option("--directory <path>", "where the queue in this process keeps its files", ".cadence")
    .option("--audit <file>", "note every write in this file, each look as a run that `undo` can take back")
    .addOption(
      new Option("--only <part>", "one part alone, with a server for the queue (CADENCE_QUEUE_URL)").choices([
        ...SERVICE_PARTS,
      ]),
    )
    .addOption(
      new Option("--log-level <level>", "what to log, on standard error").choices([...LOG_LEVELS]).default("info"),
    );
}

/** What commander makes of the options of `serve`. */
export type RawServeOptions = Pick<RawOptions, "config" | "service"> &
  Pick<ServeOptions, "port" | "host" | "concurrency" | "directory" | "logLevel"> &
  Partial<Pick<ServeOptions, "adminPort" | "group" | "only" | "audit" | "trustProxy">>;

/** The options of `serve`. Throws a `ConfigError` where neither a file of the service nor a group is named. */
export function serveOptionsOf(raw: RawServeOptions): ServeOptions {
  const { group = [], only = null, audit = null, trustProxy = [], adminPort = null } = raw;
  const service = raw.config ?? raw.service ?? null;
  if (service === null && group.length === 0) {
    const allowed = ["--config cadence.yml", "--group account-management"];
    throw usageError("--config", null, "nobody said which projects are served", allowed);
  }
  return { ...raw, service, group, only, audit, trustProxy, adminPort };
}
