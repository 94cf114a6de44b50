import { Cron } from "croner";
import { decideAgendas } from "../domain/schedule/decide.ts";
import { formatDay, formatLeadTime } from "../domain/schedule/format.ts";
import type { Occurrence, OccurrenceOverrides, SeriesSchedule } from "../domain/schedule/types.ts";
import { type MailTimes, nextAllowed } from "../domain/time/kind-hours.ts";
import type { HolidayCalendar, Instant } from "../domain/time/types.ts";
import { DAY_MS } from "../domain/time/units.ts";
import type { PipelineSchedule } from "../gitlab/setup-port.ts";
import type { Finding } from "./project.ts";

/**
 * The pipeline schedules of the project that holds the CI job: is there one, and does it run? GitLab moves `next_run_at` on
 * with each run, so one that lies a day back tells that nothing ran. `project` is its name for messages, `commandName` what people call the command.
 */
export function checkPipelineSchedules(
  project: string,
  schedules: readonly PipelineSchedule[],
  { now, commandName }: { readonly now: string; readonly commandName: string },
): readonly Finding[] {
  const active = schedules.filter((one) => one.active);
  if (active.length > 0) return active.map((schedule) => checkOne(project, schedule, now));
  const subject = `pipeline schedule in ${project}`;
  const [idle] = schedules;
  if (idle === undefined) {
    const text = "there is none, or the token's user may not see it (that takes the role Developer)";
    const remedy = `make one, by hand or with ${commandName} init --schedule-project ${project}`;
    return [{ status: "problem", subject, text, remedy }];
  }
  const text = `${named(idle)} is switched off`;
  return [{ status: "problem", subject, text, remedy: "activate it in Build > Pipeline schedules" }];
}

function checkOne(project: string, schedule: PipelineSchedule, now: string): Finding {
  const subject = `pipeline schedule in ${project}`;
  const { nextRunAt, ownerIsActive } = schedule;
  if (ownerIsActive === false) {
    const text = `the owner of ${named(schedule)} is blocked or gone: GitLab does not run it`;
    return { status: "problem", subject, text, remedy: "take ownership in Build > Pipeline schedules" };
  }
  if (nextRunAt === null) {
    const text = `GitLab does not tell when ${named(schedule)} runs next`;
    return { status: "warning", subject, text, remedy: "save it once more in Build > Pipeline schedules" };
  }
  if (Date.parse(nextRunAt) < Date.parse(now) - DAY_MS) {
    const text = `${named(schedule)} did not run: it was due at ${nextRunAt}`;
    const remedy = "look whether CI/CD is switched on there, its branch exists, and its owner may run pipelines on it";
    return { status: "problem", subject, text, remedy };
  }
  const owner = ownerIsActive === null ? "; GitLab does not tell whether its owner is active" : "";
  return { status: "ok", subject, text: `${named(schedule)} runs next at ${nextRunAt}${owner}`, remedy: "" };
}

/** Runs of a schedule that are looked at: those of two months where it runs once a day. */
const RUNS = 60;

/** Schedules whose runs could be read, and none of which lies in the hours in which people may be mailed. */
function unkind(schedules: readonly PipelineSchedule[], times: MailTimes, now: Instant) {
  const active = schedules.filter((one) => one.active).map((schedule) => ({ schedule, runs: runsOf(schedule, now) }));
  return active.filter(({ runs }) => runs.length > 0 && !runs.some((run) => nextAllowed(run, times) === run));
}

/**
 * Schedules that never run while people may be mailed: what they would be mailed of waits for a business day then, until it
 * goes out at night. Times that cannot be read say nothing.
 */
export function adviseHours(
  project: string,
  schedules: readonly PipelineSchedule[],
  times: MailTimes,
  now: Instant,
): readonly Finding[] {
  if (times.hours === "any-time") return [];
  const { quietHours } = times.hours;
  const hours = quietHours === null ? "" : ` between ${quietHours.to} and ${quietHours.from}`;
  return unkind(schedules, times, now).map(({ schedule }) => {
    const text = `${named(schedule)} runs only when people are not to be mailed: agendas, announcements and reminders come a day late, and at night`;
    const remedy = `let it run on business days${hours} (${times.timeZone}) as well, best every hour`;
    return { status: "warning", subject: `pipeline schedule in ${project}`, text, remedy };
  });
}

/**
 * Series of which a call to come would begin without its agenda, where every pipeline runs only while people are not to be
 * mailed: the lead time ends when no mail goes out either, and no run knows that it is the last one before the call.
 */
export function adviseLeadTimes(
  schedules: readonly PipelineSchedule[],
  series: readonly SeriesSchedule[],
  calendar: HolidayCalendar,
  now: Instant,
): readonly Finding[] {
  return series.flatMap((schedule): readonly Finding[] => {
    const found = unkind(schedules, { hours: schedule.hours, timeZone: schedule.timeZone, calendar }, now);
    if (found.length === 0 || found.length < schedules.filter(({ active }) => active).length) return [];
    const runs = found.flatMap((one) => one.runs).sort((a, b) => Date.parse(a) - Date.parse(b));
    const call = firstMissed(schedule, calendar, runs, now);
    if (call === null) return [];
    const day = formatDay(call.date);
    const text = `the call on ${day} would have no agenda: its lead time of ${formatLeadTime(schedule.leadTime)} ends when people are not to be mailed, and pipelines run only then`;
    const remedy = "lead_time: 3 business days, or let the pipeline run by day on business days as well";
    return [{ status: "warning", subject: `meetings.${schedule.series}`, text, remedy }];
  });
}

const NO_OVERRIDES: OccurrenceOverrides = { moved: new Map(), skipped: new Map() };

/** The first call after now for which no run makes an agenda, or null. */
function firstMissed(
  schedule: SeriesSchedule,
  calendar: HolidayCalendar,
  runs: readonly Instant[],
  now: Instant,
): Occurrence | null {
  const made = new Set<string>();
  for (const run of runs) {
    const { decisions } = decideAgendas(schedule, calendar, NO_OVERRIDES, made, run);
    for (const { decision, occurrence } of decisions) {
      if (decision === "due") made.add(occurrence.id);
      if (decision === "missed" && Date.parse(occurrence.agendaDueAt) > Date.parse(now)) return occurrence;
    }
  }
  return null;
}

function runsOf({ cron, cronTimeZone }: PipelineSchedule, now: Instant): readonly Instant[] {
  try {
    const runs = new Cron(cron, { timezone: cronTimeZone, paused: true }).nextRuns(RUNS, new Date(now));
    return runs.map((run) => run.toISOString());
  } catch {
    // GitLab takes names of zones (`Berlin`) and forms of cron that this reader does not know.
    return [];
  }
}

function named({ description, cron, cronTimeZone }: PipelineSchedule): string {
  return `"${description}" (${cron} ${cronTimeZone})`;
}
