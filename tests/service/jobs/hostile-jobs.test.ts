import { randomBytes } from "node:crypto";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RECONCILE, WORK_QUEUE } from "../../../src/queue/names.ts";
import { findRedis, forgetPrefix } from "../../support/servers.ts";
import { until } from "../../support/until.ts";
import { PROJECT, type ServiceStage, setServiceStage, startServe } from "../service-stage.ts";

const redis = await findRedis();
const url = redis?.url ?? "";
const prefix = `t_${randomBytes(6).toString("hex")}`;
const PRIVATE = "account-management-internal/prices";

/** What somebody with access to Redis may write where jobs are kept. */
const NO_PROJECTS = ["../../users/1", "__proto__", "-1", "1e3", "NaN", "9".repeat(20), "\0", "0x1", PRIVATE];
const NO_JOBS = [null, {}, { json: "{" }, { json: '{"__proto__":{"project":"1"}}' }, { json: "x".repeat(1_000_000) }];

let stage: ServiceStage;
let unserved = 0;
beforeEach(async () => {
  stage = await setServiceStage();
  const files = {
    ".gitlab/cadence.yml": "customer: X\ntimezone: UTC\nmeetings: { a: { repeat: every day at 10:00 } }\n",
  };
  unserved = stage.sandbox.addProject({ path: PRIVATE, members: { "cadence-bot": 20 }, files }).id;
});
afterEach(async () => {
  await stage.close();
  await forgetPrefix(url, prefix);
});

async function addJobs(): Promise<void> {
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  const queue = new Queue(WORK_QUEUE, { connection, prefix: `{${prefix}}` });
  const rest = { reasons: [], wish: null, tries: 0, notBefore: null, failure: null };
  const job = (project: string) => ({ json: JSON.stringify({ project, ...rest }) });
  for (const project of [...NO_PROJECTS, String(unserved)]) await queue.add(RECONCILE, job(project));
  for (const payload of NO_JOBS) await queue.add(RECONCILE, payload);
  await queue.close();
  connection.disconnect();
}

describe.skipIf(redis === null)("a service whose Redis others can write to, and whose projects hold secrets", () => {
  it("looks at nothing that is not served, and neither log nor metrics tell what projects say", async () => {
    const environment = { CADENCE_QUEUE_URL: url, CADENCE_QUEUE_PREFIX: prefix };
    const service = await startServe(stage, [], environment);
    try {
      const unservedRequests = (): number =>
        stage.sandbox.requests.all.filter(({ path }) => path.includes(`/projects/${unserved}/`)).length;
      await until(() => expect(service.log()).toContain('"outcome":"reconciled"'));
      await addJobs();
      const refused = new RegExp(`project ${unserved} is not served`);
      await until(() => {
        expect(service.log()).toMatch(refused);
        expect(service.log().match(/is not served: nothing is done/g)).toHaveLength(1);
        expect(service.log().match(/given up/g)).toHaveLength(NO_PROJECTS.length + NO_JOBS.length);
      });
      expect(unservedRequests()).toBe(0);
      expect(stage.sandbox.issues(PRIVATE)).toEqual([]);

      await stage.hook(service.url);
      stage.sandbox.as("jane").close(PROJECT, 1);
      await until(() => expect(stage.sandbox.issues(PROJECT)).toHaveLength(2));
      const seen = await Promise.all(
        ["metrics", "readyz", "healthz"].map(async (path) => (await fetch(`${service.url}/${path}`)).text()),
      );
      expect(seen.join()).not.toMatch(/acme|globex|collaboration|jane|bob|cadence-bot|diagram/i);
      const { GITLAB_TOKEN = "?", CADENCE_SIGNING_TOKEN = "?" } = stage.environment;
      for (const secret of [GITLAB_TOKEN, CADENCE_SIGNING_TOKEN, "diagram", "Acme call"]) {
        expect(service.log()).not.toContain(secret);
      }
    } finally {
      await service.end("SIGKILL");
    }
  });
});
