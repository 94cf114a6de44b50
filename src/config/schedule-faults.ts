import { formatDay } from "../domain/schedule/format.ts";
import { isRuleDate } from "../domain/schedule/rule-dates.ts";
import { plannedAround, type ScheduleProblem, scheduleErrors } from "../domain/schedule/schedule-errors.ts";
import type { SeriesSchedule } from "../domain/schedule/types.ts";
import { daysBetween } from "../domain/time/dates.ts";
import type { PlainDate } from "../domain/time/types.ts";
import { isMap, type RawMap } from "./check/raw.ts";
import { type Complaint, complaintOf } from "./problems/complaint.ts";
import type { LocatingFile } from "./read-configuration-file.ts";
import type { MeetingSeries, ScheduleFault } from "./resolve/types.ts";
import { CADENCE_SERIES } from "./schema/calls.ts";
import type { Path } from "./yaml/places.ts";

/**
 * What cannot be meant in the schedules of a file, each where it stands: rhythms that never meet, moves, guests and short reviews of days
 * without a call.
 */
export function scheduleFaults(
  file: RawMap,
  meetings: readonly MeetingSeries[],
  locate: LocatingFile["locate"],
): readonly ScheduleFault[] {
  const all = isMap(file["meetings"]) ? file["meetings"] : {};
  return meetings.flatMap((series): readonly ScheduleFault[] => {
    const { id, schedule, trigger } = series;
    // What follows the calls of another series has no days as long as nobody looks at the project.
    if (trigger !== null) return [];
    const errors = scheduleErrors(schedule).map((error) => ({
      problem: locate(complaintAbout(error, { id, calls: file["calls"], meeting: all[id] })),
      until: error.field === "move" ? lastDayOf(schedule, error.found) : null,
    }));
    const stray = strayDays(series).map(({ day, ...complaint }) => ({ problem: locate(complaint), until: day }));
    return [...errors, ...stray];
  });
}

/** Guests of a day, and a short review on one, on which no call is planned: nobody would be asked to come. */
function strayDays({
  id,
  schedule,
  guests,
  miniReviews,
}: MeetingSeries): readonly (Complaint & { readonly day: PlainDate })[] {
  const at: Path = ["meetings", id];
  const named = [
    ...guests.map(({ date }) => ({ day: date, path: [...at, "guests", date], about: "key" as const })),
    ...miniReviews.map((day) => ({ day, path: [...at, "mini_review"], about: "value" as const })),
  ];
  const stray = named.filter(({ day }) => !isRuleDate(schedule, day));
  return stray.map(({ day, ...where }) => {
    const allowed = plannedAround(schedule, day);
    const nearest = [...allowed].sort((a, b) => distance(a, day) - distance(b, day))[0] ?? null;
    return { ...where, day, problem: `no call is planned on ${formatDay(day)}`, allowed, nearest };
  });
}

function distance(one: PlainDate, other: PlainDate): number {
  return Math.abs(daysBetween(one, other));
}

/** A meeting as it stands in the file, and `calls`, which is short for one of them. */
interface WrittenMeeting {
  readonly id: string;
  readonly calls: unknown;
  readonly meeting: unknown;
}

function complaintAbout(
  { field, found, index = 0, problem, allowed }: ScheduleProblem,
  { id, calls, meeting }: WrittenMeeting,
): Complaint {
  const at: Path = ["meetings", id];
  if (field === "recurrences" && calls !== undefined && id === CADENCE_SERIES) {
    return complaintOf(Array.isArray(calls) ? ["calls", index] : ["calls"], problem, allowed);
  }
  if (field === "move") return complaintOf([...at, "move", found ?? ""], problem, allowed, "key");
  const path = field === "recurrences" ? [...at, ...rhythmAt(meeting, index)] : [...at, field];
  return complaintOf(path, problem, allowed);
}

function rhythmAt(meeting: unknown, index: number): Path {
  const { repeat, contract } = isMap(meeting) ? meeting : {};
  if (contract !== undefined) return ["contract"];
  if (repeat === undefined) return ["rrule"];
  return Array.isArray(repeat) ? ["repeat", index] : ["repeat"];
}

/** A move is over when both of its days are. */
function lastDayOf({ move }: SeriesSchedule, date: string | null): string | null {
  const days = move.filter((one) => one.date === date).flatMap((one) => [one.date, one.toDate]);
  return days.sort().at(-1) ?? null;
}
