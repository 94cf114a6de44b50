import { csmOn } from "../config/csm.ts";
import { readDetails } from "../domain/action-items/details.ts";
import { issueOfLife } from "../domain/action-items/fate.ts";
import { ACCOUNT_TEAM_HEADING, groupOf, writtenGroup } from "../domain/action-items/group.ts";
import { carriesOf, type SeriesItems } from "../domain/action-items/lives.ts";
import type { Appearance, ItemLife, Sides } from "../domain/action-items/types.ts";
import type { AgendaTemplate } from "../domain/agenda/types.ts";
import { buildFollowUp } from "../domain/follow-up/build.ts";
import type { FollowUp, FollowUpInput, FollowUpItem } from "../domain/follow-up/types.ts";
import type { Instant, Occurrence } from "../domain/schedule/types.ts";
import { sidesOn, todayOf } from "./csm.ts";
import { followUpKey } from "./follow-ups.ts";
import { itemsIn } from "./items.ts";
import type { ProjectState, SeriesAgenda, SeriesState } from "./types.ts";

interface Placed {
  readonly life: ItemLife;
  readonly place: Appearance;
}

/** A follow-up shows items by side, whatever heading people took notes under; a side's own heading says it too. */
function sideOfItem(written: string | null, owner: string | null, sides: Sides): string | null {
  const isSide = written === ACCOUNT_TEAM_HEADING || written === sides.customer;
  return groupOf(isSide ? written : null, owner, sides);
}

function toItem(placed: Placed, all: readonly Placed[], sides: Sides): FollowUpItem {
  const { life, place } = placed;
  const { owner, due } = readDetails(place.text);
  const children = all.filter((one) => parentOf(one, all) === placed);
  return {
    id: life.id,
    origin: life.origin,
    text: place.text,
    state: life.fate.kind === "resolved" ? life.fate.state : "open",
    owner,
    due,
    group: sideOfItem(writtenGroup(place.document, place.item), owner, sides),
    carries: carriesOf(life),
    raised: life.originDate,
    issue: issueOfLife(life.appearances),
    children: children.map((child) => toItem(child, all, sides)),
  };
}

/** The nearest action item around one, in the same issue. */
function parentOf({ place }: Placed, all: readonly Placed[]): Placed | null {
  for (let index = place.item.parent; index !== null; ) {
    const found = all.find((one) => one.place.item.index === index);
    if (found !== undefined) return found;
    index = place.document.items[index]?.parent ?? null;
  }
  return null;
}

/** The action items of an agenda as its follow-up shows them; those that people took off the next agenda are gone. */
function followUpItems(items: SeriesItems, iid: number, sides: Sides): readonly FollowUpItem[] {
  const placed = itemsIn(items, iid).flatMap((life): readonly Placed[] => {
    const place = life.appearances.find((one) => one.agenda.iid === iid);
    return place === undefined || life.fate.kind === "removed" ? [] : [{ life, place }];
  });
  return placed.filter((one) => parentOf(one, placed) === null).map((one) => toItem(one, placed, sides));
}

/** The call after that of an agenda, by the decisions at hand. */
export function nextCall(state: ProjectState, series: SeriesState, agenda: SeriesAgenda): Occurrence | null {
  const later = series.decisions.decisions
    .map((one) => one.occurrence)
    .filter((one) => one.state === "planned" && one.id !== agenda.occurrence && one.date > agenda.date);
  const { next } = series.decisions;
  return later.find((one) => one.end > state.snapshot.at) ?? (next !== null && next.date > agenda.date ? next : null);
}

function issuesUrl(state: ProjectState, agenda: SeriesAgenda): string | null {
  const { instanceUrl } = state.snapshot;
  const { reference } = agenda.issue;
  if (instanceUrl === undefined || instanceUrl === null || reference === null) return null;
  return `${instanceUrl}/${reference.replace(/#\d+$/, "")}/-/issues`;
}

function titles(state: ProjectState, confidential: boolean): ReadonlyMap<number, string> {
  const all = [...state.snapshot.labelled, ...state.snapshot.own];
  // A title of a confidential issue is part of it (law 5).
  return new Map(all.filter((one) => confidential || !one.confidential).map((one) => [one.iid, one.title]));
}

/** The follow-up of a closed agenda as it would be written at this moment. */
export function draftFollowUp(
  state: ProjectState,
  series: SeriesState,
  agenda: SeriesAgenda,
  closedAt: Instant,
  template: AgendaTemplate,
  items: SeriesItems,
): FollowUp {
  const { configuration, calendar } = state.snapshot;
  const today = todayOf(state);
  const sides = sidesOn(configuration, today);
  const { iid, title, description, confidential, labels } = agenda.issue;
  const next = nextCall(state, series, agenda);
  const nextAgenda = series.agendas.find((one) => one.stands && next !== null && one.occurrence === next.id);
  const input: FollowUpInput = {
    agenda: { iid, title, date: agenda.date, description, confidential, labels },
    series: series.meeting.id,
    occurrence: followUpKey(agenda),
    closedAt,
    timeZone: configuration.timeZone,
    calendar,
    rules: series.meeting.followUp,
    followUpLabel: configuration.followUpLabel,
    labels: series.meeting.labels,
    sides,
    csm: csmOn(configuration, today),
    template,
    items: followUpItems(items, iid, sides),
    next,
    nextAgenda: nextAgenda?.issue.iid ?? null,
    issuesUrl: issuesUrl(state, agenda),
    issueTitles: titles(state, confidential),
  };
  return buildFollowUp(input);
}
