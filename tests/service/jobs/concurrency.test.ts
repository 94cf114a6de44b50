import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { command } from "../../support/command-line.ts";
import { findRedis } from "../../support/servers.ts";
import { until } from "../../support/until.ts";
import { innerServices } from "../inner-service.ts";
import { type ServiceStage, setServiceStage } from "../service-stage.ts";

it.each(["0", "65", "-1", "1.5", "many", ""])("--concurrency %j is refused", async (text) => {
  const { exitCode, err } = await command(null, ["serve", "--group", "acme", `--concurrency=${text}`]);
  expect(exitCode).toBe(2);
  expect(err).toContain("It is not a number of looks. Allowed: 1 to 64");
});

/** Milliseconds. */
const DELAY_MS = 2_000;

const redis = await findRedis();
afterAll(() => redis?.stop());

describe.skipIf(redis === null)("a process takes no more looks from the queue at a time than it is told", () => {
  let stage: ServiceStage;
  let services: ReturnType<typeof innerServices>;
  beforeEach(async () => {
    stage = await setServiceStage();
    services = innerServices(stage, redis?.url ?? "");
  });
  afterEach(async () => {
    await services.close();
    await stage.close();
  });

  /** The looks' requests for lists, each of which GitLab answers after a while: when it came, and about which project. */
  function watchJobs() {
    const seen: { readonly project: string; readonly at: number }[] = [];
    const when = ({ path }: { readonly path: string }): boolean => {
      const [, project] = /\/projects\/([^/]+)\/issues$/.exec(path) ?? [];
      if (project !== undefined) seen.push({ project, at: performance.now() });
      return project !== undefined;
    };
    stage.sandbox.faults.inject({ kind: "slow", delayMs: DELAY_MS, times: 99, when });
    return seen;
  }

  it("one: the second project is asked about when the first has been answered", async () => {
    const seen = watchJobs();
    await services.start({ concurrency: 1 });
    const second = await until(() => {
      const index = seen.findIndex(({ project }) => project !== seen[0]?.project);
      expect(index).toBeGreaterThan(0);
      return index;
    });
    expect((seen[second]?.at ?? 0) - (seen[second - 1]?.at ?? 0)).toBeGreaterThanOrEqual(DELAY_MS - 50);
  });
});
