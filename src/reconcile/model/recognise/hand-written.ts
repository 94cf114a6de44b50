import type { MeetingSeries } from "../../../config/resolve/types.ts";
import { parseIssueMarker } from "../../../domain/marker/issue-marker.ts";
import { reason } from "../../../domain/reason.ts";
import { isRuleDate } from "../../../domain/schedule/rule-dates.ts";
import type { Occurrence } from "../../../domain/schedule/types.ts";
import { addDays, daysBetween } from "../../../domain/time/dates.ts";
import type { PlainDate } from "../../../domain/time/types.ts";
import { epochOf, toLocal } from "../../../domain/time/zoned-time.ts";
import type { Issue } from "../../../gitlab/port.ts";
import type { RecognisedAgenda, Unplaced } from "../types.ts";
import type { FollowedCall } from "./followed-calls.ts";
import type { PlannedBetween } from "./lost-calls.ts";

/** Stands for the id of a series where meetings belong to none; no series can have it. */
export const ONE_OFFS = "";

/** A hand-written agenda belongs to the call within this many days of its due date, by its day or the one it was planned for. */
export const NEAR_DAYS = 3;

/** An agenda before it is known whether it stands for its call. */
export type Draft = Omit<RecognisedAgenda, "canonical" | "stands">;

/** An issue that says it is an agenda, but not of which call. */
export interface AgendaWithoutCall {
  readonly issue: Issue;
  readonly byBot: boolean;
  /** The day of its call: its due date, of one from before the bot what else tells it. */
  readonly day: PlainDate | null;
  /** `history` says that it is from before the bot: it is for no call that is the bot's. */
  readonly isOld: boolean;
}

/** The agendas that are known by their markers, by series; those of series that the configuration has no more apart. */
interface Known {
  readonly bySeries: ReadonlyMap<string, Draft[]>;
  readonly former: Map<string, Draft[]>;
}

export interface AdoptionInput extends Known {
  readonly meetings: readonly MeetingSeries[];
  readonly planned: PlannedBetween;
  readonly followed: readonly FollowedCall[];
  readonly timeZone: string;
  /** The series that agendas from before the bot may belong to, and the day before which their calls are. */
  readonly old: { readonly meetings: readonly MeetingSeries[]; readonly before: PlainDate } | null;
}

interface Slot {
  readonly series: string;
  readonly occurrence: PlainDate;
}

/** The call that an agenda was adopted for when its follow-up was written: that of its day, or of its title near it. */
function followedSlot(
  { issue: { title }, day }: AgendaWithoutCall,
  { followed, ...known }: AdoptionInput,
): Slot | null {
  const free = followed.filter(({ series, occurrence }) => !isTaken(known, { series, occurrence }));
  const sameDay = free.filter(({ date }) => date === day);
  const near = free.filter(
    (one) => day !== null && distanceOf(one.date, day) <= NEAR_DAYS && one.title.endsWith(title),
  );
  return sameDay.find((one) => one.title.endsWith(title)) ?? sameDay[0] ?? near[0] ?? null;
}

function isTaken({ bySeries, former }: Known, { series, occurrence }: Slot): boolean {
  const known = bySeries.get(series) ?? former.get(series) ?? [];
  return known.some((agenda) => agenda.occurrence === occurrence);
}

/** Whether the rhythm of a series is still the one by which the bot made its last agenda before a day. */
function isSameRhythm(day: PlainDate, { id, schedule }: MeetingSeries, { bySeries }: Known): boolean {
  const before = (bySeries.get(id) ?? []).flatMap(({ byBot, occurrence, date }) =>
    byBot && occurrence !== null && date < day ? [occurrence] : [],
  );
  const last = before.sort().at(-1);
  return last !== undefined && isRuleDate(schedule, last);
}

/**
 * An agenda that was closed on its day or later was that day's: no call that was planned for a day afterwards, unless people
 * held that one earlier. By another rhythm it may have been another call's.
 */
function isLater(
  { state, closedAt, dueDate }: Issue,
  call: Occurrence,
  meeting: MeetingSeries,
  context: AdoptionInput,
): boolean {
  if (state !== "closed" || closedAt === null || dueDate === null) return false;
  const closedOn = toLocal(closedAt, context.timeZone).date;
  if (closedOn < dueDate || call.id <= closedOn || epochOf(call.start) <= epochOf(closedAt)) return false;
  return !isSameRhythm(dueDate, meeting, context);
}

function distanceOf(a: PlainDate, b: PlainDate): number {
  return Math.abs(daysBetween(a, b));
}

/** The calls around a day, and those that the configuration moved away from it: they keep the agenda they had. */
function callsAround(due: PlainDate, meeting: MeetingSeries, planned: PlannedBetween): readonly Occurrence[] {
  const moved = meeting.schedule.move.filter(({ date }) => distanceOf(date, due) <= NEAR_DAYS);
  return [
    ...planned(meeting, addDays(due, -NEAR_DAYS), addDays(due, NEAR_DAYS)),
    ...moved.flatMap(({ date, toDate }) => planned(meeting, toDate, toDate).filter(({ id }) => id === date)),
  ];
}

interface NearSlot {
  readonly slot: Slot;
  /** Days between the agenda's and the call's. */
  readonly distance: number;
}

function nearestFreeSlot(due: PlainDate, issue: Issue, context: AdoptionInput): NearSlot | null {
  const near = context.meetings
    .flatMap((meeting) =>
      callsAround(due, meeting, context.planned)
        .filter((occurrence) => !isLater(issue, occurrence, meeting, context))
        .map(({ id, date }) => ({
          slot: { series: meeting.id, occurrence: id },
          distance: distanceOf(date, due),
          least: Math.min(distanceOf(date, due), distanceOf(id, due)),
        })),
    )
    .filter(({ slot }) => !isTaken(context, slot))
    .sort(
      (a, b) =>
        a.least - b.least ||
        a.distance - b.distance ||
        labelsShared(issue, b.slot, context.meetings) - labelsShared(issue, a.slot, context.meetings),
    );
  return near[0] ?? null;
}

/** Whether an open issue with the agenda label may be what people wrote for the call of a day. */
export function mayBeAgendaOf(issue: Issue, day: PlainDate, agendaLabel: string): boolean {
  const { state, dueDate, labels, description } = issue;
  if (state !== "opened" || dueDate === null || !labels.includes(agendaLabel)) return false;
  // Another series' agenda, which a first run of a bot has just made: nobody knows yet who the bot is.
  if (parseIssueMarker(description) !== null) return false;
  return distanceOf(dueDate, day) <= NEAR_DAYS;
}

function labelsShared(issue: Issue, slot: Slot, meetings: readonly MeetingSeries[]): number {
  const labels = meetings.find((meeting) => meeting.id === slot.series)?.labels ?? [];
  return labels.filter((label) => issue.labels.includes(label)).length;
}

/** The one series an old agenda can belong to: the only one, or the only one all of whose labels it wears. */
function soleSeries(issue: Issue, meetings: readonly MeetingSeries[]): string | null {
  if (meetings.length === 1) return meetings[0]?.id ?? null;
  const fitting = meetings.filter(
    (meeting) => meeting.labels.length > 0 && meeting.labels.every((label) => issue.labels.includes(label)),
  );
  return fitting.length === 1 ? (fitting[0]?.id ?? null) : null;
}

function mainOf(meetings: readonly MeetingSeries[]): string | null {
  return (meetings.find(({ main }) => main) ?? meetings[0])?.id ?? null;
}

/** What an agenda from before the bot may be for: calls of its series on days before the bot's. */
function contextOfOld({ old, ...context }: AdoptionInput): AdoptionInput {
  if (old === null) return { ...context, old };
  const last = addDays(old.before, -1);
  const planned: PlannedBetween = (meeting, from, to) => context.planned(meeting, from, to < last ? to : last);
  return { ...context, old, meetings: old.meetings, planned };
}

function draftOf({ issue, byBot }: AgendaWithoutCall, date: PlainDate, occurrence: PlainDate | null): Draft {
  return { issue, occurrence, date, byBot, madeFor: null, writtenFor: null, adopted: null };
}

/** Puts an agenda into a series, be it one that the configuration has no more. */
function put({ bySeries, former }: Known, series: string, draft: Draft): void {
  const known = bySeries.get(series) ?? former.get(series);
  if (known !== undefined) known.push(draft);
  else former.set(series, [draft]);
}

/**
 * Puts agendas that do not say whose they are where they belong, the oldest issue first, those with a follow-up before the
 * others; returns those that people have to look at.
 */
export function adopt(withoutCall: readonly AgendaWithoutCall[], context: AdoptionInput): readonly Unplaced[] {
  const oldestFirst = [...withoutCall].sort((a, b) => a.issue.iid - b.issue.iid);
  const others = oldestFirst.filter((one) => {
    const { day } = one;
    const slot = day === null ? null : followedSlot(one, context);
    if (day !== null && slot !== null) put(context, slot.series, draftOf(one, day, slot.occurrence));
    return slot === null;
  });
  return others.flatMap((one) => adoptOne(one, one.isOld ? contextOfOld(context) : context));
}

/**
 * Gives agendas that people wrote for the very day of a call that call, before it is given to one of the bot's own that lost
 * its call: theirs was written for it. Returns the others.
 */
export function adoptOnTheDay(
  withoutCall: readonly AgendaWithoutCall[],
  context: AdoptionInput,
): readonly AgendaWithoutCall[] {
  return withoutCall.filter((one) => {
    const { day, isOld } = one;
    if (one.byBot || isOld || one.issue.state !== "opened" || day === null || followedSlot(one, context) !== null)
      return true;
    const near = nearestFreeSlot(day, one.issue, context);
    if (near === null || near.distance > 0) return true;
    put(context, near.slot.series, draftOf(one, day, near.slot.occurrence));
    return false;
  });
}

function adoptOne(one: AgendaWithoutCall, context: AdoptionInput): readonly Unplaced[] {
  const { issue, day } = one;
  if (day === null) {
    const text = "wears the agenda label and has no due date";
    return [{ issue, reason: reason("agenda-without-date", text), remedy: "set the day of its call" }];
  }
  const slot = nearestFreeSlot(day, issue, context)?.slot ?? null;
  const series = slot?.series ?? soleSeries(issue, context.meetings) ?? (one.isOld ? mainOf(context.meetings) : null);
  put(context, series ?? ONE_OFFS, draftOf(one, day, slot?.occurrence ?? null));
  if (series !== null || issue.state === "closed") return [];
  const text = `is due on ${day}, when no meeting series has a call without an agenda`;
  const remedy = "move its due date to the day of a call, or take the label off";
  return [{ issue, reason: reason("agenda-off-schedule", text, { due: day }), remedy }];
}
