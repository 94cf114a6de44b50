import { expect, it } from "vitest";
import { adviseHours, checkPipelineSchedules } from "../../src/check/pipeline-schedules.ts";
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

it.each<[string, string, string, boolean]>([
  ["every hour", "17 * * * *", "UTC", false],
  ["at night", "0 3 * * *", "Europe/Berlin", true],
  ["in the morning of another zone", "0 9 * * *", "Asia/Tokyo", true],
  ["on weekends", "0 10 * * 6,0", "Europe/Berlin", true],
  ["by day on business days", "0 9 * * 1-5", "Europe/Berlin", false],
  ["a zone by GitLab's own name, which is not known here", "0 3 * * *", "Pacific Time (US & Canada)", false],
])("advises another hour where people are never to be mailed: %s", (_name, cron, cronTimeZone, isAdvised) => {
  const times = { timeZone: "Europe/Berlin", calendar: () => null };
  const quiet = { hours: { quietHours: { from: "18:00", to: "08:00" } }, ...times };
  const schedules = [{ ...SOUND, cron, cronTimeZone }];
  const findings = adviseHours("a/b", schedules, quiet, NOW);
  expect(findings.map(({ status }) => status)).toEqual(isAdvised ? ["warning"] : []);
  expect(adviseHours("a/b", schedules, { hours: "any-time", ...times }, NOW)).toEqual([]);
  if (isAdvised)
    expect(findings[0]?.remedy).toBe(
      "let it run on business days between 08:00 and 18:00 (Europe/Berlin) as well, best every hour",
    );
});
