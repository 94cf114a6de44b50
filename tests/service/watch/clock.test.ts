import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { until } from "../../support/until.ts";
import {
  OTHER,
  PROJECT,
  type Service,
  type ServiceStage,
  setServiceStage,
  startServe,
  titlesOf,
  untilReady,
} from "../service-stage.ts";

const HOURS = 3_600_000;

let stage: ServiceStage;
let service: Service | null = null;
beforeEach(async () => {
  stage = await setServiceStage("1 minute");
});
afterEach(async () => {
  await service?.end("SIGKILL");
  service = null;
  await stage.close();
});

describe("a clock that jumps two hours ahead and back, no webhook anywhere", () => {
  it("sweeps go on, and nothing sleeps until then", async () => {
    const file = join(stage.folder, "clock");
    const set = (aheadMs: number): void => writeFileSync(file, String(aheadMs));
    set(0);
    const preload = `--require=${inject("threads")}/set-clock.cjs`;
    service = await startServe(stage, [], { NODE_OPTIONS: preload, TEST_CLOCK_FILE: file });
    const { url, log } = service;
    const said = (pattern: RegExp): number =>
      log()
        .split("\n")
        .filter((line) => pattern.test(line)).length;
    const followUps = (project: string): number =>
      titlesOf(stage, project).filter((title) => title.startsWith("Follow-up: ")).length;
    await until(() => expect(said(/"outcome":"reconciled"/)).toBe(2));

    set(2 * HOURS);
    const before = said(/"msg":"sweep: /);
    // A job that is put off is stored with a time of that clock.
    const isOfProject = ({ path }: { readonly path: string }): boolean => /\/projects\/5001\//.test(path);
    const remove = stage.sandbox.faults.inject({ kind: "status", status: 502, times: 1000, when: isOfProject });
    stage.sandbox.as("jane").close(PROJECT, 1);
    await until(() => expect(said(/"msg":"again in /)).toBeGreaterThan(0));
    expect(said(/"msg":"sweep: /)).toBeGreaterThan(before);

    set(0);
    remove();
    stage.sandbox.as("jane").close(OTHER, 1);
    await until(() => expect([PROJECT, OTHER].map(followUps)).toEqual([1, 1]));
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).not.toMatch(/cadence_queue_jobs\{state="failed"\} [1-9]/);
    await untilReady(url, {});
  });
});
