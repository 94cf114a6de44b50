import { type EnvironmentPart, environmentProblem, isSet, type Variables } from "./environment-part.ts";

const TOKEN = "an access token with the api scope, glpat-…";

/** Takes the token from `GITLAB_TOKEN` or the file of `GITLAB_TOKEN_FILE`; null where neither is set. */
export function readToken(env: Variables, readFile: (path: string) => string): EnvironmentPart<string | null> {
  const { GITLAB_TOKEN: token, GITLAB_TOKEN_FILE: file, CI_JOB_TOKEN: jobToken } = env;
  if (isSet(token) && isSet(file))
    return refused("GITLAB_TOKEN_FILE", "GITLAB_TOKEN and GITLAB_TOKEN_FILE are both set: which one counts?", [
      "one of both",
    ]);
  if (isSet(file)) return readTokenFile(file, readFile, jobToken);
  return isSet(token) ? checkToken("GITLAB_TOKEN", token, jobToken) : { ok: true, value: null };
}

function readTokenFile(
  file: string,
  readFile: (path: string) => string,
  jobToken: string | undefined,
): EnvironmentPart<string> {
  if (looksLikeToken(file))
    return refused("GITLAB_TOKEN_FILE", "this looks like a token, not like the path of a file", [
      "GITLAB_TOKEN for the token itself",
    ]);
  let text: string;
  try {
    text = readFile(file);
  } catch (error) {
    const code = /^E[A-Z]+$/.exec(String((error as { readonly code?: unknown } | null)?.code))?.[0];
    // What has no separator may be a token that was put into the wrong variable.
    const shown = /[/\\]/.test(file) ? file : null;
    const allowed = ["the path of a file that holds the token"];
    return {
      ok: false,
      problem: environmentProblem(
        "GITLAB_TOKEN_FILE",
        code === undefined ? "the file cannot be read" : `the file cannot be read (${code})`,
        allowed,
        shown,
      ),
    };
  }
  // Editors and `echo` end a file with a line feed, Windows with two characters; nothing else is forgiven.
  return checkToken("GITLAB_TOKEN_FILE", text.replace(/^\uFEFF/, "").replace(/\r?\n$/, ""), jobToken);
}

function checkToken(key: string, token: string, jobToken: string | undefined): EnvironmentPart<string> {
  const holder = key === "GITLAB_TOKEN" ? "the token" : "the token in the file";
  if (token.trim() === "") return refused(key, `${holder} is blank`, [TOKEN]);
  if (/[\r\n]/.test(token))
    return refused(key, `${holder} has more than one line`, ["the token alone, without line breaks"]);
  if (token !== token.trim())
    return refused(key, `${holder} begins or ends with blanks`, ["the token alone, without blanks around it"]);
  if (/^\$\{?\w+\}?$/.test(token))
    return refused(key, "the variable was not filled in: it holds the name of another variable", [
      "in GitLab CI: a variable that this branch may see (a protected variable is empty on branches that are not protected)",
    ]);
  if (!/^[\x21-\x7e]+$/.test(token))
    return refused(key, `${holder} holds a blank or a letter that no token has`, [TOKEN]);
  if (token === jobToken)
    return refused(key, "this is the job's own CI_JOB_TOKEN, which cannot create issues", [TOKEN]);
  return { ok: true, value: token };
}

function looksLikeToken(path: string): boolean {
  return /^gl[a-z]{2,6}-[\w.-]{10,}$/.test(path);
}

function refused(key: string, problem: string, allowed: readonly string[]): EnvironmentPart<never> {
  return { ok: false, problem: environmentProblem(key, problem, allowed) };
}
