import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findRedis } from "../support/servers.ts";
import { testThreads } from "../support/threads/entry.ts";
import { type InnerService, type InnerServices, innerServices } from "./inner-service.ts";
import {
  configurationOf,
  OTHER,
  PROJECT,
  type ServiceStage,
  setServiceStage,
  titlesOf,
  yesterday,
} from "./service-stage.ts";

const redis = await findRedis();
afterAll(() => redis?.stop());

/** Short for a look without end; a look of these projects is a fraction of it. */
const SHARE_MS = 3_000;
const PATIENCE = { timeout: 150_000, interval: 200 };

describe.skipIf(redis === null)(
  "a service one of whose projects holds a text that some pattern never comes to the end of",
  () => {
    let stage: ServiceStage;
    let services: InnerServices;
    beforeEach(async () => {
      stage = await setServiceStage();
      services = innerServices(stage, redis?.url ?? "", testThreads("hostile", SHARE_MS));
    });
    afterEach(async () => {
      await services.close();
      await stage.close();
    });

    /** Everything else goes on while it lasts: probes answer, and the other customer's follow-up comes. */
    async function serveOthers(service: InnerService): Promise<void> {
      await stage.hook(service.url);
      stage.sandbox.as("jane").close(OTHER, 1);
      await vi.waitFor(async () => {
        expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
        expect(titlesOf(stage, OTHER)).toHaveLength(2);
      }, PATIENCE);
    }

    const linesOf = (service: InnerService, text: string) => service.lines().filter(({ msg }) => msg.includes(text));

    it.each([
      ["observe", 3],
      ["apply", null],
      ["plan", null],
    ] as const)(
      "in %s: the project is put aside and named, the others are served",
      { timeout: 400_000 },
      async (step, iid) => {
        const { sandbox } = stage;
        if (step === "observe") {
          sandbox
            .as("jane")
            .createIssue(PROJECT, { title: "Second", labels: ["meeting-agenda"], dueDate: yesterday().date });
          sandbox
            .as("jane")
            .createIssue(PROJECT, { title: "HANG observe", labels: ["meeting-agenda"], dueDate: yesterday().date });
        } else {
          const file = step === "plan" ? "    duration: 7 minutes\n" : '    title: "HANG apply"\n';
          sandbox.writeFile(
            PROJECT,
            ".gitlab/cadence.yml",
            `${configurationOf("Acme")}${file}    lead_time: 40 days\n`,
          );
        }
        const service = await services.start();
        await serveOthers(service);
        await vi.waitFor(() => expect(linesOf(service, `${PROJECT} is put aside until`)).not.toHaveLength(0), PATIENCE);
        const ended = linesOf(service, `the look at ${PROJECT} was ended`);
        expect(ended.length).toBeGreaterThanOrEqual(3);
        if (iid !== null)
          for (const { msg } of ended) expect(msg).toContain(`the last text it read was that of #${iid}`);
        expect(linesOf(service, `${OTHER} is put aside`)).toEqual([]);
        expect(linesOf(service, `the look at ${OTHER} was ended`)).toEqual([]);

        // Another process of the same queue knows, also one that is started anew.
        const another = await services.start();
        await another.close();
        expect(linesOf(another, `the look at ${PROJECT}`)).toEqual([]);
        const metrics = await (await fetch(`${service.url}/metrics`)).text();
        expect(metrics).toMatch(/^cadence_looks_ended_total\{code="CADENCE_STALLED"\} [3-9]/m);
      },
    );
  },
);
