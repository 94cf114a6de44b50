import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { parseEnvironment, requireToken } from "../../src/config/environment/environment.ts";
import { formatProblems } from "../../src/config/problems/format-problems.ts";
import { ConfigError } from "../../src/domain/errors.ts";

const TOKEN = "glpat-abcdefghij0123456789";
const FILES: Readonly<Record<string, string>> = {
  "/run/token": `${TOKEN}\n`,
  "/run/windows": `\uFEFF${TOKEN}\r\n`,
  "/run/empty": "\n",
  "/run/two": `${TOKEN}\n${TOKEN}\n`,
};

function readFile(path: string): string {
  const text = FILES[path];
  if (text === undefined) throw Object.assign(new Error(`ENOENT: no such file, open '${path}'`), { code: "ENOENT" });
  return text;
}

function parse(env: Readonly<Record<string, string | undefined>>) {
  return parseEnvironment(env, readFile);
}

/** What people read; a secret that shows up anywhere in the error takes its place. */
function said(env: Readonly<Record<string, string | undefined>>): string {
  try {
    requireToken(parse(env));
    return "fine";
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const message = formatProblems(error);
    const everything = `${message}\n${error.message}\n${error.stack}\n${inspect(error, { depth: 9 })}`;
    const given = [TOKEN, "sesame", env["GITLAB_TOKEN"]?.trim() ?? ""].filter((secret) => /^[^$]{6,}/.test(secret));
    return given.some((secret) => everything.includes(secret)) ? `LEAKED A SECRET: ${everything}` : message;
  }
}

describe("what a good environment says", () => {
  it("nothing at all", () => {
    expect(parse({})).toEqual({
      token: null,
      gitlabUrl: "https://gitlab.com",
      isDefaultUrl: true,
      proxies: { https: null, http: null, except: [] },
      projectId: null,
      ci: false,
      gitlabCi: false,
      color: null,
    });
  });

  it("a GitLab CI job", () => {
    const env = {
      CI: "true",
      GITLAB_CI: "true",
      CI_SERVER_URL: "https://git.example.com/base/",
      CI_PROJECT_ID: "42",
      GITLAB_TOKEN: TOKEN,
      CI_JOB_TOKEN: "glcbt-64",
    };
    const environment = parse(env);
    expect(environment).toMatchObject({
      gitlabUrl: "https://git.example.com/base",
      projectId: 42,
      ci: true,
      gitlabCi: true,
    });
    expect(environment.token?.reveal()).toBe(TOKEN);
  });

  it.each(["/run/token", "/run/windows"])("the token from %s, without its line end", (file) => {
    expect(parse({ GITLAB_TOKEN_FILE: file }).token?.reveal()).toBe(TOKEN);
  });

  it("the token shows up only when asked for", () => {
    const environment = parse({ GITLAB_TOKEN: TOKEN });
    expect(requireToken(environment).reveal()).toBe(TOKEN);
    expect(
      JSON.stringify(environment) + inspect(environment, { depth: 9, showHidden: true }) + String(environment.token),
    ).not.toContain(TOKEN);
  });

  it.each([
    [{ GITLAB_URL: "https://gitlab.example.com" }, "https://gitlab.example.com"],
    [{ GITLAB_URL: "http://localhost:8080/gitlab//" }, "http://localhost:8080/gitlab"],
    [{ GITLAB_URL: "HTTPS://GitLab.Example.com/Base" }, "https://gitlab.example.com/Base"],
    [{ GITLAB_URL: " https://a.example ", CI_SERVER_URL: "https://b.example" }, "https://a.example"],
    [{ GITLAB_URL: "", CI_SERVER_URL: "https://b.example" }, "https://b.example"],
  ])("the address of %o", (env, url) => {
    expect(parse(env).gitlabUrl).toBe(url);
  });

  it.each([
    [{}, null],
    [{ NO_COLOR: "" }, null],
    [{ NO_COLOR: "1" }, false],
    [{ FORCE_COLOR: "" }, true],
    [{ FORCE_COLOR: "1" }, true],
    [{ FORCE_COLOR: "0" }, false],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("colours of %o", (env, color) => {
    expect(parse(env).color).toBe(color);
  });

  it.each([
    ["true", true],
    ["1", true],
    ["woodpecker", true],
    ["false", false],
    ["0", false],
    ["", false],
  ])("CI=%s", (value, ci) => {
    expect(parse({ CI: value }).ci).toBe(ci);
  });
});

describe("what is wrong with an environment", () => {
  it("no token", () => {
    expect(said({})).toMatchInlineSnapshot(`
      "environment  GITLAB_TOKEN
        problem   there is no GitLab token
        allowed   a project, group or personal access token with the api scope |
                  GITLAB_TOKEN_FILE for a file that holds it"
    `);
  });

  it("no token in a CI job", () => {
    expect(said({ GITLAB_CI: "true", CI_JOB_TOKEN: "glcbt-64_sesame" })).toMatchInlineSnapshot(`
      "environment  GITLAB_TOKEN
        problem   there is no GitLab token; the job's own CI_JOB_TOKEN cannot create issues
        allowed   a project, group or personal access token with the api scope |
                  GITLAB_TOKEN_FILE for a file that holds it"
    `);
  });

  it("token and file", () => {
    expect(said({ GITLAB_TOKEN: TOKEN, GITLAB_TOKEN_FILE: "/run/token" })).toMatchInlineSnapshot(`
      "environment  GITLAB_TOKEN_FILE
        problem   GITLAB_TOKEN and GITLAB_TOKEN_FILE are both set: which one counts?
        allowed   one of both"
    `);
  });

  it("token in the variable for the file", () => {
    expect(said({ GITLAB_TOKEN_FILE: TOKEN })).toMatchInlineSnapshot(`
      "environment  GITLAB_TOKEN_FILE
        problem   this looks like a token, not like the path of a file
        allowed   GITLAB_TOKEN for the token itself"
    `);
  });

  it("token without a known prefix in the variable for the file", () => {
    expect(said({ GITLAB_TOKEN_FILE: "sesame-of-an-own-instance" })).toMatchInlineSnapshot(`
      "environment  GITLAB_TOKEN_FILE
        problem   the file cannot be read (ENOENT)
        allowed   the path of a file that holds the token"
    `);
  });

  it("file that is not there", () => {
    expect(said({ GITLAB_TOKEN_FILE: "/run/nothing" })).toMatchInlineSnapshot(`
      "environment  GITLAB_TOKEN_FILE
        found     "/run/nothing"
        problem   the file cannot be read (ENOENT)
        allowed   the path of a file that holds the token"
    `);
  });

  it("file that is empty, file of two lines", () => {
    expect(said({ GITLAB_TOKEN_FILE: "/run/empty" })).toContain("the token in the file is blank");
    expect(said({ GITLAB_TOKEN_FILE: "/run/two" })).toContain("the token in the file has more than one line");
  });

  it.each([
    ["   ", "the token is blank"],
    [`${TOKEN}\n`, "the token has more than one line"],
    [`${TOKEN}\r\nX-Evil: 1`, "the token has more than one line"],
    [` ${TOKEN}`, "the token begins or ends with blanks"],
    [`${TOKEN} ${TOKEN}`, "the token holds a blank or a letter that no token has"],
    [`${TOKEN}é`, "the token holds a blank or a letter that no token has"],
    ["$ACCOUNT_TEAM_TOKEN", "the variable was not filled in"],
    ["${ACCOUNT_TEAM_TOKEN}", "the variable was not filled in"],
  ])("token %j", (token, problem) => {
    expect(said({ GITLAB_TOKEN: token })).toContain(problem);
    expect(said({ GITLAB_TOKEN: token })).not.toContain("LEAKED");
  });

  it("the job's own token", () => {
    expect(said({ GITLAB_TOKEN: "glcbt-64_sesame", CI_JOB_TOKEN: "glcbt-64_sesame" })).toMatchInlineSnapshot(`
      "environment  GITLAB_TOKEN
        problem   this is the job's own CI_JOB_TOKEN, which cannot create issues
        allowed   an access token with the api scope, glpat-…"
    `);
  });

  it.each([
    ["gitlab.example.com", "not an http or https address", "https://gitlab.example.com"],
    ["gitlab.example.com:8080/base/", "not an http or https address", "https://gitlab.example.com:8080/base"],
    ["ftp://gitlab.example.com", "not an http or https address", null],
    ["ftp://me:sesame@gitlab.example.com", "not an http or https address", null],
    ["gitlab.example.com?private_token=sesame", "not an http or https address", null],
    ["https://", "not an http or https address", null],
    ["https://me:sesame@gitlab.example.com", "the address holds a user name or password", null],
    [
      "https://gitlab.example.com/?private_token=sesame",
      "the address holds a query or fragment",
      "https://gitlab.example.com",
    ],
    ["https://gitlab.example.com/base#x", "the address holds a query or fragment", "https://gitlab.example.com/base"],
    ["https://example.com/base/api/v4/", "the address of the API", "https://example.com/base"],
  ])("address %s", (url, problem, nearest) => {
    for (const key of ["GITLAB_URL", "CI_SERVER_URL"]) {
      const message = said({ [key]: url, GITLAB_TOKEN: TOKEN });
      expect(message).toContain(`environment  ${key}\n`);
      expect(message).toContain(problem);
      expect(message).not.toContain("LEAKED");
      expect(/nearest +(.*)/.exec(message)?.[1] ?? null).toBe(nearest);
    }
  });

  it("everything at once", () => {
    expect(said({ GITLAB_TOKEN: " ", GITLAB_URL: "nowhere", CI_PROJECT_ID: "acme/project" })).toMatchInlineSnapshot(`
      "environment  GITLAB_TOKEN
        problem   the token is blank
        allowed   an access token with the api scope, glpat-…

      environment  GITLAB_URL
        found     "nowhere"
        problem   not an http or https address
        allowed   https://gitlab.example.com | https://example.com/gitlab

      environment  CI_PROJECT_ID
        found     "acme/project"
        problem   not the id of a project
        allowed   1234"
    `);
  });
});
