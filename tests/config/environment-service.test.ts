import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { parseServiceEnvironment } from "../../src/config/environment/environment-service.ts";
import { SERVICE_VARIABLES } from "../../src/config/environment/environment-variables.ts";
import { formatProblems } from "../../src/config/problems/format-problems.ts";
import { ConfigError } from "../../src/domain/errors.ts";

const FILES: Readonly<Record<string, string>> = { "/run/two": "\uFEFFone-secret\ntwo-secret\r\n", "/run/blank": " \n" };

function readFile(path: string): string {
  const text = FILES[path];
  if (text === undefined) throw Object.assign(new Error("ENOENT"), { code: "ENOENT" });
  return text;
}

function said(env: Readonly<Record<string, string>>): string {
  try {
    parseServiceEnvironment(env, readFile);
    return "fine";
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const message = formatProblems(error);
    return `${message}${error.stack}${inspect(error, { depth: 9 })}`.includes("sesame") ? "LEAKED" : message;
  }
}

describe("the environment of the service", () => {
  it("docs/service.md says what each variable means, and those are all that are read", () => {
    const document = readFileSync(new URL("../../docs/service.md", import.meta.url), "utf8");
    for (const { name, meaning } of SERVICE_VARIABLES) expect(document).toContain(`| \`${name}\` | ${meaning} |`);
    const read = new Set<string>();
    parseServiceEnvironment(new Proxy({}, { get: (_, name) => void read.add(String(name)) }), readFile);
    expect([...read].sort()).toEqual(SERVICE_VARIABLES.map(({ name }) => name).sort());
  });

  it("nothing at all", () => {
    const nothing = {
      signingTokens: [],
      webhookTokens: [],
      adminPasswords: [],
      queueUrl: null,
      queuePrefix: "cadence",
    };
    expect(parseServiceEnvironment({ CADENCE_QUEUE_URL: "" }, readFile)).toEqual(nothing);
  });

  it.each([
    ["CADENCE_SIGNING_TOKEN", "signingTokens"],
    ["CADENCE_WEBHOOK_TOKEN", "webhookTokens"],
  ] as const)("%s: several, from the variable or from a file", (key, part) => {
    const fromText = parseServiceEnvironment({ [key]: " one-secret  two-secret" }, readFile);
    const fromFile = parseServiceEnvironment({ [`${key}_FILE`]: "/run/two" }, readFile);
    for (const read of [fromText, fromFile]) {
      expect(read[part].map((one) => one.reveal())).toEqual(["one-secret", "two-secret"]);
      expect(JSON.stringify(read) + inspect(read, { depth: 9 })).not.toContain("secret");
    }
  });

  it.each(["redis://r:6379", "rediss://:pw@r/1", "postgres://u:pw@h/d", "postgresql://h/d"])("queue %s", (url) => {
    expect(parseServiceEnvironment({ CADENCE_QUEUE_URL: url }, readFile).queueUrl?.reveal()).toBe(url);
    const fromFile = parseServiceEnvironment({ CADENCE_QUEUE_URL_FILE: "/queue" }, () => `${url}\n`);
    expect(fromFile.queueUrl?.reveal()).toBe(url);
  });

  it.each<[Readonly<Record<string, string>>, RegExp]>([
    [{ CADENCE_ADMIN_PASSWORD: "sesame" }, /shorter than 16 characters/],
    [{ CADENCE_SIGNING_TOKEN: "sesame", CADENCE_SIGNING_TOKEN_FILE: "/run/two" }, /both set/],
    [{ CADENCE_SIGNING_TOKEN_FILE: "/run/none" }, /cannot be read \(ENOENT\)/],
    [{ CADENCE_WEBHOOK_TOKEN_FILE: "/run/blank" }, /the secret is blank/],
    [{ CADENCE_QUEUE_URL: "http://:sesame@h" }, /not the address of a queue/],
    [{ CADENCE_QUEUE_URL: "sesame" }, /not the address of a queue/],
    [{ CADENCE_QUEUE_URL: "redis://h", CADENCE_QUEUE_URL_FILE: "/run/two" }, /both set/],
    [
      { CADENCE_QUEUE_URL: "redis+sentinel://:sesame@a:26379,b:26379/master" },
      /Sentinel is not supported: give the addr/,
    ],
    [{ CADENCE_QUEUE_URL: "redis-sentinel://:sesame@a:26379/master" }, /Sentinel is not supported/],
    [{ CADENCE_QUEUE_URL: "redis://:sesame@a:6379,b:6379" }, /several hosts are not supported/],
    [{ CADENCE_QUEUE_URL: "redis://a:6379 redis://b:6379" }, /several hosts are not supported/],
    [{ CADENCE_QUEUE_URL: "rediss://:sesame@h?family=6&cert=/c&key=/k" }, /client certificates are not supported/],
    [{ CADENCE_QUEUE_PREFIX: "a b" }, /letters, digits and underscores/],
  ])("%j is refused", (env, words) => {
    expect(said(env)).toMatch(words);
  });
});
