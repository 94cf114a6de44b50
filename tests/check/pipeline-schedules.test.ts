import { expect, it } from "vitest";
import { adviseHours, adviseLeadTimes, checkPipelineSchedules } from "../../src/check/pipeline-schedules.ts";
import type { LeadTime } from "../../src/domain/schedule/types.ts";
import type { PipelineSchedule } from "../../src/gitlab/setup-port.ts";
import { noHolidays, schedule } from "../domain/schedule/builders.ts";

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

it.each<[string, string, LeadTime, string, readonly string[]]>([
  ["a day, over the weekend, at night", "0 3 * * *", { amount: 1, unit: "days" }, "monday", ["Mon 19 Jan 2026"]],
  ["hours, on a business day, at night", "0 3 * * *", { amount: 2, unit: "hours" }, "tuesday", ["Tue 13 Jan 2026"]],
  ["some days, at night", "0 3 * * *", { amount: 3, unit: "business-days" }, "monday", []],
  ["a day, over the weekend, every hour", "17 * * * *", { amount: 1, unit: "days" }, "monday", []],
  ["a week, on weekends only", "0 10 * * 6,0", { amount: 1, unit: "weeks" }, "monday", []],
])("names a lead time that pipelines at night miss: %s", (_name, cron, leadTime, weekday, days) => {
  const hours = { quietHours: { from: "18:00", to: "08:00" } };
  const series = [schedule(`every week on ${weekday} at 10:00`, { leadTime, hours })];
  const findings = adviseLeadTimes([{ ...SOUND, cron, cronTimeZone: "Europe/Berlin" }], series, noHolidays, NOW);
  expect(findings.map(({ text }) => /call on (.*?) would/.exec(text)?.[1])).toEqual(days);
  for (const one of findings) expect(one).toMatchObject({ status: "warning", subject: "meetings.cadence-call" });
});
