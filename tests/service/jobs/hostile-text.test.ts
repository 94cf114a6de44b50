import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { findRedis } from "../../support/servers.ts";
import { testThreads } from "../../support/threads/entry.ts";
import { until } from "../../support/until.ts";
import { type InnerService, type InnerServices, innerServices } from "../inner-service.ts";
import {
  configurationOf,
  OTHER,
  PROJECT,
  type ServiceStage,
  setServiceStage,
  titlesOf,
  yesterday,
} from "../service-stage.ts";

const redis = await findRedis();
afterAll(() => redis?.stop());

/** Short for a look without end; a look of these projects is a fraction of it. */
const SHARE_MS = 2_000;

/** The step that hangs, with the project in which it does and the issue that is named, where it is about one. */
const HANGING = [
  { step: "observe", project: PROJECT, iid: 3 },
  { step: "apply", project: "account-management/initech/collaboration", iid: null },
  { step: "plan", project: "account-management/umbrella/collaboration", iid: null },
] as const;

describe.skipIf(redis === null)(
  "a service some of whose projects hold a text that a pattern never comes to the end of",
  () => {
    let stage: ServiceStage;
    let services: InnerServices;
    beforeEach(async () => {
      stage = await setServiceStage();
      services = innerServices(stage, redis?.url ?? "", { threads: testThreads("hostile", SHARE_MS) });
    });
    afterEach(async () => {
      await services.close();
      await stage.close();
    });

    function addHanging(): void {
      const { sandbox } = stage;
      for (const title of ["Second", "HANG observe"])
        sandbox.as("jane").createIssue(PROJECT, { title, labels: ["meeting-agenda"], dueDate: yesterday().date });
      for (const { step, project } of HANGING) {
        if (step === "observe") continue;
        const meeting = step === "plan" ? "    duration: 7 minutes\n" : '    title: "HANG apply"\n';
        // A call before the next business hour has its agenda at once, whatever the day.
        const daily = configurationOf("Acme").replace(/repeat: .*/, "repeat: every day at 23:59");
        const file = `noise: { quiet_hours: false }\n${daily}${meeting}    lead_time: 40 days\n`;
        sandbox.addProject({ path: project, members: { bob: 30 }, files: { ".gitlab/cadence.yml": file } });
      }
    }

    /** Everything else goes on while it lasts: probes answer, and the other customer's follow-up comes. */
    async function serveOthers(service: InnerService): Promise<void> {
      await stage.hook(service.url);
      stage.sandbox.as("jane").close(OTHER, 1);
      await until(async () => {
        expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
        expect(titlesOf(stage, OTHER)).toHaveLength(2);
      });
    }

    const linesOf = (service: InnerService, text: string) => service.lines().filter(({ msg }) => msg.includes(text));

    it("puts them aside and names them, whatever step hangs, and serves the others", async () => {
      addHanging();
      const service = await services.start();
      await serveOthers(service);
      for (const { project, iid } of HANGING) {
        await until(() => expect(linesOf(service, `${project} is put aside until`)).not.toHaveLength(0));
        const ended = linesOf(service, `the look at ${project} was ended`);
        expect(ended.length).toBeGreaterThanOrEqual(3);
        if (iid !== null)
          for (const { msg } of ended) expect(msg).toContain(`the last text it read was that of #${iid}`);
      }
      expect(linesOf(service, `${OTHER} is put aside`)).toEqual([]);
      expect(linesOf(service, `the look at ${OTHER} was ended`)).toEqual([]);

      // Another process of the same queue knows, also one that is started anew.
      const another = await services.start();
      await another.close();
      for (const { project } of HANGING) expect(linesOf(another, `the look at ${project}`)).toEqual([]);
      const metrics = await (await fetch(`${service.url}/metrics`)).text();
      expect(
        Number(/^cadence_looks_ended_total\{code="CADENCE_STALLED"\} (\d+)/m.exec(metrics)?.[1]),
      ).toBeGreaterThanOrEqual(9);
    });
  },
);
