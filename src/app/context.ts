import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { CONFIGURATION_PATH } from "../config/configuration-path.ts";
import { parseEnvironment, requireToken } from "../config/environment/environment.ts";
import { atAnyTime } from "../config/resolve/at-any-time.ts";
import type { ProjectConfiguration } from "../config/resolve/types.ts";
import { ConfigError, PermanentError } from "../domain/errors.ts";
import type { Log } from "../domain/log.ts";
import { createRecentMap } from "../domain/recent-map.ts";
import type { HolidayCalendar, Instant } from "../domain/time/types.ts";
import type { GitLab } from "../gitlab/port.ts";
import { withFormerBots } from "../gitlab/project/former-bots.ts";
import type { ReconcileDependencies } from "../reconcile/reconcile.ts";
import type { ThreadEntry } from "./job-threads/job-thread.ts";
import { type CommonOptions, usageError } from "./options.ts";
import { readShippedTemplate } from "./shipped-templates.ts";
import { tellDefaultUrl } from "./tell-default-url.ts";
import type { Terminal } from "./terminal.ts";

/** What the process hands to a command. */
export interface CommandContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What people type to call this command: every hint that names it begins with this. */
  readonly commandName: string;
  readonly terminal: Terminal;
  readonly color: boolean;
  /** Now, in milliseconds since 1970. */
  readonly clock: () => number;
  /** What this call has said and says once. */
  readonly told?: Set<string>;
  /** Milliseconds that pass, which nobody sets; those of the process unless said. */
  readonly elapsed?: () => number;
  /** What threads begin with, where it is not the command itself. */
  readonly threads?: ThreadEntry;
  /** Somebody watches the thread of the command, to end it where a text keeps it busy for ever. */
  readonly watched?: {
    /** From now on all is read in threads that the command watches itself. */
    readonly leave: () => void;
    /** The same GitLab of one project, for a watched look at it. */
    readonly open: (gitlab: GitLab) => GitLab;
  };
}

/** Now, as an instant. */
export function instantNow({ clock }: Pick<CommandContext, "clock">): Instant {
  return new Date(clock()).toISOString();
}

export function readText(path: string): string {
  return readFileSync(path, "utf8");
}

const UNREADABLE: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file"],
  ["ENOTDIR", "there is no such file"],
  ["EISDIR", "is a folder, not a file"],
  ["EACCES", "cannot be read: this user may not"],
]);

/** Reads a file that the command line names. Throws a `ConfigError` for one that cannot be read. */
export function readLocalFile(path: string): string {
  try {
    return readText(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    const problem = UNREADABLE.get(code) ?? `cannot be read (${code})`;
    throw new ConfigError(`${path}: ${problem}`, [
      {
        file: path,
        line: null,
        column: null,
        key: "",
        found: null,
        problem,
        allowed: ["a readable file"],
        nearest: null,
      },
    ]);
  }
}

/** The ids or paths to work on: `--project`, else the project of the CI job. Throws a `ConfigError` when there is none. */
export function projectsOf(options: CommonOptions, context: CommandContext): readonly string[] {
  if (options.project.length > 0) return [...new Set(options.project)];
  const { projectId } = parseEnvironment(context.environment, readText);
  if (projectId !== null) return [String(projectId)];
  const allowed = ["--project 12345", "--project group/project", "CI_PROJECT_ID in a GitLab CI job"];
  throw usageError("--project", null, "no project was named", allowed);
}

/** Where a command says what happens meanwhile: warnings on the terminal, or all that `--log-level` asks for. */
export async function createLog(options: CommonOptions, context: CommandContext): Promise<Log> {
  if (options.logLevel === null) {
    const { terminal } = context;
    const warn: Log["warn"] = (_fields, message) => {
      if (!terminal.quiet) terminal.err(terminal.paint.yellow(message));
    };
    return { debug: () => undefined, info: () => undefined, warn };
  }
  const { createPinoLog } = await import("./pino-log.ts");
  return (await createPinoLog(options.logLevel)).log;
}

/** A GitLab client for one project, from the environment. Throws a `ConfigError` without a usable token or address. */
export async function openGitLab(project: string, options: CommonOptions, context: CommandContext): Promise<GitLab> {
  const environment = parseEnvironment(context.environment, readText);
  const { gitlabUrl: url, proxies } = environment;
  const { createGitLab } = await import("../gitlab/project/client.ts");
  const token = requireToken(environment).reveal();
  const log = await createLog(options, context);
  tellDefaultUrl(environment, context, log);
  const gitlab = createGitLab({ url, proxies, token, project, log });
  return context.watched?.open(gitlab) ?? gitlab;
}

async function readConfiguration(gitlab: GitLab, local: string | null): Promise<ProjectConfiguration> {
  const { configuration } = await readWritten(gitlab, local);
  return configuration;
}

/** A project's configuration and the file it is from. */
export interface WrittenConfigurationFile {
  readonly configuration: ProjectConfiguration;
  readonly text: string;
  /** The name that messages give the file. */
  readonly file: string;
  /** The project's entry in the file of a service, or null where the file is the project's own. */
  readonly entryOf: { readonly id: number; readonly path: string } | null;
}

/**
 * Reads the file that configures a project: its own, or a local one.
 * @throws ConfigError with every problem of the file; PermanentError where there is none.
 */
export async function readWritten(gitlab: GitLab, local: string | null): Promise<WrittenConfigurationFile> {
  // The request is under way while the module is loaded.
  const [{ parseKeptConfiguration, parseProjectConfiguration }, text] = await Promise.all([
    import("../config/parse-project-configuration.ts"),
    local === null ? gitlab.readFile(CONFIGURATION_PATH) : readLocalFile(local),
  ]);
  if (text === null) throw noConfiguration(gitlab, "name a local file with --config");
  const file = local ?? CONFIGURATION_PATH;
  const own = (parse: typeof parseProjectConfiguration): WrittenConfigurationFile => {
    return { configuration: parse(text, file), text, file, entryOf: null };
  };
  if (local === null) return own(parseProjectConfiguration);
  const { isServiceFile } = await import("../config/service/is-service-file.ts");
  if (isServiceFile(text)) return configurationOfService(gitlab, text, local);
  return own(isPlaceOfProject(local) ? parseProjectConfiguration : parseKeptConfiguration);
}

/** Whether a local file is that of a project, checked out: its customer reads it. */
function isPlaceOfProject(local: string): boolean {
  return local.replaceAll("\\", "/").endsWith(CONFIGURATION_PATH);
}

/** What a service would take for a project: its own file, else an entry of the service's. */
async function configurationOfService(gitlab: GitLab, text: string, file: string): Promise<WrittenConfigurationFile> {
  const [{ parseServiceConfiguration }, { configurationWithoutFile }, own] = await Promise.all([
    import("../config/service/parse-service-configuration.ts"),
    import("../config/service/configuration-of.ts"),
    gitlab.readFile(CONFIGURATION_PATH),
  ]);
  const service = parseServiceConfiguration(text, file);
  const { guard } = service;
  if (own !== null) {
    const { parseProjectConfiguration } = await import("../config/parse-project-configuration.ts");
    const configuration = { ...parseProjectConfiguration(own, CONFIGURATION_PATH), guard };
    return { configuration, text: own, file: CONFIGURATION_PATH, entryOf: null };
  }
  const project = await gitlab.getProject();
  const found = configurationWithoutFile(service, project);
  if (found === null) throw noConfiguration(gitlab, `add an entry to customers in ${file}`);
  return { configuration: { ...found, guard }, text, file, entryOf: project };
}

function noConfiguration({ projectRef }: GitLab, orElse: string): Error {
  return new PermanentError(`${projectRef} has no ${CONFIGURATION_PATH} on its default branch`, {
    code: "CADENCE_NO_CONFIGURATION",
    status: 404,
    remedy: `add ${CONFIGURATION_PATH} (docs/configuration.md shows one), or ${orElse}`,
  });
}

const MOST_CALENDARS = 50;
const NO_HOLIDAYS: HolidayCalendar = () => null;

async function holidays(countries: readonly string[]): Promise<HolidayCalendar> {
  if (countries.length === 0) return NO_HOLIDAYS;
  const { createHolidayCalendar } = await import("../domain/schedule/holidays.ts");
  return createHolidayCalendar(countries);
}

/** The same for a process that goes on: one calendar for each set of countries, of which customers have a handful. */
export function knownHolidays(): typeof holidays {
  const known = createRecentMap<Promise<HolidayCalendar>>(MOST_CALENDARS);
  return (countries) => {
    const key = countries.join(" ");
    const calendar = known.get(key) ?? holidays(countries);
    calendar.catch(() => known.delete(key));
    known.set(key, calendar);
    return calendar;
  };
}

/** Everything a look at one project needs. */
export function dependencies(
  gitlab: GitLab,
  options: Pick<CommonOptions, "config" | "at" | "bots"> & { readonly now?: boolean; readonly catchUp?: number },
  context: CommandContext,
): ReconcileDependencies {
  return {
    gitlab: withFormerBots(gitlab, options.bots),
    readConfiguration: async (from) => {
      const configuration = await readConfiguration(from, options.config);
      return options.now === true ? atAnyTime(configuration) : configuration;
    },
    holidays,
    shippedTemplate: readShippedTemplate,
    now: () => options.at ?? instantNow(context),
    sleep: (milliseconds) => sleep(milliseconds),
    catchUp: options.catchUp,
  };
}

/** What to call a project on screen, without a request where an issue tells. */
export async function projectName(
  gitlab: GitLab,
  known: readonly { readonly reference: string | null }[],
  environment: CommandContext["environment"],
): Promise<string> {
  if (!/^\d+$/.test(gitlab.projectRef)) return gitlab.projectRef;
  if (gitlab.projectRef === environment["CI_PROJECT_ID"] && environment["CI_PROJECT_PATH"] !== undefined) {
    return environment["CI_PROJECT_PATH"];
  }
  const reference = known.find((issue) => issue.reference !== null)?.reference;
  if (reference !== undefined && reference !== null) return reference.replace(/#\d+$/, "");
  return (await gitlab.getProject()).path;
}
