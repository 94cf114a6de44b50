import { ConfigError, type Problem } from "../../domain/errors.ts";
import { asProjectId, type ProjectId } from "../../domain/ids.ts";
import { type EnvironmentPart, environmentProblem, isSet, type Variables } from "./environment-part.ts";
import { type Proxies, readProxies } from "./environment-proxy.ts";
import { readInstanceUrl } from "./instance-url.ts";
import { readToken } from "./read-token.ts";

/** A text that shows up nowhere unless it is asked for. */
export interface HiddenText {
  readonly reveal: () => string;
}

/** What the environment says, checked. */
export interface Environment {
  /** null where none is given: only commands that talk to GitLab need one, see `requireToken`. */
  readonly token: HiddenText | null;
  /** The instance, `https://example.com/gitlab`: no trailing slash. */
  readonly gitlabUrl: string;
  /** Nobody named an instance. */
  readonly isDefaultUrl: boolean;
  /** On the way to the instance. */
  readonly proxies: Proxies;
  readonly projectId: ProjectId | null;
  /** True in a CI job of any kind. */
  readonly ci: boolean;
  /** True in a job of GitLab CI. */
  readonly gitlabCi: boolean;
  /** What people asked for, or null: colours on a terminal only. */
  readonly color: boolean | null;
}

/**
 * Reads the environment. `readFile` gives a file's text or throws; it is called for `GITLAB_TOKEN_FILE` only.
 * @throws ConfigError with every problem, each under `file: "environment"`; no message holds a token.
 */
export function parseEnvironment(env: Variables, readFile: (path: string) => string): Environment {
  const token = readToken(env, readFile);
  const url = readInstanceUrl(env);
  const projectId = readProjectId(env);
  const proxies = readProxies(env);
  const problems = [token, url, proxies, projectId].flatMap((part) => (part.ok ? [] : [part.problem]));
  if (!token.ok || !url.ok || !proxies.ok || !projectId.ok) throw environmentError(problems);
  const text = token.value;
  return {
    token: text === null ? null : { reveal: () => text },
    gitlabUrl: url.value,
    isDefaultUrl: !isSet(env["GITLAB_URL"]) && !isSet(env["CI_SERVER_URL"]),
    proxies: proxies.value,
    projectId: projectId.value,
    ci: isSet(env["CI"]) && env["CI"] !== "false" && env["CI"] !== "0",
    gitlabCi: env["GITLAB_CI"] === "true",
    color: readColor(env),
  };
}

/**
 * The token, for commands that need one.
 * @throws ConfigError where there is none.
 */
export function requireToken(environment: Environment): HiddenText {
  if (environment.token !== null) return environment.token;
  const instead = environment.gitlabCi ? "; the job's own CI_JOB_TOKEN cannot create issues" : "";
  throw environmentError([
    environmentProblem("GITLAB_TOKEN", `there is no GitLab token${instead}`, [
      "a project, group or personal access token with the api scope",
      "GITLAB_TOKEN_FILE for a file that holds it",
    ]),
  ]);
}

function environmentError(problems: readonly Problem[]): ConfigError {
  const summary = problems.map(({ key, problem }) => `${key}: ${problem}`).join("; ");
  return new ConfigError(summary, problems);
}

function readProjectId(env: Variables): EnvironmentPart<ProjectId | null> {
  const id = env["CI_PROJECT_ID"];
  if (!isSet(id)) return { ok: true, value: null };
  if (/^[1-9]\d{0,15}$/.test(id)) return { ok: true, value: asProjectId(Number(id)) };
  return { ok: false, problem: environmentProblem("CI_PROJECT_ID", "not the id of a project", ["1234"], id) };
}

/** Whether people asked for colours (FORCE_COLOR) or for none (NO_COLOR); null when they said nothing. */
export function readColor(env: Variables): boolean | null {
  if (isSet(env["NO_COLOR"])) return false;
  if (env["FORCE_COLOR"] === undefined) return null;
  return env["FORCE_COLOR"] !== "0" && env["FORCE_COLOR"] !== "false";
}
