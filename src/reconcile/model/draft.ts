import { csmOn } from "../../config/resolve/csm.ts";
import { allAttendees, peopleOfCall } from "../../config/resolve/people.ts";
import type { CarryInput } from "../../domain/action-items/carry/carry.ts";
import type { AgendaText } from "../../domain/action-items/read/types.ts";
import { buildAgenda } from "../../domain/agenda/build.ts";
import type { Objective } from "../../domain/agenda/objectives.ts";
import type { Agenda, AgendaTemplate } from "../../domain/agenda/types.ts";
import type { HeldAgenda } from "../../domain/minutes/left-topics.ts";
import type { Occurrence } from "../../domain/schedule/types.ts";
import type { PlainDate } from "../../domain/time/types.ts";
import { toLocal } from "../../domain/time/zoned-time.ts";
import type { Issue } from "../../gitlab/port.ts";
import { circleOf } from "./circles.ts";
import { assigneesOn, dayOf, sidesOn } from "./csm.ts";
import { belongsTo } from "./item-homes.ts";
import { textsOfSeveral } from "./items.ts";
import { rollUpOf } from "./meeting-types/roll-up.ts";
import { ownProjectOf } from "./own-project.ts";
import { topicsOfCall } from "./topics/topics-of-call.ts";
import type { Comments, Details, ProjectState, SeriesAgenda, SeriesState } from "./types.ts";

/** The agendas of a series that come before a call. */
export function agendasBefore(series: SeriesState, occurrence: Occurrence): readonly SeriesAgenda[] {
  return series.agendas.filter((agenda) => agenda.occurrence !== occurrence.id && agenda.date <= occurrence.date);
}

/** What an agenda of a call is made from: earlier agendas of its series and of those that it may take items of. */
function textsBefore(
  state: ProjectState,
  series: SeriesState,
  occurrence: Occurrence,
  comments?: Comments,
): readonly AgendaText[] {
  const others = circleOf(state, series).filter((one) => one !== series);
  const earlier = others.map((one) => [one, agendasElsewhere(state, one, occurrence.date)] as const);
  return textsOfSeveral(state, [...earlier, [series, agendasBefore(series, occurrence)]], comments);
}

/** The agendas of another series whose items a call on a day may take: one that is gone has no call to wait for. */
export function agendasElsewhere(state: ProjectState, other: SeriesState, date: PlainDate): readonly SeriesAgenda[] {
  return other.agendas.filter(
    (agenda) => (other.gone !== null || agenda.date <= date) && !isToCome(state, other, agenda),
  );
}

/** A meeting outside of every series that is still to come: its items are for that day. */
function isToCome(state: ProjectState, series: SeriesState, { issue, occurrence, date }: SeriesAgenda): boolean {
  return series.gone !== null && occurrence === null && issue.state === "opened" && date >= state.today;
}

/** The last agenda of the series that stands for a call (not a duplicate). */
export function previousAgenda(agendas: readonly SeriesAgenda[]): SeriesAgenda | null {
  return agendas.findLast((agenda) => agenda.canonical) ?? null;
}

/** The call that follows one, by the decisions at hand. */
function followingCall(series: SeriesState, occurrence: Occurrence): Occurrence | null {
  const later = series.decisions.decisions.find(
    (one) => one.occurrence.state === "planned" && one.occurrence.start > occurrence.start,
  );
  return later?.occurrence ?? null;
}

/** The call whose agenda is made next, or null when the series has no more calls. */
export function nextToMake(series: SeriesState): Occurrence | null {
  const open = series.decisions.decisions.find(({ decision }) => decision === "due" || decision === "waiting");
  return open?.occurrence ?? null;
}

/** What the last agenda says of its call, where that was held; what is confidential goes into confidential agendas (law 5). */
function heldBefore(series: SeriesState, previous: SeriesAgenda | null): HeldAgenda | null {
  if (previous === null || !previous.held || previous.issue.state !== "closed") return null;
  if (previous.issue.confidential && !series.meeting.confidential) return null;
  return { description: previous.issue.description, date: previous.date };
}

/** The agenda of one call as it would be created at this moment. */
export function draftAgenda(
  state: ProjectState,
  series: SeriesState,
  occurrence: Occurrence,
  template: AgendaTemplate,
  details: Details | null = null,
): Agenda {
  const { configuration, at } = state.snapshot;
  const today = toLocal(at, configuration.timeZone).date;
  const earlier = agendasBefore(series, occurrence);
  const previous = previousAgenda(earlier);
  return buildAgenda({
    occurrence,
    following: followingCall(series, occurrence),
    previous: previous === null ? null : { iid: previous.issue.iid, date: previous.date },
    held: heldBefore(series, previous),
    type: series.meeting.type,
    profile: configuration.profile,
    rollUp: rollUpOf(state, series, occurrence, details),
    isMiniReview: series.meeting.miniReviews.includes(occurrence.id),
    rules: { ...series.meeting, assignees: assigneesOn(state, series, occurrence.date) },
    customerTimeZone: configuration.customerTimeZone,
    agendaLabel: configuration.agendaLabel,
    sides: sidesOn(configuration, occurrence.date),
    people: peopleOfCall(configuration, series.meeting, occurrence),
    csm: csmOn(configuration, occurrence.date),
    mentions: configuration.mentions,
    project: ownProjectOf(state, details?.objectives) ?? template.project ?? null,
    template,
    texts: state.texts,
    variables: configuration.variables,
    agendas: textsBefore(state, series, occurrence, details?.comments),
    topics: topicsOfCall(state, series, occurrence, earlier),
    objectives: (details?.objectives ?? []).map((one) => objectiveOf(state, one)),
    belongs: belongsTo(state, series),
    evidence: details?.evidence,
    today,
  });
}

/** A title that holds what a customer should not read is not repeated. */
function objectiveOf(
  state: ProjectState,
  { iid, title, createdAt, closedAt, confidential, ...issue }: Issue,
): Objective {
  return {
    iid,
    title: state.guard(title).length === 0 ? title : "",
    openedOn: dayOf(state, createdAt),
    closedOn: issue.state === "closed" ? dayOf(state, closedAt ?? issue.updatedAt) : null,
    confidential,
    address: issue.webUrl,
  };
}

/** What would be carried into the agenda of one call if it were made at this moment, whatever its template brings. */
export function carryInput(
  state: ProjectState,
  series: SeriesState,
  occurrence: Occurrence,
  confidential: boolean,
  details: Details | null = null,
): CarryInput {
  const { configuration, at } = state.snapshot;
  return {
    agendas: textsBefore(state, series, occurrence, details?.comments),
    series: series.meeting.id,
    belongs: belongsTo(state, series),
    evidence: details?.evidence,
    confidential,
    today: toLocal(at, configuration.timeZone).date,
    templateItems: [],
    rules: series.meeting.carry,
    project: ownProjectOf(state),
    sides: { ...configuration, attendees: allAttendees(configuration) },
    mentions: configuration.mentions.carried,
    texts: state.texts,
    maxLength: Number.MAX_SAFE_INTEGER,
  };
}
