import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { signed } from "../../http/receiver-stage.ts";
import { findRedis } from "../../support/servers.ts";
import { until } from "../../support/until.ts";
import { jobsOn, OTHER, type Service, type ServiceStage, setServiceStage, startServe } from "../service-stage.ts";

const DAY_MS = 86_400_000;
const tokenOf = (byte: number): string => `whsec_${Buffer.alloc(32, byte).toString("base64")}`;

const redis = await findRedis();
afterAll(() => redis?.stop());

const jobs = jobsOn(redis?.url ?? "");
let stage: ServiceStage;
let service: Service | null = null;
beforeEach(async () => {
  stage = await setServiceStage();
});
afterEach(async () => {
  await service?.end("SIGKILL");
  await jobs.forget();
  await stage.close();
});

const file = (name: string): string => join(stage.folder, name);
const write = (name: string, text: string): string => {
  writeFileSync(file(name), text);
  return file(name);
};

/** A process with its secrets in files, and a bug in it that a signal wakes. */
async function start(token: string): Promise<Service> {
  write("bug.mjs", 'process.on("SIGWINCH", () => void Promise.reject(new Error("a bug woke up")));\n');
  service = await startServe(stage, [], {
    ...jobs.environment,
    GITLAB_TOKEN: "",
    GITLAB_TOKEN_FILE: write("gitlab-token", token),
    CADENCE_SIGNING_TOKEN: "",
    CADENCE_SIGNING_TOKEN_FILE: write("signing-token", tokenOf(7)),
    NODE_OPTIONS: `--import ${pathToFileURL(file("bug.mjs")).href}`,
  });
  return service;
}

async function metricsOf({ url }: Service): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const rows = [...text.matchAll(/^(cadence_\S+) (\S+)$/gm)];
  return new Map(rows.map(([, name = "", value]) => [name, Number(value)]));
}

async function deliver({ url }: Service, token: string): Promise<number> {
  const body = JSON.stringify({ object_kind: "push" });
  const headers = { "content-type": "application/json", ...signed(body, { token }) };
  return (await fetch(`${url}/webhooks/gitlab`, { method: "POST", headers, body })).status;
}

it.skipIf(redis === null)(
  "measures what it does, reads everything anew on SIGHUP, and never dies in silence",
  async () => {
    const { sandbox } = stage;
    const expiresAt = new Date(Date.now() + 5 * DAY_MS).toISOString().slice(0, 10);
    const first = sandbox.addToken({ user: "cadence-bot", scopes: ["api"], expiresAt });
    const running = await start(first);
    await until(async () => {
      const metrics = await metricsOf(running);
      expect(metrics.get('cadence_open_action_items{age="0-7d"}')).toBe(2);
      expect(
        metrics.get('cadence_gitlab_requests_total{method="GET",endpoint="projects/:id/issues",status="200"}'),
      ).toBeGreaterThan(1);
      expect(metrics.get('cadence_concerns{rule="token-expires"}')).toBe(1);
      expect(metrics.get("cadence_gitlab_token_days_left")).toBeCloseTo(4.5, 0);
      expect([metrics.get("cadence_projects"), metrics.get("cadence_agendas_due")]).toEqual([2, 0]);
    });
    await until(() => expect(running.log()).toMatch(/"concern":"token-expires".*the GitLab token expires on/));
    expect(await deliver(running, tokenOf(7))).toBe(200);

    write("cadence.yml", "groups: account-management\nsweep: { evry: 1 minute }\n");
    running.child.kill("SIGHUP");
    await until(() => expect(running.log()).toMatch(/the configuration stays as it was: cadence\.yml:2: .*evry/));
    expect((await metricsOf(running)).get("cadence_projects")).toBe(2);

    const second = sandbox.addToken({ user: "cadence-bot", scopes: ["api"] });
    write("gitlab-token", `${second}\n`);
    write("signing-token", tokenOf(9));
    write("cadence.yml", `groups: [account-management]\nexclude: [${OTHER}]\nsweep: { every: 1 day }\n`);
    running.child.kill("SIGHUP");
    const changed = "configuration read anew: cadence.yml, the GitLab token, the secrets of webhooks";
    await until(() => expect(running.log()).toContain(changed));
    sandbox.revokeToken(first);
    expect(await Promise.all([deliver(running, tokenOf(9)), deliver(running, tokenOf(7))])).toEqual([200, 401]);
    await until(async () => {
      const metrics = await metricsOf(running);
      expect([metrics.get("cadence_projects"), metrics.get('cadence_concerns{rule="token-expires"}')]).toEqual([1, 0]);
      expect(metrics.has("cadence_gitlab_token_days_left")).toBe(false);
    });
    const swept = running.log();
    running.child.kill("SIGHUP");
    await until(() => expect(running.log().slice(swept.length)).toContain("all as it was"));

    // Another user's issues would be made a second time.
    const stranger = sandbox.addToken({ user: "jane", scopes: ["api"] });
    write("gitlab-token", stranger);
    running.child.kill("SIGHUP");
    await until(() => expect(running.log()).toContain("the new token belongs to @jane"));

    running.child.kill("SIGWINCH");
    await until(() => expect(running.child.exitCode).toBe(1));
    const lastWords =
      /"level":60,.*"err":\{"type":"Error","message":"a bug woke up","stack":.*unexpected: a bug woke up/;
    await until(() => expect(running.log()).toMatch(lastWords));
    expect(running.log()).not.toContain(second);
  },
);
