import type { StateLabelKey } from "../../config/resolve/types.ts";
import type { SeriesItems } from "../../domain/action-items/life/lives.ts";
import type { ItemLife } from "../../domain/action-items/read/types.ts";
import { hasLooseActions } from "../../domain/follow-up/loose-actions.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import { addDays } from "../../domain/schedule/dates.ts";
import type { Issue, LabelEvent, User } from "../../gitlab/port.ts";
import { isCounted } from "../model/follow-ups.ts";
import { isOpen, itemsIn } from "../model/items.ts";
import type { Action, NonAction, ProjectState, SeriesState } from "../model/types.ts";

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
  readonly reason: Reason;
}

/** By follow-up: the ids of the items in it. */
export type Rewritten = ReadonlyMap<number, ReadonlySet<string>>;

interface Wanted {
  readonly on: readonly StateLabelKey[];
  readonly off: readonly StateLabelKey[];
  readonly reason: Reason;
}

function counts(count: number): string {
  return count === 1 ? "1 open item" : `${count} open items`;
}

function wantedByItems(lives: readonly ItemLife[], issue: Issue, what: string): Wanted {
  const open = lives.filter(isOpen).length;
  const facts = { iid: issue.iid, open, items: lives.length };
  if (open > 0) {
    const why = reason("unresolved", `${counts(open)} after ${what}`, facts);
    return { on: ["unresolved"], off: ["resolved", "noActionItems"], reason: why };
  }
  const done = lives.length === 0 ? "no action items" : "every item is resolved";
  return { on: [], off: ["unresolved"], reason: reason("resolved", done, facts) };
}

/** `resolved` takes the place of `unresolved`; an issue that never was unresolved wears neither. */
function withResolved(wanted: Wanted, issue: Issue, unresolved: string, items: number): Wanted {
  if (wanted.on.length > 0 || items === 0 || !issue.labels.includes(unresolved)) return wanted;
  return { ...wanted, on: ["resolved"], off: [...wanted.off, "noActionItems"] };
}

function toChange(
  state: ProjectState,
  series: SeriesState,
  issue: Issue,
  wanted: Wanted,
  recent: boolean,
): readonly LabelChange[] {
  const { stateLabels } = state.snapshot.configuration;
  const wears = (key: StateLabelKey): boolean => issue.labels.includes(stateLabels[key].name);
  const add = recent ? wanted.on.filter((key) => !wears(key)) : [];
  const remove = [...new Set(wanted.off)].filter((key) => wears(key) && !wanted.on.includes(key));
  if (add.length === 0 && remove.length === 0) return [];
  return [{ series: series.meeting.id, issue, add, remove, reason: wanted.reason }];
}

function agendaChanges(state: ProjectState, series: SeriesState, items: SeriesItems): readonly LabelChange[] {
  const today = state.today;
  const { unresolved } = state.snapshot.configuration.stateLabels;
  return series.agendas.flatMap((agenda) => {
    const { issue, date } = agenda;
    if (!isCounted(agenda) || !agenda.held) return [];
    const lives = itemsIn(items, issue.iid);
    const count = lives.length;
    const wanted = withResolved(wantedByItems(lives, issue, `the call of ${date}`), issue, unresolved.name, count);
    const bare = count === 0 && date >= addDays(today, -NO_ITEMS_DAYS) && !hasLooseActions(issue.description);
    const none = bare ? { ...wanted, on: ["noActionItems" as const] } : wanted;
    const settled = count > 0 ? { ...none, off: [...none.off, "noActionItems" as const] } : none;
    return toChange(state, series, issue, settled, date >= addDays(today, -LABELLED_DAYS));
  });
}

function followUpChanges(
  state: ProjectState,
  series: SeriesState,
  items: SeriesItems,
  awaiting: ReadonlyMap<number, boolean>,
  rewritten: Rewritten,
): readonly LabelChange[] {
  const today = state.today;
  const { unresolved } = state.snapshot.configuration.stateLabels;
  // One that is taken back, comes back or is brought up to date in this very run is looked at by the next one.
  const turning = new Set(
    series.followUpCases.flatMap((one) =>
      one.kind === "reopened" || one.kind === "taken-back" || (one.kind === "open" && one.closedAgain)
        ? [one.followUp]
        : [],
    ),
  );
  return series.followUps.flatMap((followUp) => {
    const { issue, canonical } = followUp;
    if (!canonical || turning.has(followUp)) return [];
    const ids = rewritten.get(issue.iid);
    const lives = ids === undefined ? itemsIn(items, issue.iid) : items.lives.filter(({ id }) => ids.has(id));
    const wanted = withResolved(wantedByItems(lives, issue, "its call"), issue, unresolved.name, lives.length);
    const late = issue.state === "opened" && issue.dueDate !== null && issue.dueDate < today && lives.some(isOpen);
    const waits = awaiting.get(issue.iid);
    const on = [
      ...wanted.on,
      ...(late ? ["overdue" as const] : []),
      ...(waits === true ? ["awaitingReply" as const] : []),
    ];
    const off = [
      ...wanted.off,
      ...(late ? [] : ["overdue" as const]),
      ...(waits === false ? ["awaitingReply" as const] : []),
    ];
    const why = lateReason(wanted.reason, issue, late, waits === true);
    const recent = followUp.occurrence >= addDays(today, -LABELLED_DAYS);
    return toChange(state, series, issue, { on, off, reason: why }, recent);
  });
}

function lateReason(why: Reason, issue: Issue, late: boolean, waits: boolean): Reason {
  const parts = [
    why.text,
    ...(late ? [`due since ${issue.dueDate}`] : []),
    ...(waits ? ["a question waits for an answer"] : []),
  ];
  return reason(why.rule, parts.join(", "), { ...why.data, due: issue.dueDate });
}

/**
 * The label changes that the state of the items asks for. `awaiting`: by follow-up, whether a question waits; absent where
 * unknown. `rewritten`: what follow-ups hold that are brought up to date in the same run.
 */
export function labelChanges(
  state: ProjectState,
  series: SeriesState,
  items: SeriesItems,
  awaiting: ReadonlyMap<number, boolean>,
  rewritten: Rewritten = new Map(),
): readonly LabelChange[] {
  return [...agendaChanges(state, series, items), ...followUpChanges(state, series, items, awaiting, rewritten)];
}

/** Labels that tell of the same state: only a change among them is a change of it. */
const ABOUT_ITEMS: ReadonlySet<StateLabelKey> = new Set(["unresolved", "resolved", "noActionItems"]);

/**
 * True when a person took the label off and the bot set no label of the same family since: people's word stands until the state
 * changes (a bot overrides no label that a person set).
 */
function tookOff(name: string, family: ReadonlySet<string>, events: readonly LabelEvent[], bot: User | null): boolean {
  const last = events.findLastIndex((event) => event.label === name);
  const event = events[last];
  if (event === undefined || event.action !== "remove" || event.user === null || event.user.id === bot?.id)
    return false;
  const later = events.slice(last + 1);
  return !later.some((one) => one.label !== null && family.has(one.label) && one.user?.id === bot?.id);
}

/** Label changes as actions, without those that people have decided otherwise. */
export function labelActions(
  state: ProjectState,
  changes: readonly LabelChange[],
  events: ReadonlyMap<number, readonly LabelEvent[]>,
  bot: User | null,
): { readonly actions: readonly Action[]; readonly skipped: readonly NonAction[] } {
  const { stateLabels } = state.snapshot.configuration;
  const family = (key: StateLabelKey): ReadonlySet<string> =>
    new Set((ABOUT_ITEMS.has(key) ? [...ABOUT_ITEMS] : [key]).map((one) => stateLabels[one].name));
  const actions: Action[] = [];
  const skipped: NonAction[] = [];
  for (const { series, issue, add, remove, reason: why } of changes) {
    const own = events.get(issue.iid) ?? [];
    const kept = add.filter((key) => !tookOff(stateLabels[key].name, family(key), own, bot));
    for (const key of add.filter((one) => !kept.includes(one))) {
      const text = `${stateLabels[key].name} was taken off #${issue.iid} by a person and stays off until the state changes`;
      const left = reason("label-taken-off", text, { iid: issue.iid, label: stateLabels[key].name });
      skipped.push({ series, occurrence: null, iid: issue.iid, reason: left });
    }
    if (kept.length === 0 && remove.length === 0) continue;
    const toNames = (keys: readonly StateLabelKey[]): readonly string[] => keys.map((key) => stateLabels[key].name);
    actions.push({
      kind: "set-labels",
      series,
      iid: issue.iid,
      add: toNames(kept),
      remove: toNames(remove),
      reason: why,
    });
  }
  return { actions, skipped };
}

/** Labels that are to be put on and do not exist yet, in the exact case of the configuration. */
export function missingLabels(
  state: ProjectState,
  actions: readonly Action[],
  known: readonly string[] | null,
): readonly Action[] {
  if (known === null) return [];
  const wanted = new Set(
    actions.flatMap((action) => {
      if (action.kind === "set-labels") return action.add;
      return action.kind === "create-follow-up" ? action.followUp.labels : [];
    }),
  );
  return Object.values(state.snapshot.configuration.stateLabels)
    .filter((label) => wanted.has(label.name) && !known.includes(label.name))
    .map((label): Action => {
      const why = reason("label-missing", `the project has no label ${label.name} yet`, { label: label.name });
      return { kind: "create-label", series: "", label, reason: why };
    });
}
