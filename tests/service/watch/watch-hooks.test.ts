import { afterEach, beforeEach, expect, it } from "vitest";
import { serviceOf } from "../../../src/config/service/configuration-of.ts";
import { createFleetGitLab } from "../../../src/gitlab/fleet/fleet-client.ts";
import { createMetrics } from "../../../src/http/metrics.ts";
import { type Sandbox, startSandbox } from "../../../src/sandbox/index.ts";
import { readHooks } from "../../../src/webhooks/read-hooks.ts";
import { createHookWatch } from "../../../workers/watch/watch-hooks.ts";
import { type Client, createClient } from "../../sandbox/gitlab.ts";

const PROJECT = "customers/acme/collaboration";
const DOWN = "http://127.0.0.1:9/webhooks/gitlab";
const HOOK = {
  url: DOWN,
  push_events: false,
  issues_events: true,
  confidential_issues_events: true,
  note_events: true,
};

let sandbox: Sandbox;
let owner: Client;
beforeEach(async () => {
  sandbox = await startSandbox({ now: "2026-11-24T09:00:00Z" });
  for (const username of ["jane", "cadence-bot"]) sandbox.addUser({ username });
  sandbox.addGroup({ path: "customers", members: { jane: 50, "cadence-bot": 20 } });
  sandbox.addProject({ path: PROJECT });
  sandbox.as("jane").createIssue(PROJECT, { title: "Call" });
  owner = createClient(sandbox.url, { "private-token": sandbox.addToken({ user: "jane" }) });
  expect((await owner.post("/groups/customers/hooks", HOOK)).status).toBe(201);
  for (const text of ["1", "2", "3", "4"]) {
    sandbox.as("jane").comment(PROJECT, 1, text);
    await sandbox.settle();
  }
});
afterEach(() => sandbox.close());

function watch(user: string) {
  const lines: string[] = [];
  const note =
    (level: string) =>
    (fields: unknown, text?: string): void =>
      void lines.push(`${level} ${(fields as { rule: string }).rule}: ${text}`);
  const metrics = createMetrics({ processMetrics: false });
  const token = sandbox.addToken({ user });
  const service = serviceOf({ groups: ["customers"], projects: [PROJECT] });
  const hooks = createHookWatch({
    service: () => service,
    read: () => readHooks(createFleetGitLab({ url: sandbox.url, token }).hooks("sweep"), service),
    metrics,
    log: { info: note("info"), warn: note("warn") },
    clock: () => sandbox.clock.now().getTime(),
    commandName: "cadence",
  });
  const gauge = async () => /^cadence_webhooks_disabled (\d+)/m.exec(await metrics.registry.metrics())?.[1] ?? null;
  return { lines, run: hooks.tick, alerts: hooks.alerts, gauge };
}

it("counts disabled webhooks and says why, once an hour", async () => {
  const { lines, run, alerts, gauge } = watch("jane");
  await run();
  expect(await gauge()).toBe("1");
  expect(alerts().map(({ rule, text }) => `${rule}: ${text}`)).toEqual([
    expect.stringMatching(/^webhook-disabled: GitLab has disabled webhook #\d+ of the group customers: /),
  ]);
  expect(lines).toEqual([
    expect.stringMatching(
      /^warn hook-disabled-for-a-while: webhook #\d+ of the group customers: .*4 deliveries in a row/,
    ),
    expect.stringMatching(/^warn events-missing: .*confidential note.* Run cadence hooks apply\.$/),
  ]);
  sandbox.requests.reset();
  await run();
  expect(sandbox.requests.all).toHaveLength(0);
  sandbox.clock.advance(3_600_000);
  await run();
  // Its rest is over: it fails, and is not disabled.
  expect([await gauge(), lines.slice(2).map((line) => line.split(":")[0])]).toEqual([
    "0",
    ["warn deliveries-fail", "warn events-missing"],
  ]);
});

it("says once that a Reporter may not see them, and measures nothing", async () => {
  const { lines, run, gauge } = watch("cadence-bot");
  await run();
  sandbox.clock.advance(3_600_000);
  await run();
  expect(lines.map((line) => line.split(":")[0])).toEqual(["info webhooks-hidden", "info webhooks-hidden"]);
  expect(await gauge()).toBeNull();
});

it("never throws while GitLab is away", async () => {
  const { lines, run } = watch("jane");
  await sandbox.close();
  await run();
  expect(lines).toEqual([expect.stringMatching(/the webhooks could not be looked at/)]);
});
