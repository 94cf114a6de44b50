import { STATE_LABEL_KEYS, type StateLabelKey } from "../../config/schema/handbook-defaults.ts";
import type { ItemTimeline } from "../../domain/action-items/read/types.ts";
import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { hasLooseActions } from "../../domain/minutes/loose-actions.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import { addDays } from "../../domain/time/dates.ts";
import { startOfDay } from "../../domain/time/kind-hours.ts";
import type { Instant, PlainDate } from "../../domain/time/types.ts";
import type { Issue } from "../../gitlab/port.ts";
import type { WaitingReply } from "./awaiting.ts";
import { isTurning } from "./follow-up-cases.ts";
import { dueOf, overdueSince } from "./follow-up-due.ts";
import { isCounted } from "./follow-ups.ts";
import { isOpen, itemsIn } from "./items.ts";
import { outAt } from "./kind-hours.ts";
import type { ProjectState, SeriesState } from "./types.ts";

/** Issues of calls longer ago than this get no new label: a project that begins late is not painted over. */
const LABELLED_DAYS = 180;

/** An agenda that ended without action items is told apart for this long after its call. */
const NO_ITEMS_DAYS = 14;

/** A change of the labels of one issue, before it is known what people did to them. */
export interface LabelChange {
  readonly series: string;
  readonly issue: Issue;
  readonly add: readonly StateLabelKey[];
  readonly remove: readonly StateLabelKey[];
  /**
   * Since when a state holds whose label mails people who did not just act; without one it follows a person's tick, and goes
   * on at once.
   */
  readonly since: Since;
  readonly reason: Reason;
}

type Since = Readonly<Partial<Record<StateLabelKey, Instant>>>;

/** By follow-up: the ids of the items in it. */
export type Rewritten = ReadonlyMap<IssueIid, ReadonlySet<string>>;

/** By state: true for one that holds, false for one that does not, null where its label stays as it is. */
type States = Readonly<Record<StateLabelKey, boolean | null>>;

function counts(count: number): string {
  return count === 1 ? "1 open item" : `${count} open items`;
}

/** `resolved` takes the place of `unresolved`; an issue that never was unresolved wears neither. */
function statesOfItems(timelines: readonly ItemTimeline[], issue: Issue, unresolved: string) {
  if (timelines.some(isOpen)) return { unresolved: true, resolved: false, noActionItems: false };
  const isSettled = timelines.length > 0 && issue.labels.includes(unresolved);
  return { unresolved: false, resolved: isSettled || null, noActionItems: isSettled ? false : null };
}

function reasonOfItems(timelines: readonly ItemTimeline[], issue: Issue, what: string): Reason {
  const open = timelines.filter(isOpen).length;
  const facts = { iid: issue.iid, open, items: timelines.length };
  if (open > 0) return reason("unresolved", `${counts(open)} after ${what}`, facts);
  return reason("resolved", timelines.length === 0 ? "no action items" : "every item is resolved", facts);
}

function toChange(
  state: ProjectState,
  series: SeriesState,
  issue: Issue,
  states: States,
  recent: boolean,
  since: Since,
  why: Reason,
): readonly LabelChange[] {
  const { stateLabels } = state.snapshot.configuration;
  const wears = (key: StateLabelKey): boolean => issue.labels.includes(stateLabels[key].name);
  const add = recent ? STATE_LABEL_KEYS.filter((key) => states[key] === true && !wears(key)) : [];
  const remove = STATE_LABEL_KEYS.filter((key) => states[key] === false && wears(key));
  if (add.length === 0 && remove.length === 0) return [];
  // Everything was resolved, so a person opened something just now.
  const isOpened = states.unresolved === true && wears("resolved");
  return [{ series: series.meeting.id, issue, add, remove, since: isOpened ? {} : since, reason: why }];
}

function agendaChanges(state: ProjectState, series: SeriesState, items: SeriesItems): readonly LabelChange[] {
  const today = state.today;
  const { unresolved } = state.snapshot.configuration.stateLabels;
  return series.agendas.flatMap((agenda) => {
    const { issue, date } = agenda;
    if (!isCounted(agenda) || !agenda.held || agenda.beforeBot) return [];
    const timelines = itemsIn(items, issue.iid);
    const isRecent = date >= addDays(today, -NO_ITEMS_DAYS);
    const isBare = timelines.length === 0 && isRecent && !hasLooseActions(issue.description);
    const states: States = {
      ...statesOfItems(timelines, issue, unresolved.name),
      noActionItems: timelines.length > 0 ? false : isBare || null,
      overdue: null,
      awaitingReply: null,
    };
    const why = reasonOfItems(timelines, issue, `the call of ${date}`);
    const closed = issue.closedAt ?? state.snapshot.at;
    const since = { unresolved: closed, noActionItems: closed };
    return toChange(state, series, issue, states, date >= addDays(today, -LABELLED_DAYS), since, why);
  });
}

function followUpChanges(
  state: ProjectState,
  series: SeriesState,
  items: SeriesItems,
  awaiting: ReadonlyMap<IssueIid, WaitingReply>,
  rewritten: Rewritten,
): readonly LabelChange[] {
  const today = state.today;
  const { unresolved } = state.snapshot.configuration.stateLabels;
  // The next run looks at them.
  const turning = new Set(series.followUpCases.filter(isTurning).map(({ followUp }) => followUp));
  return series.followUps.flatMap((followUp) => {
    const { issue, canonical } = followUp;
    if (!canonical || turning.has(followUp)) return [];
    const ids = rewritten.get(issue.iid);
    const timelines = ids === undefined ? itemsIn(items, issue.iid) : items.timelines.filter(({ id }) => ids.has(id));
    const [overdue = null] = issue.state === "opened" ? overdueSince(state, timelines, issue.confidential) : [];
    const waits = awaiting.get(issue.iid) ?? null;
    const states: States = {
      ...statesOfItems(timelines, issue, unresolved.name),
      overdue: overdue !== null,
      awaitingReply: waits === null ? null : waits.isWaiting,
    };
    const since = {
      unresolved: issue.createdAt,
      ...(overdue === null || isOpenedPastDate(state, timelines, issue) ? {} : { overdue: dayAfter(state, overdue) }),
      ...(waits?.since == null ? {} : { awaitingReply: waits.since }),
    };
    const why = withMore(reasonOfItems(timelines, issue, "its call"), overdue, waits?.isWaiting === true);
    return toChange(state, series, issue, states, followUp.occurrence >= addDays(today, -LABELLED_DAYS), since, why);
  });
}

function withMore(why: Reason, overdue: PlainDate | null, waits: boolean): Reason {
  const parts = [
    why.text,
    ...(overdue === null ? [] : [`one was due on ${overdue}`]),
    ...(waits ? ["a question waits for an answer"] : []),
  ];
  return reason(why.rule, parts.join(", "), { ...why.data, overdue });
}

/** An item is past its date when that day is over. */
function dayAfter({ snapshot }: ProjectState, day: PlainDate): Instant {
  return startOfDay(addDays(day, 1), snapshot.configuration.timeZone);
}

/** Whether a person just opened an item whose date was over by then: nothing waits for hours that somebody did. */
function isOpenedPastDate(state: ProjectState, timelines: readonly ItemTimeline[], { confidential }: Issue): boolean {
  return timelines.some((timeline) => {
    const due = dueOf(timeline, confidential);
    const { resolution } = timeline;
    if (due === null || resolution.kind !== "open" || resolution.opened === undefined) return false;
    return Date.parse(resolution.opened) >= Date.parse(dayAfter(state, due));
  });
}

/** When open items of follow-ups will be past their dates, and the label may go on. */
export function overdueWakes(state: ProjectState, series: SeriesState, items: SeriesItems): readonly Instant[] {
  const open = series.followUps.filter(({ issue, canonical }) => canonical && issue.state === "opened");
  const days = open.flatMap(({ issue }) =>
    itemsIn(items, issue.iid)
      .filter(isOpen)
      .flatMap((timeline) => dueOf(timeline, issue.confidential) ?? []),
  );
  const [next] = days.filter((day) => day >= state.today).sort();
  return next === undefined ? [] : [outAt(state, dayAfter(state, next))];
}

/**
 * The label changes that the state of the items asks for. `awaiting`: by follow-up, whether a question waits; absent where
 * unknown. `rewritten`: what follow-ups hold that are brought up to date in the same run.
 */
export function labelChanges(
  state: ProjectState,
  series: SeriesState,
  items: SeriesItems,
  awaiting: ReadonlyMap<IssueIid, WaitingReply>,
  rewritten: Rewritten = new Map(),
): readonly LabelChange[] {
  return [...agendaChanges(state, series, items), ...followUpChanges(state, series, items, awaiting, rewritten)];
}
