import {
  ONBOARDING_CADENCE,
  ONBOARDING_DAYS,
  steadyCadence,
  usualEndOfOnboarding,
} from "../../domain/profile/cadence.ts";
import type { CustomerProfile } from "../../domain/profile/types.ts";
import { weekdayName } from "../../domain/schedule/describe-rule.ts";
import { firstRuleDate } from "../../domain/schedule/rule-dates.ts";
import {
  type CallDistance,
  contractMonth,
  firstWeekdayFrom,
  ruleInWords,
  waitingForCall,
  weekdayCode,
  weekdayInMonth,
} from "../../domain/schedule/trigger.ts";
import { daysBetween } from "../../domain/time/dates.ts";
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
  const { calls } = input;
  const meetings = withTriggers(input);
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

/** The first day of a series that waits for another one's calls and says none itself. */
const EARLIEST = "2000-01-01";

/** Gives meetings with `contract` or `after` the form of others: a rhythm, and the first day. */
function withTriggers({ meetings = {}, calls, profile }: ProjectInput): Readonly<Record<string, MeetingInput>> {
  const usual = calls !== undefined && "when" in calls ? calls.when : undefined;
  const entries = Object.entries(meetings).map(([id, meeting]): readonly [string, MeetingInput] => {
    const { contract, after, in: distance, when = usual } = meeting;
    if (when === undefined) return [id, meeting];
    const from = meeting.from ?? profile?.since ?? EARLIEST;
    if (contract !== undefined) {
      const rule = contractMonth(profile?.since ?? from, contract, when.weekday);
      return [id, { ...meeting, when, from, repeat: [{ recurrence: ruleInWords(rule, when.time) }] }];
    }
    if (after === undefined || distance === undefined) return [id, meeting];
    const text = followingWords(distance, after, when);
    return [id, { ...meeting, when, from, repeat: [{ recurrence: waitingForCall(text, when.time) }] }];
  });
  return Object.fromEntries(entries);
}

function followingWords({ amount, unit }: CallDistance, after: string, { weekday, time }: DayAndTime): string {
  const day = weekdayName(weekdayCode(weekday));
  return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit} after ${after}, on ${day} at ${time}`;
}

function explicit(calls: NonNullable<ProjectInput["calls"]>): readonly Rhythm[] {
  if ("rhythms" in calls) return calls.rhythms;
  throw new TypeError("a day and time without a profile was checked before");
}

/** The first day of the cadence series: what its own entry says, else the contract's. */
function startOfCalls({ meetings = {}, profile }: Pick<ProjectInput, "meetings" | "profile">): PlainDate | null {
  return meetings[CADENCE_SERIES]?.from ?? profile?.since ?? null;
}

/** Weekly in onboarding, then as the handbook says of this customer (A3, C13, C14). */
function rhythmsFor(when: DayAndTime, profile: CustomerProfile, from: PlainDate | null): readonly Rhythm[] {
  const start = from ?? profile.since;
  const { rule } = steadyCadence(profile);
  const { weekday, time } = when;
  const day = rule.startsWith("FREQ=MONTHLY") ? weekdayInMonth(start, weekday) : weekdayCode(weekday);
  const steady = { recurrence: ruleInWords(`${rule};BYDAY=${day}`, time) };
  const begins = firstWeekdayFrom(start, weekday);
  if (profile.customer === "existing" || begins > profile.onboarded) return [steady];
  const weekly = ruleInWords(`${ONBOARDING_CADENCE.rule};BYDAY=${weekdayCode(weekday)}`, time);
  return [{ recurrence: weekly, until: profile.onboarded }, steady];
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
  const { calls, timezone } = input;
  const from = startOfCalls(input);
  // What follows another call is never the first one.
  const written = Object.entries(withTriggers(input)).flatMap(([id, meeting]) =>
    meeting.after !== undefined || (calls !== undefined && id === CADENCE_SERIES) ? [] : [meeting],
  );
  const cadence: readonly MeetingInput[] =
    calls !== undefined && "rhythms" in calls ? [{ repeat: calls.rhythms, from: from ?? undefined }] : [];
  const days = [...written, ...cadence].flatMap((meeting) => {
    const recurrences = recurrencesOf(meeting);
    const start = meeting.from ?? firstOf(recurrences);
    return firstRuleDate({ recurrences, from: start, until: meeting.until ?? null, timeZone: timezone }, start) ?? [];
  });
  const own =
    calls !== undefined && "when" in calls && from !== null ? [firstWeekdayFrom(from, calls.when.weekday)] : [];
  return [...days, ...own].sort()[0] ?? null;
}
