import { describe, expect, it } from "vitest";
import { hasRole, roleName } from "../../../src/gitlab/access-levels.ts";
import { explainFailure } from "../../../src/gitlab/errors/explain.ts";
import type { Explaining } from "../../../src/gitlab/errors/explain-refusal.ts";
import { type Operation, writing } from "../../../src/gitlab/errors/operation.ts";
import { parseAddress } from "../../../src/gitlab/http/address.ts";
import { CallFailure } from "../../../src/gitlab/http/call-failure.ts";
import { createSecret } from "../../../src/gitlab/http/token.ts";

const WEB = "https://gitlab.example.com";
const PLACE = { project: { name: "group/acme" } };
const WRITE: Operation = writing(PLACE, "create issues", "once");
const READ: Operation = { ...WRITE, write: null, thing: "cadence.yml" };
const INSTANCE: Operation = { ...WRITE, project: null };
const TOKEN = "glpat-secret-of-the-bot";
const headers = { get: () => null };
const cause = new Error("low");

const context = (path: string | null = null): Explaining =>
  ({
    address: parseAddress(WEB),
    secret: createSecret(TOKEN),
    timeoutMs: 20_000,
    diagnose: async () => (path === null ? null : { path, id: 7 }),
  }) as never;

type Outcome = CallFailure["outcome"];
const failed = (
  reason: "unreachable" | "untrusted" | "timeout" | "broken",
  code: string,
  more: object = {},
): Outcome => ({
  kind: "failure",
  reason,
  proxy: null,
  sent: true,
  code,
  cause,
  ...more,
});
const answered = (status: number, body: unknown = null): Outcome => ({ kind: "answer", status, headers, body });
const redirect = (location: string, inside: boolean): Outcome => ({ kind: "redirect", status: 301, location, inside });
const proxy = (status: number | null, authorization: string | null = null) => ({
  proxy: { proxy: { variable: "HTTPS_PROXY", url: "http://proxy:8080", authorization }, status },
});

async function explain(
  outcome: Outcome,
  more: { readonly unknown?: boolean; readonly operation?: Operation; readonly path?: string } = {},
) {
  const { unknown = false, operation = WRITE, path } = more;
  const failure = new CallFailure(outcome, { unknown, retryAfterMs: 4_200 });
  const error = await explainFailure(failure, operation, context(path));
  const { code, status, retryAfterMs, remedy } = error as Error & {
    readonly code: string;
    readonly status?: number;
    readonly retryAfterMs?: number;
    readonly remedy?: string;
  };
  return { error, says: `${error.name} ${code} ${status ?? "-"} ${retryAfterMs ?? "-"}: ${error.message}`, remedy };
}

describe("what a failed call means", () => {
  const late = "TransientError GITLAB_UNREACHABLE - 4200: ";
  const operator = "ConfigError CADENCE_CONFIG - -: ";
  it.each<[string, Outcome, string]>([
    [
      "no answer in time",
      failed("timeout", "ETIMEDOUT"),
      `TransientError GITLAB_TIMEOUT - 4200: GitLab at ${WEB} did not answer within 20 seconds`,
    ],
    [
      "a connection that broke off",
      failed("broken", "ECONNRESET"),
      `${late}the connection to GitLab at ${WEB} broke off (ECONNRESET)`,
    ],
    [
      "no such host",
      failed("unreachable", "ENOTFOUND"),
      `${late}GitLab at ${WEB} cannot be reached (ENOTFOUND): there is no such host; check GITLAB_URL`,
    ],
    [
      "no https",
      failed("unreachable", "NOT_TLS"),
      `${late}GitLab at ${WEB} cannot be reached (NOT_TLS): it does not speak https on this port; check whether GITLAB_URL should begin with http://`,
    ],
    [
      "nobody there",
      failed("unreachable", "ECONNREFUSED"),
      `${late}GitLab at ${WEB} cannot be reached (ECONNREFUSED): check GITLAB_URL, the network and whether the instance is up`,
    ],
    [
      "a certificate of one's own",
      failed("untrusted", "SELF_SIGNED"),
      `${operator}the certificate of ${WEB} is not trusted: set NODE_EXTRA_CA_CERTS to a PEM file with the certificate of your own authority (SELF_SIGNED)`,
    ],
    [
      "one that has expired",
      failed("untrusted", "CERT_HAS_EXPIRED"),
      `${operator}the certificate of ${WEB} is not trusted: it has expired and must be renewed on the server; NODE_EXTRA_CA_CERTS cannot help`,
    ],
    [
      "one for another host",
      failed("untrusted", "ERR_TLS_CERT_ALTNAME_INVALID"),
      `${operator}the certificate of ${WEB} is not trusted: it is for another host name; use the name it was made for (NODE_EXTRA_CA_CERTS cannot help)`,
    ],
    [
      "a proxy that cannot be reached",
      failed("unreachable", "ECONNREFUSED", proxy(null)),
      "TransientError PROXY_FAILED - 4200: the proxy http://proxy:8080 of HTTPS_PROXY cannot be reached (ECONNREFUSED): check HTTPS_PROXY; for a GitLab that is reached without it, add gitlab.example.com to NO_PROXY",
    ],
    [
      "a proxy that does not reach GitLab",
      failed("unreachable", "X", proxy(500)),
      `TransientError PROXY_FAILED - 4200: the proxy http://proxy:8080 of HTTPS_PROXY does not reach GitLab at ${WEB} (500): try again later; for a GitLab that is reached without it, add gitlab.example.com to NO_PROXY`,
    ],
    [
      "a proxy that lets nothing through",
      failed("unreachable", "X", proxy(403)),
      `TransientError PROXY_FAILED - 4200: the proxy http://proxy:8080 of HTTPS_PROXY does not let requests to GitLab at ${WEB} through (403): ask who runs it; for a GitLab that is reached without it, add gitlab.example.com to NO_PROXY`,
    ],
    [
      "a proxy that wants a password",
      failed("unreachable", "X", proxy(407)),
      `${operator}the proxy http://proxy:8080 wants a user and a password (407)`,
    ],
    [
      "a proxy that refuses the password",
      failed("unreachable", "X", proxy(407, "Basic x")),
      `${operator}the proxy http://proxy:8080 refuses the user or the password (407)`,
    ],
    [
      "a limit that GitLab named before",
      { kind: "limited" },
      `TransientError GITLAB_RATE_LIMIT - 4200: GitLab at ${WEB} asked to wait: try again in 5 seconds`,
    ],
    [
      "too many requests",
      answered(429),
      `TransientError GITLAB_RATE_LIMIT 429 4200: GitLab at ${WEB} gets too many requests: try again in 5 seconds`,
    ],
    ["out of order", answered(500), `TransientError GITLAB_OUTAGE 500 4200: GitLab at ${WEB} is out of order (500)`],
    [
      "out of order, with words but without the token",
      answered(503, { message: `down ${TOKEN}` }),
      `TransientError GITLAB_OUTAGE 503 4200: GitLab at ${WEB} is out of order (503: down [token])`,
    ],
    [
      "a time-out of its own",
      answered(408),
      `TransientError GITLAB_OUTAGE 408 4200: GitLab at ${WEB} is out of order (408)`,
    ],
    [
      "no JSON",
      { kind: "not-json", status: 200, mediaType: "text/html" },
      `${operator}${WEB} did not answer as GitLab's API does (200, text/html): is GITLAB_URL right, and is a sign-in page or a proxy in between?`,
    ],
    [
      "nothing that says what it is",
      { kind: "not-json", status: 200, mediaType: "" },
      `${operator}${WEB} did not answer as GitLab's API does (200, no content type): is GITLAB_URL right, and is a sign-in page or a proxy in between?`,
    ],
    [
      "a redirect away from the instance",
      redirect("https://other.example.com/path?x=1", false),
      `${operator}${WEB} redirects to https://other.example.com/path, where the token is not sent; set GITLAB_URL to the address that GitLab calls its own`,
    ],
    [
      "a redirect to nowhere",
      redirect("//", false),
      `${operator}${WEB} redirects to nowhere, where the token is not sent; set GITLAB_URL to the address that GitLab calls its own`,
    ],
    [
      "a file too large",
      { kind: "too-large", maxBytes: 2 * 1024 * 1024 },
      "PermanentError GITLAB_FILE_TOO_LARGE 200 -: the answer in group/acme is larger than 2 MiB",
    ],
  ])("%s", async (_, outcome, expected) => {
    expect((await explain(outcome)).says).toBe(expected);
  });

  it("a file too large is named", async () => {
    const { says } = await explain({ kind: "too-large", maxBytes: 1024 * 1024 }, { operation: READ });
    expect(says).toContain("cadence.yml in group/acme is larger than 1 MiB");
  });

  it("a project that moved takes no writes under its old name", async () => {
    const to = redirect(`${WEB}/api/v4/projects/7`, true);
    const known = await explain(to, { path: "group/new" });
    expect(known.says).toBe(
      "PermanentError GITLAB_PROJECT_MOVED 301 -: group/acme was renamed or moved to group/new, and GitLab takes no changes under the old name",
    );
    expect(known.remedy).toBe("Use group/new, or the project's id 7, which never changes.");
    const unknown = await explain(to, { operation: INSTANCE });
    expect(unknown.says).toBe(
      `PermanentError GITLAB_PROJECT_MOVED 301 -: ${WEB} was renamed or moved, and GitLab takes no changes under the old name`,
    );
    expect(unknown.remedy).toBe("Use the new path, or the project's id, which never changes.");
    expect((await explain(to, { operation: READ })).says).toContain("redirects to");
  });

  it.each<[string, Outcome, boolean]>([
    ["without an answer", failed("broken", "ECONNRESET"), true],
    ["with an outage", answered(502), true],
    ["with a limit", answered(429), true],
    ["with a time-out", answered(408), true],
    ["with a limit that was named before", { kind: "limited" }, true],
    ["with a clear no, which ends all doubt", answered(400, { message: "no" }), false],
    ["with the lowest clear no", answered(300), false],
    ["with the highest", answered(499), false],
    ["with an answer that cannot be read", { kind: "not-json", status: 200, mediaType: "text/html" }, true],
  ])("a write that may have been done ends %s", async (_, outcome, doubtful) => {
    expect((await explain(outcome, { unknown: true })).error.name === "UnknownOutcomeError").toBe(doubtful);
  });

  it("what is doubtful is said with the reason", async () => {
    const { says, error } = await explain(failed("timeout", "X"), { unknown: true });
    expect(says).toBe(
      `UnknownOutcomeError GITLAB_OUTCOME_UNKNOWN - 4200: it is not known whether GitLab did it (create issues in group/acme): GitLab at ${WEB} did not answer within 20 seconds`,
    );
    expect(error.cause).toBe(cause);
    expect((await explain(answered(502), { unknown: true, operation: INSTANCE })).says).toBe(
      "UnknownOutcomeError GITLAB_OUTCOME_UNKNOWN 502 4200: it is not known whether GitLab did it (create issues): GitLab answered 502",
    );
    expect((await explain({ kind: "limited" }, { unknown: true })).says).toContain("GitLab answered nothing");
  });
});

describe("roles", () => {
  it.each([
    [60, "Owner"],
    [50, "Owner"],
    [49, "Maintainer"],
    [40, "Maintainer"],
    [30, "Developer"],
    [25, "Reporter"],
    [20, "Reporter"],
    [15, "Planner"],
    [10, "Guest"],
    [5, "Minimal Access"],
    [4, "no role"],
    [0, "no role"],
  ])("level %s is %s", (level, name) => {
    expect(roleName(level)).toBe(name);
  });

  it.each([
    ["Planner", 15],
    ["Developer", 30],
    ["Owner", 50],
  ] as const)("%s is reached from %s on", (role, level) => {
    expect([hasRole(level - 1, role), hasRole(level, role), hasRole(60, role)]).toEqual([false, true, true]);
  });
});
