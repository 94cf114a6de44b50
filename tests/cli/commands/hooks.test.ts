import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFleetGitLab } from "../../../src/gitlab/fleet/fleet-client.ts";
import type { HookGitLab, HookPlace } from "../../../src/gitlab/hooks-port.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../src/sandbox/index.ts";
import { applyHooks } from "../../../src/webhooks/apply.ts";
import { planHooks } from "../../../src/webhooks/plan.ts";
import { resendMissed } from "../../../src/webhooks/resend.ts";
import type { HookPlan, WantedHook } from "../../../src/webhooks/types.ts";
import { openReceiverStage, PATH, type ReceiverStage, SIGNING_TOKEN, TOKEN } from "../../http/receiver-stage.ts";
import { type Client, createClient } from "../../sandbox/gitlab.ts";
import { type CommandResult, command } from "../../support/command-line.ts";
import { createMortalProcess, Killed } from "../../support/gitlab/mortal-fetch.ts";
import { freshFile } from "./held-call.ts";

const GROUP = "customers";
const ACME = `${GROUP}/acme/collaboration`;
const GLOBEX = `${GROUP}/globex/collaboration`;
const PLAIN = `${GROUP}/handbook`;
const EVENTS = ["issues_events", "confidential_issues_events", "note_events", "confidential_note_events"];

let sandbox: Sandbox;
let receiver: ReceiverStage;
let owner: Client;
let url: string;

/** A group of two customers' projects and another one; jane owns the group, sam maintains Acme's project. */
async function open(options: SandboxOptions = {}): Promise<void> {
  sandbox = await startSandbox({ now: "2026-11-24T09:00:00Z", ...options });
  for (const username of ["jane", "sam", "bob", "cadence-bot"]) sandbox.addUser({ username });
  sandbox.addGroup({ path: GROUP, members: { jane: 50, "cadence-bot": 20 } });
  for (const path of [ACME, GLOBEX]) {
    sandbox.addProject({ path, members: { sam: 40, bob: 30 }, files: { ".gitlab/cadence.yml": "customer: X\n" } });
    sandbox.as("bob").createIssue(path, { title: "Call" });
  }
  sandbox.addProject({ path: PLAIN });
  owner = createClient(sandbox.url, { "private-token": sandbox.addToken({ user: "jane" }) });
}

beforeEach(async () => {
  await open();
  receiver = await openReceiverStage({ now: () => sandbox.clock.now().toISOString() });
  url = receiver.url + PATH;
});
afterEach(async () => {
  await sandbox.close();
  await receiver.close();
});

const SECRETS = { CADENCE_SIGNING_TOKEN: SIGNING_TOKEN, CADENCE_WEBHOOK_TOKEN: TOKEN };

async function hooksAs(
  username: string,
  args: readonly string[],
  secrets: Readonly<Record<string, string>> = SECRETS,
): Promise<CommandResult> {
  const token = sandbox.addToken({ user: username });
  const environment = { GITLAB_URL: sandbox.url, GITLAB_TOKEN: token, ...secrets };
  const stage = { sandbox, token } as Parameters<typeof command>[0];
  const result = await command(stage, ["hooks", ...args], environment);
  for (const secret of [SIGNING_TOKEN, TOKEN, token]) expect(result.out + result.err).not.toContain(secret);
  return result;
}

interface Row {
  readonly id: number;
  readonly url: string;
  readonly name: string | null;
  readonly alert_status: string;
  readonly [key: string]: unknown;
}

async function rows(kind: "groups" | "projects", path: string): Promise<readonly Row[]> {
  return (await owner.get(`/${kind}/${encodeURIComponent(path)}/hooks`)).body;
}

function eventsOf(row: Row | undefined): readonly string[] {
  return Object.keys(row ?? {}).filter((key) => key.endsWith("_events") && row?.[key] === true);
}

function add(path: string, fields: Readonly<Record<string, unknown>>): Promise<{ readonly body: Row }> {
  return owner.post(`/projects/${encodeURIComponent(path)}/hooks`, { url, ...fields });
}

const ALL_EVENTS = { push_events: false, ...Object.fromEntries(EVENTS.map((event) => [event, true])) };

/** What the receiver answered to the deliveries since it was asked last. */
let seen = 0;
async function answers(): Promise<readonly (number | null)[]> {
  await sandbox.settle();
  const since = sandbox.deliveries.slice(seen).map(({ status }) => status);
  seen = sandbox.deliveries.length;
  return since;
}
beforeEach(() => {
  seen = 0;
});

const SETTINGS = { ...ALL_EVENTS, signing_token: SIGNING_TOKEN };

describe("cadence hooks apply", () => {
  it("makes one webhook for a group, and a person's edit arrives signed", async () => {
    const planned = await hooksAs("jane", ["plan", "--group", GROUP, "--url", url]);
    expect([planned.exitCode, await rows("groups", GROUP)]).toEqual([0, []]);
    expect(planned.out).toContain(`+ create            nothing sends to ${url}`);
    const applied = await hooksAs("jane", ["apply", "--group", GROUP, "--url", url]);
    expect([applied.exitCode, applied.out]).toEqual([0, expect.stringContaining("1 done.")]);
    const [hook, ...others] = await rows("groups", GROUP);
    expect(eventsOf(hook).toSorted()).toEqual([...EVENTS, "emoji_events"].toSorted());
    expect([others, hook]).toMatchObject([
      [],
      { url, enable_ssl_verification: true, signing_token_present: true, token_present: false },
    ]);
    sandbox.as("bob").close(ACME, 1);
    sandbox.as("bob").comment(GLOBEX, 1, "hi");
    expect(await answers()).toEqual([200, 200]);
    sandbox.requests.reset();
    const file = freshFile("cadence.yml");
    writeFileSync(file, `groups: [${GROUP}]\nexclude: [${PLAIN}]\nwebhook_url: ${url}\n`);
    const again = await hooksAs("jane", ["apply", "--service", file]);
    expect([again.exitCode, again.out]).toEqual([0, expect.stringContaining("nothing to do")]);
    expect(sandbox.requests.writes).toBe(0);
  });

  it("repairs what is wrong, and leaves alone what people set and webhooks of others", async () => {
    const mine = await add(ACME, {
      ...SETTINGS,
      note_events: false,
      push_events: true,
      enable_ssl_verification: false,
      name: "Rhythm",
      custom_headers: [{ key: "X-Own", value: "1" }],
    });
    const other = await add(ACME, { url: "https://other.example.com/hook", push_events: true });
    const { exitCode, out } = await hooksAs("sam", ["apply", "--project", ACME, "--url", url]);
    expect([exitCode, out]).toEqual([0, expect.stringContaining("it does not send note; it sends push")]);
    const [repaired, untouched] = await rows("projects", ACME);
    expect(repaired).toMatchObject({
      id: mine.body.id,
      name: "Rhythm",
      custom_headers: [{ key: "X-Own" }],
      enable_ssl_verification: true,
    });
    expect(eventsOf(repaired).toSorted()).toEqual(EVENTS.toSorted());
    expect(untouched).toEqual(other.body);
  });

  it("wakes a disabled webhook once the receiver is well again, and sends again what failed", async () => {
    const { body: hook } = await add(ACME, {
      ...SETTINGS,
      signing_token: `whsec_${Buffer.alloc(32, 1).toString("base64")}`,
    });
    for (const text of ["1", "2", "3", "4", "dropped"]) {
      sandbox.as("bob").comment(ACME, 1, text);
      await sandbox.settle();
      sandbox.clock.advance(1_000);
    }
    expect(await answers()).toEqual([401, 401, 401, 401]);
    const planned = await hooksAs("sam", ["plan", "--project", ACME, "--url", url]);
    expect(planned.out).toMatch(/repair #\d+ .*the service answered its latest delivery with 401/);
    expect(planned.out).toMatch(/disabled it until 2026-11-24T09:01:03Z, .*: 4 deliveries in a row failed since .*401/);
    expect((await rows("projects", ACME))[0]?.alert_status).toBe("temporarily_disabled");
    const applied = await hooksAs("sam", ["apply", "--project", ACME, "--url", url, "--resend"]);
    expect([applied.exitCode, applied.err]).toEqual([0, ""]);
    expect(applied.out).toContain("4 deliveries sent again");
    // The test, then each of the four once more.
    expect(await answers()).toEqual([200, 200, 200, 200, 200]);
    expect((await rows("projects", ACME))[0]).toMatchObject({ id: hook.id, alert_status: "executable" });
    const again = await hooksAs("sam", ["apply", "--project", ACME, "--url", url, "--resend"]);
    expect(again.out).toContain("nothing was missed");
    expect(await answers()).toEqual([]);
  });

  it("says what went wrong where nobody answers, and by which step", async () => {
    const { exitCode, out } = await hooksAs("sam", [
      "apply",
      "--project",
      ACME,
      "--url",
      "http://127.0.0.1:9/webhooks/gitlab",
      "--test",
      "--json",
    ]);
    expect(exitCode).toBe(3);
    const [place] = JSON.parse(out).places;
    expect(place.applied).toMatchObject([
      { kind: "create-hook", outcome: "done" },
      { kind: "test-hook", outcome: "failed", error: { code: "CADENCE_HOOK_TEST_FAILED" } },
    ]);
    expect(place.applied[1].error.remedy).toContain("GitLab can reach its address");
  });

  it("removes doubled webhooks of ours only where asked to: the lowest id stays, a group's counts more", async () => {
    for (const path of [ACME, GLOBEX, GLOBEX]) await add(path, SETTINGS);
    const single = await hooksAs("sam", ["apply", "--project", GLOBEX, "--url", url]);
    expect([single.exitCode, (await rows("projects", GLOBEX)).length]).toEqual([0, 2]);
    expect(single.out).toContain("--prune removes it");
    const [kept] = await rows("projects", GLOBEX);
    await hooksAs("sam", ["apply", "--project", GLOBEX, "--url", url, "--prune"]);
    expect(await rows("projects", GLOBEX)).toEqual([kept]);
    const { exitCode } = await hooksAs("jane", ["apply", "--group", GROUP, "--url", url, "--prune"]);
    expect([exitCode, await rows("projects", ACME), await rows("projects", GLOBEX)]).toEqual([0, [], []]);
    expect(await rows("groups", GROUP)).toHaveLength(1);
  });

  it("moves webhooks from a former address", async () => {
    const { body } = await add(ACME, { ...SETTINGS, url: "https://old.example.com/webhooks/gitlab" });
    const note = await hooksAs("sam", ["plan", "--project", ACME, "--url", url]);
    expect(note.out).toContain("left alone, it may belong to another service");
    const former = ["--former-url", "https://OLD.example.com/webhooks/gitlab/"];
    await hooksAs("sam", ["apply", "--project", ACME, "--url", url, ...former]);
    expect(await rows("projects", ACME)).toMatchObject([{ id: body.id, url, signing_token_present: true }]);
  });
});

describe("a test", () => {
  it("needs something to make a sample of, and is no failure without", async () => {
    const { exitCode, out } = await hooksAs("jane", ["apply", "--project", PLAIN, "--url", url, "--test"]);
    expect([exitCode, out]).toEqual([0, expect.stringContaining("Ensure the project has at least one commit.")]);
    sandbox.writeFile(PLAIN, "README.md", "x");
    const tested = await hooksAs("jane", ["apply", "--project", PLAIN, "--url", url, "--test"]);
    expect([tested.exitCode, tested.out, await answers()]).toEqual([0, expect.stringContaining("1 done."), [200]]);
  });
});

describe("who may do it", () => {
  it("project by project where GitLab keeps groups' webhooks from the token; projects without a configuration stay as they are", async () => {
    const { exitCode, out } = await hooksAs("sam", ["apply", "--group", GROUP, "--url", url]);
    expect([exitCode, out]).toEqual([0, expect.stringContaining("2 done.")]);
    expect(out).toMatch(/Premium, and the Owner role\): each project served gets its own/);
    const counts = [ACME, GLOBEX, PLAIN].map(async (path) => (await rows("projects", path)).length);
    expect(await Promise.all(counts)).toEqual([1, 1, 0]);
  });

  it("a Reporter's token is refused with a remedy", async () => {
    const { exitCode, err } = await hooksAs("cadence-bot", ["plan", "--project", ACME, "--url", url]);
    expect([exitCode, err]).toEqual([1, expect.stringContaining("Maintainer")]);
  });

  it.each<[string, readonly string[], Readonly<Record<string, string>>, RegExp]>([
    ["no address", ["apply", "--project", ACME], SECRETS, /--url/],
    [
      "an address without its path",
      ["plan", "--project", ACME, "--url", "https://a.example"],
      SECRETS,
      /webhooks\/gitlab/,
    ],
    [
      "no secret",
      ["apply", "--project", ACME, "--url", "https://a.example/webhooks/gitlab"],
      {},
      /CADENCE_SIGNING_TOKEN/,
    ],
    [
      "a broken secret",
      ["plan", "--project", ACME, "--url", "https://a.example/w"],
      { CADENCE_SIGNING_TOKEN: "whsec_x" },
      /base64/,
    ],
  ])("%s: exit code 2, nothing is sent", async (_what, args, secrets, words) => {
    const { exitCode, err } = await hooksAs("sam", args, secrets);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(words)]);
    expect(sandbox.requests.writes).toBe(0);
  });
});

describe("a GitLab that does not sign", () => {
  it.each<[string, SandboxOptions]>([
    ["18.11: the secret token, which a test shows to be right", { version: "18.11.0-ee" }],
    ["19.2 with the flag off: the secret token after a look", { webhookSigningToken: false }],
  ])("%s", async (_what, options) => {
    await sandbox.close();
    await open(options);
    await receiver.close();
    receiver = await openReceiverStage({
      secrets: { signingTokens: [], tokens: [TOKEN] },
      now: () => sandbox.clock.now().toISOString(),
    });
    url = receiver.url + PATH;
    const { exitCode, out } = await hooksAs("sam", ["apply", "--project", ACME, "--url", url]);
    expect([exitCode, out]).toEqual([0, expect.stringContaining("without CADENCE_SIGNING_TOKEN")]);
    sandbox.as("bob").comment(ACME, 1, "hi");
    expect(new Set(await answers())).toEqual(new Set([200]));
    expect(await rows("projects", ACME)).toHaveLength(1);
    const only = { CADENCE_WEBHOOK_TOKEN: TOKEN };
    expect((await hooksAs("sam", ["plan", "--project", ACME, "--url", url], only)).out).toContain("nothing to do");
  });
});

describe("no double, whatever happens", () => {
  const wanted = (): WantedHook => ({
    url,
    formerUrl: null,
    proof: "signature",
    rotate: false,
    test: false,
    commandName: "cadence",
  });
  const secrets = { signingToken: SIGNING_TOKEN, token: null };
  const place: HookPlace = { kind: "project", ref: ACME };

  function client(fetchLike: typeof fetch = fetch): HookGitLab {
    const token = sandbox.addToken({ user: "sam" });
    const fleet = createFleetGitLab({ url: sandbox.url, token, fetch: fetchLike, sleep: async () => undefined });
    return fleet.hooks();
  }

  async function planned(hooks: HookGitLab): Promise<HookPlan> {
    const found = ((await hooks.listHooks(place)) ?? []).map((hook) => ({ ...hook, deliveries: null }));
    return planHooks({ place, path: ACME, hooks: found, coveredBy: null, isAboveHidden: false }, wanted());
  }

  const apply = async (hooks: HookGitLab, plan: HookPlan) =>
    applyHooks([plan], { hooks, wanted: wanted(), secrets, prune: false });

  it.each(["before", "after"] as const)("killed %s its first write", async (moment) => {
    const dying = createMortalProcess({ request: 1, moment, of: "writes" });
    const killed = dying.live(async () => {
      const hooks = client(dying.fetch);
      return apply(hooks, await planned(hooks));
    });
    await expect(killed).rejects.toThrow(Killed);
    const hooks = client();
    await apply(hooks, await planned(hooks));
    expect(await rows("projects", ACME)).toMatchObject([{ url, signing_token_present: true }]);
  });

  it("a creation whose answer is lost is looked for, not repeated", async () => {
    sandbox.faults.inject({ kind: "after", when: ({ method }) => method === "POST" });
    const hooks = client();
    const [applied] = await apply(hooks, await planned(hooks));
    expect(applied?.steps).toMatchObject([{ outcome: "done" }]);
    expect(await rows("projects", ACME)).toHaveLength(1);
  });

  it("of two runs at the same moment one webhook stays", async () => {
    const [one, two] = [client(), client()];
    const plans = [await planned(one), await planned(two)];
    const done = [await apply(one, plans[0]!), await apply(two, plans[1]!)];
    const [left, ...others] = await rows("projects", ACME);
    expect([others, done.map(([first]) => first?.hookId)]).toEqual([[], [left?.id, left?.id]]);
  });

  it("sends no more than five again in a minute, and stops with the first that is refused again", async () => {
    await sandbox.close();
    await open({ autoDisableHooks: false, limits: { hookTestsPerMinute: 5 } });
    const { body } = await add(ACME, ALL_EVENTS);
    for (const text of ["1", "2", "3", "4", "5", "6", "7"]) sandbox.as("bob").comment(ACME, 1, text);
    await sandbox.settle();
    const waits: number[] = [];
    const sleep = async (ms: number): Promise<void> => {
      waits.push(ms);
      sandbox.clock.advance(ms);
    };
    const deps = { hooks: client(), now: () => sandbox.clock.now().getTime(), sleep };
    const refused = await resendMissed(place, body.id, deps);
    expect(refused).toMatchObject({ done: 0, left: 7, stopped: "the answer was 401, the secret is refused" });
    sandbox.clock.advance(60_000);
    const hookPath = `/projects/${encodeURIComponent(ACME)}/hooks/${body.id}`;
    await owner.put(hookPath, { url, signing_token: SIGNING_TOKEN });
    expect(await resendMissed(place, body.id, deps)).toEqual({ done: 7, left: 0, stopped: null, complete: true });
    expect(waits).toEqual([60_000]);
    expect((await answers()).slice(-7)).toEqual(Array(7).fill(200));
    expect(await resendMissed(place, body.id, deps)).toMatchObject({ done: 0, left: 0 });
  });
});
