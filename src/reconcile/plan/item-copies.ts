import { namesIssue } from "../../domain/action-items/read/carry-note.ts";
import type { Appearance, ItemTimeline } from "../../domain/action-items/read/types.ts";
import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { reason } from "../../domain/reason.ts";
import type { Instant } from "../../domain/time/types.ts";
import { toLocal } from "../../domain/time/zoned-time.ts";
import type { Issue } from "../../gitlab/port.ts";
import { isCounted } from "../model/follow-ups.ts";
import { promotedIssues } from "../model/promoted.ts";
import { quietFrom } from "../model/quiet.ts";
import { lateRelations } from "../model/relations.ts";
import type {
  Action,
  Details,
  ItemEdit,
  LateItems,
  NonAction,
  ProjectState,
  PromoteItem,
  SeriesState,
} from "../model/types.ts";
import { lateItems, noteLateIds } from "./late-items.ts";

export interface ItemsPlan {
  readonly actions: readonly Action[];
  readonly skipped: readonly NonAction[];
  readonly wakeAt: readonly Instant[];
  /** Ids of items with an edit that is put off. */
  readonly putOff: ReadonlySet<string>;
}

function issuesOf(series: SeriesState): ReadonlyMap<IssueIid, Issue> {
  const agendas = series.agendas.filter((agenda) => isCounted(agenda) && !agenda.beforeBot);
  const followUps = series.followUps.filter((one) => one.canonical);
  return new Map([...agendas, ...followUps].map(({ issue }) => [issue.iid, issue]));
}

function boxEdit(timeline: ItemTimeline, place: Appearance): Pick<ItemEdit, "to" | "reason"> | null {
  const { resolution } = timeline;
  const box = place.item.state;
  if (resolution.kind === "resolved" && place.state === "open") {
    const to = resolution.state;
    return { to, reason: resolution.reason };
  }
  if (resolution.kind === "open" && resolution.reason !== null && box !== "open")
    return { to: "open", reason: resolution.reason };
  return null;
}

/** The line says it, or in a follow-up the column beside it. */
function saysIssue(place: Appearance, iid: IssueIid): boolean {
  if (place.issue !== null) return true;
  return place.agenda.kind === "follow-up" && namesIssue(place.agenda.description, iid);
}

/** `own`: the issue that the item was given or made. */
function editOf(timeline: ItemTimeline, place: Appearance, own: IssueIid | null, pointing: boolean): ItemEdit | null {
  const box = boxEdit(timeline, place);
  const point = own !== null && pointing && !saysIssue(place, own) ? own : null;
  if (box === null && point === null) return null;
  const facts = { id: timeline.id, issue: point };
  return {
    id: timeline.id,
    text: place.text,
    index: place.item.index,
    marked: place.marked,
    from: place.item.state,
    to: box?.to ?? null,
    point,
    reason: box?.reason ?? reason("promoted", `the item has an issue of its own, #${point}`, facts),
  };
}

/** Closed issues are history but for the place where the issue was asked for, and the last one. */
function isToPoint(timeline: ItemTimeline, place: Appearance, issue: Issue): boolean {
  return issue.state === "opened" || place.promote || place === timeline.appearances.at(-1);
}

/** Where an item that gets an issue now is to point to it: in texts that nobody is at (law 3). */
export function placesToPoint(
  state: ProjectState,
  series: SeriesState,
  items: SeriesItems,
  timeline: ItemTimeline,
  isNamed: boolean,
): PromoteItem["pointers"] {
  const issues = issuesOf(series);
  return timeline.appearances.flatMap((place) => {
    const issue = issues.get(place.agenda.iid);
    if (issue === undefined || place.boxless === true) return [];
    if ((items.doubtful.has(place) && !isNamed) || !isToPoint(timeline, place, issue)) return [];
    if (Date.parse(quietFrom(issue)) > Date.parse(state.snapshot.at)) return [];
    const { index, state: from } = place.item;
    const why = reason("promoted", "the item gets an issue of its own", { id: timeline.id });
    const edit = { id: timeline.id, text: place.text, index, marked: place.marked, from, to: null, reason: why };
    return [{ iid: issue.iid, edit }];
  });
}

/** By issue iid: what the copies there must change to agree with the others. */
function spread(
  series: SeriesState,
  items: SeriesItems,
  state: ProjectState,
  orders: ReadonlyMap<string, unknown>,
): ReadonlyMap<IssueIid, readonly ItemEdit[]> {
  const issues = issuesOf(series);
  const promoted = promotedIssues(state.snapshot.own);
  const edits = new Map<IssueIid, ItemEdit[]>();
  for (const timeline of items.timelines) {
    const made = promoted.get(timeline.id)?.iid ?? null;
    for (const place of timeline.appearances) {
      // Without a marker a pointer is known by the issue, which has to be the bot's own.
      const own = made ?? (place.marked ? (timeline.converted?.iid ?? null) : null);
      const issue = issues.get(place.agenda.iid);
      // Who names an item leaves no doubt which one is meant.
      const unsure = items.doubtful.has(place) && !orders.has(timeline.id);
      if (issue === undefined || unsure || place.boxless === true) continue;
      const edit = editOf(timeline, place, own, isToPoint(timeline, place, issue));
      if (edit !== null) edits.set(issue.iid, [...(edits.get(issue.iid) ?? []), edit]);
    }
  }
  return edits;
}

function why(edits: readonly ItemEdit[], late: LateItems | null, iid: IssueIid) {
  const [first] = edits;
  const count = edits.length + (late?.ids.length ?? 0);
  if (late !== null && first === undefined) {
    const text = `${late.ids.length === 1 ? "1 item was" : `${late.ids.length} items were`} raised after #${iid} was made`;
    return reason("late-items", text, { iid, items: late.ids });
  }
  if (first === undefined) throw new Error("an edit without a change");
  return count === 1
    ? first.reason
    : reason("copies-agree", `${first.reason.text}, and ${count - 1} more`, {
        iid,
        items: edits.map((edit) => edit.id),
      });
}

/**
 * Plans how the copies of items come to agree: boxes ticked and unticked as the latest change by a person says, late
 * items appended to the next agenda, pointers to issues of their own. Pure.
 */
export function planItems(state: ProjectState, series: SeriesState, details: Details, items: SeriesItems): ItemsPlan {
  const { at } = state.snapshot;
  const edits = spread(series, items, state, details.evidence.orders);
  const late = lateItems(state, series, items, details);
  const issues = issuesOf(series);
  const iids = [...new Set([...edits.keys(), ...(late === null ? [] : [late[0].issue.iid])])].sort((a, b) => a - b);
  const actions: Action[] = [];
  const skipped: NonAction[] = [];
  const wakeAt: Instant[] = [];
  const putOff = new Set<string>();
  for (const iid of iids) {
    const issue = issues.get(iid);
    const own = edits.get(iid) ?? [];
    const extra = late?.[0].issue.iid === iid ? late[1] : null;
    if (issue === undefined) continue;
    const until = quietFrom(issue);
    if (Date.parse(until) > Date.parse(at)) {
      for (const edit of own) putOff.add(edit.id);
      const zone = state.snapshot.configuration.timeZone;
      const text = `#${iid} was changed a moment ago: left alone until ${toLocal(until, zone).time}`;
      skipped.push({
        series: series.meeting.id,
        occurrence: null,
        iid,
        reason: reason("being-edited", text, { iid, until }),
      });
      wakeAt.push(until);
      continue;
    }
    actions.push({
      kind: "edit-items",
      series: series.meeting.id,
      iid,
      edits: own,
      late: extra,
      reason: why(own, extra, iid),
    });
    if (late !== null && extra !== null)
      for (const one of lateRelations(state, series, late, details)) actions.push(one);
  }
  const notes = late === null ? noteLateIds(state, series, details, items) : [];
  return { actions: [...actions, ...notes], skipped, wakeAt, putOff };
}
