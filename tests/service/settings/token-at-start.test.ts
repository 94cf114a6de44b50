import { afterEach, beforeEach, expect, it } from "vitest";
import { serviceOf } from "../../../src/config/service/configuration-of.ts";
import { createFleetGitLab } from "../../../src/gitlab/fleet/fleet-client.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/index.ts";
import { checkSigning } from "../../../workers/settings/signing.ts";
import { checkToken } from "../../../workers/settings/token.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ now: "2026-11-24T09:00:00Z" });
  for (const username of ["bot", "owner"]) sandbox.addUser({ username });
  sandbox.addGroup({ path: "customers", members: { bot: 20, owner: 50 } });
});
afterEach(() => sandbox.close());

/** Lines of the log when the service starts with such a token. */
async function start(user: string, scopes: readonly string[]): Promise<readonly string[]> {
  const said: string[] = [];
  const note = (level: string) => (_fields: unknown, message: string) => void said.push(`${level} ${message}`);
  const log = { debug: note("debug"), info: note("info"), warn: note("warn") };
  const gitlab = createFleetGitLab({ url: sandbox.url, token: sandbox.addToken({ user, scopes: [...scopes] }) });
  const bot = await gitlab.project("the fleet").getCurrentUser();
  const service = serviceOf({ groups: ["customers", "not-there"] });
  await checkToken(gitlab, service, bot, { log, now: "2026-11-24T09:00:00Z" });
  return said;
}

it("says what the token is when it is right", async () => {
  expect(await start("bot", ["api"])).toEqual([expect.stringMatching(/^info the token: .* has the scope api/)]);
});

it("warns of what it could do beyond", async () => {
  expect((await start("owner", ["api", "write_repository"])).filter((line) => line.startsWith("warn"))).toEqual([
    "warn the token: it also has the scopes write_repository: more than the service needs; make one with the scope api alone",
    "warn the token: @owner is Owner of customers: more than the service needs; give it the role Reporter",
  ]);
});

it("refuses to start with one that may not write", async () => {
  await expect(start("bot", ["read_api"])).rejects.toMatchObject({
    name: "ConfigError",
    problems: [{ key: "GITLAB_TOKEN", problem: expect.stringMatching(/^the token .* has the scopes read_api$/) }],
  });
});

it.each([
  [
    "18.11.0-ee",
    ["warn this GitLab is 18.11.0-ee, and signing tokens came with 19.0: webhooks need CADENCE_WEBHOOK_TOKEN."],
  ],
  ["19.2.1-ee", []],
])("a GitLab %s that is to sign its deliveries", async (version, warnings) => {
  const other = await startSandbox({ version });
  other.addUser({ username: "bot" });
  const said: string[] = [];
  const note = (level: string) => (_fields: unknown, message: string) => void said.push(`${level} ${message}`);
  const log = { debug: () => undefined, info: note("info"), warn: note("warn") };
  const gitlab = createFleetGitLab({ url: other.url, token: other.addToken({ user: "bot", scopes: ["api"] }) });
  await checkSigning(gitlab, { kind: "token", digests: [] }, log);
  await checkSigning(gitlab, { kind: "signature", keys: [] }, log);
  expect(said).toEqual(warnings.map((text) => expect.stringContaining(text)));
  await other.close();
});
