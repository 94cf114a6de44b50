import { csmOn } from "../../config/resolve/csm.ts";
import { groupAsWritten, groupOf, isSide, ownerAmong, writtenGroup } from "../../domain/action-items/read/group.ts";
import { bulletsWithin, withContext } from "../../domain/action-items/read/nest.ts";
import { wordsOf } from "../../domain/action-items/read/read.ts";
import type { Appearance, ItemTimeline, Sides } from "../../domain/action-items/read/types.ts";
import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import type { AgendaTemplate } from "../../domain/agenda/types.ts";
import { buildGuardedFollowUp, type GuardedFollowUp } from "../../domain/follow-up/build-guarded.ts";
import type { FollowUpInput, FollowUpItem } from "../../domain/follow-up/types.ts";
import type { IssueIid } from "../../domain/ids.ts";
import type { MarkdownDocument } from "../../domain/markdown/types.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import { linesOfTemplate } from "../../domain/minutes/template-lines.ts";
import type { Occurrence } from "../../domain/schedule/types.ts";
import { normaliseText } from "../../domain/text/similarity.ts";
import type { OwnProject } from "../../domain/text-safety/index.ts";
import type { Instant, PlainDate } from "../../domain/time/types.ts";
import type { Issue } from "../../gitlab/port.ts";
import { peopleAfter, sidesOn } from "../model/csm.ts";
import { followUpKey } from "../model/follow-ups.ts";
import { itemsIn, newestFor } from "../model/items.ts";
import { ownProjectOf } from "../model/own-project.ts";
import type { ProjectState, SeriesAgenda, SeriesState } from "../model/types.ts";

interface Placed {
  readonly timeline: ItemTimeline;
  readonly place: Appearance;
}

/** The items of one follow-up, and the words that stand under several headings of its agenda. */
interface Shown {
  readonly children: ReadonlyMap<Placed | null, readonly Placed[]>;
  readonly unclear: ReadonlySet<string>;
  readonly sides: Sides;
  readonly project: OwnProject | null;
}

/** The words, normalised, that people wrote under several headings or bullets: only these tell whose item is whose. */
function unclearWords(all: readonly Placed[], project: OwnProject | null): ReadonlySet<string> {
  const groups = new Map<string, string | null>();
  const unclear = new Set<string>();
  for (const { place } of all) {
    const key = normaliseText(place.text);
    const group = writtenGroup(place, project);
    if (groups.has(key) && groups.get(key) !== group) unclear.add(key);
    groups.set(key, group);
  }
  return unclear;
}

/**
 * A follow-up shows items by side, whatever heading people took notes under, where that tells them apart; a side's own
 * heading says it too.
 */
function groupInFollowUp(place: Appearance, owner: string | null, { unclear, sides, project }: Shown): string | null {
  const written = groupAsWritten(place, sides, project);
  if (written !== null && unclear.has(normaliseText(place.text))) return written;
  return groupOf(isSide(written, sides) ? written : null, owner, sides);
}

function toItem(placed: Placed, shown: Shown): FollowUpItem {
  const { timeline, place } = placed;
  const { text, details } = wordsOf(place);
  const owner = ownerAmong(details.owner, shown.sides);
  // Whose name the owner's column does not show stays in the words.
  const bare = owner === details.owner ? details.bare : text;
  const bullets = bulletsWithin(place.item);
  return {
    id: timeline.id,
    origin: timeline.origin,
    text: withContext(bullets, text),
    state: timeline.resolution.kind === "resolved" ? timeline.resolution.state : "open",
    ...details,
    owner,
    bare: withContext(bullets, bare),
    group: groupInFollowUp(place, owner, shown),
    issue: timeline.issue,
    children: (shown.children.get(placed) ?? []).map((child) => toItem(child, shown)),
  };
}

/** Items by the nearest one around them in the same issue; those with none around them by null. */
function byParent(all: readonly Placed[]): ReadonlyMap<Placed | null, readonly Placed[]> {
  const byDocument = new Map<MarkdownDocument, Map<number, Placed>>();
  for (const one of all) {
    const { document, item } = one.place;
    const known = byDocument.get(document) ?? new Map<number, Placed>();
    byDocument.set(document, known);
    if (!known.has(item.index)) known.set(item.index, one);
  }
  const children = new Map<Placed | null, Placed[]>();
  for (const one of all) {
    const parent = parentOf(one, byDocument);
    const siblings = children.get(parent) ?? [];
    children.set(parent, siblings);
    siblings.push(one);
  }
  return children;
}

function parentOf({ place }: Placed, byDocument: ReadonlyMap<MarkdownDocument, Map<number, Placed>>): Placed | null {
  const { document } = place;
  for (let index = place.item.parent; index !== null; ) {
    const found = byDocument.get(document)?.get(index);
    if (found !== undefined) return found;
    index = document.items[index]?.parent ?? null;
  }
  return null;
}

/**
 * The action items of an agenda as its follow-up shows them; those that people took off the next agenda are gone. Of one
 * that GitLab made a child item of in the agenda, the newest copy is shown.
 */
function followUpItems(
  items: SeriesItems,
  { iid, confidential }: Issue,
  { sides, project }: Pick<Shown, "sides" | "project">,
): readonly FollowUpItem[] {
  const standing = itemsIn(items, iid).flatMap((timeline): readonly Placed[] => {
    const place = timeline.appearances.find((one) => one.agenda.iid === iid);
    return place === undefined || timeline.resolution.kind === "removed" ? [] : [{ timeline, place }];
  });
  const converted = items.timelines.flatMap((timeline): readonly Placed[] => {
    const place = newestFor(timeline, confidential);
    const isGone = timeline.converted?.in === iid && timeline.missing.some((agenda) => agenda.iid === iid);
    return !isGone || place === null || timeline.resolution.kind === "removed" ? [] : [{ timeline, place }];
  });
  const placed = [...standing, ...converted];
  const children = byParent(placed);
  const tops = children.get(null) ?? [];
  const shown = { children, unclear: unclearWords(tops, project), sides, project };
  return tops.map((one) => toItem(one, shown));
}

/** The call after that of an agenda, by the decisions at hand; of a series without one, the call that its open items go to. */
export function nextCall(state: ProjectState, series: SeriesState, agenda: SeriesAgenda): Occurrence | null {
  const { at } = state.snapshot;
  const later = series.decisions.decisions
    .map((one) => one.occurrence)
    .filter((one) => one.state === "planned" && one.id !== agenda.occurrence && one.date > agenda.date);
  const { next } = series.decisions;
  const own = later.find((one) => one.end > at) ?? (next !== null && next.date > agenda.date ? next : null);
  if (own !== null) return own;
  const home = state.homes.get(series)?.to ?? null;
  return home === null || home === series ? null : home.decisions.next;
}

/** The agenda of a call to come, in whatever series it is. */
function agendaOfCall(state: ProjectState, { series, id }: Occurrence): SeriesAgenda | undefined {
  const found = state.series.find(({ meeting }) => meeting.id === series);
  return found?.agendas.find((one) => one.stands && one.occurrence === id);
}

function titles(state: ProjectState, confidential: boolean): ReadonlyMap<IssueIid, string> {
  const all = [...state.snapshot.labelled, ...state.snapshot.own];
  // A title of a confidential issue is part of it (law 5).
  return new Map(all.filter((one) => confidential || !one.confidential).map((one) => [one.iid, one.title]));
}

/**
 * The series that the marker of an agenda names; its follow-up names the same one, so that both are known together by
 * whatever id the series goes later.
 */
export function markedSeries(series: SeriesState, { issue, byBot }: SeriesAgenda): string {
  const marker = byBot ? parseIssueMarker(issue.description) : null;
  return marker?.series ?? series.meeting.id;
}

interface DraftOptions {
  readonly included?: boolean;
  readonly agendaTemplate?: AgendaTemplate | null;
  /** The day that the text is of: today by default. */
  readonly written?: PlainDate | undefined;
}

/**
 * The follow-up of a closed agenda as it would be written at this moment; `included`: with what its customer should not
 * read, since somebody of the account team asked for that.
 */
export function draftFollowUp(
  state: ProjectState,
  series: SeriesState,
  agenda: SeriesAgenda,
  closedAt: Instant,
  template: AgendaTemplate,
  items: SeriesItems,
  { included = false, agendaTemplate = null, written }: DraftOptions = {},
): GuardedFollowUp {
  const { configuration, calendar } = state.snapshot;
  const { variables } = configuration;
  const today = state.today;
  const sides = sidesOn(configuration, today);
  const project = ownProjectOf(state);
  const { iid, title, description, confidential, labels } = agenda.issue;
  const next = nextCall(state, series, agenda);
  const nextAgenda = next === null ? undefined : agendaOfCall(state, next);
  const input: FollowUpInput = {
    agenda: { iid, title, date: agenda.date, start: agenda.start, description, confidential, labels },
    series: markedSeries(series, agenda),
    occurrence: followUpKey(agenda),
    closedAt,
    today: written ?? today,
    timeZone: configuration.timeZone,
    calendar,
    rules: series.meeting.followUp,
    followUpLabel: configuration.followUpLabel,
    labels: series.meeting.labels,
    sides,
    people: peopleAfter(state, series, agenda),
    observed: configuration.mentions.followUp,
    csm: csmOn(configuration, today),
    template,
    texts: state.texts,
    variables,
    untouched:
      agendaTemplate === null ? new Set() : linesOfTemplate(agendaTemplate, { ...variables, customer: sides.customer }),
    items: followUpItems(items, agenda.issue, { sides, project }),
    next,
    nextAgenda: nextAgenda?.issue.iid ?? null,
    project,
    issueTitles: titles(state, confidential),
  };
  return buildGuardedFollowUp(input, state.guard, included);
}
