import { expect, it } from "vitest";
import { checkPipelineSchedules } from "../../src/check/pipeline-schedules.ts";
import type { PipelineSchedule } from "../../src/gitlab/setup-port.ts";

const NOW = "2026-01-12T09:00:00.000Z";
const SOUND: PipelineSchedule = {
  id: 1,
  description: "cadence",
  ref: "main",
  cron: "17 * * * *",
  cronTimeZone: "UTC",
  active: true,
  nextRunAt: "2026-01-12T09:17:00.000Z",
  ownerIsActive: true,
};

it.each<[string, readonly Partial<PipelineSchedule>[], readonly string[]]>([
  ["one that runs", [{}], ["ok"]],
  ["late by less than a day", [{ nextRunAt: "2026-01-11T09:00:00.000Z" }], ["ok"]],
  ["a day late", [{ nextRunAt: "2026-01-11T08:59:59.000Z" }], ["problem"]],
  ["a blocked owner", [{ ownerIsActive: false }], ["problem"]],
  ["an owner of whom GitLab tells nothing", [{ ownerIsActive: null }], ["ok"]],
  ["no next run", [{ nextRunAt: null }], ["warning"]],
  ["switched off", [{ active: false }], ["problem"]],
  ["switched off, another runs", [{ active: false }, {}], ["ok"]],
  ["none", [], ["problem"]],
])("%s", (_name, schedules, statuses) => {
  const findings = checkPipelineSchedules(
    "a/b",
    schedules.map((over) => ({ ...SOUND, ...over })),
    { now: NOW, commandName: "cadence" },
  );
  expect(findings.map(({ status }) => status)).toEqual(statuses);
  for (const { status, remedy } of findings) expect(remedy === "").toBe(status === "ok");
});
