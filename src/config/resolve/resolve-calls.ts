import {
  ONBOARDING_CADENCE,
  ONBOARDING_DAYS,
  ordinalInWeekOf,
  steadyCadence,
  usualEndOfOnboarding,
} from "../../domain/profile/cadence.ts";
import type { CustomerProfile } from "../../domain/profile/types.ts";
import { parseRepeat } from "../../domain/schedule/parse-repeat.ts";
import { firstRuleDate } from "../../domain/schedule/rule-dates.ts";
import type { Recurrence } from "../../domain/schedule/types.ts";
import { addDays, daysBetween, weekdayOf } from "../../domain/time/dates.ts";
import type { PlainDate } from "../../domain/time/types.ts";
import { CADENCE_SERIES, type DayAndTime } from "../schema/calls.ts";
import type { MeetingInput } from "../schema/meeting-file.ts";
import type { ProjectInput } from "../schema/project-file.ts";
import type { Rhythm } from "../schema/rhythm.ts";
import { firstOf, recurrencesOf } from "./recurrences.ts";

/** The meetings of a file, those that `calls` is short for among them, and what kind of customer it is for. */
export interface ResolvedCalls {
  readonly meetings: Readonly<Record<string, MeetingInput>>;
  /** Their ids: the cadence series of `calls` comes first, then the others as they stand in the file. */
  readonly ids: readonly string[];
  readonly profile: CustomerProfile | null;
}

/** Puts what `calls` and `profile` say in the form of `meetings`. `ids` are the meetings in the order of the file. */
export function resolveCalls(input: ProjectInput, ids: readonly string[]): ResolvedCalls {
  const profile = resolveProfile(input);
  const { calls, meetings = {} } = input;
  if (calls === undefined) return { meetings, ids, profile };
  const written = meetings[CADENCE_SERIES];
  const from = startOfCalls(input);
  const repeat = "when" in calls && profile !== null ? rhythmsFor(calls.when, profile, from) : explicit(calls);
  const cadence: MeetingInput = { ...written, repeat, ...(from === null ? {} : { from }) };
  return {
    meetings: { ...meetings, [CADENCE_SERIES]: cadence },
    ids: [CADENCE_SERIES, ...ids.filter((id) => id !== CADENCE_SERIES)],
    profile,
  };
}

function explicit(calls: NonNullable<ProjectInput["calls"]>): readonly Rhythm[] {
  if ("rhythms" in calls) return calls.rhythms;
  throw new TypeError("a day and time without a profile was checked before");
}

/** The first day of the cadence series: what its own entry says, else the contract's. */
function startOfCalls({ meetings = {}, profile }: ProjectInput): PlainDate | null {
  return meetings[CADENCE_SERIES]?.from ?? profile?.since ?? null;
}

/** Weekly in onboarding, then as the handbook says of this customer (A3, C13, C14). */
function rhythmsFor(when: DayAndTime, profile: CustomerProfile, from: PlainDate | null): readonly Rhythm[] {
  const start = from ?? profile.since;
  const { every } = steadyCadence(profile);
  const day = isCountedInMonths(every) ? `the ${ordinalInWeekOf(start, when.number)} ${when.weekday}` : when.weekday;
  const steady = { recurrence: rhythm(`${every} on ${day} at ${when.time}`) };
  const begins = firstDayOf(when, start);
  if (profile.customer === "existing" || begins > profile.onboarded) return [steady];
  const weekly = rhythm(`${ONBOARDING_CADENCE.every} on ${when.weekday} at ${when.time}`);
  return [{ recurrence: weekly, until: profile.onboarded }, steady];
}

function isCountedInMonths(every: string): boolean {
  return every.includes("month");
}

function rhythm(words: string): Recurrence {
  const result = parseRepeat(words);
  if (!result.ok) throw new TypeError(`words of our own are no rhythm: ${result.problem}`);
  return result.recurrence;
}

function firstDayOf({ number }: DayAndTime, from: PlainDate): PlainDate {
  return addDays(from, (number - weekdayOf(from) + 7) % 7);
}

function resolveProfile(input: ProjectInput): CustomerProfile | null {
  const { segment, priority, since, deployment, customer, onboarded, region, areas } = input.profile ?? {};
  if (segment === undefined || priority === undefined || since === undefined) return null;
  return {
    segment,
    priority,
    deployment: deployment ?? null,
    since,
    customer: customer ?? (isLongAgo(since, input) ? "existing" : "new"),
    onboarded: onboarded ?? usualEndOfOnboarding(since),
    region: region ?? null,
    areas: [...new Set(areas)],
  };
}

/** Counted to the first call of the file, never to today: a schedule does not change with the clock. */
function isLongAgo(since: PlainDate, input: ProjectInput): boolean {
  const first = firstCallOf(input);
  return first !== null && daysBetween(since, first) > ONBOARDING_DAYS.onboarded;
}

function firstCallOf(input: ProjectInput): PlainDate | null {
  const { calls, meetings = {}, timezone } = input;
  const from = startOfCalls(input);
  const written = Object.entries(meetings).flatMap(([id, meeting]) =>
    calls !== undefined && id === CADENCE_SERIES ? [] : [meeting],
  );
  const cadence: readonly MeetingInput[] =
    calls !== undefined && "rhythms" in calls ? [{ repeat: calls.rhythms, from: from ?? undefined }] : [];
  const days = [...written, ...cadence].flatMap((meeting) => {
    const recurrences = recurrencesOf(meeting);
    const start = meeting.from ?? firstOf(recurrences);
    return firstRuleDate({ recurrences, from: start, until: meeting.until ?? null, timeZone: timezone }, start) ?? [];
  });
  const own = calls !== undefined && "when" in calls && from !== null ? [firstDayOf(calls.when, from)] : [];
  return [...days, ...own].sort()[0] ?? null;
}
